"""Tables that fit the width: how wide each column is, and how a cell breaks in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from rich.cells import cell_len, set_cell_size

from tuinews.tui.measure import Ruler, wrap

_GAP = 2
"""Cells between two columns."""
_NARROWEST = 8
"""A column is not made narrower than this to fit, unless all that it holds is."""
_READABLE = 14
"""Long cells are not broken into columns narrower than this: such a table is stacked."""
_MOST_COLUMNS = 24
_FIGURE = re.compile(r"[\s+−-]*[$€£¥]?\s*\d[\d.,'’ \u00a0\u202f]*\s*(?:%|[€$£¥]|[a-z]{1,2})?\s*")


class Row(Struct, frozen=True):
    """A table row: the spans of its cells in the text."""

    kind: str
    ruler: Ruler
    cells: tuple[tuple[int, int], ...]
    header: bool

    def width(self, number: int) -> int:
        return self.ruler.cells(*self.cells[number])

    def label(self, text: str, number: int, room: int) -> str:
        """The words of a header cell as a label before a value: `Name: `."""
        start, end = self.cells[number]
        words = self.ruler.shown(text, start, end).strip()
        if not words:
            return ""
        return (set_cell_size(words, room - 2).rstrip() if cell_len(words) > room - 2 else words) + ": "


class Grid(Struct, frozen=True):
    """The columns of a table that fits: where each starts, how wide it is, whether it holds figures."""

    columns: tuple[int, ...]
    widths: tuple[int, ...]
    figures: tuple[bool, ...]

    @property
    def width(self) -> int:
        return self.columns[-1] + self.widths[-1] if self.columns else 0

    def wrap_cell(self, text: str, row: Row, number: int) -> Iterator[tuple[int, int, int]]:
        """The lines of one cell: (start, end, column). Figures stand at the right of their column."""
        start, end = row.cells[number]
        left, room = self.columns[number], self.widths[number]
        for first, last in wrap(text, row.ruler, start, end, room):
            indent = max(0, room - row.ruler.cells(first, last)) if self.figures[number] else 0
            yield first, last, left + indent


def plan_table(text: str, rows: Sequence[Row], room: int) -> Grid | None:
    """The columns of a table for a width; None when it cannot be set in columns and must be stacked."""
    count = max((len(row.cells) for row in rows), default=0)
    if count == 0 or count > _MOST_COLUMNS:
        return None
    natural = [max((row.width(n) for row in rows if n < len(row.cells)), default=1) or 1 for n in range(count)]
    widths = _shrink(natural, room - _GAP * (count - 1))
    if widths is None:
        return None
    columns, at = [], 0
    for width in widths:
        columns.append(at)
        at += width + _GAP
    return Grid(tuple(columns), tuple(widths), tuple(_holds_figures(text, rows, n) for n in range(count)))


def _shrink(natural: Sequence[int], room: int) -> list[int] | None:
    """Widths that sum up to `room` at most: the widest give way first. None when they cannot."""
    least = [min(width, _NARROWEST) for width in natural]
    if sum(least) > room:
        return None
    low, high = _NARROWEST, max(natural)
    while low < high:  # the largest cap under which all fit
        cap = (low + high + 1) // 2
        if sum(min(width, cap) for width in natural) <= room:
            low = cap
        else:
            high = cap - 1
    if low < _READABLE and max(natural) > 3 * low:
        return None
    return [min(width, low) for width in natural]


def _holds_figures(text: str, rows: Sequence[Row], number: int) -> bool:
    values = [text[slice(*row.cells[number])] for row in rows if number < len(row.cells) and not row.header]
    values = [value for value in values if value.strip(" \u00a0–—-")]
    return bool(values) and all(len(value) < 30 and _FIGURE.fullmatch(value) for value in values)
