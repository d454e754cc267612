"""The feed tree: everything, today, starred, noted; folders and feeds; tags; saved searches."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events

from tuinews.core.sanitize import visible_line
from tuinews.library.places import COUNTED
from tuinews.library.views import Place
from tuinews.tui.glyphs import Glyphs
from tuinews.tui.panes.cursor import CursorPane
from tuinews.tui.rows import Words, fit

_DEEPEST = 6


class TreePane(CursorPane):
    """Shows the places of the library; choosing one shows it in the list."""

    place_name = "tree"

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self.places: Sequence[Place] = ()
        self.chosen_key = "all"
        """The key of the place that the list shows."""

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def current(self) -> Place | None:
        return self.places[self.cursor] if self.cursor < len(self.places) else None

    def show(self, places: Sequence[Place]) -> None:
        """Show places; the cursor stays on the one that it was on, or where that was if it is gone."""
        key = self.current.key if self.current is not None else self.chosen_key
        there = min(self.cursor, max(0, len(places) - 1))
        self.places = places
        self.cursor = next((n for n, place in enumerate(places) if place.key == key), there)
        self.set_rows(len(places))
        self.forget_drawn()

    def mark_chosen(self, key: str) -> None:
        """Say which place the list shows."""
        self.chosen_key = key
        self.forget_drawn()

    def clicked(self, index: int, event: events.Click) -> None:
        """A click shows a place at once."""
        self.move_to(index)
        self.choose()

    def on_resize(self) -> None:
        self.set_rows(len(self.places))
        self.forget_drawn()

    def paint(self, row: int) -> list[Segment]:
        if not 0 <= row < len(self.places):
            return []
        place = self.places[row]
        at_cursor = row == self.cursor
        count = str(place.unread) if place.unread else ""
        if place.kind == "saved" and place.unread >= COUNTED:
            count = f"{COUNTED - 1}+"
        problem = f" {self.glyphs.problem}" if place.problem else ""
        lead = " " + "  " * min(place.depth, _DEEPEST)
        room = self.room - 2 - cell_len(lead) - len(count) - len(problem)
        title = fit(visible_line(place.title), room - bool(count), self.glyphs)  # a cell between it and the number
        words = [
            Words(self.glyphs.cursor if at_cursor else " ", "bar"),
            Words(lead),
            Words(title, self._style(place)),
            Words(" " * max(0, room - cell_len(title))),
            Words(problem, "problem"),
            Words(count, "count"),
        ]
        return self.draw(words, "tree", at_cursor)

    def _style(self, place: Place) -> str:
        if place.key == self.chosen_key:
            return "chosen"
        if place.kind in ("folder", "tag"):
            return place.kind
        return "title" if place.unread else "quiet"
