"""How a row of the list is set: its words in styles, for a width. No widget, no library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from tuinews.core import clock
from tuinews.core.sanitize import visible_line
from tuinews.library.views import ArticleRow, Hit, StatementRow
from tuinews.tui.glyphs import Glyphs

MARGIN = 4
"""Cells before the words: the cursor, a space, the state, a space."""


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


def article_lines(row: ArticleRow, width: int, lines: int, glyphs: Glyphs, find_hits: FindHits) -> list[list[Words]]:
    """An article as one or two lines: state, title, age; outlet, quotes, notes, tags."""
    state = Words(glyphs.unread, "unread") if not row.read else Words(glyphs.read, "read")
    if row.changed:
        state = Words(glyphs.changed, "changed")
    signs = (" " + glyphs.star) if row.starred else ""
    age = clock.age(row.published).rjust(4)
    right = [Words(signs, "star"), Words(age, "age"), Words(" ")]
    taken = sum(cell_len(words.text) for words in right)
    title = fit(visible_line(row.title) or "Untitled", width - MARGIN - taken, glyphs)
    first = [Words("  "), state, Words(" "), *_with_hits(title, "title" if not row.read else "seen", find_hits)]
    first += [Words(" " * max(0, width - MARGIN - taken - cell_len(title)))]
    if lines == 1:
        return [[*first, *right]]
    return [[*first, *right], _cut(_facts(row, glyphs), width, glyphs)]


def _facts(row: ArticleRow, glyphs: Glyphs) -> Iterator[Words]:
    yield Words(" " * MARGIN)
    yield Words(visible_line(row.outlet or row.feed), "outlet")
    if row.quotes:
        yield Words(f"  {glyphs.quotes}{row.quotes}", "quotes")
    if row.notes:
        yield Words(f"  {glyphs.note}{row.notes if row.notes > 1 else ''}", "note")
    for tag in row.tags:
        yield Words(f"  #{visible_line(tag)}", "tag")


def statement_lines(row: StatementRow, width: int, glyphs: Glyphs, find_hits: FindHits) -> list[list[Words]]:
    """A statement as two lines: its words; who said it, where."""
    sign = {"direct": glyphs.direct, "mixed": glyphs.mixed}.get(row.kind, glyphs.indirect)
    right = [Words((" " + glyphs.star) if row.starred else "", "star"), Words(clock.age(row.published).rjust(4), "age")]
    taken = sum(cell_len(words.text) for words in right) + 1
    quote = fit(visible_line(row.quote), width - MARGIN - taken, glyphs)
    first = [Words("  "), Words(sign, row.kind), Words(" "), *_with_hits(quote, "title", find_hits)]
    first += [Words(" " * max(0, width - MARGIN - taken - cell_len(quote))), *right, Words(" ")]
    facts = [Words(" " * MARGIN), Words(visible_line(row.speaker) or "unnamed", "speaker")]
    facts.append(Words(f" {glyphs.dot} {visible_line(row.outlet)}", "outlet"))
    return [first, _cut(facts, width, glyphs)]


def _with_hits(text: str, style: str, find_hits: FindHits) -> Iterator[Words]:
    at = 0
    for hit in find_hits(text):
        if hit.start >= at:
            yield Words(text[at : hit.start], style)
            yield Words(text[hit.start : hit.end], "hit")
            at = hit.end
    yield Words(text[at:], style)


def _cut(line: Iterator[Words] | Sequence[Words], width: int, glyphs: Glyphs) -> list[Words]:
    """A line of words that ends within the width."""
    kept: list[Words] = []
    room = width - 1
    for words in line:
        size = cell_len(words.text)
        if size > room:
            kept.append(Words(fit(words.text, room, glyphs), words.style))
            break
        kept.append(words)
        room -= size
    return kept
