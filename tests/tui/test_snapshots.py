"""What the screens look like. After a change that is meant: `pytest tests/tui/test_snapshots.py --snapshot-update`,
and look at every picture."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from keyboard import Reader
from made import build
from shelf import store
from textual.pilot import Pilot

from tuinews.core.fetched import Subscription
from tuinews.core.statement import Span
from tuinews.library import Library, open_library
from tuinews.library.analysing import analyse_waiting
from tuinews.library.settings import Settings
from tuinews.library.views import Target
from tuinews.tui.app import TuinewsApp

SIZES = {"80x24": (80, 24), "120x40": (120, 40), "200x50": (200, 50)}
LONG_READ = build([
    ("paragraph", "The inquiry found that “every safety drill was skipped”, according to two officials."),
    ("paragraph", "“Nobody told the crew,” said Ilan Reyes, the union's lawyer. “We asked twice.”"),
    ("heading", "What comes next", (("level", "2"),)),
    ("paragraph", "The ministry will publish the report in May, Yonhap reported, citing the minister, Dana Okafor."),
    ("quote", [("paragraph", "We regret what happened and will cooperate in full.")]),
    ("list", [
        ("item", [("paragraph", "The crew had no drills in spring, and none in the months that came after it.")]),
        ("item", [("paragraph", "Life boats were locked.")]),
    ], (("ordered", "1"),)),
    ("table", [("row", "Ship|Drills|Owner"), ("row", "Aurora|0|Harbour Lines"), ("row", "Meltem|12|Rail & Sea")]),
    ("code", "if drills < 12:\n\traise Unsafe"),
    ("embed", [("paragraph", "We asked in writing. Twice.")], (("name", "Ilan Reyes"), ("handle", "@reyes"))),
    ("figure", [("caption", "The ferry Aurora in the harbour.")]),
    ("paragraph", "Mr Reyes said that the owner had ignored three letters. 日本語も、絵文字👩🏽‍🚀も。"),
])  # fmt: skip


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Library]:
    """A library with an article that has everything, marked by its reader."""
    library = open_library(tmp_path / "shelf.db", settings=Settings(name="mira"))
    library.subscribe([Subscription("https://harbour.example/feed", "Harbour Times", folder="World")])
    store(library, 0, "Ferry inquiry blames owner", "Harbour Times", LONG_READ)
    title = "Grid loan approved after a night of talks that nobody expected"
    store(library, 1, title, "Northern Wire", "“Yes,” said Olga Brandt.")
    for number in range(2, 30):
        store(library, number, f"Story number {number}", "Rail Daily", f"Trains run again, said Ada Moreau{number}.")
    for _ in analyse_waiting(library.store, library.settings.confidence):
        pass
    library.tag([Target(1)], ["sea", "inquiry"])
    span = next(one for one in library.article(1).statements if "Nobody" in one.text).statement
    target = Target(1, Span(span.start, span.end), statement=True)
    library.add_note(target, "Asked **when**?\nCall the union.")
    library.star([2])
    library.mark_read([3, 4])
    yield library
    library.close()


Snap = Callable[..., bool]
Pressed = Callable[[Pilot[Any]], Awaitable[None]]


def pressing(*keys: str) -> Pressed:
    async def press(pilot: Pilot[Any]) -> None:
        reader = Reader(pilot)
        await reader.settle()
        await reader.press(*keys)
        for cursor in pilot.app.screen.query("Input, TextArea"):
            cursor.cursor_blink = False  # type: ignore[attr-defined]
        await reader.settle()

    return press


@pytest.mark.parametrize("size", SIZES)
def test_the_panes_with_a_statement_walked_to(shelf: Library, snap_compare: Snap, size: str) -> None:
    keys = pressing("enter", "full_stop", "full_stop")
    assert snap_compare(TuinewsApp(shelf), terminal_size=SIZES[size], run_before=keys)


@pytest.mark.parametrize("theme", ["tuinews-light", "tuinews-contrast"])
def test_other_colours(tmp_path: Path, shelf: Library, snap_compare: Snap, theme: str) -> None:
    other = open_library(shelf.path, settings=Settings(name="mira", theme=theme))
    assert snap_compare(TuinewsApp(other), terminal_size=(120, 40), run_before=pressing("enter", "full_stop"))
    other.close()


def test_plain_ascii(shelf: Library, snap_compare: Snap) -> None:
    other = open_library(shelf.path, settings=Settings(name="mira", ascii=True))
    assert snap_compare(TuinewsApp(other), terminal_size=(120, 40), run_before=pressing("enter", "full_stop"))
    other.close()


IN_OTHER_LOOKS: dict[str, tuple[str, Settings, tuple[str, ...]]] = {
    "days, light": ("80x24", Settings(name="mira", theme="tuinews-light", list_group="day"), ("j",)),
    "outlets in one line, picked, light": (
        "200x50",
        Settings(name="mira", theme="tuinews-light", list_group="outlet", list_lines=1),
        ("v", "j", "j", "v", "j"),
    ),
    "alone, ASCII": ("80x24", Settings(name="mira", ascii=True), ("enter", "z", "ctrl+d")),
    "marks over marks, ASCII": (
        "200x50",
        Settings(name="mira", ascii=True),
        ("slash", "c", "r", "e", "w", "enter", "enter", "full_stop", "full_stop", "v", "v"),
    ),
}


@pytest.mark.parametrize("look", IN_OTHER_LOOKS)
def test_other_looks(shelf: Library, snap_compare: Snap, look: str) -> None:
    size, settings, keys = IN_OTHER_LOOKS[look]
    other = open_library(shelf.path, settings=settings)
    assert snap_compare(TuinewsApp(other), terminal_size=SIZES[size], run_before=pressing(*keys))
    other.close()


def test_the_list_on_a_narrow_screen(shelf: Library, snap_compare: Snap) -> None:
    assert snap_compare(TuinewsApp(shelf), terminal_size=(80, 24), run_before=pressing("j"))


def test_a_search(shelf: Library, snap_compare: Snap) -> None:
    keys = pressing("slash", "c", "r", "e", "w")
    assert snap_compare(TuinewsApp(shelf), terminal_size=(120, 40), run_before=keys)


def test_the_note_editor(shelf: Library, snap_compare: Snap) -> None:
    assert snap_compare(TuinewsApp(shelf), terminal_size=(100, 30), run_before=pressing("enter", "full_stop", "a"))


def test_help(shelf: Library, snap_compare: Snap) -> None:
    assert snap_compare(TuinewsApp(shelf), terminal_size=(100, 50), run_before=pressing("enter", "question_mark"))


def test_the_greeting_of_an_empty_library(tmp_path: Path, snap_compare: Snap) -> None:
    empty = open_library(tmp_path / "empty.db", settings=Settings(name="mira"))
    assert snap_compare(TuinewsApp(empty), terminal_size=(80, 24), run_before=pressing())
    empty.close()


BEFORE = (
    "The inquiry found that “every safety drill was skipped”, according to two officials.\n"
    "“Nobody told the crew,” said Ilan Reyes, the union's lawyer. “We asked twice.”\n"
    "The ferry had made the crossing four times a day since the spring of 2019.\n"
    "The company did not answer questions on Tuesday."
)
AFTER = (
    "The inquiry found that “every safety drill was cancelled”, according to three officials.\n"
    "“Nobody told the crew,” said Dana Okafor, the minister. “We asked twice.”\n"
    "“We regret what happened,” said Ada Moreau, who speaks for the company.\n"
    "The company did not answer further questions on Tuesday. Correction: an earlier version of this article named the "
    "wrong speaker."
)
NOTED = {
    "made the crossing four times a day": "Count them: **timetable** of 2024?",
    "every safety drill was skipped": "Which drills?\nAsk for the log book.",
    "did not answer questions": "Second attempt on Friday.",
}


@pytest.fixture
def noted(tmp_path: Path) -> Iterator[Library]:
    """A library with an article that bears notes in its margin."""
    library = open_library(tmp_path / "noted.db", settings=Settings(name="mira"))
    store(library, 0, "Ferry inquiry blames owner", "Harbour Times", BEFORE)
    for words, note in NOTED.items():
        library.add_note(Target(1, Span(BEFORE.index(words), BEFORE.index(words) + len(words))), note)
    library.add_note(Target(1), "The third piece on this in a week.")
    yield library
    library.close()


@pytest.fixture
def rewritten(noted: Library) -> Library:
    """The same, after the article was rewritten: one of the notes has lost its words."""
    store(noted, 0, "Ferry inquiry blames owner and ministry", "Harbour Times", AFTER)
    for _ in analyse_waiting(noted.store, noted.settings.confidence):
        pass
    return noted


def test_notes_in_the_margin(noted: Library, snap_compare: Snap) -> None:
    noted.save_arrangement('{"legend": true}')  # what the marks mean was told
    assert snap_compare(TuinewsApp(noted), terminal_size=(120, 40), run_before=pressing("enter"))


def test_the_first_article_that_is_opened(shelf: Library, snap_compare: Snap) -> None:
    assert snap_compare(TuinewsApp(shelf), terminal_size=(80, 24), run_before=pressing("enter"))


@pytest.mark.parametrize("size", ["80x24", "120x40"])
def test_what_changed(rewritten: Library, snap_compare: Snap, size: str) -> None:
    assert snap_compare(TuinewsApp(rewritten), terminal_size=SIZES[size], run_before=pressing("enter", "d"))


def test_what_stood_on_words_that_are_gone(rewritten: Library, snap_compare: Snap) -> None:
    assert snap_compare(TuinewsApp(rewritten), terminal_size=(120, 40), run_before=pressing("enter", "X"))
