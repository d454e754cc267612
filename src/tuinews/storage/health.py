"""Whether a library is sound, and repairing what can be repaired.

Derived rows are made again; what the reader wrote is put back from the journal where it is missing from its table; what
was taken in cannot be made again, so it is only said what is wrong with it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tuinews.core.counting import counted
from tuinews.storage import following, journal, keeping, terms
from tuinews.storage.journal import COLUMNS, read_record
from tuinews.storage.store import Store

_DERIVED = ("analysis", "analysis_queue", "page_queue", "statement", "placement", "membership", "entry", "article_key")
"""Tables whose rows may go when their article is gone."""

Check = Callable[[sqlite3.Connection], "Iterator[Finding]"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: what it is about, what is wrong, and what was done (empty: nothing could
    be)."""

    what: str
    problem: str
    done: str = ""


def examine(store: Store, *, repair: bool = True) -> list[Finding]:
    """Look at everything; one finding for each thing that is wrong. With `repair` each check mends what it can, in a
    transaction of its own; without, all of it is taken back. Takes long in a large library: it reads all of it."""
    if repair:
        return [finding for check in _CHECKS for finding in _mended(store, check)]
    with store.writing() as connection:
        connection.execute("SAVEPOINT examination")
        findings = [finding for check in _CHECKS for finding in check(connection)]
        connection.execute("ROLLBACK TO examination")
    return [Finding(found.what, found.problem) for found in findings]


def _mended(store: Store, check: Check) -> list[Finding]:
    with store.writing() as connection:
        return list(check(connection))


def derive_all(connection: sqlite3.Connection) -> None:
    """Make everything derived from what is there: the search index, places of anchors, counts; all articles wait for
    analysis."""
    terms.index_all(connection)
    for check in (_anchors, _tallies, _analyses):
        for _ in check(connection):
            pass


def _structure(connection: sqlite3.Connection) -> Iterator[Finding]:
    problems = _integrity(connection)
    if not problems:
        return
    connection.execute("REINDEX")
    left = _integrity(connection)
    if not left:
        yield Finding("file", f"{problems[0]} (and {len(problems) - 1} more)", "made its indexes again")
    for problem in left:
        yield Finding("file", problem)


def _integrity(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]


def _references(connection: sqlite3.Connection) -> Iterator[Finding]:
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        problem = f"a row of {table} belongs to no {parent}"
        if table in _DERIVED and rowid is not None:
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
            yield Finding(table, problem, "dropped it")
        elif table in _DERIVED:
            gone = f"DELETE FROM {table} WHERE article_id NOT IN (SELECT id FROM article)"
            if connection.execute(gone).rowcount:
                yield Finding(table, problem, "dropped it")
        else:
            yield Finding(table, problem)


def _journal(connection: sqlite3.Connection) -> Iterator[Finding]:
    """What the reader wrote, against the last word of the journal."""
    last = connection.execute(
        "SELECT record, key, after FROM journal l WHERE id = (SELECT max(id) FROM journal j WHERE key = l.key"
        f" AND record = l.record AND {journal.MADE_HERE})"
    ).fetchall()
    lost: set[int] = set()
    for record, key, after in last:
        if record not in COLUMNS:
            continue
        there, told = read_record(connection, record, key), None if after is None else json.loads(after)
        if there == told:
            continue
        if there is None and told is not None:
            yield _restored(connection, record, key, told)
            if told.get("article_id") is not None:
                lost.add(told["article_id"])
        else:
            yield Finding(f"{record} {key}", "is not as the journal says")
    following.follow(connection, lost)
    for record in COLUMNS:
        missing = (
            f"SELECT count(*) FROM {record} WHERE uid NOT IN (SELECT key FROM journal WHERE record = ?)"
            f" AND uid NOT LIKE '{keeping.OURS}%'"
        )
        if count := connection.execute(missing, (record,)).fetchone()[0]:
            yield Finding(record, f"{count} of them are not in the journal")


