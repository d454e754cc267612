"""Times as people write them in a search: "yesterday", "2024-12", "3 days ago", "last monday", "2w"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from tuinews.core import clock

_UNITS = {
    "m": 1 / 1440, "min": 1 / 1440, "mins": 1 / 1440, "minute": 1 / 1440, "minutes": 1 / 1440,
    "h": 1 / 24, "hour": 1 / 24, "hours": 1 / 24,
    "d": 1, "day": 1, "days": 1, "w": 7, "week": 7, "weeks": 7,
    "month": 30, "months": 30, "mo": 30, "y": 365, "year": 365, "years": 365,
}  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_OF_MONTH = re.compile(
    r"(?:(\d{1,2})(?:\.|st|nd|rd|th)? )?([a-z]{3,9})\.?(?: (\d{1,2})(?:st|nd|rd|th)?)?,?(?: (\d{4}))?"
)
_ONE = re.compile(r"^(?:an?|one) (?=[a-z]+(?: ago)?$)")
_AGO = re.compile(r"(\d{1,4})\s*([a-z]+)(?:\s+ago)?")
_AGE = re.compile(r"([<>]?)=?\s*(\d{1,5})\s*([a-z]+)")
_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[t ](\d{1,2}):(\d{2})(?::\d{2})?)?)?)?")

_FIRST, _LAST = -62_100_000_000.0, 253_370_000_000.0
"""The years 2 to 9998: moments that every time zone can tell."""

Stretch = tuple[float, float]
"""From (inclusive) and to (exclusive), in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Reads times relative to `now`, whose time zone says when days begin."""

    now: datetime

    def read(self, text: str) -> Stretch | None:
        """The stretch of time that the words name, None when they name none."""
        text = _ONE.sub("1 ", " ".join(text.lower().split()))
        try:
            found = self._named(text) or self._dated(text) or self._ago(text) or self._of_month(text)
        except (ValueError, OverflowError):
            return None
        return found if found is not None and all(_FIRST <= moment <= _LAST for moment in found) else None

    def _day(self, days_back: int, length: int = 1) -> Stretch:
        midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        start = midnight - timedelta(days=days_back)
        return start.timestamp(), (start + timedelta(days=length)).timestamp()

    def _named(self, text: str) -> Stretch | None:
        today = self.now.weekday()
        if text in ("today", "now"):
            return self._day(0)
        if text == "yesterday":
            return self._day(1)
        if text in ("week", "this week"):
            return self._day(today, 7)
        if text == "last week":
            return self._day(today + 7, 7)
        if text in ("month", "this month"):
            return self._month(self.now.year, self.now.month)
        if text == "last month":
            last = self.now.replace(day=1) - timedelta(days=1)
            return self._month(last.year, last.month)
        if text in ("year", "this year"):
            return self._year(self.now.year)
        if text == "last year":
            return self._year(self.now.year - 1)
        day = text.removeprefix("last ").removeprefix("on ")
        matches = [i for i, name in enumerate(_WEEKDAYS) if len(day) >= 3 and name.startswith(day)]
        return self._day((today - matches[0] - 1) % 7 + 1) if matches else None

    def _dated(self, text: str) -> Stretch | None:
        match = _DATE.fullmatch(text)
        if match is None:
            return None
        year, month, day, hour, minute = (int(part) if part else None for part in match.groups())
        assert year is not None
        if month is None:
            return self._year(year)
        if day is None:
            return self._month(year, month)
        start = self._at(year, month, day)
        if hour is None or minute is None:
            return start.timestamp(), (start + timedelta(days=1)).timestamp()
        start = start.replace(hour=hour, minute=minute)
        return start.timestamp(), (start + timedelta(minutes=1)).timestamp()

    def _of_month(self, text: str) -> Stretch | None:
        """`may`, `27 December`, `Dec 27, 2024`: without a year, the last one that has come."""
        match = _OF_MONTH.fullmatch(text)
        months = [i for i, name in enumerate(_MONTHS, 1) if match is not None and name.startswith(match[2])]
        if match is None or not months or (match[1] and match[3]):
            return None
        month, day = months[0], int(match[1] or match[3] or 0)
        year = int(match[4]) if match[4] else self.now.year
        if not match[4] and (month, day or 1) > (self.now.month, self.now.day):
            year -= 1
        if not day:
            return self._month(year, month)
        start = self._at(year, month, day)
        return start.timestamp(), (start + timedelta(days=1)).timestamp()

    def _ago(self, text: str) -> Stretch | None:
        match = _AGO.fullmatch(text)
        if match is None or match[2] not in _UNITS:
            return None
        days = int(match[1]) * _UNITS[match[2]]
        if days >= 1:
            return self._day(int(days))
        moment = (self.now - timedelta(days=days)).timestamp()
        return moment, moment + 60

    def _at(self, year: int, month: int, day: int) -> datetime:
        return self.now.replace(year=year, month=month, day=day, hour=0, minute=0, second=0, microsecond=0)

    def _month(self, year: int, month: int) -> Stretch:
        after = (year + 1, 1) if month == 12 else (year, month + 1)
        return self._at(year, month, 1).timestamp(), self._at(*after, 1).timestamp()

    def _year(self, year: int) -> Stretch:
        return self._at(year, 1, 1).timestamp(), self._at(year + 1, 1, 1).timestamp()


def read_moments(now: datetime | None = None) -> Moments:
    """A reader of times counted from `now` (default: the clock, in the local time zone)."""
    return Moments(now or clock.now().astimezone())


def read_age(text: str, moments: Moments) -> tuple[float | None, float | None] | None:
    """`<3d`: younger than three days; `>2w`: older; `3d` alone means younger. None when it is no age."""
    match = _AGE.fullmatch(text.lower().strip())
    if match is None or match[3] not in _UNITS:
        return None
    try:
        edge = (moments.now - timedelta(days=int(match[2]) * _UNITS[match[3]])).timestamp()
    except (OverflowError, ValueError):
        return None
    if not _FIRST <= edge <= _LAST:
        return None
    return (None, edge) if match[1] == ">" else (edge, None)
