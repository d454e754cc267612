"""Names and moments as pages write them: "By Mira Sol and Ilan Reyes", "2024-03-01T10:00:00+01:00"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tuinews.core.sanitize import clean_line

LONGEST = 200
"""Characters of a byline that can hold names."""

_BY = re.compile(
    r"^\W*(?:(?:written|words|story|text|posted|published|reported|reviewed|edited|article)\s+by|by|von|par|por|di|door"
    r"|av|af|author|autor(?:in)?|auteur|autore|автор)\b\s*:?\s*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:,|;|\band\b|\bund\b|\bet\b|\by\b|&|\bwith\b|\s[|•·]\s)\s*", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*(?:\b(?:published|updated|posted|last updated|reviewed|fact checked|medically reviewed|on)\b|\bis an?\b"
    r"|[|•·@]|\d{1,2}[ /.]|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\s+\d).*$",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}:?\d{2})?)?")
_NO_NAME = re.compile(r"https?:|www\.|@|[<>{}\\/=]|\d{3,}|^\W*$")
_NOT_PEOPLE = frozenset(
    "admin administrator author staff guest anonymous unknown null none user "
    "mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday".split()
)
_SUFFIXES = frozenset("md phd dds dvm rn jr sr esq cpa mba rd np do pa ms ma bs lcsw psyd mph cfp cfa jd ryt".split())
"""Titles that follow a name after a comma: they are part of it."""


def people(said: str) -> Iterator[str]:
    """The names in a byline, in order; nothing for an address, a number or a placeholder."""
    line = _TAIL.sub("", _BY.sub("", clean_line(said[: 4 * LONGEST])))
    if not line or len(line) > LONGEST:
        return
    pieces: list[str] = []
    for piece in _SEPARATOR.split(line):
        if pieces and piece.replace(".", "").casefold().split(" ")[0] in _SUFFIXES:
            pieces[-1] = f"{pieces[-1]}, {piece}"
        elif piece:
            pieces.append(piece)
    for piece in pieces:
        name = piece.strip(" .,;:-–—|")
        if _NO_NAME.search(name) or name.casefold() in _NOT_PEOPLE or len(name) < 2 or len(name) > 80:
            continue
        yield name


def moment_of(said: str) -> datetime | None:
    """A moment in ISO 8601 or RFC 9110 form with its own offset (UTC when it names none); None for other text and
    for years before 1990."""
    said = said.strip()[:60]
    for read in (_iso, parsedate_to_datetime):
        try:
            moment = read(said)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if 1990 <= moment.year <= 2200:
            return moment
    return None


def _iso(said: str) -> datetime:
    match = _MOMENT.match(said)
    if not match:
        raise ValueError(said)
    day, clock, offset = match.groups()
    return datetime.fromisoformat(f"{day}T{clock}{offset or ''}" if clock else day)


MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero ene gennaio gen janeiro januari января січня stycznia",
            "feb february februar février fevrier févr febrero febbraio fevereiro fev februari февраля лютого lutego",
            "mar march märz mrz mars marzo março maart mrt марта березня marca",
            "apr april avril avr abril abr aprile апреля квітня kwietnia",
            "may mai mayo maggio mag maio mei maj мая травня maja",
            "jun june juni juin junio giugno giu junho июня червня czerwca",
            "jul july juli juillet juil julio luglio lug julho июля липня lipca",
            "aug august août aout agosto ago augustus augusti августа серпня sierpnia",
            "sep sept september septembre septiembre settembre set setembro сентября вересня września",
            "oct october oktober okt octobre octubre ottobre ott outubro out октября жовтня października",
            "nov november novembre noviembre novembro ноября листопада listopada",
            "dec december dezember dez décembre déc diciembre dic dicembre dezembro декабря грудня grudnia",
        ),
        start=1,
    )
    for name in names.split()
}
"""Months in English, German, French, Spanish, Italian, Portuguese and Dutch, in full and as they are shortened; in
Russian, Ukrainian and Polish as they stand in dates."""

_WRITTEN = re.compile(
    r"\b(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|º)?\.?[\s-]{1,3}(?:de\s)?(?P<month>[^\W\d_]{3,10})\.?,?[\s-]{1,3}(?:de\s)?"
    r"(?P<year>20\d\d|199\d)"
    r"|(?P<month_first>[^\W\d_]{3,10})\.?\s{1,3}(?P<day_second>\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(?P<year_last>20\d\d|199\d)"
    r"|(?P<iso>(?:20\d\d|199\d)(?:-\d\d-\d\d|/\d{1,2}/\d{1,2}))|(?P<german>\d{1,2}\.\d{1,2}\.(?:20\d\d|199\d)))\b"
    r"|(?P<cjk>(?<!\d)(?:20\d\d|199\d)\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2})\s?[日일]"
)


def day_in(text: str) -> str:
    """The first date that a text names, in ISO 8601, or "". Dates like 3/4/2025 are left alone: no one can tell."""
    for match in _WRITTEN.finditer(text):
        found = match.groupdict()
        if from_the_year := found["iso"] or found["cjk"]:
            year, month, day = (int(part) for part in re.findall(r"\d+", from_the_year))
        elif found["german"]:
            day, month, year = (int(part) for part in found["german"].split("."))
        else:
            month = MONTHS.get((found["month"] or found["month_first"]).casefold(), 0)
            day, year = int(found["day"] or found["day_second"]), int(found["year"] or found["year_last"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04}-{month:02}-{day:02}"
    return ""


def without_day(text: str) -> str:
    """A short line without the first date that it names; unchanged when it names none."""
    if len(text) > LONGEST or not day_in(text):
        return text
    return _WRITTEN.sub("", text, count=1)
