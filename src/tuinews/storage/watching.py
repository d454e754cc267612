"""Watched articles: those that bear something of the reader's are fetched again, so that silent edits become revisions.

When they are is derived: it begins anew in a library that was rebuilt.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from tuinews.storage.conditions import MARKED

AGES = tuple(hours * 3600.0 for hours in (1, 6, 24, 3 * 24, 7 * 24, 30 * 24))
"""Seconds after an article came to be watched, at which its page is fetched again."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A page to fetch again, with its validators exactly as the server gave them."""

    article_id: int
    url: str
    etag: str
    last_modified: str


_OF_WATCHED_FEEDS = (
    "SELECT m.article_id FROM membership m JOIN article n ON n.id = m.article_id WHERE n.arrived > :oldest"
    " AND m.feed_id IN (SELECT id FROM subscription WHERE json_extract(settings, '$.watch'))"
)
"""The articles of feeds that the reader has watched as a whole, as long as watching lasts."""


def begin(connection: sqlite3.Connection, now: float) -> None:
    """Watch what came to bear marks or is of a feed that is watched, and leave alone what is neither any more."""
    moments = {"now": now, "first": now + AGES[0], "oldest": now - AGES[-1] - AGES[0]}
    watched = f"({MARKED} OR a.id IN ({_OF_WATCHED_FEEDS}))"
    connection.execute(
        f"DELETE FROM watch WHERE article_id NOT IN (SELECT a.id FROM article a WHERE {watched})", moments
    )
    connection.execute(
        "INSERT OR IGNORE INTO watch (article_id, since, next) SELECT a.id, :now, :first FROM article a"
        f" WHERE {watched} AND a.url LIKE 'http%' AND a.id NOT IN (SELECT article_id FROM deletion)",
        moments,
    )


def due(connection: sqlite3.Connection, now: float) -> list[Visit]:
    """The pages to fetch now, the longest due first."""
    rows = connection.execute(
        "SELECT w.article_id, a.url, w.etag, w.last_modified FROM watch w JOIN article a ON a.id = w.article_id"
        " WHERE w.next <= ? AND a.id NOT IN (SELECT article_id FROM deletion) ORDER BY w.next",
        (now,),
    )
    return [Visit(*row) for row in rows]


def visited(connection: sqlite3.Connection, article_id: int, now: float, etag: str, last_modified: str) -> None:
    """Note that an article's page was fetched (or could not be), and when the next time is: ages that went by
    meanwhile are left out, and after the last one there is none."""
    since = connection.execute("SELECT since FROM watch WHERE article_id = ?", (article_id,)).fetchone()
    if since is not None:
        following = next((since[0] + age for age in AGES if since[0] + age > now), None)
        connection.execute(
            "UPDATE watch SET next = ?, etag = ?, last_modified = ? WHERE article_id = ?",
            (following, etag, last_modified, article_id),
        )
