"""Fetching feeds: ask, parse what is new, store it, complete cut entries from their pages.

Where answers come from is a parameter (`Fetch`): the web, or the bundled samples.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tuinews.core import clock
from tuinews.core.errors import BadInput, FetchFailed
from tuinews.core.fetched import Fetched
from tuinews.core.links import host_of, is_web, without_userinfo
from tuinews.ingest.retrying import back_off, max_age
from tuinews.library import command_feeds, intake
from tuinews.library.feed_settings import ask_for, ask_for_page
from tuinews.library.intake import PreparedFeed
from tuinews.library.paged import Fetch as Fetch
from tuinews.library.paged import fetch_article
from tuinews.library.parsing import MANY_PAGES, Parsers
from tuinews.library.settings import Settings
from tuinews.library.sharing import Share
from tuinews.library.views import Progress
from tuinews.storage import feeds, keeping, pages, written
from tuinews.storage.feeds import FeedToFetch
from tuinews.storage.store import Store
from tuinews.storage.terms import NewTerms

Report = Callable[[Progress], None]

_FIRST_WAIT = 15 * 60.0
_FAILURES_BEFORE_WAITING = 3
_TOGETHER = 600
"""Entries stored in one transaction: a tenth of a second, for which others who write must wait."""
_WAIT_FOR_MORE = 0.25
"""Seconds that an answer waits for others to be stored with."""
_MANY_NEW_FEEDS = 20
"""So many feeds that were never fetched keep all cores busy from the beginning."""
_CUT = "sent less than it announced; what came is kept, and all of it is asked for again the next time"
OFFLINE = "Offline: no feed could be reached. What is stored can be read, searched and noted as ever"
_SEVERAL = 2
"""Servers that are not found may be mistyped; from so many on, when no other is found, it is our connection."""
PAGES_AT_FIRST = 5
"""Of a feed's first fetch only so many (the newest) are completed from their pages; the others when they are opened."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of asking for a feed: nothing new (neither), its entries, or an error."""

    feed: FeedToFetch
    fetched: Fetched | None = None
    parsed: PreparedFeed | None = None
    error: FetchFailed | BadInput | None = None

    def weight(self) -> int:
        """About how much there is to store, in entries."""
        return 1 + (len(self.parsed.entries) if self.parsed is not None else 0)


@dataclass
class _Round:
    """One refresh: what it works with, and what it counts."""

    store: Store
    settings: Settings
    fetch: Fetch
    report: Report
    total: int
    share: Share
    parsers: Parsers
    answers: asyncio.Queue[_Answer | None]
    """What is to be stored; None is the last."""
    all_came: bool = False
    done: int = 0
    elsewhere: int = 0
    """Feeds that another refresh asked at the same time."""
    added: int = 0
    changed: int = 0
    problems: list[str] = field(default_factory=list)
    lost: list[_Answer] = field(default_factory=list)
    """Feeds to whose servers no way was found, while no other was reached either: theirs, or are we offline?"""
    reached: bool = False


async def refresh(
    store: Store,
    settings: Settings,
    fetch: Fetch,
    report: Report,
    feed_ids: Sequence[int] | None = None,
    *,
    due: float | None = None,
) -> Progress:
    """Fetch these feeds, or all that may be asked now (`due`: whose interval is over as well, which is at least so
    many seconds); returns the last event ("finished") after reporting it.

    A feed that fails is one "problem" event, and the rest goes on. When no way to any of several servers is found, we
    are offline: that is one problem, and no feed's. What was reported is stored; whatever ends this
    early, the feeds that were not reported are asked again the next time, as if for the first. Several refreshes of a
    library at a time share the feeds among them; each ends when all of its feeds were asked by somebody.
    """
    chosen = feeds.to_fetch(store.connection, clock.timestamp(), feed_ids, due=due)
    if feed_ids is None:
        chosen = [feed for feed in chosen if command_feeds.runs(store, feed)]
    report(Progress("started", total=len(chosen)))
    much = sum(not feed.fetched_before for feed in chosen) >= _MANY_NEW_FEEDS
    with Parsers(much=much) as parsers, Share(store, chosen) as share:
        answers: asyncio.Queue[_Answer | None] = asyncio.Queue(settings.connections)
        this = _Round(store, settings, fetch, report, len(chosen), share, parsers, answers)
        async with asyncio.TaskGroup() as group:
            keeping = group.create_task(share.keep())
            group.create_task(_store_what_comes(this)).add_done_callback(lambda _: keeping.cancel())
            group.create_task(_ask_all(this))
    finished = Progress(
        "finished", this.done, this.total, added=this.added, changed=this.changed, message=_summed_up(this),
        offline=bool(this.lost),
    )  # fmt: skip
    report(finished)
    return finished


