"""The search bar: a line to type in, beneath it how the search was read, and what the word at the cursor may become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestionReady
from textual.widgets import Input, Static

from tuinews.core.sanitize import visible_line

if TYPE_CHECKING:
    from tuinews.library.completing import Offer


class SearchBar(Vertical):
    """Searches while the reader types."""

    @dataclass
    class Typed(Message):
        """The search changed."""

        text: str

    class Accepted(Message):
        """Enter or ↓: to the results."""

    class Everywhere(Message):
        """`/` in an empty search: search in everything stored, instead of in this list."""

    class Held(Message):
        """Tab was typed before it is known what it completes: what is typed next waits."""

    @dataclass
    class Completing(Message):
        """What the word at a position may become is for the library to say: `offered` takes the answer."""

        text: str
        at: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.offers: Sequence[Offer] = ()
        self.chosen = 0
        """Which of the offers Tab takes."""
        self.asking = False
        """Whether the library has still to say what it offers."""
        self.holding = False
        """Whether Tab was typed meanwhile: it takes the first."""

    def compose(self) -> ComposeResult:
        yield Input(placeholder="search; / again: everything stored", id="search-input")
        yield Static(id="search-meaning")
        yield Static(id="search-offers")

    def on_mount(self) -> None:
        self._show_offers(())

    @property
    def input(self) -> Input:
        return self.query_one(Input)

    def open(self, text: str) -> None:
        """Start typing, from a text."""
        self.write(text)
        self.screen.set_focus(self.input)

    def write(self, text: str) -> None:
        """Show a text, without searching for it."""
        if self.input.value != text:
            with self.input.prevent(Input.Changed):
                self.input.value = text

    def close(self) -> None:
        """Empty it, without searching for nothing."""
        with self.input.prevent(Input.Changed):
            self.input.value = ""
        self.asking = False
        self._show_offers(())
        self.say("")

    def say(self, meaning: str) -> None:
        """Show how the search was read, and what was found."""
        meaning_line = self.query_one("#search-meaning", Static)
        meaning_line.update(Content(visible_line(meaning)))
        meaning_line.display = bool(meaning)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == "/":
            self.close()
            self.post_message(self.Everywhere())
        else:
            self.post_message(self.Typed(event.value))
            self._complete()

    @on(Input.Submitted)
    def _accepted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Accepted())

    def on_key(self, event: events.Key) -> None:
        if event.key == "down":
            self.post_message(self.Accepted())
        elif event.key == "tab" and self.completing:
            if self.asking:
                self.holding = True
                self.post_message(self.Held())
            else:
                self.take()
        elif event.key == "right" and self.offers and self.input.cursor_at_end:
            self.take()
        elif event.key in ("ctrl+n", "ctrl+p") and self.offers:
            self.chosen = (self.chosen + (1 if event.key == "ctrl+n" else -1)) % len(self.offers)
            self._draw_offers()
        else:
            return
        event.stop()

    # -- completion -----------------------------------------------------------------------------------------------

    @property
    def completing(self) -> bool:
        """Whether Tab completes the word at the cursor."""
        return self.input.has_focus and (self.asking or bool(self.offers))

    def _complete(self) -> None:
        from tuinews.library.completing import fixed_offers

        text, at = self.input.value, self.input.cursor_position
        fixed = fixed_offers(text, at)
        self.asking = fixed is None
        self._show_offers(fixed or ())
        if self.asking:
            self.post_message(self.Completing(text, at))

    def offered(self, asked: Completing, offers: Sequence[Offer]) -> bool:
        """What the library offers for a text; what is no longer typed is passed over. Whether Tab was typed meanwhile
        and there is nothing that it could take."""
        if not self.asking or (self.input.value, self.input.cursor_position) != (asked.text, asked.at):
            return False
        self.asking, wanted, self.holding = False, self.holding, False
        self._show_offers(offers)
        if wanted and offers:
            self.take()
        return wanted and not offers

    def take(self) -> None:
        """Let the word at the cursor become what is offered."""
        offer = self.offers[self.chosen]
        self.input.value = offer.text
        self.input.cursor_position = offer.at

    def _show_offers(self, offers: Sequence[Offer]) -> None:
        self.offers, self.chosen = offers, 0
        self.query_one("#search-offers").display = bool(offers)
        if offers:
            self._draw_offers()
            if (ghost := offers[0].text).startswith(self.input.value) and self.input.cursor_at_end:
                self.input.post_message(SuggestionReady(self.input.value, ghost))

    def _draw_offers(self) -> None:
        widest = max(len(visible_line(offer.words)) for offer in self.offers)
        lines = [
            Content.assemble(
                Content(f" {visible_line(offer.words):{widest}} ").stylize("reverse" if number == self.chosen else ""),
                Content(f" {offer.about} " if offer.about else "").stylize("dim"),
            )
            for number, offer in enumerate(self.offers)
        ]
        self.query_one("#search-offers", Static).update(Content("\n").join(lines))
