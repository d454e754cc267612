"""Which programs the reader allowed to run. It is in no archive and comes with no merge: a library from elsewhere runs
nothing until its new reader says so."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from typing import Any

_KEY = "confirmed:"


def confirmed(connection: sqlite3.Connection, settings: Mapping[str, Any]) -> bool:
    """Whether just this command of a feed was allowed; True for a feed without one."""
    key = _key(settings)
    return not key or connection.execute("SELECT 1 FROM meta WHERE key = ?", (key,)).fetchone() is not None


def confirm(connection: sqlite3.Connection, settings: Mapping[str, Any], *, allowed: bool) -> None:
    """Allow a feed's command, or take that back."""
    key = _key(settings)
    if key and allowed:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, '1')", (key,))
    else:
        connection.execute("DELETE FROM meta WHERE key = ?", (key,))


def _key(settings: Mapping[str, Any]) -> str:
    """Of exactly these arguments, and what they are given to read: any change needs to be allowed again."""
    if not settings.get("command"):
        return ""
    exactly = json.dumps([list(settings["command"]), settings.get("source", "")])
    return _KEY + hashlib.sha256(exactly.encode()).hexdigest()
