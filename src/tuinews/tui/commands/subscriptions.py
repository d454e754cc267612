"""What is set for a feed, in a dialog; all feeds as text in the reader's editor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.app import SuspendNotSupported

from tuinews.core.errors import TuinewsError
from tuinews.core.sanitize import visible_line
from tuinews.library import editor
from tuinews.library.command_feeds import confirm
from tuinews.library.feed_list import FeedEdits, apply_feed_list, feed_list, read_feed_list
from tuinews.library.feed_settings import MODES, FeedChange, change_feed, checked, fares, shown_settings
from tuinews.tui.commands.gathering import feed_of
from tuinews.tui.keys import TAKEN_BACK
from tuinews.tui.screens.asking import Answer, AskScreen
from tuinews.tui.screens.choice import Choice, ChoiceScreen

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen


class _Field(NamedTuple):
    """A line of the dialog: the setting, its words, what a value looks like, what it is without one."""

    name: str
    words: str
    about: str
    without: str


_FIELDS = (
    _Field("name", "Name", "Its name in the tree.", "its own"),
    _Field("folder", "Folder", "The folder it stands in.", "none"),
    _Field("tags", "Tags", "Separated by commas.", "none"),
    _Field("paused", "Paused", "", "no"),
    _Field("hidden", "Hidden from the tree", "", "no"),
    _Field("watch", "Watched for edits", "", "no"),
    _Field("interval", "Minutes between refreshes", "A whole number.", "as often as it changes"),
    _Field("fetch_pages", "Full pages", f"{', '.join(MODES)}: whether entries are completed.", "as everywhere"),
    _Field("keep", "Keep at most", "Articles; what is unread or bears your marks stays besides.", "all"),
    _Field("user_agent", "User agent", "What it is told that we are.", "tuinews"),
    _Field("proxy", "Proxy", "http://…, through which it is asked.", "as everywhere"),
    _Field("headers", "Headers", "Each as Name: value, separated by |.", "none"),
    _Field("cookies", "Cookies", "The name of a cookies.txt.", "none"),
    _Field("credentials", "Login", "user:password, kept in the system's keyring or in a file of mode 600.", "none"),
)
_FLAGS = ("paused", "hidden", "watch")
_NUMBERS = ("interval", "keep")
_LISTS = {"tags": ",", "headers": "|"}


def settings(screen: MainScreen) -> None:
    """Show what is set for the feed under the cursor; choosing a line changes it."""
    feed_id = feed_of(screen.tree_pane.current if screen.state.pane == "tree" else screen.state.place)
    if feed_id is None:
        screen.say("Choose a feed in the tree first")
        return
    screen.desk.ask(
        lambda: (shown_settings(screen.library.store, feed_id), fares(screen.library.store, feed_id)),
        lambda shown: _show(screen, feed_id, *shown),
    )


def _show(screen: MainScreen, feed_id: int, shown: dict[str, Any], state: str, at: str = "") -> None:
    def chosen(name: str | None) -> None:
        if name == "command":
            _ask_about_program(screen, feed_id, shown)
        elif name in _FLAGS:
            _change(screen, feed_id, _as_change(name, not shown.get(name)), name)
        elif name is not None:
            _ask(screen, feed_id, next(one for one in _FIELDS if one.name == name), shown)

    choices = [Choice(field.name, f"{field.words:<26} {_said(field, shown)}") for field in _FIELDS]
    if program := shown.get("command"):
        choices.insert(0, Choice("command", f"{'Program':<26} {visible_line(program[0])}"))
    title = visible_line(str(shown["name"] or shown["url"]))
    about = f"{visible_line(str(shown['url']))}\n{visible_line(state)}\n"
    screen.app.push_screen(
        ChoiceScreen(title, choices, about=about, hint=screen.keyed("{mark.undo} takes a change back"), at=at), chosen
    )


def _said(field: _Field, shown: dict[str, Any]) -> str:
    value = shown.get(field.name)
    if not value:
        return field.without
    if field.name == "credentials":
        return "in the keyring" if value == "keyring" else "in a file"
    if field.name == "headers":
        return ", ".join(line.partition(":")[0] for line in value)
    if isinstance(value, list):
        return ", ".join(map(visible_line, value))
    return "yes" if value is True else visible_line(str(value))


def _ask(screen: MainScreen, feed_id: int, field: _Field, shown: dict[str, Any]) -> None:
    value = shown.get(field.name) or "" if field.name != "credentials" else ""
    written = f"{_LISTS[field.name]} ".join(value) if isinstance(value, list) else str(value)

    def problem(text: str) -> str:
        try:
            checked(_as_change(field.name, text))
        except (TuinewsError, ValueError) as error:
            return str(error)
        return ""

    def answered(answer: Answer | None) -> None:
        if answer is not None:
            _change(screen, feed_id, _as_change(field.name, answer[0]), field.name)
        else:
            settings(screen)

    about = f"{field.about} Empty: {field.without}."
    screen.app.push_screen(
        AskScreen(field.words, about, value=written, empty=True, check=problem, secret=field.name == "credentials"),
        answered,
    )


def _as_change(name: str, text: str | bool) -> FeedChange:
    """Raises ValueError with a sentence."""
    value: Any = text
    if isinstance(text, bool):
        flag: dict[str, Any] = {name: text}
        return FeedChange(**flag)
    if name == "credentials":
        if text and ":" not in text:
            raise ValueError("Write it as user:password")
        name = "login"
    if name in _LISTS:
        value = [part.strip() for part in text.split(_LISTS[name])]
    elif name in _NUMBERS:
        if text and not (text.isascii() and text.isdecimal() and len(text) < 8):
            raise ValueError("This should be a whole number")
        value = int(text or 0)
    return FeedChange(**{name: value})


def _change(screen: MainScreen, feed_id: int, change: FeedChange, at: str) -> None:
    """Make a change, and show the dialog again with the cursor where it was."""
    library = screen.library

    def changed() -> tuple[str, dict[str, Any], str]:
        done = change_feed(library.store, library.settings, feed_id, change)
        return done.message, shown_settings(library.store, feed_id), fares(library.store, feed_id)

    def show(answer: tuple[str, dict[str, Any], str]) -> None:
        message, shown, state = answer
        screen.say(f"{message} · {screen.keyed(TAKEN_BACK)}")
        screen.renew()
        _show(screen, feed_id, shown, state, at)

    screen.desk.ask(changed, show)


def _ask_about_program(screen: MainScreen, feed_id: int, shown: dict[str, Any]) -> None:
    library = screen.library

    def chosen(answer: str | None) -> None:
        if answer is not None:
            screen.desk.write(lambda: confirm(library.store, library.settings, feed_id, allowed=answer == "yes"))

    arguments = "\n".join(f"  {visible_line(argument)}" for argument in shown["command"])
    source = f"\nand gives it what is at {visible_line(str(shown['source']))}" if shown.get("source") else ""
    about = f"At each refresh this feed runs, without a shell:\n{arguments}{source}\n"
    choices = [Choice("no", "It may not run"), Choice("yes", "It may run", "just these words; in at most 30 seconds")]
    screen.app.push_screen(ChoiceScreen("A program", choices, about=about), chosen)


def edit_all(screen: MainScreen) -> None:
    """Edit all feeds as text, in the reader's editor."""
    _edit(screen, editor.write_draft(feed_list(screen.library.store), "feeds"))


