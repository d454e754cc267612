"""Arranging: how the list is set, how wide the panes are. The library remembers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widget import Widget

from tuinews.core.clock import Times
from tuinews.library.views import Grouping
from tuinews.tui.arrangement import to_remember
from tuinews.tui.screens.choice import Choice, ChoiceScreen

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen

_STEP = 2
"""Cells by which a key changes a pane's width."""
_GROUPS: dict[Grouping, str] = {
    "none": "No headings",
    "day": "A heading for each day",
    "outlet": "By outlet, with headings",
    "feedtag": "By the tags of feeds, with headings",
}
_LINES = {1: "One line for each", 2: "Two lines for each"}
_TIMES: dict[Times, str] = {"age": "Times: how long ago", "local": "Times: in your time zone", "utc": "Times: in UTC"}


def arrange_list(screen: MainScreen) -> None:
    """Choose headings, lines and times of the list."""
    arrangement = screen.state.arrangement
    here = f"group:{arrangement.group}", f"lines:{arrangement.lines}", f"times:{screen.state.times_told}"
    offered = [
        *((f"group:{group}", words) for group, words in _GROUPS.items()),
        *((f"lines:{lines}", words) for lines, words in _LINES.items()),
        *((f"times:{times}", words) for times, words in _TIMES.items()),
    ]
    glyphs = screen.host.glyphs
    choices = [Choice(key, f"{glyphs.picked if key in here else ' '} {words}") for key, words in offered]

    def chosen(answer: str | None) -> None:
        if answer is None:
            return
        what, _, value = answer.partition(":")
        if what == "group":
            arrangement.group = next(group for group in _GROUPS if group == value)
        elif what == "lines":
            arrangement.lines = int(value)
        else:
            arrangement.times = next(times for times in _TIMES if times == value)
        remember(screen)
        screen.reload()

    screen.app.push_screen(ChoiceScreen("The list", choices), chosen)


def remember(screen: MainScreen) -> None:
    """Have the library remember how the screen is arranged."""
    library, kept = screen.library, to_remember(screen.state.arrangement, screen.library.settings)
    screen.desk.save(lambda: library.save_arrangement(kept))


def _widen(by: int) -> Callable[[MainScreen], None]:
    """Make the pane that the reader is in wider, or narrower."""

    def widen(screen: MainScreen) -> None:
        frame = screen.current_pane.parent
        count = screen.state.take_count()
        if isinstance(frame, Widget) and screen.frames.widen(frame, by * count):
            remember(screen)
        else:
            screen.say("One pane fills the screen" if screen.narrow else "That is as far as it goes")

    return widen


def usual_widths(screen: MainScreen) -> None:
    """The usual widths of the panes."""
    screen.frames.forget_widths()
    remember(screen)


COMMANDS: dict[str, Callable[[MainScreen], None]] = {
    "arrange.list": arrange_list,
    "arrange.wider": _widen(_STEP),
    "arrange.narrower": _widen(-_STEP),
    "arrange.usual": usual_widths,
}
