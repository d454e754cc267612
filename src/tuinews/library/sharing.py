"""One refresh's share of the work, when several refresh a library at the same time."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Sequence
from types import TracebackType

from tuinews.core import clock
from tuinews.core.links import host_of
from tuinews.storage import sharing
from tuinews.storage.feeds import FeedToFetch
from tuinews.storage.store import Store

_AT_A_TIME = 8
"""Feeds that are claimed at a time: so many are held back from another one, which would ask them sooner."""
_LOOK_EVERY = 0.2  # seconds between looks at feeds that another is at
_PROLONG_EVERY = sharing.LEASE_SECONDS / 6

Elsewhere = Callable[[FeedToFetch, str], None]


class Share:
    """Hands out the feeds of a refresh, each when nobody else is at it. Use it with `with`: what was not finished is
    free again afterwards, however it ends."""

    def __init__(self, store: Store, chosen: Sequence[FeedToFetch]) -> None:
        self._store = store
        self._holder = sharing.new_holder()
        self._feeds = {feed.id: feed for feed in chosen}
        self._waiting = deque(_spread(chosen))
        self._ours: deque[int] = deque()
        self._others: list[int] = []
        self._since = 0.0
        self._looking = asyncio.Lock()

    def __enter__(self) -> Share:
        with self._store.writing() as connection:
            self._since = sharing.join(connection, self._holder, clock.timestamp())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._store.writing() as connection:
            sharing.leave(connection, self._holder)

    async def next(self, elsewhere: Elsewhere) -> FeedToFetch | None:
        """The next feed to ask for; None when all were asked, by us or by another. Waits for those that another is at:
        it may be cut off. `elsewhere` is told of each that another finished, and what went wrong with it."""
        async with self._looking:
            while not self._ours and (self._waiting or self._others):
                if not self._waiting:
                    await asyncio.sleep(_LOOK_EVERY)
                self._claim(elsewhere)
            return self._feeds[self._ours.popleft()] if self._ours else None

    async def keep(self) -> None:
        """Hold the share for as long as this runs, also while every server keeps us waiting."""
        while True:
            await asyncio.sleep(_PROLONG_EVERY)
            with self._store.writing() as connection:
                sharing.prolong(connection, self._holder, clock.timestamp())

    def release(self, feed: FeedToFetch) -> None:
        """Note that a feed is finished; within the transaction that stores what came of it."""
        with self._store.writing() as connection:
            sharing.release(connection, self._holder, feed.id, clock.timestamp())

    def _claim(self, elsewhere: Elsewhere) -> None:
        wanted = [self._waiting.popleft() for _ in range(min(_AT_A_TIME, len(self._waiting)))] or self._others
        if wanted is self._others:
            self._others = []
        with self._store.writing() as connection:
            claimed = sharing.claim(connection, self._holder, self._since, clock.timestamp(), wanted)
        self._ours.extend(claimed.ours)
        self._others.extend(claimed.others)
        for feed_id, problem in claimed.done.items():
            elsewhere(self._feeds[feed_id], problem)


def _spread(chosen: Sequence[FeedToFetch]) -> list[int]:
    """The feeds' ids, those of one host apart: few connections go to a host, and the others need not wait for it."""
    met: Counter[str] = Counter()
    turns = []
    for feed in chosen:
        host = host_of(feed.location)
        turns.append((met[host], feed.id))
        met[host] += 1
    return [feed_id for _, feed_id in sorted(turns, key=lambda turn: turn[0])]
