from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pseudo_terminal import Terminal


def pytest_itemcollected(item: pytest.Item) -> None:
    if sys.platform == "win32":
        item.add_marker(pytest.mark.skip(reason="Windows has no pseudo-terminals"))


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts the program: `terminal("demo", columns=80, rows=24)`."""
    opened: list[Terminal] = []

    def start(*arguments: str, columns: int = 120, rows: int = 40, **environment: str) -> Terminal:
        kept = {
            name: os.environ[name]
            for name in ("PATH", "HOME", "TUINEWS_CONFIG", "TUINEWS_LIBRARY", "TZ")
            if name in os.environ
        }
        world = {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **environment}
        opened.append(Terminal(list(arguments), world, columns, rows))
        return opened[-1]

    yield start
    for program in opened:
        program.kill()
