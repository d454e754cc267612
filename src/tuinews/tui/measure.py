"""How wide text is on the screen, and where its lines may break. Linear in the length of the text.

Widths are cells as Textual counts them (rich.cells), so that what is measured here is what is drawn. A
*cluster* is what the screen cannot part: a letter with its marks, an emoji sequence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from rich.cells import get_character_cell_size, split_graphemes

TAB = 4
"""Cells from one tab stop to the next, in code."""
_PARTS = re.compile(r"[\t\n]|[^\t\n]+")
_SPACES = frozenset(" \t\n\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")
_AFTER = frozenset("-‐–—/?&=")  # a line may end behind these, so that URLs and compounds break sanely
# Kinsoku shori, in short: what may not begin a line, and what may not end one (JLREQ §3.1.7, §3.1.8).
_NEVER_FIRST = frozenset("、。，．・：；？！）」』】〕〉》”’…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々")
_NEVER_LAST = frozenset("（「『【〔〈《“‘")


def simple_characters(text: str) -> frozenset[str]:
    """The characters of a text that are one cell wide and join nothing."""
    return frozenset(char for char in set(text) if char not in "\t\n" and get_character_cell_size(char) == 1)


class Ruler:
    """Measures one stretch of a text, `[start, end)`. All offsets are those of the whole text."""

    __slots__ = ("_cells", "_clusters", "end", "start")

    def __init__(self, text: str, start: int, end: int, simple: frozenset[str]) -> None:
        self.start = start
        self.end = end
        self._clusters: list[int] | None = None
        """Where each cluster starts, and the end; None when every character is one cell."""
        self._cells: list[int] = []
        """The cells before each cluster."""
        piece = text[start:end]
        if not simple.issuperset(piece):
            self._measure(piece)

    def _measure(self, piece: str) -> None:
        starts: list[int] = []
        cells: list[int] = []
        line = total = 0
        for match in _PARTS.finditer(piece):
            part, at = match.group(), self.start + match.start()
            if part in "\t\n":
                starts.append(at)
                cells.append(total)
                total += TAB - (total - line) % TAB if part == "\t" else 0
                line = total if part == "\n" else line
                continue
            for first, _, width in split_graphemes(part)[0]:
                starts.append(at + first)
                cells.append(total)
                total += width
        self._clusters = [*starts, self.end]
        self._cells = [*cells, total]

    def snap(self, offset: int) -> int:
        """The start of the cluster that holds an offset."""
        if self._clusters is None:
            return offset
        return self._clusters[max(0, bisect_right(self._clusters, offset) - 1)]

    def cells(self, start: int, end: int) -> int:
        """The width of a stretch; its ends are moved down to where clusters start."""
        if self._clusters is None:
            return end - start
        first = max(0, bisect_right(self._clusters, start) - 1)
        last = max(0, bisect_right(self._clusters, end) - 1)
        return self._cells[last] - self._cells[first]

    def fit(self, start: int, room: int) -> int:
        """The furthest offset to which text from `start` fits into so many cells: at least one cluster on."""
        if self._clusters is None:
            return min(self.end, start + max(1, room))
        first = bisect_left(self._clusters, start)
        last = bisect_right(self._cells, self._cells[first] + room) - 1
        return self._clusters[min(max(first + 1, last), len(self._clusters) - 1)]

    def at(self, start: int, cells: int) -> int:
        """The offset of the cluster that covers the cell so many to the right of `start`."""
        if self._clusters is None:
            return max(self.start, min(self.end, start + cells))
        first = max(0, bisect_right(self._clusters, start) - 1)
        return self._clusters[max(0, bisect_right(self._cells, self._cells[first] + cells) - 1)]

    def shown(self, text: str, start: int, end: int) -> str:
        """The text as it is drawn: tabs as spaces."""
        piece = text[start:end]
        if "\t" not in piece:
            return piece
        return "".join(
            " " * self.cells(start + index, start + index + 1) if char == "\t" else char
            for index, char in enumerate(piece)
        )


def wrap(text: str, ruler: Ruler, start: int, end: int, room: int) -> Iterator[tuple[int, int]]:
    """Break `[start, end)` into lines of at most `room` cells: (start, end) of each, without the white space
    around it. Always at least one, which may be empty."""
    at = _skip_spaces(text, start, end)
    if at == end:
        yield start, start
    while at < end:
        reach = min(end, ruler.fit(at, room))
        cut = end if reach == end else _break(text, ruler, at, reach)
        yield at, _without_trailing(text, at, cut)
        at = _skip_spaces(text, cut, end)


def wrapped(text: str, width: int) -> list[str]:
    """A text of our own broken into lines of at most so many cells."""
    text = text.replace("\n", " ")
    ruler = Ruler(text, 0, len(text), simple_characters(text))
    return [text[start:end].replace("\u00a0", " ") for start, end in wrap(text, ruler, 0, len(text), max(1, width))]


def wrap_code(text: str, ruler: Ruler, start: int, end: int, room: int) -> Iterator[tuple[int, int]]:
    """Break one line of code where it must; white space stays."""
    at = start
    while True:
        reach = min(end, ruler.fit(at, room)) if at < end else end
        cut = end if reach == end else _break(text, ruler, at, reach)
        yield at, cut
        at = cut
        if at >= end:
            return


def _skip_spaces(text: str, at: int, end: int) -> int:
    while at < end and text[at] in _SPACES:
        at += 1
    return at


def _without_trailing(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _SPACES:
        end -= 1
    return end


def _break(text: str, ruler: Ruler, start: int, reach: int) -> int:
    """The last place up to `reach` where a line may break; `reach` itself when there is none."""
    for at in range(reach, start, -1):
        if _may_break(text[at - 1], text[at]) and ruler.snap(at) == at:
            return at
    return reach


def _may_break(before: str, after: str) -> bool:
    if after in _SPACES or before in _SPACES:
        return True
    if before in _AFTER:
        return after.isalnum()
    if before < "\u2e80" and after < "\u2e80":
        return False
    return (_is_cjk(before) or _is_cjk(after)) and after not in _NEVER_FIRST and before not in _NEVER_LAST


def _is_cjk(char: str) -> bool:
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uffef"
        or ("\U00020000" <= char <= "\U0003ffff")
    )
