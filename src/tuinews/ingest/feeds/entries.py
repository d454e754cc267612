"""Words and links of an entry, made ready for a library: cleaned, bounded, never empty where they may not be."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tuinews.core.document import Document
from tuinews.core.fetched import Entry
from tuinews.core.sanitize import clean_line
from tuinews.ingest.building import Builder

LONGEST_CONTENT = 5_000_000
"""Characters of an entry that are read."""
MOST_ENTRIES = 20_000
"""Entries of one document that are read; feeds put the newest first."""
MOST_TAGS = 40
LONGEST_TITLE = 1_000
LONGEST_NAME = 300

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
_SHORT = 120
"""Words under which an entry is looked at as a mere beginning."""
_BREAKS_OFF = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.{3})\]|\((?:…|\.{3})\)|[»>→])\s*$"
    r"|(?:^|[\s(\[])(?:read (?:more|the (?:full|rest)|on)|continue reading|more\b.{0,3}$"
    r"|full (?:story|article)|weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo|leggi tutto|lees verder"
    r"|читать (?:далее|полностью))",
    re.IGNORECASE,
)


def identity(given: str, url: str, words: str) -> str:
    """The guid of an entry: the one the feed gives, else made from its link, else from its words."""
    if key := clean_line(given):
        return key
    return f"link: {url}" if url else f"text: {fingerprint(words)}"


def fingerprint(*words: str) -> str:
    """A digest of what an entry says, for entries whose bytes cannot be told apart."""
    return hashlib.sha256("\0".join(words).encode("utf-8", "replace")).hexdigest()[:32]


def distinct(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with guids made distinct: a guid that comes again with another link is another entry, one
    that comes again with the same link is the same."""
    seen: dict[str, str] = {}
    result: list[Entry] = []
    for entry in entries:
        guid = entry.guid
        if guid in seen and entry.url and seen[guid] != entry.url:
            guid = f"{guid} again: {entry.url}"
        if guid in seen:
            continue
        seen[guid] = entry.url
        result.append(entry if guid == entry.guid else replace(entry, guid=guid))
    return result


def unknown(entries: Iterable[Entry], known: Mapping[str, str]) -> tuple[Entry, ...]:
    """The entries that are not stored with the same digest."""
    return tuple(entry for entry in entries if known.get(entry.guid) != entry.digest)


def plain_document(text: str) -> Document:
    """The document of a text that is not HTML: each line a paragraph."""
    builder = Builder()
    for line in text.split("\n"):
        builder.text(line)
        builder.end_leaf()
    return builder.document()


def breaks_off(document: Document) -> bool:
    """Whether a text looks like a mere beginning: short, or ending in an ellipsis or "read more"."""
    if len(document.text) < 12 * _SHORT and document.words() < _SHORT:
        return True
    last = document.text[-300:].split("\n")[-2:]
    return any(_BREAKS_OFF.search(line[-80:]) for line in last)


def language_of(said: str) -> str:
    """A language tag (BCP 47) with hyphens, or "" for anything else."""
    said = said.strip()[:40]
    return said.replace("_", "-") if _LANGUAGE.fullmatch(said) else ""


def title_line(words: str) -> str:
    """A title on one line, bounded."""
    line = clean_line(words[: 4 * LONGEST_TITLE])
    return line if len(line) <= LONGEST_TITLE else f"{line[:LONGEST_TITLE].rstrip()}…"


def name_line(words: str) -> str:
    """A name on one line, bounded."""
    return clean_line(words[: 4 * LONGEST_NAME])[:LONGEST_NAME].strip()


def tag_names(words: Iterable[str]) -> tuple[str, ...]:
    """Categories as tags: cleaned, distinct, bounded."""
    names = (name_line(word)[:80] for word in words)
    return tuple(dict.fromkeys(name for name in names if name))[:MOST_TAGS]
