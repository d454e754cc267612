"""How much two texts cover of each other, and which of two opinions about an article to take."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"\w+")
_GRAM = 4
_MOST_WORDS = 200_000


def prefers_second(first: str, second: str) -> bool:
    """Whether the second text is the better one: when the first misses a good part of it, though it is not much
    longer, or when the second leaves out a part of the first that looks like boilerplate."""
    ours, theirs = _words(first), _words(second)
    if not ours or not theirs:
        return bool(theirs)
    a, b = _grams(ours), _grams(theirs)
    shared = sum((a & b).values())
    covered, covers = shared / max(1, b.total()), shared / max(1, a.total())
    size = len(theirs) / len(ours)
    return (covered < 0.9 and size > 0.9) or (covers < 0.8 and size > 0.7)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)[:_MOST_WORDS]


def _grams(words: list[str]) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(words[start:] for start in range(_GRAM)), strict=False)) or Counter([tuple(words)])
