"""Merging: what another library's reader wrote joins what is written here, by public id and author, as one step.

Who knows more is right: when one side's history of a row holds all of the other's, its row stands. Where both went on
by themselves, the later change stands, field by field; a row that was deleted here and changed there later is back.
The other's history comes along (`journal.merged`), so that both sides of a conflict can be read. Merging twice changes
nothing, and it does not matter who merges whom.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tuinews.storage.following import unpack_anchor
from tuinews.storage.journal import COLUMNS, Step, packed_row
from tuinews.storage.meeting import Meeting

Row = dict[str, Any]
Line = tuple[str, float, Row | None, Row | None]
"""(uid, at, before, after) of one line of the journal."""

_LOCAL = ("uid", "id", "article_id")
"""Columns that mean something in one library only, or never change."""
_UNMARKED = {"read": 0, "starred": 0, "hidden": 0, "watched": 0}
_BY_ARTICLE = ("reading", "deletion")
"""Tables whose public id is that of the article."""
_TWINS: dict[str, tuple[str, ...]] = {
    "tagging": ("article_id", "anchor", "tag", "value", "author"),
    "saved_search": ("name", "query"),
    "rule": ("name", "query", "actions"),
    "deletion": ("article_id",),
}
"""What makes two rows of different ids the same: one of them is enough."""
_NAMED = ("saved_search", "rule")
_REAL_CHANGE = (
    "(j.merged IS NULL OR j.merged != j.step)"
    " AND (j.undoes IS NULL OR j.undoes NOT IN (SELECT step FROM journal WHERE merged = step))"
)
"""SQL on a line `j`: a change that somebody made, and not a merge or the undoing of one."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: rows by table that came, changed, or went; where both sides had changed the same; articles and
    revisions that were brought in; by whom the rows are; and titles of articles that were left out as damaged."""

    added: Counter[str]
    changed: Counter[str]
    dropped: Counter[str]
    conflicts: int
    articles: int
    revisions: int
    authors: tuple[str, ...]
    unsound: tuple[str, ...]


@dataclass
class _Side:
    """The rows and the history of one library."""

    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    lines: dict[tuple[str, str], list[Line]] = field(default_factory=lambda: defaultdict(list))

    def heard(self, key: tuple[str, str]) -> set[str]:
        return {line[0] for line in self.lines.get(key, ())}


def merge(step: Step, other: sqlite3.Connection) -> Merged:
    """Join what the reader of `other` wrote, within `step` (whose `merges` is set)."""
    meeting = Meeting(step.connection, other)
    ours = _read(step.connection)
    theirs = _translated(other, meeting, ours)
    done = _Doing(step, ours)
    for record in COLUMNS:
        for key in sorted(key for key in theirs.rows.keys() | theirs.lines.keys() if key[0] == record):
            done.decide(key, ours, theirs)
    meeting.finish()
    _bring_history(step, other, meeting, theirs)
    _bring_progress(step.connection, other, meeting)
    _bring_memberships(step.connection, other, meeting)
    authors = sorted({str(row["author"]) for row in theirs.rows.values() if row.get("author")})
    return Merged(
        done.added, done.changed, done.dropped, done.conflicts, meeting.new, meeting.revisions, tuple(authors),
        tuple(meeting.unsound),
    )  # fmt: skip


@dataclass
class _Doing:
    step: Step
    ours: _Side
    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    conflicts: int = 0

    def decide(self, key: tuple[str, str], ours: _Side, theirs: _Side) -> None:
        """Let one row be as it should after both are heard."""
        we, they = ours.heard(key), theirs.heard(key)
        here, there = ours.rows.get(key), theirs.rows.get(key)
        if they <= we and (we or there is None):
            return
        if we <= they:
            final = there
        else:
            final = _later(key[0], here, there, ours.lines[key], theirs.lines[key])
            self.conflicts += here is not None and there is not None and _differ(here, there)
        self._let_be(key, here, final)

    def _let_be(self, key: tuple[str, str], here: Row | None, final: Row | None) -> None:
        record, uid = key
        if final is None:
            if here is not None:
                self.step.drop(record, uid)
                self.dropped[record] += 1
            return
        if here is None and record == "reading" and not any(final[name] for name in _UNMARKED):
            return
        twin = self._twin(record, uid, final)
        if twin is not None and twin < uid:
            return
        if twin is not None:
            self.step.drop(record, twin)
        final = {**final, **{name: here[name] for name in _LOCAL if here is not None and name in here}}
        if record in _NAMED:
            final["name"] = self._free_name(record, uid, final)
        if here is None or _differ(here, final):
            self.step.put(record, final)
            if twin is None:
                (self.added if here is None else self.changed)[record] += 1

    def _twin(self, record: str, uid: str, row: Row) -> str | None:
        columns = _TWINS.get(record)
        if columns is None:
            return None
        same = " AND ".join(f"{name} IS ?" for name in columns)
        found = self.step.connection.execute(
            f"SELECT uid FROM {record} WHERE {same} AND uid != ?", (*(row[name] for name in columns), uid)
        ).fetchone()
        return None if found is None else str(found[0])

    def _free_name(self, record: str, uid: str, row: Row) -> str:
        """The row's name; with its author where another one has it already."""
        taken = {
            name
            for (name,) in self.step.connection.execute(f"SELECT name FROM {record} WHERE uid != ?", (uid,)).fetchall()
        }
        wanted = [row["name"], f"{row['name']} ({row['author']})"]
        wanted += [f"{row['name']} ({row['author']} {number})" for number in range(2, len(taken) + 3)]
        return next(str(name) for name in wanted if name not in taken)


