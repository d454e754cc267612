"""Anchors: where in an article a note, tag or correction stands, and how it is found again after a rewrite.

An anchor holds a TextQuoteSelector and a TextPositionSelector (W3C Web Annotation Data Model §4.2.4, §4.2.5).
Finding goes from sure to unsure: the same words at the same place; the same words elsewhere, chosen by their
context; nearly the same words within a bounded edit distance. Below `SURE` nothing is found: better an orphan,
which the reader sees, than a wrong place, which nobody does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

CONTEXT = 48
"""Characters of prefix and suffix that an anchor keeps."""
SURE = 0.6
"""The least score at which a place counts as found."""
_MOST_PLACES = 200  # of the same words in one article; more of them are told apart by position alone
_EDGE = 32  # characters by which the edges of an approximate place may be off
_CONTEXT_SIZES = (32, 20, 12, 8)
_WHOLE_TEXT = 200_000  # characters; beyond, an approximate search looks only around the old place


@dataclass(frozen=True, slots=True)
class Anchor:
    """`exact` words with the `prefix` before and the `suffix` after them; `start` and `end` in the revision
    numbered `revision` of the article."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor stands now. `score` is 1.0 for the same words in the same context."""

    start: int
    end: int
    score: float
    how: Literal["exact", "context", "approximate"]


def make_anchor(text: str, start: int, end: int, revision: int = 1) -> Anchor:
    """The anchor of `text[start:end]`. Raises ValueError when that is empty or outside the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no words at {start}-{end} in a text of {len(text)}")
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Anchor(text[start:end], before, after, start, end, revision)


def find_anchor(text: str, anchor: Anchor) -> Place | None:
    """Where the anchor's words are in a (changed) text, or None when that cannot be told."""
    if _stands(text, anchor):
        return Place(anchor.start, anchor.end, 1.0, "exact")
    places = list(_places(text, anchor.exact))
    if places:
        return _best_by_context(text, anchor, places)
    return _approximate(text, anchor)


def _stands(text: str, anchor: Anchor) -> bool:
    return (
        text.startswith(anchor.exact, anchor.start)
        and text[max(0, anchor.start - CONTEXT) : anchor.start] == anchor.prefix
        and text[anchor.end : anchor.end + CONTEXT] == anchor.suffix
    )


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(words, at + 1)


def _best_by_context(text: str, anchor: Anchor, places: list[int]) -> Place | None:
    size = len(anchor.exact)
    scored = [(_context_score(text, anchor, at, at + size), -abs(at - anchor.start), at) for at in places]
    context, _, at = max(scored)
    alone = len(places) == 1 and size >= 12
    score = max(0.5 + context / 2, SURE if alone else 0.0)
    return Place(at, at + size, score, "context") if score >= SURE else None


def _context_score(text: str, anchor: Anchor, start: int, end: int) -> float:
    """How well the words around a place agree with the anchor's context, 0 to 1."""
    before = text[max(0, start - len(anchor.prefix)) : start]
    after = text[end : end + len(anchor.suffix)]
    sides = [(anchor.prefix, before), (anchor.suffix, after)]
    scores = [Indel.normalized_similarity(was, is_) for was, is_ in sides if was]
    return max(scores) * 0.6 + sum(scores) / len(scores) * 0.4 if scores else 0.5


def _approximate(text: str, anchor: Anchor) -> Place | None:
    if len(anchor.exact) < 8 or not text:
        return None
    low, high = 0, len(text)
    if high > _WHOLE_TEXT:
        low, high = max(0, anchor.start - _WHOLE_TEXT // 2), min(high, anchor.start + _WHOLE_TEXT // 2)
    found = fuzz.partial_ratio_alignment(anchor.exact, text[low:high], score_cutoff=60)
    if found is None or found.dest_end <= found.dest_start:
        return None
    start, end = _between_context(text, anchor, low + found.dest_start, low + found.dest_end)
    words = Indel.normalized_similarity(anchor.exact, text[start:end])
    score = words * 0.75 + _context_score(text, anchor, start, end) * 0.25
    return Place(start, end, score, "approximate") if score >= SURE and words >= SURE else None


def _between_context(text: str, anchor: Anchor, start: int, end: int) -> tuple[int, int]:
    """A rough place with its edges moved to where the context still stands, or else to whole words."""
    reach = max(_EDGE, len(anchor.exact) // 3)
    before = _end_of(text, anchor.prefix, max(0, start - reach), min(len(text), start + reach))
    after = _start_of(text, anchor.suffix, max(0, end - reach), min(len(text), end + reach))
    rough = _whole_words(text, start, end)
    start = rough[0] if before is None else before
    end = rough[1] if after is None else after
    return (start, end) if start < end else rough


def _end_of(text: str, prefix: str, low: int, high: int) -> int | None:
    """Where the end of a prefix stands in a window: as much of it as can be found there."""
    for size in _CONTEXT_SIZES:
        if size <= len(prefix) and (at := text.rfind(prefix[-size:], max(0, low - size), high)) >= 0:
            return at + size
    return None


def _start_of(text: str, suffix: str, low: int, high: int) -> int | None:
    for size in _CONTEXT_SIZES:
        if size <= len(suffix) and (at := text.find(suffix[:size], low, high + size)) >= 0:
            return at
    return None


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch widened (by at most a word on either side) so that it does not cut words."""
    low, high = max(0, start - 24), min(len(text), end + 24)
    while start > low and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < high and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
