"""Derived rows that follow what the reader wrote: where each anchor stands now, and the words of notes and tags."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict

from tuinews.core import anchors
from tuinews.core.anchors import Anchor
from tuinews.storage import terms

ANCHORED = ("note", "tagging", "verdict", "correction")
"""The written tables whose rows may stand on words."""

IS_SHOWN = "?4 = (SELECT r.number FROM article a JOIN revision r ON r.id = a.revision_id WHERE a.id = ?1)"
"""SQL: the revision numbered ?4 of the article ?1 is the one that is shown, in which placements count."""


def follow(connection: sqlite3.Connection, article_ids: Iterable[int]) -> None:
    """Place the anchors of these articles on their shown revisions, and index their notes and tags."""
    article_ids = list(article_ids)
    for article_id in article_ids:
        _place_anchors(connection, article_id)
    terms.index_reader_words(connection, article_ids)


def pack_anchor(anchor: Anchor | None) -> str | None:
    """An anchor as JSON, with the field names of the Web Annotation selectors."""
    return None if anchor is None else json.dumps(asdict(anchor), ensure_ascii=False, separators=(",", ":"))


def unpack_anchor(packed: str) -> Anchor:
    """The anchor of a written row."""
    return Anchor(**json.loads(packed))


def _place_anchors(connection: sqlite3.Connection, article_id: int) -> None:
    anchored = [
        (uid, unpack_anchor(anchor))
        for table in ANCHORED
        for uid, anchor in connection.execute(
            f"SELECT uid, anchor FROM {table} WHERE article_id = ? AND anchor IS NOT NULL", (article_id,)
        )
    ]
    connection.execute("DELETE FROM placement WHERE article_id = ?", (article_id,))
    if not anchored:
        return
    revision_id, text = connection.execute(
        "SELECT r.id, r.text FROM article a JOIN revision r ON r.id = a.revision_id WHERE a.id = ?", (article_id,)
    ).fetchone()
    places = anchors.find_anchors(text, [anchor for _, anchor in anchored])
    for (uid, _), place in zip(anchored, places, strict=True):
        row = (None, None, 0.0, "orphan") if place is None else (place.start, place.end, place.score, place.how)
        # what stood on another article before gives way
        connection.execute(
            "INSERT OR REPLACE INTO placement VALUES (?, ?, ?, ?, ?, ?, ?)", (uid, article_id, revision_id, *row)
        )
