"""What changed between two texts, by word: stretches that cover both of them.

Lines are aligned first, then the words of the lines between. Each line or word becomes one character of a string, so
that the alignment runs at the speed of C; how much is compared is bounded, and beyond that a stretch counts as
replaced. Common words that stand alone between two changes are no common ground, and belong to the change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Literal, NamedTuple

from tuinews.core.fold import UNSPACED
from tuinews.core.statement import Span

ChangeKind = Literal["same", "added", "removed", "replaced"]

_TOKEN = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+|\n|[^\S\n]+|[^\w\s]|_")
_EXACT = 200_000_000  # cells of the table that Indel keeps, one bit each: 25 MB
_FAST = 4_000_000_000  # cells that Levenshtein looks at, 64 at a time: one second
_CODES = 0x10FFFF
_ROUNDS = 4
_SLIDE = 200  # characters that a change may be moved


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the old text and the stretch of the new one that stands in its place (empty when it was added, or
    removed). `same` ones hold the very same characters."""

    kind: ChangeKind
    old: Span
    new: Span


class _Block(NamedTuple):
    """`size` items that both rows have, from `old` in one and `new` in the other."""

    old: int
    new: int
    size: int


def compare(old: str, new: str) -> tuple[Change, ...]:
    """The changes from one text to another, in order; with the `same` ones between them they cover both texts."""
    blocks: list[_Block] = []
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    old_at, new_at = _offsets(old_lines), _offsets(new_lines)
    last = _Block(0, 0, 0)
    for block in (*_common(old_lines, new_lines), _Block(len(old_lines), len(new_lines), 0)):
        gap = (
            Span(old_at[last.old + last.size], old_at[block.old]),
            Span(new_at[last.new + last.size], new_at[block.new]),
        )
        blocks += _words(old, new, *gap)
        start, end = old_at[block.old], old_at[block.old + block.size]
        if end > start:
            blocks.append(_Block(start, new_at[block.new], end - start))
        last = block
    blocks = _settled(_weighty(_joined(blocks), old, new), old, new)
    return tuple(_changes(blocks, len(old), len(new)))


def only_changes(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What is not the same."""
    return tuple(change for change in changes if change.kind != "same")


def _words(old: str, new: str, here: Span, there: Span) -> Iterator[_Block]:
    """The common stretches within a stretch of both texts."""
    if here.start == here.end or there.start == there.end:
        return
    old_words = [match.group() for match in _TOKEN.finditer(old, here.start, here.end)]
    new_words = [match.group() for match in _TOKEN.finditer(new, there.start, there.end)]
    old_at, new_at = _offsets(old_words), _offsets(new_words)
    for block in _common(old_words, new_words):
        size = old_at[block.old + block.size] - old_at[block.old]
        yield _Block(here.start + old_at[block.old], there.start + new_at[block.new], size)


def _common(old: Sequence[str], new: Sequence[str]) -> Iterator[_Block]:
    """What two rows of items have in common, in order. What they begin and end with is taken off first."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    if head:
        yield _Block(0, 0, head)
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    for block in _aligned(*middle):
        yield _Block(head + block.old, head + block.new, block.size)
    if tail:
        yield _Block(len(old) - tail, len(new) - tail, tail)


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[_Block]:
    codes = {item: i for i, item in enumerate(dict.fromkeys((*old, *new)))}
    cells = len(old) * len(new)
    if not cells or cells > _FAST or len(codes) > _CODES:
        return
    here, there = ("".join(chr(codes[item]) for item in row) for row in (old, new))
    from rapidfuzz.distance import Indel, Levenshtein  # deferred: only a comparison needs it

    by = Indel if cells <= _EXACT else Levenshtein
    for block in by.opcodes(here, there).as_matching_blocks():
        if block.size:
            yield _Block(block.a, block.b, block.size)


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many items both rows begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _offsets(items: Sequence[str]) -> list[int]:
    """Where each item starts, and where the last one ends."""
    offsets, at = [0], 0
    for item in items:
        at += len(item)
        offsets.append(at)
    return offsets


def _joined(blocks: Iterable[_Block]) -> list[_Block]:
    """Blocks that touch in both texts, as one."""
    joined: list[_Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last is not None and (last.old + last.size, last.new + last.size) == (block.old, block.new):
            joined[-1] = _Block(last.old, last.new, last.size + block.size)
        else:
            joined.append(block)
    return joined


def _weighty(blocks: Sequence[_Block], old: str, new: str) -> list[_Block]:
    """The blocks without those that are shorter than the changes on both their sides: a `the` between two rewritten
    clauses helps nobody; the end of a paragraph does. What goes makes the gaps longer, hence the rounds."""
    kept = list(blocks)
    for _ in range(_ROUNDS):
        ends = [_Block(0, 0, 0), *kept, _Block(len(old), len(new), 0)]
        gaps = [_gap(one, other) for one, other in pairwise(ends)]
        left = [
            block
            for block, before, after in zip(kept, gaps[:-1], gaps[1:], strict=True)
            if block.size >= min(before, after) or "\n" in old[block.old : block.old + block.size]
        ]
        if len(left) == len(kept):
            break
        kept = left
    return kept


def _settled(blocks: list[_Block], old: str, new: str) -> list[_Block]:
    """The blocks, moved so that what was only added or only removed begins where a line, a sentence or a word does:
    of `A. [B.] C.` and `A[. B]. C.` a reader means the first."""
    for i, (one, other) in enumerate(pairwise(blocks)):
        one = blocks[i]  # it may have been moved with the gap before it
        removed, added = other.old - one.old - one.size, other.new - one.new - one.size
        if removed and added:
            continue
        text, start, end = (old, one.old + one.size, other.old) if removed else (new, one.new + one.size, other.new)
        by = max(_slides(text, start, end, one.size, other.size), key=lambda by: (_opening(text, start + by), -abs(by)))
        blocks[i] = one._replace(size=one.size + by)
        blocks[i + 1] = _Block(other.old + by, other.new + by, other.size - by)
    return blocks


def _slides(text: str, start: int, end: int, before: int, after: int) -> Iterator[int]:
    """By how many characters a stretch can be moved and still say the same, 0 among them."""
    yield 0
    for by in range(1, min(after, _SLIDE)):
        if text[start + by - 1] != text[end + by - 1]:
            break
        yield by
    for by in range(1, min(before, _SLIDE)):
        if text[start - by] != text[end - by]:
            break
        yield -by


def _opening(text: str, at: int) -> int:
    """How well a stretch begins there: 3 a line, 2 a sentence, 1 a word."""
    if at == 0 or text[at - 1] == "\n":
        return 3
    if not text[at - 1].isspace():
        return 0
    return 2 if text[at - 2 : at - 1] in tuple('.!?…”"') else 1


def _gap(one: _Block, other: _Block) -> int:
    return max(other.old - one.old - one.size, other.new - one.new - one.size)


def _changes(blocks: Sequence[_Block], old: int, new: int) -> Iterator[Change]:
    old_at = new_at = 0
    for block in (*blocks, _Block(old, new, 0)):
        removed, added = Span(old_at, block.old), Span(new_at, block.new)
        kind = _KINDS[removed.start < removed.end, added.start < added.end]
        if kind != "same":
            yield Change(kind, removed, added)
        old_at, new_at = block.old + block.size, block.new + block.size
        if block.size:
            yield Change("same", Span(block.old, old_at), Span(block.new, new_at))


_KINDS: dict[tuple[bool, bool], ChangeKind] = {
    (True, True): "replaced", (True, False): "removed", (False, True): "added", (False, False): "same",
}  # fmt: skip
"""By whether something went, and whether something came."""
