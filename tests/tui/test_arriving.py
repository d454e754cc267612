"""Refreshes that nobody asks for, with a real server and a real child process."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from keyboard import Open
from shelf import store

from tuinews.core.fetched import Subscription
from tuinews.library import Library
from tuinews.library.tasks import Task
from tuinews.tui.screens import arriving
from tuinews.tui.screens.choice import ChoiceScreen

ITEM = "<item><title>Rail strike</title><guid isPermaLink='false'>r</guid><description>It ended.</description></item>"
FEED = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Rail Daily</title>{ITEM}</channel></rss>'.encode()

LINK = b'<link rel="alternate" type="application/rss+xml" href="%s" title="%s">'
SITE = b"<html><head>" + LINK % (b"/other", b"Other") + LINK % (b"/feed", b"Rail") + b"</head></html>"


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = SITE if self.path == "/site" else FEED
            self.send_response(200 if self.path in ("/feed", "/site", "/other") else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Tests print nothing."""

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{web.server_port}", asked
    web.shutdown()
    thread.join()
    web.server_close()


async def until(is_so: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 60
    while not is_so():
        await asyncio.sleep(0.02)
        assert time.monotonic() < give_up


async def test_what_is_due_is_fetched_on_start_without_moving_the_cursor(
    library: Library, reader: Open, server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "_START_AFTER", 0.1)
    base, asked = server
    library.settings = replace(library.settings, refresh_on_start=True)
    library.subscribe([Subscription(f"{base}/feed"), Subscription(f"{base}/missing")])
    async with reader() as opened:
        await opened.press("j")
        there = opened.main.list_pane.current_id
        await until(lambda: library.summary().articles == 5 and not opened.main.desk.tasks)
        await opened.settle()
        assert (opened.main.list_pane.current_id, opened.main.state.pane) == (there, "list")
        assert opened.main.state.notice == ""
        assert opened.main.list_pane.count == 5
        assert [place.title for place in opened.main.tree_pane.places if place.problem] == [f"{base}/missing"]
    assert sorted(asked) == ["/feed", "/missing"]


async def test_of_several_feeds_of_a_site_the_reader_chooses(
    library: Library, reader: Open, server: tuple[str, list[str]]
) -> None:
    base, _ = server
    async with reader() as opened:
        await opened.press("+")
        await opened.type(f"{base}/site")
        await opened.press("enter")
        await until(lambda: isinstance(opened.app.screen, ChoiceScreen))
        await opened.press("j", "enter")
        await until(lambda: bool(library.feeds()) and not opened.main.desk.tasks)
        await opened.settle()
        assert [feed.url for feed in library.feeds()] == [f"{base}/feed"]
        assert opened.main.state.notice == "Subscribed to Rail Daily"
        assert "Rail Daily" in [place.title for place in opened.main.tree_pane.places]


async def test_feeds_are_fetched_again_after_some_minutes_if_they_are_due(
    library: Library, reader: Open, server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TUINEWS_NOW")
    monkeypatch.setattr(arriving, "_MINUTE", 0.05)
    base, asked = server
    library.settings = replace(library.settings, refresh_minutes=10)
    library.subscribe([Subscription(f"{base}/feed")])
    started: list[Task] = []
    start = library.start_refresh
    monkeypatch.setattr(library, "start_refresh", lambda **how: started.append(start(**how)) or started[-1])
    async with reader() as opened:
        await until(lambda: len([task for task in started if not task.running]) > 1)
        await opened.settle()
        assert (asked, library.summary().articles) == (["/feed"], 5)


async def test_a_refresh_takes_the_place_of_an_analysis_that_runs_and_does_what_that_one_left(
    library: Library, reader: Open, server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "_ANALYSE_AFTER", 60)
    base, _ = server
    library.subscribe([Subscription(f"{base}/feed")])
    store(library, 9, "A long one", "Rail Daily", "“It ended,” said Mira Sol.\n\n" * 15_000)  # a second of work
    async with reader() as opened:
        tasks = opened.main.desk.tasks
        opened.main.desk.watch(library.start_analysis, quietly=True)
        await until(lambda: [task.kind for task in tasks] == ["analyse"])
        analysis = tasks[0]
        opened.send("R")
        await until(lambda: any(task.kind == "refresh" for task in tasks))
        await until(lambda: not tasks)
        await opened.settle()
        assert analysis.process.returncode != 0
        assert not library.waits_for_analysis()
        assert opened.main.list_pane.count == 6


async def test_what_a_refresh_without_a_network_leaves_is_analysed_after_it(
    library: Library, reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "_START_AFTER", 0.05)
    monkeypatch.setattr(arriving, "_ANALYSE_AFTER", 60)
    library.settings = replace(library.settings, refresh_on_start=True)
    library.subscribe([Subscription("https://one.invalid/feed"), Subscription("https://two.invalid/feed")])
    store(library, 9, "A new one", "Rail Daily", "“It ended,” said Mira Sol.")
    async with reader() as opened:
        await until(lambda: opened.main.state.offline)
        await opened.settle()
        assert not library.waits_for_analysis()
