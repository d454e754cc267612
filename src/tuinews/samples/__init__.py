"""The bundled sample library: invented outlets and articles that show everything off, and real feeds to start with.

Samples enter as `Fetched` records, just as answers from the web do, so that they pass through the same code. Their
dates are placeholders such as `{{iso -2d4h}}` (a shape, how long before now, and perhaps an offset from UTC as in
`{{iso -3h +02:00}}`), which makes the news fresh whenever it is looked at. Every outlet, person and event in them is
invented.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from tuinews.core.fetched import Fetched, Subscription

Kind = Literal["feed", "page"]


@dataclass(frozen=True, slots=True)
class Sample:
    """One answer of the invented web. Rounds count from 1; the answer of a later round to the same URL stands for
    what a later fetch finds there."""

    round: int
    fetched: Fetched
    kind: Kind


def records(now: datetime) -> tuple[Sample, ...]:
    """All samples, dated relative to `now` (with a time zone), in the order of their rounds."""
    manifest = _table("manifest.toml")
    fetched_at = {int(number): now + _ago(age) for number, age in manifest["rounds"].items()}
    made = [_sample(record, now, fetched_at[record["round"]]) for record in manifest["record"]]
    return tuple(sorted(made, key=lambda sample: sample.round))


def subscriptions() -> tuple[Subscription, ...]:
    """The feeds of the sample library, in folders."""
    return _subscriptions(_table("manifest.toml")["subscription"])


def starter_feeds() -> dict[str, tuple[Subscription, ...]]:
    """Well-known real feeds to begin with, by language (ISO 639-1), the nearest to everyone first."""
    return {language: _subscriptions(feeds) for language, feeds in _table("starters.toml").items()}


def fill_in(text: str, now: datetime) -> str:
    """The text with its placeholders replaced by dates. Raises KeyError for a shape that is not in `SHAPES`."""
    return _PLACEHOLDER.sub(lambda match: _date(match, now), text)


def _sample(record: Mapping[str, Any], now: datetime, when: datetime) -> Sample:
    text = (files(__name__) / record["file"]).read_text(encoding="utf-8")
    body = fill_in(text, now).encode(record.get("charset", "utf-8"))
    headers = {
        "content-type": record["type"],
        "etag": f'"{hashlib.sha256(body).hexdigest()[:16]}"',
        "last-modified": format_datetime(when.astimezone(UTC), usegmt=True),
    }
    kind: Kind = record["kind"]
    if kind not in get_args(Kind):
        raise ValueError(f"{record['file']}: {kind!r} is no kind of sample")
    return Sample(record["round"], Fetched(record["url"], 200, headers, body, when, asked=record["url"]), kind)


def _subscriptions(feeds: Sequence[Mapping[str, Any]]) -> tuple[Subscription, ...]:
    return tuple(
        Subscription(
            feed["url"], feed["name"], feed.get("site", ""), feed.get("folder", ""), tuple(feed.get("tags", ()))
        )
        for feed in feeds
    )


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__name__) / name).read_text(encoding="utf-8"))


_PLACEHOLDER = re.compile(r"\{\{(\w{1,20}) (-[0-9wdhm]{1,20})(?: ([+-]\d\d:\d\d))?\}\}")
_PART = re.compile(r"(\d{1,6})([wdhm])")
_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes"}

_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split(),
}
_WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split(),
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split(),
}

SHAPES: Mapping[str, Callable[[datetime], str]] = {
    "rfc822": format_datetime,
    "iso": lambda day: day.isoformat(timespec="seconds"),
    "time": lambda day: f"{day:%H:%M}",
    "date_en": lambda day: f"{day.day} {_MONTHS['en'][day.month - 1]} {day.year}",
    "date_de": lambda day: f"{day.day}. {_MONTHS['de'][day.month - 1]} {day.year}",
    "date_fr": lambda day: f"{day.day} {_MONTHS['fr'][day.month - 1]} {day.year}",
    "date_ar": lambda day: f"{day.day} {_MONTHS['ar'][day.month - 1]} {day.year}",
    "date_ja": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "weekday_en": lambda day: _WEEKDAYS["en"][day.weekday()],
    "weekday_de": lambda day: _WEEKDAYS["de"][day.weekday()],
    "weekday_fr": lambda day: _WEEKDAYS["fr"][day.weekday()],
    "weekday_ar": lambda day: _WEEKDAYS["ar"][day.weekday()],
}
"""The shapes of a date that a sample can ask for."""


def _date(match: re.Match[str], now: datetime) -> str:
    shape, age, offset = match.groups()
    zone = datetime.strptime(offset, "%z").tzinfo if offset else UTC
    return SHAPES[shape]((now + _ago(age)).replace(microsecond=0).astimezone(zone))


def _ago(age: str) -> timedelta:
    """`-2d4h` as a stretch of time before now."""
    return -sum((timedelta(**{_UNITS[unit]: int(count)}) for count, unit in _PART.findall(age)), timedelta())
