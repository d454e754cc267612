"""Finding: the search bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuinews.tui.commands import run_command
from tuinews.tui.screens import opening
from tuinews.tui.state import EVERYTHING

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen
    from tuinews.tui.widgets.search import SearchBar


def start_search(screen: MainScreen) -> None:
    """Search in this list; when a search is open already and empty, in everything stored."""
    screen.go_to_pane("list")
    screen.add_class("searching")
    from tuinews.core.unfinished import as_typed  # the first paint needs no parser

    typed = screen.search_bar.input.value
    screen.unsay()  # what can be typed is what matters now
    screen.search_bar.open(typed if as_typed(typed) == screen.state.text else screen.state.text)


def search_everywhere(screen: MainScreen) -> None:
    """Widen the search to everything stored."""
    if screen.state.place.key != EVERYTHING.key:
        screen.state.leave_timeline()
        screen.state.place = EVERYTHING
        screen.tree_pane.mark_chosen(EVERYTHING.key)
        screen.reload(keep=False)
    screen.search_bar.say("in everything stored")


def search_for(screen: MainScreen, text: str) -> None:
    """Show what a search finds, while it is typed: its last word may go on."""
    from tuinews.core.unfinished import as_typed

    screen.state.text, screen.state.otherwise, screen.state.instead_of = as_typed(text), "", ""
    screen.reload(keep=False)


def complete(screen: MainScreen, asked: SearchBar.Completing) -> None:
    """Have the library say what the word at the cursor may become."""
    from tuinews.library.completing import Offer, offers

    library, bar = screen.library, screen.search_bar

    def found() -> list[Offer]:
        still_typed = (bar.input.value, bar.input.cursor_position) == (asked.text, asked.at)
        return offers(library, asked.text, asked.at) if still_typed else []

    def answered(offered: list[Offer]) -> None:
        if bar.offered(asked, offered):
            screen.results.set()
            run_command(screen, "move.next-pane")  # Tab was typed, and there is nothing to complete

    screen.desk.ask(found, answered)


def to_results(screen: MainScreen) -> None:
    """From the search bar to what was found by the words as they stand; where that is nothing, the last one may go
    on as it could while it was typed."""
    state, typed = screen.state, screen.search_bar.input.value
    screen.set_focus(screen.list_pane)
    if not typed.strip():
        end_search(screen)
        return
    if typed != state.text:
        state.otherwise = state.text if state.text == f"{typed}*" else ""
        state.text = typed
        screen.reload(keep=False)
    if screen.awaited is not None:
        screen.results.clear()  # what is typed next is meant for them


def end_search(screen: MainScreen, *, reload: bool = True) -> None:
    """Leave the search; the cursor stays on the article that was found."""
    screen.state.text = screen.state.reading = screen.state.otherwise = screen.state.instead_of = ""
    screen.remove_class("searching")
    screen.search_bar.close()
    screen.set_focus(screen.list_pane)
    if screen.state.view is not None:
        opening.show_article(screen, screen.state.view)
    if reload:
        screen.reload()


def toggle_ranked(screen: MainScreen) -> None:
    """List the best match of a search first, or the newest again."""
    screen.state.ranked = not screen.state.ranked
    if screen.state.text.strip():
        screen.reload(keep=False)
    screen.say("A search lists the best match first" if screen.state.ranked else "A search lists the newest first")


COMMANDS: dict[str, Callable[[MainScreen], None]] = {"find.search": start_search, "find.ranked": toggle_ranked}
