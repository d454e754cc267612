"""What the reader wrote, and the journal of its every change.

All of it goes through `Step`: a row of a written table is put or dropped, and one journal row says who did it,
when, and what stood there before and after. Undo, history, merging and a loss-free export rest on that alone.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tuinews.core import clock

Row = Mapping[str, Any]

COLUMNS: dict[str, tuple[str, ...]] = {
    "subscription": ("uid", "id", "url", "name", "folder", "tags", "settings", "added", "author"),
    "reading": ("uid", "article_id", "read", "starred", "hidden", "watched", "changed"),
    "note": ("uid", "article_id", "about", "anchor", "body", "created", "changed", "author"),
    "tagging": ("uid", "article_id", "about", "anchor", "tag", "value", "created", "author"),
    "verdict": (
        "uid", "article_id", "anchor", "claim", "attribution", "status", "proof", "created", "changed", "author",
    ),
    "correction": ("uid", "article_id", "anchor", "kind", "detail", "created", "author"),
    "voice_rule": ("uid", "kind", "voice", "detail", "created", "author"),
    "saved_search": ("uid", "name", "query", "settings", "created", "author"),
    "rule": ("uid", "name", "query", "actions", "settings", "created", "author"),
    "deletion": ("uid", "article_id", "at", "author"),
}  # fmt: skip
"""The written tables: every one has a public id `uid`."""
MADE_HERE = "(j.merged IS NULL OR j.merged = j.step)"
"""SQL on a line `j` of the journal: it tells of a change of this library, and is not history that a merge brought."""


def new_uid() -> str:
    """A public id that no other library will make: 96 random bits, in 16 characters. None begins with a hyphen, for
    which a shell command would take it."""
    uid = secrets.token_urlsafe(12)
    return new_uid() if uid.startswith("-") else uid


@dataclass
class Step:
    """One change as the reader sees it ("Marked 214 articles read"): any number of rows, undone together.

    Use it inside a writing transaction. `touched` collects the articles whose derived rows must follow.
    """

    connection: sqlite3.Connection
    who: str
    label: str
    undoes: str | None = None
    merges: bool = False
    """Whether it brings in what another library says; its lines bear its own uid as `merged`."""
    uid: str = field(default_factory=new_uid)
    touched: set[int] = field(default_factory=set)
    records: set[str] = field(default_factory=set)
    """The written tables that it changed."""

    def put(self, record: str, row: Row) -> None:
        """Insert a row, or replace the one with its `uid`. A row that is there already, just so, is no change."""
        before = read_record(self.connection, record, row["uid"])
        after = {name: row.get(name) for name in COLUMNS[record]}
        if before == after:
            return
        _write(self.connection, record, after)
        self._note(record, row["uid"], before, read_record(self.connection, record, row["uid"]))

    def drop(self, record: str, uid: str) -> None:
        """Delete the row with this `uid`, if there is one."""
        before = read_record(self.connection, record, uid)
        if before is not None:
            self.connection.execute(f"DELETE FROM {record} WHERE uid = ?", (uid,))
            self._note(record, uid, before, None)

    def _note(self, record: str, key: str, before: Row | None, after: Row | None) -> None:
        self.touched |= {row["article_id"] for row in (before, after) if row and row.get("article_id") is not None}
        self.records.add(record)
        self.connection.execute(
            "INSERT INTO journal (uid, step, at, who, label, record, key, before, after, undoes, merged)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (new_uid(), self.uid, clock.timestamp(), self.who, self.label, record, key, packed_row(before),
             packed_row(after), self.undoes, self.uid if self.merges else None),
        )  # fmt: skip


def read_record(connection: sqlite3.Connection, record: str, uid: str) -> dict[str, Any] | None:
    """One row of a written table by its public id."""
    columns = COLUMNS[record]
    row = connection.execute(f"SELECT {', '.join(columns)} FROM {record} WHERE uid = ?", (uid,)).fetchone()
    return None if row is None else dict(zip(columns, row, strict=True))


def restore(connection: sqlite3.Connection, record: str, row: Row) -> None:
    """Write a row just as the journal or an archive tells it, without another line in the journal."""
    _write(connection, record, row)


def last_step(connection: sqlite3.Connection) -> tuple[str, str] | None:
    """The last step (uid, label) that can be taken back: not undone, and no undoing itself."""
    row = connection.execute(
        f"SELECT step, label FROM journal j WHERE undoes IS NULL AND {MADE_HERE}"
        " AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.step) ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return None if row is None else (row[0], row[1])


def undo_step(step: Step, of: str) -> None:
    """Take back a step within `step` (whose `undoes` is `of`), its last change first.

    A row that was changed again since is set back to what it was before the step. With a merge the history that came
    with it goes: it is the other library's.
    """
    rows = step.connection.execute(
        "SELECT record, key, before FROM journal WHERE step = ? ORDER BY id DESC", (of,)
    ).fetchall()
    for record, key, before in rows:
        if before is None:
            step.drop(record, key)
        else:
            step.put(record, json.loads(before))
    step.connection.execute("DELETE FROM journal WHERE merged = ? AND step != ?", (of, of))


def history(connection: sqlite3.Connection, key: str) -> list[tuple[float, str, str, str | None, str | None]]:
    """Every change of one record, here and in libraries that were merged, oldest first: (at, who, label, before, after)
    with rows as JSON."""
    return connection.execute(
        "SELECT at, who, label, before, after FROM journal WHERE key = ? ORDER BY at, id", (key,)
    ).fetchall()


def history_of_article(
    connection: sqlite3.Connection, article_id: int
) -> list[tuple[float, str, str, str | None, str | None]]:
    """The same for all that was written on an article by authors who are shown. It reads the whole journal."""
    return connection.execute(
        "SELECT at, who, label, before, after FROM journal j"
        f" WHERE coalesce(after, before) ->> '$.article_id' = ? AND {MADE_HERE} AND shown(who) ORDER BY at, id",
        (article_id,),
    ).fetchall()


def was_taken_back(connection: sqlite3.Connection, record: str, key: str) -> bool:
    """Whether the last change of a row undid that it was made: as if it had never been, and not deleted."""
    row = connection.execute(
        "SELECT after IS NULL AND undoes IS NOT NULL FROM journal WHERE record = ? AND key = ?"
        " ORDER BY id DESC LIMIT 1",
        (record, key),
    ).fetchone()
    return row is not None and bool(row[0])


def _write(connection: sqlite3.Connection, record: str, row: Row) -> None:
    columns = COLUMNS[record]
    changes = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "uid")
    connection.execute(
        f"INSERT INTO {record} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        f" ON CONFLICT (uid) DO UPDATE SET {changes}",
        [row[name] for name in columns],
    )


def packed_row(row: Row | None) -> str | None:
    """A row as the journal keeps it."""
    return None if row is None else json.dumps(row, ensure_ascii=False, separators=(",", ":"))
