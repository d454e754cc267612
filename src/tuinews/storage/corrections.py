"""The reader's corrections of statements: stored with anchors of their own, read where they stand now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tuinews.core import clock
from tuinews.core.anchors import Anchor
from tuinews.storage import statements
from tuinews.storage.following import pack_anchor
from tuinews.storage.journal import Step, new_uid
from tuinews.storage.remembering import remember, remembered

if TYPE_CHECKING:
    from tuinews.storage.store import Store

_APPLIED = "corrections of"  # whose are in the stored statements: an author's alone, or (empty) those of all

Placed = tuple[str, str, dict[str, str | None], int, int, str]
"""(uid, kind, detail, start, end, author) of a correction that stands."""


def add(step: Step, article_id: int, kind: str, anchor: Anchor, detail: Mapping[str, str | None]) -> str:
    """Store a correction; its public id. Another one of the same kind on the very same words gives way."""
    for uid, other, _, start, end, _ in list(placed(step.connection, article_id)):
        if other == kind and (start, end) == (anchor.start, anchor.end):
            step.drop("correction", uid)
    uid = new_uid()
    step.put(
        "correction",
        {"uid": uid, "article_id": article_id, "anchor": pack_anchor(anchor), "kind": kind,
         "detail": json.dumps(dict(detail), ensure_ascii=False), "created": clock.timestamp(), "author": step.who},
    )  # fmt: skip
    return uid


def placed(connection: sqlite3.Connection, article_id: int) -> Iterator[Placed]:
    """The corrections of an article that stand on its shown revision, oldest first; in blind coding one's own."""
    rows = connection.execute(
        "SELECT c.uid, c.kind, c.detail, p.start, p.end, c.author FROM correction c JOIN placement p ON p.uid = c.uid"
        " WHERE c.article_id = ? AND p.start IS NOT NULL AND shown(c.author) ORDER BY c.created, c.rowid",
        (article_id,),
    )
    for uid, kind, detail, start, end, author in rows:
        yield uid, kind, json.loads(detail), start, end, author


def corrected_articles(connection: sqlite3.Connection) -> list[int]:
    """The articles that bear corrections."""
    rows = connection.execute("SELECT DISTINCT article_id FROM correction WHERE shown(author) ORDER BY article_id")
    return [row[0] for row in rows]


def seen_by(store: Store, author: str) -> None:
    """Have the statements found again that others corrected, when the corrections of all were applied to them before
    and now are only an author's, or the other way round (`author` empty: all are)."""
    before = remembered(store.connection, _APPLIED)
    if before == author:
        return
    with store.writing() as connection:
        alone = before or author  # whose corrections are in the statements before and after
        changed = "SELECT DISTINCT article_id FROM correction WHERE author != ? OR ?"
        for (article_id,) in connection.execute(changed, (alone, bool(before and author))).fetchall():
            statements.forget(connection, article_id)
            statements.queue(connection, article_id)
        remember(store, _APPLIED, author)
