"""The jobs a worker can do. The shell runs the very same functions in its own process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from tuinews.core import clock
from tuinews.core.deferred import deferred
from tuinews.core.errors import BadInput, FetchFailed, TuinewsError
from tuinews.core.links import without_userinfo
from tuinews.ingest.http import Client, Limits
from tuinews.library.parsing import Parsers
from tuinews.library.refresh import Report, complete_article, complete_waiting, refresh
from tuinews.library.settings import Settings
from tuinews.library.tasks import start_alone
from tuinews.library.views import Progress
from tuinews.library.watching import visit, visits_due
from tuinews.storage import captures, leases, lists, pages
from tuinews.storage.journal import new_uid
from tuinews.storage.store import Store
from tuinews.storage.watching import Visit

if TYPE_CHECKING:
    from tuinews.library import adding, analysing, importing, ruling
    from tuinews.library.adding import Choose
else:  # each job needs its own; a refresh in which nothing is new needs none
    adding, analysing, importing, ruling = deferred("tuinews.library", "adding", "analysing", "importing", "ruling")

_FOLLOW_SECONDS = 1800.0
_MUCH = 300  # articles to analyse; about two seconds
_PAGE_COSTS = 5  # times the work of an analysis


def client(settings: Settings) -> Client:
    """The HTTP client with the reader's limits."""
    return Client(
        Limits(total=settings.timeout, per_host=settings.connections_per_host, connections=settings.connections)
    )


def refresh_job(
    store: Store,
    settings: Settings,
    report: Report,
    feeds: Sequence[int] | None = None,
    *,
    leave: bool = False,
    due: float | None = None,
) -> Progress:
    """Refresh feeds, then do what follows: complete cut entries from their pages, analyse what came.

    Another instance that refreshes this library at the same time takes its share: nothing is fetched twice. `due`: only
    those feeds whose interval is over, none more often than every so many seconds. `leave`: when much is to follow, it
    is left to a process of its own, and this one returns.
    """

    async def run() -> Progress:
        async with client(settings) as web:
            return await refresh(store, settings, web.fetch, _but_the_last(report), feeds, due=due)

    finished = asyncio.run(run())
    if finished.offline:
        report(finished)
        return finished
    to_follow = len(pages.wanted(store.connection)) * _PAGE_COSTS + _count_waiting(store, settings)
    if leave and to_follow > _MUCH:
        start_alone(store.path, "follow")
        finished = replace(finished, message=f"{finished.message}; their statements are being found in the background")
    else:
        follow_job(store, settings, report, last=False)
    report(finished)
    return finished


def _but_the_last(report: Report) -> Report:
    """Reports all but the end: something follows."""
    return lambda event: None if event.kind == "finished" else report(event)


def follow_job(store: Store, settings: Settings, report: Report, *, last: bool = True) -> None:
    """What follows a refresh: pages, then analysis. One process at a time does it for a library."""
    holder = new_uid()
    if leases.take(store, "follow", holder, _FOLLOW_SECONDS):
        try:
            if pages.wanted(store.connection):
                asyncio.run(_complete(store, settings, report))
            if visits := visits_due(store):
                asyncio.run(_visit(store, settings, visits))
            _analyse(store, settings, report)
            with store.writing() as connection:
                captures.expire(connection, clock.timestamp())
        finally:
            leases.give_back(store, "follow", holder)
    if last:
        report(Progress("finished"))


def _count_waiting(store: Store, settings: Settings) -> int:
    return analysing.count_waiting(store, pinned=settings.engine == "pinned")


def analyse_job(store: Store, settings: Settings, report: Report) -> None:
    """Analyse whatever waits, newest first."""
    _analyse(store, settings, report)
    report(Progress("finished"))


async def _complete(store: Store, settings: Settings, report: Report) -> None:
    async with client(settings) as web:
        await complete_waiting(store, settings, web.fetch, report)


async def _visit(store: Store, settings: Settings, visits: list[Visit]) -> None:
    async with client(settings) as web:
        await visit(store, settings, web.fetch, visits)


def _analyse(store: Store, settings: Settings, report: Report) -> None:
    """Analyse what waits; then the reader's rules run on what is new, since they may ask for statements."""
    total = _count_waiting(store, settings)
    found = analysing.analyse_waiting(store, settings.confidence, pinned=settings.engine == "pinned")
    for done, problem in enumerate(found, 1):
        if problem:
            report(Progress("problem", done, total, message=problem))
        elif done % 10 == 0 or done == total:
            report(Progress("analysed", done, max(done, total)))
    ruling.run_on_new(store, settings)


