"""An article as rows: its head, the lines of its layout, and the reader's notes between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct, field
from rich.cells import cell_len

from tuinews.core import clock
from tuinews.core.quoting import quoted
from tuinews.core.sanitize import visible, visible_line
from tuinews.library.views import ArticleView, NoteView
from tuinews.tui.glyphs import Glyphs
from tuinews.tui.layout import Layout, lay_out
from tuinews.tui.measure import wrapped

Style = Literal["title", "byline", "tags", "note", "orphan", "blank", "paragraph"]

MEASURE = 72
"""Cells of a line of text where there is room for them (66 to 80 read best)."""
GUTTER = 3
"""Cells left of the text, for the marks of statements; and right of it, for the marks of notes."""
_MOST_QUOTED = 60  # characters of the words that a note was written on, where they changed
_MOST_NOTE_LINES = 12


class PageRow(Struct, frozen=True):
    """One row: a line of the layout (`line` ≥ 0), or words of our own in a style."""

    line: int = -1
    text: str = ""
    style: Style = "blank"
    note: str = ""
    """The uid of the note that it belongs to."""


class Printed(Struct, frozen=True):
    """What a program of the reader's printed about an article: shown under the offset `at` of its text, or (None) in
    place of it."""

    program: str
    text: str
    at: int | None = None


class Page(Struct):
    """All rows of an article for a width, and where the lines of its layout are among them."""

    layout: Layout
    width: int
    left: int
    """The column at which the text starts."""
    rows: list[PageRow] = field(default_factory=list)
    title_line: int = -1
    """The last line of the layout that is the article's title; -1 when the title stands in the head."""
    _row_of_line: list[int] = field(default_factory=list)

    def place(self, offset: int) -> tuple[int, int]:
        """(row, column) of an offset in the text."""
        line, column = self.layout.place(offset)
        return (self._row_of_line[line] if self._row_of_line else 0), self.left + column

    def offset(self, row: int, column: int) -> int:
        """The offset of the text at (row, column), or near it."""
        line = min(bisect_left(self._row_of_line, row), len(self._row_of_line) - 1)
        return self.layout.offset(max(0, line), column - self.left)

    def printed_rows(self) -> list[int]:
        """The rows of what a program printed."""
        return [number for number, row in enumerate(self.rows) if row.style == "paragraph"]

    def add_layout(self, notes_after: dict[int, list[PageRow]]) -> None:
        """Add the lines of the layout, and after each the notes that stand under it."""
        for line in range(len(self.layout.lines)):
            self._row_of_line.append(len(self.rows))
            self.rows.append(PageRow(line))
            self.rows.extend(notes_after.get(line, ()))


def on_page(view: ArticleView) -> tuple[object, ...]:
    """All of an article that its page is made of."""
    row = view.row
    return view.document, view.notes, view.tags, row.title, row.outlet, row.published, row.words, view.author