def _restored(connection: sqlite3.Connection, record: str, key: str, told: journal.Row) -> Finding:
    try:
        journal.restore(connection, record, told)
    except sqlite3.IntegrityError as error:
        return Finding(f"{record} {key}", f"is in the journal, but not in its table, and cannot be put back: {error}")
    return Finding(f"{record} {key}", "was lost from its table", "put it back from the journal")


def _anchors(connection: sqlite3.Connection) -> Iterator[Finding]:
    written = " UNION ALL ".join(
        f"SELECT uid, article_id FROM {table} WHERE anchor IS NOT NULL" for table in following.ANCHORED
    )
    rows = connection.execute(
        f"SELECT w.article_id FROM ({written}) w JOIN article a ON a.id = w.article_id"
        " LEFT JOIN placement p ON p.uid = w.uid AND p.article_id = a.id AND p.revision_id = a.revision_id"
        " WHERE p.uid IS NULL"
        f" UNION SELECT p.article_id FROM placement p WHERE p.uid NOT IN (SELECT uid FROM ({written}))"
    ).fetchall()
    if rows:
        following.follow(connection, [row[0] for row in rows])
        yield Finding("anchors", f"those of {counted(len(rows), 'article')} were not placed", "placed them")


def _tallies(connection: sqlite3.Connection) -> Iterator[Finding]:
    expected = connection.execute(
        "SELECT 0, (SELECT count(*) FROM article) - (SELECT count(*) FROM deletion),"
        " (SELECT count(*) FROM article) - (SELECT count(*) FROM reading WHERE read)"
        " UNION ALL SELECT m.feed_id, count(*) - count(d.article_id), count(*) - coalesce(sum(r.read), 0)"
        " FROM membership m LEFT JOIN deletion d ON d.article_id = m.article_id"
        " LEFT JOIN reading r ON r.article_id = m.article_id GROUP BY m.feed_id"
    ).fetchall()
    there = connection.execute("SELECT feed_id, total, unread FROM tally WHERE feed_id = 0 OR total OR unread")
    if sorted(expected) != sorted(there):
        connection.execute("DELETE FROM tally")
        connection.executemany("INSERT INTO tally VALUES (?, ?, ?)", expected)
        yield Finding("counts", "did not add up", "counted anew")


def _index(connection: sqlite3.Connection) -> Iterator[Finding]:
    if not terms.is_current(connection):
        terms.index_all(connection)
        yield Finding("search index", "was made by another version", "made it again")
        return
    for table, indexed in terms.INDEXED.items():
        if problem := _index_problem(connection, table, indexed):
            terms.index_all(connection)
            yield Finding("search index", f"{table} {problem}", "made it again")
            return


def _index_problem(connection: sqlite3.Connection, table: str, indexed: str) -> str:
    try:
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        return f"is broken ({error})"
    wrong = connection.execute(
        f"SELECT count(*) FROM (SELECT * FROM (SELECT id FROM {table}_docsize EXCEPT {indexed})"
        f" UNION ALL SELECT * FROM ({indexed} EXCEPT SELECT id FROM {table}_docsize))"
    ).fetchone()[0]
    return f"lacks rows, or has some too many ({wrong})" if wrong else ""


def _analyses(connection: sqlite3.Connection) -> Iterator[Finding]:
    cursor = connection.execute(
        "INSERT OR IGNORE INTO analysis_queue SELECT a.id FROM article a WHERE NOT EXISTS (SELECT 1 FROM analysis n"
        " WHERE n.article_id = a.id AND n.revision_id = a.revision_id)"
        " AND a.id NOT IN (SELECT article_id FROM analysis_queue)"
    )
    if cursor.rowcount:
        yield Finding("statements", f"{cursor.rowcount} articles were not waiting for analysis", "put them in line")


_CHECKS: tuple[Check, ...] = (
    _structure, _references, _journal, _anchors, _tallies, _index, _analyses,
)  # fmt: skip
