"""What a refresh costs as a whole process, against newsboat in the same run when it is installed.

    python tests/benchmarks/bench_refresh.py --server feedserver.py [--feeds 200] [--entries 50] [--library FILE]

The server is a program that takes `--port --feeds --entries --step --warm`, prints a line once it is ready, serves
`/feed/<i>.xml` with validators and `/ctl/opml`, and gives every feed `step` more entries after `/ctl/advance`. It runs
on loopback for the time of the benchmark. `--library` refreshes a copy of a library that holds articles already.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.request import urlopen

import psutil

from tuinews.library import open_library

TARGETS = {"first time": 1.2, "unchanged": 1 / 5, "new in each": 1 / 4}
"""The largest share of newsboat's time."""
MOST_MEMORY = 200.0
_SAMPLED = 0.1


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one command: seconds on the clock, seconds of CPU, the tree's peak of memory (MB; shared pages count once)."""

    seconds: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Contender:
    """A program under test: how it is set up, how it refreshes."""

    name: str
    refresh: tuple[str, ...]
    environment: dict[str, str]


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder, serving(options) as base:
        contenders = [_tuinews(Path(folder), base, options.library), *_newsboat(Path(folder), base, options.feeds)]
        measured: dict[str, dict[str, Cost]] = {}
        for phase in TARGETS:
            for number in range(1 if phase == "first time" else options.runs):
                if phase == "new in each":
                    urlopen(f"{base}/ctl/advance")
                    urlopen(f"{base}/ctl/warm")
                for contender in contenders:
                    cost = _cost(contender)
                    _wait_for_what_follows(Path(folder))
                    best = measured.setdefault(phase, {}).get(contender.name, cost) if number else cost
                    measured.setdefault(phase, {})[contender.name] = _better(best, cost)
        _print(measured, options)


def _better(one: Cost, other: Cost) -> Cost:
    return replace(min(one, other, key=lambda cost: cost.seconds), memory=max(one.memory, other.memory))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", required=True, type=Path, help="the program that serves the feeds")
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--entries", type=int, default=50)
    parser.add_argument("--new", type=int, default=2, help="new entries in each feed")
    parser.add_argument("--runs", type=int, default=3, help="of which the best counts (but for the first time)")
    parser.add_argument("--library", type=Path, help="a library that a copy is taken of")
    return parser.parse_args()


@contextlib.contextmanager
def serving(options: argparse.Namespace) -> Iterator[str]:
    """The server, as it is asked for (`server`, `feeds`, `entries`, `new`); its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, str(options.server), "--port", str(port), "--feeds", str(options.feeds),
        "--entries", str(options.entries), "--step", str(options.new), "--warm",
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        server.stdout.readline()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _tuinews(folder: Path, base: str, library: Path | None) -> Contender:
    file = folder / "library.db"
    if library is not None:
        shutil.copy(library, file)
        with contextlib.closing(open_library(file)) as copy:  # only the server on loopback may be asked
            copy.unsubscribe([feed.id for feed in copy.feeds()])
    environment = {**os.environ, "TUINEWS_LIBRARY": str(file), "TUINEWS_CONFIG": str(folder / "config.toml")}
    (folder / "feeds.opml").write_bytes(urlopen(f"{base}/ctl/opml").read())
    program = (str(Path(sys.executable).parent / "tuinews"),)
    subprocess.run([*program, "import", str(folder / "feeds.opml")], env=environment, check=True, capture_output=True)
    return Contender("tuinews", (*program, "refresh"), environment)


def _newsboat(folder: Path, base: str, feeds: int) -> list[Contender]:
    program = shutil.which("newsboat")
    if program is None:
        return []
    (folder / "urls").write_text("".join(f"{base}/feed/{number}.xml\n" for number in range(feeds)))
    (folder / "newsboat.conf").touch()
    files = ("-u", str(folder / "urls"), "-c", str(folder / "cache.db"), "-C", str(folder / "newsboat.conf"))
    environment = {**os.environ, "HOME": str(folder), "TERM": "xterm"}
    return [Contender("newsboat", (program, *files, "-x", "reload"), environment)]


def _cost(contender: Contender) -> Cost:
    begun, peak, cpu = time.perf_counter(), 0.0, 0.0
    before = os.times()
    with subprocess.Popen(contender.refresh, env=contender.environment, stdout=subprocess.DEVNULL) as process:
        tree = psutil.Process(process.pid)
        while process.poll() is None:
            peak = max(peak, memory_of(tree))
            time.sleep(_SAMPLED)
    seconds, after = time.perf_counter() - begun, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    if process.returncode:
        raise SystemExit(f"{contender.name} failed ({process.returncode})")
    return Cost(seconds, cpu, peak)


def memory_of(tree: psutil.Process) -> float:
    """Megabytes of a process and all under it; what they share counts once (PSS)."""
    total = 0.0
    for process in alive(tree):
        with contextlib.suppress(psutil.Error):
            memory = process.memory_full_info()
            total += getattr(memory, "pss", memory.uss) / 1e6
    return total


def alive(tree: psutil.Process) -> Sequence[psutil.Process]:
    """A process and all under it."""
    try:
        return [tree, *tree.children(recursive=True)]
    except psutil.Error:
        return []


def _wait_for_what_follows(folder: Path) -> None:
    """The statements of what came are found by a process of their own; it must not slow the next command."""
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if process.pid != os.getpid() and any(str(folder / "library.db") in word for word in words):
            with contextlib.suppress(psutil.Error):
                process.wait()


def _print(measured: dict[str, dict[str, Cost]], options: argparse.Namespace) -> None:
    print(f"{options.feeds} feeds of {options.entries} entries, {options.new} new; seconds (CPU), MB at the peak")
    for phase, costs in measured.items():
        ours, theirs = costs["tuinews"], costs.get("newsboat")
        line = f"{phase:12} tuinews {ours.seconds:6.2f} ({ours.cpu:5.2f}) {ours.memory:4.0f} MB"
        if theirs is not None:
            ratio = ours.seconds / theirs.seconds
            met = "met" if ratio <= TARGETS[phase] else "MISSED"
            line += f"   newsboat {theirs.seconds:6.2f} ({theirs.cpu:5.2f}) {theirs.memory:4.0f} MB"
            line += f"   ratio {ratio:.2f}, to reach {TARGETS[phase]:.2f}: {met}"
        print(line)
    peak = max(costs["tuinews"].memory for costs in measured.values())
    print(f"peak memory {peak:.0f} MB, to reach {MOST_MEMORY:.0f}: {'met' if peak <= MOST_MEMORY else 'MISSED'}")


if __name__ == "__main__":
    main()
