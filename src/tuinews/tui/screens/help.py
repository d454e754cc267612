"""Help: the keys of the pane that the reader is in, and what the marks mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tuinews.tui.glyphs import Glyphs
from tuinews.tui.keys import Command, keyed, shown_key
from tuinews.tui.measure import wrapped

_KEYS = 16
"""Cells for the keys of a command."""
_WORDS = 46
"""Cells for what it does."""


class HelpScreen(ModalScreen[None]):
    """Lists keys by what they are for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,h", "leave", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(15)", show=False),
        Binding("pageup", "scroll(-15)", show=False),
    ]

    def __init__(self, commands: Mapping[str, Command], pane: str, glyphs: Glyphs) -> None:
        super().__init__()
        self._all = commands
        self._commands = [command for command in commands.values() if command.works_in(pane)]
        self._pane = pane
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall") as dialog:
            dialog.border_title = Content(f"Keys of the {self._pane}")
            dialog.border_subtitle = Content("j k scroll · Esc leaves")
            with VerticalScroll():
                yield Static(Content("\n").join([*self._legend(), *self._keys()]))

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def _legend(self) -> Iterator[Content]:
        glyphs = self._glyphs
        yield Content("Marks").stylize("bold $lead")
        for sign, style, words in (
            (glyphs.direct, "$direct", "a direct quote: all of it inside quotation marks"),
            (glyphs.mixed, "$mixed", "a mixed statement: the quoted part is underlined"),
            (glyphs.indirect, "$indirect", "reported speech, in somebody else's words"),
            (glyphs.dimmed, "$faint", "less sure than you asked for; {look.unsure} shows these"),
            (glyphs.note, "$note", "a note of yours; it stands under its paragraph"),
            (glyphs.unread, "$lead", "unread; read articles are dim"),
            (glyphs.changed, "$mixed", "changed since you opened it"),
            (f"{glyphs.quotes}4", "$direct", "four direct quotes"),
            (glyphs.star, "$lead", "starred"),
            (
                glyphs.picked,
                "$lead",
                "picked with {mark.select}, for {mark.tag} {mark.star} {mark.read} {mark.delete}",
            ),
            (glyphs.arrow, "$mixed", "how the words came here, back to who said them"),
        ):
            for line in wrapped(keyed(self._all, words), _WORDS + _KEYS - 4):
                yield Content.assemble("  ", Content(f"{sign:<4}").stylize(style), Content(line))
                sign = ""
        yield Content("")

    def _keys(self) -> Iterator[Content]:
        for group in dict.fromkeys(command.group for command in self._commands):
            yield Content(group).stylize("bold $lead")
            for command in self._commands:
                if command.group == group and command.keys:
                    keys = " ".join(shown_key(key) for key in command.keys)
                    for line in wrapped(keyed(self._all, command.help), _WORDS):
                        yield Content.assemble("  ", Content(f"{keys:<{_KEYS}}").stylize("$lead"), Content(line))
                        keys = ""
            yield Content("")

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_leave(self) -> None:
        self.dismiss(None)
