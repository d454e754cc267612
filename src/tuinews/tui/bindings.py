"""The keymap as Textual binds it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingsMap

from tuinews.tui.keys import Command, textual_key


def key_bindings(commands: Iterable[Command]) -> BindingsMap:
    """What the keys do. With `BINDINGS` and a keymap over them Textual would work all of it out again at every key,
    which takes as long as the key's work."""
    return BindingsMap([
        *(
            Binding(textual_key(key), _action(command, key), show=False, priority=True)
            for command in commands
            for key in command.keys
        ),
        *(Binding(digit, f"count('{digit}')", show=False, priority=True) for digit in "0123456789"),
    ])  # fmt: skip


def _action(command: Command, key: str) -> str:
    """What a key does; for one that can be typed that is said, since it means itself where the reader types."""
    return f"do('{command.id}', True)" if len(key) == 1 else f"do('{command.id}')"
