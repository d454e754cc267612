"""An empty Textual app of three panes of rows, to measure beside ours: what no app of three panes can be below.

python tests/benchmarks/empty_app.py
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


class Rows(ScrollView, can_focus=True):
    """Rows of words with a cursor, and nothing else."""

    DEFAULT_CSS = "Rows { border: round gray; width: 1fr; }"
    BINDINGS = [("j", "move(1)"), ("k", "move(-1)"), ("ctrl+f", "page")]  # noqa: RUF012 (as Textual has it)
    cursor = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(30, 100_000)

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        style = Style(reverse=row == self.cursor)
        return Strip([Segment(f"row {row} of words and words", style)]).adjust_cell_length(self.size.width)

    def action_move(self, by: int) -> None:
        left, self.cursor = self.cursor, self.cursor + by
        self.refresh_line(left)
        self.refresh_line(self.cursor)
        if self.cursor >= round(self.scroll_y) + self.size.height - 2:
            self.scroll_to(y=self.scroll_y + 1, animate=False)

    def action_page(self) -> None:
        self.cursor = round(self.scroll_y) + self.size.height
        self.scroll_to(y=self.cursor, animate=False)


class Empty(App[None]):
    """Three panes of rows."""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Rows(id="list")
            yield Rows()
            yield Rows()


if __name__ == "__main__":
    Empty().run()
