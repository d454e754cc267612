from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.core.fetched import Subscription
from tuinews.library import Library
from tuinews.library.jobs import add_job, refresh_job
from tuinews.library.views import Progress

if TYPE_CHECKING:
    from conftest import Web


def part(words: str, following: str = "") -> str:
    text = f"<p>{' '.join([words] * 30)}</p>" * 2
    link = f'<link rel="next" href="{following}">' if following else ""
    return f"<html><head><title>Ferry</title>{link}</head><body><article><h1>Ferry</h1>{text}</article></body></html>"


def test_a_cut_entry_is_completed_from_all_its_pages(library: Library, web: Web) -> None:
    web.pages["/ferry.html"] = part("The first page speaks of the crew.", "/ferry.html?page=2")
    web.pages["/ferry.html?page=2"] = part("The second page speaks of the owner.", "/ferry.html?page=3")
    web.pages["/ferry.html?page=3"] = part("The third page speaks of the sea.", "/ferry.html?page=2")
    library.subscribe([Subscription(web.feed("/feed", web.entry("ferry", "The inquiry opened …")))])
    refresh_job(library.store, library.settings, lambda event: None)
    text = library.article(library.search().ids[0]).document.text
    places = [text.find(words) for words in ("the crew", "the owner", "the sea")]
    assert -1 not in places
    assert places == sorted(places)
    assert web.asked.count("/ferry.html?page=2") == 1


def test_a_further_page_that_is_missing_leaves_the_others(library: Library, web: Web) -> None:
    web.pages["/a"] = part("The first page speaks of the crew.", "/a?page=2")
    events: list[Progress] = []
    assert add_job(library.store, library.settings, events.append, [web.base + "/a"], article=True) == 0
    assert "the crew" in library.article(1).document.text
    assert "/a?page=2" in web.asked
