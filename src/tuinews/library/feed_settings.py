"""What the reader sets for one feed: how it is asked for, how often, and with whose name.

Kept as JSON in the subscription, hence journaled, undone and exported with it. What is secret is never in it: a file
that only its owner can read holds it, and the setting is that file's name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tuinews.core.errors import BadInput, NotFound
from tuinews.core.links import is_web, without_userinfo
from tuinews.core.sanitize import clean_line
from tuinews.ingest.cookies import Jar
from tuinews.ingest.http import Ask
from tuinews.library.credentials import IN_KEYRING, keep_login, login_of, read_credentials
from tuinews.library.settings import Settings
from tuinews.library.views import Done
from tuinews.storage import feeds, keeping, written
from tuinews.storage.feeds import FeedHealth, FeedToFetch
from tuinews.storage.journal import Step
from tuinews.storage.store import Store

MODES = ("auto", "always", "never")
_OWN_HEADERS = frozenset({"authorization", "cookie", "host", "content-length", "connection", "transfer-encoding"})
"""Headers that are not the reader's to write: they have settings of their own, or belong to the connection."""


@dataclass(frozen=True, slots=True)
class FeedChange:
    """What is to change of a feed; None leaves it as it is, "" (or 0) takes a setting back."""

    name: str | None = None
    folder: str | None = None
    tags: Sequence[str] | None = None
    paused: bool | None = None
    hidden: bool | None = None
    """Whether the feed tree leaves it out; its articles are in all other lists."""
    watch: bool | None = None
    """Whether the pages of all its articles are fetched again, as those of marked articles are."""
    fetch_pages: str | None = None
    interval: int | None = None
    """Minutes between two times that it is asked; 0: as often as it changes."""
    keep: int | None = None
    """How many of its articles are kept at most (see `storage.keeping` for the rule); 0: all."""
    user_agent: str | None = None
    proxy: str | None = None
    headers: Sequence[str] | None = None
    """Each as `Name: value`."""
    cookies: str | None = None
    """The name of a cookies.txt."""
    credentials: str | None = None
    """The name of a file of mode 600 whose first line is `user:password`."""
    login: str | None = None
    """`user:password`, kept in the system's keyring or in a file of mode 600; "" forgets where."""


def change_feed(store: Store, settings: Settings, feed_id: int, change: FeedChange) -> Done:
    """Change a feed's settings, as one undoable step. Raises NotFound, BadInput."""
    before = feeds.subscription(store.connection, feed_id)
    if before is None:
        raise NotFound(f"feed {feed_id}", "is not in this library", "`tuinews feeds` lists them")
    columns = changed_columns(before, change)
    if change.login:
        own = {**json.loads(columns["settings"]), "credentials": keep_login(str(before["uid"]), change.login)}
        columns["settings"] = json.dumps(own)
    label = f"Changed the feed {before['name'] or without_userinfo(str(before['url']))}"
    with written.step(store, settings.name, label) as step:
        feeds.edit(step, feed_id, **columns)
        follow_change(step, feed_id, change)
    return Done(label, step.uid)


def changed_columns(before: Mapping[str, Any], change: FeedChange) -> dict[str, Any]:
    """The columns of a subscription after a change. Raises BadInput."""
    own = {**json.loads(str(before["settings"])), **checked(change)}
    columns: dict[str, Any] = {"settings": json.dumps({key: value for key, value in own.items() if value})}
    for column in ("name", "folder"):
        if (value := getattr(change, column)) is not None:
            columns[column] = clean_line(value)
    if change.tags is not None:
        columns["tags"] = json.dumps([tag for tag in map(clean_line, change.tags) if tag], ensure_ascii=False)
    return columns


def follow_change(step: Step, feed_id: int, change: FeedChange) -> None:
    """What a change brings about at once: a feed that is no more paused is asked again, also after it was gone."""
    if change.paused is False:
        feeds.set_state(step.connection, feed_id, gone=0, next_fetch=None)
    if change.keep is not None:
        keeping.keep_newest(step.connection, feed_id, change.keep)


def shown_settings(store: Store, feed_id: int) -> dict[str, Any]:
    """What is set for a feed, by name. Raises NotFound."""
    row = feeds.subscription(store.connection, feed_id)
    if row is None:
        raise NotFound(f"feed {feed_id}", "is not in this library", "`tuinews feeds` lists them")
    address = {"url": without_userinfo(str(row["url"])), "name": row["name"], "folder": row["folder"]}
    return {**address, "tags": json.loads(str(row["tags"])), **json.loads(str(row["settings"]))}


