"""How long from exec until the list is painted, beside an empty Textual app of three panes in the same run.

    python tests/benchmarks/bench_start.py LIBRARY [LIBRARY …] [--runs 9]

The programs take turns in a pty of 120 × 40. Times are medians of milliseconds; what counts is their ratio to the
empty app's.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import sqlite3
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from pathlib import Path

EMPTY = """
from textual.app import App
from textual.containers import Horizontal
from textual.widgets import Static
class Empty(App):
    CSS = "Static { border: round white; width: 1fr; height: 1fr }"
    def compose(self):
        with Horizontal():
            yield Static("List")
            yield Static("Article")
            yield Static("Painted")
Empty().run()
"""
PATIENCE = 20.0  # seconds


def seconds_to(words: bytes, command: Sequence[str], environment: dict[str, str]) -> float:
    """Seconds from exec until a program has written some words to its terminal; then it is killed."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(command[0], command, environment)
    began = time.perf_counter()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen = b""
    try:
        while words not in seen:
            if not select.select([terminal], [], [], PATIENCE)[0]:
                raise TimeoutError(f"{command} never wrote {words!r}")
            seen += os.read(terminal, 65536)
        return time.perf_counter() - began
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def first_row(library: Path) -> bytes:
    """The beginning of the newest article's title, which stands in the first row of the list."""
    connection = sqlite3.connect(library)
    (title,) = connection.execute("SELECT title FROM article ORDER BY sorted DESC, id DESC LIMIT 1").fetchone()
    return str(title)[:12].encode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("libraries", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    asked = parser.parse_args()
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    with tempfile.TemporaryDirectory() as folder:
        environment["TUINEWS_CONFIG"] = str(Path(folder) / "config.toml")
        program = str(Path(sys.executable).with_name("tuinews"))
        kinds = {"empty": (b"Painted", [sys.executable, "-c", EMPTY], environment)}
        for library in asked.libraries:
            own = {**environment, "TUINEWS_LIBRARY": str(library)}
            kinds[library.name] = (first_row(library), [program], own)
        times: dict[str, list[float]] = {name: [] for name in kinds}
        for turn in range(asked.runs + 1):
            for name, kind in kinds.items():
                taken = seconds_to(*kind)
                if turn:  # the first round only warms the disk's cache
                    times[name].append(taken)
    base = statistics.median(times["empty"])
    for name, taken in times.items():
        middle = statistics.median(taken)
        print(f"{name:24} {middle * 1000:6.0f} ms  {middle / base:5.2f} × the empty app (best {min(taken) * 1000:.0f})")


if __name__ == "__main__":
    main()