def _later(record: str, here: Row | None, there: Row | None, ours: list[Line], theirs: list[Line]) -> Row | None:
    """One row of two that went apart: each field as it was changed last; gone when that was the last of all."""
    if record == "reading":
        here, there = here or (there and {**there, **_UNMARKED}), there or (here and {**here, **_UNMARKED})
    our_last, their_last = (max((line[1] for line in lines), default=0.0) for lines in (ours, theirs))
    if here is None or there is None:
        alive, gone = (our_last, their_last) if there is None else (their_last, our_last)
        return (here or there) if alive >= gone else None
    mine, yours = _field_times(record, ours), _field_times(record, theirs)
    final = dict(here)
    for name in here.keys() - set(_LOCAL):
        ranks = ((mine.get(name, 0.0), str(here[name])), (yours.get(name, 0.0), str(there[name])))
        final[name] = there[name] if ranks[1] > ranks[0] else here[name]
    return final


def _field_times(record: str, lines: list[Line]) -> dict[str, float]:
    """When each field was given its value."""
    nothing: Mapping[str, Any] = _UNMARKED if record == "reading" else {}
    times: dict[str, float] = {}
    for _, at, before, after in sorted(lines, key=lambda line: line[1]):
        old, new = before or nothing, after or nothing
        for name in old.keys() | new.keys():
            if old.get(name) != new.get(name):
                times[name] = at
    return times


def _differ(one: Row, other: Row) -> bool:
    return any(one[name] != other[name] for name in one if name not in _LOCAL)


def _read(connection: sqlite3.Connection) -> _Side:
    """Everything written in a library, with the changes that led to it."""
    side = _Side()
    for record, columns in COLUMNS.items():
        for row in connection.execute(f"SELECT {', '.join(columns)} FROM {record} ORDER BY uid"):
            side.rows[record, row[columns.index("uid")]] = dict(zip(columns, row, strict=True))
    for uid, at, record, key, before, after in connection.execute(
        f"SELECT uid, at, record, key, before, after FROM journal j WHERE {_REAL_CHANGE} ORDER BY at, id"
    ):
        if record in COLUMNS:
            side.lines[record, key].append((uid, at, _row(before), _row(after)))
    return side


def _row(packed: str | None) -> Row | None:
    if packed is None:
        return None
    row = json.loads(packed)
    if not isinstance(row, dict):
        raise ValueError("a line of the journal holds no row")
    return row


def _translated(other: sqlite3.Connection, meeting: Meeting, ours: _Side) -> _Side:
    """The other library's side in our terms: our articles, numbers of revisions, and ids of what has one already."""
    theirs, side = _read(other), _Side()
    same = _same_things(ours, theirs)
    for key, row in theirs.rows.items():
        if (ready := _in_our_terms(key[0], row, meeting, same, bring=True)) is not None:
            side.rows[key[0], ready["uid"]] = ready
    for key, lines in theirs.lines.items():
        for uid, at, before, after in lines:
            old, new = (
                None if row is None else _in_our_terms(key[0], row, meeting, same, bring=False)
                for row in (before, after)
            )
            if (before is None or old is not None) and (after is None or new is not None):
                ready = new or old or {}
                side.lines[key[0], ready["uid"]].append((uid, at, old, new))
    return side


def _same_things(ours: _Side, theirs: _Side) -> dict[tuple[str, str], str]:
    """Our public id of what is one thing in both libraries whatever they call it: a feed's address, and somebody's
    verdict on a claim. What was removed here counts, so that it stays so."""
    mine: dict[object, str] = {}
    for key, row in _every_row(ours):
        if (natural := _natural(key[0], row)) is not None and (natural not in mine or key in ours.rows):
            mine[natural] = key[1]
    found = {}
    for key, row in _every_row(theirs):
        natural = _natural(key[0], row)
        if natural in mine and key[1] != mine[natural]:
            found[key] = mine[natural]
    return found


