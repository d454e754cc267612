"""A library file: opening it, one connection per thread, and transactions that write."""

from __future__ import annotations

import contextlib
import functools
import re
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.core.deferred import deferred
from tuinews.core.errors import LibraryUnusable
from tuinews.storage import schema

if TYPE_CHECKING:
    from tuinews.core import fold as folding
    from tuinews.storage import backups
else:
    (folding,) = deferred("tuinews.core", "fold")
    (backups,) = deferred("tuinews.storage", "backups")

BUSY_SECONDS = 15.0
"""How long a connection waits for another writer before it gives up."""


class Store:
    """One library file. Connections belong to one thread each; writing is serialised within the process by a
    lock and between processes by SQLite (`BEGIN IMMEDIATE`)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.only_by = ""
        """The author whose tags, notes, verdicts and corrections alone are shown; empty: those of all. In SQL it is
        `shown(author)`."""
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._writing = threading.RLock()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self.path)
            connection.create_function("shown", 1, self._shown)
            self._local.connection = connection
            with self._guard:
                self._connections.append(connection)
        return connection

    def _shown(self, author: str) -> bool:
        return not self.only_by or author == self.only_by

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that writes: committed at the end, undone when anything is raised.

        It begins IMMEDIATE, since a transaction that reads first and then writes would fail at once when
        another process wrote in between, whatever the busy timeout. Nested uses join the outer one.
        """
        connection = self.connection
        with self._writing:
            if connection.in_transaction:
                yield connection
                return
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                raise _unusable(self.path, error) from error
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException as error:
                if connection.in_transaction:  # SQLite may have rolled back by itself: on a full disk, say
                    connection.execute("ROLLBACK")
                if isinstance(error, sqlite3.OperationalError) and _is_of_the_disk(error):
                    raise _unusable(self.path, error) from error
                raise

    def data_version(self) -> int:
        """A number that changes when another connection (thread or process) has written."""
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()


def open_store(path: Path) -> Store:
    """Open a library, making it when there is none. Raises LibraryUnusable with what to do about it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryUnusable(str(path), f"its folder cannot be made ({error.strerror})", _ELSEWHERE) from error
    if path.is_dir():
        raise LibraryUnusable(str(path), "is a folder, not a library", _ELSEWHERE)
    store = Store(path)
    try:
        _prepare(store.connection, path)
    except sqlite3.DatabaseError as error:
        store.close()
        raise _unusable(path, error) from error
    except BaseException:
        store.close()
        raise
    return store


@contextlib.contextmanager
def reading_other(path: Path) -> Iterator[sqlite3.Connection]:
    """The library of somebody else, to read and not to change, as it is at this moment. One of an older version is
    brought up to date in a copy. Raises LibraryUnusable."""
    if not path.is_file():
        raise LibraryUnusable(str(path), "is no file", "Name a library file of tuinews")
    with tempfile.TemporaryDirectory(prefix="tuinews-") as folder:
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        except sqlite3.OperationalError as error:
            raise _unusable(path, error) from error
        try:
            connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
            if _is_old(connection, path):
                copy = Path(folder) / "copy.db"
                backups.copy_to(connection, copy)
                connection.close()
                connection = connect(copy)
                _migrate_alone(connection)
            connection.execute("BEGIN")
            yield connection
        except sqlite3.DatabaseError as error:
            raise _unusable(path, error) from error
        finally:
            connection.close()


def is_library(path: Path) -> bool:
    """Whether a file is a library of tuinews, by its header (https://www.sqlite.org/fileformat.html §1.3)."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError:
        return False
    return header.startswith(b"SQLite format 3\0") and int.from_bytes(header[68:72], "big") == schema.APPLICATION_ID


def _is_old(connection: sqlite3.Connection, path: Path) -> bool:
    version, application = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id")
    )
    if application != schema.APPLICATION_ID:
        raise LibraryUnusable(str(path), "is no library of tuinews", "Name a library file of tuinews")
    if version > schema.SCHEMA_VERSION:
        raise _newer(path, version)
    return bool(version < schema.SCHEMA_VERSION)


def _newer(path: Path, version: int) -> LibraryUnusable:
    return LibraryUnusable(
        str(path),
        f"was written by a newer tuinews (schema {version}, this one knows {schema.SCHEMA_VERSION})",
        "Upgrade tuinews, or name another file with --library",
    )


_ELSEWHERE = "Name another file with --library"


def connect(path: Path) -> sqlite3.Connection:
    """A connection of its own to a library file that is there already, with all settings that connections need."""
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    except sqlite3.OperationalError as error:
        raise _unusable(path, error) from error
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.create_function("matches", 2, _matches, deterministic=True)
    connection.create_function("holds", 2, _holds, deterministic=True)
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if version > schema.SCHEMA_VERSION and application == schema.APPLICATION_ID:
        raise _newer(path, version)
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != schema.APPLICATION_ID and not empty:
        raise LibraryUnusable(str(path), "is a database, but no tuinews library", _ELSEWHERE)
    if version < schema.SCHEMA_VERSION:
        connection.execute("PRAGMA journal_mode = WAL")
        if not empty:
            backups.copy_to(connection, backups.new_place(path, f"schema{version}"))
        _migrate_alone(connection)


_DONE_BY_ANOTHER = ("already exists", "duplicate column", "locked", "_sqlite_migrations")
"""What SQLite says of a step that another program takes, or has just taken and recorded."""


def _migrate_alone(connection: sqlite3.Connection) -> None:
    """Two programs may open a new library at the same moment: the second waits, and finds the work done."""
    for attempt in range(50):
        try:
            schema.migrate(connection)
            return
        except (sqlite3.OperationalError, sqlite3.IntegrityError) as error:
            taken = any(words in str(error) for words in _DONE_BY_ANOTHER)
            if not taken or attempt == 49:
                raise
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            threading.Event().wait(0.1)


def _is_of_the_disk(error: sqlite3.OperationalError) -> bool:
    """Whether an error is that of the file or the disk, and not of what was asked."""
    said = str(error)
    return any(word in said for word in ("full", "readonly", "locked", "I/O", "unable to open"))


def _unusable(path: Path, error: sqlite3.Error) -> LibraryUnusable:
    said = str(error)
    if "not a database" in said or "malformed" in said:
        return LibraryUnusable(str(path), "is not a library file, or is damaged", _ELSEWHERE)
    if "locked" in said:
        return LibraryUnusable(str(path), "is being written by another program", "Try again in a moment")
    if "full" in said:
        return LibraryUnusable(str(path), "cannot grow, the disk is full", "Make room and try again")
    if "readonly" in said or "unable to open" in said:
        return LibraryUnusable(
            str(path), "cannot be written", "Check its permissions, or name another file with --library"
        )
    return LibraryUnusable(str(path), f"cannot be used ({said})", _ELSEWHERE)


def _matches(regex: str, value: str | None) -> bool:
    """`matches(regex, value)` in SQL: a regular expression found somewhere in the beginning of a value."""
    return value is not None and _compiled(regex).search(value[:2000]) is not None


def _holds(value: str | None, folded: str) -> bool:
    """`holds(value, folded)` in SQL: whether a name holds some words, case and diacritics aside."""
    return value is not None and folded in _folded(value)


@functools.lru_cache(maxsize=10_000)
def _folded(value: str) -> str:
    return folding.fold(value)


def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex, re.IGNORECASE)  # re keeps its own cache
