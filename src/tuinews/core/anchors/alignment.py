"""What became of which word: two rows of words laid beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

_OUT_OF_STEP = 3.0  # characters that a word too many or too few between two runs costs, within an anchor
_TORN = 20  # words; what is further out of step does not belong together any more
_MOVED_APART = 0.75  # the same beside it: sentences come in before and after it
_NOT_BESIDE = 6.0  # characters that it costs when the nearest word is another: what tells a copy from the original


class Run(NamedTuple):
    """`size` words that are the same in both rows, from `here` in the first and `there` in the second."""

    here: int
    there: int
    size: int

    def within(self, first: int, last: int) -> Run:
        """The part of it that lies between two words of the first row; its size may come out as nothing, or less."""
        low, high = max(first, self.here), min(last, self.here + self.size)
        return Run(low, self.there + low - self.here, high - low)


def runs(here: str, there: str) -> list[Run]:
    """The words (each coded as one character) that two rows have in common, in order, as runs."""
    blocks = Levenshtein.opcodes(here, there).as_matching_blocks()
    return [Run(block.a, block.b, block.size) for block in blocks if block.size]


def best_chain(found: Sequence[Run], weights: Sequence[int]) -> list[Run]:
    """The runs, next to each other, that hang together best: a run far out of step with the others is chance."""
    best = chain = (0, 0)
    total = most = 0.0
    for i, run in enumerate(found):
        gain = sum(weights[run.here : run.here + run.size])
        loss = _loss(found[i - 1], run, weights, _OUT_OF_STEP) if i else 0.0
        if total > loss and not _torn(found[i - 1], run):
            chain, total = (chain[0], i + 1), total + gain - loss
        else:
            chain, total = (i, i + 1), float(gain)
        if total > most:
            best, most = chain, total
    return list(found[best[0] : best[1]])


def _torn(before: Run, after: Run) -> bool:
    return abs((after.there - before.there) - (after.here - before.here)) > _TORN


def share_beside(context: str, beside: str, weights: Sequence[int]) -> float:
    """How much of a context, 0 to 1 by weight, stands beside a place; both rows are read from the place outwards."""
    if beside.startswith(context):
        return 1.0
    total = most = 0.0
    last = Run(0, 0, 0)
    for run in runs(context, beside):
        if last.size == 0 and (run.here or run.there):
            total -= _NOT_BESIDE
        total += sum(weights[run.here : run.here + run.size]) - _loss(last, run, weights, _MOVED_APART)
        most = max(most, total)
        last = run
    return most / max(1, sum(weights))


def _loss(before: Run, after: Run, weights: Sequence[int], out_of_step: float) -> float:
    """What the gap between two runs costs, in characters: half of the words lost in it, and the words out of step."""
    begin = before.here + before.size
    here, there = after.here - begin, after.there - before.there - before.size
    return 0.5 * sum(weights[begin : after.here]) + out_of_step * abs(here - there)
