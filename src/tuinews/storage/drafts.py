"""Drafts: what is being written and is no note yet.

The key of a draft says of what it is: `note:UID` of a note that is being changed, `article:7` of an article as a whole,
`words:7:2:185:262` of words in its revision numbered 2. A revision is never rebuilt, so the words are found again in
whatever the article becomes meanwhile.
"""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Any

from tuinews.core import clock
from tuinews.core.models import Draft
from tuinews.core.statement import Span
from tuinews.storage import journal, written
from tuinews.storage.store import Store

_KEY = re.compile(  # the last line holds what earlier versions wrote, too
    r"note:(?P<note>.+)"
    r"|words:(?P<words>\d+):(?P<revision>\d+):(?P<start>\d+):(?P<end>\d+)"
    r"|article:(?P<article>\d+)(?::None|:Span\(start=(?P<at>\d+), end=(?P<to>\d+)\))?"
)


def save(store: Store, key: str, body: str) -> None:
    """Keep a draft; an empty one is dropped."""
    if not body.strip():
        drop(store, key)
        return
    with store.writing() as connection:
        connection.execute(
            "INSERT INTO draft VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body, at = excluded.at",
            (key, body, clock.timestamp()),
        )


def body(connection: sqlite3.Connection, key: str) -> str:
    """The words of a draft, empty when there is none."""
    row = connection.execute("SELECT body FROM draft WHERE key = ?", (key,)).fetchone()
    return "" if row is None else str(row[0])


def drop(store: Store, key: str) -> None:
    """Forget a draft."""
    with store.writing() as connection:
        connection.execute("DELETE FROM draft WHERE key = ?", (key,))


def drafts(connection: sqlite3.Connection, article_id: int | None = None) -> list[Draft]:
    """The drafts of an article or of all, the latest first; those whose key tells nothing are left out."""
    rows = connection.execute("SELECT key, body, at FROM draft ORDER BY at DESC, key").fetchall()
    found = (_draft(connection, *row) for row in rows)
    return [one for one in found if one is not None and article_id in (None, one.article_id)]


def _draft(connection: sqlite3.Connection, key: str, words: str, at: float) -> Draft | None:
    told = _KEY.fullmatch(key)
    if told is None:
        return None
    note, revision, span = "", None, None
    if told["note"]:
        row = journal.read_record(connection, "note", told["note"])
        note = told["note"] if row is not None else ""  # deleted meanwhile: it becomes a new one
        of = int((row or _last(connection, told["note"])).get("article_id") or 0)
    else:
        of = int(told["words"] or told["article"])
        start, end = told["start"] or told["at"], told["end"] or told["to"]
        span = Span(int(start), int(end)) if start else None
        revision = int(told["revision"]) if told["revision"] else None
    article = connection.execute("SELECT title FROM article WHERE id = ?", (of,)).fetchone()
    if article is None:
        return None
    try:
        anchor = written.anchor_at(connection, of, span, revision)
    except ValueError:  # of an earlier version, in an article that is shorter now
        anchor = span = None
    if anchor is not None:
        span, revision = Span(anchor.start, anchor.end), anchor.revision
    return Draft(key, words, at, of, article[0], note, span, revision, anchor.exact if anchor is not None else "")


def _last(connection: sqlite3.Connection, uid: str) -> dict[str, Any]:
    """A note that is gone, as it was last."""
    history = journal.history(connection, uid)
    return json.loads(history[-1][4] or history[-1][3] or "{}") if history else {}
