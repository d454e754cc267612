"""The headings of a grouped list, and the rows of its items between them. Finding a row costs the same however long
the list is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from tuinews.core import clock
from tuinews.core.sanitize import visible_line
from tuinews.library.views import Group, Grouping


class Headings:
    """One row above the first item of each group; every item takes `item_rows` rows."""

    def __init__(self, groups: Sequence[Group] = (), count: int = 0, item_rows: int = 1) -> None:
        self.groups = groups
        self.count = count
        self.item_rows = item_rows
        self._starts = [group.start for group in groups]
        self._rows = [start * item_rows + number for number, start in enumerate(self._starts)]

    @property
    def rows(self) -> int:
        """All rows of the list."""
        return self.count * self.item_rows + len(self.groups)

    def first_row(self, index: int) -> int:
        """The first row of an item."""
        return index * self.item_rows + bisect_right(self._starts, index)

    def item_at(self, row: int) -> int:
        """The item that a row belongs to; -1 for a heading, or none."""
        before = bisect_right(self._rows, row)
        if row < 0 or (before and self._rows[before - 1] == row):
            return -1
        index = (row - before) // self.item_rows
        return index if index < self.count else -1

    def heading_at(self, row: int) -> Group | None:
        """The group whose heading stands in a row."""
        before = bisect_right(self._rows, row)
        return self.groups[before - 1] if before and self._rows[before - 1] == row else None

    def group_of(self, index: int) -> Group | None:
        """The group of an item."""
        before = bisect_right(self._starts, index)
        return self.groups[before - 1] if before else None

    def size(self, group: Group) -> int:
        """How many items a group has."""
        after = bisect_right(self._starts, group.start)
        return (self._starts[after] if after < len(self._starts) else self.count) - group.start

    def with_one_more(self, at: int, name: str) -> list[Group]:
        """The groups after one item more was put in at an index, into the group of that name if it ends there."""
        stays = bisect_right(self._starts, at - 1)
        ends_here = bool(stays) and self.groups[stays - 1].name == name
        return [
            group if group.start < at or (group.start == at and not ends_here) else Group(group.start + 1, group.name)
            for group in self.groups
        ]


def heading_words(name: str, by: Grouping) -> str:
    """The words of a heading."""
    if by == "outlet":
        return visible_line(name) or "No outlet"
    if by == "feedtag":
        return visible_line(name) or "No tag"
    day, today = date.fromisoformat(name), clock.local(clock.timestamp()).date()
    if today - day in (timedelta(0), timedelta(days=1)):
        return "Today" if day == today else "Yesterday"
    return f"{day:%A} {day.day} {day:%B}" + ("" if day.year == today.year else f" {day.year}")
