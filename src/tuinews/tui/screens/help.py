"""Help: the keys of the pane that the reader is in, and what the marks mean; what is typed finds among all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tuinews.core.fold import fold
from tuinews.tui.glyphs import Glyphs
from tuinews.tui.keys import FOOTERS, Command, keyed, shown_key
from tuinews.tui.measure import wrapped
from tuinews.tui.screens.ahead import TypedAhead

_KEYS = 16
"""Cells for the keys of a command."""
_AROUND = 10
"""Cells of a line for the frame of the dialog, the scroll bar and gaps."""
_MARKS = "Marks"


@dataclass(frozen=True, slots=True)
class _Line:
    """A key or a mark, with what it means."""

    section: str
    sign: str
    style: str
    words: str
    found_by: str
    """What may be typed for it, folded."""
    keys: tuple[str, ...] = ()

    def answers(self, typed: str) -> bool:
        """Whether it is looked for: by a key as it is written, or by words."""
        if typed in self.keys or typed in self.sign.split():
            return True
        return len(typed) > 1 and all(word in self.found_by for word in fold(typed).split())


class HelpScreen(TypedAhead[None]):
    """Lists keys and marks: those of the pane first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "leave", show=False),
        Binding("down", "scroll(1)", show=False, priority=True),
        Binding("up", "scroll(-1)", show=False, priority=True),
        Binding("pagedown", "scroll(15)", show=False, priority=True),
        Binding("pageup", "scroll(-15)", show=False, priority=True),
    ]

    def __init__(self, commands: Mapping[str, Command], pane: str, glyphs: Glyphs) -> None:
        super().__init__()
        self._pane = pane
        self._own_keys = commands["program.help"].keys
        self._lines = [*_of_pane(commands, pane), *legend(commands, glyphs), *_of_all(commands, pane)]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall help") as dialog:
            dialog.border_title = Content(f"Keys of the {self._pane}, and marks")
            dialog.border_subtitle = Content("↑ ↓ scroll · Esc leaves")
            yield Input(placeholder="a key, or what you would like to do", id="help-input")
            with VerticalScroll(can_focus=False):
                yield Static(id="help-lines")

    def on_mount(self) -> None:
        self._show()
        self.ready(self.query_one(Input))

    @on(Input.Changed)
    def _show(self) -> None:
        typed = self.query_one(Input).value.strip()
        if typed in self._own_keys:  # which opened this, and close it
            self.dismiss(None)
            return
        lines = [line for line in self._lines if not typed or line.answers(typed)]
        if typed:  # what stands at the top of the pane's keys stands among the others too
            lines = list({(line.sign, line.words): line for line in lines}.values())
        else:
            lines = [line for line in lines if line.sign]
        shown = Content("\n").join(_painted(lines, self._room)) if lines else Content("Nothing is called that")
        self.query_one("#help-lines", Static).update(shown)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    @property
    def _room(self) -> int:
        """Cells for what a key does."""
        return max(20, min(84, self.app.size.width * 94 // 100) - _AROUND - _KEYS)

    def on_resize(self) -> None:
        self._show()

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_leave(self) -> None:
        self.dismiss(None)


def _of_pane(commands: Mapping[str, Command], pane: str) -> Iterator[_Line]:
    """What matters in a pane: what its footer names, and what works there and not everywhere."""
    of_it = [name for name, one in commands.items() if "any" not in one.panes and one.works_in(pane)]
    for name in dict.fromkeys([*FOOTERS[pane], *of_it]):
        if commands[name].keys:
            yield _line(commands, name, f"In the {pane}")


def _of_all(commands: Mapping[str, Command], pane: str) -> Iterator[_Line]:
    """All commands by what they are for; those of other panes at the end."""
    for group in dict.fromkeys(one.group for one in commands.values()):
        for name, one in commands.items():
            if one.group == group and one.works_in(pane):
                yield _line(commands, name, group)
    for name, one in commands.items():
        if not one.works_in(pane):
            yield _line(commands, name, "In other panes", f" (in the {', '.join(one.panes)})")


def _line(commands: Mapping[str, Command], name: str, section: str, where: str = "") -> _Line:
    one = commands[name]
    words = keyed(commands, one.help) + where
    keys = " ".join(shown_key(key) for key in one.keys)
    return _Line(section, keys, "$lead", words, fold(f"{words} {name} {one.footer} {one.group}"), one.keys)


def legend(commands: Mapping[str, Command], glyphs: Glyphs) -> Iterator[_Line]:
    """The marks and what they mean: those in an article, then those in lists."""
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
        (glyphs.picked, "$lead", "picked with {mark.select}, for {mark.tag} {mark.star} {mark.read} {mark.delete}"),
        (glyphs.problem, "$error", "a feed that fails"),
        (glyphs.arrow, "$mixed", "how the words came here, back to who said them"),
    ):
        words = keyed(commands, words)
        yield _Line(_MARKS, sign, style, words, fold(f"{words} {_MARKS} legend"))


def _painted(lines: Sequence[_Line], room: int) -> Iterator[Content]:
    section = ""
    for line in lines:
        if line.section != section:
            if section:
                yield Content("")
            section = line.section
            yield Content(section).stylize("bold $lead")
        sign = line.sign
        for words in wrapped(line.words, room):
            yield Content.assemble("  ", Content(f"{sign:<{_KEYS}}").stylize(line.style), Content(words))
            sign = ""