def _every_row(side: _Side) -> Iterator[tuple[tuple[str, str], Row]]:
    for key, lines in side.lines.items():
        for _, _, before, after in lines:
            yield key, after or before or {}
    yield from side.rows.items()


def _natural(record: str, row: Row) -> object:
    if record == "subscription":
        return record, row.get("url")
    if record == "verdict" and row.get("claim"):
        return record, str(row["claim"]).casefold(), row.get("author")
    return None


def _in_our_terms(
    record: str, row: Row, meeting: Meeting, same: Mapping[tuple[str, str], str], *, bring: bool
) -> Row | None:
    """A row of theirs as it would stand here; None when its article is not here (and is not brought)."""
    row = {name: row.get(name) for name in COLUMNS[record]}
    row["uid"] = same.get((record, str(row["uid"])), row["uid"])
    their_article = row.get("article_id")
    if their_article is not None:
        article_id = meeting.brought(their_article) if bring else meeting.known(their_article)
        if article_id is None:
            return None
        row["article_id"] = article_id
        if record in _BY_ARTICLE:
            row["uid"] = meeting.uid(article_id)
        if row.get("anchor"):
            anchor = unpack_anchor(row["anchor"])
            number = meeting.number(their_article, anchor.revision)
            if number != anchor.revision:
                row["anchor"] = json.dumps(
                    {**json.loads(row["anchor"]), "revision": number}, ensure_ascii=False, separators=(",", ":")
                )
    if "id" in row:
        row["id"] = None  # SQLite gives one
    return row


def _bring_history(step: Step, other: sqlite3.Connection, meeting: Meeting, theirs: _Side) -> None:
    """The other's lines that are not here yet, named after this merge."""
    ready = {line[0]: (key, line) for key, lines in theirs.lines.items() for line in lines}
    known = {uid for (uid,) in step.connection.execute("SELECT uid FROM journal")}
    for uid, step_uid, who, label, undoes in other.execute(
        f"SELECT uid, step, who, label, undoes FROM journal j WHERE {_REAL_CHANGE} ORDER BY id"
    ).fetchall():
        if uid not in ready or uid in known:
            continue
        (record, key), (_, at, before, after) = ready[uid]
        step.connection.execute(
            "INSERT INTO journal (uid, step, at, who, label, record, key, before, after, undoes, merged)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (uid, step_uid, at, who, label, record, key, packed_row(before), packed_row(after), undoes, step.uid),
        )


def _bring_progress(ours: sqlite3.Connection, other: sqlite3.Connection, meeting: Meeting) -> None:
    """How far the reader got, where that was later than here."""
    for their_id, position, opened, number in other.execute(
        "SELECT p.article_id, p.position, p.opened, r.number FROM progress p"
        " LEFT JOIN revision r ON r.id = p.seen_revision WHERE p.opened IS NOT NULL"
    ).fetchall():
        article_id = meeting.known(their_id)
        if article_id is not None:
            ours.execute(
                "INSERT INTO progress VALUES (?1, ?2, ?3, (SELECT id FROM revision WHERE article_id = ?1"
                " AND number = ?4)) ON CONFLICT DO UPDATE SET position = excluded.position, opened = excluded.opened,"
                " seen_revision = excluded.seen_revision WHERE excluded.opened > coalesce(opened, 0)",
                (article_id, position, opened, None if number is None else meeting.number(their_id, number)),
            )


def _bring_memberships(ours: sqlite3.Connection, other: sqlite3.Connection, meeting: Meeting) -> None:
    """Which feed an article is of, for feeds and articles that are here; and what is known of a new feed itself."""
    feeds = dict(ours.execute("SELECT url, id FROM subscription").fetchall())
    for their_feed, url in other.execute("SELECT id, url FROM subscription").fetchall():
        if url not in feeds:
            continue
        about = other.execute(
            "SELECT title, site_url, language FROM feed_state WHERE feed_id = ?", (their_feed,)
        ).fetchone()
        ours.execute(
            "INSERT OR IGNORE INTO feed_state (feed_id, title, site_url, language) VALUES (?, ?, ?, ?)",
            (feeds[url], *(about or ("", "", ""))),
        )
        for (their_id,) in other.execute(
            "SELECT article_id FROM membership WHERE feed_id = ?", (their_feed,)
        ).fetchall():
            article_id = meeting.known(their_id)
            if article_id is not None:
                ours.execute("INSERT OR IGNORE INTO membership VALUES (?, ?)", (feeds[url], article_id))
