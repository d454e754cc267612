"""How an extracted text begins: its own title once more, who wrote it and when. All of it is kept beside the text."""

from __future__ import annotations

import re

from tuinews.core.document import Document, Range
from tuinews.ingest.boilerplate import keep
from tuinews.ingest.bylines import without_day
from tuinews.ingest.surroundings import BYLINE

_WORD = re.compile(r"\w+")
_LEAVES = 8
"""Leaves that are looked at."""
_PROSE = 20
"""Words of a leaf with which the article itself has begun."""
_SHORT = 12
"""Words of a line that names its author."""
_BESIDE_A_DAY = 4
"""Words that a line which is only a date may hold beside it ("Published on …", "5 min read")."""


def without_opening(document: Document, title: str, author: str) -> Document:
    """The document without leaves at its beginning that repeat title, author or date of its page."""
    leaves = list(document.leaves())
    repeated: set[int] = set()
    for number, leaf in enumerate(leaves[:_LEAVES]):
        text = document.text[leaf.start : leaf.end]
        if _same(text, title) or _same(text, author) or _is_byline(leaf, text, author) or _is_day(leaf, text):
            repeated.add(number)
        elif len(_WORD.findall(text)) > _PROSE:
            break
    if not repeated or len(repeated) == len(leaves):
        return document
    return keep(document, [leaf for number, leaf in enumerate(leaves) if number not in repeated])


def _same(text: str, said: str) -> bool:
    ours = _WORD.findall(text.casefold())
    return bool(ours) and ours == _WORD.findall(said.casefold())


def _is_byline(leaf: Range, text: str, author: str) -> bool:
    if leaf.kind != "paragraph" or not BYLINE.match(text):
        return False
    words = _WORD.findall(text.casefold())
    return len(words) <= _SHORT and not set(words).isdisjoint(_WORD.findall(author.casefold()))


def _is_day(leaf: Range, text: str) -> bool:
    if leaf.kind != "paragraph":
        return False
    rest = without_day(text)
    return rest != text and len(_WORD.findall(rest)) <= _BESIDE_A_DAY
