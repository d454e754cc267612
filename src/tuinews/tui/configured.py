"""The commands as the settings make them: the keys of a preset and the reader's own, programs, macros; and what is
wrong with those, each with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.tui.keymap import Problem, keymap
from tuinews.tui.keys import Command

if TYPE_CHECKING:
    from tuinews.library.settings import Settings


def configured_commands(settings: Settings) -> tuple[tuple[Command, ...], list[str]]:
    """All commands, and what is wrong with the settings that make them, one sentence each."""
    commands, wrong = keymap(settings.preset, settings.keys)
    told = [_told(problem, "keys") for problem in wrong]
    if settings.commands or settings.macros:
        from tuinews.tui.own_commands import own_commands

        own, wrong = own_commands(commands, settings.commands, settings.macros)
        commands = (*commands, *own)
        told += [_told(problem, "macros" if problem.command in settings.macros else "commands") for problem in wrong]
    return commands, told


def _told(problem: Problem, table: str) -> str:
    """What is wrong with a key (a macro, a program), and where it stands."""
    from tuinews.library.settings import config_file
    from tuinews.library.toml_lines import where

    return f"{where(config_file(), table, problem.command)}: {table}: {problem.words}"