def _edit(screen: MainScreen, path: Path) -> None:
    try:
        with screen.app.suspend():
            text = editor.open_in_editor(path)
    except SuspendNotSupported:
        screen.say("This terminal cannot be handed to an editor: use tuinews feeds --edit")
        path.unlink()
        return
    except TuinewsError as error:
        _again(screen, path, str(error))
        return
    take_edited(screen, path, text)


def take_edited(screen: MainScreen, path: Path, text: str) -> None:
    """Do what the edited text asks for; when a line of it is wrong, or feeds are to go, ask first."""
    try:
        edits = read_feed_list(screen.library.store, text)
    except TuinewsError as error:
        _again(screen, path, str(error))
        return
    if edits.removed:
        _ask_about_removed(screen, path, edits)
    else:
        _apply(screen, path, edits)


def _apply(screen: MainScreen, path: Path, edits: FeedEdits) -> None:
    library = screen.library
    screen.desk.write(lambda: apply_feed_list(library.store, library.settings, edits))
    path.unlink(missing_ok=True)


def _ask_about_removed(screen: MainScreen, path: Path, edits: FeedEdits) -> None:
    def chosen(answer: str | None) -> None:
        if answer == "yes":
            _apply(screen, path, edits)
        elif answer == "again":
            _edit(screen, path)
        else:
            screen.say(f"Nothing was changed; what you wrote is in {path}")

    names = "\n".join(f"  {visible_line(name)}" for _, name in edits.removed[:12])
    more = f"\n  and {len(edits.removed) - 12} more" if len(edits.removed) > 12 else ""
    choices = [
        Choice("yes", "End these subscriptions", screen.keyed("their articles stay; {mark.undo} takes it back")),
        Choice("again", "Edit again"),
    ]
    about = f"The lines of these feeds are gone:\n{names}{more}\n"
    screen.app.push_screen(ChoiceScreen("Unsubscribe?", choices, about=about), chosen)


def _again(screen: MainScreen, path: Path, problem: str) -> None:
    def chosen(answer: str | None) -> None:
        if answer == "again":
            _edit(screen, path)
        else:
            screen.say(f"Nothing was changed; what you wrote is in {path}")

    about = f"{visible_line(problem)}\n\nNothing was changed yet.\n"
    screen.app.push_screen(ChoiceScreen("Feeds", [Choice("again", "Edit again")], about=about), chosen)


COMMANDS: dict[str, Callable[[MainScreen], None]] = {
    "subscriptions.settings": settings,
    "subscriptions.edit": edit_all,
}
