"""Saved searches: going to one, saving the one that is shown, deleting one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuinews.core.sanitize import visible_line
from tuinews.library.views import Place
from tuinews.tui.commands.finding import end_search
from tuinews.tui.keys import TAKEN_BACK
from tuinews.tui.screens.asking import Answer, AskScreen
from tuinews.tui.screens.choice import Choice, ChoiceScreen

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen


def show_saved(screen: MainScreen) -> None:
    """List the saved searches, and offer to save the one that is shown."""
    saved, text = screen.library.saved_searches(), screen.state.text.strip()
    choices = [Choice("save", "Save this search", visible_line(shown_query(screen)))] if text else []
    choices += [Choice(uid, visible_line(name), visible_line(query)) for uid, name, query in saved]
    if not choices:
        screen.say(screen.keyed("No saved searches: search with {find.search}, then {saved.searches} saves it"))
        return
    if saved:
        choices.append(Choice("notify", "Tell of what comes", "by the bell, on the desktop, by a program of yours"))
        choices.append(Choice("delete", "Delete one of these"))
    places = {uid: Place(f"saved:{uid}", name, query, "saved") for uid, name, query in saved}

    def chosen(answer: str | None) -> None:
        if answer == "save":
            ask_name(screen, shown_query(screen))
        elif answer == "notify":
            choose_to_notify(screen, places)
        elif answer == "delete":
            choose_to_delete(screen, places)
        elif answer is not None:
            go_to(screen, places[answer])

    screen.app.push_screen(ChoiceScreen("Saved searches", choices), chosen)


def shown_query(screen: MainScreen) -> str:
    """What the list shows now, as one search."""
    within, text = screen.state.place.query, screen.state.text.strip()
    return f"({within}) ({text})" if within else text


def ask_name(screen: MainScreen, query: str) -> None:
    """Ask for a name, and save a search under it."""

    def answered(answer: Answer | None) -> None:
        if answer is not None:
            library, name = screen.library, answer[0]
            screen.desk.write(lambda: library.save_search(name, query))

    about = f"A name for {visible_line(query)[:200]}. It will stand among the feeds."
    screen.app.push_screen(AskScreen("Save this search", about, placeholder="name"), answered)


def choose_to_notify(screen: MainScreen, places: dict[str, Place]) -> None:
    """Choose a saved search, and how it tells of what comes."""

    def chosen(uid: str | None) -> None:
        if uid is None:
            return
        ways = [
            Choice("bell", "The terminal's bell"),
            Choice("desktop", "A notification on the desktop"),
            *(Choice(name, visible_line(name), "your program") for name in screen.library.settings.commands),
            Choice("off", "Not at all"),
        ]
        about = f"When something new matches {visible_line(places[uid].query)[:200]}\n"
        screen.app.push_screen(ChoiceScreen("Tell by", ways, about=about), lambda how: told(uid, how))

    def told(uid: str, how: str | None) -> None:
        if how is not None:
            screen.desk.write(lambda: screen.library.notify_of_search(uid, how))

    choices = [Choice(uid, visible_line(place.title), visible_line(place.query)) for uid, place in places.items()]
    screen.app.push_screen(ChoiceScreen("Which?", choices), chosen)


def choose_to_delete(screen: MainScreen, places: dict[str, Place]) -> None:
    """Choose a saved search to delete."""

    def chosen(uid: str | None) -> None:
        if uid is not None:
            screen.desk.write(lambda: screen.library.delete_search(uid))

    choices = [Choice(uid, visible_line(place.title), visible_line(place.query)) for uid, place in places.items()]
    screen.app.push_screen(ChoiceScreen("Delete which?", choices, hint=screen.keyed(TAKEN_BACK)), chosen)


def go_to(screen: MainScreen, place: Place) -> None:
    """Show what a saved search finds now."""
    screen.state.leave_timeline()
    screen.state.place = place
    screen.tree_pane.mark_chosen(place.key)
    end_search(screen, reload=False)
    screen.go_to_pane("list")
    screen.reload(keep=False)


COMMANDS: dict[str, Callable[[MainScreen], None]] = {"saved.searches": show_saved}
