"""The keymap as Textual binds it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingsMap

from tuinews.tui.keys import Command, binding_keys


def key_bindings(commands: Iterable[Command]) -> BindingsMap:
    """What the keys do. With `BINDINGS` and a keymap over them Textual would work all of it out again at every key,
    which takes as long as the key's work."""
    return BindingsMap([
        *(
            Binding(binding_keys(command), f"do('{command.id}')", show=False, priority=True, id=command.id)
            for command in commands
        ),
        *(Binding(digit, f"count('{digit}')", show=False, priority=True) for digit in "0123456789"),
    ])  # fmt: skip
