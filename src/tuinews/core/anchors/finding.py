"""Where an anchor's words are in a changed text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from rapidfuzz.distance.Indel import normalized_similarity, opcodes

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
_PLAIN_EDGE = 4  # characters beside an edge that must be the same for it to be plain
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
        """The words near the expected place that stand between pieces of the same context and are much the same."""
        text, size, before = self.words.text, len(anchor.exact), len(anchor.prefix)
        if min(before, len(anchor.suffix)) < _PIECE or size > _LONG:
            return None
        expected = anchor.start + self.shifts[0]
        left = _piece_before(text, anchor.prefix, expected)
        if left is None:
            return None
        right = _piece_after(text, anchor.suffix, left[1] + left[0], size)
        if right is None:
            return None
        start, end = _edges(text, anchor, left, right)
        if start >= end:
            return None
        # Half of the characters agree by chance.
        same = 2 * normalized_similarity(anchor.exact, text[start:end]) - 1
        sides = (
            normalized_similarity(anchor.prefix, text[max(0, start - before) : start]),
            normalized_similarity(anchor.suffix, text[end : end + len(anchor.suffix)]),
        )
        plain = same >= _MUCH_OF_THE_WORDS and min(sides) >= _MUCH_OF_THE_CONTEXT
        score = 0.6 * same + 0.4 * (0.6 * max(sides) + 0.2 * sum(sides))  # as a candidate's
        if not plain and (score < SURE or max(sides) < _MUCH_OF_THE_CONTEXT):
            return None
        return Place(start, end, max(score, (same + sum(sides)) / 3), "context" if same == 1.0 else "approximate")

    def _nearby(self, anchor: Anchor) -> Place | None:
        """A place that leaves no doubt, in the midst of its context: near the expected one, or where a piece leads. It
        costs less than to cut all of the text into words, and more than to look through it when that is done."""
        if len(anchor.exact) > _LONG or self.words.is_cut:
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


def _piece_before(text: str, prefix: str, expected: int) -> tuple[int, int] | None:
    """(characters between it and the anchor, where it ends) of the piece of the prefix that is nearest to the anchor
    and stands near the expected place."""
    low = max(0, expected - _NEAR)
    for gap in range(0, len(prefix) - _PIECE + 1, _PIECE // 2):
        at = text.find(prefix[len(prefix) - gap - _PIECE : len(prefix) - gap], max(0, low - gap), expected + _NEAR)
        if at >= 0:
            return gap, at + _PIECE
    return None


def _piece_after(text: str, suffix: str, start: int, size: int) -> tuple[int, int] | None:
    """(characters between the anchor and it, where it begins) of the piece of the suffix that is nearest to an anchor
    which starts about there."""
    more = size // _EDIT + _EDIT
    for gap in range(0, len(suffix) - _PIECE + 1, _PIECE // 2):
        expected = start + size + gap
        at = text.find(suffix[gap : gap + _PIECE], max(0, expected - more), expected + more + _PIECE)
        if at >= 0:
            return gap, at
    return None


def _edges(text: str, anchor: Anchor, left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    """Where the anchor's words begin and end between two pieces of its context; (0, 0) when that is not plain.

    What lies between the pieces is laid beside what lay there, character by character. An edge is plain when the
    characters at its inner side are the same ones, or those at its outer side.
    """
    (before, low), (after, high) = left, right
    if before == after == 0:
        return low, high
    was = anchor.prefix[len(anchor.prefix) - before :] + anchor.exact + anchor.suffix[:after]
    first, last = before, before + len(anchor.exact)
    blocks = [block for block in opcodes(was, text[low:high]).as_matching_blocks() if block.size]
    start = low if before == 0 else None
    end = high if after == 0 else None
    for a, b, size in blocks:
        if start is None and a <= first and first + _PLAIN_EDGE <= a + size:
            start = low + b + first - a
        if end is None and a <= last - _PLAIN_EDGE and last <= a + size:
            end = low + b + last - a
    for a, b, size in blocks:
        if start is None and a <= first - _PLAIN_EDGE and first <= a + size:
            start = low + b + first - a
        if end is None and a <= last and last + _PLAIN_EDGE <= a + size:
            end = low + b + last - a
    return (start, end) if start is not None and end is not None else (0, 0)


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
