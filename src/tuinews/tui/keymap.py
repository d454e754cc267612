"""Which keys the commands have: those of a preset, and over them the reader's own, in plain characters.

What is wrong among the reader's own is named, and leaves the command with the keys that it had.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, NamedTuple

from msgspec.structs import replace

from tuinews.tui.keys import COMMANDS, Command, shown_key

_PLACES = {
    "enter", "escape", "space", "tab", "backspace", "delete", "insert", "up", "down", "left", "right", "home", "end",
    "pageup", "pagedown", *(f"f{number}" for number in range(1, 25)),
}  # fmt: skip
"""Keys with a name instead of a character."""
_OTHERWISE = {
    "esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown", "pgdown": "pagedown", "del": "delete",
    "ins": "insert", "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "escape",
}  # fmt: skip
"""Other names, and keys that a terminal cannot tell from each other."""


class Problem(NamedTuple):
    """What is wrong with a key of the reader's own."""

    command: str
    """As the file names it."""
    words: str


def keymap(preset: str, own: Mapping[str, Any]) -> tuple[tuple[Command, ...], list[Problem]]:
    """The commands with the keys of a preset and of the reader's own (`{"mark.note": "a ctrl+n"}`, or as nested
    tables), and what is wrong with those: unknown commands and keys, keys given twice."""
    usual = _with_preset(preset)
    problems: list[Problem] = []
    wanted: dict[str, tuple[str, ...]] = {}
    for name, written in flat(own):
        try:
            wanted[name] = _keys_of(name, written, usual)
        except ValueError as error:
            problems.append(Problem(name, str(error)))
    while True:
        commands = {name: replace(one, keys=wanted.get(name, one.keys)) for name, one in usual.items()}
        clash = next(_clashes(commands.values(), wanted), None)
        if clash is None:
            return tuple(commands.values()), problems
        problems.append(clash)
        del wanted[clash.command]


def _with_preset(name: str) -> dict[str, Command]:
    """The commands with the keys of a preset. What it does not name keeps its usual keys, but for those that the
    preset gives to another; where none is left, with alt."""
    if name == "tuinews":
        return {command.id: command for command in COMMANDS}
    given: dict[str, str] = import_module(f"tuinews.tui.presets.{name}").KEYS
    taken = {key for keys in given.values() for key in keys.split()}
    return {
        one.id: replace(one, keys=tuple(given[one.id].split()) if one.id in given else _left(one.keys, taken))
        for one in COMMANDS
    }


def _left(keys: tuple[str, ...], taken: set[str]) -> tuple[str, ...]:
    """The keys of a command that are left to it."""
    left = tuple(key for key in keys if key not in taken)
    return left or tuple(f"alt+{key[-1]}" for key in keys[:1] if key[-2:-1] in ("", "+"))


def flat(wanted: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Keys as they are written, by the full names of their actions."""
    for name, value in wanted.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _keys_of(name: str, written: Any, commands: Mapping[str, Command]) -> tuple[str, ...]:
    """The keys that the reader gives a command. Raises ValueError."""
    if name not in commands:
        from difflib import get_close_matches  # for what is wrong only

        near = get_close_matches(name, commands, 1)
        raise ValueError(f"“{name}” is no action" + (f"; is it {near[0]}?" if near else ""))
    if isinstance(written, list) and all(isinstance(key, str) for key in written):
        written = " ".join(written)
    if not isinstance(written, str):
        raise ValueError(f'the keys of “{name}” should be text, such as "a"')
    return tuple(dict.fromkeys(plain_key(key) for key in written.split()))


def plain_key(written: str) -> str:
    """A key in the one way that we write it: `^p`, `Ctrl+P` and `ctrl+p` are the same. Raises ValueError."""
    if len(written) == 1:
        if written.isdigit():
            raise ValueError(f"“{written}” begins a count, as in 5j, and can be no action's")
        return written
    if re.fullmatch(r"\^.", written):
        written = f"ctrl+{written[1]}"
    *modifiers, last = re.split(r"\+(?=.)", written)
    held = sorted({one.lower() for one in modifiers})
    if len(last) > 1:
        last = _OTHERWISE.get(last.lower(), last.lower())
    elif held == ["shift"] and last.isalpha():
        return last.upper()
    else:
        last = last.lower() if "ctrl" in held else last
    if not {"ctrl", "shift", "alt"}.issuperset(held) or (len(last) > 1 and last not in _PLACES):
        raise ValueError(f"“{written}” is no key; keys are written like j, G, ?, ctrl+p, alt+1, f5, space")
    key = "+".join([*held, last])
    return _OTHERWISE.get(key, key)


def _clashes(commands: Iterable[Command], own: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """Keys that two commands have; the one to blame is the reader's own, and of two such the later one."""
    taken: dict[str, str] = {}
    order = list(own)
    for command in commands:
        for key in command.keys:
            other = taken.setdefault(key, command.id)
            if other != command.id:
                blamed = max((other, command.id), key=lambda name: order.index(name) if name in own else -1)
                first = other if blamed == command.id else command.id
                yield Problem(blamed, f"“{shown_key(key)}” is given to both {first} and {blamed}")
