"""Rows of a list that the reader picks, one by one and in stretches, to do something to all of them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence


class Picked:
    """What is picked: ids, and the stretch that is open, from where it was begun to the cursor."""

    def __init__(self) -> None:
        self.ids: set[int] = set()
        self.begun: int | None = None
        """The id at which the open stretch was begun."""
        self._from = 0

    def __bool__(self) -> bool:
        return bool(self.ids) or self.begun is not None

    def toggle(self, ids: Sequence[int], cursor: int) -> None:
        """Close the open stretch; or drop the picked row at the cursor; or begin a stretch there."""
        if self.begun is not None:
            self.ids.update(ids[i] for i in self.stretch(ids, cursor))
            self.begun = None
        elif ids[cursor] in self.ids:
            self.ids.remove(ids[cursor])
        else:
            self.begun, self._from = ids[cursor], cursor

    def toggle_one(self, one: int) -> None:
        """Pick one row, or drop it."""
        self.ids ^= {one}

    def holds(self, one: int, index: int, ids: Sequence[int], cursor: int) -> bool:
        """Whether the row at an index is picked."""
        return one in self.ids or index in self.stretch(ids, cursor)

    def stretch(self, ids: Sequence[int], cursor: int) -> range:
        """The indexes of the open stretch."""
        if self.begun is None:
            return range(0)
        if not (self._from < len(ids) and ids[self._from] == self.begun):  # the list was renewed
            try:
                self._from = ids.index(self.begun)
            except ValueError:
                self._from = cursor
        return range(min(self._from, cursor), max(self._from, cursor) + 1)

    def all(self, ids: Sequence[int], cursor: int) -> array[int]:
        """All that is picked, in the order of the list."""
        open_stretch = self.stretch(ids, cursor)
        if not self.ids:
            return array("q", ids[open_stretch.start : open_stretch.stop])
        return array("q", (one for index, one in enumerate(ids) if one in self.ids or index in open_stretch))

    def count(self, ids: Sequence[int], cursor: int) -> int:
        """How many are picked."""
        inside = sum(1 for index in self.stretch(ids, cursor) if ids[index] in self.ids) if self.ids else 0
        return len(self.ids) + len(self.stretch(ids, cursor)) - inside

    def clear(self) -> None:
        self.ids.clear()
        self.begun = None
