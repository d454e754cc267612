"""newsboat's `cache.db`, opened to read only: what it holds of articles."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tuinews.core.errors import BadInput

_COLUMNS = {
    "guid": "''", "title": "''", "author": "''", "url": "''", "feedurl": "''", "pubDate": "0", "content": "''",
    "unread": "1", "flags": "''", "deleted": "0", "content_mime_type": "''",
}  # fmt: skip
"""The columns that we ask for, and what stands for those that an older version does not have."""


@dataclass(frozen=True, slots=True)
class CachedItem:
    """One article, as newsboat keeps it. `content` is HTML, or plain text when `mime` says so."""

    guid: str
    title: str
    author: str
    url: str
    feed_url: str
    published: float
    content: str
    unread: bool
    flags: str
    mime: str
    feed_title: str


def is_cache(path: Path) -> bool:
    """Whether a file is an SQLite database with newsboat's table of articles."""
    try:
        with path.open("rb") as file:
            if not file.read(16).startswith(b"SQLite format 3\x00"):
                return False
        with contextlib.closing(_opened(path)) as connection:
            return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'rss_item'").fetchone() is not None
    except (OSError, sqlite3.Error):
        return False


def read_cache(path: Path) -> Iterator[CachedItem]:
    """The articles that newsboat did not delete, oldest first. Raises BadInput."""
    try:
        with contextlib.closing(_opened(path)) as connection:
            there = {row[1] for row in connection.execute("PRAGMA table_info(rss_item)")}
            columns = ", ".join(f"i.{name}" if name in there else missing for name, missing in _COLUMNS.items())
            for row in connection.execute(
                f"SELECT {columns}, f.title FROM rss_item i LEFT JOIN rss_feed f ON f.rssurl = i.feedurl ORDER BY i.id"
            ):
                *names, published, content, unread, flags, deleted, mime, feed_title = row
                guid, title, author, url, feed = (str(value or "") for value in names)
                if not deleted:
                    yield CachedItem(
                        guid, title, author, url, feed, _seconds(published), str(content or ""), bool(unread),
                        str(flags or ""), str(mime or ""), str(feed_title or ""),
                    )  # fmt: skip
    except sqlite3.Error as error:
        raise BadInput(str(path), f"cannot be read as newsboat's cache ({error})") from error


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    return connection


def _seconds(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
