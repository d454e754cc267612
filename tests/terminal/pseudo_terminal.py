"""The installed program in a real pseudo-terminal, its screen kept by a terminal emulator."""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import sys
import time
from pathlib import Path

import pyte

if sys.platform != "win32":
    import fcntl
    import pty
    import termios

PROGRAM = Path(sys.executable).parent / "tuinews"
PATIENCE = 30.0
"""Seconds until a screen that does not come is given up; it is no measure of speed."""


class Terminal:
    """A program in a terminal of so many columns and rows."""

    def __init__(self, arguments: list[str], environment: dict[str, str], columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            os.execve(PROGRAM, [str(PROGRAM), *arguments], environment)
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.modes = termios.tcgetattr(self._descriptor)
        """How the terminal was set when the program began; from `leave` on, how the program left it."""
        self.status: int | None = None

    @property
    def text(self) -> str:
        """What the screen shows, a line per row."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def press(self, *keys: str) -> None:
        """Send keys: characters, or names from KEYS."""
        for key in keys:
            os.write(self._descriptor, KEYS.get(key, key).encode())
            self._read(0.05)

    def until(self, shown: str, *, gone: bool = False) -> str:
        """Wait until a pattern is on the screen (or gone from it); the screen's text."""
        end = time.monotonic() + PATIENCE
        while (re.search(shown, self.text) is None) is not gone:
            if time.monotonic() > end or not self._read(0.1):
                verb = "stays" if gone else "does not come"
                raise AssertionError(f"{shown!r} {verb}; the screen:\n{self.text}")
        return self.text

    def leave(self) -> int:
        """Wait for the program to end; its exit status."""
        end = time.monotonic() + PATIENCE
        while self._read(0.1):
            if time.monotonic() > end:
                raise AssertionError(f"the program does not end; the screen:\n{self.text}")
        return self._reap()

    def kill(self) -> None:
        """End the program as a power cut would."""
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            self._reap()

    def _read(self, seconds: float) -> bool:
        """Take in what the program writes; False once it has ended."""
        ready, _, _ = select.select([self._descriptor], [], [], seconds)
        if not ready:
            return self.status is None
        try:
            data = os.read(self._descriptor, 65536)
        except OSError:  # Linux says so when the other side of a pty is closed
            return False
        self.raw += data
        # pyte knows no private modes of CSI > or = (kitty keyboard): they would be printed.
        self._stream.feed(re.sub(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]", b"", data))
        return bool(data)

    def _reap(self) -> int:
        if self.status is None:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            self.modes = termios.tcgetattr(self._descriptor)
            os.close(self._descriptor)
        return self.status


KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "up": "\x1b[A", "down": "\x1b[B", "ctrl+s": "\x13",
    "backspace": "\x7f",
}  # fmt: skip
