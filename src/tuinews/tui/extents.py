"""Words, sentences and paragraphs of a text: what a selection grows and moves by."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal

from tuinews.core.document import Document, Range
from tuinews.core.statement import Span

Unit = Literal["word", "sentence", "paragraph"]
UNITS: tuple[Unit, ...] = ("word", "sentence", "paragraph")

_WORD = re.compile(r"\w+(?:[’'\-.,:]\w+)*|[^\w\s]+")
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’»)\]]*\s+|[。！？]+[」』）]*")


class Extents:
    """The units of one document, found when they are first asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: dict[Unit, list[Span]] = {}

    def around(self, unit: Unit, offset: int) -> Span:
        """The unit that holds an offset, or the last before it, or the first."""
        units = self.units(unit)
        if not units:
            return Span(0, len(self._document.text))
        at = bisect_right(units, offset, key=lambda span: span.start) - 1
        return units[max(0, at)]

    def step(self, unit: Unit, offset: int, by: int) -> Span:
        """The unit so many further on (back, when negative)."""
        units = self.units(unit)
        if not units:
            return Span(0, len(self._document.text))
        at = bisect_right(units, offset, key=lambda span: span.start) - 1
        return units[min(max(at + by, 0), len(units) - 1)]

    def units(self, unit: Unit) -> list[Span]:
        """All of a kind, in order."""
        if unit not in self._found:
            self._found[unit] = [span for leaf in self._document.leaves() for span in self._inside(unit, leaf)]
        return self._found[unit]

    def _inside(self, unit: Unit, leaf: Range) -> list[Span]:
        start, end = leaf.start, leaf.end
        text = self._document.text
        if unit == "paragraph":
            return [Span(start, end)]
        if unit == "word":
            return [Span(*match.span()) for match in _WORD.finditer(text, start, end)]
        spans: list[Span] = []
        for match in _SENTENCE_END.finditer(text, start, end):
            stop = start + len(text[start : match.end()].rstrip())
            if stop > start:
                spans.append(Span(start, stop))
            start = match.end()
        return [*spans, Span(start, end)] if start < end else spans
