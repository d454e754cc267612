"""Fetching feeds: ask, parse what is new, store it, complete cut entries from their pages.

Where answers come from is a parameter (`Fetch`): the web, or the bundled samples.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from tuinews.core import clock
from tuinews.core.errors import BadInput, FetchFailed
from tuinews.core.fetched import Fetched
from tuinews.core.links import is_web
from tuinews.ingest.http import Ask
from tuinews.library import intake
from tuinews.library.parsing import Parsers
from tuinews.library.settings import Settings
from tuinews.library.views import Progress
from tuinews.storage import feeds, pages
from tuinews.storage.feeds import FeedToFetch
from tuinews.storage.store import Store

Fetch = Callable[[Ask], Awaitable[Fetched]]
Report = Callable[[Progress], None]

_FIRST_WAIT = 15 * 60.0
_LONGEST_WAIT = 24 * 3600.0
_FAILURES_BEFORE_WAITING = 3
_PAGES_AT_FIRST = 5
"""Of a feed's first fetch only so many (the newest) are completed from their pages; the others when they are opened."""


@dataclass
class _Round:
    """One refresh: what it works with, and what it counts."""

    store: Store
    settings: Settings
    fetch: Fetch
    report: Report
    total: int
    gate: asyncio.Semaphore
    parsers: Parsers
    done: int = 0
    added: int = 0
    changed: int = 0
    problems: list[str] = field(default_factory=list)


async def refresh(
    store: Store, settings: Settings, fetch: Fetch, report: Report, feed_ids: Sequence[int] | None = None
) -> Progress:
    """Fetch these feeds, or all that may be asked now; returns the last event ("finished") after reporting it.

    A feed that fails is one "problem" event, and the rest goes on.
    """
    chosen = feeds.to_fetch(store.connection, clock.timestamp(), feed_ids)
    gate = asyncio.Semaphore(settings.connections)
    report(Progress("started", total=len(chosen)))
    with Parsers() as parsers:
        this = _Round(store, settings, fetch, report, len(chosen), gate, parsers)
        async with asyncio.TaskGroup() as group:
            for feed in chosen:
                group.create_task(_one_feed(this, feed))
    finished = Progress(
        "finished", this.done, this.total, added=this.added, changed=this.changed, message=_summed_up(this)
    )
    report(finished)
    return finished


async def _one_feed(this: _Round, feed: FeedToFetch) -> None:
    name = feed.name or feed.url
    try:
        async with this.gate:
            fetched = await this.fetch(Ask(feed.location, etag=feed.etag, last_modified=feed.last_modified))
        added, changed = await _take(this, feed, fetched)
    except (FetchFailed, BadInput) as error:
        _failed(this, feed, error)
        this.problems.append(name)
        this.done += 1
        this.report(Progress("problem", this.done, this.total, name, str(error)))
        return
    this.done += 1
    this.added += added
    this.changed += changed
    this.report(Progress("feed", this.done, this.total, name, added=added, changed=changed))


async def _take(this: _Round, feed: FeedToFetch, fetched: Fetched) -> tuple[int, int]:
    """Store what an answer brings; (new articles, changed ones)."""
    at = fetched.when.timestamp()
    fine = {"fetched": at, "failures": 0, "failing_since": None, "problem": "", "next_fetch": None, "gone": 0}
    if fetched.status == 304:
        with this.store.writing() as connection:
            feeds.set_state(connection, feed.id, **fine)
        return 0, 0
    parsed = await this.parsers.prepare(fetched, feeds.known_entries(this.store.connection, feed.id))
    stored = intake.store_feed(this.store, feed.id, parsed, at)
    moved = {"location": fetched.url} if fetched.moved and is_web(fetched.url) else {}
    with this.store.writing() as connection:
        feeds.set_state(
            connection,
            feed.id,
            **fine,
            **moved,
            title=parsed.title,
            site_url=parsed.site_url,
            language=parsed.language,
            ttl=parsed.ttl,
            etag=fetched.headers.get("etag", ""),
            last_modified=fetched.headers.get("last-modified", ""),
        )
    mode = feed.settings.get("fetch_pages", this.settings.fetch_pages)
    wanted = intake.wanting_pages(stored, mode)
    with this.store.writing() as connection:
        pages.want(connection, wanted if feed.fetched_before else wanted[-_PAGES_AT_FIRST:])
    return sum(result.new for _, result in stored), sum(result.changed for _, result in stored)


async def complete_waiting(store: Store, settings: Settings, fetch: Fetch, report: Report) -> None:
    """Fetch the pages that are wanted, newest first. One that cannot be had leaves its entry as it is."""
    waiting = pages.wanted(store.connection)
    gate, done = asyncio.Semaphore(settings.connections), 0

    async def one(article_id: int, url: str) -> None:
        nonlocal done
        try:
            async with gate:
                await complete_article(store, fetch, article_id, url)
        except (FetchFailed, BadInput) as error:
            with store.writing() as connection:
                pages.failed(connection, article_id)
            report(Progress("problem", done, len(waiting), url, str(error)))
        done += 1
        report(Progress("page", done, len(waiting), url))

    async with asyncio.TaskGroup() as group:
        for article_id, url in waiting:
            group.create_task(one(article_id, url))


async def complete_article(store: Store, fetch: Fetch, article_id: int, url: str) -> None:
    """Fetch an article's page and store it as a revision. Raises FetchFailed, BadInput."""
    from tuinews.ingest.pages import extract_page  # deferred: a refresh without cut entries never pays for it

    if not is_web(url):
        raise BadInput(url, "is no web address")
    fetched = await fetch(Ask(url))
    page = await asyncio.to_thread(extract_page, fetched)
    intake.store_page(store, page, fetched, article_id=article_id)
    with store.writing() as connection:
        pages.had(connection, article_id)


def _failed(this: _Round, feed: FeedToFetch, error: FetchFailed | BadInput) -> None:
    """Remember a failure: since when, why, and until when the feed is left alone."""
    now, failures = clock.timestamp(), feed.failures + 1
    wait = error.retry_after if isinstance(error, FetchFailed) else None
    if wait is None and failures >= _FAILURES_BEFORE_WAITING:
        wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (failures - _FAILURES_BEFORE_WAITING)) * random.uniform(0.8, 1.2)
    gone = isinstance(error, FetchFailed) and error.status == 410
    with this.store.writing() as connection:
        feeds.set_failure(
            connection,
            feed.id,
            at=now,
            problem=error.problem,
            failures=failures,
            gone=gone,
            not_before=None if wait is None else now + min(wait, _LONGEST_WAIT),
        )


def _summed_up(this: _Round) -> str:
    parts = [f"{this.added} new"]
    if this.changed:
        parts.append(f"{this.changed} changed")
    if this.problems:
        parts.append(f"{len(this.problems)} of {this.total} feeds failed")
    return ", ".join(parts)
