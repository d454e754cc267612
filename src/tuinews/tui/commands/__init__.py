"""What keys and the palette do: plain functions by the id of their command.

A group's module is imported when one of its commands is first used: none of the dialogs costs the first paint
anything.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen

MODULES = {
    "move": "moving",
    "mark": "marking",
    "look": "looking",
    "arrange": "arranging",
    "find": "finding",
    "saved": "saving",
    "send": "sending",
    "macro": "sending",
    "voices": "voices",
    "correct": "correcting",
    "review": "reviewing",
    "notes": "noting",
    "judge": "judging",
    "tags": "tagging",
    "rules": "ruling",
    "feeds": "gathering",
    "subscriptions": "subscriptions",
    "settings": "settling",
    "program": "program",
}
"""The module of this package that has the commands of a group, in its table `COMMANDS`."""


def run_command(screen: MainScreen, command_id: str) -> None:
    """Do what a command says."""
    module = import_module(f"{__name__}.{MODULES[command_id.partition('.')[0]]}")
    module.COMMANDS[command_id](screen)
