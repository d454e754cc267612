"""Cost grows with the length of a text, whatever is in it. Counted in executed lines of the engine, not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from tuinews.statements import find_statements
from tuinews.statements.phrases import cores_in

SIZE = 500
"""Units of a text; twice as many must cost about twice as much."""

HOSTILE: dict[str, Callable[[int], str]] = {
    "no full stop": lambda n: "the harbour is closed and people walk along the water " * n,
    "reports without a full stop": lambda n: "he said the harbour is closed and people said along " * n,
    "quotation marks": lambda n: '"' * (4 * n),
    "spaced quotation marks": lambda n: '" a ' * (2 * n),
    "nested quotation marks": lambda n: "“" * (2 * n) + "a" + "”" * (2 * n),
    "nested, two kinds": lambda n: "“ ‘a " * n + "’ ”" * n,
    "apostrophes": lambda n: "'a " * (2 * n),
    "cues": lambda n: "said " * (3 * n),
    "cues with commas": lambda n: "Ana said, " * n,
    "names": lambda n: " ".join(f"Ana{i} Ruiz{i} said it. He said so." for i in range(n)),
    "commas": lambda n: ", a " * (2 * n),
    "brackets": lambda n: "( a " * (2 * n),
    "dashes": lambda n: "— a " * (2 * n),
    "prefaces": lambda n: "according to " * (2 * n),
    "signatures": lambda n: "Ana said it is so.\n— Ana (@a) May 2\n" * n,
    "turns": lambda n: "Ana: a\nLeo: b\n" * n,
    "lone quotations": lambda n: "“A b c.” " * n,
}


def lines_executed(text: str, language: str) -> int:
    """How many lines of the engine run for a text."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if "statements" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    cores_in.cache_clear()
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        find_statements(text, language)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", ["en", "de"])
def test_twice_the_text_costs_twice_the_work(name: str, language: str) -> None:
    find_statements("Ana said so.", language)
    once = lines_executed(HOSTILE[name](SIZE), language)
    twice = lines_executed(HOSTILE[name](2 * SIZE), language)
    assert twice < 2.6 * once + 2000
