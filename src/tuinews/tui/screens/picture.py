"""A picture on the screen, with its caption; fetched when it is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from tuinews.core.errors import TuinewsError
from tuinews.tui import pictures

_FRAME, _CAPTION = 6, 2
"""Cells around a picture, and beneath it."""
_LEAST_WIDTH = 40


class PictureScreen(ModalScreen[str | None]):
    """Shows a picture. The answer is its address when the reader wants it in the browser."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,enter", "leave", show=False),
        Binding("o", "browser", show=False),
    ]

    @dataclass
    class Fetched(Message):
        """The picture is here, or it is said why not."""

        picture: Any
        problem: str

    def __init__(self, src: str, caption: str, fetch: Callable[[str], bytes], make: Callable[[Any], Widget]) -> None:
        super().__init__()
        self._src, self._caption, self._fetch, self._make = src, caption, fetch, make

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog picture") as dialog:
            dialog.border_title = Content("Picture")
            dialog.border_subtitle = Content("o in the browser · Esc leaves")
            yield Static(Content(f"Fetching {self._src}"), id="picture-state")
            yield Static(Content(self._caption), classes="faint")

    def on_mount(self) -> None:
        pictures.in_thread(self._get)

    def _get(self) -> None:
        """Fetch it and make it smaller: both may take long."""
        try:
            self.post_message(self.Fetched(pictures.load(self._fetch(self._src)), ""))
        except (TuinewsError, ValueError) as error:
            self.post_message(self.Fetched(None, str(error)))

    @on(Fetched)
    def _fetched(self, event: Fetched) -> None:
        state = self.query_one("#picture-state", Static)
        if event.picture is None:
            state.update(Content(f"It cannot be shown: {event.problem}\n\no opens it in the browser"))
            return
        state.display = False
        dialog, widget = self.query_one(Vertical), self._make(event.picture)
        width, height = self._cells(*event.picture.size)
        widget.styles.width, widget.styles.height = width, height
        dialog.styles.width = max(width, _LEAST_WIDTH) + _FRAME
        dialog.mount(widget, before=state)

    def _cells(self, width: int, height: int) -> tuple[int, int]:
        """The cells of a picture of so many pixels: as large as the screen allows. A cell is twice as high as wide."""
        most, high = self.size.width * 9 // 10 - _FRAME, self.size.height * 9 // 10 - _FRAME - _CAPTION
        columns = max(1, min(most, round(high * 2 * width / max(1, height))))
        return columns, max(1, min(high, round(columns * height / max(1, width) / 2)))

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_browser(self) -> None:
        self.dismiss(self._src)
