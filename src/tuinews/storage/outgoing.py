"""What exports need beyond what is shown: the anchors and authors of what the reader wrote on one article."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from tuinews.core.anchors import Anchor
from tuinews.core.statement import Span
from tuinews.storage.following import unpack_anchor


@dataclass(frozen=True, slots=True)
class Tagging:
    """A tag (`name` or `name=value`). `anchor`: the words it was put on, `span` where they stand now."""

    uid: str
    tag: str
    anchor: Anchor | None
    span: Span | None
    created: float
    author: str


def revisions(connection: sqlite3.Connection, article_id: int) -> list[tuple[int, float, str]]:
    """(number, when it was fetched, digest of its raw bytes) of the revisions, oldest first."""
    return connection.execute(
        "SELECT number, fetched, digest FROM revision WHERE article_id = ? ORDER BY number", (article_id,)
    ).fetchall()


def note_anchors(connection: sqlite3.Connection, article_id: int) -> dict[str, Anchor]:
    """uid → anchor of the notes that stand on words."""
    rows = connection.execute("SELECT uid, anchor FROM note WHERE article_id = ? AND anchor IS NOT NULL", (article_id,))
    return {uid: unpack_anchor(anchor) for uid, anchor in rows}


def taggings(connection: sqlite3.Connection, article_id: int) -> Iterator[Tagging]:
    """The tags on an article and on its words, in the order in which they were put."""
    rows = connection.execute(
        "SELECT t.uid, t.tag, t.value, t.anchor, p.start, p.end, t.created, t.author"
        " FROM tagging t LEFT JOIN placement p ON p.uid = t.uid WHERE t.article_id = ? ORDER BY t.created, t.rowid",
        (article_id,),
    )
    for uid, tag, value, anchor, start, end, created, author in rows:
        where = unpack_anchor(anchor) if anchor else None
        yield Tagging(uid, f"{tag}={value}" if value else tag, where, _span(start, end), created, author)


def _span(start: int | None, end: int | None) -> Span | None:
    return Span(start, end) if start is not None and end is not None else None
