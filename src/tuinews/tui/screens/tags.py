"""The tag prompt: tags in use are offered while typing; `-tag` takes one off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tuinews.core.errors import BadInput
from tuinews.core.sanitize import visible_line
from tuinews.core.tags import clean_tag
from tuinews.tui.screens.ahead import TypedAhead

_MOST_OFFERED = 6


@dataclass(frozen=True, slots=True)
class TagChange:
    """Tags to put on and to take off."""

    add: tuple[str, ...]
    remove: tuple[str, ...]


def read_tags(written: str) -> TagChange:
    """`war #energy -old` adds two and takes one off."""
    words = [word.strip(",") for word in written.split()]
    return TagChange(
        tuple(dict.fromkeys(word.removeprefix("#") for word in words if word.strip("#-") and not word.startswith("-"))),
        tuple(dict.fromkeys(word[1:].removeprefix("#") for word in words if word.startswith("-") and word.strip("#-"))),
    )


class TagPrompt(TypedAhead[TagChange | None]):
    """Asks for tags; None when the reader leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab", "complete", show=False),
        Binding("down", "offer(1)", show=False),
        Binding("up", "offer(-1)", show=False),
    ]

    def __init__(
        self, about: str, current: Sequence[str], known: Sequence[tuple[str, str]],
        check: Callable[[str], None] = lambda tag: None,
    ) -> None:  # fmt: skip
        """`known`: tags that are offered, with what they mean. `check` raises BadInput for one that is not allowed."""
        super().__init__()
        self._about = about
        self._current = tuple(current)
        self._meanings = dict(known)
        self._known = [*self._meanings]
        self._check = check

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content("Tags")
            dialog.border_subtitle = Content("Enter puts on · Tab completes · -tag takes off · Esc leaves")
            yield Static(Content(self._about[:200]), classes="faint")
            if self._current:
                yield Static(Content("has " + " ".join(f"#{visible_line(tag)}" for tag in self._current)))
            yield Input(placeholder="energy war/sea -old", id="tag-input")
            yield Static(id="tag-problem", classes="problem")
            yield OptionList(id="tag-offers")

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self.query_one("#tag-problem").display = False
        self._offer()
        self.ready(self.query_one(Input))

    @property
    def _last_word(self) -> str:
        text = self.query_one(Input).value
        return "" if text.endswith(" ") or not text else text.split()[-1]

    def _offers(self) -> list[str]:
        """Tags that begin (then: that go on somewhere) with what is typed; those to take off are ones it has."""
        word = self._last_word
        sign = "-" if word.startswith("-") else ""
        wanted = word.lstrip("-#").casefold()
        pool = self._current if sign else [tag for tag in self._known if tag not in self._current]
        taken = set(self.query_one(Input).value.split()[:-1])
        first = [tag for tag in pool if tag.casefold().startswith(wanted)]
        later = [tag for tag in pool if wanted in tag.casefold() and tag not in first]
        return [sign + tag for tag in [*first, *later] if sign + tag not in taken][:_MOST_OFFERED]

    @on(Input.Changed)
    def _offer(self) -> None:
        offers = self.query_one(OptionList)
        offers.clear_options()
        offers.add_options(Option(self._prompt(tag)) for tag in self._offers())
        offers.highlighted = None

    def _prompt(self, tag: str) -> Content:
        meaning = self._meanings.get(tag, "")
        words = Content(visible_line(tag))
        return Content.assemble(words, Content(f"  {visible_line(meaning)}").stylize("dim")) if meaning else words

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._complete(self._offers()[event.option_index])

    def action_offer(self, by: int) -> None:
        offers = self.query_one(OptionList)
        if not offers.option_count:
            return
        at = -1 if offers.highlighted is None else offers.highlighted
        offers.highlighted = min(max(at + by, 0), offers.option_count - 1)

    def action_complete(self) -> None:
        offers, at = self._offers(), self.query_one(OptionList).highlighted
        if offers:
            self._complete(offers[at or 0])

    def _complete(self, tag: str) -> None:
        line = self.query_one(Input)
        before = line.value[: len(line.value) - len(self._last_word)]
        line.value = f"{before}{tag} "
        line.cursor_position = len(line.value)

    @on(Input.Submitted)
    def _accepted(self, event: events.Event) -> None:
        if self.query_one(OptionList).highlighted is not None:
            self.action_complete()
        else:
            self._finish(read_tags(self.query_one(Input).value))

    def _finish(self, change: TagChange) -> None:
        """Leave, unless a tag is not allowed: then its problem is named, and the reader types on."""
        try:
            for tag in change.add:
                self._check(clean_tag(tag))
        except BadInput as error:
            shown = self.query_one("#tag-problem", Static)
            shown.update(Content(visible_line(str(error))))
            shown.display = True
        else:
            self.dismiss(change)

    def action_leave(self) -> None:
        self.dismiss(None)
