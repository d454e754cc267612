"""What is typed before a dialog is ready for it."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget


class TypedAhead(ModalScreen[ScreenResultType]):
    """A dialog that loses no key: those that come before it is made are given to what gets the focus, in order."""

    AUTO_FOCUS = ""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._ahead: list[events.Key] = []

    def on_key(self, event: events.Key) -> None:
        """Keys reach the screen itself only while nothing in it has the focus, or when they mean nothing there."""
        if self.focused is None:
            self._ahead.append(event)
            event.stop()

    def type_ahead(self, character: str) -> None:
        """A key that was typed before."""
        self._ahead.append(events.Key(character, character))

    def ready(self, widget: Widget) -> None:
        """Give a widget the focus, and the keys that came before."""
        self.set_focus(widget)
        for event in self._ahead:
            key = events.Key(event.key, event.character)
            key._set_forwarded()
            widget.post_message(key)
