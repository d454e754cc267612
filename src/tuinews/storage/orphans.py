"""Orphans: what the reader wrote on words that the article does not have any more, and giving them new words."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from tuinews.core.anchors import Anchor
from tuinews.core.errors import NotFound
from tuinews.core.models import Orphan
from tuinews.core.statement import Span
from tuinews.storage.following import ANCHORED, pack_anchor, unpack_anchor
from tuinews.storage.journal import Step, read_record

_SAYS = {
    "note": "w.body",
    "tagging": "w.tag || CASE WHEN w.value IS NULL THEN '' ELSE '=' || w.value END",
    "verdict": "trim(coalesce(w.attribution, '') || ' ' || coalesce(w.status, '') || ' ' || w.proof)",
    "correction": "w.kind || ': ' || w.detail",
}
"""SQL for what each kind of row says."""


def orphans(connection: sqlite3.Connection, article_id: int | None = None) -> list[Orphan]:
    """Everything whose words are gone, of one article or of all, by article and place; that of hidden authors not."""
    found: list[Orphan] = []
    for record in ANCHORED:
        rows = connection.execute(
            f"SELECT w.uid, w.article_id, a.title, w.anchor, {_SAYS[record]}, w.author, w.created FROM {record} w"
            " JOIN placement p ON p.uid = w.uid JOIN article a ON a.id = w.article_id"
            f" WHERE p.start IS NULL AND shown(w.author) AND (?1 IS NULL OR w.article_id = ?1)",
            (article_id,),
        )
        for uid, of, title, packed, says, author, created in rows:
            anchor = unpack_anchor(packed)
            found.append(
                Orphan(uid, record, of, title, anchor.exact, Span(anchor.start, anchor.end), anchor.revision,
                       _said(record, says), author, created)
            )  # fmt: skip
    return sorted(found, key=lambda orphan: (orphan.article_id, orphan.span.start, orphan.created))


def _said(record: str, says: str) -> str:
    if record != "correction":
        return says
    kind, _, detail = says.partition(": ")
    speaker = json.loads(detail).get("speaker")
    return f"{kind}: {speaker}" if speaker else kind


def article_of(connection: sqlite3.Connection, uid: str) -> int:
    """The article of what stands on words. Raises NotFound."""
    for record in ANCHORED:
        row = read_record(connection, record, uid)
        if row is not None and row["article_id"] is not None:
            return int(row["article_id"])
    raise NotFound(uid, "is nothing that stands on words")


def attach(step: Step, uid: str, anchor: Anchor | None) -> None:
    """Let what the reader wrote stand on other words of its article."""
    for record in ANCHORED:
        row = read_record(step.connection, record, uid)
        if row is not None:
            step.put(record, {**row, "anchor": pack_anchor(anchor)})


def revision_text(connection: sqlite3.Connection, article_id: int, number: int) -> tuple[str, str, float]:
    """(title, text, when it was fetched) of a revision by its number. Raises NotFound."""
    row: tuple[Any, ...] | None = connection.execute(
        "SELECT title, text, fetched FROM revision WHERE article_id = ? AND number = ?", (article_id, number)
    ).fetchone()
    if row is None:
        raise NotFound(f"revision {number} of article {article_id}", "is not in this library")
    return str(row[0]), str(row[1]), float(row[2])
