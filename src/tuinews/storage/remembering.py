"""How a program was used: what the screen remembers from one start to the next. Read before the first paint."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuinews.storage.store import Store


def remembered(connection: sqlite3.Connection, key: str) -> str:
    """What a program remembers of how it was used; empty when nothing."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return "" if row is None else str(row[0])


def remember(store: Store, key: str, value: str) -> None:
    """Remember how a program was used."""
    with store.writing() as connection:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
