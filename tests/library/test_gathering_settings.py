from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tuinews.core.errors import BadInput, NotFound
from tuinews.core.fetched import Subscription
from tuinews.library import Library
from tuinews.library.feed_settings import FeedChange, ask_for, ask_for_page, change_feed, health, shown_settings
from tuinews.library.jobs import refresh_job
from tuinews.library.views import Progress
from tuinews.storage import feeds

if TYPE_CHECKING:
    from conftest import Web

LONG = "<p>" + " ".join(["The harbour office opened an inquiry on Monday into the fire."] * 12) + "</p>"


def refresh(library: Library, *, due: float | None = None) -> Progress:
    events: list[Progress] = []
    return refresh_job(library.store, library.settings, events.append, due=due)


def change(library: Library, **changes: object) -> None:
    change_feed(library.store, library.settings, library.feeds()[0].id, FeedChange(**changes))  # type: ignore[arg-type]


def first(library: Library, now: float = 2e9) -> feeds.FeedToFetch:
    return feeds.to_fetch(library.store.connection, now)[0]


@pytest.fixture
def one_feed(library: Library, web: Web) -> Library:
    library.subscribe([Subscription(web.feed("/feed", web.entry("ferry", LONG)))])
    return library


def test_a_paused_feed_is_left_alone_until_it_is_resumed(one_feed: Library, web: Web) -> None:
    change(one_feed, paused=True)
    assert refresh(one_feed).added == 0
    assert web.asked == []
    assert health(one_feed.store)[0].paused
    change(one_feed, paused=False)
    assert refresh(one_feed).added == 1


def test_what_is_set_for_a_feed_is_one_step_that_undo_takes_back(one_feed: Library) -> None:
    change(one_feed, name="Mine", folder="Coast", tags=["sea"], interval=30, headers=["X-Key: a b"])
    number = one_feed.feeds()[0].id
    shown = shown_settings(one_feed.store, number)
    assert (shown["name"], shown["folder"], shown["tags"], shown["interval"]) == ("Mine", "Coast", ["sea"], 30)
    one_feed.undo()
    assert "interval" not in shown_settings(one_feed.store, number)
    assert one_feed.feeds()[0].folder == ""


def test_only_feeds_whose_interval_is_over_are_due(one_feed: Library, web: Web) -> None:
    refresh(one_feed)
    web.asked.clear()
    refresh(one_feed, due=900)
    assert web.asked == []
    refresh(one_feed)
    assert web.asked == ["/feed"]


def test_a_timers_refresh_in_a_child_process_asks_only_what_is_due(one_feed: Library, web: Web) -> None:
    list(one_feed.start_refresh(due=900).events())
    list(one_feed.start_refresh(due=900).events())
    assert web.asked == ["/feed"]


def test_a_silent_feed_is_asked_less_and_less_but_never_never() -> None:
    hours = [feeds.interval({}, None, 0.0, days * 86400.0) / 3600 for days in (0, 1, 2, 5, 365)]
    assert hours == [0.25, 2.4, 4.8, 12.0, 12.0]
    assert feeds.interval({}, 60, 0.0, 0.0) == 3600
    assert feeds.interval({"interval": 5}, 60, 0.0, 0.0) == 300


def test_cache_control_counts_as_what_the_feed_asks_for(one_feed: Library, web: Web) -> None:
    body = web.pages["/feed"]
    web.pages["/feed"] = (200, {"Cache-Control": "public, max-age=7200"}, str(body).encode())
    refresh(one_feed)
    found = health(one_feed.store)[0]
    assert found.next_due - (one_feed.feeds()[0].fetched or 0) == 7200


def test_headers_and_credentials_stay_at_the_feeds_own_host(one_feed: Library, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mira:open:sesame\n")
    secret.chmod(0o600)
    change(one_feed, headers=["X-Key: 1"], credentials=str(secret), user_agent="Mine/1", proxy="http://proxy.example")
    feed = first(one_feed)
    ask = ask_for(feed)
    assert (ask.headers, ask.credentials, ask.user_agent) == ((("X-Key", "1"),), ("mira", "open:sesame"), "Mine/1")
    assert ask_for_page(feed.url + "/page", feed.url, feed.settings).credentials == ("mira", "open:sesame")
    elsewhere = ask_for_page("https://other.example/a", feed.url, feed.settings)
    assert (elsewhere.headers, elsewhere.credentials, elsewhere.proxy) == ((), None, "http://proxy.example")


def test_cookies_go_to_the_feed_and_to_its_pages(one_feed: Library, tmp_path: Path) -> None:
    jar = tmp_path / "cookies.txt"
    jar.write_text("# Netscape HTTP Cookie File\npaper.example\tFALSE\t/\tFALSE\t0\tsession\tabc\n")
    change(one_feed, cookies=str(jar))
    feed = first(one_feed)
    assert ask_for_page("http://paper.example/a", feed.url, feed.settings).headers == (("Cookie", "session=abc"),)
    assert ask_for_page("http://other.example/a", feed.url, feed.settings).headers == ()


@pytest.mark.skipif(os.name != "posix", reason="the file's mode says who may read it on POSIX only")
def test_a_secret_that_others_may_read_is_refused_and_fails_only_its_feed(one_feed: Library, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mira:x\n")
    secret.chmod(0o644)
    with pytest.raises(BadInput, match="read by others"):
        change(one_feed, credentials=str(secret))
    secret.chmod(0o600)
    change(one_feed, credentials=str(secret))
    secret.unlink()
    refresh(one_feed)
    assert health(one_feed.store)[0].problem == "cannot be read"


@pytest.mark.parametrize(
    "changes",
    [{"headers": ["none"]}, {"headers": ["Cookie: a=b"]}, {"headers": ["A: b\nC: d"]}, {"interval": -1},
     {"fetch_pages": "often"}, {"proxy": "file:///x"}, {"cookies": "/nowhere"}],
)  # fmt: skip
def test_what_cannot_be_set_is_named(one_feed: Library, changes: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        change(one_feed, **changes)
    with pytest.raises(NotFound):
        change_feed(one_feed.store, one_feed.settings, 999, FeedChange(paused=True))
