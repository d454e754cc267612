from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from tuinews.core.fetched import Subscription
from tuinews.core.sanitize import clean_line, is_clean
from tuinews.export.opml import to_opml
from tuinews.ingest.opml import read_opml

MADE = datetime(2026, 3, 12, 8, 41, tzinfo=UTC)
NAMES = st.text(max_size=20).map(clean_line).filter(lambda name: not set(name) & set("/,"))
FEEDS = st.builds(
    Subscription,
    url=st.integers(0, 999).map(lambda number: f"https://harbour.example/{number}?a=1&amp;b='x'"),
    name=NAMES,
    site_url=st.sampled_from(["", "https://harbour.example/?x=1&y=2"]),
    folder=st.lists(NAMES.filter(bool), max_size=3).map("/".join),
    tags=st.lists(NAMES.filter(bool), max_size=3, unique=True).map(tuple),
)


@given(st.lists(FEEDS, min_size=1, max_size=6, unique_by=lambda feed: feed.url))
def test_a_list_of_feeds_comes_back_as_it_was(feeds: list[Subscription]) -> None:
    text = to_opml(feeds, MADE)
    again = {feed.url: feed for feed in read_opml(text.encode(), "list")}
    assert set(again) == {feed.url for feed in feeds}
    for feed in feeds:
        assert again[feed.url] == feed


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_whatever_a_feed_is_called_it_is_xml(name: str, folder: str, tag: str) -> None:
    text = to_opml([Subscription("https://harbour.example/f", name, "", folder, (tag,))], MADE, name)
    root = ElementTree.fromstring(text)
    assert [outline.get("xmlUrl") for outline in root.iter("outline") if outline.get("type") == "rss"] == [
        "https://harbour.example/f"
    ]
    assert is_clean(text)


def test_folders_hold_their_feeds_and_tags_are_categories() -> None:
    feeds = [
        Subscription("https://a.example/f", "A", folder="World/Agencies", tags=("war", "wire")),
        Subscription("https://b.example/f", "B", folder="World"),
        Subscription("https://c.example/f"),
    ]
    body = ElementTree.fromstring(to_opml(feeds, MADE)).find("body")
    assert body is not None
    assert [outline.get("text") for outline in body] == ["https://c.example/f", "World"]
    world = body[1]
    assert [outline.get("text") for outline in world] == ["B", "Agencies"]
    assert world[1][0].get("category") == "war,wire"


def test_no_password_leaves_with_an_address() -> None:
    text = to_opml([Subscription("https://mira:secret@a.example/f", site_url="https://mira:secret@a.example/")], MADE)
    assert "secret" not in text
    assert 'xmlUrl="https://a.example/f"' in text
