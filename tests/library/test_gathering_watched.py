from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tuinews.core import clock
from tuinews.core.fetched import Subscription
from tuinews.library import Library
from tuinews.library.feed_settings import FeedChange, change_feed
from tuinews.library.jobs import add_job, follow_job, refresh_job

if TYPE_CHECKING:
    from conftest import Web

START = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
HOURS = (1, 6, 24, 72, 168, 720)


def page(words: str) -> str:
    text = f"<p>{' '.join([words] * 30)}</p>" * 2
    return f"<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1>{text}</article></body></html>"


@pytest.fixture
def article(library: Library, web: Web, monkeypatch: pytest.MonkeyPatch) -> int:
    at(monkeypatch, 0)
    web.pages["/a"] = page("The owner knew nothing.")
    assert add_job(library.store, library.settings, lambda event: None, [web.base + "/a"], article=True) == 0
    web.asked.clear()
    return library.search().ids[0]


def at(monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    monkeypatch.setenv("TUINEWS_NOW", (START + timedelta(hours=hours)).isoformat())
    assert clock.now() == START + timedelta(hours=hours)


def follow(library: Library) -> None:
    follow_job(library.store, library.settings, lambda event: None)


def test_a_silent_edit_of_a_starred_article_becomes_a_revision(
    library: Library, web: Web, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.save_position(article, 0)
    library.star([article])
    follow(library)
    web.pages["/a"] = page("The owner knew everything.")
    follow(library)
    assert web.asked == []
    at(monkeypatch, 1.1)
    follow(library)
    view = library.article(article)
    assert (web.asked, view.revisions, view.row.starred) == (["/a"], 2, True)
    assert "knew everything" in view.document.text
    assert list(library.search("is:changed").ids) == [article]


def test_it_is_fetched_after_hours_then_days_then_no_more(
    library: Library, web: Web, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.star([article])
    follow(library)
    asked = []
    for hours in range(0, 2400, 1):
        if any(abs(hours - age) <= 1 for age in HOURS) or hours % 500 == 0:
            at(monkeypatch, hours)
            web.asked.clear()
            follow(library)
            asked += [hours] if web.asked else []
    assert asked == list(HOURS)
    assert library.article(article).revisions == 1


def test_what_bears_no_mark_is_not_fetched_again(
    library: Library, web: Web, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.star([article])
    follow(library)
    library.star([article], on=False)
    at(monkeypatch, 50)
    follow(library)
    assert web.asked == []


def test_a_page_that_is_gone_leaves_what_is_stored(
    library: Library, web: Web, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.star([article])
    follow(library)
    del web.pages["/a"]
    at(monkeypatch, 2)
    follow(library)
    assert web.asked == ["/a"]
    assert "knew nothing" in library.article(article).document.text


def test_the_articles_of_a_watched_feed_are_fetched_again(
    library: Library, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, 0)
    web.pages["/ferry.html"] = page("The inquiry goes on.")
    text = "<p>" + "The harbour office opened an inquiry on Monday. " * 40 + "</p>"
    library.subscribe([Subscription(web.feed("/feed", web.entry("ferry", text)))])
    change_feed(library.store, library.settings, 1, FeedChange(watch=True))
    refresh_job(library.store, library.settings, lambda event: None)
    web.asked.clear()
    at(monkeypatch, 1.1)
    follow(library)
    assert web.asked == ["/ferry.html"]
    change_feed(library.store, library.settings, 1, FeedChange(watch=False))
    at(monkeypatch, 7)
    follow(library)
    assert web.asked == ["/ferry.html"]
