"""Only a fresh process proves that a deferred import is deferred."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("textual", "rich", "feedparser", "readability", "trafilatura", "aiohttp", "sqlite_utils", "lxml", "rapidfuzz")


def imported_by(arguments: list[str], tmp_path: Path, stdin: str = "") -> set[str]:
    """Which of the heavy packages a command imports."""
    code = (
        "import sys; from tuinews.cli import main; sys.argv = ['tuinews', *sys.argv[1:]]\n"
        "try: main()\n"
        "except SystemExit as end: status = end.code or 0\n"
        f"print('IMPORTED', *[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr); sys.exit(status)"
    )
    environment = {**os.environ, "TUINEWS_LIBRARY": str(tmp_path / "library.db")}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    line = next(line for line in done.stderr.splitlines() if line.startswith("IMPORTED"))
    return set(line.split()[1:])


@pytest.fixture
def with_library(tmp_path: Path) -> Path:
    """A folder with a library made beforehand: making it needs sqlite-utils."""
    imported_by(["feeds"], tmp_path)
    return tmp_path


def test_the_version_needs_nothing(tmp_path: Path) -> None:
    assert imported_by(["--version"], tmp_path) == set()


@pytest.mark.parametrize(
    "arguments", [["search", "ferry"], ["feeds"], ["notes"], ["tags"], ["config"], ["config", "keys"]]
)
def test_looking_something_up_needs_only_sqlite(with_library: Path, arguments: list[str]) -> None:
    assert imported_by(arguments, with_library) == set()


def test_the_screen_loads_no_preset_and_no_dialog_of_settings_before_it_is_wanted() -> None:
    code = (
        "import sys, tuinews.tui.app; print(*[name for name in sys.modules if name.startswith(('tuinews', 'tomlkit'))])"
    )
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert "tuinews.tui.keymap" in loaded
    unwanted = ("tomlkit", "tuinews.tui.presets", "tuinews.tui.commands.settling", "tuinews.library.configuring")
    assert not [name for name in loaded if name.startswith(unwanted)]


def test_finding_statements_needs_nothing(tmp_path: Path) -> None:
    assert imported_by(["statements", "-"], tmp_path, "“Yes,” said Ana Diaz.") == set()
    assert imported_by(["statements", "--jsonl"], tmp_path, '{"id": 1, "text": "“Yes,” said Ana Diaz."}\n') == set()


def test_a_refresh_needs_no_screen_and_no_extractor(with_library: Path) -> None:
    assert not imported_by(["refresh"], with_library) & {"textual", "rich", "readability", "trafilatura"}
