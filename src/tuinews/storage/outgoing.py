"""What exports need beyond what is shown: the anchors and authors of what the reader wrote on one article."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Placed:
    """A tag where it stands now: on an article (`span` is None), or on words of it."""

    article_id: int
    title: str
    span: Span | None
    words: str
    author: str
    tag: str
    value: str


def placed_tags(connection: sqlite3.Connection) -> list[Placed]:
    """Every tag that stands, of every author, by article and place. Orphans are left out."""
    rows = connection.execute(
        "SELECT t.article_id, a.title, p.start, p.end, substr(r.text, p.start + 1, p.end - p.start), t.author, t.tag,"
        " coalesce(t.value, '') FROM tagging t JOIN article a ON a.id = t.article_id"
        " JOIN revision r ON r.id = a.revision_id LEFT JOIN placement p ON p.uid = t.uid"
        " WHERE t.anchor IS NULL OR p.start IS NOT NULL"
        " ORDER BY t.article_id, p.start, p.end, t.created, t.rowid"
    )
    return [
        Placed(article_id, title, _span(start, end), words or "", *rest)
        for article_id, title, start, end, words, *rest in rows
    ]


def revisions(connection: sqlite3.Connection, article_id: int) -> list[tuple[int, float, str]]:
    """(number, when it was fetched, digest of its raw bytes) of the revisions, oldest first."""
    return connection.execute(
        "SELECT number, fetched, digest FROM revision WHERE article_id = ? ORDER BY number", (article_id,)
    ).fetchall()


def verdicts(connection: sqlite3.Connection, article_id: int) -> Iterator[tuple[Any, ...]]:
    """(uid, attribution, status, proof, author, created, changed, anchor) of what was decided about words of an
    article, oldest first."""
    for *row, anchor in connection.execute(
        "SELECT uid, coalesce(attribution, ''), coalesce(status, ''), proof, author, created, changed, anchor"
        " FROM verdict WHERE article_id = ? AND anchor IS NOT NULL AND shown(author) ORDER BY created, rowid",
        (article_id,),
    ):
        yield (*row, unpack_anchor(anchor))


def corrections(connection: sqlite3.Connection, article_id: int) -> Iterator[tuple[Any, ...]]:
    """(uid, kind, detail, author, created, anchor, where its words stand now) of the corrections of an article, oldest
    first."""
    rows = connection.execute(
        "SELECT c.uid, c.kind, c.detail, c.author, c.created, c.anchor, p.start, p.end FROM correction c"
        " LEFT JOIN placement p ON p.uid = c.uid WHERE c.article_id = ? AND shown(c.author)"
        " ORDER BY c.created, c.rowid",
        (article_id,),
    )
    for uid, kind, detail, author, created, anchor, start, end in rows:
        yield uid, kind, json.loads(detail), author, created, unpack_anchor(anchor), _span(start, end)


def note_anchors(connection: sqlite3.Connection, article_id: int) -> dict[str, Anchor]:
    """uid → anchor of the notes that stand on words."""
    rows = connection.execute("SELECT uid, anchor FROM note WHERE article_id = ? AND anchor IS NOT NULL", (article_id,))
    return {uid: unpack_anchor(anchor) for uid, anchor in rows}


def taggings(connection: sqlite3.Connection, article_id: int) -> Iterator[Tagging]:
    """The tags on an article and on its words, in the order in which they were put."""
    rows = connection.execute(
        "SELECT t.uid, t.tag, t.value, t.anchor, p.start, p.end, t.created, t.author"
        " FROM tagging t LEFT JOIN placement p ON p.uid = t.uid WHERE t.article_id = ? AND shown(t.author)"
        " ORDER BY t.created, t.rowid",
        (article_id,),
    )
    for uid, tag, value, anchor, start, end, created, author in rows:
        where = unpack_anchor(anchor) if anchor else None
        yield Tagging(uid, f"{tag}={value}" if value else tag, where, _span(start, end), created, author)


def _span(start: int | None, end: int | None) -> Span | None:
    return Span(start, end) if start is not None and end is not None else None
