"""The voices of the library: found by typing, opened with Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from tuinews.core.fold import fold
from tuinews.library.views import Voice
from tuinews.tui.glyphs import Glyphs
from tuinews.tui.panes.cursor import CursorPane
from tuinews.tui.panes.voices import Findable, VoicesPane
from tuinews.tui.screens.ahead import TypedAhead


class Picked(NamedTuple):
    """The voice that the reader picked; `more`: to do something else with it than to open it."""

    voice: Voice
    more: bool


def findable(voices: Sequence[Voice]) -> list[Findable]:
    """Voices with the words by which they are found: their names, roles and outlets."""
    return [
        Findable(voice, fold(" ".join((voice.name, *voice.aliases, voice.role, *voice.outlets, *voice.tags))))
        for voice in voices
    ]


class VoicesScreen(TypedAhead[Picked | None]):
    """Lists voices while their names are typed; None when the reader leaves. It is shown before they are known."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab", "more", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(
        self, glyphs: Glyphs, title: str = "Voices", known: Sequence[Findable] | None = None, *, only_pick: bool = False
    ) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._title = title
        self._known = known
        self._only_pick = only_pick

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall") as dialog:
            dialog.border_title = Content(self._title)
            more = "" if self._only_pick else "Tab: tag, join, part, rename · "
            dialog.border_subtitle = Content(f"Enter {'picks' if self._only_pick else 'reads'} · {more}Esc leaves")
            yield Input(placeholder="a name, role or outlet", id="voices-input")
            yield VoicesPane(self._glyphs, id="voices")

    def on_mount(self) -> None:
        self._show()
        self.ready(self.query_one(Input))

    def fill(self, known: Sequence[Findable]) -> None:
        """Show voices that have become known."""
        self._known = known
        if self.is_mounted:
            self._show()

    @on(Input.Changed)
    def _show(self) -> None:
        if self._known is None:
            self.query_one(VoicesPane).show((), f"Counting {self._glyphs.ellipsis}")
            return
        wanted = fold(self.query_one(Input).value).split()
        found = [one.voice for one in self._known if all(word in one.words for word in wanted)]
        self.query_one(VoicesPane).show(found, "Nobody of that name" if wanted else "Nobody was quoted yet")

    @on(Input.Submitted)
    def _accepted(self, event: Input.Submitted) -> None:
        event.stop()
        self._pick(more=False)

    @on(CursorPane.Chosen)
    def _clicked(self, event: CursorPane.Chosen) -> None:
        event.stop()
        self._pick(more=False)

    @on(CursorPane.Moved)
    def _moved(self, event: CursorPane.Moved) -> None:
        event.stop()

    def _pick(self, *, more: bool) -> None:
        voice = self.query_one(VoicesPane).current
        if voice is not None:
            self.dismiss(Picked(voice, more))

    def action_more(self) -> None:
        if not self._only_pick:
            self._pick(more=True)

    def action_move(self, by: int) -> None:
        self.query_one(VoicesPane).move(by)

    def action_page(self, by: int) -> None:
        self.query_one(VoicesPane).page(by)

    def action_leave(self) -> None:
        self.dismiss(None)
