"""Saved searches, whole lists marked read, full texts fetched, statements as rows."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from keyboard import Open
from rich.cells import cell_len

from tuinews.core.errors import BadInput
from tuinews.core.models import StatementRow
from tuinews.library import Library, open_library
from tuinews.library.settings import Settings
from tuinews.storage import rules
from tuinews.tui.glyphs import ASCII, UNICODE
from tuinews.tui.rows import statement_lines
from tuinews.tui.screens import arriving


async def test_a_search_is_saved_found_again_and_deleted(reader: Open, library: Library) -> None:
    async with reader() as at:
        await at.press("slash")
        await at.type("loan")
        await at.press("enter", "f", "enter")
        await at.type("Money")
        await at.press("enter")
        assert [(name, query) for _, name, query in library.saved_searches()] == [("Money", "loan")]
        await at.press("escape")
        assert at.main.list_pane.count == 4
        await at.press("f", "enter")
        assert at.main.state.place.title == "Money" and at.main.list_pane.count == 1
        assert "Money" in {place.title for place in at.main.tree_pane.places}
        await at.press("f", "j", "j", "enter", "enter")
        assert library.saved_searches() == []
        await at.press("U")
        assert len(library.saved_searches()) == 1


async def test_without_a_search_the_reader_is_told_how_to_save_one(reader: Open) -> None:
    async with reader() as at:
        await at.press("f")
        assert "search with /, then f saves it" in at.seen()


async def test_a_whole_list_and_what_is_above_or_below_is_marked_read(reader: Open, library: Library) -> None:
    def read() -> list[bool]:
        return [row.read for row in library.rows([1, 2, 3, 4])]

    async with reader() as at:
        await at.press("j", "M")
        seen = at.seen()
        assert "all 4 of this list" in seen and "the 1 above" in seen and "the 2 below" in seen
        await at.press("j", "enter")
        assert read() == [True, False, False, False]
        await at.press("U", "M", "j", "j", "enter")
        assert read() == [False, False, True, True]
        await at.press("U", "M", "enter")
        assert read() == [True] * 4
        await at.press("U")
        assert read() == [False] * 4


async def test_a_full_text_that_cannot_be_fetched_is_said_to_be_missing(reader: Open) -> None:
    async with reader() as at:
        await at.press("x")
        assert "news.example" in at.main.state.notice
        assert at.main.list_pane.count == 4


def test_a_row_of_a_statement_has_star_kind_speaker_outlet_and_age_at_every_width() -> None:
    quote = "Nobody told the crew " * 9
    row = StatementRow(1, 1, "Title", "Harbour Times", 0.0, "Ilan Reyes", quote, "mixed", 0, 9, True)
    for glyphs in (UNICODE, ASCII):
        for width in (34, 48, 78):
            first, second = (
                "".join(words.text for words in line)
                for line in statement_lines(row, width, 2, glyphs, lambda text: ())
            )
            assert glyphs.mixed in first and first.endswith(glyphs.ellipsis)
            assert "Ilan Reyes" in second and "Harb" in second and glyphs.star in second
            assert cell_len(first) <= width and cell_len(second) <= width


async def test_a_saved_search_counts_what_is_unread_and_tells_of_what_comes(
    reader: Open, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    took = tmp_path / "took"
    code = "import sys; open(sys.argv[1], 'w', encoding='utf-8').write('|'.join(sys.argv[2:]) + sys.stdin.read())"
    own = open_library(
        library.path,
        settings=Settings(name="mira", commands={"log": [sys.executable, "-c", code, str(took), "{title}"]}),
    )
    own.save_search("Ferries", "ferry")
    own.save_search("By Reyes", "by:reyes")
    own.notify_of_search("By Reyes", "bell")
    rung: list[None] = []
    async with reader(of=own) as at:
        monkeypatch.setattr(at.app, "bell", lambda: rung.append(None))
        places = {place.title: place.unread for place in at.main.tree_pane.places}
        assert places["Ferries"] == 1 and places["By Reyes"] == 1
        await at.press("f", "j", "j", "enter", "j", "enter", "j", "j", "enter")
        assert "tells by log" in at.main.state.notice
        arriving._remember_newest(at.main)
        await at.settle()
        file = tmp_path / "new.txt"
        file.write_text("Another ferry $(x)\n\nWords, said nobody.\n", encoding="utf-8")
        at.main.desk.watch(lambda: own.start_import([file]))
        for _ in range(500):  # a process of its own writes it
            await at.settle()
            if took.exists() and took.stat().st_size:
                break
            await asyncio.sleep(0.02)
        assert took.read_text(encoding="utf-8") == "Ferries: 1 new, Another ferry $(x)Another ferry $(x)\t\n"
        assert not rung
        places = {place.title: place.unread for place in at.main.tree_pane.places}
        assert places["Ferries"] == 2
    own.undo()
    own.close()


def test_only_known_ways_to_tell_are_taken_and_they_can_be_undone(library: Library) -> None:
    library.save_search("Ferries", "ferry")
    with pytest.raises(BadInput, match="no way to tell"):
        library.notify_of_search("Ferries", "rm -rf /")
    library.notify_of_search("Ferries", "desktop")
    assert rules.notifying(library.store.connection) == [("Ferries", "ferry", "desktop")]
    library.save_search("Ferries", "ferry OR ship")
    assert rules.notifying(library.store.connection) == [("Ferries", "ferry OR ship", "desktop")]
    library.undo()
    library.undo()
    assert rules.notifying(library.store.connection) == []


@pytest.mark.parametrize(
    ("room", "told"),
    [(40, "2026-11-22 16:47 seen 11-25 19:57"), (32, "2026-11-22 16:47 seen 11-25"), (20, "2026-11-22 16:47")],
)
def test_no_date_of_a_statement_is_cut_in_the_middle(room: int, told: str) -> None:
    published, seen = (datetime(2026, 11, *at, tzinfo=UTC).timestamp() for at in ((22, 16, 47), (25, 19, 57)))
    row = StatementRow(1, 1, "Title", "Harbour Times", published, "Ilan Reyes", "Words", "mixed", 0, 9, seen=seen)
    line = statement_lines(row, room, 2, UNICODE, lambda text: (), "utc")[-1]
    assert "".join(words.text for words in line).strip() == told
