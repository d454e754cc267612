"""The one clock. `TUINEWS_NOW` (ISO 8601) and `TZ` fix it, so that tests and snapshots see one moment.

Times are stored as UTC seconds since 1970 with the original offset in minutes beside them; days on the
screen are local.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal

Times = Literal["age", "local", "utc"]
"""How a list tells times: how long ago, as a date of the reader's time zone, as one in UTC."""


def now() -> datetime:
    """The present moment, in UTC."""
    fixed = os.environ.get("TUINEWS_NOW")
    if fixed:
        moment = datetime.fromisoformat(fixed)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    return datetime.now(UTC)


def timestamp() -> float:
    """The present moment, in seconds since 1970 (UTC)."""
    if "TUINEWS_NOW" in os.environ:
        return now().timestamp()
    return time.time()


def local(seconds: float) -> datetime:
    """A stored moment in the reader's time zone."""
    return datetime.fromtimestamp(seconds, UTC).astimezone()


def with_offset(seconds: float, offset_minutes: int | None) -> datetime:
    """A stored moment in the zone it was given in; in UTC when none was kept."""
    zone = UTC if offset_minutes is None else timezone(timedelta(minutes=offset_minutes))
    return datetime.fromtimestamp(seconds, zone)


def told(seconds: float, times: Times) -> str:
    """A moment as a list tells it: "3h", "2026-05-04 08:30", "2026-05-04 06:30Z" (RFC 3339 but for the space)."""
    if times == "age":
        return age(seconds)
    return f"{local(seconds):%Y-%m-%d %H:%M}" if times == "local" else f"{with_offset(seconds, None):%Y-%m-%d %H:%M}Z"


def age(seconds: float, at: float | None = None) -> str:
    """How long ago a moment was, in at most four characters: "now", "5m", "3h", "2d", "6w", "4y"."""
    passed = max(0.0, (timestamp() if at is None else at) - seconds)
    if passed < 60:
        return "now"
    for unit, size, until in (
        ("m", 60, 3600),
        ("h", 3600, 86400),
        ("d", 86400, 14 * 86400),
        ("w", 604800, 53 * 604800),
    ):
        if passed < until:
            return f"{int(passed // size)}{unit}"
    return f"{int(passed // (365.25 * 86400))}y"
