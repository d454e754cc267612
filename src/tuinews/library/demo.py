"""The bundled sample library: filled through the very code that reads the web, without sockets."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tuinews import samples
from tuinews.core import clock
from tuinews.core.errors import FetchFailed
from tuinews.core.fetched import Fetched
from tuinews.core.links import same_article_key
from tuinews.ingest.http import Ask
from tuinews.ingest.pages import extract_page
from tuinews.library import intake
from tuinews.library.analysing import analyse_waiting
from tuinews.library.door import Library, open_library
from tuinews.library.refresh import complete_waiting, refresh
from tuinews.library.settings import Settings, read_settings
from tuinews.library.views import Progress
from tuinews.samples import Sample
from tuinews.storage import articles, feeds, written
from tuinews.storage.store import Store


@contextlib.contextmanager
def demo_library(settings: Settings | None = None) -> Iterator[Library]:
    """A library of samples in a folder that goes when it is left."""
    with tempfile.TemporaryDirectory(prefix="tuinews-demo-", ignore_cleanup_errors=True) as folder:
        library = open_library(Path(folder) / "demo.db", settings=settings)
        try:
            fill_with_samples(library.store, library.settings)
            yield library
        finally:
            library.close()


def fill_with_samples(store: Store, settings: Settings | None = None) -> None:
    """Subscribe to the sample feeds, refresh them round by round, and analyse what came."""
    settings = settings or read_settings()[0]
    records = samples.records(clock.now())
    with written.step(store, settings.name, "Subscribed to the samples") as step:
        feeds.subscribe(step, samples.subscriptions(), clock.timestamp())
    for number in sorted({record.round for record in records}):
        asyncio.run(_one_round(store, settings, [record for record in records if record.round <= number], number))
    for _ in analyse_waiting(store, settings.confidence):
        pass


async def _one_round(store: Store, settings: Settings, records: Sequence[Sample], number: int) -> None:
    answers = {record.fetched.url: record.fetched for record in records}  # a later round's answer wins

    async def fetch(ask: Ask) -> Fetched:
        answer = answers.get(ask.url)
        if answer is None:
            raise FetchFailed(ask.url, "is not among the samples", status=404)
        return answer

    await refresh(store, settings, fetch, _quietly)
    await complete_waiting(store, settings, fetch, _quietly)
    for record in records:
        if record.kind == "page" and record.round == number:
            _store_page(store, record.fetched)


def _quietly(event: Progress) -> None:
    """Samples have no problems to report; a test sees to that."""


def _store_page(store: Store, fetched: Fetched) -> None:
    """A sample page: another revision of an article whose page was fetched before, or an article that no feed has."""
    page = extract_page(fetched)
    key = same_article_key(page.canonical_url or fetched.url)
    known = articles.find_by_keys(store.connection, [key, same_article_key(fetched.url)])
    intake.store_page(store, page, fetched, article_id=known)
