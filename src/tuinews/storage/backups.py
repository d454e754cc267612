"""Copies of a library, made while it is in use."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from tuinews.core import clock
from tuinews.core.errors import LibraryUnusable


def copy_to(connection: sqlite3.Connection, path: Path) -> None:
    """A consistent copy of the library of a connection. It stands under its name only once it is whole and on the
    disk. Raises LibraryUnusable when the file exists or cannot be written."""
    if path.exists():
        raise LibraryUnusable(str(path), "exists already", "Name a file that does not")
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = sqlite3.connect(part)
        try:
            connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, without a -wal beside it
        finally:
            target.close()
        with part.open("r+b") as file:  # Windows syncs only what may be written
            os.fsync(file.fileno())
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise LibraryUnusable(str(path), f"cannot be written ({error})", "Name another file") from error


def new_place(library: Path, why: str = "") -> Path:
    """Where a copy goes that nobody gave a name: `backups/` beside the library, by its time (UTC)."""
    stem = f"{library.stem}-{clock.now():%Y%m%d-%H%M%S}{why and f'-{why}'}"
    folder = library.parent / "backups"
    number, place = 1, folder / f"{stem}{library.suffix}"
    while place.exists():
        number += 1
        place = folder / f"{stem}-{number}{library.suffix}"
    return place
