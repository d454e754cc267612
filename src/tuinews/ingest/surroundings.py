"""What stands around the headline of a page: the line that says who wrote it, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from tuinews.core.sanitize import clean_line

_BEFORE, _AFTER = 20, 90
"""Elements before and after the headline that are looked at."""
_BYLINE = re.compile(
    r"^\W{0,3}(?:(?:written|words|story|text|posted|reported|article|reviewed)?\s{0,2}by|author|von|par|por|di|door)\b\s{0,3}:?\s{0,3}\S",
    re.IGNORECASE,
)
_AUTHOR_CLASS = re.compile(r"(?:^|[\s_-])(?:authors?|byline|writer)(?:[\s_-]?name|[\s_-]?link)?(?:$|[\s_-])|author__?name|authorName")
_LONGEST = 160
_PASSED = frozenset({"script", "style", "noscript", "svg", "template", "nav", "form"})
_UPDATED = re.compile(r"updat|modif|edited|aktualis|mis à jour|actualiz", re.IGNORECASE)


def bylines(root: etree._Element, title: str) -> Iterator[str]:
    """Short texts near the headline that say by whom it is, the most explicit first."""
    around = list(_around(root, title))
    lines = [(element, clean_line(_words(element))) for element in around]
    short = [(element, line) for element, line in lines if 3 < len(line) <= _LONGEST]
    yield from sorted((line for _, line in short if _BYLINE.match(line)), key=len)
    for element, line in short:
        if _AUTHOR_CLASS.search(f"{element.get('class') or ''} {element.get('rel') or ''} {element.get('itemprop') or ''}"):
            yield line


def moments(root: etree._Element, title: str) -> Iterator[str]:
    """The dates of `time` elements near the headline, those of an update last."""
    found = [element for element in _around(root, title) if element.tag == "time" and element.get("datetime")]
    for element in sorted(found, key=_is_update):
        yield element.get("datetime") or ""


def _is_update(element: etree._Element) -> bool:
    parent = element.getparent()
    before = "" if parent is None else f"{parent.text or ''} {parent.get('class') or ''}"
    return bool(_UPDATED.search(f"{before} {element.get('class') or ''} {element.get('itemprop') or ''}"[:500]))


def _around(root: etree._Element, title: str) -> Iterator[etree._Element]:
    wanted = _folded(title)
    headline = next((item for item in root.iter("h1", "h2") if _folded(_words(item)) == wanted), None)
    headline = next(root.iter("h1"), None) if headline is None else headline
    if headline is None:
        return
    inside = set(headline.iterdescendants())
    before = list(islice(_elements_before(headline), _BEFORE))
    after = islice((item for item in _elements_after(headline) if item not in inside), _AFTER)
    yield from after
    yield from before


def _elements_after(element: etree._Element) -> Iterator[etree._Element]:
    """In document order, what follows an element, without what no one sees."""
    place: etree._Element | None = element
    while place is not None:
        for sibling in place.itersiblings():
            if sibling.tag not in _PASSED:
                yield from (item for item in sibling.iter() if item.tag not in _PASSED)
        place = place.getparent()


def _elements_before(element: etree._Element) -> Iterator[etree._Element]:
    for sibling in element.itersiblings(preceding=True):
        if sibling.tag not in _PASSED:
            yield from sibling.iter()


def _words(element: etree._Element) -> str:
    """The text of an element, its beginning when it is long."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(str(piece))
        length += len(pieces[-1])
        if length > 4 * _LONGEST:
            break
    return " ".join(pieces)


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
