"""What waits for the reader's word: statements that bear marks, and that a newer engine would find otherwise."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from tuinews.core import clock
from tuinews.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class Review:
    """One difference. `new_words` is empty when the newer engine finds no statement there."""

    id: int
    article_id: int
    start: int
    end: int
    engine: str
    old_speaker: str
    old_words: str
    new_speaker: str
    new_words: str
    article: str = ""


def waiting(connection: sqlite3.Connection) -> list[Review]:
    """All differences that wait, by article and place."""
    rows = connection.execute(
        "SELECT w.id, w.article_id, w.start, w.end, w.engine, w.old_speaker, w.old_words, w.new_speaker, w.new_words,"
        " a.title FROM review w JOIN article a ON a.id = w.article_id ORDER BY w.article_id, w.start"
    )
    return [Review(*row) for row in rows]


def replace(connection: sqlite3.Connection, article_id: int, found: list[Review]) -> None:
    """Set the differences of an article."""
    connection.execute("DELETE FROM review WHERE article_id = ?", (article_id,))
    now = clock.timestamp()
    connection.executemany(
        "INSERT OR IGNORE INTO review (article_id, start, end, engine, at, old_speaker, old_words, new_speaker,"
        " new_words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (article_id, r.start, r.end, r.engine, now, r.old_speaker, r.old_words, r.new_speaker, r.new_words)
            for r in found
        ],
    )


def one(connection: sqlite3.Connection, review_id: int) -> Review:
    """The difference with this number. Raises NotFound."""
    for review in waiting(connection):
        if review.id == review_id:
            return review
    raise NotFound(f"review {review_id}", "does not wait", "`tuinews review` lists what does")


def settled(connection: sqlite3.Connection, review_id: int) -> None:
    """Note that the reader decided."""
    connection.execute("DELETE FROM review WHERE id = ?", (review_id,))
