"""Commands that the settings make: programs to send to, and macros (commands in a row), with their keys.

    [macros]
    "ctrl+t" = ["mark.star", "move.next-unread"]    # a key
    later = ["mark.star", "mark.read"]              # a name, for the palette

A name that is a key gives the macro that key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from tuinews.tui.keymap import Problem, plain_key
from tuinews.tui.keys import Command, shown_key

_NAME = re.compile(r"[^'\\\n]{1,60}")


def own_commands(
    commands: Iterable[Command], programs: Mapping[str, Any], macros: Mapping[str, Any]
) -> tuple[list[Command], list[Problem]]:
    """The commands that two tables of the settings make, and what is wrong with others. `commands` are all others."""
    problems: list[Problem] = []
    known = {one.id: one for one in commands}
    made = list(_programs(programs, problems)) if programs else []
    taken = {key: one.id for one in known.values() for key in one.keys}
    for name, actions in macros.items():
        reason = _wrong(name, actions, known)
        key = _key_of(name)
        if not reason and key and key in taken:
            reason = f"“{shown_key(key)}” is given to both {taken[key]} and this macro"
        if reason:
            problems.append(Problem(name, reason))
        else:
            made.append(Command(f"macro.{name}", (key,) if key else (), "", f"Macro: {', '.join(actions)}", "Program"))
    return made, problems


def _programs(programs: Mapping[str, Any], problems: list[Problem]) -> Iterator[Command]:
    from tuinews.library import outside  # who has none needs none of it

    good, wrong = outside.programs(programs)
    problems += [Problem(name, reason) for name, reason in wrong]
    for one in good:
        if _NAME.fullmatch(one.name):
            yield Command(f"send.{one.name}", (), "", f"Send to {one.name}: {' '.join(one.run)}", "Look")


def _wrong(name: str, actions: Any, known: Mapping[str, Command]) -> str:
    if not _NAME.fullmatch(name):
        return f"“{name}” is no name for a macro"
    if not isinstance(actions, list) or not actions or not all(isinstance(one, str) for one in actions):
        return f'“{name}” should be a list of actions, such as ["mark.star", "move.next-unread"]'
    for one in actions:
        if one not in known:
            near = get_close_matches(one, known, 1)
            return f"“{name}”: “{one}” is no action" + (f"; is it {near[0]}?" if near else "")
    return ""


def _key_of(name: str) -> str:
    """The key that a macro's name is; none, when it is a word."""
    try:
        return plain_key(name)
    except ValueError:
        return ""
