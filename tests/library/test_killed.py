"""A process that writes is killed at random moments: what was confirmed is in the library, exactly once."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from tuinews.library import open_library
from tuinews.library.settings import Settings

WRITER = Path(__file__).with_name("killed_writer.py")


def test_what_was_confirmed_is_there_after_a_few_kills(tmp_path: Path) -> None:
    assert killed(tmp_path / "killed.db", times=4, seed=7) > 0


@pytest.mark.soak
def test_what_was_confirmed_is_there_after_500_kills(tmp_path: Path) -> None:
    seed = random.randrange(10**9)
    print(f"seed {seed}; confirmed: {killed(tmp_path / 'killed.db', times=500, seed=seed)}")


def killed(path: Path, *, times: int, seed: int) -> int:
    """Kill a writer so many times on one library; how many notes and tags were confirmed and found in the end."""
    chance = random.Random(seed)
    confirmed: list[str] = []
    for number in range(times):
        confirmed += _one_life(path, seed * 1000 + number, chance.uniform(0.0, 0.3))
        if number % 25 == 0 or number == times - 1:
            _check(path, confirmed)
    return len(confirmed)


def _one_life(path: Path, seed: int, seconds: float) -> list[str]:
    """Start a writer and kill it so long after it began to write; what it confirmed meanwhile."""
    writer = subprocess.Popen([sys.executable, str(WRITER), str(path), str(seed)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "open\n"
    timer = threading.Timer(seconds, writer.kill)  # SIGKILL
    timer.start()
    lines = [line for line in writer.stdout if line.endswith("\n")]
    assert writer.wait() != 0  # it did not end by itself
    timer.join()
    writer.stdout.close()
    return [line.strip() for line in lines]


def _check(path: Path, confirmed: list[str]) -> None:
    library = open_library(path, settings=Settings(name="mira"))
    try:
        assert [found for found in library.examine() if found.what != "statements"] == []
        there = Counter([f"note {note.body}" for note in library.notes()])
        there.update(f"tag {tag}" for tag, _ in library.tags())
        assert [line for line in confirmed if there[line] != 1] == []
        assert set(there.values()) <= {1}
    finally:
        library.close()
