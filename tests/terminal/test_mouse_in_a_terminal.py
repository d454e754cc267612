"""The mouse in a real terminal, as it reports it (SGR, DEC private mode 1006); what it draws in which column."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from pseudo_terminal import PROGRAM, Terminal

SAID = "“Nobody told the crew,” said Ilan Reyes, the union's lawyer. “We asked twice.”"
LONG = "\n\n".join(f"Paragraph {number} tells more about the harbour and its crew." for number in range(40))
LEFT, MOVED, WHEEL_DOWN = 0, 32, 65

Start = Callable[..., Terminal]


PICTURE = "https://harbour.example/quay.png"


def put(folder: Path) -> None:
    """A library of two articles; the first has a picture."""
    (folder / "ferry.txt").write_text(f"Ferry inquiry opens\n\nOn Monday.\n\n{SAID}\n\n{LONG}\n", "utf-8")
    figure = f'<figure><img src="{PICTURE}"><figcaption>The quay at night.</figcaption></figure>'
    page = f"<title>Rail strike</title><article><h1>Rail strike</h1><p>{LONG}</p>{figure}<p>{SAID}</p></article>"
    (folder / "rail.html").write_text(page, "utf-8")
    names = [folder / "ferry.txt", folder / "rail.html"]
    subprocess.run([PROGRAM, "import", *names], check=True, capture_output=True)


def mouse(screen: Terminal, button: int, at: tuple[int, int], *, up: bool = False) -> None:
    column, row = at
    screen.press(f"\x1b[<{button};{column + 1};{row + 1}{'m' if up else 'M'}")


def click(screen: Terminal, at: tuple[int, int]) -> None:
    mouse(screen, LEFT, at)
    mouse(screen, LEFT, at, up=True)


def place(screen: Terminal, words: str) -> tuple[int, int]:
    """The (column, row) at which words stand; everything before them takes a column a character."""
    row, line = next((row, line) for row, line in enumerate(screen.screen.display) if words in line)
    return line.index(words), row


def test_a_reader_with_a_mouse(terminal: Start, tmp_path: Path) -> None:
    put(tmp_path)
    screen = terminal()
    screen.until("(?s)Ferry inquiry opens.*Paragraph 0")
    row = place(screen, "Ferry inquiry opens")
    click(screen, row)
    screen.until("2 of 2 articles")
    click(screen, row)  # again: opens it
    screen.until("○ Ferry inquiry opens")
    click(screen, place(screen, "Nobody told"))
    screen.until("statement 1/")
    for _ in range(6):
        mouse(screen, WHEEL_DOWN, place(screen, "Paragraph"))
    screen.until("Paragraph 0 ", gone=True)

    edge, _ = place(screen, "╮╭")
    mouse(screen, LEFT, (edge, 20))
    mouse(screen, LEFT + MOVED, (edge + 12, 20))
    mouse(screen, LEFT, (edge + 12, 20), up=True)
    screen.until(rf"(?m)^╭[^╮]{{{edge + 11}}}╮╭")
    screen.press("Q")
    assert screen.leave() == 0


@pytest.mark.parametrize("shown", ["in the browser", "on the screen"])
def test_enter_on_the_caption_of_a_picture_opens_it(terminal: Start, tmp_path: Path, shown: str) -> None:
    installed = find_spec("textual_image") is not None
    if (shown == "on the screen") is not installed:
        pytest.skip(f"textual-image is {'' if installed else 'not '}installed: pictures are not opened {shown}")
    put(tmp_path)
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    browser.chmod(0o755)
    screen = terminal(BROWSER=f"{browser} %s")
    screen.until("Rail strike")
    screen.press("enter", "p")
    screen.until("(?s)The quay at night.*Enter open")
    screen.press("enter")
    if installed:
        screen.until("The quay at night")  # its screen: nothing is fetched before, and harbour.example is nowhere
        screen.until("o opens it in the browser|cannot|could not")
    else:
        screen.until(f"Opened {PICTURE}")
        screen.press("Q")
        assert screen.leave() == 0
        assert (tmp_path / "opened").read_text().strip() == PICTURE


@pytest.mark.parametrize("emoji", ["👩‍👩‍👧", "🇩🇪🇫🇷", "👍🏽", "❤️", "1️⃣", "日本語", "ضضض"])
def test_frames_stay_straight(emoji: str) -> None:
    """Whatever a terminal takes an emoji for: pyte, which takes each character by itself, is one of those."""
    import pyte

    from tuinews.tui.columns import keep_columns

    screen = pyte.Screen(20, 2)
    width = {"日本語": 6, "ضضض": 3, "🇩🇪🇫🇷": 4}.get(emoji, 2)
    pyte.Stream(screen).feed(keep_columns(f"\x1b[1m│{emoji}{' ' * (18 - width)}│"))
    assert screen.buffer[0][19].data == "│" and screen.buffer[0][0].data == "│"
    assert not screen.display[1].strip()
