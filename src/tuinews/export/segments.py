"""Overlapping ranges as a row of segments: the text cut wherever one of them begins or ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tuinews.core.document import Range
from tuinews.core.links import is_web


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch with the same kinds of range and the same link (empty: none) throughout."""

    start: int
    end: int
    href: str
    kinds: frozenset[str]


def segments(start: int, end: int, ranges: Iterable[Range], kinds: Collection[str]) -> Iterator[Segment]:
    """The segments of `start` to `end`, in order, without gaps. Ranges of other kinds than these and "link" count for
    nothing, nor do links that are not http or https; of links that overlap, the first keeps its whole length."""
    turns: dict[int, list[tuple[str, int]]] = {start: [], end: []}
    links: list[tuple[int, int, str]] = []
    for item in ranges:
        first, last = max(start, item.start), min(end, item.end)
        if item.kind == "link":
            first = max(first, links[-1][1] if links else first)
            if first < last and is_web(item.get("href")):
                links.append((first, last, item.get("href")))
                turns.setdefault(first, [])
                turns.setdefault(last, [])
        elif item.kind in kinds and first < last:
            turns.setdefault(first, []).append((item.kind, 1))
            turns.setdefault(last, []).append((item.kind, -1))
    return _between(turns, links, kinds)


def _between(
    turns: dict[int, list[tuple[str, int]]], links: Sequence[tuple[int, int, str]], kinds: Iterable[str]
) -> Iterator[Segment]:
    depth = dict.fromkeys(kinds, 0)
    next_link = 0
    for first, last in pairwise(sorted(turns)):
        for kind, step in turns[first]:
            depth[kind] += step
        while next_link < len(links) and links[next_link][1] <= first:
            next_link += 1
        linked = next_link < len(links) and links[next_link][0] <= first
        here = frozenset(kind for kind, covering in depth.items() if covering)
        yield Segment(first, last, links[next_link][2] if linked else "", here)


def cut(ranges: Iterable[Range], pieces: Sequence[tuple[int, int]]) -> list[Range]:
    """Ranges cut so that each lies inside one piece, in order of start; `pieces` are in order and do not overlap."""
    starts, ends = [piece[0] for piece in pieces], [piece[1] for piece in pieces]
    found = []
    for item in ranges:
        for start, end in pieces[bisect_right(ends, item.start) : bisect_left(starts, item.end)]:
            found.append(Range(max(start, item.start), min(end, item.end), item.kind, item.attributes))
    return sorted(found, key=lambda item: item.start)
