"""Articles and their revisions: storing what came in.

The derived rows (search index, analysis queue, placements of anchors) follow in the same transaction.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from tuinews.core.links import same_article_key
from tuinews.storage import chain, following, statements, terms
from tuinews.storage.documents import Packed

Origin = Literal["entry", "page", "file"]
_KEEP_DAYS = 30


@dataclass(frozen=True, slots=True)
class Incoming:
    """One text of an article as it comes in. `identity` is what it is known by when its addresses cannot tell it
    from others (feed and guid, a file's digest); `digest` that of the raw bytes; `body` these bytes when they are to
    be kept."""

    content: Packed
    origin: Origin
    fetched: float
    digest: str
    url: str = ""
    canonical_url: str = ""
    identity: str = ""
    own_identity: bool = False
    """Whether `identity` is what counts although there is an address (several entries of a feed share it)."""
    outlet: str = ""
    author: str = ""
    language: str = ""
    published: datetime | None = None
    image: str = ""
    tags: Sequence[str] = ()
    truncated: bool = False
    extractor: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None

    keys: tuple[str, ...] = field(init=False)
    """What the article is recognised by, the best first. The bare address of a site tells nothing."""

    def __post_init__(self) -> None:
        # Made here, hence in the process that parses, and not in the one that writes.
        addresses = [same_article_key(url) for url in (self.canonical_url, self.url) if url]
        telling = tuple(key for key in dict.fromkeys(addresses) if "/" in key or "?" in key)
        own = (self.identity or self.digest,)
        object.__setattr__(self, "keys", telling if telling and not self.own_identity else own)


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of it: the article's id; whether it is new here; whether an existing one changed."""

    article_id: int
    new: bool = False
    changed: bool = False


def store_article(
    connection: sqlite3.Connection, incoming: Incoming, new_terms: terms.NewTerms | None = None
) -> Stored:
    """Store an article, or another revision of a known one, within a writing transaction.

    One that the reader deleted stays so: it is known, and its deletion stands. Who stores many gives `new_terms`, and
    flushes it.
    """
    keys = incoming.keys
    article_id = find_by_keys(connection, keys)
    if article_id is not None:
        _remember_keys(connection, article_id, keys)
        if new_terms is not None:
            new_terms.flush()
        return Stored(article_id, changed=add_revision(connection, article_id, incoming))
    waiting = new_terms or terms.NewTerms(connection)
    article_id = _insert(connection, incoming, keys)
    waiting.add(article_id, incoming.language, incoming.content)
    if new_terms is None:
        waiting.flush()
    return Stored(article_id, new=True)


def find_by_keys(connection: sqlite3.Connection, keys: Sequence[str]) -> int | None:
    """The article that one of these keys belongs to."""
    row = connection.execute(f"SELECT article_id FROM article_key WHERE key IN ({_marks(keys)})", keys).fetchone()
    return None if row is None else int(row[0])


def titled(connection: sqlite3.Connection, title: str) -> list[int]:
    """The articles of just this title, newest first; case does not matter."""
    rows = connection.execute("SELECT id FROM article WHERE title = ? COLLATE NOCASE ORDER BY id DESC", (title,))
    return [row[0] for row in rows]


def uid(connection: sqlite3.Connection, article_id: int) -> str:
    """The public id of an article that is there."""
    return str(connection.execute("SELECT uid FROM article WHERE id = ?", (article_id,)).fetchone()[0])


def add_revision(connection: sqlite3.Connection, article_id: int, incoming: Incoming) -> bool:
    """Add a revision when the text differs from the last one of the same origin. Whether the article changed:
    only against a revision of the same origin does it count as that."""
    last = connection.execute(
        "SELECT text_digest FROM revision WHERE article_id = ? AND origin = ?"
        " ORDER BY fetched DESC, number DESC LIMIT 1",
        (article_id, incoming.origin),
    ).fetchone()
    if last is not None and last[0] == incoming.content.digest:
        return False
    revision_id = _insert_revision(connection, article_id, incoming)
    if incoming.origin != "entry" or not _has_page(connection, article_id):
        _show(connection, article_id, revision_id, incoming)
    if last is None:
        return False
    connection.execute("UPDATE article SET changed = ? WHERE id = ?", (incoming.fetched, article_id))
    return True


def _insert(connection: sqlite3.Connection, incoming: Incoming, keys: Sequence[str]) -> int:
    published = incoming.published.timestamp() if incoming.published is not None else None
    offset = incoming.published.utcoffset() if incoming.published is not None else None
    sorted_by = min(published, incoming.fetched) if published is not None else incoming.fetched
    cursor = connection.execute(
        "INSERT INTO article (uid, url, title, outlet, author, language, image, feed_tags, published, published_offset,"
        " arrived, sorted, truncated, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            uid_of(keys[0]),
            incoming.url or incoming.canonical_url,
            incoming.content.title,
            incoming.outlet,
            incoming.author,
            incoming.language,
            incoming.image,
            json.dumps(list(incoming.tags), ensure_ascii=False),
            published,
            None if offset is None else int(offset.total_seconds() // 60),
            incoming.fetched,
            sorted_by,
            incoming.truncated,
            incoming.content.words,
        ),
    )
    article_id = int(cursor.lastrowid or 0)
    _remember_keys(connection, article_id, keys)
    revision_id = _insert_revision(connection, article_id, incoming, first=True)
    connection.execute("UPDATE article SET revision_id = ? WHERE id = ?", (revision_id, article_id))
    statements.queue(connection, article_id)
    return article_id


def uid_of(key: str) -> str:
    """The public id of an article, made from its key, so that two libraries give the same."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _insert_revision(
    connection: sqlite3.Connection, article_id: int, incoming: Incoming, *, first: bool = False
) -> int:
    """Store a revision, linked to the one before it; of a new article it is the `first`."""
    content = incoming.content
    number, before = (1, "") if first else chain.end(connection, article_id)
    record = (
        number,
        incoming.origin,
        incoming.url,
        float(incoming.fetched),
        incoming.digest,
        content.digest,
        json.dumps(dict(incoming.headers)),
        incoming.extractor,
        content.title,
        incoming.author,
    )
    cursor = connection.execute(
        f"INSERT INTO revision (article_id, {', '.join(chain.RECORD)}, text, layout, inline, chain)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (article_id, *record, content.text, content.layout, content.inline, chain.link(before, record)),
    )
    revision_id = int(cursor.lastrowid or 0)
    if incoming.body is not None:
        connection.execute(
            "INSERT INTO capture VALUES (?, ?, 'zlib', ?, ?)",
            (revision_id, zlib.compress(incoming.body), len(incoming.body), incoming.fetched + _KEEP_DAYS * 86400),
        )
    return revision_id


def _show(connection: sqlite3.Connection, article_id: int, revision_id: int, incoming: Incoming) -> None:
    """Make a revision the one that is shown; everything derived from the old one follows."""
    terms.unindex_article(connection, article_id)
    statements.forget(connection, article_id)
    connection.execute(
        "UPDATE article SET revision_id = ?, title = ?, author = coalesce(nullif(?, ''), author), words = ?,"
        " truncated = ?, outlet = coalesce(nullif(outlet, ''), ?), image = coalesce(nullif(?, ''), image),"
        " language = coalesce(nullif(?, ''), language) WHERE id = ?",
        (
            revision_id,
            incoming.content.title,
            incoming.author,
            incoming.content.words,
            incoming.truncated,
            incoming.outlet,
            incoming.image,
            incoming.language,
            article_id,
        ),
    )
    terms.index_article(connection, article_id)
    statements.queue(connection, article_id)
    following.follow(connection, [article_id])


def _has_page(connection: sqlite3.Connection, article_id: int) -> bool:
    return (
        connection.execute(
            "SELECT 1 FROM revision WHERE article_id = ? AND origin = 'page' LIMIT 1", (article_id,)
        ).fetchone()
        is not None
    )


def _remember_keys(connection: sqlite3.Connection, article_id: int, keys: Sequence[str]) -> None:
    connection.executemany("INSERT OR IGNORE INTO article_key VALUES (?, ?)", [(key, article_id) for key in keys])


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
