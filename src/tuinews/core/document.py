"""An article as one plain text and ranges over it (DESIGN.md, "One text, many ranges").

All positions count code points of `Document.text`; a range is half open, `[start, end)`.
Blocks are separated by one newline. Only a code block may hold a newline of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, get_args

from msgspec import Struct

LeafKind = Literal["paragraph", "heading", "code", "row", "caption"]
"""A leaf is a block that holds text itself. Every block of text is exactly one leaf."""
BoxKind = Literal["quote", "list", "item", "table", "embed", "figure"]
"""A box holds leaves and other boxes. Leaves and boxes together are the layout, and nest."""
InlineKind = Literal["strong", "emphasis", "mono", "link", "cell", "strike", "superscript", "subscript"]
"""Inline ranges lie inside one leaf and may overlap each other. `cell` divides a table row."""

LEAVES: frozenset[str] = frozenset(get_args(LeafKind))
BOXES: frozenset[str] = frozenset(get_args(BoxKind))
INLINES: frozenset[str] = frozenset(get_args(InlineKind))

_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")
_HIGH_BYTES = bytes(range(0x2E, 0x100))
"""The first bytes in UTF-16 of characters from U+2E00 on."""

Attributes = tuple[tuple[str, str], ...]


class Range(Struct, frozen=True):
    """A stretch of a text and what it is.

    Attributes by kind: heading `level` (1-6); list `ordered` ("1"), `start`; embed `name`, `handle`, `date`
    (ISO 8601), `url`; figure `src`, `alt`; link `href` (http or https); code `language`; cell `header` ("1").
    """

    start: int
    end: int
    kind: str
    attributes: Attributes = ()

    def get(self, name: str, default: str = "") -> str:
        """The value of one attribute."""
        for key, value in self.attributes:
            if key == name:
                return value
        return default

    def covers(self, other: Range) -> bool:
        """Whether the other range lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


class Document(Struct, frozen=True):
    """One plain text, its layout (leaves and boxes, in document order, boxes before what they hold) and its
    inline ranges (by start)."""

    text: str
    layout: tuple[Range, ...] = ()
    inline: tuple[Range, ...] = ()

    @classmethod
    def plain(cls, text: str) -> Document:
        """A document of which every non-empty line is a paragraph."""
        layout: list[Range] = []
        at = 0
        for line in text.split("\n"):
            if line.strip():
                layout.append(Range(at, at + len(line), "paragraph"))
            at += len(line) + 1
        return cls(text, tuple(layout))

    def leaves(self) -> Iterator[Range]:
        """The blocks that hold text, in order."""
        return (item for item in self.layout if item.kind in LEAVES)

    def boxes_around(self, leaf: Range) -> tuple[Range, ...]:
        """The boxes that hold a leaf, outermost first."""
        return tuple(item for item in self.layout if item.kind in BOXES and item.covers(leaf))

    def words(self) -> int:
        """The number of words, counted at white space; CJK counts two characters as a word."""
        cjk = len(_CJK.findall(self.text)) if _may_hold_cjk(self.text) else 0
        return len(self.text.split()) + cjk // 2

    def problems(self) -> list[str]:
        """What breaks the rules above, in words; empty for a sound document."""
        return [*_out_of_bounds(self), *_crossings(self.layout), *_stray_newlines(self)]


def _may_hold_cjk(text: str) -> bool:
    """Whether any character stands so high; ten times as fast as looking for one."""
    high = b"" if text.isascii() else text.encode("utf-16-le", "surrogatepass")[1::2]
    return len(high.translate(None, _HIGH_BYTES)) < len(high)


def _out_of_bounds(document: Document) -> Iterator[str]:
    for item in (*document.layout, *document.inline):
        if not 0 <= item.start < item.end <= len(document.text):
            yield f"{item.kind} {item.start}-{item.end} lies outside a text of {len(document.text)}"


def _crossings(layout: Sequence[Range]) -> Iterator[str]:
    open_ranges: list[Range] = []
    for item in layout:
        while open_ranges and open_ranges[-1].end <= item.start:
            open_ranges.pop()
        if open_ranges and not open_ranges[-1].covers(item):
            yield f"{item.kind} {item.start}-{item.end} crosses {open_ranges[-1].kind}"
        if open_ranges and open_ranges[-1].kind in LEAVES:
            yield f"{item.kind} {item.start}-{item.end} lies inside a leaf"
        open_ranges.append(item)


def _stray_newlines(document: Document) -> Iterator[str]:
    for leaf in document.leaves():
        if leaf.kind != "code" and "\n" in document.text[leaf.start : leaf.end]:
            yield f"{leaf.kind} {leaf.start}-{leaf.end} holds a newline"


def in_order(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges by start, the longer (outer) first where they start together."""
    return tuple(sorted(ranges, key=lambda item: (item.start, -item.end)))
