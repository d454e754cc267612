"""Presets and keys of the reader's own, in a real terminal."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pseudo_terminal import PROGRAM, Terminal

SAID = "“Nobody told the crew,” said Ilan Reyes, the union's lawyer. “We asked twice.”\n"
UP, DOWN, RIGHT, LEFT, F1 = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1bOP"
CTRL_RIGHT, PAGE_DOWN = "\x1b[1;5C", "\x1b[6~"

Start = Callable[..., Terminal]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The settings file, and a library with two articles."""
    for name, title in (("ferry.txt", "Ferry inquiry opens"), ("rail.txt", "Rail strike suspended")):
        (tmp_path / name).write_text(f"{title}\n\nThe harbour office opened on Monday.\n\n{SAID}", encoding="utf-8")
    subprocess.run([PROGRAM, "import", tmp_path / "ferry.txt", tmp_path / "rail.txt"], check=True, capture_output=True)
    return tmp_path / "config.toml"


def listed() -> dict[str, dict[str, bool]]:
    done = subprocess.run([PROGRAM, "search", "--json", ""], check=True, capture_output=True, text=True)
    return {one["title"]: one for one in json.loads(done.stdout)}


def test_the_usual_keys(terminal: Start, config: Path) -> None:
    screen = terminal()
    found = screen.modes
    screen.until("n next unread")
    screen.press("j", "s", "k", "l")
    screen.until("The harbour office opened")
    screen.press(".")
    screen.until("statement 1/")
    screen.press("Q")
    assert screen.leave() == 0
    assert [one["starred"] for one in listed().values()] == [False, True]
    assert screen.modes == found and screen.raw.rindex(b"\x1b[?1049l") > screen.raw.rindex(b"\x1b[?1049h")


def test_newsboat_keys(terminal: Start, config: Path) -> None:
    config.write_text('preset = "newsboat"\n')
    screen = terminal()
    screen.until("q back")
    screen.press(DOWN, "N")
    screen.until("Marked")
    screen.press("l", UP, "enter")
    screen.until("The harbour office opened")
    screen.press(".", ";")
    screen.until("statement 1/")
    screen.press("q", "q", "q")
    assert screen.leave() == 0
    assert [one["read"] for one in listed().values()] == [True, True]  # the first by opening it


def test_arrow_keys(terminal: Start, config: Path) -> None:
    config.write_text('preset = "arrows"\n')
    screen = terminal()
    screen.until("n next unread")
    screen.press(DOWN, "s", UP, RIGHT)
    screen.until("The harbour office opened")
    screen.press(CTRL_RIGHT)
    screen.until("statement 1/")
    screen.press(LEFT, F1)
    screen.until("Keys of the list")
    screen.press("escape")
    screen.until("Keys of the list", gone=True)
    screen.press("\x11")
    assert screen.leave() == 0
    assert [one["starred"] for one in listed().values()] == [False, True]


def test_keys_of_the_readers_own_over_a_preset(terminal: Start, config: Path) -> None:
    config.write_text('preset = "newsboat"\n\n[keys]\n"mark.star" = "§ ctrl+g"\n"mark.read" = "é"\n')
    screen = terminal()
    screen.until("§ star")
    screen.press("§", "é")
    screen.until("Marked")
    screen.press(DOWN, "\x07", "s")
    screen.until("Starred")
    screen.press("Q")
    assert screen.leave() == 0
    first, second = listed().values()
    assert (first["starred"], first["read"], second["starred"], second["read"]) == (True, True, True, False)


def test_wrong_settings_are_named_on_the_screen_with_their_line_and_the_rest_holds(
    terminal: Start, config: Path
) -> None:
    config.write_text(
        'read_when = "sometimes"\nlist_lines = 1\n\n[keys]\n"mark.nte" = "x"\n"mark.star" = "m"\n"mark.note" = "€"\n'
    )
    screen = terminal(columns=100)
    shown = screen.until("(?s)Settings.*both").replace("│", " ")
    told = " ".join(shown.split())
    assert "Line 1 read_when: has no value 'sometimes'" in told
    assert "Line 5 keys: “mark.nte” is no action; is it mark.note?" in told
    assert "Line 6 keys: “m” is given to both mark.read and mark.star" in told
    screen.press("escape")
    screen.until("Settings", gone=True)
    screen.press("s")
    screen.until("Starred")
    screen.press("€")
    screen.until(r"\^S saves")
    screen.press("escape")
    screen.until(r"\^S saves", gone=True)
    screen.press("Q")
    assert screen.leave() == 0
