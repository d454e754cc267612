"""Fetching again, after a while, the pages of articles that bear something of the reader's."""

from __future__ import annotations

import asyncio

from tuinews.core import clock
from tuinews.core.errors import BadInput, FetchFailed
from tuinews.library import intake
from tuinews.library.feed_settings import ask_for_page
from tuinews.library.paged import Fetch, fetch_article
from tuinews.library.parsing import MANY_PAGES, Parsers
from tuinews.library.settings import Settings
from tuinews.storage import feeds, watching
from tuinews.storage.store import Store
from tuinews.storage.watching import Visit


def visits_due(store: Store) -> list[Visit]:
    """The pages that are to be fetched again now."""
    now = clock.timestamp()
    with store.writing() as connection:
        watching.begin(connection, now)
    return watching.due(store.connection, now)


async def visit(store: Store, settings: Settings, fetch: Fetch, visits: list[Visit]) -> int:
    """Fetch these pages again, each only if it changed since; how many articles did. A page that cannot be had is no
    problem of the reader's: what is stored stays, and the next time comes."""
    gate = asyncio.Semaphore(settings.connections)

    async def one(due: Visit) -> bool:
        async with gate:
            return await _visit(store, fetch, parsers, due)

    with Parsers(much=len(visits) >= MANY_PAGES, most=1) as parsers:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(due)) for due in visits]
    return sum(task.result() for task in tasks)


async def _visit(store: Store, fetch: Fetch, parsers: Parsers, due: Visit) -> bool:
    feed_url, own = feeds.feed_of_article(store.connection, due.article_id)
    etag, last_modified, changed = due.etag, due.last_modified, False
    try:
        page, fetched = await fetch_article(
            fetch,
            parsers,
            ask_for_page(due.url, feed_url, own, etag, last_modified),
            lambda further: ask_for_page(further, feed_url, own),
            in_full=True,
        )
    except (FetchFailed, BadInput):
        page = None
    else:
        if page is not None:
            stored = intake.store_page(store, page, fetched, article_id=due.article_id)
            changed = stored is not None and stored.changed
            etag, last_modified = fetched.headers.get("etag", ""), fetched.headers.get("last-modified", "")
    with store.writing() as connection:
        watching.visited(connection, due.article_id, clock.timestamp(), etag, last_modified)
    return changed
