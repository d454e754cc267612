"""The panes side by side: their widths, changed by keys or by dragging the line between two of them."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget

Widths = dict[str, dict[str, int]]
_NARROWEST = 18
"""Cells that a pane keeps."""


class Frames(Horizontal):
    """Sets panes beside each other. Widths that the reader gave are kept apart for every set of panes that is shown
    together, and are shares: on another terminal they grow and shrink with it."""

    @dataclass(eq=False, repr=False)
    class Resized(Message):
        """The reader gave a pane another width."""

    def __init__(self, *children: Widget, id: str | None = None) -> None:
        super().__init__(*children, id=id)
        self.widths: Widths = {}
        """Widths in cells by the names of the panes that are shown, then by pane."""
        self._dragged: Widget | None = None
        """The frame at the left of the line that is dragged."""
        self._applied: dict[Widget, int | None] = {}

    @property
    def shown(self) -> list[Widget]:
        """The frames that are seen, from left to right."""
        return [frame for frame in self.children if frame.display]

    def use_widths(self) -> None:
        """Give the frames that are shown the widths that the reader gave them, if any."""
        given = self.widths.get(self._shown_names(), {})
        for frame in self.children:
            cells = given.get(frame.id or "") if frame.display else None
            if self._applied.get(frame) == cells:
                continue
            self._applied[frame] = cells
            frame.styles.width = None if cells is None else f"{cells}fr"

    def on_resize(self) -> None:
        self.use_widths()

    def widen(self, frame: Widget, by: int) -> bool:
        """Make a frame so many cells wider, at the cost of the one at its right (or left, if it is the last). False
        when that cannot be."""
        shown = self.shown
        if frame not in shown or len(shown) < 2:
            return False
        at = shown.index(frame)
        other = shown[at + 1] if at + 1 < len(shown) else shown[at - 1]
        cells = {one.id or "": one.outer_size.width for one in shown}
        mine, its = cells[frame.id or ""] + by, cells[other.id or ""] - by
        if min(mine, its) < _NARROWEST:
            return False
        self.widths[self._shown_names()] = {**cells, frame.id or "": mine, other.id or "": its}
        self.use_widths()
        return True

    def forget_widths(self) -> None:
        """Give the panes that are shown their usual widths."""
        self.widths.pop(self._shown_names(), None)
        self.use_widths()

    def line_at(self, x: int, y: int) -> Widget | None:
        """The frame at the left of the line between two frames that is at a place of the screen, if one is."""
        if not self.region.contains(x, y):
            return None
        shown = self.shown
        for left in shown[:-1]:
            if x in (left.region.right - 1, left.region.right):
                return left
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._dragged = self.line_at(event.screen_x, event.screen_y)
        if self._dragged is not None:
            event.stop()
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragged is not None:
            event.stop()
            by = event.screen_x - (self._dragged.region.right - 1)
            if by:
                self.widen(self._dragged, by)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._dragged is not None:
            event.stop()
            self._dragged = None
            self.release_mouse()
            self.post_message(self.Resized())

    def _shown_names(self) -> str:
        return " ".join(frame.id or "" for frame in self.shown)
