"""Where an anchor's words are in a changed text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz.distance.Indel import normalized_similarity, opcodes

from tuinews.core.anchors.anchor import CONTEXT, Anchor, Place, make_anchor
from tuinews.core.anchors.candidates import Candidate, laid_beside, nearly_same_words, same_words
from tuinews.core.anchors.text import Text
from tuinews.core.anchors.words import Quote, fold

SURE = 0.65
"""The least score at which a place counts as found."""

_ABOUT_THE_SAME = 0.02  # by how much two places at least differ that can be told apart
_PLAIN = 0.5  # share of the context from which on the same words are not sought elsewhere
_FEW = 4  # anchors to be sought in all of the text for which it is not worth while to index its words
_NEAR = 300  # characters around the place where the anchors before it lead to expect it
_FAR = 3_000  # the same, when its context is not that near: a paragraph before it came or went
_SHIFTS = 8  # ways in which the anchors before have moved that are tried
_CLOSE = 60  # characters around where its context leads that are compared word by word
_HALF = 0.5  # of the words and of the context that must stand about where they are expected
_TELLING = 12  # characters of words that may be found again without their context
_SHORT = 4  # characters of a word that may stand anywhere
_PIECE = 24  # characters of an anchor or its context that are sought as they are
_PLAIN_EDGE = 4  # characters beside an edge that must be the same for it to be plain
_EDIT = 6  # characters, and one in so many of the anchor's, that came or went where its edges are still plain
_MUCH_OF_THE_WORDS = 0.4  # share of the characters that are the same, beyond chance, between the same neighbours
_MUCH_OF_THE_CONTEXT = 0.75  # share of the characters of either side that are
_LARGER = 0.5  # share of the characters that the larger part of words torn apart has
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
    rest: list[tuple[int, int]] = []
    for i in sorted(range(len(anchors)), key=lambda i: anchors[i].start):
        settled, places[i] = search.as_expected(anchors[i])
        if not settled:
            rest.append((i, search.shifts[0]))
    search.text.asked = [Quote(anchors[i]).whole for i, _ in rest]
    if len(rest) > _FEW:
        _ = search.text.index
    for i, shift in rest:
        places[i] = search.elsewhere(anchors[i], anchors[i].start + shift)
    return places


class _Search:
    """A text in which anchors are sought, and what was learned from those that were found."""

    def __init__(self, text: str) -> None:
        self.text = Text(text)
        self.shifts = [0]
        """By how many characters anchors have moved, the last found first."""

    def find(self, anchor: Anchor) -> Place | None:
        """Where the anchor is, or None."""
        settled, place = self.as_expected(anchor)
        self.text.asked = [Quote(anchor).whole]
        return place if settled else self.elsewhere(anchor, anchor.start + self.shifts[0])

    def as_expected(self, anchor: Anchor) -> tuple[bool, Place | None]:
        """Where the anchor is, as far as that is settled by what stands where those before it lead to expect it, or by
        the very same words in their context; before that, whether it is."""
        settled, place = True, self._unchanged(anchor)
        if place is None:
            settled, place = self._between_the_same(anchor)
        if not settled and (place := self._unchanged_elsewhere(anchor)):
            settled = True
        if place is not None and place.start - anchor.start != self.shifts[0]:
            shift = place.start - anchor.start
            self.shifts = [shift, *(other for other in self.shifts if other != shift)][:_SHIFTS]
        return settled, place

    def elsewhere(self, anchor: Anchor, expected: int) -> Place | None:
        """Where the anchor is, when that is not settled so."""
        return self._nearby(anchor, expected) or self._anywhere(anchor) or self._larger_part(anchor)

    def _unchanged(self, anchor: Anchor) -> Place | None:
        """The same words in the same context, where they were or moved as others have moved."""
        text, before = self.text.text, len(anchor.prefix)
        whole = anchor.prefix + anchor.exact + anchor.suffix
        telling = len(whole) - len(anchor.exact) >= CONTEXT
        for shift in (0, *self.shifts) if telling else (0,):
            start = anchor.start + shift
            if start >= before and text.startswith(whole, start - before):
                return Place(start, start + len(anchor.exact), 1.0, "context" if shift else "exact")
        return None

    def _unchanged_elsewhere(self, anchor: Anchor) -> Place | None:
        """The same words in the same context, alone in all the text."""
        text, before = self.text.text, len(anchor.prefix)
        whole = anchor.prefix + anchor.exact + anchor.suffix
        at = text.find(whole) if len(whole) - len(anchor.exact) >= CONTEXT else -1
        if at < 0 or text.find(whole, at + 1) >= 0:
            return None
        return Place(at + before, at + before + len(anchor.exact), 1.0, "context")

    def _between_the_same(self, anchor: Anchor) -> tuple[bool, Place | None]:
        """Whether what stands near the expected place between pieces of the same context tells what became of the
        anchor, and, if it is much the same, where it is."""
        text, size, before = self.text.text, len(anchor.exact), len(anchor.prefix)
        if min(before, len(anchor.suffix)) < _PIECE or size > _LONG:
            return False, None
        expected = anchor.start + self.shifts[0]
        left = _piece_before(text, anchor.prefix, expected)
        if left is None:
            return False, None
        right = _piece_after(text, anchor.suffix, left[1] + left[0], size)
        start, end = _edges(text, anchor, left, right) if right else (0, 0)
        if start >= end:
            return self._beside(anchor, left[1] + left[0])
        # Half of the characters agree by chance.
        same = 2 * normalized_similarity(anchor.exact, text[start:end]) - 1
        sides = (
            normalized_similarity(anchor.prefix, text[max(0, start - before) : start]),
            normalized_similarity(anchor.suffix, text[end : end + len(anchor.suffix)]),
        )
        plain = min(sides) >= _MUCH_OF_THE_CONTEXT
        score = 0.6 * same + 0.4 * (0.6 * max(sides) + 0.2 * sum(sides))  # as a candidate's
        if (plain and same >= _MUCH_OF_THE_WORDS) or (score >= SURE and max(sides) >= _MUCH_OF_THE_CONTEXT):
            score = max(score, (same + sum(sides)) / 3)
            return True, Place(start, end, score, "context" if same == 1.0 else "approximate")
        if not plain:
            return False, None
        score += 0.6 * (_words_in_common(anchor.exact, text[start:end]) - same)
        if score >= SURE:
            return True, Place(start, end, score, "approximate")
        # Others took their place.
        return self._only_there(anchor), None

    def _beside(self, anchor: Anchor, start: int) -> tuple[bool, Place | None]:
        """The same where not both sides are plain, word by word: it begins about there."""
        low, high = start - len(anchor.prefix) - _CLOSE, start + len(anchor.exact) + len(anchor.suffix) + _CLOSE
        if not _in_common(anchor, self.text.text[max(0, low) : high]):
            return False, None
        for item in laid_beside(self.text.stretch(low, high + len(anchor.exact) // _EDIT), Quote(anchor)):
            if item.parted:
                break  # there may be another of the same words that is not
            if item.beyond_doubt or (min(item.around, item.same) >= _HALF and self._only_there(anchor)):
                place = _decide([item], start)
                return place is not None, place
        return False, None

    def _only_there(self, anchor: Anchor) -> bool:
        """Whether the same words, which do not stand where they are expected, stand nowhere else either."""
        exact = fold(anchor.exact)
        return len(exact) < _TELLING or exact not in self.text.folded

    def _nearby(self, anchor: Anchor, expected: int) -> Place | None:
        """A place near the expected one that leaves no doubt, in the midst of its context. It costs less than to look
        through all of the text, and more than to do so when that is prepared."""
        if len(anchor.exact) > _LONG or self.text.is_indexed:
            return None
        low = expected - len(anchor.prefix) - _NEAR
        high = expected + len(anchor.exact) + len(anchor.suffix) + _NEAR
        if not _in_common(anchor, self.text.text[max(0, low) : high]):
            return None
        first = low + len(anchor.prefix) if low > 0 else 0
        last = high - len(anchor.suffix) if high < len(self.text.text) else high
        found = [
            item
            for item in laid_beside(self.text.stretch(low, high), Quote(anchor))
            if item.beyond_doubt
            and not item.parted
            and first <= item.start
            and item.end <= last  # not cut off by the window
        ]
        return _decide(found, expected)

    def _anywhere(self, anchor: Anchor) -> Place | None:
        if len(anchor.exact) <= _LONG:
            return _decide(_candidates(self.text, Quote(anchor)), anchor.start)
        found = list(same_words(self.text, Quote(anchor)))
        return _decide(found, anchor.start) if found else self._by_its_ends(anchor)

    def _larger_part(self, anchor: Anchor) -> Place | None:
        """Of words in several paragraphs, which were torn apart: where the most of them went together."""
        part = max(anchor.exact.split("\n"), key=len)
        if not _LARGER <= len(part) / len(anchor.exact) < 1.0:
            return None
        whole = anchor.prefix + anchor.exact + anchor.suffix
        at = len(anchor.prefix) + anchor.exact.index(part)
        inner = make_anchor(whole, at, at + len(part), anchor.revision)
        return self._unchanged_elsewhere(inner) or self._anywhere(inner)

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
    for reach, step in ((_NEAR, _PIECE // 2), (_FAR, _PIECE)):
        low, high = expected - reach, expected + reach
        for gap in range(0, len(prefix) - _PIECE + 1, step):
            at = text.find(prefix[len(prefix) - gap - _PIECE : len(prefix) - gap], max(0, low - gap), max(0, high))
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


def _in_common(anchor: Anchor, there: str) -> bool:
    """Whether enough of the longer words of an anchor in its context stand in a text to lay one beside the other."""
    words = [word for word in (anchor.prefix + anchor.exact + anchor.suffix).split() if len(word) > _SHORT]
    return 3 * sum(word in there for word in words) >= len(words)


def _words_in_common(here: str, there: str) -> float:
    """The share, by length, of the words of two short texts that stand in both."""
    first, second = here.split(), there.split()
    common = set(first) & set(second)
    told = sum(len(word) for word in first + second if word in common)
    return told / max(1, sum(map(len, first + second)))


def _candidates(text: Text, asked: Quote) -> list[Candidate]:
    found = list(same_words(text, asked))
    if not any(candidate.around >= _PLAIN for candidate in found):
        found += nearly_same_words(text, asked)
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
