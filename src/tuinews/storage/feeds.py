"""Subscriptions and how they fare, and which entries of a feed are stored already."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tuinews.core.fetched import Subscription
from tuinews.core.models import FeedView
from tuinews.storage import confirming
from tuinews.storage.journal import Step, new_uid, read_record

_SHORTEST_INTERVAL, _LONGEST_INTERVAL = 15 * 60.0, 12 * 3600.0


@dataclass(frozen=True, slots=True)
class FeedToFetch:
    """What a refresh must know of a feed. `location` is where it is asked for; `settings` the reader's own."""

    id: int
    url: str
    location: str
    name: str
    etag: str
    last_modified: str
    failures: int
    fetched_before: bool
    settings: dict[str, Any]
    uid: str = ""


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """How a feed fares. Times are seconds since 1970; `not_before`: until when its server is left alone."""

    id: int
    name: str
    url: str
    problem: str
    failing_since: float | None
    failures: int
    gone: bool
    not_before: float | None
    paused: bool
    next_due: float
    pause: float
    """Seconds between two times that it is asked by itself."""
    folder: str
    tags: tuple[str, ...]
    settings: dict[str, Any]
    allowed: bool
    """False when a program gives it that was not confirmed."""


def subscribe(step: Step, subscriptions: Iterable[Subscription], at: float) -> list[int]:
    """Add subscriptions that are not there yet; the ids of all of them."""
    ids = []
    for wanted in subscriptions:
        row = step.connection.execute("SELECT id FROM subscription WHERE url = ?", (wanted.url,)).fetchone()
        if row is None:
            tags = json.dumps(list(wanted.tags), ensure_ascii=False)
            step.put(
                "subscription",
                {
                    "uid": new_uid(),
                    "url": wanted.url,
                    "name": wanted.name,
                    "folder": wanted.folder,
                    "tags": tags,
                    "settings": "{}",
                    "added": at,
                    "author": step.who,
                },
            )
            row = step.connection.execute("SELECT id FROM subscription WHERE url = ?", (wanted.url,)).fetchone()
            step.connection.execute(
                "INSERT OR IGNORE INTO feed_state (feed_id, site_url) VALUES (?, ?)", (row[0], wanted.site_url)
            )
        ids.append(int(row[0]))
    return ids


def edit(step: Step, feed_id: int, **changes: Any) -> None:
    """Change what the reader set for a feed: name, folder, tags (JSON), settings (JSON)."""
    row = step.connection.execute("SELECT uid FROM subscription WHERE id = ?", (feed_id,)).fetchone()
    before = read_record(step.connection, "subscription", row[0]) if row is not None else None
    if before is not None:
        step.put("subscription", {**before, **changes})


def move(step: Step, feed_id: int, url: str) -> None:
    """Give a feed another address; what was known of the old one's server is forgotten."""
    edit(step, feed_id, url=url)
    set_state(
        step.connection, feed_id, location="", etag="", last_modified="", gone=0, next_fetch=None, failures=0,
        failing_since=None, problem="",
    )  # fmt: skip


def unsubscribe(step: Step, feed_ids: Iterable[int]) -> int:
    """Remove subscriptions. Their articles stay, found by search. Returns how many bear notes, tags or stars."""
    kept = 0
    for feed_id in feed_ids:
        row = step.connection.execute("SELECT uid FROM subscription WHERE id = ?", (feed_id,)).fetchone()
        if row is None:
            continue
        kept += step.connection.execute(
            "SELECT count(*) FROM membership m WHERE feed_id = ? AND (article_id IN (SELECT article_id FROM note)"
            " OR article_id IN (SELECT article_id FROM tagging)"
            " OR article_id IN (SELECT article_id FROM reading WHERE starred))",
            (feed_id,),
        ).fetchone()[0]
        step.drop("subscription", row[0])
    return kept


