"""The search bar: a line to type in, and beneath it how the search was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from tuinews.core.sanitize import visible_line


class FieldSuggester(Suggester):
    """Completes the fields of the search language, and the values of those that have a choice or are tags."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.tags: tuple[str, ...] = ()

    async def get_suggestion(self, value: str) -> str | None:
        from tuinews.core.query import complete

        start, name, beginning = complete(value, len(value))
        if not beginning and not name:
            return None
        for candidate in self._candidates(name):
            if candidate.startswith(beginning) and candidate != beginning:
                return value[:start] + candidate
        return None

    def _candidates(self, name: str) -> Iterator[str]:
        from tuinews.core.query import CHOICES, FIELDS

        if name == "tag":
            yield from self.tags
        elif name:
            yield from CHOICES.get(name, ())
        else:
            yield from (f"{field}:" for field in FIELDS)


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

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.suggester = FieldSuggester()

    def compose(self) -> ComposeResult:
        yield Input(placeholder="search; / again: everything stored", suggester=self.suggester, id="search-input")
        yield Static(id="search-meaning")

    @property
    def input(self) -> Input:
        return self.query_one(Input)

    def open(self, text: str) -> None:
        """Start typing, from a text."""
        if self.input.value != text:
            with self.input.prevent(Input.Changed):
                self.input.value = text
        self.screen.set_focus(self.input)

    def close(self) -> None:
        """Empty it, without searching for nothing."""
        with self.input.prevent(Input.Changed):
            self.input.value = ""
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

    @on(Input.Submitted)
    def _accepted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Accepted())

    def on_key(self, event: events.Key) -> None:
        if event.key == "down":
            event.stop()
            self.post_message(self.Accepted())