def make_page(view: ArticleView, width: int, glyphs: Glyphs, printed: Printed | None = None) -> Page:
    """The rows of an article for a pane of so many cells."""
    measure = max(12, min(MEASURE, width - 2 * GUTTER))
    left = max(GUTTER, (width - measure) // 2)
    if printed is not None and printed.at is None:
        head, own = list(_head(view, measure, glyphs)), list(_printed_rows(printed, measure, glyphs))
        return Page(Layout("", measure), width, left, [*head, *own, PageRow()])
    page = Page(lay_out(view.document, measure, glyphs), width, left)
    head, beside = list(_head(view, measure, glyphs)), _notes_by_line(page.layout, view, measure, glyphs)
    if printed is not None and page.layout.leaves:
        beside.setdefault(_line_under(page.layout, printed.at or 0), []).extend(_printed_rows(printed, measure, glyphs))
    if _opens_with_title(view):  # then the facts stand under it, not above
        page.title_line = page.layout.leaves[0][1]
        beside[page.title_line] = head[:-1] + beside.get(page.title_line, [])
        head = [PageRow()]
    page.rows.extend(head)
    page.add_layout(beside)
    page.rows.append(PageRow())
    return page


def _head(view: ArticleView, measure: int, glyphs: Glyphs) -> Iterator[PageRow]:
    if not _opens_with_title(view):
        yield PageRow()
        for line in wrapped(visible_line(view.row.title) or "Untitled", measure):
            yield PageRow(text=line, style="title")
    facts = dict.fromkeys((visible_line(view.row.outlet), visible_line(view.author)))
    moment = day_and_time(clock.local(view.row.published), weekday=True)
    for line in wrapped(_joined([*filter(None, facts), moment, f"{view.minutes} min"], glyphs, measure), measure):
        yield PageRow(text=line, style="byline")
    if view.tags:
        for line in wrapped(" ".join(f"#{visible_line(tag)}" for tag in view.tags), measure):
            yield PageRow(text=line, style="tags")
    for note in view.notes:
        if note.span is None:
            yield from _note_rows(note, measure, glyphs)
    yield PageRow()


def _joined(facts: Sequence[str], glyphs: Glyphs, measure: int) -> str:
    """Facts on a line, or on lines that break between them; one that is wider than a line breaks inside."""
    kept = (fact if cell_len(fact) > measure - 2 else fact.replace(" ", "\u00a0") for fact in facts)
    return f"\u00a0{glyphs.dot} ".join(kept)


def day_and_time(when: datetime, *, weekday: bool = False) -> str:
    """A moment in words: "Mon 23 Nov, 06:12"; with the year when it is another than this."""
    year = "" if when.year == clock.now().year else f" {when.year}"
    return f"{f'{when:%a} ' if weekday else ''}{when.day} {when:%b}{year}, {when:%H:%M}"


def _opens_with_title(view: ArticleView) -> bool:
    first = next(view.document.leaves(), None)
    if first is None or first.kind != "heading":
        return False
    return view.document.text[first.start : first.end].casefold().split() == view.row.title.casefold().split()


def _notes_by_line(layout: Layout, view: ArticleView, measure: int, glyphs: Glyphs) -> dict[int, list[PageRow]]:
    """Rows of notes by the line they stand under: the last of the paragraph in which the noted words end."""
    rows: dict[int, list[PageRow]] = {}
    for note in view.notes:
        if note.span is not None and layout.leaves:
            now = view.document.text[note.span.start : note.span.end]
            rows.setdefault(_line_under(layout, note.span.end), []).extend(_note_rows(note, measure, glyphs, now))
    return rows


def _line_under(layout: Layout, at: int) -> int:
    """The last line of the paragraph that holds an offset."""
    return layout.leaves[min(bisect_left(layout.leaves, (at, 0)), len(layout.leaves) - 1)][1]


def _printed_rows(printed: Printed, measure: int, glyphs: Glyphs) -> Iterator[PageRow]:
    yield PageRow()
    yield PageRow(text=f"{glyphs.bar} {visible_line(printed.program)}", style="byline")
    for part in visible(printed.text).expandtabs(4).strip("\n").split("\n"):
        for line in wrapped(part, measure - 2) or [""]:
            yield PageRow(text=f"{glyphs.bar} {line}", style="paragraph")


def _note_rows(note: NoteView, measure: int, glyphs: Glyphs, now: str = "") -> Iterator[PageRow]:
    """A note as it stands under the words that it is on, which are `now` so."""
    style: Style = "orphan" if note.orphan else "note"
    lines = [line for part in visible(note.body).split("\n") for line in _note_lines(part, measure - 4)]
    lines[:0] = [line for part in _about_words(note, now, glyphs) for line in wrapped(part, measure - 4)]
    if len(lines) > _MOST_NOTE_LINES:
        lines = [*lines[: _MOST_NOTE_LINES - 1], glyphs.ellipsis]
    for number, line in enumerate(lines):
        yield PageRow(text=f"{glyphs.note if number == 0 else ' '} {line}", style=style, note=note.uid)


def _about_words(note: NoteView, now: str, glyphs: Glyphs) -> Iterator[str]:
    """What the reader must know of the words that a note was written on: that they are gone, or what they were."""
    then, now = " ".join(note.quote.split()), " ".join(now.split())
    if note.orphan and then:
        yield f"(on words that are gone: {quoted(_part(then, 0, glyphs))})"
    elif then != now and then and now:
        differs = next((at for at, (old, new) in enumerate(zip(then, now, strict=False)) if old != new), len(now))
        yield f"(the words were: {quoted(_part(then, differs, glyphs))})"


def _part(words: str, at: int, glyphs: Glyphs) -> str:
    """Enough of some words to know them, from shortly before a place."""
    first = words.rfind(" ", 0, max(0, at - 20)) + 1 if at > 40 else 0
    last = first + _MOST_QUOTED
    before, after = (glyphs.ellipsis if cut else "" for cut in (first > 0, last < len(words)))
    return visible_line(f"{before}{words[first:last]}{after}")


def _note_lines(line: str, measure: int) -> list[str]:
    """One line of a note, as many as it takes on the page; what is indented (a list, code) stays so."""
    line = line.expandtabs(4)
    words = line.lstrip(" ")
    indent = min(len(line) - len(words), measure // 2)
    return [" " * indent + part for part in wrapped(words, measure - indent)]
