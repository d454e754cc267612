"""A Document as columns: its text, and its ranges as compact JSON `[[start, end, kind, {attributes}], …]`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from tuinews.core.document import Document, Range
from tuinews.core.fold import index_text

_ENCODED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
LONGEST_INDEXED = 2_000_000
"""Characters of one article that are indexed."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A titled text, ready to be stored: all that costs time is done, in whichever process that was."""

    title: str
    text: str
    layout: str
    inline: str
    words: int
    digest: str
    """SHA-256 of title and text: whether two revisions say the same."""
    title_terms: str
    body_terms: str


def packed(title: str, document: Document, language: str = "") -> Packed:
    """Prepare a text for storing. `language` is that of the search terms."""
    return Packed(
        title=title,
        text=document.text,
        layout=_pack(document.layout),
        inline=_pack(document.inline),
        words=document.words(),
        digest=hashlib.sha256(f"{title}\n{document.text}".encode()).hexdigest(),
        title_terms=index_text(title, language),
        body_terms=index_text(document.text[:LONGEST_INDEXED], language),
    )


def unpack(text: str, layout: str, inline: str) -> Document:
    """The Document of a revision's columns."""
    return Document(text, _ranges(layout), _ranges(inline))


def _pack(ranges: Sequence[Range]) -> str:
    rows = [[r.start, r.end, r.kind, dict(r.attributes)] if r.attributes else [r.start, r.end, r.kind] for r in ranges]
    return _ENCODED(rows)


def _ranges(columns: str) -> tuple[Range, ...]:
    return tuple(
        Range(row[0], row[1], row[2], tuple(row[3].items()) if len(row) > 3 else ()) for row in json.loads(columns)
    )
