"""All notes of a library as a list: with who said the words they stand on, and the tags there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any, Literal, get_args

from tuinews.core.fold import fold
from tuinews.core.models import NoteRow
from tuinews.storage import lists
from tuinews.storage.verdicts import SAME_WORDS

Sort = Literal["time", "article", "tag", "voice"]
SORTS: tuple[Sort, ...] = get_args(Sort)

_ABOUT = f"""
SELECT n.uid,
    coalesce((SELECT coalesce(s.speaker, s.mention) FROM statement s JOIN placement p ON p.uid = n.uid
        WHERE s.article_id = n.article_id AND {SAME_WORDS} LIMIT 1), ''),
    (SELECT json_group_array(DISTINCT t.tag) FROM tagging t LEFT JOIN placement q ON q.uid = t.uid
        LEFT JOIN placement p ON p.uid = n.uid
        WHERE t.article_id = n.article_id AND shown(t.author) AND (t.anchor IS NULL OR (p.start IS NOT NULL
        AND q.start < p.end AND p.start < q.end)))
FROM note n WHERE shown(n.author)
"""


def note_rows(connection: sqlite3.Connection, sort: Sort = "time") -> list[NoteRow]:
    """All notes: the latest changed first; by title and place; by their first tag; or by who said the words."""
    about = {uid: (voice, tuple(json.loads(tags))) for uid, voice, tags in connection.execute(_ABOUT)}
    rows = [NoteRow(note, *about[note.uid]) for note in lists.notes_of(connection) if note.uid in about]
    return sorted(rows, key=_ORDERS[sort])


_ORDERS: dict[str, Callable[[NoteRow], Any]] = {
    "time": lambda row: -row.note.changed,
    "article": lambda row: (fold(row.note.article), row.note.article_id, _place(row)),
    "tag": lambda row: (not row.tags, fold(min(row.tags, default="")), -row.note.changed),
    "voice": lambda row: (not row.voice, fold(row.voice), -row.note.changed),
}


def _place(row: NoteRow) -> int:
    return row.note.span.start if row.note.span is not None else -1


def article_of(connection: sqlite3.Connection, uid: str) -> int | None:
    """The article that bears the note of this public id, or a tag that came with it (`uid:tag`)."""
    row = connection.execute(
        "SELECT article_id FROM note WHERE uid = ?1 UNION ALL"
        " SELECT article_id FROM tagging WHERE uid > ?1 || ':' AND uid < ?1 || ';' LIMIT 1",
        (uid,),
    ).fetchone()
    return None if row is None else int(row[0])
