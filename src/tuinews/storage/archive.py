"""A whole library as JSON lines, and back.

The first line says what it is: `{"tuinews": "archive", "version": 1}`. Each other line is one row: `{"table": …, …}`
with the columns of the table; bytes are `{"base64": …}`. Everything that cannot be made again is there (what was taken
in, what the reader wrote, and the journal), nothing that can: statements, placements, counts and the search index are
made anew. All characters beyond ASCII are escaped, so that no tool on the way changes a byte.
"""

from __future__ import annotations

import base64
import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from tuinews.core.errors import BadInput
from tuinews.storage import chain, health
from tuinews.storage.documents import unpack
from tuinews.storage.store import Store, connect

VERSION = 1
_HEADER = {"tuinews": "archive", "version": VERSION}
TABLES = (
    "subscription", "feed_state", "article", "article_key", "entry", "membership", "revision", "capture", "page_queue",
    "reading", "note", "tagging", "verdict", "correction", "voice_rule", "saved_search", "rule", "deletion", "progress",
    "draft", "journal", "meta", "sqlite_sequence",
)  # fmt: skip
"""In an order in which every row finds what it refers to."""
_DERIVED = {"article": ("quotes", "statements")}
_WHERE = {"meta": "key = 'rules_seen'", "sqlite_sequence": "name = 'subscription'"}
_WITHOUT_ROWID = ("article_key", "entry", "membership", "draft", "meta")
_MUST_BE_EMPTY = ("subscription", "article", "journal")


def write(store: Store) -> Iterator[str]:
    """The lines of an archive, each with its newline: the library as it is at one moment, while others write to it."""
    with contextlib.closing(connect(store.path)) as connection:
        connection.execute("BEGIN")  # holds the picture of this moment
        yield _line(_HEADER)
        for table in TABLES:
            columns = _columns(connection, table)
            order = ", ".join(columns) if table in _WITHOUT_ROWID else "rowid"
            rows = connection.execute(
                f"SELECT {', '.join(columns)} FROM {table} WHERE {_WHERE.get(table, '1')} ORDER BY {order}"
            )
            for row in rows:
                yield _line({"table": table, **dict(zip(columns, map(_packed, row), strict=True))})


def is_archive(beginning: bytes) -> bool:
    """Whether a file begins as an archive does."""
    return beginning.startswith(_line(_HEADER).split(",")[0].encode())


def read(store: Store, lines: Iterable[str], name: str) -> int:
    """Rebuild a library from the lines of an archive, all or nothing; how many articles it has. Raises BadInput with
    the line that is wrong, or when this library is not empty."""
    with store.writing() as connection:
        if any(connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in _MUST_BE_EMPTY):
            raise BadInput(name, "is an archive, which needs an empty library", "Name a new file with --library")
        columns = {table: set(_columns(connection, table)) for table in TABLES}
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                if number == 1:
                    _check_header(row)
                else:
                    _insert(connection, columns, row)
            except (ValueError, TypeError, KeyError, AttributeError, sqlite3.Error) as error:
                raise BadInput(f"{name}, line {number}", f"cannot be taken in ({error})") from error
        chain.link_all(connection)
        health.derive_all(connection)
        return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])


def _check_header(row: dict[str, Any]) -> None:
    if row.get("tuinews") != "archive":
        raise ValueError("no archive of tuinews")
    if row.get("version") != VERSION:
        raise ValueError(f"version {row.get('version')} of the format; this program reads {VERSION}")


def _insert(connection: sqlite3.Connection, columns: dict[str, set[str]], row: dict[str, Any]) -> None:
    table = row.pop("table")
    if unknown := row.keys() - columns[table]:
        raise ValueError(f"{table} has no {', '.join(sorted(unknown))}")
    if table == "revision" and (wrong := unpack(row["text"], row["layout"], row["inline"]).problems()):
        raise ValueError(f"its document is not sound: {wrong[0]}")
    if table == "sqlite_sequence":  # SQLite made its row when the first subscription came
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (row["name"],))
    names, values = ", ".join(row), [_unpacked(value) for value in row.values()]
    how = "INSERT OR REPLACE" if table == "meta" else "INSERT"
    connection.execute(f"{how} INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})", values)


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    if table == "sqlite_sequence":
        return ["name", "seq"]
    named = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    return [name for name in named if name not in _DERIVED.get(table, ())]


def _packed(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _unpacked(value: Any) -> Any:
    return base64.b64decode(value["base64"], validate=True) if isinstance(value, dict) else value


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row).replace("\x7f", "\\u007f") + "\n"
