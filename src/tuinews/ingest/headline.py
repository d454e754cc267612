"""The title of a page: the heading that readers see, told apart from the names of sites and sections."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from tuinews.core.sanitize import clean_line

_SEPARATOR = re.compile(r"\s+[|·•»›:–—-]+\s+|\s*[|»›]\s*")
_WORD = re.compile(r"\w+")
_LONGEST = 400
_MOST_HEADINGS = 12
_SHARED = 0.5
"""The share of an only heading's words that its page's title repeats."""


def headline(root: etree._Element, said: Iterable[str], outlet: str) -> str:
    """The title among the page's headings and what it `said` in metadata (best first, the `title` element last)."""
    titles = [line for value in said if (line := clean_line(value)[:_LONGEST])]
    headings = _headings(root, outlet)
    shown = [heading for heading in headings if any(_within(heading, title) for title in titles)]
    if shown:
        return max(shown, key=len)
    for title in (without_outlet(title, outlet) for title in titles):
        if any(_is_dated(heading, title) for heading in headings):
            return title
    if len(headings) == 1 and len(_WORD.findall(headings[0])) > 2:
        return headings[0]
    similar = [heading for heading in headings if any(_overlap(heading, title) >= _SHARED for title in titles)]
    if similar:
        return similar[0]
    return without_outlet(titles[0], outlet) if titles else next(iter(headings), "")


def _is_dated(heading: str, title: str) -> bool:
    """Whether a heading is a title of some length with a date or a count beside it."""
    ours = _words(title)
    if len(ours) < 4 or len(heading) > 2 * len(title) or not _within(title, heading):
        return False
    beside = f" {' '.join(_words(heading))} ".replace(f" {' '.join(ours)} ", " ", 1).split()
    return any(word.isdecimal() for word in beside)


def without_outlet(title: str, outlet: str) -> str:
    """A title without the name of the site, or the shorter parts that stand around separators."""
    parts = [part for part in _SEPARATOR.split(title) if part]
    if len(parts) < 2:
        return title
    longest = max(parts, key=len)
    kept = [part for part in parts if not _names(part, outlet, longest=part == longest)]
    if outlet and len(kept) < len(parts) and kept:
        first, last = title.find(kept[0]), title.rfind(kept[-1])
        return title[first : last + len(kept[-1])]
    return longest if len(_WORD.findall(longest)) > 3 and longest in (parts[0], parts[-1]) else title


def _names(part: str, outlet: str, *, longest: bool) -> bool:
    """Whether a part of a title is the site's name, or (unless it is the longest part) that with a word or two."""
    ours, theirs = _words(part), _words(outlet)
    if ours == theirs or longest or not ours or not theirs or abs(len(ours) - len(theirs)) > 2:
        return ours == theirs
    return ours[: len(theirs)] == theirs or theirs[: len(ours)] == ours


def _headings(root: etree._Element, outlet: str) -> list[str]:
    """The first-level headings that can be titles, in order."""
    found: dict[str, None] = {}
    for number, element in enumerate(root.iter("h1")):
        if number >= _MOST_HEADINGS:
            break
        line = clean_line(" ".join(str(piece) for piece in element.itertext()))
        if 2 < len(line) <= _LONGEST and _words(line) != _words(outlet):
            found.setdefault(line)
    return list(found)


def _within(heading: str, title: str) -> bool:
    inner, outer = _words(heading), _words(title)
    if not inner or (len(inner) == 1 and len(heading) < 10 and inner != outer):
        return False
    return f" {' '.join(inner)} " in f" {' '.join(outer)} "


def _overlap(heading: str, title: str) -> float:
    words = set(_words(heading))
    return len(words & set(_words(title))) / len(words) if len(words) > 2 else 0.0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))
