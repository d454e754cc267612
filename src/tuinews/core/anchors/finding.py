"""Where an anchor's words are in a changed text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz.distance.Indel import normalized_similarity

from tuinews.core.anchors.anchor import CONTEXT, Anchor, Place
from tuinews.core.anchors.candidates import Candidate, nearly_same_words, same_words
from tuinews.core.anchors.words import Words, quote

SURE = 0.65
"""The least score at which a place counts as found."""

_ABOUT_THE_SAME = 0.02  # by how much two places at least differ that can be told apart
_PLAIN = 0.5  # share of the context from which on the same words are not sought elsewhere
_BESIDE = 24  # characters of the context next to the words
_MUCH = 0.75  # share of the characters of either side that are the same, where only a little was changed
_NEAR = 300  # characters around the place where the anchors before it lead to expect it
_SHIFTS = 8  # ways in which the anchors before have moved that are tried
_LONG = 1_200  # characters; a longer anchor that has changed is found by its two ends
_END = 400  # characters of such an end


def find_anchor(text: str, anchor: Anchor) -> Place | None:
    """Where the anchor's words are in a (changed) text, or None when that cannot be told."""
    return _Search(text).find(anchor)


def find_anchors(text: str, anchors: Sequence[Anchor]) -> list[Place | None]:
    """The same for many anchors of one text, in their order. The text is looked through once for all of them, and
    each is first looked for where those before it have moved."""
    search = _Search(text)
    places: list[Place | None] = [None] * len(anchors)
    for i in sorted(range(len(anchors)), key=lambda i: anchors[i].start):
        places[i] = search.find(anchors[i])
    return places


class _Search:
    """A text in which anchors are sought, and what was learned from those that were found."""

    def __init__(self, text: str) -> None:
        self.words = Words(text)
        self.shifts = [0]
        """By how many characters anchors have moved, the last found first."""

    def find(self, anchor: Anchor) -> Place | None:
        place = (
            self._unchanged(anchor) or self._hardly_changed(anchor) or self._nearby(anchor) or self._anywhere(anchor)
        )
        if place is not None and place.start - anchor.start != self.shifts[0]:
            shift = place.start - anchor.start
            self.shifts = [shift, *(other for other in self.shifts if other != shift)][:_SHIFTS]
        return place

    def _unchanged(self, anchor: Anchor) -> Place | None:
        """The same words in the same context, moved as others have moved, or alone in all the text."""
        text, before = self.words.text, len(anchor.prefix)
        whole = anchor.prefix + anchor.exact + anchor.suffix
        for shift in (0, *self.shifts):
            start = anchor.start + shift
            if start >= before and text.startswith(whole, start - before):
                return Place(start, start + len(anchor.exact), 1.0, "context" if shift else "exact")
        at = text.find(whole)
        if at < 0 or len(whole) - len(anchor.exact) < CONTEXT or text.find(whole, at + 1) >= 0:
            return None
        return Place(at + before, at + before + len(anchor.exact), 1.0, "context")

    def _hardly_changed(self, anchor: Anchor) -> Place | None:
        """The same words near the expected place, with the same words beside them and much the same around these."""
        text, size = self.words.text, len(anchor.exact)
        near = anchor.prefix[-_BESIDE:]
        low = max(0, anchor.start + self.shifts[0] - _NEAR)
        at = text.find(near + anchor.exact + anchor.suffix[:_BESIDE], low, low + size + 2 * (_NEAR + _BESIDE))
        if at < 0 or len(near) < _BESIDE or len(anchor.suffix) < _BESIDE:
            return None
        start, end = at + _BESIDE, at + _BESIDE + size
        sides = (
            normalized_similarity(anchor.prefix, text[max(0, start - len(anchor.prefix)) : start]),
            normalized_similarity(anchor.suffix, text[end : end + len(anchor.suffix)]),
        )
        return Place(start, end, sum((1.0, *sides)) / 3, "context") if min(sides) >= _MUCH else None

    def _nearby(self, anchor: Anchor) -> Place | None:
        """A place near the expected one that leaves no doubt: enough of the words, in the midst of their context."""
        reach = _NEAR + len(anchor.prefix)
        low = max(0, anchor.start + self.shifts[0] - reach)
        high = min(len(self.words.text), anchor.end + self.shifts[0] + reach)
        if len(anchor.exact) > _LONG or high <= low:
            return None
        words = Words(self.words.text[low:high])
        found = [item for item in _candidates(words, anchor) if item.around >= 0.75 and item.same >= 0.5]
        place = _decide(found, anchor.start - low)
        return place and replace(place, start=place.start + low, end=place.end + low)

    def _anywhere(self, anchor: Anchor) -> Place | None:
        if len(anchor.exact) <= _LONG:
            return _decide(_candidates(self.words, anchor), anchor.start)
        found = list(same_words(self.words, quote(anchor, self.words)))
        return _decide(found, anchor.start) if found else self._by_its_ends(anchor)

    def _by_its_ends(self, anchor: Anchor) -> Place | None:
        exact, inner = anchor.exact, anchor.end - _END
        head = replace(anchor, exact=exact[:_END], suffix=exact[_END : _END + CONTEXT], end=anchor.start + _END)
        tail = replace(anchor, exact=exact[-_END:], prefix=exact[-_END - CONTEXT : -_END], start=inner)
        first, last = self.find(head), self.find(tail)
        if first is None or last is None or not 0.5 <= (last.end - first.start) / len(exact) <= 2.0:
            return None
        return Place(first.start, last.end, min(first.score, last.score), "approximate")


def _candidates(words: Words, anchor: Anchor) -> list[Candidate]:
    asked = quote(anchor, words)
    found = list(same_words(words, asked))
    if not any(candidate.around >= _PLAIN for candidate in found):
        found += nearly_same_words(words, asked)
    return found


def _decide(found: Iterable[Candidate], expected: int) -> Place | None:
    """The best of the places, if it is good enough and no other is about as good."""
    ranked = sorted(found, key=lambda item: (-item.rank, abs(item.start - expected)))
    if not ranked or ranked[0].score < SURE:
        return None
    best = ranked[0]
    rival = next(filter(best.rivals, ranked), None)
    if rival is not None and best.rank - rival.rank < _ABOUT_THE_SAME:
        return None
    return Place(best.start, best.end, best.score, "context" if best.verbatim else "approximate")
