"""Captures: the raw bytes of revisions, kept as proof. Those of articles that bear something of the reader's stay for
good; the others go after a month."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator

from tuinews.storage.conditions import MARKED
from tuinews.storage.health import Finding


def keep(connection: sqlite3.Connection, article_id: int) -> int:
    """Keep the captures of an article for good; how many there are."""
    return connection.execute(
        "UPDATE capture SET keep_until = NULL WHERE revision_id IN (SELECT id FROM revision WHERE article_id = ?)",
        (article_id,),
    ).rowcount


def expire(connection: sqlite3.Connection, now: float) -> int:
    """Drop the captures whose time is over, but for those of articles that bear something of the reader's; how many
    went."""
    return connection.execute(
        "DELETE FROM capture WHERE keep_until < ? AND revision_id IN (SELECT r.id FROM revision r"
        f" JOIN article a ON a.id = r.article_id WHERE NOT {MARKED})",
        (now,),
    ).rowcount


def verify(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Check every revision against the digests that were taken when it came: its text, and its raw bytes where they
    are kept. One finding for each that does not agree."""
    rows = connection.execute(
        "SELECT r.article_id, r.number, r.title, r.text, r.text_digest, r.digest, r.origin, c.body, c.size"
        " FROM revision r LEFT JOIN capture c ON c.revision_id = r.id ORDER BY r.id"
    )
    for article_id, number, title, text, text_digest, digest, origin, body, size in rows:
        what = f"article {article_id}, revision {number}"
        if hashlib.sha256(f"{title}\n{text}".encode()).hexdigest() != text_digest:
            yield Finding(what, "its text is not the one that was taken in")
        if body is not None and origin != "entry" and (problem := _wrong(body, size, digest)):
            yield Finding(what, problem)


def _wrong(body: bytes, size: int, digest: str) -> str:
    reader = zlib.decompressobj()
    try:
        raw = reader.decompress(body, size + 1)
    except zlib.error as error:
        return f"its raw bytes are damaged ({error})"
    return "" if hashlib.sha256(raw).hexdigest() == digest else "its raw bytes do not have the digest that was taken"
