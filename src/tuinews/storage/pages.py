"""The pages that are still to be fetched, to complete entries that a feed gave cut short."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

_MOST_FAILURES = 3


def want(connection: sqlite3.Connection, pages: Iterable[tuple[int, str]]) -> None:
    """Note that these articles (id, address) want their full pages."""
    connection.executemany("INSERT OR IGNORE INTO page_queue (article_id, url) VALUES (?, ?)", pages)


def wanted(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """The articles (id, address) that want their pages, newest first."""
    return connection.execute("SELECT article_id, url FROM page_queue ORDER BY article_id DESC").fetchall()


def had(connection: sqlite3.Connection, article_id: int) -> None:
    """Note that an article has its page."""
    connection.execute("DELETE FROM page_queue WHERE article_id = ?", (article_id,))


def failed(connection: sqlite3.Connection, article_id: int) -> None:
    """Note that a page could not be had; after a few times it is wanted no more."""
    connection.execute("UPDATE page_queue SET failures = failures + 1 WHERE article_id = ?", (article_id,))
    connection.execute("DELETE FROM page_queue WHERE article_id = ? AND failures >= ?", (article_id, _MOST_FAILURES))