def subscription(connection: sqlite3.Connection, feed_id: int) -> dict[str, Any] | None:
    """What the reader wrote about a feed, by column; None when there is none of this number."""
    row = connection.execute("SELECT uid FROM subscription WHERE id = ?", (feed_id,)).fetchone()
    return None if row is None else read_record(connection, "subscription", row[0])


def interval(
    own: dict[str, Any],
    ttl: int | None,
    changed: float | None,
    fetched: float | None,
    shortest: float = _SHORTEST_INTERVAL,
) -> float:
    """Seconds between two times that a feed is asked by itself: as the reader says, or by how often it changes (a tenth
    of the time that it has been silent), never more often than it asks for (`ttl`, minutes)."""
    if own.get("interval"):
        return float(own["interval"]) * 60
    silent = (fetched or 0.0) - changed if changed is not None else 0.0
    return min(_LONGEST_INTERVAL, max(shortest, (ttl or 0) * 60.0, silent / 10))


def to_fetch(
    connection: sqlite3.Connection, now: float, feed_ids: Sequence[int] | None = None, *, due: float | None = None
) -> list[FeedToFetch]:
    """The feeds to ask now: the given ones, or all that are not paused, not gone, and did not ask for patience;
    `due`: of these the ones whose interval is over, which is at least so many seconds."""
    rows = connection.execute(
        "SELECT s.id, s.url, coalesce(nullif(f.location, ''), s.url), coalesce(nullif(s.name, ''), f.title, ''),"
        " coalesce(f.etag, ''), coalesce(f.last_modified, ''), coalesce(f.failures, 0),"
        " f.fetched IS NOT NULL, s.settings,"
        " s.uid, coalesce(f.next_fetch, 0), coalesce(f.gone, 0), f.ttl, f.changed, f.fetched"
        " FROM subscription s LEFT JOIN feed_state f ON f.feed_id = s.id ORDER BY s.id"
    ).fetchall()
    chosen = set(feed_ids) if feed_ids is not None else None
    feeds = []
    for row in rows:
        feed_id, url, location, name, etag, last_modified, failures, before, settings, uid, patience, gone, *pace = row
        asked = (url, location, name, etag, last_modified)
        feed = FeedToFetch(feed_id, *asked, failures, bool(before), json.loads(settings), uid)
        if chosen is not None:
            wanted = feed.id in chosen
        else:
            wanted = not gone and patience <= now and not feed.settings.get("paused")
            if due is not None and pace[-1] is not None:
                wanted = wanted and pace[-1] + interval(feed.settings, pace[0], pace[1], pace[2], due) <= now
        if wanted:
            feeds.append(feed)
    return feeds


def health(connection: sqlite3.Connection) -> list[FeedHealth]:
    """How all feeds fare: the failing ones first, the longest first; then the paused ones; then by name."""
    rows = connection.execute(
        "SELECT s.id, coalesce(nullif(s.name, ''), nullif(f.title, ''), s.url), s.url, coalesce(f.problem, ''),"
        " f.failing_since, coalesce(f.failures, 0), coalesce(f.gone, 0), f.next_fetch, s.settings, f.ttl, f.changed,"
        " f.fetched, s.folder, s.tags FROM subscription s LEFT JOIN feed_state f ON f.feed_id = s.id"
    )
    found = []
    for *columns, gone, not_before, settings, ttl, changed, fetched, folder, tags in rows:
        own = json.loads(settings)
        pause = interval(own, ttl, changed, fetched)
        due = max(not_before or 0.0, fetched + pause if fetched else 0.0)
        state = {
            "gone": bool(gone), "not_before": not_before, "paused": bool(own.get("paused")), "next_due": due,
            "pause": pause, "folder": folder, "tags": tuple(json.loads(tags)), "settings": own,
            "allowed": confirming.confirmed(connection, own),
        }  # fmt: skip
        found.append(FeedHealth(*columns, **state))
    return sorted(
        found,
        key=lambda feed: (not feed.problem, feed.failing_since or 0.0, not feed.paused, feed.name.casefold()),
    )


