"""The one way in: whatever enters the library (feed, page, file, sample) enters as a `Fetched`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tuinews.core.document import Document


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer from the outside world.

    `url` is where it was finally found, `asked` what was asked for; `moved` is set when every redirect on the
    way was permanent (RFC 9110 §15.4.2, §15.4.9). Header names are lower case; `body` is unpacked; `when` is UTC;
    `cut` is set when less came than was announced.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    when: datetime
    asked: str = ""
    moved: bool = False
    cut: bool = False

    def digest(self) -> str:
        """SHA-256 of the body, in hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that a feed entry carries along (RSS `enclosure`, Media RSS)."""

    url: str
    type: str = ""
    length: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, cleaned. `guid` is never empty (made from link, or title and text, when the feed gives
    none). `html` is the fullest content the feed holds, `document` is made from it. `digest` is that of the entry's
    bytes in the feed (or of its meaning, when these cannot be told)."""

    guid: str
    url: str
    title: str
    document: Document
    digest: str
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    language: str = ""
    tags: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    truncated: bool = False
    """Whether the text looks like a mere beginning: short, or ending in an ellipsis or "read more"."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed, cleaned. `entries` in the order of the document, only those asked for; `unchanged` counts the ones
    that were dropped because they are stored already. `ttl` is in minutes, None when the feed gives none."""

    title: str
    site_url: str
    entries: tuple[Entry, ...]
    language: str = ""
    description: str = ""
    ttl: int | None = None
    unchanged: int = 0
    problem: str = ""
    """What was odd, in words, although it could be read; mostly empty."""


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a web page, cleaned."""

    url: str
    title: str
    document: Document
    author: str = ""
    published: datetime | None = None
    outlet: str = ""
    canonical_url: str = ""
    language: str = ""
    image: str = ""
    extractor: str = ""
    """Name and version of what found the text, such as "readability 0.9"."""
    html: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed as an OPML or other list gives it."""

    url: str
    name: str = ""
    site_url: str = ""
    folder: str = ""
    tags: tuple[str, ...] = ()
    hidden: bool = False
    """Whether the list asks not to show the feed by itself (newsboat's tag "!hidden")."""
