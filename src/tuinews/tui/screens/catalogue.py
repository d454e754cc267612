"""A list of things that is searched by typing: notes, orphans, tags, rules. Enter opens one, Tab offers more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tuinews.core.fold import fold
from tuinews.core.sanitize import visible_line
from tuinews.tui.screens.ahead import TypedAhead

_MOST_SHOWN = 500
"""Things that are shown at once; typing narrows to the one that is meant."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a catalogue: its words, what stands under them dimmed, and by what else it is found."""

    key: str
    words: str
    detail: str = ""
    more: str = ""
    color: str = ""
    """The style of its words; empty: plain."""


class Picked(NamedTuple):
    """What the reader picked; `more`: to do something else with it than to open it."""

    key: str
    more: bool


class CatalogueScreen(TypedAhead[Picked | None]):
    """Lists entries while words are typed; None when the reader leaves. It is shown before they are known: `ask` is
    given the number of an order, and calls `fill`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab", "more", show=False),
        Binding("ctrl+o", "order", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(
        self, title: str, ask: Callable[[CatalogueScreen, int], None], *, placeholder: str, opens: str = "goes there",
        more: str = "", orders: Sequence[str] = (), empty: str = "Nothing yet",
    ) -> None:  # fmt: skip
        super().__init__()
        self._title = title
        self._ask = ask
        self._placeholder = placeholder
        self._hint = f"Enter {opens}{f' · Tab: {more}' if more else ''}{' · ^O order' if orders else ''} · Esc leaves"
        self._can_more = bool(more)
        self._orders = orders
        self._order = 0
        self._empty = empty
        self._known: Sequence[Entry] | None = None
        self._folded: list[str] = []
        self._shown: list[Entry] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall") as dialog:
            dialog.border_subtitle = Content(self._hint)
            yield Input(placeholder=self._placeholder, id="catalogue-input")
            yield Static(id="catalogue-note", classes="faint")
            yield OptionList(id="catalogue")

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self._show()
        self._ask(self, self._order)
        self.ready(self.query_one(Input))

    def fill(self, known: Sequence[Entry]) -> None:
        """Show entries that have become known."""
        self._known = known
        self._folded = [fold(f"{one.words} {one.detail} {one.more}") for one in known]
        if self.is_mounted:
            self._show()

    @on(Input.Changed)
    def _show(self) -> None:
        wanted = fold(self.query_one(Input).value).split()
        known = self._known or ()
        found = [
            entry
            for entry, words in zip(known, self._folded, strict=True)
            if all(word in words for word in wanted)
        ]  # fmt: skip
        self._shown = found[:_MOST_SHOWN]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(_prompt(entry)) for entry in self._shown)
        options.highlighted = 0 if self._shown else None
        self.query_one("#catalogue-note", Static).update(Content(self._said(len(found), bool(wanted))))
        order = f" by {self._orders[self._order]}" if self._orders else ""
        self.query_one(".dialog").border_title = Content(f"{self._title}{order}")

    def _said(self, found: int, narrowed: bool) -> str:
        if self._known is None:
            return "Looking …"
        if not self._known:
            return self._empty
        if not found:
            return "Nothing of these words"
        more = f", the first {_MOST_SHOWN} are shown" if found > _MOST_SHOWN else ""
        return f"{found:,} of {len(self._known):,}{more}" if narrowed or more else f"{found:,}"

    @on(Input.Submitted)
    def _accepted(self, event: Input.Submitted) -> None:
        event.stop()
        self._pick(more=False)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._pick(more=False)

    def _pick(self, *, more: bool) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self._shown):
            self.dismiss(Picked(self._shown[at].key, more))

    def action_more(self) -> None:
        if self._can_more:
            self._pick(more=True)

    def action_order(self) -> None:
        if self._orders:
            self._order = (self._order + 1) % len(self._orders)
            self._ask(self, self._order)

    def action_move(self, by: int) -> None:
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = min(max((options.highlighted or 0) + by, 0), options.option_count - 1)

    def action_page(self, by: int) -> None:
        self.action_move(by * 8)

    def action_leave(self) -> None:
        self.dismiss(None)


def _prompt(entry: Entry) -> Content:
    words = Content(visible_line(entry.words) or " ")
    if entry.color:
        words = words.stylize(entry.color)
    if not entry.detail:
        return words
    return Content.assemble(words, "\n", Content(f"  {visible_line(entry.detail)}").stylize("dim"))
