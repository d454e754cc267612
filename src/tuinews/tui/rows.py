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

_ROOM_FOR_OUTLET, _ROOM_FOR_TAGS = 58, 84
"""Cells of a pane from which on rows of one line have these columns."""
_OUTLET = 16
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
    right = [_star(row, glyphs), Words(f" {clock.told(row.published, times):>3}", "age")]
    if lines == 1:
        right = [*_columns(row, width, glyphs), right[1]]
    title = fit(visible_line(row.title) or "Untitled", width - MARGIN - 1 - (lines == 1) * _width(right), glyphs)
    first = [Words(" "), state, Words(" "), *with_hits(title, "seen" if row.read else "title", find_hits)]
    if lines == 1:
        return [justified(first, right, width, glyphs)]
    return [first, justified(_facts(row, width - _width(right), glyphs), right, width, glyphs)]


def justified(left: Iterable[Words], right: list[Words], width: int, glyphs: Glyphs) -> list[Words]:
    """Words at the left, cut to leave room for words at the right, which end a cell before the edge."""
    left = cut_line(left, width - _width(right) - 1, glyphs)
    return [*left, Words(" " * max(0, width - _width(left) - _width(right) - 1)), *right]


def _width(words: Iterable[Words]) -> int:
    return sum(cell_len(text) for text, _ in words)


def _facts(row: ArticleRow, room: int, glyphs: Glyphs) -> Iterator[Words]:
    """Outlet, quotes, notes, tags; a long outlet leaves room for the figures."""
    figures = list(_figures(row, glyphs))
    yield Words(" " * MARGIN)
    outlet = visible_line(row.outlet or row.feed) or "no outlet"
    yield Words(fit(outlet, max(8, room - MARGIN - 1 - _width(figures)), glyphs), "outlet")
    yield from figures
    for tag in row.tags:
        yield Words(f"  #{visible_line(tag)}", "tag")


def _figures(row: ArticleRow, glyphs: Glyphs) -> Iterator[Words]:
    if row.quotes:
        yield Words(f"  {glyphs.quotes}{row.quotes}", "quotes")
    if row.notes:
        yield Words(f"  {glyphs.note}{row.notes if row.notes > 1 else ''}", "note")


def _columns(row: ArticleRow, width: int, glyphs: Glyphs) -> Iterator[Words]:
    """What stands at the right of the title where an article has one line, each in a column of its own: tags and
    outlet where there is room, quotes and notes, the star."""
    tags = " ".join(f"#{visible_line(tag)}" for tag in row.tags)
    if tags and width >= _ROOM_FOR_TAGS:
        yield Words(" ")
        yield from (Words(f" {tag}", "tag") for tag in fit(tags, width // 5, glyphs).split(" "))  # each in its colour
    if width >= _ROOM_FOR_OUTLET:
        yield Words("  " + set_cell_size(fit(visible_line(row.outlet or row.feed), _OUTLET, glyphs), _OUTLET), "outlet")
    figures = [Words(one.text.lstrip(), one.style) for one in _figures(row, glyphs)]
    yield Words(" " * max(1, 6 - _width(figures) - max(0, len(figures) - 1)))
    for number, one in enumerate(figures):
        yield Words((" " if number else "") + one.text, one.style)
    yield Words(f" {glyphs.star}" if row.starred else "  ", "star")


def _star(row: ArticleRow | StatementRow, glyphs: Glyphs) -> Words:
    return Words(f" {glyphs.star}" if row.starred else "", "star")


def statement_lines(
    row: StatementRow, width: int, lines: int, glyphs: Glyphs, find_hits: FindHits, times: Times = "age"
) -> list[list[Words]]:
    """A statement as two lines: its words; who said it, where. Or as one: its words, who said it. With dates there is
    one more: when it was published, and first seen here."""
    sign = {"direct": glyphs.direct, "mixed": glyphs.mixed}.get(row.kind, glyphs.indirect)
    right = [_star(row, glyphs), Words(clock.age(row.published).rjust(4) if times == "age" else "", "age")]
    if lines == 1:
        room = min(24, width // 3)
        speaker = set_cell_size(fit(visible_line(row.speaker) or "unnamed", room, glyphs), room)
        right.insert(0, Words(f"  {speaker}", "speaker"))
    quote = fit(visible_line(row.quote), width - MARGIN - 1 - (lines == 1) * _width(right), glyphs)
    facts = [
        Words(" " * MARGIN),
        Words(visible_line(row.speaker) or "unnamed", "speaker"),
        Words(f" {glyphs.dot} {visible_line(row.outlet)}", "outlet"),
    ]
    first = [Words(" "), Words(sign, row.kind), Words(" "), *with_hits(quote, "quote", find_hits)]
    drawn = [justified(first, right, width, glyphs)] if lines == 1 else [first, justified(facts, right, width, glyphs)]
    if times != "age":
        drawn.append([Words(" " * MARGIN), Words(_dates(row, times, width - MARGIN - 1), "age")])
    return drawn


def _dates(row: StatementRow, times: Times, room: int) -> str:
    """When it was published, then when first seen here, without what the two share; where there is no room the last
    gives way, hour first. The header says when it is UTC."""
    published, seen = (clock.told(at, times).removesuffix("Z") for at in (row.published, row.seen))
    shared = next((size for size in (_DAY, _YEAR) if published[:size] == seen[:size]), 0)
    told = f"{published} seen {seen[shared:]}"
    ways = (told, told[: -len(" 12:00")], published) if shared < _DAY else (told, published)
    return next((way for way in ways if len(way) <= room), published[:room])


_YEAR, _DAY = len("2026-"), len("2026-05-04 ")


def with_hits(text: str, style: str, find_hits: FindHits) -> Iterator[Words]:
    """A text in a style, and in it what a search found."""
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
