from __future__ import annotations

import contextlib
import gzip
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tuinews.core import clock
from tuinews.core.errors import FetchFailed
from tuinews.core.fetched import Fetched, Subscription
from tuinews.ingest.http import Ask
from tuinews.library import Library, open_library, parsing
from tuinews.library.adding import discover
from tuinews.library.demo import demo_library
from tuinews.library.jobs import add_job, complete_job, discover_job, import_job, refresh_job
from tuinews.library.views import Progress, Target

if TYPE_CHECKING:
    from conftest import Web

LONG = "<p>" + " ".join(["The harbour office opened an inquiry on Monday into the fire."] * 12) + "</p>"
QUOTED = LONG + "<p>“Nobody told the crew,” said Ilan Reyes. “We asked twice.”</p>"


def refreshed(library: Library, *feeds: int) -> list[Progress]:
    """Refresh and return what was reported."""
    events: list[Progress] = []
    refresh_job(library.store, library.settings, events.append, list(feeds) or None)
    return events


def problems(events: list[Progress]) -> list[str]:
    return [event.message for event in events if event.kind == "problem"]


def test_a_feed_becomes_articles_with_statements(library: Library, web: Web) -> None:
    library.subscribe([Subscription(web.feed("/feed", web.entry("ferry", QUOTED), web.entry("rail", LONG)))])
    events = refreshed(library)
    assert (events[-1].kind, events[-1].added, problems(events)) == ("finished", 2, [])
    assert [row.title for row in library.rows(library.search("by:reyes").ids)] == ["ferry"]
    feed = library.feeds()[0]
    assert (feed.name, feed.unread, feed.total, feed.problem) == ("Harbour Times", 2, 2, "")


def test_an_unchanged_feed_costs_one_request_and_no_parsing(library: Library, web: Web) -> None:
    library.subscribe([Subscription(web.feed("/feed", web.entry("ferry", QUOTED)))])
    refreshed(library)
    web.asked.clear()
    events = refreshed(library)
    assert (events[-1].added, events[-1].changed, web.asked) == (0, 0, ["/feed"])


def test_a_changed_entry_is_a_revision_and_keeps_what_was_written(library: Library, web: Web) -> None:
    library.subscribe([Subscription(web.feed("/feed", web.entry("ferry", QUOTED)))])
    refreshed(library)
    article = library.search().ids[0]
    library.star([article])
    library.mark_read([article])
    statement = library.article(article).statements[0].statement
    library.add_note(
        Target(article, library.target_at(library.article(article), statement.start, statement.end).span), "n"
    )
    web.feed("/feed", web.entry("ferry", QUOTED.replace("Monday", "Tuesday")))
    assert refreshed(library)[-1].changed == 1
    view = library.article(article)
    assert (view.revisions, view.row.read, view.row.starred) == (2, True, True)
    assert (view.notes[0].body, view.notes[0].orphan) == ("n", False)
    assert "Tuesday" in view.document.text


def test_a_changed_article_is_unread_again_only_when_the_reader_says_so(library: Library, web: Web) -> None:
    library.subscribe([Subscription(web.feed("/feed", web.entry("ferry", LONG)))])
    refreshed(library)
    library.mark_read(library.search().ids)
    for unread, text in ((0, "Tuesday"), (1, "Friday")):
        library.settings = replace(library.settings, unread_when_changed=bool(unread))
        web.feed("/feed", web.entry("ferry", LONG.replace("Monday", text)))
        assert refreshed(library)[-1].changed == 1
        assert library.summary().unread == unread


