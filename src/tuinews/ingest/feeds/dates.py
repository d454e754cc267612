"""When an entry was published: dates of any shape, kept within reason."""

from __future__ import annotations

import calendar
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_OLDEST = datetime(1971, 1, 1, tzinfo=UTC)
"""Feeds without a date give the beginning of Unix time, in one zone or another."""
_AHEAD = timedelta(hours=26)
"""A clock may stand in a zone of +14 hours and still mean today."""


def bounded(moment: datetime | None, now: datetime) -> datetime | None:
    """The moment with its own offset; `now` for one that lies ahead; None for 1970 and before."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        if moment < _OLDEST:
            return None
        return now if moment > now + _AHEAD else moment
    except OverflowError:
        return None


def with_offset(said: str, parsed: time.struct_time | None) -> datetime | None:
    """The moment that feedparser understood (UTC), in the offset that the feed gave, where that can be told."""
    if parsed is None:
        return None
    try:
        moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (OverflowError, ValueError, OSError, TypeError):
        return None
    for own in _readings(said[:80]):
        if own.tzinfo is not None and abs(own - moment) < timedelta(seconds=1):
            return own
    return moment


def from_iso(said: str) -> datetime | None:
    """An ISO 8601 moment (RFC 3339); one without an offset is in UTC."""
    try:
        moment = datetime.fromisoformat(said.strip()[:40])
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _readings(said: str) -> Iterable[datetime]:
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            yield read(said.strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
