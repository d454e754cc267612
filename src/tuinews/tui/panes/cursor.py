"""A pane with a cursor that goes from item to item; every item takes the same number of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.segment import Segment
from textual import events
from textual.message import Message

from tuinews.tui.glyphs import Glyphs
from tuinews.tui.panes.scrolling import LinePane
from tuinews.tui.tag_colours import TagColour, no_colour


class CursorPane(LinePane):
    """Keeps a cursor over `count` items. Moving it redraws the two items that it leaves and reaches."""

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """The cursor reached another item."""

        pane: CursorPane
        index: int

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """An item was chosen: by Enter, or by a click."""

        pane: CursorPane
        index: int

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self.cursor = 0
        self.item_rows = 1
        """Rows that an item takes."""
        self.tag_colour: TagColour = no_colour
        self.context = 0
        """Rows around the cursor's item that are kept in sight."""

    @property
    def count(self) -> int:
        """How many items there are."""
        raise NotImplementedError

    def first_row(self, index: int) -> int:
        """The first row of an item."""
        return index * self.item_rows

    def rows_of(self, index: int) -> range:
        """The rows of an item."""
        first = self.first_row(index)
        return range(first, first + self.item_rows)

    def item_at(self, row: int) -> int:
        """The item that a row belongs to; -1 for none."""
        index = row // self.item_rows
        return index if 0 <= index < self.count else -1

    def move_to(self, index: int, *, tell: bool = True) -> None:
        """Put the cursor on an item, and bring that into view."""
        if not self.count:
            return
        index = min(max(index, 0), self.count - 1)
        left, self.cursor = self.cursor, index
        if left != index:
            self.forget_rows(*(row for item in (left, index) for row in self.rows_of(item)))
        self.reveal()
        if tell and left != index:
            self.post_message(self.Moved(self, index))

    def reveal(self) -> None:
        """Bring the cursor's item into view."""
        rows = self.rows_of(self.cursor)
        self.show_row(rows[0], rows[-1], context=self.context)

    def move(self, by: int) -> None:
        self.move_to(self.cursor + by)

    def page(self, by: float) -> None:
        self.move_to(self.cursor + round(by * max(1, self.seen_rows // self.item_rows - 1)))

    def go_to_edge(self, bottom: bool) -> None:
        self.move_to(self.count - 1 if bottom else 0)

    def choose(self) -> None:
        """Choose the item under the cursor."""
        if self.count:
            self.post_message(self.Chosen(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        point = event.get_content_offset(self)
        index = self.item_at(point.y + self.top_row) if point is not None else -1
        if index >= 0:
            self.clicked(index, event)

    def clicked(self, index: int, event: events.Click) -> None:
        """A click selects; a click on what is selected, or a double click, opens."""
        again = index == self.cursor or event.chain > 1
        self.move_to(index)
        if again:
            self.choose()

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        if self.count:
            self.forget_rows(*self.rows_of(self.cursor))

    def draw(self, words: list[Any], prefix: str, at_cursor: bool, grounds: Sequence[str] = ()) -> list[Segment]:
        """Segments for words in styles; the cursor's item stands on its own ground, over other `grounds`."""
        ground = [f"{prefix}--{name}" for name in grounds]
        if at_cursor:
            ground.append(f"{prefix}--cursor" if self.has_focus else f"{prefix}--cursor-away")
        segments = [
            Segment(text, self.look(*ground, *self._styles(prefix, text, style))) for text, style in words if text
        ]
        used = sum(segment.cell_length for segment in segments)
        return [*segments, Segment(" " * max(0, self.room - used), self.look(*ground))]

    def _styles(self, prefix: str, text: str, style: str) -> tuple[str, ...]:
        if not style:
            return ()
        colour = self.tag_colour(text) if style == "tag" else ""
        return (f"{prefix}--{style}", colour) if colour else (f"{prefix}--{style}",)
