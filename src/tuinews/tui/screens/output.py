"""What a program of the reader's printed, as text and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tuinews.core.sanitize import visible
from tuinews.tui.screens.ahead import TypedAhead


class OutputScreen(TypedAhead[None]):
    """Shows that a program runs, and then what it printed. Leaving it ends the program."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h", "leave", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown,ctrl+f", "scroll(20)", show=False),
        Binding("pageup,ctrl+b", "scroll(-20)", show=False),
    ]

    def __init__(self, name: str, stop: Callable[[], None]) -> None:
        super().__init__()
        self._program = name
        self._stop = stop
        self._text = "Running. Esc ends it."

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall") as dialog:
            dialog.border_title = Content(self._program)
            dialog.border_subtitle = Content("Esc leaves")
            with VerticalScroll(id="output-scroll"):
                yield Static(id="output-text")

    def on_mount(self) -> None:
        self._update()
        self.ready(self.query_one("#output-scroll"))

    def show(self, text: str) -> None:
        """Show what was printed, also by a program that ended before this page was there."""
        self._text = visible(text).expandtabs(4) or "It printed nothing."
        if self.is_mounted:
            self._update()

    def _update(self) -> None:
        self.query_one("#output-text", Static).update(Content(self._text))

    def action_scroll(self, by: int) -> None:
        self.query_one("#output-scroll").scroll_relative(y=by, animate=False)

    def action_leave(self) -> None:
        self._stop()
        self.dismiss(None)
