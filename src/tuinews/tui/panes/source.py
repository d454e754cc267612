"""The Source pane: where an article comes from, and on whose word it rests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message

from tuinews.core import clock
from tuinews.core.links import host_of
from tuinews.core.quoting import quoted
from tuinews.core.sanitize import visible_line
from tuinews.library.views import ArticleView, StatementView
from tuinews.tui.glyphs import Glyphs
from tuinews.tui.marks import unsure
from tuinews.tui.measure import wrapped
from tuinews.tui.page import day_and_time
from tuinews.tui.panes.cursor import CursorPane
from tuinews.tui.rows import FindHits, Words, cut_line, fit, with_hits
from tuinews.tui.sources import Voice, path_to_origin, sum_up, voices

_QUOTE_LINES = 3
"""Lines that a statement's words may take; the one at the cursor is shown whole in the Article pane."""


class Item(Struct, frozen=True):
    """What the cursor can stand on: someone quoted (no statement), or one of their statements."""

    voice: int
    statement: int = -1


class SourceLine(Struct, frozen=True):
    words: tuple[Words, ...]
    item: int = -1
    """The item that it belongs to."""


class SourcePane(CursorPane):
    """Lists everyone quoted with what they said, most quoted first."""

    place_name = "source"

    @dataclass
    class StatementReached(Message):
        """The cursor reached a statement; `chosen`: by Enter or a click."""

        index: int
        chosen: bool

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self.context = 2
        self.view: ArticleView | None = None
        self.statements: tuple[StatementView, ...] = ()
        self.voices: list[Voice] = []
        self.only: str = ""
        """The name of the one voice that is shown; empty: all are."""
        self.items: list[Item] = []
        self.lines: list[SourceLine] = []
        self._first_rows: list[int] = []
        self.sure = 0.0
        """Statements below this confidence are shown dimmed."""
        self.find_hits: FindHits = lambda words: ()
        """Where in some words stands what is searched for."""
        self._shown: tuple[object, ...] = ()
        """All that the lines were made of."""
        self.waiting = False
        """Whether the engine is still looking."""

    @property
    def count(self) -> int:
        return len(self.items)

    def first_row(self, index: int) -> int:
        return self._first_rows[index]

    def rows_of(self, index: int) -> range:
        if not 0 <= index < len(self._first_rows):
            return range(0)
        first = last = self._first_rows[index]
        while last < len(self.lines) and self.lines[last].item == index:
            last += 1
        return range(first, last)

    @property
    def hits(self) -> int:
        """How many hits of the search are marked."""
        return sum(words.style == "hit" for line in self.lines for words in line.words)

    def item_at(self, row: int) -> int:
        return self.lines[row].item if 0 <= row < len(self.lines) else -1

    def show(
        self, view: ArticleView, statements: tuple[StatementView, ...], sure: float, *, waiting: bool = False
    ) -> None:
        """Show where an article comes from."""
        if self.view is None or self.view.id != view.id:
            self.cursor, self.only = 0, ""
            self.jump_to(0)
        before, row = self._shown, view.row
        about = view.id, row.outlet, row.url, view.author, view.published, view.revision, view.revisions, view.tags
        self._shown = (*about, view.document, statements, sure, waiting, self.find_hits)
        self.view, self.statements, self.sure, self.waiting = view, statements, sure, waiting
        if self._shown == before:
            return
        self.voices = voices(view.document.text, statements)
        self._set()

    def clear(self) -> None:
        """Show nothing."""
        self.view, self.statements, self.voices, self._shown = None, (), [], ()
        self._set()

    def on_resize(self) -> None:
        self._set()

    def filter(self, name: str) -> None:
        """Show one voice only; an empty name shows all."""
        self.only = name
        self._set()

    def go_to_statement(self, index: int) -> None:
        """Put the cursor on a statement without telling anyone; the Article pane went there."""
        if self.only and index >= 0 and all(item.statement != index for item in self.items):
            self.filter("")
        for number, item in enumerate(self.items):
            if item.statement == index:
                self.move_to(number, tell=False)
                return

    def move_to(self, index: int, *, tell: bool = True) -> None:
        before = self.cursor
        super().move_to(index, tell=False)
        if self.cursor == 0:
            self.jump_to(0)
        if tell and self.cursor != before and (item := self.current) is not None and item.statement >= 0:
            self.post_message(self.StatementReached(item.statement, False))

    def choose(self) -> None:
        """A statement: go there. Someone: show only them, or all again."""
        item = self.current
        if item is None:
            return
        if item.statement >= 0:
            self.post_message(self.StatementReached(item.statement, True))
        else:
            self.filter("" if self.only else self.voices[item.voice].name)

    @property
    def current(self) -> Item | None:
        return self.items[self.cursor] if self.cursor < len(self.items) else None

    def _set(self) -> None:
        """Set all lines anew: for another article, width or filter."""
        self.items, self.lines, self._first_rows = [], [], []
        if self.view is not None and self.room > 3:
            self.lines.extend(SourceLine(tuple(words)) for words in self._head(self.view))
            for number, voice in enumerate(self.voices):
                if not self.only or voice.name == self.only:
                    self._add_voice(number, voice)
        self.cursor = min(self.cursor, max(0, len(self.items) - 1))
        self.set_rows(len(self.lines))
        self.forget_drawn()

    def _add(self, item: Item, lines: list[list[Words]]) -> None:
        self._first_rows.append(len(self.lines))
        self.items.append(item)
        number = len(self.items) - 1
        self.lines.extend(SourceLine(tuple(words), number) for words in lines)

    def _add_voice(self, number: int, voice: Voice) -> None:
        assert self.view is not None
        self._add(Item(number), list(self._voice_lines(voice)))
        for index in voice.statements:
            self._add(Item(number, index), list(self._statement_lines(self.view, self.statements[index])))
        self.lines.append(SourceLine(()))

    # -- what the lines say ---------------------------------------------------------------------------------------

    def _head(self, view: ArticleView) -> Iterator[list[Words]]:
        for line in wrapped(self._joined(view.row.outlet, view.author) or "No outlet", self.inner):
            yield [Words(" "), Words(line, "outlet")]
        for line in wrapped(self._times(view), self.inner):
            yield [Words(" "), Words(line, "fact")]
        revisions = "1 revision" if view.revisions == 1 else f"{view.revisions} revisions"
        for line in wrapped(self._joined(revisions, host_of(view.row.url)), self.inner):
            yield [Words(" "), Words(line, "fact")]
        if view.tags:
            for line in wrapped(" ".join(f"#{visible_line(tag)}" for tag in view.tags), self.inner):
                yield [Words(" "), Words(line, "tag")]
        yield []
        total = "Looking for statements " + self.glyphs.ellipsis if self.waiting else sum_up(self.voices)
        for line in wrapped(total, self.inner):
            yield [Words(" "), Words(line, "sum")]
        if self.only:
            words = self._joined(f"only {self.only}", "Enter shows all")
            yield [Words(" "), Words(fit(words, self.inner, self.glyphs), "only")]
        yield []

    def _joined(self, *facts: str) -> str:
        return f" {self.glyphs.dot} ".join(dict.fromkeys(visible_line(fact) for fact in facts if fact))

    @property
    def inner(self) -> int:
        """Cells for words."""
        return max(8, self.room - 2)

    def _times(self, view: ArticleView) -> str:
        fetched = clock.local(view.revision.fetched)
        if view.published is None:
            return f"fetched {day_and_time(fetched)}"
        when = clock.with_offset(view.published, view.published_offset)
        here = clock.local(view.published)
        zone = "" if when.utcoffset() == here.utcoffset() else f" {when:%z}"
        got = f"{fetched:%H:%M}" if fetched.date() == here.date() else day_and_time(fetched)
        return f"published {day_and_time(when)}{zone}, fetched {got}"

    def _voice_lines(self, voice: Voice) -> Iterator[list[Words]]:
        number = str(len(voice.statements))
        room = self.inner - 2 - len(number) - 1
        name = fit(visible_line(voice.name), room, self.glyphs)
        folded = self.glyphs.folded if self.only == "" else self.glyphs.unfolded
        yield [
            Words(" "), Words(folded + " ", "type"), *with_hits(name, "speaker", self.find_hits),
            Words(" " * (room - cell_len(name) + 1)),
            Words(number, "number"),
        ]  # fmt: skip
        kind = voice.type if voice.named or voice.type != "person" else "person, unnamed"
        for line in wrapped(self._joined(voice.role, kind), self.inner - 2):
            yield [Words("   "), Words(line, "type")]

    def _statement_lines(self, view: ArticleView, one: StatementView) -> Iterator[list[Words]]:
        statement, room = one.statement, self.inner - 4
        kind = statement.kind
        look = "dimmed" if unsure(one, self.sure) else kind
        sign: str = getattr(self.glyphs, look)
        quote = visible_line(one.text)
        lines = wrapped(quoted(quote) if kind == "direct" else quote, room)
        if len(lines) > _QUOTE_LINES:
            last = fit(lines[_QUOTE_LINES - 1], room - 1, self.glyphs).rstrip(self.glyphs.ellipsis)
            lines = [*lines[: _QUOTE_LINES - 1], last + self.glyphs.ellipsis]
        for line in lines:
            looks = "dimmed" if look == "dimmed" else "quote"
            yield [Words("   "), Words(sign + " ", look), *with_hits(line, looks, self.find_hits)]
        cue = ""
        if statement.cue is not None and look != "dimmed":
            cue = visible_line(view.document.text[statement.cue.start : statement.cue.end])
        facts = [Words("     "), Words(cue, "cue"), Words(f"{'  ' if cue else ''}{kind}", "kind")]
        if statement.stance != "says" and statement.stance[:4] not in cue.casefold():
            facts.append(Words(f" {self.glyphs.dot} {statement.stance}", "kind"))
        if look == "dimmed":
            facts.append(Words(f" {self.glyphs.dot} {statement.confidence:.0%} sure", "kind"))
        if one.notes:
            facts.append(Words(f"  {self.glyphs.note}", "note"))
        facts.extend(Words(f" #{visible_line(tag)}", "tag") for tag in one.tags)
        yield from self._broken(facts)
        yield from self._decided(one)
        path = path_to_origin(view.row.outlet, view.document.text, one, self.glyphs.arrow)
        for line in wrapped(visible_line(path), room) if path else ():
            yield [Words("     "), Words(line, "path")]

    def _broken(self, facts: list[Words]) -> Iterator[list[Words]]:
        """Facts on as many lines as they need: broken between two of them, cut only where one has no room by itself."""
        line = facts[:1]
        for fact in facts[1:]:
            if len(line) > 1 and sum(cell_len(text) for text, _ in [*line, fact]) > self.room - 1:
                yield cut_line(line, self.room - 1, self.glyphs)
                line, fact = facts[:1], Words(fact.text.lstrip(f" {self.glyphs.dot}"), fact.style)
            if fact.text:
                line.append(fact)
        yield cut_line(line, self.room - 1, self.glyphs)

    def _decided(self, one: StatementView) -> Iterator[list[Words]]:
        """Whether they said it, whether it is so, and the proof; nothing where nothing was decided."""
        decided = [Words("checked", "checked")] if one.attribution == "checked" else []
        if one.status != "open":
            decided += [Words(f" {self.glyphs.dot} ", "kind")] * bool(decided) + [Words(one.status, one.status)]
        if decided:
            yield [Words("     "), *decided]
        for line in wrapped(visible_line(f"proof: {one.proof}"), self.inner - 4) if one.proof else ():
            yield [Words("     "), Words(line, "kind")]

    def paint(self, row: int) -> list[Segment]:
        if not 0 <= row < len(self.lines):
            return []
        line = self.lines[row]
        at_cursor = line.item == self.cursor and line.item >= 0
        words = list(line.words)
        if at_cursor and words:
            words = [Words(self.glyphs.cursor, "bar"), Words(words[0].text[1:]), *words[1:]]
        return self.draw(words, "source", at_cursor)