def test_a_hidden_feed_is_in_no_tree_but_its_articles_are_found(library: Library, web: Web, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(f"{web.feed('/feed', web.entry('ferry', LONG))} sea !quiet\n")
    import_job(library.store, library.settings, lambda event: None, [str(tmp_path / "urls")])
    refreshed(library)
    assert [place for place in library.places() if place.kind == "feed"] == []
    assert len(library.search("feedtag:sea").ids) == 1


def test_an_entry_that_left_the_feed_stays(library: Library, web: Web) -> None:
    library.subscribe([Subscription(web.feed("/feed", web.entry("ferry", LONG), web.entry("rail", LONG)))])
    refreshed(library)
    web.feed("/feed", web.entry("rail", LONG))
    refreshed(library)
    assert library.summary().articles == 2


def test_an_article_in_two_feeds_is_stored_once_and_listed_in_both(library: Library, web: Web) -> None:
    urls = [web.feed(path, web.entry("ferry", LONG, guid=path), title=path) for path in ("/one", "/two")]
    library.subscribe([Subscription(url) for url in urls])
    refreshed(library)
    assert library.summary().articles == 1
    assert [feed.total for feed in library.feeds()] == [1, 1]


def test_entries_that_share_a_link_are_articles_of_their_own(library: Library, web: Web) -> None:
    first, second = (web.entry("home", text, guid=text, title=text) for text in ("One thing", "Another"))
    library.subscribe([Subscription(web.feed("/feed", first, second))])
    refreshed(library)
    assert library.summary().articles == 2


def test_a_cut_entry_is_completed_from_its_page(library: Library, web: Web) -> None:
    page = f"<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1>{QUOTED}</article></body></html>"
    web.pages["/ferry.html"] = page
    library.subscribe([Subscription(web.feed("/feed", web.entry("ferry", "The inquiry opened …")))])
    refreshed(library)
    view = library.article(library.search().ids[0])
    assert "We asked twice" in view.document.text
    assert (view.revision.origin, view.revisions, view.row.changed) == ("page", 2, False)


def test_one_bad_feed_is_one_line_and_the_rest_goes_on(library: Library, web: Web) -> None:
    web.pages["/html"] = "<html><body><p>Hello, no feed here.</p></body></html>"
    web.pages["/empty"] = ""
    web.pages["/gone"] = (410, {}, b"")
    good = web.feed("/feed", web.entry("ferry", LONG))
    bad = [web.base + path for path in ("/html", "/empty", "/gone", "/missing")]
    library.subscribe([Subscription(url) for url in [*bad, good]])
    events = refreshed(library)
    lines = problems(events)
    assert len(lines) == 4
    assert all("\n" not in line for line in lines)
    assert {path for path in ("/html", "/empty", "/gone", "/missing") for line in lines if path in line} == {
        "/html", "/empty", "/gone", "/missing",
    }  # fmt: skip
    assert library.summary().articles == 1
    assert library.summary().failing == 4
    assert f"{web.base}/gone" not in {f.url for f in library.feeds() if not f.problem}
    web.asked.clear()
    refreshed(library)
    assert "/gone" not in web.asked


def test_when_no_server_is_found_we_are_offline_and_no_feed_is_to_blame(library: Library, web: Web) -> None:
    library.subscribe([Subscription(f"http://{name}.invalid/feed") for name in ("harbour", "rail", "grid")])
    events = refreshed(library)
    assert problems(events) == [events[-1].message]
    assert events[-1].offline and "Offline" in events[-1].message
    assert library.summary().failing == 0
    library.subscribe([Subscription(web.feed("/feed", web.entry("ferry", LONG)))])
    events = refreshed(library)
    assert (len(problems(events)), events[-1].offline, events[-1].added) == (3, False, 1)
    assert library.summary().failing == 3


def test_one_server_that_is_not_found_is_a_wrong_address(library: Library) -> None:
    library.subscribe([Subscription(f"http://harbour.invalid/{name}") for name in ("feed", "rss")])
    events = refreshed(library)
    assert (len(problems(events)), events[-1].offline, library.summary().failing) == (2, False, 2)


def test_a_feed_that_asks_for_patience_gets_it(library: Library, web: Web) -> None:
    web.pages["/busy"] = (429, {"Retry-After": "3600"}, b"")
    library.subscribe([Subscription(web.base + "/busy")])
    refreshed(library)
    web.asked.clear()
    refreshed(library)
    assert web.asked == []
    refreshed(library, library.feeds()[0].id)
    assert web.asked == ["/busy"]


async def test_the_feeds_of_a_service_are_found_although_it_refuses_its_page() -> None:
    there = {
        "https://www.reddit.com/r/boats/.rss": "<rss version='2.0'><channel><title>Boats</title></channel></rss>",
        "https://github.com/sea/ferry": "<html></html>",
        "https://github.com/sea/ferry/releases.atom": "<feed xmlns='http://www.w3.org/2005/Atom'><title>R</title></feed>",
        "https://github.com/sea/ferry/tags.atom": "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title></feed>",
    }

    async def fetch(ask: Ask) -> Fetched:
        if ask.url not in there:
            raise FetchFailed(ask.url, "refuses to give it (403)", status=403)
        return Fetched(ask.url, 200, {}, there[ask.url].encode(), clock.now())

    assert [feed.name for feed in await discover(fetch, "https://www.reddit.com/r/boats/")] == ["Boats"]
    assert [feed.name for feed in await discover(fetch, "github.com/sea/ferry")] == ["R", "T"]
    with pytest.raises(FetchFailed):
        await discover(fetch, "https://www.reddit.com/r/ships/")


def test_the_files_of_an_entry_are_links_under_its_text(library: Library, web: Web) -> None:
    files = "<enclosure url='http://n.example/ep%201.mp3' type='audio/mpeg' length='12300000'/>"
    files += "<enclosure url='http://n.example/cover.jpg' type='image/jpeg'/>"
    entry = web.entry("episode", LONG).replace("</item>", f"{files}</item>")
    library.subscribe([Subscription(web.feed("/feed", entry))])
    assert problems(refreshed(library)) == []
    view = library.article(library.search("episode").ids[0])
    assert view.document.problems() == []
    assert view.document.text.endswith("\nep 1.mp3 (audio/mpeg, 12.3 MB)")
    assert view.document.inline[-1].get("href") == "http://n.example/ep%201.mp3"


# The timer's first blow may fall into a callback of the garbage collector (hypothesis has one), which swallows it, and
# the next one ends the reading.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_feed_that_takes_too_long_to_read_is_one_line(
    library: Library, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "MOST_SECONDS", 0.05)
    many = [web.entry(f"story-{n}", "x") + "<item><unknown/></item>" for n in range(2000)]
    library.subscribe(
        [Subscription(web.feed("/slow", *many)), Subscription(web.feed("/feed", web.entry("ferry", LONG)))]
    )
    assert "takes more than 0.05 seconds to read" in problems(refreshed(library))[0]
    assert [row.title for row in library.rows(library.search().ids)] == ["ferry"]