def feed_of_article(connection: sqlite3.Connection, article_id: int) -> tuple[str, dict[str, Any]]:
    """(address, the reader's settings) of the feed that an article came with; empty ones when there is none."""
    row = connection.execute(
        "SELECT s.url, s.settings, s.uid FROM membership m JOIN subscription s ON s.id = m.feed_id"
        " WHERE m.article_id = ? ORDER BY s.id LIMIT 1",
        (article_id,),
    ).fetchone()
    return ("", {}) if row is None else (row[0], {**json.loads(row[1]), "uid": row[2]})


def known_entries(connection: sqlite3.Connection, feed_id: int) -> dict[str, str]:
    """guid → digest of what is stored of a feed."""
    return dict(connection.execute("SELECT guid, digest FROM entry WHERE feed_id = ?", (feed_id,)).fetchall())


def remember_entry(
    connection: sqlite3.Connection, feed_id: int, guid: str, digest: str, article_id: int, at: float
) -> None:
    """Note that an entry of a feed is this article, with the digest of its bytes."""
    connection.execute(
        "INSERT INTO entry (feed_id, guid, article_id, digest, seen) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET digest = excluded.digest, article_id = excluded.article_id, seen = excluded.seen",
        (feed_id, guid, article_id, digest, at),
    )
    connection.execute("INSERT OR IGNORE INTO membership VALUES (?, ?)", (feed_id, article_id))


def article_of_entry(connection: sqlite3.Connection, feed_id: int, guid: str) -> int | None:
    """The article that an entry was stored as."""
    row = connection.execute("SELECT article_id FROM entry WHERE feed_id = ? AND guid = ?", (feed_id, guid)).fetchone()
    return None if row is None else int(row[0])


def set_state(connection: sqlite3.Connection, feed_id: int, **changes: Any) -> None:
    """Change columns of a feed's state."""
    connection.execute("INSERT OR IGNORE INTO feed_state (feed_id) VALUES (?)", (feed_id,))
    assignments = ", ".join(f"{name} = ?" for name in changes)
    connection.execute(f"UPDATE feed_state SET {assignments} WHERE feed_id = ?", (*changes.values(), feed_id))


def set_failure(
    connection: sqlite3.Connection,
    feed_id: int,
    *,
    at: float,
    problem: str,
    failures: int,
    gone: bool,
    not_before: float | None,
) -> None:
    """Note that a feed could not be had: since when, why, and until when it is left alone."""
    set_state(connection, feed_id, problem=problem, failures=failures, gone=int(gone), next_fetch=not_before)
    connection.execute(
        "UPDATE feed_state SET failing_since = coalesce(failing_since, ?) WHERE feed_id = ?", (at, feed_id)
    )


def feed_views(connection: sqlite3.Connection) -> list[FeedView]:
    """All subscriptions, by folder and name."""
    rows = connection.execute(
        "SELECT s.id, coalesce(nullif(s.name, ''), nullif(f.title, ''), s.url), s.url, coalesce(f.site_url, ''),"
        " s.folder, s.tags, coalesce(t.unread, 0), coalesce(t.total, 0), f.fetched, coalesce(f.problem, ''),"
        " f.failing_since, s.settings"
        " FROM subscription s LEFT JOIN feed_state f ON f.feed_id = s.id LEFT JOIN tally t ON t.feed_id = s.id"
    )
    views = [
        FeedView(
            row[0],
            row[1],
            row[2],
            row[3],
            row[4],
            tuple(json.loads(row[5])),
            row[6],
            row[7],
            row[8],
            row[9],
            row[10],
            bool(json.loads(row[11]).get("paused")),
            bool(json.loads(row[11]).get("hidden")),
        )
        for row in rows
    ]
    return sorted(views, key=lambda view: (view.folder.casefold(), view.name.casefold()))
