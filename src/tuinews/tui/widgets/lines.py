"""The line at the top (where we are, what goes on) and the line at the bottom (what can be done here)."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tuinews.tui.blending import mixed_style
from tuinews.tui.keys import Command, footer_key


class OneLine(Widget):
    """One line: words in styles at the left, and at the right, which give way first."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: list[tuple[str, str]] = []
        self._right: list[tuple[str, str]] = []

    def set_words(self, left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]] = ()) -> None:
        """Show (text, style) at the left and at the right."""
        if (list(left), list(right)) != (self._left, self._right):
            self._left, self._right = list(left), list(right)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        width = self.size.width
        right = list(self._right)
        while right and _width(right) + min(_width(self._left), width // 2) > width:
            right.pop()
        left = Strip(self._segments(self._left)).adjust_cell_length(max(0, width - _width(right)), self.rich_style)
        return Strip([*left, *self._segments(right)]).adjust_cell_length(width, self.rich_style)

    def _segments(self, words: Sequence[tuple[str, str]]) -> list[Segment]:
        styles = {"": self.rich_style}
        for _, style in words:
            if style:
                styles[style] = mixed_style(self, (f"line--{style}",))
        return [Segment(text, styles[style]) for text, style in words]


def _width(words: Sequence[tuple[str, str]]) -> int:
    return sum(cell_len(text) for text, _ in words)


def footer_words(commands: Sequence[Command]) -> list[tuple[str, str]]:
    """Keys and what they do."""
    words: list[tuple[str, str]] = [(" ", "")]
    for command in commands:
        if command.keys:
            words += [(footer_key(command), "key"), (f" {command.footer}   ", "quiet")]
    return words
