"""No document keeps a parser busy for ever, in whatever thread or process it is read."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tuinews.core import clock
from tuinews.core.errors import BadInput
from tuinews.core.fetched import Fetched
from tuinews.library import parsing
from tuinews.library.bounded import Processes, TooLongError
from tuinews.library.parsing import Parsers


def raise_bad_input() -> None:
    raise BadInput("x", "is odd")


async def test_a_process_that_takes_too_long_is_ended_and_another_takes_its_place() -> None:
    processes = Processes(1, 1.0)
    try:
        first = await processes.run(os.getpid)
        begun = time.monotonic()
        with pytest.raises(TooLongError):
            await processes.run(time.sleep, 60)
        assert time.monotonic() - begun < 5
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)
        assert await processes.run(os.getpid) not in (first, os.getpid())
        with pytest.raises(TooLongError):
            await processes.run(os._exit, 3)
        with pytest.raises(ValueError, match="invalid literal"):
            await processes.run(int, "x")
    finally:
        processes.close()


def test_a_script_without_a_guard_is_run_once(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import asyncio, os\n"
        "from tuinews.library.bounded import Processes\n"
        "print('run')\n"
        "processes = Processes(1, 30.0)\n"
        "print(asyncio.run(processes.run(os.getpid)) != os.getpid())\n"
        "processes.close()\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["run", "True"]


async def test_closing_ends_what_is_under_way() -> None:
    processes = Processes(1, 60.0)
    await processes.run(os.getpid)
    working = asyncio.create_task(processes.run(time.sleep, 60))
    await asyncio.sleep(0.05)
    processes.close()
    with pytest.raises(TooLongError):
        await working


def test_a_feed_is_bounded_in_other_threads_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MOST_SECONDS", 0.5)
    monkeypatch.setattr(parsing, "in_time", _sleep)
    said: list[str] = []

    async def read() -> None:
        with Parsers() as parsers:
            try:
                await parsers.prepare(Fetched("http://a.example/feed", 200, {}, b" " * 60_000, clock.now()), {})
            except BadInput as error:
                said.append(str(error))

    thread = threading.Thread(target=lambda: asyncio.run(read()))
    thread.start()
    thread.join(20)
    assert said == ["http://a.example/feed: takes more than 0.5 seconds to read"]


def _sleep(*_: object) -> None:
    time.sleep(60)