def health(store: Store) -> list[FeedHealth]:
    """How all feeds fare: those that fail first, the longest first; then those that are paused."""
    return feeds.health(store.connection)


def fares(store: Store, feed_id: int) -> str:
    """How a feed fares, in words: failing or gone since when and why, paused, or when it is asked again."""
    feed = next((one for one in health(store) if one.id == feed_id), None)
    if feed is None:
        return ""
    since = f" since {_local(feed.failing_since)}" if feed.failing_since else ""
    if feed.gone or feed.problem:
        later = f"; not asked before {_local(feed.not_before)}" if feed.not_before and not feed.gone else ""
        return f"{'Gone for good' if feed.gone else 'Failing'}{since}: it {feed.problem}{later}"
    if feed.paused:
        return "Paused"
    if not feed.allowed:
        return "Off until its program is confirmed"
    return f"Fine; asked again after {_local(feed.next_due)}" if feed.next_due else "Not asked yet"


def _local(at: float) -> str:
    return datetime.fromtimestamp(at).astimezone().strftime("%Y-%m-%d %H:%M")


def ask_for(feed: FeedToFetch) -> Ask:
    """How a feed is asked for. Raises BadInput when a file that its settings name cannot be used."""
    return _ask(feed.location, feed.url, {**feed.settings, "uid": feed.uid}, feed.etag, feed.last_modified)


def ask_for_page(url: str, feed_url: str, own: Mapping[str, Any], etag: str = "", last_modified: str = "") -> Ask:
    """How a page of a feed is asked for: with the feed's name and password only when it is on the feed's host."""
    return _ask(url, feed_url, own, etag, last_modified)


def _ask(url: str, feed_url: str, own: Mapping[str, Any], etag: str, last_modified: str) -> Ask:
    at_home = _origin(url) == _origin(feed_url)
    headers = tuple(_split(line) for line in own.get("headers", ())) if at_home else ()
    cookie = _jar(str(own["cookies"])).header(url) if own.get("cookies") else ""
    credentials = login_of(own.get("uid", ""), own["credentials"]) if at_home and own.get("credentials") else None
    return Ask(
        url,
        etag=etag,
        last_modified=last_modified,
        headers=(*headers, *((("Cookie", cookie),) if cookie else ())),
        credentials=credentials,
        user_agent=own.get("user_agent", ""),
        proxy=own.get("proxy", ""),
    )


@lru_cache(maxsize=64)
def _jar(path: str) -> Jar:
    return Jar(Path(path))


def checked(change: FeedChange) -> dict[str, Any]:
    """The settings of a change, as they are kept. Raises BadInput."""
    names = (
        "paused",
        "hidden",
        "watch",
        "fetch_pages",
        "interval",
        "keep",
        "user_agent",
        "proxy",
        "cookies",
        "credentials",
    )
    own: dict[str, Any] = {name: value for name in names if (value := getattr(change, name)) is not None}
    if change.fetch_pages and change.fetch_pages not in MODES:
        raise BadInput("fetch-pages", f"has no value {change.fetch_pages!r}", f"It has {', '.join(MODES)}")
    if change.interval is not None and change.interval < 0:
        raise BadInput("interval", "should be minutes, or 0 for as often as the feed changes")
    if change.keep is not None and change.keep < 0:
        raise BadInput("keep", "should be a number of articles, or 0 for all of them")
    if change.proxy and not is_web(change.proxy):
        raise BadInput("proxy", "is no web address", "It should begin with http://")
    if change.headers is not None:
        own["headers"] = [": ".join(_split(line)) for line in change.headers if line]
    if change.user_agent:
        own["user_agent"] = clean_line(change.user_agent)
    if change.cookies:
        path = Path(change.cookies).expanduser().resolve()
        Jar(path)
        own["cookies"] = str(path)
    if change.credentials and change.credentials != IN_KEYRING:
        path = Path(change.credentials).expanduser().resolve()
        read_credentials(path)
        own["credentials"] = str(path)
    if change.login == "":
        own["credentials"] = ""
    return own


def _split(line: str) -> tuple[str, str]:
    name, colon, value = (part.strip() for part in line.partition(":"))
    if not colon or not name.isascii() or not name.replace("-", "").isalnum() or not value.isprintable():
        raise BadInput("header", f"{clean_line(line)[:60]!r} is none", "Write it as Name: value")
    if name.lower() in _OWN_HEADERS:
        raise BadInput("header", f"{name} is not set this way", "Use --cookies or --credentials")
    return name, value


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.rpartition("@")[2].lower()
