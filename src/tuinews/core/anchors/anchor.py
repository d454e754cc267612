"""What is kept of a stretch of words, and where it is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CONTEXT = 96
"""Characters of prefix and suffix that a new anchor keeps. Older ones may have fewer."""

How = Literal["exact", "context", "approximate"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """`exact` words with the `prefix` before and the `suffix` after them; `start` and `end` in the revision
    numbered `revision` of the article."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor stands now. `score` is 1.0 for the same words in the same context. `how` is `exact` for the same
    words, where they were; `context` for the same words elsewhere; `approximate` for words that are nearly the same."""

    start: int
    end: int
    score: float
    how: How


def make_anchor(text: str, start: int, end: int, revision: int = 1) -> Anchor:
    """The anchor of `text[start:end]`. Raises ValueError when that is empty or outside the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no words at {start}-{end} in a text of {len(text)}")
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Anchor(text[start:end], before, after, start, end, revision)
