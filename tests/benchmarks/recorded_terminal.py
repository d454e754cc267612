"""A program in a pseudo-terminal, what it writes recorded with the moment at which it came, and looked at afterwards.

Nothing but reading goes on while a program is measured: the terminal emulator, which is slow, takes in the record when
the program is done. Linux only (`/proc`).
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyte

COLUMNS, ROWS = 120, 40
PATIENCE = 20.0  # seconds
_UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b\[\?[0-9;]*u|\x1b\[[0-9;]*t")
"""What pyte would print, not knowing it."""
_BEGUN = re.compile(rb"\x1b(\[[<>=?0-9;$]*)?$")


class Chunk(NamedTuple):
    """What could be read at a moment (seconds, `time.perf_counter`)."""

    at: float
    written: bytes


class Step(NamedTuple):
    """What came of some keys. Seconds from the last key; `cpu`: seconds that the program's threads worked until it was
    quiet. `reached` is None when what was waited for never showed."""

    reached: float | None
    quiet: float
    cpu: float


class RecordedTerminal:
    """A program in a terminal of 120 x 40."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self._left = b""
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), dict(environment))
        self.began = time.perf_counter()
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def rows(self, left: int = 0, right: int = COLUMNS) -> list[str]:
        """The screen's text between two columns."""
        return [line[left:right] for line in self.screen.display]

    def marked(self) -> str:
        """The first row, but for the bars at the top and at the bottom, that stands in reverse video or on a ground."""
        for y in range(1, ROWS - 2):
            cells = self.screen.buffer[y]
            if sum(cells[x].reverse or cells[x].bg != "default" for x in range(2, 30)) > 10:
                return self.screen.display[y]
        return ""

    def send(self, keys: str) -> float:
        """Send keys; the moment before."""
        now = time.perf_counter()
        os.write(self._terminal, keys.encode())
        return now

    def record(self, quiet: float, at_most: float = PATIENCE) -> list[Chunk]:
        """What comes until nothing has come for so many seconds."""
        chunks: list[Chunk] = []
        end = time.perf_counter() + at_most
        while (left := end - time.perf_counter()) > 0 and select.select([self._terminal], [], [], min(quiet, left))[0]:
            try:
                written = os.read(self._terminal, 65536)
            except OSError:  # so Linux tells that the other side is closed
                break
            chunks.append(Chunk(time.perf_counter(), written))
            if b"\x1b[?2026$p" in written:
                os.write(self._terminal, b"\x1b[?2026;2$y")  # a terminal that shows whole frames
        return chunks

    def replay(self, chunks: Sequence[Chunk], until: Callable[[], bool] = lambda: False) -> float | None:
        """Take in a record; the moment of the first chunk after which a condition holds."""
        reached = None
        for at, written in chunks:
            data = _UNKNOWN.sub(b"", self._left + written)
            begun = _BEGUN.search(data)
            self._left = data[begun.start() :] if begun else b""
            self._stream.feed(data[: begun.start()] if begun else data)
            if reached is None and until():
                reached = at
        return reached

    def step(self, keys: Sequence[str], until: Callable[[], bool], *, apart: float = 0.06, quiet: float = 0.25) -> Step:
        """Type keys, so many seconds apart, and wait until the program is quiet."""
        chunks: list[Chunk] = []
        for key in keys[:-1]:
            sent = self.send(key)
            chunks += self._record_for(apart)
        self.replay(chunks)
        worked, sent = self.cpu(), self.send(keys[-1])
        chunks = self.record(quiet)
        cpu = self.cpu() - worked
        reached = self.replay(chunks, until)
        return Step(reached and reached - sent, chunks[-1].at - sent if chunks else 0.0, cpu)

    def in_row(self, key: str, times: int, apart: float, place: Callable[[], int]) -> list[float]:
        """Type a key again and again, so many seconds apart: for each, the seconds until `place` was as far on."""
        first, sent, chunks = place(), list[float](), list[Chunk]()
        for _ in range(times):
            sent.append(self.send(key))
            chunks += self._record_for(apart)
        chunks += self.record(0.3)
        reached: list[float] = []
        for chunk in chunks:
            self.replay([chunk])
            while len(reached) < times and place() >= first + len(reached) + 1:
                reached.append(chunk.at - sent[len(reached)])
        return reached

    def first(self, until: Callable[[], bool]) -> float | None:
        """Seconds from exec until a condition holds; then the program goes on until it is quiet."""
        reached = None
        while reached is None and time.perf_counter() < self.began + PATIENCE:
            reached = self.replay(self.record(1.2), until)
        return reached and reached - self.began

    def leave(self, keys: str) -> float:
        """Seconds from keys until the program has ended."""
        sent = self.send(keys)
        self.record(10.0)
        os.waitpid(self.pid, 0)
        ended = time.perf_counter() - sent
        os.close(self._terminal)
        return ended

    def kill(self) -> None:
        """End the program as it stands."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)

    def cpu(self) -> float:
        """Seconds that the threads of the program have worked until now."""
        worked = 0
        for thread in Path(f"/proc/{self.pid}/task").glob("*/schedstat"):
            worked += int(thread.read_text().split()[0])
        return worked / 1e9

    def _record_for(self, seconds: float) -> list[Chunk]:
        chunks, end = list[Chunk](), time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            chunks += self.record(left, left)
        return chunks
