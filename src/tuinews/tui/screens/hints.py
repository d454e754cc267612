"""Which link: letters stand beside them in the article, and one key press opens one."""

from __future__ import annotations

from collections.abc import Collection

from textual import events
from textual.screen import ModalScreen

MORE = "u0123456789"
"""Keys that lead to the list of all links instead."""


class HintScreen(ModalScreen[str | None]):
    """Waits for one key. Gives the letter of a link, or one of `MORE`; None for any other key, or a click."""

    def __init__(self, letters: Collection[str]) -> None:
        super().__init__(classes="see-through")
        self._letters = letters

    def on_key(self, event: events.Key) -> None:
        event.stop()
        key = event.character or ""
        self.dismiss(key if key and (key in self._letters or key in MORE) else None)

    def on_click(self) -> None:
        self.dismiss(None)
