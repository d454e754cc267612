"""What is typed before a dialog is ready for it."""

from __future__ import annotations

from textual import events


class TypedAhead:
    """For a dialog with a line or area of text: keeps the characters that come before that has the focus."""

    ahead: str = ""

    def on_key(self, event: events.Key) -> None:
        """Keys reach a screen itself only while nothing in it has the focus, or when they mean nothing there."""
        if self.focused is None and event.character is not None and event.character.isprintable():  # type: ignore[attr-defined]
            self.ahead += event.character
            event.stop()
