"""What keys and the palette do: plain functions by the id of their command."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuinews.tui.commands.finding import FINDING
from tuinews.tui.commands.gathering import GATHERING
from tuinews.tui.commands.looking import LOOKING
from tuinews.tui.commands.marking import MARKING
from tuinews.tui.commands.moving import MOVING
from tuinews.tui.commands.program import PROGRAM

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen

RUN: dict[str, Callable[[MainScreen], None]] = {**MOVING, **MARKING, **LOOKING, **FINDING, **GATHERING, **PROGRAM}
"""Every command's function. The keymap (tui/keys.py) has their words."""


def run_command(screen: MainScreen, command_id: str) -> None:
    """Do what a command says."""
    RUN[command_id](screen)
