"""What stands around the headline of a page: the line that says who wrote it, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from tuinews.core.sanitize import clean_line
from tuinews.ingest.bylines import day_in

_BEFORE, _AFTER = 40, 90
"""Elements before and after the headline that are looked at."""
BYLINE = re.compile(
    r"^\W{0,3}(?:(?:written|words|story|text|posted|reported|article|reviewed)?\s{0,2}by|author|von|par|por|di|door)\b"
    r"\s{0,3}:?\s{0,3}\S",
    re.IGNORECASE,
)
_WRITTEN_BY = re.compile(r"(?:written|words|story|posted|reported|text|article)\s{1,3}by\b", re.IGNORECASE)
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:authors?|byline|writer)(?:[\s_-]?(?:name|link|details|info|meta))?(?:$|[\s_-])|author__?name|authorName"
)
_LEVELS = 5
"""How many elements around the headline are searched for what stands before it."""
_LONGEST = 160
_PASSED = frozenset({"script", "style", "noscript", "svg", "template", "nav", "form"})
_UPDATED = re.compile(r"updat|modif|edited|aktualis|mis à jour|actualiz", re.IGNORECASE)


def bylines(root: etree._Element, title: str) -> Iterator[str]:
    """Short texts near the headline that say by whom it is, the most explicit first."""
    around = list(_around(root, title))
    lines = [(element, clean_line(_words(element))) for element in around]
    short = [(element, line) for element, line in lines if 3 < len(line) <= _LONGEST]
    yield from sorted((line for _, line in short if BYLINE.match(line)), key=len)
    for element, line in short:
        said = " ".join(element.get(name) or "" for name in ("class", "rel", "itemprop"))
        if _AUTHOR_CLASS.search(said) and not is_comment(element):
            yield line


def is_comment(element: etree._Element) -> bool:
    """Whether an element stands among what readers wrote."""
    around = (element, *element.iterancestors())
    return any("comment" in f"{item.get('class') or ''} {item.get('id') or ''}".lower() for item in around)


def signatures(root: etree._Element) -> Iterator[str]:
    """Short texts anywhere on a page that say in so many words who wrote something."""
    for element in root.iter("p", "span", "div", "address", "li"):
        begun = (element.text or "").strip()
        if len(begun) < _LONGEST and _WRITTEN_BY.match(begun):
            line = clean_line(_words(element))
            if len(line) <= _LONGEST:
                yield line


def moments(root: etree._Element, title: str) -> Iterator[str]:
    """The dates of `time` elements near the headline, those of an update last."""
    found = [element for element in _around(root, title) if element.tag == "time" and element.get("datetime")]
    for element in sorted(found, key=_is_update):
        yield element.get("datetime") or ""


def written_days(root: etree._Element, title: str) -> Iterator[str]:
    """The dates that short texts near the headline name, those of an update last."""
    around = list(_around(root, title))
    lines = [clean_line(_words(element)) for element in around] + [clean_line(element.tail or "") for element in around]
    named = [(line, day) for line in lines if 5 < len(line) <= _LONGEST and (day := day_in(line))]
    yield from (day for _, day in sorted(named, key=lambda found: bool(_UPDATED.search(found[0]))))


def _is_update(element: etree._Element) -> bool:
    parent = element.getparent()
    before = "" if parent is None else f"{parent.text or ''} {parent.get('class') or ''}"
    return bool(_UPDATED.search(f"{before} {element.get('class') or ''} {element.get('itemprop') or ''}"[:500]))


def _around(root: etree._Element, title: str) -> Iterator[etree._Element]:
    wanted = _folded(title)
    named = (item for item in root.iter("h1", "h2", "h3", "legend") if _folded(_words(item)) == wanted)
    headline = next(named, None)
    headline = next(root.iter("h1"), None) if headline is None else headline
    if headline is None:
        return
    inside = set(headline.iterdescendants())
    before = list(islice(_elements_before(headline), _BEFORE))
    after = islice((item for item in _elements_after(headline) if item not in inside), _AFTER)
    yield headline
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
    place: etree._Element | None = element
    for _ in range(_LEVELS):
        if place is None:
            return
        for sibling in place.itersiblings(preceding=True):
            if sibling.tag not in _PASSED:
                yield from sibling.iter()
        place = place.getparent()


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
