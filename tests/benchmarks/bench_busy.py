"""Reading while feeds are refreshed and what comes is analysed: the cursor, the memory, and leaving in the midst of it.

    python tests/benchmarks/bench_busy.py LIBRARY --server feedserver.py [--seconds 30]

The library is copied, and subscribes to 200 feeds on loopback (bench_refresh.py says what the server must do) of 50 new
entries each. `R` is typed, then the cursor moves down every 150 ms. Milliseconds, and megabytes: PSS, in which what
processes share counts once, and RSS of the reading process.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.request import urlopen

import psutil
from bench_keys import Kind, begin, programs, told
from bench_refresh import alive, memory_of, serving
from recorded_terminal import RecordedTerminal

from tuinews.core.fetched import Subscription
from tuinews.library import open_library

_APART = 0.15
_ROUND = 20
"""Keys that are looked at together."""


class Memory(threading.Thread):
    """Samples what a process and its children take."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.process = psutil.Process(pid)
        self.reading = self.tree = self.resident = 0.0
        self.children = 0

    def run(self) -> None:
        while not self.over.wait(0.5):
            with suppress(psutil.Error):
                own = self.process.memory_full_info()
                self.reading, self.resident = max(self.reading, own.pss / 1e6), max(self.resident, own.rss / 1e6)
                self.tree = max(self.tree, memory_of(self.process))
                self.children = max(self.children, len(alive(self.process)) - 1)

    def tell(self, when: str) -> None:
        """The peaks until now."""
        print(
            f"{when:28}reading {self.reading:5.1f} MB PSS, {self.resident:5.1f} RSS   tree {self.tree:5.1f} MB PSS"
            f"   {self.children} children"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--server", required=True, type=Path, help="the program that serves the feeds")
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--entries", type=int, default=50)
    parser.add_argument("--new", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=30.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-busy-") as folder, serving(asked) as base:
        copy = Path(folder) / "library.db"
        shutil.copyfile(asked.library, copy)
        with closing(open_library(copy)) as library:  # only the server on loopback may be asked
            library.unsubscribe([feed.id for feed in library.feeds()])
            library.subscribe([Subscription(f"{base}/feed/{n}.xml", f"Loopback {n}") for n in range(asked.feeds)])
        urlopen(f"{base}/ctl/warm").close()
        measure(next(programs(copy, Path(folder))), asked.seconds)


def measure(kind: Kind, seconds: float) -> None:
    terminal, _ = begin(kind)
    memory = Memory(terminal.pid)
    memory.start()

    def place() -> int:
        return kind.place(terminal)

    told("cursor down, at rest", kind.name, terminal.in_row("j", _ROUND, _APART, place))
    memory.tell("at rest")
    terminal.replay(terminal.record(0.5))
    terminal.send("R")
    end = time.perf_counter() + seconds
    moved: dict[str, list[float]] = {}
    while time.perf_counter() < end:
        times = terminal.in_row("j", _ROUND, _APART, place)
        moved.setdefault(doing(terminal), []).extend(times)
        print(
            f"    {terminal.screen.display[0].split('  ')[-1].strip()[:60]:62}{len(times)} of {_ROUND} seen", flush=True
        )
    for what, times in moved.items():
        told(f"cursor down, {what}", kind.name, times)
    memory.tell("at the most")
    memory.over.set()
    children = alive(psutil.Process(terminal.pid))[1:]
    terminal.replay(terminal.record(0.05, 0.5))
    told("quit, busy", kind.name, [terminal.leave("Q")])
    _, left = psutil.wait_procs(children, timeout=3)
    print(f"{len(children)} children when it left, {len(left)} three seconds later")


def doing(terminal: RecordedTerminal) -> str:
    """What the header line says that goes on."""
    words = terminal.screen.display[0].split("  ")[-1].split()
    return words[0] if words and words[0] in ("refresh", "analyse", "follow") else "nothing else"


if __name__ == "__main__":
    main()
