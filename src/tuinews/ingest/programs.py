"""Programs of the reader's that give a feed, or change one: started by an argument list, without a shell, within bounds
of time, output and memory."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tuinews.core.errors import FetchFailed
from tuinews.core.sanitize import clean_line


@dataclass(frozen=True, slots=True)
class ProgramLimits:
    """Seconds until it is ended, bytes that it may write, bytes of memory that it may take (where the system says no
    to more)."""

    seconds: float = 30.0
    output: int = 20_000_000
    memory: int = 1_000_000_000


_FAREWELL = 3.0  # seconds
_COMPLAINT = 4096
"""Bytes of standard error that are looked at."""

_BOUNDED = """
import os, sys
try:
    import resource
    seconds, memory = int(sys.argv[1]), int(sys.argv[2])
    for what, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            pass
except ImportError:
    pass
try:
    os.execvp(sys.argv[3], sys.argv[3:])
except OSError as error:
    sys.exit("cannot be started: " + str(error.strerror))
"""
"""Bounds itself, then becomes the program. Windows has no such bounds, and no program becomes another there."""


async def run_program(arguments: Sequence[str], given: bytes = b"", limits: ProgramLimits | None = None) -> bytes:
    """What a program writes to its standard output when `given` is put to its standard input.

    Raises FetchFailed when it fails, takes too long or writes too much; it and what it started are ended then.
    """
    limits = limits or ProgramLimits()
    name = clean_line(arguments[0])[:200]
    bounds = str(int(limits.seconds) + 1), str(limits.memory)
    bounded = [] if os.name == "nt" else [sys.executable, "-I", "-S", "-c", _BOUNDED, *bounds]
    try:
        process = await asyncio.create_subprocess_exec(
            *bounded, *arguments, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE, cwd=Path.home(), start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise FetchFailed(name, f"cannot be started ({error.strerror})") from error
    try:
        async with asyncio.timeout(limits.seconds):
            output, complaint = await _talk(process, given, limits.output, name)
            status = await process.wait()
    except TimeoutError as error:
        raise FetchFailed(name, f"was not done within {limits.seconds:g} seconds, and was ended") from error
    finally:
        await _end(process)
    if status:
        said = clean_line(complaint.decode("utf-8", "replace").strip().partition("\n")[0])[:100]
        raise FetchFailed(name, f"ended with status {status}" + (f" ({said})" if said else ""))
    return output


async def _talk(process: asyncio.subprocess.Process, given: bytes, most: int, name: str) -> tuple[bytes, bytes]:
    """Put in, and take out, at the same time: a program may write before it has read all."""
    assert process.stdin is not None and process.stdout is not None and process.stderr is not None
    too_much = False
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(_put(process.stdin, given))
            output = group.create_task(_bounded(process.stdout, most))
            complaint = group.create_task(_beginning(process.stderr))
    except* _TooMuch:
        too_much = True  # raised here, it would come as a group of one from the first releases of Python 3.11
    if too_much:
        raise FetchFailed(name, f"writes more than {most / 1e6:g} MB")
    return output.result(), complaint.result()


class _TooMuch(Exception):
    """It writes more than it may."""


async def _put(stream: asyncio.StreamWriter, given: bytes) -> None:
    with contextlib.suppress(OSError):  # it need not read what it is given
        stream.write(given)
        await stream.drain()
    with contextlib.suppress(OSError):
        stream.close()
        await stream.wait_closed()


async def _bounded(stream: asyncio.StreamReader, most: int) -> bytes:
    pieces, length = [], 0
    while piece := await stream.read(65_536):
        length += len(piece)
        if length > most:
            raise _TooMuch
        pieces.append(piece)
    return b"".join(pieces)


async def _beginning(stream: asyncio.StreamReader) -> bytes:
    kept = b""
    while piece := await stream.read(65_536):
        kept = (kept + piece)[:_COMPLAINT]
    return kept


async def _end(process: asyncio.subprocess.Process) -> None:
    """End it with all that it started; nothing happens when it is over."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with contextlib.suppress(TimeoutError):  # whatever left its group and holds its pipes is not waited for
        async with asyncio.timeout(_FAREWELL):
            for stream in (process.stdout, process.stderr):
                if stream is not None:
                    await _beginning(stream)  # while something is unread, its end is not noticed
            await process.wait()
