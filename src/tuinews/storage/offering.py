"""Values that a field of a search may take, by their beginning. What is asked is bounded: newest first, so many."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator

from tuinews.core.fold import fold
from tuinews.storage import matching

_ARTICLES = 5_000
"""The newest articles, whose outlets and authors are offered."""
_STATEMENTS = 500
"""The newest statements that match, whose speakers are offered."""
_RARELY_MEANT = ("place", "document")
"""Types of sources that are offered after the others."""


def outlets_or_authors(connection: sqlite3.Connection, column: str) -> list[str]:
    """The outlets (or authors) of the newest articles, those of most articles first."""
    assert column in ("outlet", "author")
    rows = connection.execute(
        f"SELECT {column} FROM (SELECT {column} FROM article ORDER BY sorted DESC, id DESC LIMIT ?)"
        f" WHERE {column} > '' GROUP BY 1 ORDER BY count(*) DESC, 1",
        (_ARTICLES,),
    )
    return [row[0] for row in rows]


def voices(connection: sqlite3.Connection, field: str, beginning: str) -> list[str]:
    """Names (of those who spoke: `by`; of those who relayed it: `via`) in which a word begins so: people and
    organisations before places and documents, the most frequent of late first."""
    matched = matching.expression(beginning, prefix=True, languages=())
    if matched is None:
        rows = connection.execute("SELECT speaker, type, via FROM statement ORDER BY id DESC LIMIT ?", (_STATEMENTS,))
    else:
        rows = connection.execute(
            "SELECT s.speaker, s.type, s.via FROM statement_terms f CROSS JOIN statement s ON s.id = f.rowid"
            " WHERE f.statement_terms MATCH ? ORDER BY f.rowid DESC LIMIT ?",
            (matching.in_column(field, matched), _STATEMENTS),
        )
    wanted = fold(beginning)
    names = Counter(one for row in rows for one in _names(field, *row) if f" {wanted}" in f" {fold(one[0])}")
    found = sorted(names.most_common(), key=lambda counted: counted[0][1] in _RARELY_MEANT)
    return list(dict.fromkeys(name for (name, _), _ in found))


def _names(field: str, speaker: str | None, kind: str, via: str) -> Iterator[tuple[str, str]]:
    if field == "via":
        yield from ((relay[0], "") for relay in json.loads(via) if relay[0])
    elif speaker:
        yield speaker, kind


def languages(connection: sqlite3.Connection) -> list[str]:
    """The languages of the library."""
    return [row[0] for row in connection.execute("SELECT code FROM indexed_language WHERE code > '' ORDER BY code")]
