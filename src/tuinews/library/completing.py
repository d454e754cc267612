"""Completing a search while it is typed: its fields, and the values that each may take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuinews.core.fold import fold
from tuinews.core.query import CHOICES, FIELDS, TIME_FIELDS, complete

if TYPE_CHECKING:
    from tuinews.library.door import Library

MOST = 6
"""Offers that are made at a time."""

_ABOUT = {
    "title": "words of the title", "feed": "name or address of a feed", "feedtag": "feeds that bear a tag",
    "folder": "feeds in a folder", "outlet": "published by", "author": "written by", "tag": "what bears a tag",
    "note": "words of a note", "url": "part of the address", "lang": "language", "after": "published from then on",
    "before": "published before", "on": "published then", "fetched": "came then", "age": "<3d younger, >2w older",
    "is": "unread, starred, noted …", "said": "words of a statement", "by": "who said it", "via": "who relayed it",
    "cue": "word of saying", "kind": "direct, mixed, indirect", "type": "kind of source",
    "stance": "claims, denies …", "attribution": "whether they said it", "status": "whether it is so",
}  # fmt: skip
_TIMES = (
    "today", "yesterday", "this week", "last week", "this month", "last month", "this year", "last year",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "3 days ago", "2 weeks ago",
)  # fmt: skip
_AGES = ("<1h", "<1d", "<3d", "<1w", "<1month", ">1w", ">1month", ">1y")


@dataclass(frozen=True, slots=True)
class Offer:
    """A completion: what a search becomes by it, and where the cursor then is."""

    words: str
    """What is completed, as the reader sees it."""
    about: str
    text: str
    at: int


def fixed_offers(text: str, at: int) -> list[Offer] | None:
    """Completions of the word at a position that the language itself knows; None where the library must be asked."""
    start, name, beginning = complete(text, at)
    if not name:
        fields = [field for field in FIELDS if beginning and field.startswith(beginning.lower())]
        return [_offer(text, start, at, f"{field}:", f"{field}:", _ABOUT[field]) for field in fields[:MOST]]
    if name in CHOICES:
        return _values(text, start, at, beginning, CHOICES[name])
    if name in TIME_FIELDS or name == "age":
        return _values(text, start, at, beginning, _AGES if name == "age" else _TIMES)
    return None if name in FIELDS else []


def offers(library: Library, text: str, at: int) -> list[Offer]:
    """Completions of the word at a position, the likeliest first, at most `MOST`."""
    fixed = fixed_offers(text, at)
    if fixed is not None:
        return fixed
    start, name, beginning = complete(text, at)
    return _values(text, start, at, beginning, _stored(library, name, beginning), as_given=name in ("by", "via"))


def _stored(library: Library, name: str, beginning: str) -> Iterable[str]:
    """The values of a field that the library holds."""
    from tuinews.storage import offering

    connection = library.store.connection
    match name:
        case "by" | "via":
            return offering.voices(connection, name, beginning)
        case "outlet" | "author":
            return offering.outlets_or_authors(connection, name)
        case "tag":
            return [tag for tag, _ in library.tags()]
        case "feed":
            return [feed.name for feed in library.feeds()]
        case "folder":
            return sorted({feed.folder for feed in library.feeds() if feed.folder})
        case "feedtag":
            return sorted({tag for feed in library.feeds() for tag in feed.tags})
        case "lang":
            return offering.languages(connection)
    return ()


def _values(
    text: str, start: int, at: int, beginning: str, known: Iterable[str], *, as_given: bool = False
) -> list[Offer]:
    """Those that begin so before those in which a later word does; `as_given`: in their order, whichever word it is
    (people are searched by their surnames)."""
    wanted = fold(beginning) or beginning
    first: list[str] = []
    later: list[str] = []
    for value in dict.fromkeys(known):
        folded = fold(value) if fold(beginning) else value
        if '"' in value or value == beginning:
            continue
        if folded.startswith(wanted) or (as_given and f" {wanted}" in folded):
            first.append(value)
        elif f" {wanted}" in folded:
            later.append(value)
        if len(first) == MOST:
            break
    return [_offer(text, start, at, value, _quoted(value), "") for value in [*first, *later][:MOST]]


def _offer(text: str, start: int, at: int, words: str, written: str, about: str) -> Offer:
    return Offer(words, about, text[:start] + written + text[at:], start + len(written))


def _quoted(value: str) -> str:
    plain: Sequence[str] = [char for char in value if char.isspace() or char in "()"]
    return f'"{value}"' if plain else value
