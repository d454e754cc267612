"""One line to ask for: the address of a feed or article, the name of a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tuinews.tui.screens.ahead import TypedAhead

Answer = tuple[str, int]
"""What was typed, and which of the kinds was chosen."""


class AskScreen(TypedAhead[Answer | None]):
    """Asks for a line, and of which kind it is; None when the reader leaves.

    `check` says in words what is wrong with a line, or nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab,down", "kind(1)", show=False),
        Binding("shift+tab,up", "kind(-1)", show=False),
    ]

    def __init__(
        self, title: str, about: str, *, placeholder: str = "", value: str = "", kinds: Sequence[str] = (),
        check: Callable[[str], str] = lambda text: "", empty: bool = False,
        secret: bool = False,
    ) -> None:  # fmt: skip
        """`value`: what stands there to begin with; `empty`: whether nothing is an answer too; `secret`: whether
        what is typed is not shown."""
        super().__init__()
        self._title = title
        self._about = about
        self._placeholder = placeholder
        self._value = value
        self._empty = empty
        self._secret = secret
        self._kinds = kinds
        self._check = check

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(self._title)
            hint = "Tab chooses · " if self._kinds else ""
            dialog.border_subtitle = Content(f"{hint}Enter goes on · Esc leaves")
            yield Static(Content(self._about), classes="faint")
            yield Input(self._value, placeholder=self._placeholder, password=self._secret, id="ask-input")
            yield Static(id="ask-problem", classes="problem")
            if self._kinds:
                yield OptionList(*(Option(Content(kind)) for kind in self._kinds), id="ask-kinds")

    def on_mount(self) -> None:
        self.query_one("#ask-problem").display = False
        for kinds in self.query(OptionList):
            kinds.can_focus = False
            kinds.highlighted = 0
        self.ready(self.query_one(Input))

    def action_kind(self, by: int) -> None:
        for kinds in self.query(OptionList):
            kinds.highlighted = ((kinds.highlighted or 0) + by) % max(1, kinds.option_count)

    @on(OptionList.OptionSelected)
    def _kind_clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()

    @on(Input.Submitted)
    def _accepted(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        problem = self._check(text)
        if problem or not (text or self._empty):
            shown = self.query_one("#ask-problem", Static)
            shown.update(Content(problem or "Type something, or leave with Esc"))
            shown.display = True
            return
        kinds = list(self.query(OptionList))
        self.dismiss((text, (kinds[0].highlighted or 0) if kinds else 0))

    def action_leave(self) -> None:
        self.dismiss(None)
