"""All feeds as a text that is edited, and keeping at most so many articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tuinews.core.errors import BadInput
from tuinews.core.fetched import Subscription
from tuinews.library import Library
from tuinews.library.feed_list import apply_feed_list, feed_list, read_feed_list
from tuinews.library.feed_settings import FeedChange, change_feed, shown_settings
from tuinews.library.jobs import refresh_job
from tuinews.library.views import Target
from tuinews.storage import health

if TYPE_CHECKING:
    from conftest import Web

LONG = "<p>" + " ".join(["The harbour office opened an inquiry on Monday into the fire."] * 12) + "</p>"


@pytest.fixture
def three(library: Library) -> Library:
    """Three feeds: one plain, one with all that can be set, one with a password in its address."""
    urls = ("https://a.example/feed", "https://b.example/feed?x=1&y=2", "https://mira:secret@c.example/feed")
    library.subscribe([Subscription(url) for url in urls])
    everything = FeedChange(
        name='He said "no" \\o/', folder="Far Coast", tags=["sea side", "ports"], paused=True, watch=True, keep=200,
        fetch_pages="always", interval=30, user_agent="Reader 1.0 (x)", proxy="http://proxy.example:8080",
        headers=["X-Key: abc"],
    )  # fmt: skip
    change_feed(library.store, library.settings, 2, everything)
    return library


def edited(library: Library, text: str) -> str:
    return apply_feed_list(library.store, library.settings, read_feed_list(library.store, text)).message


def test_a_text_that_was_not_changed_changes_nothing(three: Library) -> None:
    text = feed_list(three.store)
    before = [shown_settings(three.store, number) for number in (1, 2, 3)]
    assert "secret" not in text
    assert edited(three, text) == "Edited the feeds: nothing changed"
    assert [shown_settings(three.store, number) for number in (1, 2, 3)] == before
    assert edited(three, feed_list(three.store)) == "Edited the feeds: nothing changed"


def test_feeds_are_changed_added_moved_and_ended_in_one_step(three: Library) -> None:
    text = feed_list(three.store)
    kept = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("3 "))
    kept = kept.replace("every=30", "every=45").replace(" paused", "")
    kept = kept.replace("https://a.example/feed", "https://a.example/new tag=moved")
    said = edited(three, kept + "https://d.example/feed name=Delta\n")
    assert said == "Edited the feeds: 2 changed, 1 new, 1 ended (their articles stay)"
    assert {feed.id: (feed.url, feed.tags) for feed in three.feeds()} == {
        1: ("https://a.example/new", ("moved",)),
        2: ("https://b.example/feed?x=1&y=2", ("sea side", "ports")),
        4: ("https://d.example/feed", ()),
    }
    second = shown_settings(three.store, 2)
    assert (second["interval"], second.get("paused"), second["headers"]) == (45, None, ["X-Key: abc"])
    three.undo()
    assert feed_list(three.store) == text


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("9 https://x.example/", "no feed 9"),
        ("1", "address is missing"),
        ("ftp://x.example/", "no web address"),
        ('"" name=x', "address is missing"),
        ('https://x.example/ name="open', "quotation marks"),
        ("https://x.example/ colour=red", "nothing that can be set"),
        ("https://x.example/ every=often", "whole number"),
        ("https://x.example/ keep=-1", "whole number"),
        ("https://x.example/ pages=sometimes", "sometimes"),
        ("https://x.example/ name=a name=b", "twice"),
        ("https://x.example/ proxy=socks", "web address"),
        ("1 https://x.example/", "again"),
        ("https://a.example/feed", "again"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_changed(three: Library, line: str, problem: str) -> None:
    text = feed_list(three.store)
    number = len(text.splitlines()) + 1
    with pytest.raises(BadInput, match=rf"^Line {number}: .*{problem}"):
        read_feed_list(three.store, text + line + "\n")
    assert feed_list(three.store) == text


def refreshed(library: Library) -> None:
    refresh_job(library.store, library.settings, lambda event: None)


def titles(library: Library) -> set[str]:
    return {row.title for row in library.rows(library.search().ids)}


def test_the_newest_are_kept_and_whatever_is_unread_or_marked(library: Library, web: Web) -> None:
    names = [f"story-{number}" for number in range(8)]
    url = web.feed("/feed", *(web.entry(name, LONG) for name in reversed(names)))
    library.subscribe([Subscription(url)])
    refreshed(library)
    ids = {row.title: row.id for row in library.rows(library.search().ids)}
    newest_first = [row.title for row in library.rows(library.search().ids)]
    old = newest_first[2:]
    library.mark_read([ids[name] for name in newest_first if name != old[0]])
    library.star([ids[old[1]]])
    library.tag([Target(ids[old[2]])], ["keep"])
    library.add_note(Target(ids[old[3]]), "mine")
    change_feed(library.store, library.settings, 1, FeedChange(keep=2))
    assert titles(library) == {*newest_first[:2], *old[:4]}
    assert library.feeds()[0].total == 6
    assert health.examine(library.store) == []

    web.feed("/feed", *(web.entry(name, LONG) for name in [*reversed(names), "story-8"]))
    refreshed(library)
    assert "story-8" in titles(library)
    assert old[5] not in titles(library)
    label = library.undo()
    assert label is not None
    assert "Changed the feed" in label.message

    change_feed(library.store, library.settings, 1, FeedChange(keep=0))
    assert titles(library) == {*names, "story-8"}
    assert health.examine(library.store) == []