async def _ask_all(this: _Round) -> None:
    async with asyncio.TaskGroup() as group:
        for _ in range(min(this.settings.connections, this.total)):
            group.create_task(_ask_in_turn(this))
    await this.answers.put(None)


async def _ask_in_turn(this: _Round) -> None:
    """Ask feed after feed, as long as there are any. A turn lasts until its answer waits to be stored, so that few
    bodies are held at a time."""
    while (feed := await this.share.next(lambda feed, problem: _report_elsewhere(this, feed, problem))) is not None:
        await this.answers.put(await _ask(this, feed))


async def _ask(this: _Round, feed: FeedToFetch) -> _Answer:
    """Fetch and parse a feed."""
    try:
        if command_feeds.has_command(feed):
            fetched = await command_feeds.fetch_command(this.store, feed, this.fetch, ask_for(feed))
        else:
            fetched = await this.fetch(ask_for(feed))
        parsed = None
        if fetched.status != 304:
            known = feeds.known_entries(this.store.connection, feed.id)
            parsed = await this.parsers.prepare(fetched, known)
        return _Answer(feed, fetched, parsed)
    except (FetchFailed, BadInput) as error:
        return _Answer(feed, error=error)


async def _store_what_comes(this: _Round) -> None:
    """Store the answers as they come, several in one transaction: each costs a write to the disk and a segment of the
    index. None waits longer than a moment for the others."""
    while not this.all_came:
        if not (answers := _told_apart(this, await _some(this))):
            continue
        with this.store.writing() as connection:
            new_terms = NewTerms(connection)
            counts = [_store(this, one, new_terms) for one in answers]
            new_terms.flush()
            for one in answers:
                this.share.release(one.feed)
        for one, (added, changed) in zip(answers, counts, strict=True):
            _report(this, one, added, changed)


def _told_apart(this: _Round, came: list[_Answer]) -> list[_Answer]:
    """The answers that count. Those of servers to which no way was found wait until another was reached, or until all
    came: if they are all of several servers' then, we are offline, and no feed is to blame."""
    lost = [one for one in came if isinstance(one.error, FetchFailed) and one.error.no_way]
    this.reached = this.reached or len(lost) < len(came)
    waiting, this.lost = [*this.lost, *lost], []
    if this.reached:
        return [one for one in came if one not in lost] + waiting
    if this.all_came and len({host_of(one.feed.url) for one in waiting}) < _SEVERAL:
        return waiting
    this.lost = waiting
    if this.all_came and waiting:
        this.report(Progress("problem", this.total, this.total, message=OFFLINE))
    return []


async def _some(this: _Round) -> list[_Answer]:
    """The answers that come within a moment, at least one; none when there are no more."""
    answers: list[_Answer] = []
    until: float | None = None
    while not this.all_came and sum(answer.weight() for answer in answers) < _TOGETHER:
        try:
            async with asyncio.timeout_at(until):
                answer = await this.answers.get()
        except TimeoutError:
            break
        if answer is None:
            this.all_came = True
        else:
            answers.append(answer)
        until = until or asyncio.get_running_loop().time() + _WAIT_FOR_MORE
    return answers


def _report_elsewhere(this: _Round, feed: FeedToFetch, problem: str) -> None:
    """Another refresh asked for a feed: its news are stored."""
    this.elsewhere += 1
    error = FetchFailed(_name(feed), problem) if problem else None
    _report(this, _Answer(feed, error=error), 0, 0)


def _name(feed: FeedToFetch) -> str:
    return feed.name or without_userinfo(feed.url)


def _report(this: _Round, answer: _Answer, added: int, changed: int) -> None:
    name = _name(answer.feed)
    this.done += 1
    if answer.error is not None:
        this.problems.append(name)
        this.report(Progress("problem", this.done, this.total, name, str(answer.error)))
        return
    if answer.fetched is not None and answer.fetched.cut:
        this.report(Progress("problem", this.done, this.total, name, f"{name}: {_CUT}"))
    this.added += added
    this.changed += changed
    this.report(Progress("feed", this.done, this.total, name, added=added, changed=changed))


