"""What is marked in a text, and the finding of the marks that lie over a line.

A mark names its look; the panes give looks their colours. Marks may overlap: the later in `LOOKS` wins.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from tuinews.core.document import Document
from tuinews.core.statement import QUOTE_MARKS
from tuinews.library.views import ArticleView, Hit, StatementView
from tuinews.tui.looks import LOOKS

_RANK = {look: rank for rank, look in enumerate(LOOKS)}
_MOST_OVER_A_LINE = 400
_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|‹[^‹›]*›|「[^「」]*」|『[^『』]*』|\"[^\"]*\"|''[^']*''")


class Mark(NamedTuple):
    """A stretch of a text with a look. `key` tells what it belongs to: a statement's index, a link's address."""

    start: int
    end: int
    look: str
    key: int | str = ""


class Marks:
    """Marks by place. Finding those over a line costs the number found, and a few looks to the left."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self.all = sorted((mark for mark in marks if mark.start < mark.end), key=lambda mark: mark[:2])
        self._starts = [mark.start for mark in self.all]
        self._furthest = list(accumulate((mark.end for mark in self.all), max))
        """The furthest end among each mark and all before it."""

    def over(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with `[start, end)`, in order of their looks."""
        found: list[Mark] = []
        at = bisect_left(self._starts, end) - 1
        steps = 0
        while at >= 0 and self._furthest[at] > start and steps < _MOST_OVER_A_LINE:
            if self.all[at].end > start:
                found.append(self.all[at])
            at -= 1
            steps += 1
        return sorted(found, key=lambda mark: _RANK.get(mark.look, 0))


def document_marks(document: Document) -> Iterator[Mark]:
    """The inline styles and links of a document."""
    for item in document.inline:
        if item.kind == "link":
            yield Mark(item.start, item.end, "link", item.get("href"))
        elif item.kind in _RANK:
            yield Mark(item.start, item.end, item.kind)


def statement_marks(text: str, views: Sequence[StatementView], sure: float = 0.0) -> Iterator[Mark]:
    """The statements of an article; those below a confidence dimmed. The key of a mark is the statement's index."""
    for index, view in enumerate(views):
        if unsure(view, sure):
            yield from (Mark(piece.start, piece.end, "dimmed", index) for piece in view.statement.fragments)
            continue
        for piece in view.statement.fragments:
            yield Mark(piece.start, piece.end, piece.kind, index)
            if piece.kind == "direct":
                yield from _surrounding(text, piece.start, piece.end, index)
            elif piece.kind == "mixed":
                for match in _QUOTED.finditer(text, piece.start, min(len(text), piece.end + 2)):
                    yield Mark(match.start(), match.end(), "quoted", index)
        if view.notes:
            yield Mark(view.statement.start, view.statement.end, "noted", index)


def unsure(view: StatementView, sure: float) -> bool:
    """Whether a statement is below a confidence; what the reader marked never is."""
    return view.statement.confidence < sure and not (view.notes or view.tags)


def _surrounding(text: str, start: int, end: int, index: int) -> Iterator[Mark]:
    """The quotation marks around a direct quote."""
    if start and text[start - 1] in QUOTE_MARKS:
        yield Mark(start - 1, start, "mark", index)
    if end < len(text) and text[end] in QUOTE_MARKS:
        yield Mark(end, end + 1, "mark", index)


def note_marks(view: ArticleView) -> Iterator[Mark]:
    """The words that bear a note."""
    for note in view.notes:
        if note.span is not None:
            yield Mark(note.span.start, note.span.end, "noted", note.uid)


def focus_marks(view: StatementView, index: int) -> Iterator[Mark]:
    """The statement that the reader is at: its words, who said them, and the cue."""
    statement = view.statement
    for piece in statement.fragments:
        yield Mark(piece.start, piece.end, "focus", index)
    if statement.cue is not None:
        yield Mark(statement.cue.start, statement.cue.end, "cue", index)
    if statement.source is not None and statement.source.mention is not None:
        yield Mark(*statement.source.mention, "speaker", index)
    for relay in statement.via:
        if relay.start < relay.end:
            yield Mark(relay.start, relay.end, "speaker", index)


def hit_marks(hits: Sequence[Hit], current: int = -1) -> Iterator[Mark]:
    """What a search found; the hit that the reader is at stands out."""
    for number, hit in enumerate(hits):
        yield Mark(hit.start, hit.end, "hit-current" if number == current else "hit", number)


def cut_at_marks(start: int, end: int, marks: Sequence[Mark]) -> Iterator[tuple[int, int, tuple[Mark, ...]]]:
    """`[start, end)` in stretches over which the same marks lie."""
    cuts = {start, end}
    for mark in marks:
        cuts.update(cut for cut in (mark.start, mark.end) if start < cut < end)
    ordered = sorted(cuts)
    for first, last in pairwise(ordered):
        yield first, last, tuple(mark for mark in marks if mark.start < last and mark.end > first)
