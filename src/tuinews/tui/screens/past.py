"""The words of an old revision: where something stood that is gone now."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tuinews.core.sanitize import visible
from tuinews.core.statement import Span

_AROUND = 4_000
"""Characters on either side of the words that are shown."""


class PastScreen(ModalScreen[None]):
    """Shows some words in the text that they stood in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,enter", "leave", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(15)", show=False),
        Binding("pageup", "scroll(-15)", show=False),
    ]

    def __init__(self, title: str, about: str, text: str, words: Span) -> None:
        super().__init__()
        self._title, self._about, self._text, self._words = title, about, text, words

    def compose(self) -> ComposeResult:
        low, high = max(0, self._words.start - _AROUND), self._words.end + _AROUND
        before, words, after = (
            visible(self._text[a:b]) for a, b in ((low, self._words.start), self._words, (self._words.end, high))
        )
        with Vertical(classes="dialog tall") as dialog:
            dialog.border_title = Content(self._title)
            dialog.border_subtitle = Content("j k scroll · Esc leaves")
            yield Static(Content(self._about), classes="faint")
            with VerticalScroll():
                yield Static(Content.assemble(before, Content(words).stylize("bold $background on $primary"), after))
        self._before = Content(before)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self.call_after_refresh(self._to_words)

    def _to_words(self) -> None:
        """Scroll to the words, with some lines before them."""
        pane = self.query_one(VerticalScroll)
        lines = len(self._before.wrap(max(1, pane.scrollable_content_region.width)))
        pane.scroll_to(y=max(0, lines - pane.size.height // 3), animate=False, force=True)

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_leave(self) -> None:
        self.dismiss(None)
