"""Builds a sound Document from a stream of text, breaks, boxes and inline marks.

Whatever the order of calls, `Document.problems()` of the result is empty: a box that stays empty vanishes, an
inline mark ends with its leaf and begins again in the next, boxes and marks beyond a depth are left out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from tuinews.core.document import Attributes, Document, Range, in_order
from tuinews.core.sanitize import clean

MAX_BOXES = 24
"""Boxes inside each other."""
MAX_INLINE = 16
"""Inline marks inside each other."""

_FOLDED = re.compile(r"[ \t\n\r\f]+")
_BLANK = " \t\n\u00a0\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"


@dataclass(slots=True)
class _Box:
    kind: str
    attributes: Attributes
    start: int
    end: int = 0


@dataclass(slots=True)
class _Mark:
    """An inline mark that is open; `start` counts from the beginning of its leaf."""

    kind: str
    attributes: Attributes
    start: int


@dataclass(slots=True)
class Builder:
    """Collects one document. Leaves are made at `end_leaf`, from the text since the last."""

    _blocks: list[str] = field(default_factory=list)
    _next: int = 0
    """Where the next leaf will start."""
    _layout: list[_Box | Range] = field(default_factory=list)
    _inline: list[Range] = field(default_factory=list)
    _boxes: list[_Box | None] = field(default_factory=list)
    _open_boxes: int = 0
    pieces: list[str] = field(default_factory=list)
    """The text of the leaf at hand; empty while there is none."""
    _length: int = 0
    _marks: list[_Mark | None] = field(default_factory=list)
    _open_marks: list[_Mark] = field(default_factory=list)
    _closed: list[Range] = field(default_factory=list)

    def text(self, text: str, *, folded: bool = True) -> None:
        """Adds text to the leaf; `folded` turns white space into single spaces, as HTML does outside `pre`."""
        if folded and not (text.isprintable() and "  " not in text):
            text = _FOLDED.sub(" ", clean(_FOLDED.sub(" ", text)))
        elif not text.isascii() or not folded:
            text = clean(text)
        if folded and text.startswith(" ") and self._ends_in_space():
            text = text[1:]
        if text:
            self.pieces.append(text)
            self._length += len(text)

    def new_line(self) -> None:
        """Begins a line of code, unless one has just begun."""
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.text("\n", folded=False)

    def new_cell(self) -> None:
        """Ends a cell of a table row."""
        if self.pieces:
            last = self.pieces[-1].rstrip(" ")
            self._length -= len(self.pieces[-1]) - len(last)
            self.pieces[-1] = last
        self.text("\t", folded=False)

    def end_leaf(self, kind: str = "paragraph", attributes: Attributes = ()) -> None:
        """Makes a leaf of the text since the last one; nothing when there was none to see."""
        if not self.pieces:
            return  # as at most boundaries
        raw, pieces = "".join(self.pieces), self._closed
        self.pieces, self._closed, self._length = [], [], 0
        for mark in self._open_marks:
            if mark.start < len(raw):
                pieces.append(Range(mark.start, len(raw), mark.kind, mark.attributes))
            mark.start = 0
        if not raw.strip(_BLANK):
            return
        lead, tail = _margins(raw, kind)
        text = raw[lead:tail] if kind == "code" else raw[lead:tail].replace("\n", " ")
        if not unicodedata.is_normalized("NFC", text):
            # A mark that composes across two elements: rare enough to give up what is inside the leaf.
            text, pieces = clean(text), []
        start = self._next
        self._layout.append(Range(start, start + len(text), kind, attributes))
        self._inline.extend(_shifted(piece, text, lead, start) for piece in pieces if _holds(piece, text, lead))
        self._blocks.append(text)
        self._next = start + len(text) + 1

    def open_box(self, kind: str, attributes: Attributes = ()) -> None:
        """Begins a box; every box must be closed."""
        if self._open_boxes >= MAX_BOXES:
            self._boxes.append(None)
            return
        box = _Box(kind, attributes, self._next)
        self._layout.append(box)
        self._boxes.append(box)
        self._open_boxes += 1

    def close_box(self, attributes: Attributes | None = None) -> None:
        """Ends the box opened last; `attributes` replace the ones it was opened with."""
        box = self._boxes.pop()
        if box is None:
            return
        self._open_boxes -= 1
        box.end = self._next - 1
        if attributes is not None:
            box.attributes = attributes

    def open_mark(self, kind: str, attributes: Attributes = ()) -> None:
        """Begins an inline mark; every mark must be closed. One inside another of its like is left out."""
        nested = any(mark.kind == kind and mark.attributes == attributes for mark in self._open_marks)
        if nested or len(self._open_marks) >= MAX_INLINE:
            self._marks.append(None)
            return
        mark = _Mark(kind, attributes, self._length)
        self._marks.append(mark)
        self._open_marks.append(mark)

    def close_mark(self) -> None:
        """Ends the inline mark opened last."""
        mark = self._marks.pop()
        if mark is None:
            return
        self._open_marks.pop()  # the same one: marks close in reverse order
        if mark.start < self._length:
            self._closed.append(Range(mark.start, self._length, mark.kind, mark.attributes))

    def document(self) -> Document:
        """What was collected."""
        self.end_leaf()
        layout = tuple(
            item if isinstance(item, Range) else Range(item.start, item.end, item.kind, item.attributes)
            for item in self._layout
            if isinstance(item, Range) or item.start < item.end
        )
        return Document("\n".join(self._blocks), layout, in_order(self._inline))

    def _ends_in_space(self) -> bool:
        return not self.pieces or self.pieces[-1].endswith((" ", "\t"))


def _margins(raw: str, kind: str) -> tuple[int, int]:
    """Where the leaf's text begins and ends: a row keeps its empty cells, code the indent of its first line."""
    if kind == "code":
        first = len(raw) - len(raw.lstrip(_BLANK))
        return raw.rfind("\n", 0, first) + 1, len(raw.rstrip(_BLANK))
    blank = _BLANK.replace("\t", "") if kind == "row" else _BLANK
    return len(raw) - len(raw.lstrip(blank)), len(raw.rstrip(blank))


def _holds(piece: Range, text: str, lead: int) -> bool:
    return bool(text[max(0, piece.start - lead) : max(0, piece.end - lead)].strip(_BLANK))


def _shifted(piece: Range, text: str, lead: int, start: int) -> Range:
    """The range in the coordinates of the document, without blanks at its ends."""
    first, last = max(0, piece.start - lead), min(len(text), piece.end - lead)
    covered = text[first:last]
    first += len(covered) - len(covered.lstrip(_BLANK))
    last -= len(covered) - len(covered.rstrip(_BLANK))
    return Range(start + first, start + last, piece.kind, piece.attributes)
