"""Where an anchor's words are in a changed text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from rapidfuzz.distance.Indel import normalized_similarity

from tuinews.core.anchors.anchor import CONTEXT, Anchor, Place
from tuinews.core.anchors.candidates import Candidate, nearly_same_words, same_words
from tuinews.core.anchors.words import Words, quote

SURE = 0.65
"""The least score at which a place counts as found."""

_ABOUT_THE_SAME = 0.02  # by how much two places at least differ that can be told apart
_PLAIN = 0.5  # share of the context from which on the same words are not sought elsewhere
_NEAR = 300  # characters around the place where the anchors before it lead to expect it
_SHIFTS = 8  # ways in which the anchors before have moved that are tried
_PIECE = 24  # characters of an anchor or its context that are sought as they are
_MOST_PIECES = 10  # of them that are sought to be led to a place
_MOST_LEADS = 4  # places to which they lead that are looked at
_EDIT = 6  # characters, and one in so many of the anchor's, that came or went where its edges are still plain
_MUCH_OF_THE_WORDS = 0.4  # share of the characters that are the same, beyond chance, between the same neighbours
_MUCH_OF_THE_CONTEXT = 0.75  # share of the characters of either side that are
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
            self._unchanged(anchor) or self._between_the_same(anchor) or self._nearby(anchor) or self._anywhere(anchor)
        )
        if place is not None and place.start - anchor.start != self.shifts[0]:
            shift = place.start - anchor.start
            self.shifts = [shift, *(other for other in self.shifts if other != shift)][:_SHIFTS]
        return place

    def _unchanged(self, anchor: Anchor) -> Place | None:
        """The same words in the same context, moved as others have moved, or alone in all the text."""
        text, before = self.words.text, len(anchor.prefix)
        whole = anchor.prefix + anchor.exact + anchor.suffix
        telling = len(whole) - len(anchor.exact) >= CONTEXT
        for shift in (0, *self.shifts) if telling else (0,):
            start = anchor.start + shift
            if start >= before and text.startswith(whole, start - before):
                return Place(start, start + len(anchor.exact), 1.0, "context" if shift else "exact")
        at = text.find(whole) if telling else -1
        if at < 0 or text.find(whole, at + 1) >= 0:
            return None
        return Place(at + before, at + before + len(anchor.exact), 1.0, "context")

    def _between_the_same(self, anchor: Anchor) -> Place | None:
        """The words near the expected place that stand between the same neighbours and are much the same."""
        text, size = self.words.text, len(anchor.exact)
        before, after = anchor.prefix[-_PIECE:], anchor.suffix[:_PIECE]
        if min(len(before), len(after)) < _PIECE or size > _LONG:
            return None
        low = max(0, anchor.start + self.shifts[0] - _NEAR)
        start = text.find(before, low, low + 2 * _NEAR) + _PIECE
        more = size // _EDIT + _EDIT
        end = text.find(after, max(start + 1, start + size - more), start + size + more + _PIECE)
        if start < _PIECE or end < 0:  # one of them was not found
            return None
        # Half of the characters agree by chance.
        same = 2 * normalized_similarity(anchor.exact, text[start:end]) - 1
        sides = (
            normalized_similarity(anchor.prefix, text[max(0, start - len(anchor.prefix)) : start]),
            normalized_similarity(anchor.suffix, text[end : end + len(anchor.suffix)]),
        )
        if same < _MUCH_OF_THE_WORDS or min(sides) < _MUCH_OF_THE_CONTEXT:
            return None
        return Place(start, end, (same + sum(sides)) / 3, "context" if same == 1.0 else "approximate")

    def _nearby(self, anchor: Anchor) -> Place | None:
        """A place that leaves no doubt, in the midst of its context: near the expected one, or where a piece leads."""
        if len(anchor.exact) > _LONG:
            return None
        for start in islice(self._leads(anchor), _MOST_LEADS):
            low = max(0, start - len(anchor.prefix) - _NEAR)
            high = max(low, start + len(anchor.exact) + len(anchor.suffix) + _NEAR)
            first = len(anchor.prefix) if low else 0
            last = high - low - (len(anchor.suffix) if high < len(self.words.text) else 0)
            found = [
                item
                for item in _candidates(Words(self.words.text[low:high]), anchor)
                if item.beyond_doubt and first <= item.start and item.end <= last  # not cut off by the window
            ]
            if place := _decide(found, start - low):
                return replace(place, start=place.start + low, end=place.end + low)
        return None

    def _leads(self, anchor: Anchor) -> Iterator[int]:
        """Where the anchor may start, as far as the anchors before it and pieces of its text tell."""
        leads = [anchor.start + self.shifts[0]]
        yield leads[0]
        whole = anchor.prefix + anchor.exact + anchor.suffix
        for offset in range(0, len(whole) - _PIECE + 1, max(_PIECE, len(whole) // _MOST_PIECES)):
            at = self.words.text.find(whole[offset : offset + _PIECE])
            start = at - offset + len(anchor.prefix)
            if at >= 0 and all(abs(start - other) > _NEAR for other in leads):
                leads.append(start)
                yield start

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
    best = next((item for item in ranked if item.score >= SURE), None)
    if best is None:
        return None
    rival = next(filter(best.rivals, ranked), None)
    if rival is not None and best.rank - rival.rank < _ABOUT_THE_SAME:
        return None
    return Place(best.start, best.end, best.score, "context" if best.verbatim else "approximate")
