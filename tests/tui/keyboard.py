"""A reader at the keyboard: presses keys, waits, looks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from textual import events
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot

from tuinews.tui.app import TuinewsApp
from tuinews.tui.screens.main import MainScreen

Open = Callable[..., AbstractAsyncContextManager["Reader"]]


class Reader:
    """Presses keys, and waits until the library has answered and the screen shows it."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot
        assert isinstance(pilot.app, TuinewsApp)
        self.app = pilot.app
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        self.main = screen

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.send(key)
            await self.settle()

    def send(self, *keys: str) -> None:
        """Send keys all at once, as a fast typist or a script does."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            self.app.post_message(events.Key(name, key if len(key) == 1 else key_to_character(name)))

    async def type(self, text: str) -> None:
        """Put a text where the keys go; its last letter is typed, and only that is waited for."""
        assert self.app.focused is not None
        self.app.post_message(events.Paste(text[:-1]))
        await self.press(text[-1])

    async def settle(self) -> None:
        """Wait until nothing is on its way; a minute is a failure."""
        give_up = time.monotonic() + 60
        quiet = 0
        while quiet < 3:
            await asyncio.sleep(0.006)
            quiet = 0 if self.busy else quiet + 1
            assert time.monotonic() < give_up, "the screen did not come to rest"

    @property
    def busy(self) -> bool:
        """Whether an answer, a preview or a paint is still to come. Nothing is, once the reader has left."""
        if self.app._exit:
            return False
        screen = self.app.screen
        painting = bool(screen._layout_required or screen._dirty_widgets or screen._callbacks)
        on_its_way = any(
            widget.message_queue_size or getattr(widget, "_repaint_required", False)
            for widget in (self.app, screen, *(child for child in screen.walk_children() if child.is_on_screen))
        )
        answered = self.main.painted and not self.main.message_queue_size and not self.app.typed
        return self.main.desk.busy or not answered or self.main.preview is not None or painting or on_its_way

    def seen(self) -> str:
        """What is on the screen, as text."""
        width, height = self.app.size
        lines = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text[:width] for strip in lines[:height])
