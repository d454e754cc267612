"""From a site to its feeds."""

from __future__ import annotations

import pytest
from answers import answer, item, rss

from tuinews.core.fetched import Subscription
from tuinews.ingest.discovery import common_paths, feeds_in, service_feeds

SITE = "https://news.example/section/"


def test_feed_is_itself() -> None:
    assert feeds_in(answer(rss(item(1)), "https://news.example/feed")) == (
        Subscription("https://news.example/feed", "Harbour Times", "https://news.example/"),
    )


def test_link_elements_name_feeds_and_comments_go_last() -> None:
    page = (
        '<html><head><base href="https://cdn.example/">'
        '<link rel="alternate" type="application/rss+xml" title="Comments" href="/c/feed">'
        '<link rel="ALTERNATE stylesheet" type="application/atom+xml; charset=utf-8" title="Main" href="atom">'
        '<link rel="alternate" type="application/json" href="/wp/1"><link rel="alternate" hreflang="de" href="/de">'
        '<link rel="alternate" type="application/rss+xml" href="javascript:x()"></head></html>'
    )
    found = feeds_in(answer(page, SITE))
    assert [(feed.url, feed.name) for feed in found] == [
        ("https://cdn.example/atom", "Main"),
        ("https://cdn.example/c/feed", "Comments"),
    ]


def test_links_that_look_like_feeds_help_when_nothing_is_named() -> None:
    page = "<body><a href='/about'>About</a><a href='/rss.xml'>RSS</a><a href='/feedback'>Write</a></body>"
    assert [feed.url for feed in feeds_in(answer(page, SITE))] == ["https://news.example/rss.xml"]


@pytest.mark.parametrize("body", [b"", b"words", b"%PDF-1.4", b"\0\1\2", b"<html></html>", b"{}"])
def test_other_answers_hold_no_feed(body: bytes) -> None:
    assert feeds_in(answer(body, SITE)) == ()


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        (
            "https://www.youtube.com/channel/UC" + "a" * 22,
            "https://www.youtube.com/feeds/videos.xml?channel_id=UC" + "a" * 22,
        ),
        (
            "https://www.youtube.com/playlist?list=PLabcdefghijk",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PLabcdefghijk",
        ),
        ("https://old.reddit.com/r/boats/top/", "https://www.reddit.com/r/boats/.rss"),
        ("https://github.com/sea/ferry/releases", "https://github.com/sea/ferry/releases.atom"),
        ("https://social.example/@mira", "https://social.example/@mira.rss"),
        ("https://t.me/harbour", "https://t.me/s/harbour"),
        ("https://mira.substack.com/p/one", "https://mira.substack.com/feed"),
        ("https://mira.wordpress.com/2026/", "https://mira.wordpress.com/feed/"),
        ("https://bsky.app/profile/mira.example", "https://bsky.app/profile/mira.example/rss"),
    ],
)
def test_services_are_known(page: str, feed: str) -> None:
    assert service_feeds(page)[0] == feed


def test_common_places_are_known_the_nearest_first() -> None:
    assert common_paths("https://news.example/blog/")[0] == "https://news.example/blog/feed"
    assert "https://news.example/feed" in common_paths("https://news.example/blog/")


def test_a_channel_known_by_its_handle_is_found_in_its_page() -> None:
    channel = "UC" + "b" * 22
    page = f'<html><script>var x = {{"externalId":"{channel}"}};</script></html>'
    found = feeds_in(answer(page, "https://www.youtube.com/@mira"))
    assert [feed.url for feed in found] == [f"https://www.youtube.com/feeds/videos.xml?channel_id={channel}"]
    assert feeds_in(answer(page, "https://elsewhere.example/@mira")) == ()


def test_address_that_is_none_has_no_paths() -> None:
    assert common_paths("http://[::1") == ()
    assert common_paths("file:///etc/passwd") == ()
