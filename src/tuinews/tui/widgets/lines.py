"""The line at the top (where we are, what goes on) and the line at the bottom (what can be done here)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tuinews.tui.blending import mixed_style
from tuinews.tui.keys import Command, footer_key

GAP = 2
"""Columns between what stands at the left and at the right."""
Part = tuple[str, ...]
"""Words, their style, and (or not) the command that a click on them gives."""


class OneLine(Widget):
    """One line: words in styles at the left, and at the right, which give way first."""

    @dataclass(eq=False, repr=False)
    class Clicked(Message):
        """Words that stand for a command were clicked."""

        command: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: list[Part] = []
        self._right: list[Part] = []

    def set_words(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        """Show parts at the left and at the right."""
        if (list(left), list(right)) != (self._left, self._right):
            self._left, self._right = list(left), list(right)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        width, right = self.size.width, self._shown_right()
        room = max(0, width - _width(right))
        left = Strip(self._segments(_cut(self._left, room - GAP if right else room)))
        left = left.adjust_cell_length(room, self.rich_style)
        return Strip([*left, *self._segments(right)]).adjust_cell_length(width, self.rich_style)

    def _shown_right(self) -> list[Part]:
        right, width = list(self._right), self.size.width
        while right and _width(right) + min(_width(self._left), width // 2) > width:
            right.pop()
        return right

    def on_click(self, event: events.Click) -> None:
        right = self._shown_right()
        at = self.size.width - _width(right)
        parts, column = (right, at) if event.x >= at else (self._left, 0)
        for text, _, *command in parts:
            column += cell_len(text)
            if event.x < column:
                if command:
                    self.post_message(self.Clicked(command[0]))
                return

    def _segments(self, words: Sequence[Part]) -> list[Segment]:
        styles = {"": self.rich_style}
        for _, style, *_command in words:
            if style:
                styles[style] = mixed_style(self, (f"line--{style}",))
        return [Segment(text, styles[style]) for text, style, *_command in words]


def _cut(words: Sequence[Part], width: int) -> Sequence[Part]:
    """The parts that have room, whole; a key only with what it does."""
    kept = list(words)
    while len(kept) > 1 and (_width(kept) > width or kept[-1][1] == "key"):
        kept.pop()
    return kept


def _width(words: Sequence[Part]) -> int:
    return sum(cell_len(part[0]) for part in words)


def footer_words(commands: Mapping[str, Command], names: Sequence[str]) -> list[Part]:
    """Keys and what they do, of the commands so named that have keys; a click does it too."""
    words: list[Part] = [(" ", "")]
    for name in names:
        if commands[name].keys:
            words += [
                (footer_key(commands, name), "key", name),
                (f" {commands[name].footer}", "quiet", name),
                ("   ", ""),
            ]
    return words
