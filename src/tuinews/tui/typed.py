"""Keys act in the order in which they are typed, however fast they come."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from textual import events
from textual.message_pump import MessagePump

from tuinews.tui.panes.scrolling import LinePane

if TYPE_CHECKING:
    from tuinews.tui.app import TuinewsApp

_AT_MOST = 3.0
"""Seconds that a key waits for the one before. It takes that long only when something is stuck; then it goes on."""


class Typed:
    """What was typed and is not yet taken.

    A key typed in a pane is a command and done at once. But one that goes to a line of text or a dialog travels: to the
    widget, up through all that is around it to the app, which then knows what it means and tells the widget, which
    tells the screen that the search is left or the dialog closed. A key typed meanwhile must not go to the widget
    that is about to be left: it waits until the way is clear, and those after it wait in line.
    """

    def __init__(self, app: TuinewsApp) -> None:
        self._app = app
        self._line: deque[events.Key | events.Paste] = deque()

    def __bool__(self) -> bool:
        return bool(self._line)

    async def add(self, event: events.Key | events.Paste) -> None:
        """Take a key, when its turn comes. To be called by the app alone, as its keys come."""
        self._line.append(event)
        if len(self._line) == 1:
            await self._take_on()

    async def _take_on(self) -> None:
        while self._line:
            if not self._at_pane:
                await self._way_is_clear()
                self._app.call_later(self._take_one)  # after what came back to the app
                return
            await self._app.take_typed(self._line.popleft())

    async def _take_one(self) -> None:
        screen = self._app.screen
        await self._way_is_clear()
        if self._app.screen is not screen:  # a dialog closed, and who asked hears of it after this
            self._app.call_later(self._take_one)
            return
        await self._app.take_typed(self._line.popleft())
        await self._take_on()

    @property
    def _at_pane(self) -> bool:
        """Whether the next key is a command, and meets what the one before it led to."""
        return isinstance(self._app.screen.focused, LinePane) and self._app.main.results.is_set()

    async def _way_is_clear(self) -> None:
        """Wait until everything that was given to the focused widget has come up to the screen."""
        try:
            async with asyncio.timeout(_AT_MOST):
                screen = self._app.screen
                if not screen.is_mounted:  # a dialog that has just been opened
                    await screen._mounted_event.wait()
                node: MessagePump | None = screen.focused or screen
                while node is not None and node is not self._app:
                    await _emptied(node)
                    node = node._parent
                await self._app.main.results.wait()
        except TimeoutError:
            self._app.main.results.set()


async def _emptied(node: MessagePump) -> None:
    """Wait until a queue is worked off, with what its own messages put into it."""
    rounds = 0
    while rounds < 2 or node.message_queue_size:
        reached = asyncio.Event()
        if not node.call_later(reached.set):  # it is closing
            return
        await reached.wait()
        rounds += 1
