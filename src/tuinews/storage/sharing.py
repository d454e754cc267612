"""Refreshes of one library that go on at the same time: who takes part, and whose each feed is.

All of it is in the table `lease`. A participant has a row `refresh:<holder>` with the moment since which it asks; a
feed that it is at has a row `feed:<id>`. What a participant holds is free as soon as its row ran out, or its process is
gone from this machine.
"""

from __future__ import annotations

import os
import socket
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from tuinews.storage.journal import new_uid

LEASE_SECONDS = 30.0
"""A participant that was not heard of for so long is taken for dead."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What came of asking for some feeds: those that are ours now, those that another is at, and those (with what went
    wrong, "" for nothing) that another has asked since the refresh began."""

    ours: tuple[int, ...]
    others: tuple[int, ...]
    done: dict[int, str]


def new_holder() -> str:
    """A name for this process as a participant; others on the same machine see by it whether it still runs."""
    return f"{socket.gethostname()}|{os.getpid()}|{new_uid()}"


def join(connection: sqlite3.Connection, holder: str, now: float) -> float:
    """Take part. The moment since which those who take part have been asking: the oldest one's beginning."""
    _bury(connection, now)
    begun = [float(row[0]) for row in connection.execute("SELECT holder FROM lease WHERE name LIKE 'refresh:%'")]
    connection.execute(
        "INSERT OR REPLACE INTO lease VALUES ('refresh:' || ?, ?, ?)", (holder, repr(now), now + LEASE_SECONDS)
    )
    return min([now, *begun])


def prolong(connection: sqlite3.Connection, holder: str, now: float) -> None:
    """Say that a participant is alive. To be called several times in LEASE_SECONDS."""
    connection.execute("UPDATE lease SET until = ? WHERE name = 'refresh:' || ?", (now + LEASE_SECONDS, holder))


def leave(connection: sqlite3.Connection, holder: str) -> None:
    """End one's own part; the feeds that were not finished are free."""
    connection.execute("DELETE FROM lease WHERE name = 'refresh:' || ?1 OR holder = ?1", (holder,))


def claim(connection: sqlite3.Connection, holder: str, since: float, now: float, feed_ids: Sequence[int]) -> Claimed:
    """Ask for feeds, within a writing transaction. What lies in the future is no news: a clock was set back."""
    _bury(connection, now)
    marks = ", ".join("?" * len(feed_ids))
    asked = dict(
        connection.execute(
            f"SELECT feed_id, problem FROM feed_state WHERE feed_id IN ({marks}) AND asked > ? AND asked <= ?",
            (*feed_ids, since, now),
        ).fetchall()
    )
    ours: list[int] = []
    others: list[int] = []
    for feed_id in feed_ids:
        if feed_id in asked:
            continue
        connection.execute("INSERT OR IGNORE INTO lease VALUES (?, ?, ?)", (f"feed:{feed_id}", holder, now))
        held_by = connection.execute("SELECT holder FROM lease WHERE name = ?", (f"feed:{feed_id}",)).fetchone()[0]
        (ours if held_by == holder else others).append(feed_id)
    return Claimed(tuple(ours), tuple(others), asked)


def release(connection: sqlite3.Connection, holder: str, feed_id: int, now: float) -> None:
    """Note that a feed was asked, in the transaction that stores what came of it."""
    connection.execute("UPDATE feed_state SET asked = ? WHERE feed_id = ?", (now, feed_id))
    connection.execute("DELETE FROM lease WHERE name = ? AND holder = ?", (f"feed:{feed_id}", holder))


def _bury(connection: sqlite3.Connection, now: float) -> None:
    """Forget participants that ran out, are of a future from before a clock was set back, or whose process is gone."""
    for name, until in connection.execute("SELECT name, until FROM lease WHERE name LIKE 'refresh:%'").fetchall():
        holder = name.partition(":")[2]
        if not now < until <= now + LEASE_SECONDS or not _is_running(holder):
            leave(connection, holder)
    connection.execute(
        "DELETE FROM lease WHERE name LIKE 'feed:%'"
        " AND 'refresh:' || holder NOT IN (SELECT name FROM lease WHERE name LIKE 'refresh:%')"
    )


def _is_running(holder: str) -> bool:
    """Whether a participant's process may still run; those of other machines are believed."""
    host, _, rest = holder.partition("|")
    number = rest.partition("|")[0]
    if host != socket.gethostname() or not number.isdecimal() or os.name != "posix":
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
