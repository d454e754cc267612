"""Everyone who said something, line by line: name, role and figures; other names, outlets, first and last said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment

from tuinews.core import clock
from tuinews.core.counting import counted
from tuinews.core.sanitize import visible_line
from tuinews.tui.glyphs import Glyphs
from tuinews.tui.panes.cursor import CursorPane
from tuinews.tui.rows import Words, justified

if TYPE_CHECKING:
    from tuinews.library.views import Voice


class Findable(NamedTuple):
    """A voice, and the folded words by which it is found."""

    voice: Voice
    words: str


class VoicesPane(CursorPane):
    """Lists voices; those for which every word typed begins or goes on somewhere."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self.can_focus = False
        self.item_rows = 2
        self.voices: Sequence[Voice] = ()
        self.empty_text = ""

    @property
    def count(self) -> int:
        return len(self.voices)

    @property
    def current(self) -> Voice | None:
        """The voice under the cursor."""
        return self.voices[self.cursor] if self.cursor < len(self.voices) else None

    def show(self, voices: Sequence[Voice], empty_text: str) -> None:
        """Show voices, from the top."""
        self.voices, self.empty_text, self.cursor = voices, empty_text, 0
        self.set_rows(max(1, len(voices) * self.item_rows))
        self.jump_to(0)
        self.forget_drawn()

    def on_resize(self) -> None:
        self.set_rows(max(1, len(self.voices) * self.item_rows))
        self.forget_drawn()

    def paint(self, row: int) -> list[Segment]:
        if not self.voices:
            return [Segment(f" {self.empty_text}", self.look("voices--empty"))] if row == 0 else []
        index = self.item_at(row)
        if index < 0:
            return []
        line = voice_lines(self.voices[index], self.room, self.glyphs)[row - self.first_row(index)]
        at_cursor = index == self.cursor
        bar = Words(self.glyphs.cursor if at_cursor else " ", "bar")
        return self.draw([bar, *line], "voices", at_cursor)


def voice_lines(voice: Voice, width: int, glyphs: Glyphs) -> list[list[Words]]:
    """A voice as two lines, without the cell for the cursor."""
    number = counted(voice.statements, "statement")
    role = f"  {visible_line(voice.role)}" if voice.role else ""
    name = [Words(visible_line(voice.name), "name"), Words(role, "role")]
    dates = _dates(voice, glyphs)
    return [
        justified(name, [Words(f" {number}", "number")], width - 1, glyphs),
        justified([Words("  "), *_facts(voice, glyphs)], [Words(f" {dates}", "fact")], width - 1, glyphs),
    ]


def _facts(voice: Voice, glyphs: Glyphs) -> Iterator[Words]:
    facts = [", ".join(visible_line(outlet) for outlet in voice.outlets[:3])]
    if len(voice.outlets) > 3:
        facts[0] += f" and {len(voice.outlets) - 3} more"
    if voice.aliases:
        facts.insert(0, "also " + ", ".join(visible_line(alias) for alias in voice.aliases[:4]))
    if voice.type != "person":
        facts.insert(0, voice.type)
    if voice.tags:
        facts.insert(0, " ".join(f"#{visible_line(tag)}" for tag in voice.tags))
    yield Words(f" {glyphs.dot} ".join(fact for fact in facts if fact), "fact")


def _dates(voice: Voice, glyphs: Glyphs) -> str:
    """When they were first and last heard, as local days."""
    first, last = clock.local(voice.first), clock.local(voice.last)
    if first.date() == last.date():
        return f"{last:%d %b %Y}"
    beginning = f"{first:%d %b}" if first.year == last.year else f"{first:%d %b %Y}"
    return f"{beginning} {glyphs.dash} {last:%d %b %Y}"
