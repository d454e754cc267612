"""Child processes that the library owns: long work never runs on the screen's process.

A child is told its job as one line of JSON on its standard input and answers with one line of JSON per event. It
ends when its input closes, hence also when its parent dies, however that happens.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import asdict

from tuinews.library.views import Progress


@dataclass
class Task:
    """A piece of work in a child process."""

    kind: str
    process: subprocess.Popen[str]
    quietly: bool = False
    """Whether nobody asked for it by a key or a command."""

    @property
    def running(self) -> bool:
        """Whether the child still works."""
        return self.process.poll() is None

    def events(self) -> Iterator[Progress]:
        """What it reports, as it comes; blocks between events and ends with the work. The last is "finished"."""
        assert self.process.stdout is not None
        finished = False
        for line in self.process.stdout:
            event = read_event(line)
            if event is not None:
                finished = finished or event.kind == "finished"
                yield event
        if self.process.wait() != 0 and not finished:
            yield Progress("finished", message=f"the {self.kind} was stopped")
        self._close()

    def cancel(self) -> None:
        """End the work. What it stored is kept; what it was storing is undone by SQLite."""
        if self.process.stdin is not None and not self.process.stdin.closed:
            self.process.stdin.close()
        self.process.terminate()

    def _close(self) -> None:
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None and not stream.closed:
                stream.close()


def start_task(path: Path, kind: str, **job: Any) -> Task:
    """Start a job on a library in a child process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tuinews.library.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, encoding="utf-8", bufsize=1,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(json.dumps({"kind": kind, "library": str(path), **job}) + "\n")
    process.stdin.flush()
    return Task(kind, process)


_ALONE_ON_WINDOWS = getattr(subprocess, "DETACHED_PROCESS", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)


def start_alone(path: Path, kind: str, **job: Any) -> None:
    """Start a job that outlives this process, with low priority: what follows a refresh from the shell."""
    line = json.dumps({"kind": kind, "library": str(path), **job})
    subprocess.Popen(
        [sys.executable, "-m", "tuinews.library.worker", "--alone", line],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        creationflags=_ALONE_ON_WINDOWS,
    )  # fmt: skip


def write_event(event: Progress) -> str:
    """An event as a line, in ASCII: a child on Windows need not write what its parent reads otherwise."""
    return json.dumps(asdict(event))


def read_event(line: str) -> Progress | None:
    """The event of a line; None for one that is none (a library's stray print)."""
    try:
        return Progress(**json.loads(line))
    except (ValueError, TypeError):
        return None
