"""What is set for a feed, from the feed tree; all feeds as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from keyboard import Open, Reader

from tuinews.core.fetched import Subscription
from tuinews.library import Library
from tuinews.library.feed_list import feed_list
from tuinews.library.feed_settings import shown_settings
from tuinews.library.views import Target
from tuinews.tui.commands.subscriptions import take_edited
from tuinews.tui.screens.asking import AskScreen
from tuinews.tui.screens.choice import ChoiceScreen


@pytest.fixture
def with_feeds(library: Library) -> Library:
    library.subscribe(
        [Subscription("https://a.example/feed", "Alpha"), Subscription("https://b.example/feed", "[red]B[/]")]
    )
    return library


async def to_feed(opened: Reader, name: str) -> None:
    await opened.press("b")
    pane = opened.main.tree_pane
    while pane.current is None or pane.current.title != name:
        await opened.press("j")


def shown_choices(opened: Reader) -> str:
    screen = opened.app.screen
    assert isinstance(screen, ChoiceScreen)
    return "\n".join(choice.words for choice in screen._choices)


async def test_a_feed_is_set_from_the_tree(with_feeds: Library, reader: Open) -> None:
    async with reader() as opened:
        await to_feed(opened, "[red]B[/]")
        await opened.press("e")
        assert "as often as it changes" in shown_choices(opened)
        await opened.press(*"jjjjjj", "enter")
        assert isinstance(opened.app.screen, AskScreen)
        await opened.type("often")
        await opened.press("enter")
        assert isinstance(opened.app.screen, AskScreen)
        await opened.press(*["backspace"] * 5)
        await opened.type("45")
        await opened.press("enter")
        assert "Minutes between refreshes  45" in shown_choices(opened)
        await opened.press("k", "k", "k", "enter")
        assert "Paused                     yes" in shown_choices(opened)
        await opened.press("escape")
        shown = shown_settings(with_feeds.store, 2)
        assert (shown["interval"], shown["paused"]) == (45, True)
        await opened.press("U", "U")
        assert "interval" not in shown_settings(with_feeds.store, 2)


async def test_an_edited_list_asks_before_feeds_go_and_names_a_wrong_line(
    with_feeds: Library, reader: Open, tmp_path: Path
) -> None:
    path, text = tmp_path / "feeds.txt", feed_list(with_feeds.store)
    path.write_text(text)
    async with reader() as opened:
        take_edited(opened.main, path, text + "nonsense\n")
        await opened.settle()
        assert "Line 8: “nonsense” is no web address" in opened.app.screen._about  # type: ignore[attr-defined]
        await opened.press("escape")
        assert path.exists()
        take_edited(opened.main, path, "\n".join(line for line in text.splitlines() if "Alpha" not in line))
        await opened.settle()
        assert "Alpha" in opened.app.screen._about  # type: ignore[attr-defined]
        await opened.press("enter")
        assert [feed.name for feed in with_feeds.feeds()] == ["[red]B[/]"]
        assert not path.exists()
        await opened.press("U")
        assert len(with_feeds.feeds()) == 2


async def test_what_is_deleted_in_the_tree_is_what_the_cursor_is_on_there(with_feeds: Library, reader: Open) -> None:
    with_feeds.tag([Target(1), Target(2)], ["sea/ferry"])
    with_feeds.save_search("Denials", "stance:denies")

    def there() -> tuple[list[str], list[str], list[str]]:
        tags, searches = with_feeds.tags(), with_feeds.saved_searches()
        return [feed.name for feed in with_feeds.feeds()], [tag for tag, _ in tags], [name for _, name, _ in searches]

    before = there()
    async with reader() as opened:
        await opened.press("b", "g", "D")
        assert opened.app.screen is opened.main and "Choose a feed, a folder, a tag" in opened.seen()
        for title, said in (
            ("Alpha", "Unsubscribe from Alpha"),
            ("#sea/ferry", "Take #sea/ferry off everything that bears it"),
            ("Denials", "Delete the saved search Denials"),
        ):
            opened.main.tree_pane.move_to([place.title for place in opened.main.tree_pane.places].index(title))
            await opened.press("D")
            assert said in shown_choices(opened)
            row = opened.main.tree_pane.cursor
            await opened.press("enter")
            assert opened.main.tree_pane.cursor == min(row, len(opened.main.tree_pane.places) - 1)
        assert there() == (["[red]B[/]"], [], [])
        assert len(with_feeds.search().ids) == 4  # no article went
        await opened.press("U", "U", "U")
        assert there() == before
