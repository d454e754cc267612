"""The Article pane: an article to read, its statements marked, the reader's notes beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message

from tuinews.core.document import Document
from tuinews.core.statement import Span
from tuinews.library.views import ArticleView, Hit, StatementView
from tuinews.tui.extents import UNITS, Extents, Unit
from tuinews.tui.glyphs import Glyphs
from tuinews.tui.layout import Line, Piece
from tuinews.tui.looks import LOOKS
from tuinews.tui.marks import (
    Mark,
    Marks,
    cut_at_marks,
    document_marks,
    focus_marks,
    hit_marks,
    note_marks,
    statement_marks,
)  # fmt: skip
from tuinews.tui.page import Page, make_page, on_page
from tuinews.tui.panes.hinting import HintedPane
from tuinews.tui.pictures import Picture, caption_marks, pictures_of
from tuinews.tui.tag_colours import TagColour, no_colour

_STRENGTH = {"dimmed": 0, "indirect": 1, "mixed": 2, "direct": 3}


class ArticlePane(HintedPane):
    """Shows one article. Everything that points at its words does so by offsets of its Document."""

    place_name = "article"

    @dataclass
    class Walked(Message):
        """The reader went to another statement; -1: to none."""

        index: int

    @dataclass
    class Selected(Message):
        """The reader selected words, or gave the selection up (None)."""

        span: Span | None

    @dataclass
    class LinkClicked(Message):
        """The reader clicked a link."""

        href: str

    @dataclass
    class PictureClicked(Message):
        """The reader clicked a caption."""

        number: int

    @dataclass
    class Scrolled(Message):
        """Another part of the article is seen."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self.view: ArticleView | None = None
        self.statements: tuple[StatementView, ...] = ()
        """Those that are shown: the walk goes through them."""
        self.focused_statement = -1
        self.hits: list[Hit] = []
        self.current_hit = -1
        self.pictures: list[Picture] = []
        self.current_picture = -1
        self.selection: Span | None = None
        self.unit: Unit = "word"
        """By what the selection grows and moves."""
        self.tag_colour: TagColour = no_colour
        self.empty_text = "Choose an article"
        self._anchor = 0
        self._dragging = False
        self._page: Page | None = None
        self._extents = Extents(Document(""))
        self._fixed = Marks()
        self._moving = Marks()

    def show(
        self, view: ArticleView, statements: tuple[StatementView, ...], hits: list[Hit], sure: float = 0.0
    ) -> None:
        """Show an article from where it was left; the same article again: as it stands. What is below
        `sure` is dimmed."""
        same = self.view is not None and self.view.id == view.id
        changed = not same or self.view is None or self.view.document is not view.document
        position = self.position if same else view.position
        stands = same and self.view is not None and on_page(self.view) == on_page(view)
        if not same:
            self.focused_statement, self.selection, self.current_hit, self.unit = -1, None, -1, "word"
            self.printed = None
        elif self.statements != statements:
            self.focused_statement = _same_statement(self.statements, statements, self.focused_statement)
        self.view, self.statements, self.hits = view, statements, hits
        if changed:
            self._extents = Extents(view.document)
            before, self.pictures = self.pictures, pictures_of(view.document)
            self.current_picture = self.current_picture if same and self.pictures == before else -1
        text = view.document.text
        self._fixed = Marks(
            [
                *document_marks(view.document),
                *caption_marks(view.document),
                *statement_marks(text, statements, sure),
                *note_marks(view),
            ]
        )
        self._mark_moving()
        if not stands or self._page is None or self._page.width != self.room:  # no page is set again for a mark on it
            self.set_page(position)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Scrolled())

    def clear(self, words: str) -> None:
        """Show no article, but these words."""
        self.view, self._page, self.statements, self.hits = None, None, (), []
        self.empty_text, self.selection, self.focused_statement = words, None, -1
        self.set_rows(0)
        self.forget_drawn()

    def on_resize(self) -> None:
        if self.view is not None and (self._page is None or self._page.width != self.room):
            self.set_page(self.position if self._page is not None else self.view.position)
        else:
            self.post_message(self.Scrolled())  # another height shows more of it, or less

    def set_page(self, position: int) -> None:
        if self.view is None or self.room < 4:
            return
        self._page = make_page(self.view, self.room, self.glyphs, self.printed)
        self.set_rows(len(self._page.rows))
        row = self._page.place(position)[0] if position > 0 else 0
        self.jump_to(min(row, max(0, len(self._page.rows) - self.seen_rows)))
        self.forget_drawn()
        self.post_message(self.Scrolled())

    @property
    def position(self) -> int:
        """The offset of the text at the top of the pane."""
        if self.covered:
            return self._left_at
        if self._page is None or self.top_row == 0:
            return 0
        return self._page.offset(self.top_row, 0)

    @property
    def progress(self) -> int:
        """How much of the article has been seen, in percent."""
        if self._page is None or not self._page.rows:
            return 0
        return min(100, round(100 * (self.top_row + self.seen_rows) / len(self._page.rows)))

    @property
    def at_end(self) -> bool:
        return self._page is not None and self.top_row >= self.max_scroll_y

    @property
    def current(self) -> StatementView | None:
        """The statement that the reader is at."""
        return self.statements[self.focused_statement] if 0 <= self.focused_statement < len(self.statements) else None

    # -- statements, hits, selection ------------------------------------------------------------------------------

    def walk(self, by: int) -> None:
        """Go so many statements on; from none, to the next one from the top of the pane."""
        if not self.statements:
            return
        if self.focused_statement < 0:
            top = self.position
            after = [n for n, view in enumerate(self.statements) if view.statement.end > top]
            target = (after[0] if after else len(self.statements)) + (by - 1 if by > 0 else by)
        else:
            target = self.focused_statement + by
        self.go_to_statement(min(max(target, 0), len(self.statements) - 1))

    def go_to_statement(self, index: int, *, tell: bool = True) -> None:
        """Focus a statement and bring it into view; -1 focuses none."""
        self.focused_statement = index
        self._mark_moving()
        if (view := self.current) is not None:
            self.reveal(Span(view.statement.start, view.statement.end))
        if tell:
            self.post_message(self.Walked(index))

    def reveal(self, span: Span) -> None:
        """Scroll to words, with two lines around them."""
        if self.covered:
            self.put_printed(None)
        if self._page is not None:
            first = self._page.place(span.start)[0]
            last = min(self._page.place(span.end)[0], first + max(0, self.seen_rows - 5))
            self.show_row(first, last, context=2)

    def go_to_hit(self, by: int) -> None:
        """Go so many search hits on, round the end; from none, to the first below the top of the pane."""
        if not self.hits:
            return
        if self.current_hit < 0:
            top = self.position
            at = next((n for n, hit in enumerate(self.hits) if hit.start >= top), 0)
            self.current_hit = at if by > 0 else (at - 1) % len(self.hits)
        else:
            self.current_hit = (self.current_hit + by) % len(self.hits)
        hit = self.hits[self.current_hit]
        self._mark_moving()
        self.reveal(Span(hit.start, hit.end))

    def go_to_picture(self, number: int) -> None:
        """Go to a picture's caption, round the end; -1 leaves it."""
        self.current_picture = number % len(self.pictures) if number >= 0 and self.pictures else -1
        self._mark_moving()
        if self.current_picture >= 0:
            self.reveal(self.pictures[self.current_picture].caption)

    def select(self, span: Span | None) -> None:
        """Select words; None: give the selection up."""
        self.selection = span
        self._mark_moving()
        if span is not None:
            self.reveal(span)
        self.post_message(self.Selected(span))

    def widen(self) -> None:
        """Start a selection at the word that the reader is at, or widen it: sentence, paragraph, word again."""
        if self.view is None:
            return
        if self.selection is None:
            view = self.current
            start = view.statement.start if view is not None else self._extents.around("word", self.position).start
            self.unit, self._anchor = "word", start
        else:
            self.unit = UNITS[(UNITS.index(self.unit) + 1) % len(UNITS)]
        self.select(self._extents.around(self.unit, self._anchor))

    def extend(self, by: int) -> None:
        """Move the end of the selection by so many words, sentences or paragraphs."""
        if self.selection is None:
            return
        here = self._extents.around(self.unit, self._anchor)
        moving = self.selection.end - 1 if self.selection.start >= here.start else self.selection.start
        there = self._extents.step(self.unit, moving, by)
        self.select(Span(min(here.start, there.start), max(here.end, there.end)))

    def _mark_moving(self) -> None:
        """Overlay what moves: no line is broken anew."""
        marks: list[Mark] = list(hit_marks(self.hits, self.current_hit))
        if (view := self.current) is not None:
            marks.extend(focus_marks(view, self.focused_statement))
        if self.current_picture >= 0:
            marks.append(Mark(*self.pictures[self.current_picture].caption, "focus"))
        if self.selection is not None:
            marks.append(Mark(*self.selection, "selected"))
        self._moving = Marks(marks)
        self.forget_drawn()

    # -- the mouse ------------------------------------------------------------------------------------------------

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        if self._page is None:
            return None
        point = event.get_content_offset_capture(self)
        return self._page.offset(point.y + self.top_row, point.x)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        offset = self._offset_under(event)
        if offset is None or event.button != 1 or event.get_content_offset(self) is None:
            return
        self._anchor, self._dragging, self.unit = offset, True, "word"
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        offset = self._offset_under(event) if self._dragging else None
        if offset is not None and offset != self._anchor:
            first = self._extents.around("word", min(self._anchor, offset))
            last = self._extents.around("word", max(self._anchor, offset))
            self.selection = Span(min(first.start, self._anchor, offset), max(last.end, offset))
            self._mark_moving()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if not self._dragging:
            return
        self._dragging = False
        self.release_mouse()
        offset = self._offset_under(event)
        if offset is not None and offset != self._anchor and self.selection is not None:
            self.post_message(self.Selected(self.selection))
        elif offset is not None:
            self._clicked(offset)

    def _clicked(self, offset: int) -> None:
        if self.selection is not None:
            self.select(None)
        under = self._fixed.over(offset, offset + 1)
        for mark in reversed(under):
            if mark.look == "link":
                self.post_message(self.LinkClicked(str(mark.key)))
                return
        captions = [mark.key for mark in under if mark.look == "picture" and isinstance(mark.key, int)]
        if captions:
            self.post_message(self.PictureClicked(captions[0]))
            return
        said = [mark.key for mark in under if mark.look in _STRENGTH and isinstance(mark.key, int)]
        if said:
            self.go_to_statement(said[-1])

    # -- drawing --------------------------------------------------------------------------------------------------

    def paint(self, row: int) -> list[Segment]:
        page = self._page
        if page is None:
            return self.paint_notice(row, self.empty_text, "article--empty")
        if not 0 <= row < len(page.rows):
            return []
        here = page.rows[row]
        if here.line < 0:
            return [Segment(" " * page.left, self.look()), *self._paint_words(here.text, here.style)]
        line = page.layout.lines[here.line]
        marks = self._marks_over(line)
        gutter, gutter_style = self._gutter(marks)
        segments = [Segment(" " * (page.left - 2), self.look()), Segment(gutter + " ", gutter_style)]
        column = 0
        role = "title" if here.line <= page.title_line else line.role
        base = self.look(f"article--{role}")
        if line.prefix:
            segments.append(Segment(line.prefix, self.look("article--rule") if line.role != "embed" else base))
            column = _cells(line.prefix)
        for piece in line.pieces:
            if piece.column > column:
                segments.append(Segment(" " * (piece.column - column), self.look()))
            segments.extend(self._paint_piece(page, piece, role, marks, base))
            column = piece.column + piece.ruler.cells(piece.start, piece.end)
        if any(mark.look == "noted" and mark.start >= line.start for mark in marks):
            segments.append(Segment(" " * max(1, page.layout.width + 1 - column), self.look()))
            segments.append(Segment(self.glyphs.note, self.look("article--note")))
        return segments

    def _paint_words(self, text: str, style: str) -> list[Segment]:
        """Words of our own; each tag in its colour."""
        if style != "tags":
            return [Segment(text, self.look(f"article--{style}"))]
        colours = [(word, self.tag_colour(word)) for word in re.split(r"(?= )", text)]
        return [Segment(word, self.look("article--tags", *([colour] if colour else []))) for word, colour in colours]

    def _marks_over(self, line: Line) -> list[Mark]:
        if not line.pieces:
            return []
        start, end = line.start, max(line.start + 1, line.end)
        rank = {look: number for number, look in enumerate(LOOKS)}
        return sorted([*self._fixed.over(start, end), *self._moving.over(start, end)], key=lambda mark: rank[mark.look])

    def _gutter(self, marks: list[Mark]) -> tuple[str, Style]:
        """The sign left of a line: the strongest kind of statement on it; the focused one, if there."""
        kinds = [mark for mark in marks if mark.look in _STRENGTH]
        if not kinds:
            return " ", self.look()
        focused = [mark for mark in kinds if mark.key == self.focused_statement]
        kind = max(focused or kinds, key=lambda mark: _STRENGTH[mark.look]).look
        sign: str = getattr(self.glyphs, kind)
        return sign, self.look("article--gutter", f"article--{kind}", *(["article--cue"] if focused else []))

    def _paint_piece(self, page: Page, piece: Piece, role: str, marks: list[Mark], base: Style) -> list[Segment]:
        ruler, text = piece.ruler, page.layout.text
        segments: list[Segment] = []
        for start, end, over in cut_at_marks(piece.start, piece.end, marks):
            start, end = ruler.snap(start), end if end == piece.end else ruler.snap(end)
            if start < end:
                names = [f"article--{role}", *(f"article--{mark.look}" for mark in over)]
                style = self.look(*dict.fromkeys(names)) if over else base
                segments.append(Segment(ruler.shown(text, start, end), style))
        return segments


def _cells(text: str) -> int:
    return Segment(text).cell_length


def _same_statement(before: tuple[StatementView, ...], after: tuple[StatementView, ...], index: int) -> int:
    """Where the statement that had an index is among others; -1 when it is gone."""
    if not 0 <= index < len(before):
        return -1
    here = (before[index].statement.start, before[index].statement.end)
    spans = [(view.statement.start, view.statement.end) for view in after]
    return spans.index(here) if here in spans else -1
