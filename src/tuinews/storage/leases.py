"""Leases: a note in the library that somebody is at a piece of work, so that two instances do not do it twice."""

from __future__ import annotations

from tuinews.core import clock
from tuinews.storage.store import Store


def take(store: Store, name: str, holder: str, seconds: float) -> bool:
    """Take a lease, or prolong one's own. False while somebody else holds it. One that ran out is free: its
    holder may have been killed."""
    now = clock.timestamp()
    with store.writing() as connection:
        connection.execute("DELETE FROM lease WHERE name = ? AND until <= ?", (name, now))
        connection.execute(
            "INSERT INTO lease VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET until = excluded.until WHERE holder = excluded.holder",
            (name, holder, now + seconds),
        )
        held_by = connection.execute("SELECT holder FROM lease WHERE name = ?", (name,)).fetchone()[0]
    return bool(held_by == holder)


def give_back(store: Store, name: str, holder: str) -> None:
    """End one's own lease."""
    with store.writing() as connection:
        connection.execute("DELETE FROM lease WHERE name = ? AND holder = ?", (name, holder))
