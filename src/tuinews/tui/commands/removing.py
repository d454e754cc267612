"""Taking away what stands in the feed tree: subscriptions, folders, tags, saved searches. Articles stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuinews.core.counting import counted
from tuinews.core.sanitize import visible_line
from tuinews.library.views import Done, Place
from tuinews.tui.keys import TAKEN_BACK
from tuinews.tui.screens.choice import Choice, ChoiceScreen
from tuinews.tui.state import EVERYTHING

if TYPE_CHECKING:
    from tuinews.library import Library
    from tuinews.tui.screens.main import MainScreen


def remove_place(screen: MainScreen) -> None:
    """Ask about the place under the tree's cursor (outside the tree: the one that the list shows), and say what would
    become of its articles."""
    place = screen.tree_pane.current if screen.state.pane == "tree" else screen.state.place
    if place is None or place.kind not in _REMOVALS or not place.key.startswith(f"{place.kind}:"):
        screen.say("Choose a feed, a folder, a tag or a saved search in the tree first")
        return
    words, remove = _REMOVALS[place.kind]
    library, query, kept = screen.library, place.query, place.kind in ("feed", "folder")

    def ask(there: tuple[int, int]) -> None:
        articles, marked = there
        stay = counted(articles, "article")
        detail = f"{'its ' if kept else ''}{stay} stay{'s' * (articles == 1)}"
        if kept and marked:
            detail += f", {marked:,} of them with your marks"
        choice = Choice("yes", words.format(visible_line(place.title)), detail)

        def chosen(answer: str | None) -> None:
            if answer is None:
                return
            if screen.state.place.key == place.key:
                screen.state.place = EVERYTHING
                screen.tree_pane.mark_chosen(EVERYTHING.key)
            screen.desk.write(lambda: remove(library, place))

        screen.app.push_screen(ChoiceScreen("Delete?", [choice], hint=screen.keyed(TAKEN_BACK)), chosen)

    screen.desk.ask(
        lambda: (len(library.search(within=query).ids), len(library.search("is:watched", within=query).ids)), ask
    )


def _unsubscribe(library: Library, place: Place) -> Done:
    return library.unsubscribe([int(place.key.partition(":")[2])])


def _unsubscribe_folder(library: Library, place: Place) -> Done:
    folder = place.key.partition(":")[2]
    return library.unsubscribe([feed.id for feed in library.feeds() if feed.folder == folder])


def _take_off(library: Library, place: Place) -> Done:
    return library.delete_tag(place.key.partition(":")[2])


def _forget_search(library: Library, place: Place) -> Done:
    return library.delete_search(place.key.partition(":")[2])


_REMOVALS: dict[str, tuple[str, Callable[[Library, Place], Done]]] = {
    "feed": ("Unsubscribe from {}", _unsubscribe),
    "folder": ("Unsubscribe from all feeds in {}", _unsubscribe_folder),
    "tag": ("Take {} off everything that bears it", _take_off),
    "saved": ("Delete the saved search {}", _forget_search),
}
"""By the kind of a place: what is offered, and what does it."""
