"""Feeds that a program of the reader's gives (`exec:`) or changes (`filter:`). None runs before it was confirmed."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tuinews.core import clock
from tuinews.core.errors import FetchFailed, NotFound
from tuinews.core.fetched import Fetched, Subscription
from tuinews.ingest.http import Ask
from tuinews.ingest.programs import run_program
from tuinews.library.credentials import set_in
from tuinews.library.paged import Fetch
from tuinews.library.settings import Settings
from tuinews.library.views import Done
from tuinews.storage import confirming, feeds
from tuinews.storage.feeds import FeedToFetch
from tuinews.storage.journal import Step
from tuinews.storage.store import Store

if TYPE_CHECKING:
    from tuinews.ingest.newsboat import CommandFeed


@dataclass(frozen=True, slots=True)
class Command:
    """A feed's program: its arguments, the address whose answer it is given (empty: none), and whether it may run."""

    feed_id: int
    name: str
    arguments: tuple[str, ...]
    source: str
    allowed: bool


def commands(store: Store) -> list[Command]:
    """The programs of all feeds that have one."""
    found = []
    for feed in feeds.health(store.connection):
        if arguments := feed.settings.get("command"):
            allowed = confirming.confirmed(store.connection, feed.settings)
            found.append(Command(feed.id, feed.name, tuple(arguments), feed.settings.get("source", ""), allowed))
    return found


def subscribe_to_commands(step: Step, wanted: Sequence[CommandFeed]) -> int:
    """Subscribe to feeds that programs give, switched off; how many are new."""
    new = 0
    for one in wanted:
        line = shlex.join(one.arguments)
        url = f"filter:{line}:{one.url}" if one.url else f"exec:{line}"
        tags = tuple(tag for tag in one.tags if not tag.startswith("!"))
        feed_id = feeds.subscribe(step, [Subscription(url, one.name or url[:80], "", "", tags)], clock.timestamp())[0]
        row = feeds.subscription(step.connection, feed_id) or {}
        if not json.loads(row["settings"]).get("command"):
            set_in(step, feed_id, row, command=list(one.arguments), **({"source": one.url} if one.url else {}))
            new += 1
    return new


def confirm(store: Store, settings: Settings, feed_id: int, *, allowed: bool) -> Done:
    """Let a feed's program run at each refresh, or no more. Raises NotFound."""
    row = feeds.subscription(store.connection, feed_id)
    own: dict[str, Any] = json.loads(row["settings"]) if row is not None else {}
    if row is None or not own.get("command"):
        raise NotFound(f"feed {feed_id}", "is none that a program gives", "`tuinews feeds --confirm` lists those")
    with store.writing() as connection:
        confirming.confirm(connection, own, allowed=allowed)
        feeds.set_state(connection, feed_id, etag="", last_modified="", next_fetch=None)
    return Done(f"{'Confirmed' if allowed else 'Switched off'} the program of {row['name']}", "")


def runs(store: Store, feed: FeedToFetch) -> bool:
    """Whether a feed may be asked: it needs no program, or one that was confirmed."""
    return confirming.confirmed(store.connection, feed.settings)


def has_command(feed: FeedToFetch) -> bool:
    return bool(feed.settings.get("command"))


async def fetch_command(store: Store, feed: FeedToFetch, fetch: Fetch, ask: Ask) -> Fetched:
    """What a feed's program gives. Raises FetchFailed, BadInput."""
    if not confirming.confirmed(store.connection, feed.settings):
        raise FetchFailed(
            feed.name, "is given by a program that you have not confirmed", "See `tuinews feeds --confirm`"
        )
    source = feed.settings.get("source", "")
    given = b""
    answer = Fetched(source, 200, {}, b"", clock.now(), asked=feed.url)
    if source:
        answer = replace(await fetch(replace(ask, url=source)), moved=False)
        given = answer.body
    if answer.status == 304:
        return answer
    body = await run_program(feed.settings["command"], given)
    headers = {key: value for key, value in answer.headers.items() if key not in ("content-type", "content-length")}
    return replace(answer, headers=headers, body=body, asked=feed.url)