def _store(this: _Round, answer: _Answer, new_terms: NewTerms) -> tuple[int, int]:
    """Store what an answer brings, within a transaction of several; (new articles, changed ones)."""
    feed, fetched, parsed = answer.feed, answer.fetched, answer.parsed
    if fetched is None:
        _store_failure(this.store, feed, answer.error)
        return 0, 0
    at = fetched.when.timestamp()
    state: dict[str, object] = {
        "fetched": at, "failures": 0, "failing_since": None, "problem": "", "next_fetch": None, "gone": 0,
    }  # fmt: skip
    stored = [] if parsed is None else intake.store_feed(this.store, feed.id, parsed, at, new_terms)
    if parsed is not None:
        state |= _news_of(fetched, parsed)
    if fetched.cut:
        state["problem"] = _CUT
    if stored:
        state["changed"] = at
    if this.settings.unread_when_changed:
        _mark_unread(this, [result.article_id for _, result in stored if result.changed])
    mode = feed.settings.get("fetch_pages") or this.settings.fetch_pages
    wanted = intake.wanting_pages(stored, mode)
    with this.store.writing() as connection:
        feeds.set_state(connection, feed.id, **state)
        pages.want(connection, wanted if feed.fetched_before else wanted[-PAGES_AT_FIRST:])
        if feed.settings.get("keep"):
            keeping.keep_newest(connection, feed.id, feed.settings["keep"])
    return sum(result.new for _, result in stored), sum(result.changed for _, result in stored)


def _mark_unread(this: _Round, changed: Sequence[int]) -> None:
    """What changed is unread again, as one step like any other of the reader's."""
    if changed:
        with written.step(this.store, this.settings.name, f"{len(changed)} changed articles are unread again") as step:
            written.set_reading(step, changed, read=False)


def _news_of(fetched: Fetched, parsed: PreparedFeed) -> dict[str, object]:
    """What a feed says of itself. Where it moved counts only here, after it was parsed: a page that says "moved" may
    stand there as well."""
    moved = {"location": fetched.url} if fetched.moved and is_web(fetched.url) else {}
    return {
        **moved,
        "title": parsed.title,
        "site_url": parsed.site_url,
        "language": parsed.language,
        "ttl": max(parsed.ttl or 0, (max_age(fetched.headers.get("cache-control", "")) or 0) // 60) or None,
        "etag": fetched.headers.get("etag", ""),
        "last_modified": fetched.headers.get("last-modified", ""),
    }


def _store_failure(store: Store, feed: FeedToFetch, error: FetchFailed | BadInput | None) -> None:
    """Remember a failure: since when, why, and until when the feed is left alone."""
    now, failures = clock.timestamp(), feed.failures + 1
    wait = error.retry_after if isinstance(error, FetchFailed) else None
    if wait is None and failures >= _FAILURES_BEFORE_WAITING:
        wait = back_off(failures - _FAILURES_BEFORE_WAITING + 1, _FIRST_WAIT)
    with store.writing() as connection:
        feeds.set_failure(
            connection,
            feed.id,
            at=now,
            problem="" if error is None else error.problem,
            failures=failures,
            gone=isinstance(error, FetchFailed) and error.status == 410,
            not_before=None if wait is None else now + wait,
        )


async def complete_waiting(store: Store, settings: Settings, fetch: Fetch, report: Report) -> None:
    """Fetch the pages that are wanted, newest first. One that cannot be had leaves its entry as it is."""
    waiting = pages.wanted(store.connection)
    gate, done = asyncio.Semaphore(settings.connections), 0

    async def one(article_id: int, url: str) -> None:
        nonlocal done
        try:
            async with gate:
                await complete_article(store, fetch, article_id, url, parsers)
        except (FetchFailed, BadInput) as error:
            with store.writing() as connection:
                pages.failed(connection, article_id)
            report(Progress("problem", done, len(waiting), url, str(error)))
        done += 1
        report(Progress("page", done, len(waiting), url))

    with Parsers(much=len(waiting) >= MANY_PAGES, most=1) as parsers:
        async with asyncio.TaskGroup() as group:
            for article_id, url in waiting:
                group.create_task(one(article_id, url))


async def complete_article(store: Store, fetch: Fetch, article_id: int, url: str, parsers: Parsers) -> None:
    """Fetch an article's page and store it as a revision. Raises FetchFailed, BadInput."""
    if not is_web(url):
        raise BadInput(url, "is no web address")
    feed_url, own = feeds.feed_of_article(store.connection, article_id)
    page, fetched = await fetch_article(
        fetch, parsers, ask_for_page(url, feed_url, own), lambda further: ask_for_page(further, feed_url, own)
    )
    if page is not None:
        intake.store_page(store, page, fetched, article_id=article_id)
    with store.writing() as connection:
        pages.had(connection, article_id)


def _summed_up(this: _Round) -> str:
    if this.lost:
        return OFFLINE
    parts = [f"{this.added} new"]
    if this.changed:
        parts.append(f"{this.changed} changed")
    if this.problems:
        parts.append(f"{len(this.problems)} of {this.total} feeds failed")
    if this.elsewhere:
        parts.append(f"{this.elsewhere} of {this.total} feeds were fetched by another tuinews at the same time")
    return ", ".join(parts)
