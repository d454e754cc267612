"""The revisions of articles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from tuinews.core.anchors import Anchor
from tuinews.core.document import Document
from tuinews.core.models import RevisionView
from tuinews.storage.documents import unpack
from tuinews.storage.following import unpack_anchor

_COLUMNS = (
    "r.id, r.number, r.fetched, r.origin, r.url, r.digest, r.extractor, r.title, length(r.text),"
    " EXISTS (SELECT 1 FROM capture WHERE revision_id = r.id)"
)


def revisions(connection: sqlite3.Connection, article_id: int) -> list[RevisionView]:
    """The revisions of an article, oldest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM revision r WHERE r.article_id = ? ORDER BY r.fetched, r.number", (article_id,)
    )
    return [replace(RevisionView(*row[:9]), captured=bool(row[9])) for row in rows]


def document(connection: sqlite3.Connection, revision_id: int) -> Document:
    """The text of a revision as it was taken in."""
    row = connection.execute("SELECT text, layout, inline FROM revision WHERE id = ?", (revision_id,)).fetchone()
    return unpack(*row)


def seen(connection: sqlite3.Connection, article_id: int) -> int | None:
    """The number of the revision that the reader last opened; None when the article was never opened."""
    row = connection.execute(
        "SELECT r.number FROM progress p JOIN revision r ON r.id = p.seen_revision WHERE p.article_id = ?",
        (article_id,),
    ).fetchone()
    return None if row is None else int(row[0])


def shown(connection: sqlite3.Connection, article_id: int) -> tuple[int, str] | None:
    """(number of the revision that is shown, language) of an article; None when there is no such article."""
    row: tuple[int, str] | None = connection.execute(
        "SELECT r.number, a.language FROM article a JOIN revision r ON r.id = a.revision_id WHERE a.id = ?",
        (article_id,),
    ).fetchone()
    return row


def shown_text(connection: sqlite3.Connection, article_id: int) -> tuple[int, str]:
    """(number, text) of the revision that is shown of an article that is there."""
    row = connection.execute(
        "SELECT r.number, r.text FROM article a JOIN revision r ON r.id = a.revision_id WHERE a.id = ?", (article_id,)
    ).fetchone()
    return int(row[0]), str(row[1])


def correction_anchors(
    connection: sqlite3.Connection, article_id: int
) -> Iterator[tuple[str, str, Mapping[str, Any], Anchor, str]]:
    """(uid, kind, detail, anchor, author) of the corrections of an article, oldest first: for placing them on any
    of its revisions."""
    rows = connection.execute(
        "SELECT uid, kind, detail, anchor, author FROM correction WHERE article_id = ? AND shown(author)"
        " ORDER BY created",
        (article_id,),
    )
    for uid, kind, detail, anchor, author in rows:
        yield uid, kind, json.loads(detail), unpack_anchor(anchor), author
