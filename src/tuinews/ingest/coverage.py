"""How much two texts cover of each other, and which of two opinions about an article to take."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"\w+")
_GRAM = 4
_MOST_WORDS = 200_000
_WHOLE_ARTICLE = 250
"""Words from which on a text may be all of an article."""
_FAR_LONGER = 2.5
"""Beside a whole article, a text so many times as long is the article and what stands around it."""


def prefers_second(first: str, second: str) -> bool:
    """Whether the second text is the better one: when the first misses a good part of it, or when the first holds all
    of it and a good deal more, which then is what stands around an article."""
    ours, theirs = _words(first), _words(second)
    if not ours or not theirs:
        return bool(theirs)
    a, b = _grams(ours), _grams(theirs)
    shared = sum((a & b).values())
    covered, covers = shared / max(1, b.total()), shared / max(1, a.total())
    size = len(theirs) / len(ours)
    misses_much = covered < 0.9 and size > 0.9 and not (size > _FAR_LONGER and len(ours) >= _WHOLE_ARTICLE)
    holds_more_around = covered > 0.97 and covers < 0.8 and size > 0.7
    return misses_much or holds_more_around


def _words(text: str) -> list[str]:
    return _WORD.findall(text)[:_MOST_WORDS]


def _grams(words: list[str]) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(words[start:] for start in range(_GRAM)), strict=False)) or Counter([tuple(words)])
