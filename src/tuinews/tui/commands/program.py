"""The program: help, palette, theme, leaving."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from tuinews.core.sanitize import visible_line
from tuinews.library.settings import config_file
from tuinews.tui.commands.finding import end_search
from tuinews.tui.screens.asking import Answer, AskScreen
from tuinews.tui.screens.choice import Choice, ChoiceScreen
from tuinews.tui.screens.help import HelpScreen

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen


def show_help(screen: MainScreen) -> None:
    """The keys of the pane, and what the marks mean."""
    screen.app.push_screen(HelpScreen(screen.commands, screen.state.pane, screen.host.glyphs))


def open_palette(screen: MainScreen) -> None:
    """Every command by name."""
    screen.app.action_command_palette()


def choose_theme(screen: MainScreen) -> None:
    """Choose other colours, shown while they are chosen."""
    from tuinews.tui.commands.settling import put
    from tuinews.tui.screens.themes import ThemeScreen, theme_names

    problems = screen.host.read_own_themes()
    names, before = theme_names(screen.host), screen.app.theme

    def chosen(name: str | None) -> None:
        if name is not None and name != before:
            put(screen, "theme", name)

    screen.app.push_screen(ThemeScreen(names, before), chosen)
    if problems:
        screen.say(problems[0])


def run_a_macro(screen: MainScreen) -> None:
    """Run one of the reader's macros: the next key says which."""
    from tuinews.tui.screens.prefix import PREFIX, MacroScreen

    macros = [one for name, one in screen.commands.items() if name.startswith(PREFIX)]
    if not macros:
        screen.say('No macros yet: [macros] in config.toml, as in later = ["mark.star", "move.next-unread"]')
        return

    def chosen(name: str | None) -> None:
        if name is not None:
            screen.action_do(name)

    screen.app.push_screen(MacroScreen(macros), chosen)


def tell_problems(screen: MainScreen) -> None:
    """What is wrong with the settings file, each with its line."""
    problems = screen.host.problems
    if not problems:
        screen.say("Nothing is wrong with the settings file")
        return
    path = config_file()
    facts = [Choice("", *_place_and_reason(problem, f"{path}, ")) for problem in problems]
    about = f"{path}\n\nFor what is wrong in it the defaults hold, until it is put right.\n"
    screen.app.push_screen(ChoiceScreen("Settings", facts, about=about, hint="Esc goes on"))


def _place_and_reason(problem: str, file: str) -> tuple[str, str]:
    """The line and what is wrong with it, of a sentence that begins with the file."""
    if not problem.startswith(file):
        return visible_line(problem), ""
    line, _, reason = problem.removeprefix(file).partition(": ")
    return line.capitalize(), visible_line(reason)


def close_top(screen: MainScreen) -> None:
    """Close what is on top (selection, search, article alone), then leave."""
    if screen.article_pane.selection is not None:
        screen.article_pane.select(None)
    elif screen.picked:
        screen.list_pane.pick_nothing()
    elif screen.has_class("alone"):
        screen.remove_class("alone")
    elif screen.has_class("searching"):
        end_search(screen)
    elif screen.narrow and screen.state.pane in ("article", "source"):
        screen.go_to_pane("article" if screen.state.pane == "source" else "list")
    else:
        leave(screen)


def back_or_leave(screen: MainScreen) -> None:
    """Close what is on top, or go a pane back: source, article, list, feeds; from there, leave."""
    on_top = screen.article_pane.selection is not None or screen.picked
    if on_top or screen.has_class("alone") or screen.has_class("searching"):
        close_top(screen)
    elif screen.state.pane == "tree":
        leave(screen)
    else:
        before = {"source": "article", "article": "list", "list": "tree"}
        screen.go_to_pane(before[screen.state.pane])


def leave(screen: MainScreen) -> None:
    """Leave; a demo with notes in it offers to keep them first."""
    if not screen.demo or not (screen.library.notes() or screen.library.tags()):
        screen.app.exit(0)
        return

    def chosen(answer: str | None) -> None:
        if answer == "keep":
            keep_demo(screen)
        elif answer == "drop":
            screen.app.exit(0)

    choices = [
        Choice("keep", "Keep them", "the samples, with your notes and tags, in a file"),
        Choice("drop", "Leave without them"),
    ]
    about = "You wrote notes or tags in the demo. Its library is thrown away on leaving.\n"
    screen.app.push_screen(ChoiceScreen("Leave the demo?", choices, about=about, hint="Esc stays"), chosen)


def keep_demo(screen: MainScreen) -> None:
    """Ask where to, keep the library, leave."""

    def taken(text: str) -> str:
        path = Path(text).expanduser()
        if path.exists():
            return "There is a file of that name already"
        return "" if path.parent.is_dir() else "There is no such folder"

    def answered(answer: Answer | None) -> None:
        if answer is not None:
            path = Path(answer[0]).expanduser()
            screen.desk.finish_writing()
            screen.library.keep_as(path)
            screen.app.exit(0, message=Text(f"Kept. Open it with:\ntuinews --library {path}"))

    about = "The name of a new file, to be opened with tuinews --library FILE."
    screen.app.push_screen(AskScreen("Keep", about, placeholder="~/samples.db", check=taken), answered)


COMMANDS: dict[str, Callable[[MainScreen], None]] = {
    "program.help": show_help,
    "program.palette": open_palette,
    "program.theme": choose_theme,
    "program.macro": run_a_macro,
    "program.problems": tell_problems,
    "program.quit": close_top,
    "program.back": back_or_leave,
    "program.leave": leave,
}
