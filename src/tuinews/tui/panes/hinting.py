"""Letters beside the links of an article: each opens its link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tuinews.core.document import Document, Range
from tuinews.tui.panes.printing import PrintedPane

LETTERS = "asdfghjklqwertyiopzxcvbnm"
"""Those under the fingers first; `u` lists all links."""
_HINT = Style(bold=True, reverse=True)


class HintedPane(PrintedPane):
    """A pane of an article that can show a letter beside each link on the screen."""

    _hints: Mapping[int, list[tuple[int, str]]] = {}  # row → columns and letters

    def links_in_view(self, document: Document) -> dict[str, tuple[str, int]]:
        """letter → (address, offset) of the links that are on the screen, from the top."""
        rows = range(self.top_row, self.top_row + self.seen_rows)
        there = (
            (item.get("href"), item.start) for item in _links(document)
            if self._page is not None and not self.covered and self._page.place(item.start)[0] in rows
        )  # fmt: skip
        return dict(zip(LETTERS, there, strict=False))

    def show_hints(self, links: Mapping[str, tuple[str, int]]) -> None:
        """Show the letters; with no links: none any more."""
        hints: dict[int, list[tuple[int, str]]] = {}
        for letter, (_, offset) in links.items():
            if self._page is not None:
                row, column = self._page.place(offset)
                hints.setdefault(row, []).append((max(0, column - 1), letter))
        self._hints = hints
        self.refresh()

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        for column, letter in self._hints.get(y + self.scroll_offset.y, ()):
            hint = Strip([Segment(letter, self.look("article--cue") + _HINT)])
            strip = Strip.join([strip.crop(0, column), hint, strip.crop(column + 1)])
        return strip


def _links(document: Document) -> Iterator[Range]:
    return (item for item in document.inline if item.kind == "link" and item.get("href"))
