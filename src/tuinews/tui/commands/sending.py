"""Sending the article, statement or words to a program of the reader's; and macros, commands in a row."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tuinews.core.errors import TuinewsError
from tuinews.core.models import NoteView
from tuinews.core.sanitize import visible_line
from tuinews.core.statement import Span
from tuinews.library import outside
from tuinews.library.outside import Program, Sent
from tuinews.tui.commands import run_command
from tuinews.tui.page import Printed
from tuinews.tui.screens.choice import Choice, ChoiceScreen
from tuinews.tui.screens.output import OutputScreen

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen


def choose_program(screen: MainScreen) -> None:
    """Send what the reader is at to one of the programs of the settings."""
    programs, _ = outside.programs(screen.library.settings.commands)
    if not programs:
        screen.say('No programs yet: the settings name them, as in [commands] translate = ["trans", "-b"]')
        return
    choices = [Choice(one.name, visible_line(one.name), visible_line(" ".join(one.run))) for one in programs]

    def chosen(name: str | None) -> None:
        for one in programs:
            if one.name == name:
                send(screen, one)

    screen.app.push_screen(ChoiceScreen("Send to", choices), chosen)


def what_is_sent(screen: MainScreen) -> Sent | None:
    """The selected words, the statement, or the article that the reader is at."""
    view, article_id = screen.state.view, screen.article_id()
    if article_id is None:
        return None
    if view is None or view.id != article_id:
        view = screen.library.article(article_id)
    text, target = view.document.text, screen.target()
    span = target.span if target is not None else None
    words = text if span is None else text[span.start : span.end]
    notes = [note.body for note in view.notes if span is None or _stands_on(note, span)]
    return Sent(words, view.row.title, view.row.url, "\n\n".join(notes))


def _stands_on(note: NoteView, span: Span) -> bool:
    return note.span is not None and note.span.start < span.end and span.start < note.span.end


def send(screen: MainScreen, program: Program) -> None:
    """Start a program away from the screen; show what it prints, where it is set to be shown."""
    sent = what_is_sent(screen)
    if sent is None:
        screen.say("There is nothing to send")
        return
    if program.send == "note" and not sent.note:
        screen.say("There is no note to send")
        return
    article, target = screen.article_id(), screen.target()
    stop = threading.Event()
    page = OutputScreen(program.name, stop.set) if program.show == "output" else None
    if page is not None:
        screen.app.push_screen(page)
    else:
        screen.say(f"{program.name} runs")

    def work() -> tuple[str, bool]:
        try:
            return outside.run(program, sent, stop), True
        except TuinewsError as error:
            return str(error), False

    def done(answer: tuple[str, bool]) -> None:
        printed, well = answer
        if stop.is_set():
            return
        if page is not None:
            page.show(printed)
        elif well and program.show in ("replace", "join"):
            _put(screen, program, printed, article, target.span if target is not None else None)
        elif program.show == "notice" or not well:
            screen.say(next((line for line in printed.splitlines() if line.strip()), f"{program.name} is done"))

    screen.desk.outside(work, done, stop)


def _put(screen: MainScreen, program: Program, printed: str, article: int | None, span: Span | None) -> None:
    """Show what was printed in the article that was sent, or on a page of its own when another is shown by now."""
    view = screen.state.view
    if view is None or view.id != article:
        page = OutputScreen(program.name, lambda: None)
        screen.app.push_screen(page, None)
        page.show(printed)
        return
    at = None if program.show == "replace" else span.end if span is not None else len(view.document.text)
    screen.article_pane.put_printed(Printed(program.name, printed.strip() or "It printed nothing.", at))
    if screen.state.pane == "list":
        screen.go_to_pane("article")
    screen.say(screen.keyed("{move.escape} takes it away"))


def run_macro(screen: MainScreen, name: str) -> None:
    """Do the commands of a macro in order, until one of them asks something."""
    for command_id in screen.library.settings.macros[name]:
        if screen.app.screen is not screen:
            screen.say(f"The macro stopped before {command_id}: something was asked")
            return
        run_command(screen, command_id)


class _Commands(dict[str, Callable[["MainScreen"], None]]):
    """Those that the settings make are known by their names."""

    def __missing__(self, command_id: str) -> Callable[[MainScreen], None]:
        kind, _, name = command_id.partition(".")
        if kind == "macro":
            return partial(run_macro, name=name)
        return partial(_send_to, name=name)


def _send_to(screen: MainScreen, name: str) -> None:
    for one in outside.programs(screen.library.settings.commands)[0]:
        if one.name == name:
            send(screen, one)


COMMANDS = _Commands({"send.choose": choose_program})
