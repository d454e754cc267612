"""Pass 1: quotation marks → the outermost quotations of a text.

Pairs are found paragraph by paragraph; a mark that is never closed runs to its paragraph's end. Marks inside a
quotation are left alone: what a speaker quotes is part of what the speaker says. One walk over the marks, a look
ahead of two: linear in their number however they nest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

CLOSERS: Mapping[str, str] = {
    "“": '”"',
    "”": '”"',
    "„": '“”"',
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    '"': '"”',
    "＂": "＂",
    "``": "''",
    "''": "''",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "‘": "’",
    "‚": "‘’",
    "'": "'’",
}
"""Opening mark → the marks that may close it."""

MARK = re.compile(r"""``|'{2,3}|["“”„‟«»‹›＂「」『』﹁﹂]""")
SINGLE = re.compile(r"(?<![\w’'])[‘‚'](?=\w)|(?<=[\w.,!?…])[’‘'](?!\w)")
STRAIGHT = frozenset(('"', "''", "”", "»", "›", "＂"))
"""Opening marks that look like closing ones: whether they open is told by what is around them."""


class Quote(NamedTuple):
    """One quotation. `start` and `end` hold the marks, `inner_start` and `inner_end` only the words; an unclosed
    one ends at its paragraph's end."""

    start: int
    inner_start: int
    inner_end: int
    end: int
    closed: bool = True


def quotes_in(text: str, start: int, end: int) -> list[Quote]:
    """The outermost quotations of one paragraph, in order."""
    marks = [
        (mark.end() - 2, "''") if mark.group() == "'''" else (mark.start(), mark.group())
        for mark in MARK.finditer(text, start, end)
    ]
    found = list(_pair(text, marks, start, end))
    if "‘" in text[start:end] or "'" in text[start:end] or "‚" in text[start:end]:
        found = sorted([*found, *_singles(text, found, start, end)])
    return found


def _pair(text: str, marks: list[tuple[int, str]], start: int, end: int) -> Iterator[Quote]:
    opened, opener, depth = -1, "", 0
    for number, (at, mark) in enumerate(marks):
        if opened < 0:
            if mark in CLOSERS and _can_open(text, at, mark, start, end):
                opened, opener, depth = at, mark, 0
        elif mark in CLOSERS[opener] and not (mark == '"' and opener == '"' and _inch(text, at, end)):
            if depth:
                depth -= 1
            else:
                yield _trimmed(text, Quote(opened, opened + len(opener), at, at + len(mark)))
                opened = -1
        elif mark == opener:
            if _stands_for_closing(text, at, mark, start, end):
                yield _trimmed(text, Quote(opened, opened + len(opener), at, at + len(mark)))
                opened = -1
            elif _closes_twice(marks, number, opener):
                depth += 1
            else:
                yield _trimmed(text, Quote(opened, opened + len(opener), at, at, False))
                opened, depth = at, 0
    if opened >= 0:
        yield _trimmed(text, Quote(opened, opened + len(opener), end, end, False))


def _stands_for_closing(text: str, at: int, mark: str, start: int, end: int) -> bool:
    """Whether an opening mark was typed where a closing one belongs: `“It is late,“ she said.`"""
    after = at + len(mark)
    return text[at - 1] in ".,!?…" and (after >= end or text[after].isspace()) and at > start


def _trimmed(text: str, quote: Quote) -> Quote:
    """Without the spaces that French sets inside its marks: one before and one after the words."""
    start = quote.inner_start + (text[quote.inner_start : quote.inner_start + 1].isspace())
    end = quote.inner_end - (quote.closed and text[quote.inner_end - 1].isspace())
    return quote._replace(inner_start=start, inner_end=end) if start < end else quote


def _can_open(text: str, at: int, mark: str, start: int, end: int) -> bool:
    after = at + len(mark)
    if after >= end or (text[after].isspace() and (mark != "«" or text[after : after + 2].isspace())):
        return False
    before = text[at - 1] if at > start else " "
    if mark in STRAIGHT:
        return not (before.isalnum() or before in ".,;!?%") or (
            mark == '"' and before in ".,;!?" and text[after].isalpha()
        )
    return mark not in "」』﹂"


def _inch(text: str, at: int, end: int) -> bool:
    """Whether a straight mark measures inches (6'2", a 55" screen) rather than closes a quotation."""
    return (
        text[at - 1].isdigit()
        and at + 1 < end
        and text[at + 1] in " -"
        and at + 2 < end
        and text[at + 2].islower()
        and (text[at - 2 : at - 1] in ("'", "’"))
    )


def _closes_twice(marks: list[tuple[int, str]], number: int, opener: str) -> bool:
    """Whether the next two marks both close: then this opening mark nests, else the one before was left open."""
    following = [mark for _, mark in marks[number + 1 : number + 3]]
    return len(following) == 2 and all(mark in CLOSERS[opener] and mark != opener for mark in following)


def _singles(text: str, doubles: list[Quote], start: int, end: int) -> Iterator[Quote]:
    """Quotations in single marks outside the others: only those whose closing mark cannot be an apostrophe."""
    edges = [start, *(edge for quote in doubles for edge in (quote.start, quote.end)), end]
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        opened, opener = -1, ""
        for mark in SINGLE.finditer(text, left, right):
            at, char = mark.span()[0], mark.group()
            if opened < 0:
                if char in "‘‚'" and (at == left or not text[at - 1].isalnum()) and at + 1 < right:
                    opened, opener = at, char
            elif char in CLOSERS[opener] and text[at - 1] not in "sS":
                yield Quote(opened, opened + 1, at, at + 1)
                opened = -1
