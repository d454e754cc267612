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
_NOT_PEOPLE = frozenset("admin administrator author staff guest anonymous unknown null none user".split())
_SUFFIXES = frozenset(
    "md phd dds dvm rn jr sr esq cpa mba rd np do pa ms ma bs lcsw psyd mph cfp cfa jd ryt".split()
)
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