def test_of_a_feed_that_is_cut_what_came_is_kept_and_all_is_asked_for_again(library: Library, web: Web) -> None:
    url = web.feed("/feed", web.entry("ferry", LONG), web.entry("rail", LONG))
    whole = str(web.pages["/feed"])
    begun = whole[: whole.rindex("<item>")]
    web.pages["/feed"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(begun.encode())[:-8])
    library.subscribe([Subscription(url)])
    events = refreshed(library)
    assert [event.kind for event in events[:3]] == ["started", "problem", "feed"]
    assert (
        "sent less than it announced; what came is kept"
        in problems(events)[0]
        == f"{url}: {library.feeds()[0].problem}"
    )
    assert [row.title for row in library.rows(library.search().ids)] == ["ferry"]
    assert len(problems(refreshed(library))) == 1, "not taken as complete: no 304"
    web.pages["/feed"] = whole
    assert problems(refreshed(library)) == [] and library.feeds()[0].problem == ""
    assert {row.title for row in library.rows(library.search().ids)} == {"ferry", "rail"}


def test_a_site_is_added_by_its_feed(library: Library, web: Web) -> None:
    web.feed("/rss", web.entry("ferry", LONG))
    web.pages["/"] = (
        '<html><head><link rel="alternate" type="application/rss+xml" href="/rss" title="News"></head></html>'
    )
    events: list[Progress] = []
    assert add_job(library.store, library.settings, events.append, [web.base + "/"]) == 0
    assert library.summary().articles == 1
    assert library.feeds()[0].url == web.base + "/rss"
    found: list[Progress] = []
    discover_job(library.store, library.settings, found.append, web.base + "/")
    assert (found[0].kind, found[0].message) == ("found", web.base + "/rss")


