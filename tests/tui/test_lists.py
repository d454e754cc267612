"""Lists: headings, rows of one line, picking several, going on to the next feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyboard import Open
from shelf import NOW, store

from tuinews.core.fetched import Subscription
from tuinews.library import Library, open_library
from tuinews.library.settings import Settings
from tuinews.library.views import Group, Target
from tuinews.storage import feeds
from tuinews.tui.headings import Headings

FEEDS = (("https://a.example/feed", "Harbour Times", "sea"), ("https://b.example/feed", "Rail Daily", "land"))


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Library]:
    """Twelve articles of two days and two feeds."""
    library = open_library(tmp_path / "shelf.db", settings=Settings(name="mira"))
    library.subscribe([Subscription(url, name, tags=(tag,)) for url, name, tag in FEEDS])
    for number in range(12):
        store(library, number, f"Story {number}", FEEDS[number % 2][1], f"Trains run again, said Ada Moreau{number}.")
    ids = library.search().ids
    with library.store.writing() as connection:
        for number, one in enumerate(ids):
            feeds.remember_entry(connection, 1 + number % 2, str(number), "d", one, NOW.timestamp())
    yield library
    library.close()


@given(st.lists(st.integers(0, 40), unique=True, max_size=8).map(sorted), st.integers(1, 40), st.integers(1, 3))
def test_every_row_is_that_of_one_item_or_heading(starts: list[int], count: int, item_rows: int) -> None:
    starts = [start for start in starts if start < count]
    headings = Headings([Group(start, str(start)) for start in starts], count, item_rows)
    seen: list[int] = []
    for row in range(headings.rows):
        item, heading = headings.item_at(row), headings.heading_at(row)
        assert (item >= 0) != (heading is not None)
        seen.append(item)
    for index in range(count):
        assert [row for row, item in enumerate(seen) if item == index] == list(
            range(headings.first_row(index), headings.first_row(index) + item_rows)
        )
    assert sum(headings.size(group) for group in headings.groups) == (count - starts[0] if starts else 0)


async def test_headings_by_day_outlet_and_feed_tag_count_what_is_below_them(reader: Open, shelf: Library) -> None:
    async with reader(of=shelf) as at:
        await at.press("L", "j", "enter")
        shown = at.seen()
        assert "Today ─" in shown and "Yesterday ─" in shown
        assert [group.name for group in at.main.list_pane.headings.groups] == ["2026-11-23", "2026-11-22"]
        await at.press("L", "j", "j", "enter")
        assert "Harbour Times ─" in at.seen() and "Rail Daily ─" in at.seen()
        assert [row.outlet for row in shelf.rows(at.main.list_pane.ids)] == ["Harbour Times"] * 6 + ["Rail Daily"] * 6
        await at.press("L", "j", "j", "j", "enter")
        assert "sea ─" in at.seen() and "land ─" in at.seen()


async def test_how_the_list_is_set_is_remembered(reader: Open, shelf: Library) -> None:
    async with reader(of=shelf) as at:
        await at.press("L", "j", "enter", "L", "j", "j", "j", "j", "enter")
        assert at.main.list_pane.item_rows == 1
    async with reader(of=shelf) as at:
        assert "Today ─" in at.seen()
        assert at.main.list_pane.item_rows == 1
        line = next(line for line in at.seen().splitlines() if "Story 3" in line)
        assert "10h" in line


async def test_the_cursor_goes_from_article_to_article_over_headings(reader: Open, shelf: Library) -> None:
    async with reader(of=shelf, size=(120, 14)) as at:
        await at.press("L", "j", "enter", "G")
        assert "Story 11" in at.seen()
        await at.press("g")
        assert at.main.list_pane.top_row == 0 and "Today ─" in at.seen()
        await at.press("5", "j")
        assert at.main.list_pane.current_id == shelf.search().ids[5]


async def test_several_rows_are_picked_and_marked_in_one_step(reader: Open, shelf: Library) -> None:
    ids = shelf.search().ids
    async with reader(of=shelf) as at:
        await at.press("v", "j", "j", "v", "2", "j", "v")
        assert "4 picked" in at.seen()
        await at.press("s")
        assert set(shelf.search("is:starred").ids) == {*ids[:3], ids[4]}
        assert not at.main.list_pane.picked
        await at.press("U")
        assert not shelf.search("is:starred").ids
        await at.press("g", "v", "j", "t")
        assert "2 articles" in at.seen()
        await at.type("ferry")
        await at.press("enter")
        assert sorted(shelf.search("tag:ferry").ids) == sorted(ids[:2])
        await at.press("g", "v", "j", "m")
        assert sorted(shelf.search("is:read").ids) == sorted(ids[:2])
        await at.press("v", "k", "D", "enter")
        assert len(shelf.search().ids) == 10
        await at.press("U")
        assert len(shelf.search().ids) == 12


async def test_escape_gives_up_what_is_picked_and_picked_rows_survive_a_renewed_list(
    reader: Open, shelf: Library
) -> None:
    async with reader(of=shelf) as at:
        await at.press("v", "j", "v", "j")
        store(shelf, -1, "Newest", "Rail Daily", "News.")
        at.main.renew()
        await at.settle()
        assert list(at.main.list_pane.picked_ids()) == list(shelf.search().ids[1:3])
        await at.press("escape")
        assert not at.main.list_pane.picked and at.app.is_running


async def test_the_next_feed_is_named_before_the_list_is_left(reader: Open, shelf: Library) -> None:
    async with reader(of=shelf) as at:
        await at.press("b", "5", "j")
        assert at.main.tree_pane.current is not None and at.main.tree_pane.current.title == "Harbour Times"
        await at.press("enter", "enter", *"nnnnn")
        assert at.main.list_pane.cursor == 5
        await at.press("n")
        assert "Next: Rail Daily (6 unread), n again goes there" in at.seen()
        assert at.main.state.place.title == "Harbour Times"
        await at.press("k", "n", "n")
        assert at.main.state.place.title == "Rail Daily" and at.main.state.pane == "article"
        assert at.main.state.view is not None and at.main.state.view.row.title == "Story 1"
        await at.press("K")
        assert "Before: Harbour Times" in at.seen()
        await at.press("K")
        assert at.main.state.view.row.title == "Story 10"


async def test_newsboat_keys_go_from_feed_to_feed(reader: Open, shelf: Library) -> None:
    other = open_library(shelf.path, settings=Settings(name="mira", preset="newsboat"))
    async with reader(of=other) as at:
        await at.press("j")
        assert at.main.state.place.title == "Harbour Times"
        await at.press("j")
        assert at.main.state.place.title == "Rail Daily"
        await at.press("k", "ctrl+n")
        assert at.main.state.place.title == "Rail Daily"
        await at.press("A", "enter", "ctrl+p")
        assert at.main.state.place.title == "Harbour Times"
        await at.press("ctrl+p")
        assert "No other feed with unread articles" in at.seen()
    other.close()


async def test_an_empty_list_says_why_and_what_to_do(reader: Open, shelf: Library) -> None:
    shelf.mark_read(shelf.search().ids)
    with shelf.store.writing() as connection:
        feeds.set_state(connection, 2, problem="news.example did not answer")
        connection.execute("DELETE FROM membership WHERE feed_id = 2")
    async with reader(of=shelf) as at:

        async def seen_at(title: str) -> str:
            tree = at.main.tree_pane
            at.main.go_to_pane("tree")
            tree.move_to(next(n for n, place in enumerate(tree.places) if place.title == title))
            await at.press("enter")
            return " ".join(at.seen().split())

        assert "All is read" in await seen_at("Unread")
        assert "s stars the article" in await seen_at("Starred")
        shown = await seen_at("Rail Daily")
        assert "could not be fetched" in shown and "news.example did not answer" in shown and "r tries again" in shown
        await at.press("/")
        await at.type("zzz")
        assert "Nothing found in Rail Daily" in at.seen() and "/ twice: everything stored" in at.seen()


async def test_a_read_article_stays_under_the_cursor_in_its_group(reader: Open, shelf: Library) -> None:
    other = open_library(shelf.path, settings=Settings(name="mira", list_group="day"))
    async with reader(of=other) as at:
        first = [group.name for group in at.main.list_pane.headings.groups]
        await at.press("H", "j", "enter", "h")
        pane = at.main.list_pane
        assert pane.current_id == other.search().ids[1] and pane.count == 12
        assert [group.name for group in pane.headings.groups] == first
        assert pane.headings.rows == 12 * pane.item_rows + len(first)
        at.main.renew()
        await at.settle()
        assert pane.current_id == other.search().ids[1] and pane.count == 12
        assert sum(pane.headings.size(group) for group in pane.headings.groups) == 12
    other.close()


async def test_a_date_stands_apart_from_what_is_before_it(reader: Open, library: Library) -> None:
    library.add_note(Target(1), "compare with May")
    async with reader() as at:
        await at.press("T", "T")
        rows = [line[:38] for line in at.seen().splitlines() if re.search(r"\d{4}-\d\d-\d\d \d\d:\d\dZ", line[:38])]
        assert len(rows) == 4
        assert all(re.search(r" \d{4}-\d\d-\d\d", row) for row in rows), rows


async def test_a_list_that_comes_late_leaves_the_cursor_where_the_reader_has_put_it_since(
    reader: Open, shelf: Library
) -> None:
    async with reader(of=shelf) as at:
        at.main.reload()
        at.main.list_pane.move(1)
        await at.settle()
        assert at.main.list_pane.cursor == 1


async def test_what_comes_above_is_seen_at_the_top_and_moves_nothing_further_down(reader: Open, shelf: Library) -> None:
    async with reader(of=shelf, size=(120, 14)) as at:
        pane = at.main.list_pane
        with closing(open_library(shelf.path)) as other:
            store(other, -1, "Newer story", "Harbour Times", "It came.")
        at.main.look_elsewhere()
        await at.settle()
        assert "Newer story" in at.seen() and pane.cursor == 1
        await at.press("j", "j", "j", "j", "j", "j", "k")
        seen, row = at.seen(), pane.current
        with closing(open_library(shelf.path)) as other:
            store(other, -2, "Newest story", "Harbour Times", "It came later.")
        at.main.look_elsewhere()
        await at.settle()
        assert pane.current == row and pane.ids[0] == pane.count == 14
        assert [line[:30] for line in at.seen().splitlines()[2:-3]] == [line[:30] for line in seen.splitlines()[2:-3]]


async def test_rows_that_changed_elsewhere_are_drawn_anew(reader: Open, shelf: Library) -> None:
    async with reader(of=shelf) as at:
        second = at.main.list_pane.ids[1]
        with closing(open_library(shelf.path, settings=Settings(name="jo"))) as other:
            other.star([second])
        at.main.look_elsewhere()
        await at.settle()
        assert [("★" in line) for line in at.seen().splitlines()[2:8]].count(True) == 1
