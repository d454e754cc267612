"""Textual's driver of Unix terminals without its wait at the end: what reads the keys ends at once when it is to.

Textual's own looks ten times a second whether it is to end, and then sleeps for a tenth more: leaving, and handing the
terminal to an editor, takes 150 ms on average in which nothing is done.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from typing import Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

_LOOK_EVERY = 0.1  # seconds between looks at whether an Esc was all that came


class Terminal(LinuxDriver):
    """Reads keys from the terminal, and writes to it."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._end, self._tell_end = os.pipe()

    def disable_input(self) -> None:
        os.write(self._tell_end, b".")
        super().disable_input()  # waits for the thread that reads
        os.read(self._end, 1)

    def run_input_thread(self) -> None:
        """Pass on what is typed, until the end is told."""
        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")().decode
        with selectors.SelectSelector() as selector:  # of all kinds, the one that knows terminals everywhere
            selector.register(self._end, selectors.EVENT_READ)
            selector.register(self.fileno, selectors.EVENT_READ)
            while True:
                ready = {key.fd for key, _ in selector.select(_LOOK_EVERY)}
                if self._end in ready:
                    return
                if self.fileno in ready:
                    typed = os.read(self.fileno, 4096)
                    if not typed:  # it is closed, and would be ready for ever
                        selector.unregister(self.fileno)
                        continue
                    for message in parser.feed(decode(typed)):
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
