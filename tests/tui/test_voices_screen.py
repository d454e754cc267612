"""Voices: found by typing, read over time, joined, parted, renamed, and taken back."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from keyboard import Open

from tuinews.library import Library
from tuinews.tui.panes.voices import VoicesPane

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="no time zone can be set on Windows")


@pytest.fixture(autouse=True)
def _an_hour_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Oslo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


async def test_a_voice_is_found_by_typing_and_its_timeline_read(reader: Open) -> None:
    async with reader() as at:
        await at.press("V")
        seen = at.seen()
        assert "Ilan Reyes" in seen and "Olga Brandt" in seen and "Harbour Times" in seen
        await at.type("reyes")
        pane = at.app.screen.query_one(VoicesPane)
        assert [voice.name for voice in pane.voices] == ["Ilan Reyes"]
        said = pane.voices[0].statements
        await at.press("enter")
        assert at.main.state.place.title == "Ilan Reyes"
        assert at.main.list_pane.count == said > 1
        assert "oldest first" in at.seen() and "Nobody told the crew" in at.seen()
        await at.press("enter")
        current = at.main.article_pane.current
        assert current is not None and current.speaker == "Ilan Reyes"
        await at.press("h", "escape")
        assert at.main.state.place.key == "all" and at.main.list_pane.count == 4


async def test_the_order_of_a_timeline_is_turned_round(reader: Open) -> None:
    async with reader() as at:
        await at.press("i")
        newest = list(at.main.list_pane.ids)
        await at.press("O")
        oldest = list(at.main.list_pane.ids)
        rows = at.main.library.statement_rows(oldest)
        assert [row.published for row in rows] == sorted(row.published for row in rows)
        assert sorted(newest) == sorted(oldest) and newest != oldest
        await at.press("O")
        assert list(at.main.list_pane.ids) == newest


async def test_two_voices_are_joined_parted_and_it_is_taken_back(reader: Open, library: Library) -> None:
    def names() -> set[str]:
        return {voice.name for voice in library.voices()}

    async with reader() as at:
        await at.press("V")
        await at.type("brandt")
        await at.press("tab", "enter")
        assert "is the same as" in at.seen()
        await at.type("okafor")
        await at.press("enter")
        assert "Olga Brandt" not in names() and "Dana Okafor" in names()
        await at.press("V")
        await at.type("okafor")
        assert "also Olga Brandt" in at.seen()
        await at.press("tab", "j", "j", "enter")
        assert "Olga Brandt" in names()
        await at.press("U", "U")
        assert "Olga Brandt" in names()


async def test_a_voice_is_renamed(reader: Open, library: Library) -> None:
    async with reader() as at:
        await at.press("V")
        await at.type("brandt")
        await at.press("tab", "j", "enter")
        await at.type("Minister Brandt-Sea")
        await at.press("enter")
    assert "Minister Brandt-Sea" in {voice.name for voice in library.voices()}


async def test_voices_that_nobody_is_called_are_said_to_be_none(reader: Open) -> None:
    async with reader() as at:
        await at.press("V")
        await at.type("zzz")
        assert "Nobody of that name" in at.seen()
        await at.press("enter", "escape")
        assert at.app.screen is at.main


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_timeline_tells_when_it_was_published_and_first_seen(reader: Open, size: tuple[int, int]) -> None:
    async with reader(size=size) as at:
        await at.press("V")
        await at.type("reyes")
        await at.press("enter")
        shown = at.seen()
        assert "timeline, oldest first" in shown and "2026-11-23 12:00 seen 13:00" in shown
        await at.press("T")
        assert "2026-11-23 11:00 seen 12:00" in at.seen() and "times in UTC" in at.seen()
        await at.press("j", "enter")
        current = at.main.article_pane.current
        assert current is not None and current.speaker == "Ilan Reyes"


async def test_a_search_for_statements_opens_as_a_timeline(reader: Open) -> None:
    async with reader() as at:
        await at.press("/")
        await at.type("kind:direct")
        await at.press("enter", "i", "O")
        rows = [at.main.list_pane.row_at(index) for index in range(at.main.list_pane.count)]
        published = [row.published for row in rows if row is not None]
        assert published == sorted(published) and len(published) > 3
        assert "seen 13:00" in at.seen()


async def test_the_times_of_articles_are_told_as_dates(reader: Open) -> None:
    async with reader() as at:
        assert " 1h" in at.seen()
        await at.press("T", "T")
        assert "2026-11-23 11:00Z" in at.seen()
        await at.press("T")
        assert " 1h" in at.seen()
