"""The files that a feed's entry carries along (a podcast's episode, a film), as links under its text."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import basename
from urllib.parse import unquote, urlsplit

from tuinews.core.document import Document, Range
from tuinews.core.fetched import Enclosure
from tuinews.core.sanitize import clean_line

_MOST = 20
_LONGEST_NAME = 80


def with_enclosures(document: Document, enclosures: Sequence[Enclosure]) -> Document:
    """The document with a line for each file but pictures: its name, type and size, and a link to it."""
    text, layout, inline = document.text, [*document.layout], [*document.inline]
    linked = {item.get("href") for item in inline if item.kind == "link"}
    for enclosure in enclosures[:_MOST]:
        if enclosure.type.startswith("image/") or enclosure.url in linked:
            continue
        start = len(text) + 1 if text else 0
        line = _line(enclosure)
        text = f"{text}\n{line}" if text else line
        layout.append(Range(start, len(text), "paragraph"))
        inline.append(Range(start, len(text), "link", (("href", enclosure.url),)))
    return Document(text, tuple(layout), tuple(inline))


def _line(enclosure: Enclosure) -> str:
    name = clean_line(unquote(basename(urlsplit(enclosure.url).path)))[:_LONGEST_NAME]
    size = f"{enclosure.length / 1e6:.1f} MB" if enclosure.length >= 50_000 else ""
    details = ", ".join(word for word in (clean_line(enclosure.type), size) if word)
    return f"{name or 'File'} ({details})" if details else name or "File"
