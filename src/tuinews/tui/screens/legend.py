"""What the marks mean, shown over the first article that is opened in a library, until the next key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.widgets import Static

from tuinews.tui.commands.arranging import remember
from tuinews.tui.measure import wrapped
from tuinews.tui.screens.help import legend

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen

_WIDEST = 66
_FRAME = 4
"""Cells that the frame and its gaps take of a line."""
_SIGN = 4
_FIRST = 9
"""Marks that are told: those of an article, and then as many of the list as a small screen has room for."""


class Legend(Static):
    """Takes no key: it goes with the next one, whatever that does."""

    def __init__(self, over: MainScreen) -> None:
        super().__init__(id="legend")
        self._over = over
        self.border_title = Content("What the marks mean")
        self.border_subtitle = Content(over.keyed("any key goes on · {program.help} shows it again"))
        self.display = False

    def on_mount(self) -> None:
        self.call_after_refresh(self.place)  # when it is known where the article stands

    def place(self) -> None:
        """Stand at the bottom of the article."""
        over, article = self._over, self._over.article_pane.content_region
        room = min(article.width, _WIDEST) - _FRAME
        lines: list[Content] = []
        for line in list(legend(over.commands, over.host.glyphs))[:_FIRST]:
            for number, words in enumerate(wrapped(line.words, room - _SIGN)):
                sign = Content(f"{'' if number else line.sign:<{_SIGN}}").stylize(line.style)
                lines.append(Content.assemble(sign, words))
        self.update(Content("\n").join(lines))
        height = len(lines) + 2
        self.styles.width, self.styles.height = room + _FRAME, height
        self.styles.offset = article.x, article.bottom - height
        self.display = True

    def put_away(self) -> None:
        """The reader goes on."""
        self._over.legend = None
        self.remove()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.put_away()


def show_once(screen: MainScreen) -> None:
    """Show the legend, the first time that an article with statements is opened."""
    if screen.article_pane.statements:
        screen.state.arrangement.legend = True
        remember(screen)
        screen.legend = Legend(screen)
        screen.mount(screen.legend)
