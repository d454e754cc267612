"""The whole story, in the program that the reader runs."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pseudo_terminal import PROGRAM, Terminal

ARTICLES = {
    "ferry.txt": (
        "Ferry inquiry opens\n\nThe harbour office opened an inquiry on Monday.\n\n"
        "“Nobody told the crew,” said Ilan Reyes, the union's lawyer. “We asked twice.”\n\n"
        "The company's owner denied that drills were skipped.\n"
    ),
    "rail.txt": "Rail strike suspended\n\nTrains run again from Friday, according to Mira Sol, a spokeswoman.\n",
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with two imported articles."""
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        subprocess.run([PROGRAM, "import", tmp_path / name], check=True, capture_output=True)
    return tmp_path / "library.db"


def test_from_opening_an_article_to_finding_a_noted_statement_again(
    terminal: Callable[..., Terminal], library: Path
) -> None:
    screen = terminal()
    screen.until("Rail strike suspended")
    screen.press("j", "enter")
    screen.until("The harbour office opened")
    screen.press(".")
    screen.until("Ilan Reyes")
    screen.press("t")
    screen.until("(?i)tag")
    screen.press(*"safety", "enter")
    screen.until("#safety|Tagged")
    screen.press("a")
    screen.until("(?i)note")
    screen.press(*"compare with **May**", "enter", *"second line", "ctrl+s")
    screen.until("compare with")
    screen.press("/")
    screen.press(*"note:compare")
    screen.until(r"(?s)note:compare.*Ferry inquiry")
    screen.until("Rail strike", gone=True)
    screen.press("enter", "Q")
    assert screen.leave() == 0

    again = terminal()
    again.until("Ferry inquiry")
    again.press("/", *"note:second", "enter")
    again.until("Rail strike", gone=True)
    again.press("enter")
    again.until("compare with")
    again.press("Q")
    assert again.leave() == 0
    note = json.loads(_run("notes", "--json"))[0]
    assert note["body"] == "compare with **May**\nsecond line"
    assert note["quote"].startswith("Nobody told the crew")


def test_the_demo_opens_without_network_and_leaves_nothing_behind(terminal: Callable[..., Terminal]) -> None:
    screen = terminal("demo", TUINEWS_NOW="2026-03-12T09:00:00Z")
    screen.until("All articles")
    screen.until("Ferry inquiry")
    screen.press("Q")
    assert screen.leave() == 0


def test_an_empty_library_greets_with_what_to_do(terminal: Callable[..., Terminal]) -> None:
    screen = terminal(columns=80, rows=24)
    screen.until("Which keys")
    screen.press("escape")
    screen.until("(?is)add a feed.*OPML.*samples")
    screen.press("escape")
    screen.until("Welcome", gone=True)
    screen.press("Q")
    assert screen.leave() == 0


def test_nothing_a_title_holds_is_obeyed_by_the_terminal(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text("Why [/b] and [@click=app.quit]\x1b]52;c;RVZJTA==\x07 broke \u202eit\n\nWords, and more words.\n")
    _run("import", str(path))
    screen = terminal()
    screen.until(r"Why \[/b\] and \[@click")
    assert b"RVZJTA" not in screen.raw
    assert "\u202e".encode() not in screen.raw
    screen.press("Q")
    assert screen.leave() == 0


def test_a_library_of_a_newer_version_is_refused_before_the_screen(
    terminal: Callable[..., Terminal], library: Path
) -> None:
    import sqlite3

    connection = sqlite3.connect(library)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    screen = terminal()
    assert screen.leave() == 1
    assert "newertuinews" in "".join(screen.text.split())  # the name of the file says where the line breaks


def _run(*arguments: str) -> str:
    return subprocess.run([PROGRAM, *arguments], check=True, capture_output=True, text=True).stdout


def test_the_samples_can_be_seen_from_an_empty_library(terminal: Callable[..., Terminal]) -> None:
    screen = terminal()
    screen.until("Which keys")
    screen.press("enter")
    screen.until("(?is)add a feed.*samples")
    screen.press("up", "enter")
    screen.until("Ferry inquiry")
    screen.press("Q")
    assert screen.leave() == 0


def test_a_note_is_written_in_the_readers_own_editor(
    terminal: Callable[..., Terminal], library: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "my editor"
    editor.write_text('#!/bin/sh\nprintf " — written with $1" >> "$2"\n')
    editor.chmod(0o755)
    screen = terminal(EDITOR=f"'{editor}' --now")
    screen.until("Rail strike suspended")
    screen.press("a")
    screen.until("your editor")
    screen.press(*"begun here", "\x05")
    screen.until("written with")
    screen.press("ctrl+s")
    screen.until("your editor", gone=True)
    screen.press("Q")
    assert screen.leave() == 0
    notes = json.loads(subprocess.run([PROGRAM, "notes", "--json"], check=True, capture_output=True).stdout)
    assert [note["body"] for note in notes] == ["begun here — written with --now"]
