"""How a row of the list is set: its words in styles, for a width. No widget, no library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from tuinews.core import clock
from tuinews.core.clock import Times
from tuinews.core.sanitize import visible_line
from tuinews.library.views import ArticleRow, Hit, StatementRow
from tuinews.tui.glyphs import Glyphs

MARGIN = 3
"""Cells before the words: the cursor, the state, a space."""


class Words(NamedTuple):
    """Words in a style (a component of the list)."""

    text: str
    style: str = ""


FindHits = Callable[[str], Sequence[Hit]]


def fit(text: str, room: int, glyphs: Glyphs) -> str:
    """A text cut to so many cells, with an ellipsis where it was cut."""
    if room <= 0:
        return ""
    if cell_len(text) <= room:
        return text
    return set_cell_size(text, room - 1).rstrip() + glyphs.ellipsis


def article_lines(
    row: ArticleRow, width: int, lines: int, glyphs: Glyphs, find_hits: FindHits, times: Times = "age"
) -> list[list[Words]]:
    """An article as two lines: state and title; outlet, quotes, notes, tags, age. Or as one: state, title, age."""
    state = Words(glyphs.unread, "unread") if not row.read else Words(glyphs.read, "read")
    if row.changed:
        state = Words(glyphs.changed, "changed")
    right = [_star(row, glyphs), Words(clock.told(row.published, times).rjust(4), "age")]
    title = fit(visible_line(row.title) or "Untitled", width - MARGIN - 1 - (lines == 1) * _width(right), glyphs)
    first = [Words(" "), state, Words(" "), *_with_hits(title, "seen" if row.read else "title", find_hits)]
    if lines == 1:
        return [justified(first, right, width, glyphs)]
    return [first, justified(_facts(row, glyphs), right, width, glyphs)]


def justified(left: Iterable[Words], right: list[Words], width: int, glyphs: Glyphs) -> list[Words]:
    """Words at the left, cut to leave room for words at the right, which end a cell before the edge."""
    left = cut_line(left, width - _width(right) - 1, glyphs)
    return [*left, Words(" " * max(0, width - _width(left) - _width(right) - 1)), *right]


def _width(words: Iterable[Words]) -> int:
    return sum(cell_len(text) for text, _ in words)


def _facts(row: ArticleRow, glyphs: Glyphs) -> Iterator[Words]:
    yield Words(" " * MARGIN)
    yield Words(visible_line(row.outlet or row.feed), "outlet")
    if row.quotes:
        yield Words(f"  {glyphs.quotes}{row.quotes}", "quotes")
    if row.notes:
        yield Words(f"  {glyphs.note}{row.notes if row.notes > 1 else ''}", "note")
    for tag in row.tags:
        yield Words(f"  #{visible_line(tag)}", "tag")


def _star(row: ArticleRow | StatementRow, glyphs: Glyphs) -> Words:
    return Words(f" {glyphs.star}" if row.starred else "", "star")


def statement_lines(
    row: StatementRow, width: int, glyphs: Glyphs, find_hits: FindHits, times: Times = "age"
) -> list[list[Words]]:
    """A statement as two lines: its words; who said it, where. With dates there is a third: when it was published,
    and first seen here."""
    sign = {"direct": glyphs.direct, "mixed": glyphs.mixed}.get(row.kind, glyphs.indirect)
    right = [_star(row, glyphs), Words(clock.age(row.published).rjust(4) if times == "age" else "", "age")]
    quote = fit(visible_line(row.quote), width - MARGIN - 1, glyphs)
    facts = [
        Words(" " * MARGIN),
        Words(visible_line(row.speaker) or "unnamed", "speaker"),
        Words(f" {glyphs.dot} {visible_line(row.outlet)}", "outlet"),
    ]
    first = [Words(" "), Words(sign, row.kind), Words(" "), *_with_hits(quote, "quote", find_hits)]
    lines = [first, justified(facts, right, width, glyphs)]
    if times != "age":
        lines.append([Words(" " * MARGIN), Words(fit(_dates(row, times), width - MARGIN - 1, glyphs), "age")])
    return lines


def _dates(row: StatementRow, times: Times) -> str:
    """When it was published, then when first seen here, without what the two share. The header says when it is UTC."""
    published, seen = (clock.told(at, times).removesuffix("Z") for at in (row.published, row.seen))
    shared = next((size for size in (_DAY, _YEAR) if published[:size] == seen[:size]), 0)
    return f"{published} seen {seen[shared:]}"


_YEAR, _DAY = len("2026-"), len("2026-05-04 ")


def _with_hits(text: str, style: str, find_hits: FindHits) -> Iterator[Words]:
    at = 0
    for hit in find_hits(text):
        if hit.start >= at:
            yield Words(text[at : hit.start], style)
            yield Words(text[hit.start : hit.end], "hit")
            at = hit.end
    yield Words(text[at:], style)


def cut_line(line: Iterable[Words], width: int, glyphs: Glyphs) -> list[Words]:
    """A line of words that ends within the width."""
    kept: list[Words] = []
    room = width
    for words in line:
        size = cell_len(words.text)
        if size > room:
            kept.append(Words(fit(words.text, room, glyphs), words.style))
            break
        kept.append(words)
        room -= size
    return kept
