"""What a macro's prefix leads to: the macros, each by the key that follows, or chosen from the list."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding, BindingsMap

from tuinews.tui.keys import Command, shown_key, textual_key
from tuinews.tui.screens.choice import Choice, ChoiceScreen

PREFIX = "macro."
"""What the name of a macro's command begins with."""


class MacroScreen(ChoiceScreen):
    """Offers macros; the key of one, or the first letter that only its name has, runs it at once."""

    def __init__(self, macros: Sequence[Command]) -> None:
        keys = letters([one.id.removeprefix(PREFIX) for one in macros])
        choices = [
            Choice(one.id, f"{shown_key(key) if key else ' '}  {one.id.removeprefix(PREFIX)}", f" {one.help}")
            for one, key in zip(macros, keys, strict=True)
        ]
        super().__init__("Macros", choices)
        self._macros = macros
        own = [
            Binding(textual_key(key), f"run({number})", show=False, priority=True)
            for number, key in enumerate(keys)
            if key
        ]
        self._bindings = BindingsMap([*own, Binding("escape", "leave", show=False)])

    def action_run(self, number: int) -> None:
        self.dismiss(self._macros[number].id)


def letters(names: Sequence[str]) -> list[str]:
    """A character for each name: itself, when it is one; else its first that no other has; nothing when all are
    taken."""
    taken = {name for name in names if len(name) == 1}
    given: list[str] = []
    for name in names:
        free = (char for char in name if char.isalnum() and char not in taken)
        char = name if len(name) == 1 else next(free, "")
        taken.add(char)
        given.append(char)
    return given
