"""Places in a text that may be an anchor's, and how much speaks for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from tuinews.core.anchors.alignment import Run, best_chain, runs, share_beside
from tuinews.core.anchors.text import Text
from tuinews.core.anchors.words import Quote, Stretch, breaks

_MOST_PLACES = 200  # of the same words that are looked at; beyond, the context alone leads to the right one
_MOST_COMPARED = 6  # of them that are compared closely
_NEIGHBOURS = 24  # characters on either side by which these are chosen
_REGIONS = 5  # stretches of the text that are aligned with the anchor
_LEAST_SHARE = 0.25  # of what they tell that must lead to the same place
_STEP = 48  # characters; how exactly a region is known before it is aligned
_SLACK = 90  # characters by which a region is wider than the anchor: as many may have come in between
_WORDS_BETWEEN = 24  # as many words may have come in between a place and its context
_PARTED = 0.03  # what an end that came to stand at a line break takes from a place beside others
_ENOUGH = 72  # characters of the same words that need no context


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be the one. `same` is the share of the words, the anchor's and the place's, that are the same,
    `around` the share of the context that stands beside it, 0 to 1; `told` the characters of the same words."""

    start: int
    end: int
    same: float
    around: float
    told: int
    kept: tuple[int, int]
    """The first and the last of the anchor's words that stand there."""
    verbatim: bool = False
    parted: int = 0
    """At how many of its ends a line begins or ends that did not: so stands a pulled quote."""

    @property
    def beyond_doubt(self) -> bool:
        """Whether it stands so well in its context that no other place needs to be looked at."""
        return self.around >= 0.9 or (self.around >= 0.75 and self.same >= 0.5)

    def rivals(self, other: Candidate) -> bool:
        """Whether both cannot be right: at different places, the same words of the anchor (but for one at the edge)."""
        if self.start < other.end and other.start < self.end:
            return False
        shared = min(self.kept[1], other.kept[1]) - max(self.kept[0], other.kept[0])
        return shared > 0 or shared == min(self.kept[1] - self.kept[0], other.kept[1] - other.kept[0])

    @property
    def rank(self) -> float:
        """How good it is beside others: the words themselves, and where they stand."""
        return 0.5 * self.same + 0.5 * self.around - _PARTED * self.parted

    @property
    def score(self) -> float:
        """How sure it is, 0 to 1: what the context does not tell, many equal words do."""
        return 0.6 * self.same + 0.4 * max(self.around, 0.8 * min(1.0, self.told / _ENOUGH))


def same_words(text: Text, asked: Quote) -> Iterator[Candidate]:
    """The places of the same words (but for case, the shapes of marks, and kinds of white space)."""
    size = len(asked.exact)
    if text.is_indexed and text.index.lacks_one(asked.whole, asked.start, asked.end):
        return
    whole = [
        at
        for at in _occurrences(text.folded, asked.exact)
        if asked.cuts_words or not (text.cut_at(at) or text.cut_at(at + size))
    ]
    if not whole:
        return
    told = sum(asked.weights[asked.first : asked.last])
    for at in _most_alike(text.folded, asked, whole):
        words = text.stretch(at - len(asked.prefix) - _SLACK, at + size + len(asked.suffix) + _SLACK)
        first, last = words.between(at, at + size)
        around = _around(words, asked, first, max(first, last))
        parted = _parted(text.text, asked, at, at + size)
        yield Candidate(at, at + size, 1.0, around, told, (asked.first, asked.last), verbatim=True, parted=parted)


def _occurrences(folded: str, exact: str) -> Iterator[int]:
    at = folded.find(exact)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield at
        at = folded.find(exact, at + 1)


def _most_alike(folded: str, asked: Quote, places: list[int]) -> list[int]:
    """The few places whose neighbouring characters are most like the anchor's."""
    if len(places) <= _MOST_COMPARED:
        return places
    before, after = asked.prefix[-_NEIGHBOURS:], asked.suffix[:_NEIGHBOURS]
    size = len(asked.exact)

    def alike(at: int) -> int:
        near = Indel.similarity(before, folded[max(0, at - _NEIGHBOURS) : at])
        return int(near + Indel.similarity(after, folded[at + size : at + size + _NEIGHBOURS]))

    return sorted(places, key=alike, reverse=True)[:_MOST_COMPARED]


def nearly_same_words(text: Text, asked: Quote) -> Iterator[Candidate]:
    """The places where enough of the anchor and its context still stands to lay the rest beside it."""
    size = len(asked.whole) + 2 * _SLACK
    if len(text.text) <= size:
        yield from laid_beside(text.stretch(0, size), asked)
        return
    for start in _regions(text, asked):
        yield from laid_beside(text.stretch(start - _SLACK, start - _SLACK + size + _STEP), asked)


def laid_beside(words: Stretch, asked: Quote) -> Iterator[Candidate]:
    """The one place of a stretch to which the anchor's words lead that still stand there, if they do."""
    if asked.first < asked.last:
        chain = best_chain(runs(asked.coded, asked.code(words.words)), asked.weights)
        if candidate := _aligned(words, asked, chain):
            yield candidate


