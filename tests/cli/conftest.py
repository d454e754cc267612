from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tuinews.cli import main

ARTICLE = (
    "Ferry inquiry opens\n\n"
    "The harbour office opened an inquiry on Monday.\n\n"
    "“Nobody told the crew,” said Ilan Reyes, the union's lawyer. “We asked twice.”\n"
)


class Result(NamedTuple):
    """What a run of the program left behind."""

    status: int
    out: str
    err: str


@pytest.fixture
def tuinews(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Runs the program: `tuinews("search", "ferry", stdin="…")`."""

    def run(*arguments: str, stdin: str | bytes = "") -> Result:
        monkeypatch.setattr(sys, "argv", ["tuinews", *arguments])
        raw = io.BytesIO(stdin.encode() if isinstance(stdin, str) else stdin)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw, encoding="utf-8"))
        with pytest.raises(SystemExit) as end:
            main()
        captured = capsys.readouterr()
        return Result(int(end.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def imported(tuinews: Callable[..., Result], tmp_path: Path) -> Callable[..., Result]:
    """The program on a library that holds one imported article, number 1."""
    path = tmp_path / "ferry.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    assert tuinews("import", str(path)).status == 0
    return tuinews
