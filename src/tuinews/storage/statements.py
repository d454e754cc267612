"""The engine's findings: derived rows, dropped and made again whenever text or engine change."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from tuinews.core import clock
from tuinews.core.fold import fold
from tuinews.core.statement import Fragment, Relay, Source, Span, Statement
from tuinews.storage import terms

_READ = (
    "SELECT id, fragments, speaker, type, role, mention_start, mention_end, cue_start, cue_end, via, stance,"
    " confidence, why, said FROM statement WHERE article_id = ? ORDER BY start, number"
)


def queue(connection: sqlite3.Connection, article_id: int) -> None:
    """Note that an article waits for analysis."""
    connection.execute("INSERT OR IGNORE INTO analysis_queue VALUES (?)", (article_id,))


def dequeue(connection: sqlite3.Connection, article_id: int) -> None:
    """Note that an article waits no more."""
    connection.execute("DELETE FROM analysis_queue WHERE article_id = ?", (article_id,))


def queue_all(connection: sqlite3.Connection, engine: str) -> None:
    """Note that everything waits which another version of the engine analysed."""
    connection.execute(
        "INSERT OR IGNORE INTO analysis_queue SELECT article_id FROM analysis WHERE engine != ?", (engine,)
    )


def waiting(connection: sqlite3.Connection, limit: int = 1) -> list[int]:
    """The articles that wait for analysis, newest first."""
    rows = connection.execute("SELECT article_id FROM analysis_queue ORDER BY article_id DESC LIMIT ?", (limit,))
    return [row[0] for row in rows]


def any_waiting(connection: sqlite3.Connection, engine: str | None) -> bool:
    """Whether an article waits for analysis, or was analysed by another version than `engine` (None: any will do)."""
    if connection.execute("SELECT 1 FROM analysis_queue LIMIT 1").fetchone() is not None:
        return True
    row = connection.execute("SELECT 1 FROM analysis WHERE engine != ? LIMIT 1", (engine,)).fetchone()
    return engine is not None and row is not None


def count_waiting(connection: sqlite3.Connection) -> int:
    """How many articles wait for analysis."""
    return int(connection.execute("SELECT count(*) FROM analysis_queue").fetchone()[0])


def engine_of(connection: sqlite3.Connection, article_id: int) -> str | None:
    """The version of the engine that analysed the shown revision, None when none did."""
    row = connection.execute(
        "SELECT n.engine FROM analysis n JOIN article a ON a.id = n.article_id AND a.revision_id = n.revision_id"
        " WHERE n.article_id = ?",
        (article_id,),
    ).fetchone()
    return None if row is None else str(row[0])


def store(
    connection: sqlite3.Connection,
    article_id: int,
    revision_id: int,
    found: Sequence[Statement],
    engine: str,
    sure: float,
) -> bool:
    """Replace an article's statements, unless its shown revision is another by now (then False).

    `sure` is the confidence from which on a statement counts in the list.
    """
    row = connection.execute("SELECT revision_id, language FROM article WHERE id = ?", (article_id,)).fetchone()
    if row is None or row[0] != revision_id:
        return False
    text = connection.execute("SELECT text FROM revision WHERE id = ?", (revision_id,)).fetchone()[0]
    forget(connection, article_id)
    for number, statement in enumerate(found):
        _insert(connection, article_id, number, statement, text, row[1])
    shown = [statement for statement in found if statement.confidence >= sure]
    direct = sum(statement.kind == "direct" for statement in shown)
    connection.execute("UPDATE article SET quotes = ?, statements = ? WHERE id = ?", (direct, len(shown), article_id))
    connection.execute(
        "INSERT OR REPLACE INTO analysis VALUES (?, ?, ?, ?)", (article_id, revision_id, engine, clock.timestamp())
    )
    dequeue(connection, article_id)
    return True


def forget(connection: sqlite3.Connection, article_id: int) -> None:
    """Drop an article's statements and their index rows. Call it before the article's language changes."""
    language = connection.execute("SELECT language FROM article WHERE id = ?", (article_id,)).fetchone()[0]
    rows = connection.execute(
        "SELECT id, said, speaker, mention, role, via, cue FROM statement WHERE article_id = ?", (article_id,)
    ).fetchall()
    for statement_id, said, speaker, mention, role, via, cue in rows:
        by = _speaker_words(speaker, mention, role)
        terms.unindex_statement(connection, statement_id, (said, by, _relayers(via), cue), language)
    connection.execute("DELETE FROM statement WHERE article_id = ?", (article_id,))
    connection.execute("DELETE FROM analysis WHERE article_id = ?", (article_id,))


def read(connection: sqlite3.Connection, article_id: int) -> Iterator[tuple[int, Statement, str]]:
    """An article's statements in order of place: (id, statement, its words)."""
    for row in connection.execute(_READ, (article_id,)):
        yield row[0], _statement(row), row[-1]


def _insert(
    connection: sqlite3.Connection, article_id: int, number: int, statement: Statement, text: str, language: str
) -> None:
    row = {"article_id": article_id, "number": number, **_columns(statement, text)}
    cursor = connection.execute(
        f"INSERT INTO statement ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
    )
    by = _speaker_words(row["speaker"], row["mention"], row["role"])
    indexed = (row["said"], by, _relayers(row["via"]), row["cue"])
    terms.index_statement(connection, int(cursor.lastrowid or 0), indexed, language)


def _columns(statement: Statement, text: str) -> dict[str, Any]:
    source = statement.source or Source(None, None, "person")
    mention, cue = source.mention or (None, None), statement.cue or (None, None)
    return {
        "kind": statement.kind,
        "start": statement.start,
        "end": statement.end,
        "fragments": json.dumps([[piece.start, piece.end, piece.kind] for piece in statement.fragments]),
        "cue": "" if statement.cue is None else text[statement.cue.start : statement.cue.end],
        "cue_start": cue[0],
        "cue_end": cue[1],
        "speaker": source.name,
        "speaker_key": fold(source.name or ""),
        "type": source.type if statement.source is not None else "",
        "role": source.role,
        "mention": "" if source.mention is None else text[source.mention.start : source.mention.end],
        "mention_start": mention[0],
        "mention_end": mention[1],
        "via": json.dumps([[relay.name, relay.start, relay.end] for relay in statement.via], ensure_ascii=False),
        "stance": statement.stance,
        "confidence": statement.confidence,
        "why": statement.why,
        "said": statement.quote(text),
    }


def _speaker_words(speaker: str | None, mention: str, role: str) -> str:
    """What `by:` finds: the name and the role; where nobody is named, the words that stand for the speaker."""
    return f"{speaker or mention}\n{role}"


def _relayers(via: str) -> str:
    return "\n".join(relay[0] for relay in json.loads(via))


def _statement(row: tuple[object, ...]) -> Statement:
    (
        _,
        fragments,
        speaker,
        kind,
        role,
        mention_start,
        mention_end,
        cue_start,
        cue_end,
        via,
        stance,
        confidence,
        why,
        _,
    ) = row
    pieces = tuple(Fragment(*piece) for piece in json.loads(str(fragments)))
    relays = tuple(Relay(*relay) for relay in json.loads(str(via)))
    mention = _span(mention_start, mention_end)
    source = None
    if speaker is not None or mention is not None:
        source = Source(speaker, mention, kind or "person", role)  # type: ignore[arg-type]  # written by _insert
    return Statement(pieces, source, _span(cue_start, cue_end), relays, stance, confidence, why)  # type: ignore[arg-type]  # a stance


def _span(start: object, end: object) -> Span | None:
    return Span(start, end) if isinstance(start, int) and isinstance(end, int) else None
