"""What an extractor left out in the middle of an article: headings, and what another extractor found there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

from msgspec.structs import replace

from tuinews.core.document import LEAVES, Document, Range, in_order
from tuinews.ingest.boilerplate import is_noise, keep, known, linked

_WORD = re.compile(r"\w+")
_CERTAIN = 20
"""Characters of a leaf that, standing once on the page, is the same leaf in the article."""
_WIDEST = 6
"""Leaves between two neighbours of the article, up to which it is one article with a gap."""
_MOST_HEADINGS = 3
"""Leaves of a gap, up to which a heading that no other extractor found is the article's."""
_LINKED = 0.5
_FILLING = frozenset({"heading", "paragraph", "row", "code"})


def filled(document: Document, page: Document, other: Document) -> Document:
    """The document with what stands on its `page` between two of its leaves: headings, and what the `other` extractor
    took for the article's too."""
    ours, theirs = list(document.leaves()), list(page.leaves())
    words, folded = [_folded(document, leaf) for leaf in ours], [_folded(page, leaf) for leaf in theirs]
    places = _places(words, folded)
    if len(places) < 2:
        return document
    present = set(words)
    held = [text in present or has for text, has in zip(folded, known(page, theirs, document), strict=True)]
    backed, links = known(page, theirs, other), linked(page, theirs)

    def belongs(at: int, gap: int) -> bool:
        leaf = theirs[at]
        heading = leaf.kind == "heading" and gap <= _MOST_HEADINGS
        return leaf.kind in _FILLING and links[at] < _LINKED and (backed[at] or heading) and not is_noise(page, leaf)

    missed: dict[int, list[Range]] = {}
    for (number, place), (_, end) in pairwise(places):
        gap = [at for at in range(place + 1, end) if not held[at]]
        if len(gap) > _WIDEST:
            continue
        following = number + 1
        for at in range(place + 1, end):
            if folded[at] == words[following]:
                following += 1
            elif not held[at] and belongs(at, len(gap)):
                missed.setdefault(following, []).append(theirs[at])
    return _spliced(document, page, {ours[number].start: leaves for number, leaves in missed.items()})


def _places(ours: list[str], theirs: list[str]) -> list[tuple[int, int]]:
    """Which leaf of the article is which of the page, in the order of both."""
    once: dict[str, int] = {}
    for place, text in enumerate(theirs):
        once[text] = -1 if text in once else place
    pairs = [(number, once.get(text, -1)) for number, text in enumerate(ours) if len(text) >= _CERTAIN]
    pairs = [pair for pair in pairs if pair[1] >= 0]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_, place) in enumerate(pairs):
        size = bisect_left(ends, place)
        before.append(last[size - 1] if size else -1)
        ends[size : size + 1], last[size : size + 1] = [place], [at]
    found: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _folded(document: Document, leaf: Range) -> str:
    return " ".join(_WORD.findall(document.text[leaf.start : leaf.end].casefold()))


def _spliced(document: Document, page: Document, missed: dict[int, list[Range]]) -> Document:
    """The document with leaves of the page before its own leaves that start at these places, none inside a table."""
    tables = [item for item in document.layout if item.kind == "table"]
    pieces: list[str] = []
    layout: list[Range] = []
    inline: list[Range] = []
    shifts: list[tuple[int, int]] = []
    """Where text was put in, and by how much what follows is moved."""
    at = added = 0
    for place, leaves in missed.items():
        if any(table.start < place < table.end for table in tables):
            continue
        piece = _alone(page, leaves)
        pieces += [document.text[at:place], piece.text, "\n"]
        layout += _moved(piece.layout, place + added)
        inline += _moved(piece.inline, place + added)
        at, added = place, added + len(piece.text) + 1
        shifts.append((place, added))
    if not shifts:
        return document
    pieces.append(document.text[at:])
    layout += [_stretched(item, shifts) for item in document.layout]
    inline += [_stretched(item, shifts) for item in document.inline]
    return Document("".join(pieces), tuple(sorted(layout, key=_outer_first)), in_order(inline))


def _alone(page: Document, leaves: list[Range]) -> Document:
    """These leaves in a document of their own, with the boxes that lie wholly among them."""
    first, last = leaves[0].start, leaves[-1].end
    layout = tuple(item for item in page.layout if item.kind in LEAVES or (first <= item.start and item.end <= last))
    return keep(replace(page, layout=layout), leaves)


def _moved(ranges: tuple[Range, ...], by: int) -> list[Range]:
    return [replace(item, start=item.start + by, end=item.end + by) for item in ranges]


def _stretched(item: Range, shifts: list[tuple[int, int]]) -> Range:
    """A range after the insertions: one that begins at a place moves behind what was put there."""
    return replace(item, start=item.start + _shift(shifts, item.start), end=item.end + _shift(shifts, item.end - 1))


def _shift(shifts: list[tuple[int, int]], position: int) -> int:
    number = bisect_right(shifts, position, key=lambda shift: shift[0])
    return shifts[number - 1][1] if number else 0


def _outer_first(item: Range) -> tuple[int, int, bool]:
    return item.start, -item.end, item.kind in LEAVES