def _regions(text: Text, asked: Quote) -> list[int]:
    """Where the stretches of the text begin that have most in common with the anchor in its context."""
    leads, rare = text.leads(asked.whole)
    votes: dict[int, float] = defaultdict(float)
    total = 0
    for at, word, places in leads:
        weight = len(word) * (1 + (asked.start <= at < asked.end))
        total += weight
        for place in places:
            votes[(place - at) // _STEP] += weight / (1 if rare else len(places))
    joined = {step: vote + votes.get(step + 1, 0.0) for step, vote in votes.items()}
    least = _LEAST_SHARE * total if rare else 0.0
    chosen: list[int] = []
    for step in sorted(joined, key=joined.__getitem__, reverse=True):
        if len(chosen) == _REGIONS or joined[step] < least:
            break
        if all(abs(step - other) > 1 for other in chosen):
            chosen.append(step)
    return [step * _STEP for step in chosen]


def _aligned(words: Stretch, asked: Quote, chain: list[Run]) -> Candidate | None:
    """The place that an alignment gives to the anchored words, or None when there is none."""
    there = {run.here + k: run.there + k for run in chain for k in range(run.size)}
    own = [run.within(asked.first, asked.last) for run in chain]
    # The context on the far side must not hold together what was torn apart in the midst of the anchor.
    kept = [
        run.here + k for run in best_chain([run for run in own if run.size > 0], asked.weights) for k in range(run.size)
    ]
    first, last = asked.first, asked.last
    # A mark beside lost words stands there by chance.
    while len(kept) > 1 and kept[0] > first and asked.is_mark(kept[0]):
        kept.pop(0)
    while len(kept) > 1 and kept[-1] < last - 1 and asked.is_mark(kept[-1]):
        kept.pop()
    before = max((i for i in there if i < first), default=None)
    after = min((i for i in there if i >= last), default=None)
    if kept:
        gap = None if before is None else (there[kept[0]] - there[before] - 1, asked.first - before - 1)
        low = there[kept[0]] - _replaced(asked, kept[0] - asked.first, gap)
        gap = None if after is None else (there[after] - there[kept[-1]] - 1, after - asked.last)
        high = there[kept[-1]] + 1 + _replaced(asked, asked.last - 1 - kept[-1], gap)
        low, high = words.same_line(there[kept[0]], low), words.same_line(there[kept[-1]], high - 1) + 1
    elif before == asked.first - 1 and after == asked.last:
        low, high = there[before] + 1, there[after]
    else:
        return None
    return _weighed(words, asked, low, high, kept) if low < high else None


def _replaced(asked: Quote, lost: int, gap: tuple[int, int] | None) -> int:
    """How many new words at an edge took the place of the `lost` anchored ones there.

    `gap` tells of the words between the nearest of the context that still stands and the nearest anchored one that
    does: how many there are now, and how many of the context's are lost, too. Without it, the edge stands alone.
    """
    if lost == 0:
        return 0
    if gap is None:
        return lost if 3 * lost <= asked.last - asked.first else 0
    now, beyond = gap
    if beyond == 0:
        return now if now <= 2 * lost + 3 else lost
    return now - beyond if now >= lost + beyond else round(now * lost / (lost + beyond))


def _weighed(words: Stretch, asked: Quote, low: int, high: int, kept: list[int]) -> Candidate:
    """The words `low` to `high` as a place, of whose anchored words these were kept."""
    start = words.starts[low] + (asked.lead if asked.first in kept else 0)
    end = words.end(high - 1) - (asked.tail if asked.last - 1 in kept else 0)
    told = sum(asked.weights[i] for i in kept)
    same = 2 * told / (sum(asked.weights[asked.first : asked.last]) + words.weight(low, high))
    stands = words.folded[start - words.low : end - words.low]
    # Half of the characters agree by chance; those that agree beyond that are misspelt and inflected words.
    alike = 2 * Indel.normalized_similarity(asked.exact, stands) - 1
    ends = (kept[0], kept[-1]) if kept else (asked.first, asked.last)
    around, verbatim = _around(words, asked, low, high), stands == asked.exact
    parted = _parted(words.text, asked, start, end)
    return Candidate(start, end, max(same, alike), around, told, ends, verbatim, parted)


def _parted(text: str, asked: Quote, start: int, end: int) -> int:
    return sum(is_there and not was for is_there, was in zip(breaks(text, start, end), asked.breaks, strict=True))


def _around(words: Stretch, asked: Quote, first: int, last: int) -> float:
    """How much of the context stands beside the words `first` to `last`: mostly, that of the better side."""
    sides = []
    if asked.first:
        before = asked.code(words.words[max(0, first - _WORDS_BETWEEN - asked.first) : first])
        sides.append(share_beside(asked.coded[: asked.first][::-1], before[::-1], asked.weights[: asked.first][::-1]))
    if asked.last < len(asked.coded):
        after = asked.code(words.words[last : last + _WORDS_BETWEEN + len(asked.coded) - asked.last])
        sides.append(share_beside(asked.coded[asked.last :], after, asked.weights[asked.last :]))
    return 0.6 * max(sides) + 0.4 * sum(sides) / len(sides) if sides else 0.0
