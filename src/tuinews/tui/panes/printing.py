"""What a program of the reader's printed, shown in the article or in place of it."""

from __future__ import annotations

from tuinews.tui.page import Page, Printed
from tuinews.tui.panes.scrolling import LinePane


class PrintedPane(LinePane):
    """A pane of an article in which something printed may stand, until the reader leaves it or the article."""

    printed: Printed | None = None
    _page: Page | None = None
    _left_at = 0

    @property
    def position(self) -> int:
        """The offset of the text at the top of the pane."""
        raise NotImplementedError

    def set_page(self, position: int) -> None:
        """Lay out all rows anew, from an offset on."""
        raise NotImplementedError

    @property
    def covered(self) -> bool:
        """Whether something printed stands in place of the article."""
        return self.printed is not None and self.printed.at is None

    def put_printed(self, printed: Printed | None) -> None:
        """Show what was printed, or (None) the article as it is."""
        self._left_at = self.position
        self.printed = printed
        self.set_page(0 if self.covered else self._left_at)
        if self._page is not None and (rows := self._page.printed_rows()):
            self.show_row(rows[0] - 1, min(rows[-1], rows[0] + self.seen_rows - 5))