def _analyse_or_leave(store: Store, settings: Settings, report: Report, *, leave: bool) -> None:
    if leave:
        start_alone(store.path, "follow")
    else:
        _analyse(store, settings, report)


def add_job(
    store: Store,
    settings: Settings,
    report: Report,
    urls: Sequence[str],
    article: bool = False,
    choose: Choose | None = None,
    *,
    leave: bool = False,
) -> int:
    """Subscribe to feeds (or to feeds of sites: the first, or those that `choose` picks), or store single pages;
    returns how many failed. `leave`: when much waits for analysis already (after an upgrade of the engine), it is left
    to a process of its own."""
    problems: list[str] = []
    done: list[str] = []
    leave = leave and _count_waiting(store, settings) > _MUCH

    async def run() -> None:
        async with client(settings) as web:
            for url in urls:
                try:
                    if article:
                        stored = await adding.add_article(store, settings, web.fetch, url)
                        done.append(stored.message)
                        report(stored)
                    else:
                        for added in await adding.add_feed(store, settings, web.fetch, url, choose):
                            (problems if added.kind == "problem" else done).append(added.message)
                            report(added)
                except (FetchFailed, BadInput) as error:
                    problems.append(str(error))
                    report(Progress("problem", name=without_userinfo(url), message=str(error)))

    asyncio.run(run())
    if pages.wanted(store.connection):
        asyncio.run(_complete(store, settings, report))
    _analyse_or_leave(store, settings, report, leave=leave)
    finished = _finished(len(urls), problems)
    report(finished if problems or len(done) != 1 else replace(finished, message=done[0]))
    return len(problems)


def discover_job(store: Store, settings: Settings, report: Report, url: str) -> None:
    """Find the feeds of a site: one "found" event each, with its name and its address as message."""

    async def run() -> None:
        async with client(settings) as web:
            for found in await adding.discover(web.fetch, url):
                report(Progress("found", name=found.name or found.url, message=found.url))

    try:
        asyncio.run(run())
    except TuinewsError as error:
        report(Progress("problem", name=without_userinfo(url), message=str(error)))
    report(Progress("finished"))


def import_job(
    store: Store,
    settings: Settings,
    report: Report,
    paths: Sequence[str],
    mapping: Mapping[str, str] | None = None,
    *,
    leave: bool = False,
) -> int:
    """Import files (`mapping`: the columns of a corpus); returns how many failed. One that cannot be read is one
    problem, and the rest goes on. `leave`: as in `add_job`."""
    problems: list[str] = []
    leave = leave and _count_waiting(store, settings) > _MUCH
    for done, path in enumerate(paths, 1):
        try:
            importing.import_file(store, settings, Path(path), report, mapping)
        except TuinewsError as error:
            problems.append(str(TuinewsError(path, error.problem, error.advice)))
            report(Progress("problem", done, len(paths), path, problems[-1]))
    _analyse_or_leave(store, settings, report, leave=leave)
    report(_finished(len(paths), problems))
    return len(problems)


def _finished(total: int, problems: Sequence[str]) -> Progress:
    """The last event of a job on several things: the problem itself when there was just one."""
    if len(problems) > 1:
        failed = f"{len(problems)} of {total} failed; the last: {problems[-1]}"
        return Progress("finished", total, total, message=failed)
    return Progress("finished", total, total, message="".join(problems))


def complete_job(store: Store, settings: Settings, report: Report, article_id: int, url: str) -> None:
    """Fetch the full page of one article, and say what came of it."""
    before = lists.article_view(store.connection, article_id, settings.confidence)
    said = ""

    async def run() -> None:
        with Parsers() as parsers:
            async with client(settings) as web:
                await complete_article(store, web.fetch, article_id, url, parsers)

    try:
        asyncio.run(run())
        _analyse(store, settings, report)
        after = lists.article_view(store.connection, article_id, settings.confidence)
        if before is not None and after is not None:
            same = before.document.text == after.document.text
            said = "Its page says what is here already" if same else f"The full text, {after.document.words():,} words"
    except TuinewsError as error:
        report(Progress("problem", name=without_userinfo(url), message=str(error)))
    report(Progress("finished", 1, 1, message=said))


JOBS: dict[str, Callable[..., Any]] = {
    "refresh": refresh_job, "analyse": analyse_job, "add": add_job, "discover": discover_job, "import": import_job,
    "complete": complete_job, "follow": follow_job,
}  # fmt: skip