def test_cut_entries_of_a_feed_that_is_added_are_completed_at_once(library: Library, web: Web) -> None:
    web.pages["/ferry.html"] = f"<html><body><article><h1>ferry</h1>{QUOTED}{LONG}</article></body></html>"
    url = web.feed("/feed", web.entry("ferry", "<p>The harbour office …</p>"))
    assert add_job(library.store, library.settings, lambda _: None, [url]) == 0
    assert "Nobody told the crew" in library.article(library.search().ids[0]).document.text


def test_completing_an_article_says_what_came_of_it(library: Library, web: Web) -> None:
    library.subscribe([Subscription(web.feed("/feed", web.entry("ferry", "<p>The harbour office …</p>")))])
    refreshed(library)
    article = library.search().ids[0]

    def said() -> list[str]:
        events: list[Progress] = []
        complete_job(library.store, library.settings, events.append, article, f"{web.base}/ferry.html")
        return [event.message for event in events]

    assert "is not there (404)" in said()[0]
    web.pages["/ferry.html"] = f"<html><body><article><h1>ferry</h1>{LONG}</article></body></html>"
    assert said()[-1] == f"The full text, {library.article(article).document.words()} words"
    assert said()[-1] == "Its page says what is here already"


def test_of_all_feeds_of_a_site_one_that_is_gone_does_not_keep_the_others_away(library: Library, web: Web) -> None:
    links = "".join(f"<link rel='alternate' type='application/rss+xml' href='/{name}'>" for name in ("gone", "a", "b"))
    web.pages["/site"] = f"<html><head>{links}</head><body>Hello</body></html>"
    for name in ("a", "b"):
        web.feed(f"/{name}", web.entry(f"story-{name}", LONG), title=f"Feed {name}")
    events: list[Progress] = []
    assert (
        add_job(library.store, library.settings, events.append, [f"{web.base}/site"], choose=lambda found: found) == 1
    )
    assert [feed.url for feed in library.feeds()] == [f"{web.base}/a", f"{web.base}/b"]
    assert len(problems(events)) == 1 and "/gone: is not there (404)" in problems(events)[0]
    assert [event.message for event in events if event.kind == "feed"] == [
        "Subscribed to Feed a",
        "Subscribed to Feed b",
    ]


def test_a_single_page_is_added_as_an_article(library: Library, web: Web) -> None:
    web.pages["/a"] = (
        f"<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1>{QUOTED}</article></body></html>"
    )
    events: list[Progress] = []
    assert add_job(library.store, library.settings, events.append, [web.base + "/a"], article=True) == 0
    assert library.article(1).statements[0].speaker == "Ilan Reyes"


