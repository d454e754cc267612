"""The chain of an article's revisions: each holds a digest of its own record and of the one before.

The record is everything that is kept as proof: when and from where it was fetched, the headers, the digests of the raw
bytes and of the text. Whoever changes one of them, or takes a revision out, breaks the chain there.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from typing import Any

RECORD = ("number", "origin", "url", "fetched", "digest", "text_digest", "headers", "extractor", "title", "author")
"""The columns of a revision that its link covers."""


def link(before: str, record: Sequence[Any]) -> str:
    """The link of a revision (its `RECORD`) after that of the one before (empty: it is the first): SHA-256 in
    hexadecimal."""
    said = json.dumps([before, *record], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def end(connection: sqlite3.Connection, article_id: int) -> tuple[int, str]:
    """The number that the next revision of an article has, and the link of the one before it (empty: there is none)."""
    row = connection.execute(
        "SELECT number + 1, chain FROM revision WHERE article_id = ? ORDER BY number DESC LIMIT 1", (article_id,)
    ).fetchone()
    return (1, "") if row is None else (int(row[0]), str(row[1]))


def extend(connection: sqlite3.Connection, revision_id: int) -> None:
    """Link a revision that was just stored to the one before it."""
    article_id, number, *_ = record = connection.execute(
        f"SELECT article_id, {', '.join(RECORD)} FROM revision WHERE id = ?", (revision_id,)
    ).fetchone()
    row = connection.execute(
        "SELECT chain FROM revision WHERE article_id = ? AND number < ? ORDER BY number DESC LIMIT 1",
        (article_id, number),
    ).fetchone()
    before = "" if row is None else row[0]
    connection.execute("UPDATE revision SET chain = ? WHERE id = ?", (link(before, record[1:]), revision_id))


def link_all(connection: sqlite3.Connection) -> None:
    """Link every revision that has no link yet: those of a library, or an archive, from before there were any."""
    rows = connection.execute("SELECT id FROM revision WHERE chain = '' ORDER BY article_id, number").fetchall()
    for (revision_id,) in rows:
        extend(connection, revision_id)
