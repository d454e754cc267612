"""The note editor: several lines, Markdown allowed. What is written is never lost: leaving keeps a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from tuinews.core.errors import BadInput
from tuinews.core.sanitize import visible, visible_line
from tuinews.tui.screens.ahead import TypedAhead
from tuinews.tui.screens.editor import edit

_MOST_QUOTED = 240
_DRAFT_AFTER = 0.5  # seconds from a key until a draft with it is kept


class NoteEditor(TypedAhead[str | None]):
    """Gives the note's words when they are saved, None when the reader leaves (a draft is kept then)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False),
        Binding("ctrl+e", "editor", show=False, priority=True),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, keep: Callable[[str, bool], None], about: str, body: str) -> None:
        """`keep` is given what is written (empty: nothing) as it grows, and whether the reader leaves with it; it does
        not wait until that is stored."""
        super().__init__()
        self._keep = keep
        self._about = about
        self._body = body
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog note") as dialog:
            dialog.border_title = Content("Note")
            dialog.border_subtitle = Content("^S saves · ^E your editor · Esc keeps a draft and leaves")
            about = self._about if len(self._about) <= _MOST_QUOTED else self._about[:_MOST_QUOTED] + "…”"
            yield Static(Content(about), classes="faint")
            yield TextArea(self._body, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id="note-text")

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        self.ready(area)

    @property
    def _text(self) -> str:
        return self.query_one(TextArea).text

    @on(TextArea.Changed)
    def _changed(self) -> None:
        if self._timer is None:  # who types without a pause is not to lose it all
            self._timer = self.set_timer(_DRAFT_AFTER, self._keep_draft)

    def _keep_draft(self) -> None:
        self._timer = None
        if self._text.strip() and self._text != self._body:
            self._keep(self._text, False)

    def action_save(self) -> None:
        if self._text.strip():
            self._keep_draft()  # until the note is stored
            self.dismiss(visible(self._text))
        else:
            self.action_leave()

    def action_editor(self) -> None:
        """Write on in the reader's own editor; what it saved stands here then, and is a draft already."""
        self._keep_draft()
        area = self.query_one(TextArea)
        try:
            area.text = edit(self.app, self._text)
        except BadInput as error:
            self.query_one(".dialog").border_subtitle = Content(visible_line(str(error)))
            return
        area.move_cursor(area.document.end)
        self._keep_draft()

    def action_leave(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        if self._text != self._body or not self._text.strip():
            self._keep(self._text, True)
        self.dismiss(None)
