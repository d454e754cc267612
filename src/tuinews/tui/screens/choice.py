"""A small list to choose from: notes, links, what to delete, themes, starter feeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tuinews.tui.screens.ahead import TypedAhead


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose. `key` is the answer; `detail` stands under the words, dimmed."""

    key: str
    words: str
    detail: str = ""


class ChoiceScreen(TypedAhead[str | None]):
    """Asks for one of some choices; None when the reader leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h", "leave", show=False),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
        Binding("l", "choose", show=False),
    ]

    def __init__(
        self, title: str, choices: Sequence[Choice], *, about: str = "", hint: str = "", at: str = "",
        numbered: bool = False,
    ) -> None:  # fmt: skip
        """`at`: the key of the choice that the cursor stands on to begin with. `numbered`: each bears a number, and
        who types it chooses it."""
        super().__init__()
        self._title = title
        self._choices = choices
        self._about = about
        self._hint = hint
        self._at = at
        self._numbered = numbered
        self._typed = 0

    def compose(self) -> ComposeResult:
        chooses = "Enter chooses · " if any(choice.key for choice in self._choices) else ""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(self._title)
            dialog.border_subtitle = Content(f"{chooses}{self._hint or 'Esc leaves'}")
            if self._about:
                yield Static(Content(self._about), classes="about")
            yield OptionList(
                *(
                    Option(_prompt(choice, n + 1 if self._numbered else 0), id=f"choice-{n}")
                    for n, choice in enumerate(self._choices)
                )
            )

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        at = [number for number, choice in enumerate(self._choices) if choice.key == self._at]
        if at:
            options.highlighted = at[0]
        self.ready(options)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._choices[event.option_index].key)

    def on_key(self, event: events.Key) -> None:
        if self._numbered and event.key.isdigit() and self.focused is not None:
            self._type(int(event.key))
            event.stop()
        else:
            super().on_key(event)

    def _type(self, digit: int) -> None:
        """Go to the choice whose number is typed; choose it when no other number begins so."""
        number = self._typed * 10 + digit
        self._typed = number if 0 < number <= len(self._choices) else 0
        if self._typed:
            self.query_one(OptionList).highlighted = number - 1
            if number * 10 > len(self._choices):
                self.dismiss(self._choices[number - 1].key)

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()


def _prompt(choice: Choice, number: int = 0) -> Content:
    words = (
        Content.assemble(Content(f"{number:>3} ").stylize("bold"), choice.words) if number else Content(choice.words)
    )
    if not choice.detail:
        return words
    indent = " " * (4 if number else 2)
    return Content.assemble(words, "\n", Content(f"{indent}{choice.detail}").stylize("dim"))
