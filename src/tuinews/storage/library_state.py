"""What belongs to the library as a whole: counts, names of articles, saved searches, drafts."""

from __future__ import annotations

import sqlite3

from tuinews.core import clock
from tuinews.core.links import is_web, same_article_key
from tuinews.storage.store import Store


def counts(connection: sqlite3.Connection) -> tuple[int, int, int, int, float | None, int]:
    """Articles, unread ones, feeds, failing feeds, when the last feed was fetched, and what waits for review."""
    total, unread = connection.execute("SELECT total, unread FROM tally WHERE feed_id = 0").fetchone()
    subscribed, failing, fetched = connection.execute(
        "SELECT count(*), coalesce(sum(coalesce(f.problem, '') != ''), 0), max(f.fetched)"
        " FROM subscription s LEFT JOIN feed_state f ON f.feed_id = s.id"
    ).fetchone()
    (reviews,) = connection.execute("SELECT count(*) FROM review").fetchone()
    return total, unread, subscribed, failing, fetched, reviews


def article_named(connection: sqlite3.Connection, name: str) -> int | None:
    """The article with this number, public id or address."""
    if name.isascii() and name.isdigit() and len(name) < 16:
        row = connection.execute("SELECT id FROM article WHERE id = ?", (int(name),)).fetchone()
        if row is not None:
            return int(row[0])
    row = connection.execute("SELECT id FROM article WHERE uid = ?", (name,)).fetchone()
    if row is None and is_web(name):
        row = connection.execute(
            "SELECT article_id FROM article_key WHERE key = ?", (same_article_key(name),)
        ).fetchone()
    return None if row is None else int(row[0])


def saved_searches(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """(uid, name, query) of the saved searches, by name."""
    return connection.execute("SELECT uid, name, query FROM saved_search ORDER BY name COLLATE NOCASE").fetchall()


def save_progress(store: Store, article_id: int, offset: int) -> None:
    """Remember where the reader was in an article, which revision it was, and when."""
    with store.writing() as connection:
        connection.execute(
            "INSERT INTO progress SELECT id, ?, ?, revision_id FROM article WHERE id = ? ON CONFLICT DO UPDATE SET"
            " position = excluded.position, opened = excluded.opened, seen_revision = excluded.seen_revision",
            (offset, clock.timestamp(), article_id),
        )
