"""Programs of the reader's own, to which an article, statement or note is sent: `[commands]` in the settings.

    [commands]
    translate = ["trans", "-b", ":de"]                        # the text on its standard input
    speak = { run = ["espeak", "-f", "{file}"], show = "nothing" }
    summary = { run = ["llm", "Sum this up"], show = "join", seconds = 180 }
    journal = { run = ["jrnl"], send = "both", show = "notice" }

A program is started by its argument list, never through a shell; `{url}`, `{title}`, `{text}`, `{note}` and `{file}` (a
file that holds the text) may stand in an argument, which stays one argument. `send` says what the text is: the words
that the reader is at (words), their notes on them (note), both. `show` says what becomes of what it prints: output (a
page of its own), replace (in place of the article, until Esc), join (in the article, under what was sent), notice (its
first line), nothing. `seconds` is how long it may take.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tuinews.core.errors import BadInput
from tuinews.core.links import is_web
from tuinews.core.sanitize import clean

SHOWN = ("output", "replace", "join", "notice", "nothing")
SENT = ("words", "note", "both")
_SECONDS = 60.0
"""How long a program may take that does not say so itself."""
_MOST_SECONDS = 3600.0
_MOST = 1_000_000
"""Bytes of its output that are read."""
_PLACEHOLDER = re.compile(r"\{(url|title|text|note|file)\}")
_MOST_ARGUMENT = 100_000
"""Characters of a text in an argument: systems have a limit."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program of the reader's own."""

    name: str
    run: tuple[str, ...]
    show: str = "output"
    send: str = "words"
    seconds: float | None = None
    """How long it may take; None: as others do."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What is sent to it."""

    text: str
    title: str = ""
    url: str = ""
    note: str = ""


_USUAL: dict[str, Any] = {"run": None, "show": "output", "send": "words", "seconds": None}


def programs(table: Mapping[str, Any]) -> tuple[list[Program], list[tuple[str, str]]]:
    """The programs of a table of the settings, and what is wrong with others: their name, and the reason."""
    good: list[Program] = []
    wrong: list[tuple[str, str]] = []
    for name, value in table.items():
        parts = value if isinstance(value, Mapping) else {"run": value}
        run, show, send, seconds = (parts.get(key, usual) for key, usual in _USUAL.items())
        if not isinstance(run, list) or not run or not all(isinstance(part, str) and "\0" not in part for part in run):
            wrong.append((name, f'“{name}” should be a list of a program and its arguments, such as ["trans", "-b"]'))
        elif unknown := sorted(parts.keys() - _USUAL):
            wrong.append((name, f"“{name}” has {', '.join(_USUAL)}, and no {', '.join(map(str, unknown))}"))
        elif show not in SHOWN or send not in SENT:
            wrong.append((name, f"“{name}”: show is {', '.join(SHOWN)}; send is {', '.join(SENT)}"))
        elif seconds is not None and (type(seconds) not in (int, float) or not 0 < seconds <= _MOST_SECONDS):
            wrong.append((name, f"“{name}”: seconds is a number up to {_MOST_SECONDS:g}"))
        else:
            good.append(Program(name, tuple(run), show, send, seconds))
    return good, wrong


def run(program: Program, sent: Sent, stop: threading.Event) -> str:
    """What a program prints, cleaned; waits for it as long as it may take. Raises BadInput when it cannot be started,
    fails or takes too long; when `stop` is set it is ended, and the answer is what it had printed."""
    with tempfile.TemporaryDirectory(prefix="tuinews-") as folder:
        path = Path(folder) / "text.txt"
        path.write_text(_text(program, sent), encoding="utf-8", newline="\n")
        arguments = [_filled(part, program, sent, str(path)) for part in program.run]
        found = shutil.which(arguments[0])
        if found is None:
            raise BadInput(program.name, f"there is no program {arguments[0]}", "Its name stands in [commands]")
        with path.open("rb") as text:
            try:
                process = subprocess.Popen(
                    [found, *arguments[1:]], stdin=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                    start_new_session=os.name != "nt",
                )  # fmt: skip
            except (OSError, ValueError) as error:
                raise BadInput(program.name, f"cannot be started: {error}") from error
            return _awaited(program, process, stop)


def _text(program: Program, sent: Sent) -> str:
    """What it gets on its standard input."""
    parts = {"words": (sent.text,), "note": (sent.note,), "both": (sent.text, sent.note)}[program.send]
    return "\n\n".join(filter(None, parts))


def _filled(part: str, program: Program, sent: Sent, path: str) -> str:
    """An argument with what it names. What a page says never begins an argument like an option does."""
    values = {
        "url": sent.url if is_web(sent.url) else "", "title": sent.title, "file": path,
        "text": _text(program, sent)[:_MOST_ARGUMENT], "note": sent.note[:_MOST_ARGUMENT],
    }  # fmt: skip
    filled = _PLACEHOLDER.sub(lambda named: values[named.group(1)].replace("\0", ""), part)
    return filled.lstrip("-") if _PLACEHOLDER.match(part) else filled


def _awaited(program: Program, process: subprocess.Popen[bytes], stop: threading.Event) -> str:
    printed = bytearray()
    assert process.stdout is not None
    reader = threading.Thread(target=_read, args=(process.stdout, printed), daemon=True)
    reader.start()
    allowed = program.seconds or _SECONDS
    until = time.monotonic() + allowed
    while reader.is_alive() and not stop.is_set() and time.monotonic() < until and len(printed) < _MOST:
        reader.join(0.05)
    full = len(printed) >= _MOST
    ended = not reader.is_alive() and not full
    if not ended:
        _end(process)
    reader.join(1)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(1)
    text = clean(bytes(printed[:_MOST]).decode("utf-8", "replace"))
    if not (ended or full or stop.is_set()):
        raise BadInput(program.name, f"took longer than {allowed:g} seconds and was ended")
    if ended and process.returncode:
        raise BadInput(program.name, f"ended with status {process.returncode}", text.strip()[:300])
    return text


def _read(stream: IO[bytes], into: bytearray) -> None:
    with contextlib.suppress(OSError, ValueError), stream:
        while len(into) < _MOST and (some := os.read(stream.fileno(), 65_536)):
            into += some


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it has started."""
    with contextlib.suppress(OSError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