def test_what_cannot_be_added_is_named(library: Library, web: Web) -> None:
    web.pages["/pdf"] = (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7 \x00\x01")
    events: list[Progress] = []
    urls = [web.base + "/missing", web.base + "/pdf"]
    assert add_job(library.store, library.settings, events.append, urls, article=True) == 2
    assert [path in line for path, line in zip(("/missing", "/pdf"), problems(events), strict=True)] == [True, True]


def test_a_password_in_an_address_is_in_no_line(library: Library, web: Web) -> None:
    url = f"{web.base.replace('//', '//mira:s3cret@')}/missing"
    events: list[Progress] = []
    add_job(library.store, library.settings, events.append, [url])
    add_job(library.store, library.settings, events.append, [url], article=True)
    discover_job(library.store, library.settings, events.append, url)
    assert [event.name for event in events if event.kind == "problem"] == [f"{web.base}/missing"] * 3
    assert "s3cret" not in repr(events)


def test_a_refresh_in_a_child_process_reports_and_ends(library: Library, web: Web) -> None:
    library.subscribe([Subscription(web.feed("/feed", web.entry("ferry", QUOTED)))])
    task = library.start_refresh()
    events = list(task.events())
    assert (events[0].kind, events[-1].kind, events[-1].added) == ("started", "finished", 1)
    assert not task.running
    assert library.changed_elsewhere() is False  # the first question only begins the watch
    assert library.summary().articles == 1


def test_a_cancelled_child_ends_and_loses_nothing(library: Library, web: Web) -> None:
    library.subscribe([Subscription(web.feed("/feed", web.entry("ferry", QUOTED)))])
    task = library.start_refresh()
    task.cancel()
    with contextlib.suppress(ValueError):
        list(task.events())
    assert not task.running
    assert refreshed(library)[-1].kind == "finished"
    assert library.summary().articles == 1


def test_unsubscribing_keeps_articles_and_can_be_taken_back(library: Library, web: Web) -> None:
    library.subscribe([Subscription(web.feed("/feed", web.entry("ferry", LONG)))])
    refreshed(library)
    library.star(library.search().ids)
    done = library.unsubscribe([library.feeds()[0].id])
    assert "1 of them with your marks" in done.message
    assert (library.feeds(), library.summary().articles) == ([], 1)
    library.undo()
    assert [(feed.total, feed.unread) for feed in library.feeds()] == [(1, 1)]


def test_an_article_that_was_deleted_stays_away(library: Library, web: Web) -> None:
    library.subscribe([Subscription(web.feed("/feed", web.entry("ferry", LONG)))])
    refreshed(library)
    library.delete_articles(library.search().ids)
    web.feed("/feed", web.entry("ferry", LONG + "<p>More.</p>"))
    refreshed(library)
    assert len(library.search().ids) == 0


def test_imported_lists_and_files(library: Library, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(
        'https://a.example/feed news "~A" \n"query:Unread:unread = \\"yes\\""\nexec:~/bin/x\n'
    )
    (tmp_path / "page.md").write_text("# Ferry\n\n“We asked twice,” said Ilan Reyes.\n")
    events: list[Progress] = []
    failed = import_job(
        library.store, library.settings, events.append, [str(tmp_path / "urls"), str(tmp_path / "page.md")]
    )
    assert failed == 0
    assert [feed.url for feed in library.feeds()] == ["https://a.example/feed", f"exec:{Path.home()}/bin/x"]
    assert any("1 lines run programs: these feeds are off" in event.message for event in events)
    assert [row.title for row in library.rows(library.search("by:reyes").ids)] == ["Ferry"]
    assert "saved" in {place.kind for place in library.places()}


def test_the_demo_library_shows_everything_off() -> None:
    with demo_library() as library:
        assert library.summary().articles >= 20
        assert library.summary().failing == 0
        kinds = {shown.statement.kind for id_ in library.search().ids for shown in library.article(id_).statements}
        assert kinds == {"direct", "mixed", "indirect"}
        assert any(len(library.revisions(id_)) > 1 for id_ in library.search().ids)
        languages = {library.article(id_).language[:2] for id_ in library.search().ids}
        assert {"en", "de", "fr", "ja", "ar"} <= languages


def test_the_demo_can_be_kept(tmp_path: Path) -> None:
    with demo_library() as library:
        library.add_note(Target(1), "keep me")
        library.keep_as(tmp_path / "kept.db")
    kept = open_library(tmp_path / "kept.db")
    assert [note.body for note in kept.notes()] == ["keep me"]
    kept.close()


def test_samples_are_the_same_whenever_they_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUINEWS_NOW", "2026-03-12T09:00:00Z")
    pictures = []
    for _ in range(2):
        with demo_library() as library:
            pictures.append(
                [(row.id, row.title, row.published, row.statements) for row in library.rows(library.search().ids)]
            )
    assert pictures[0] == pictures[1]


def test_a_page_without_an_article_is_refused(library: Library, web: Web) -> None:
    web.pages["/login"] = "<html><head><title>Log in</title></head><body><p>Please log in.</p></body></html>"
    events: list[Progress] = []
    assert add_job(library.store, library.settings, events.append, [web.base + "/login"], article=True) == 1
    assert "without an article" in problems(events)[0]
    assert library.summary().articles == 0
