"""Pass 5: a stretch of what was said, and how far it reaches once it is known where it begins."""

from __future__ import annotations

from dataclasses import dataclass

from tuinews.statements.sentences import Sentence

APPROACH = 24
"""Tokens. How far after its cue a content may begin."""


@dataclass(frozen=True, slots=True)
class Content:
    """Token numbers of what was said, and the rule that found it."""

    first: int
    stop: int
    rule: str


def quoted(sentence: Sentence, index: int, stops: list[int]) -> Content | None:
    """A content that begins with a quotation: the quotation alone if it is a sentence, else its clause."""
    after = index + 1
    if after >= len(sentence) or sentence.tags[after] in ".":
        return Content(index, after, "quote")
    first_stop = next((stop for stop in stops if stop > index), len(sentence))
    if first_stop == after or index in stops or sentence.tags[after] == ",":
        return Content(index, after, "quote")
    return until(sentence, index, stops, "partial")


def until(sentence: Sentence, first: int, stops: list[int], rule: str) -> Content | None:
    tags = sentence.tags
    stop = next((stop for stop in stops if stop > first), len(tags))
    if (sentence.lexicon.aside or sentence.lexicon.verb_second) and rule in ("that", "whether"):
        stop = next((at for at in range(first + 1, stop - 1) if _aside(sentence, at)), stop)
    while stop > first and tags[stop - 1] in ".,;:-C":
        stop -= 1
    return Content(first, stop, rule) if stop > first + (rule not in ("partial", "quote", "object")) else None


def _aside(sentence: Sentence, comma: int) -> bool:
    """Whether the narrator's own remark begins: `…, sans préciser le calendrier`."""
    if sentence.tags[comma] != ",":
        return False
    if sentence.lexicon.verb_second and sentence.tags[comma + 1 : comma + 3] in ("CV", "CX"):
        return True
    words = sentence.lows[comma + 1 : comma + 3]
    return words[0] in sentence.lexicon.aside or "_".join(words) in sentence.lexicon.aside


def quote_ahead(sentence: Sentence, index: int, bound: bool = True) -> int:
    """The next quotation of the clause; when `bound`, one that a comma or a colon opens."""
    for at in range(index, min(len(sentence), index + (8 if bound else APPROACH))):
        if sentence.tags[at] == "Q":
            return at if not bound or sentence.tags[at - 1] in ",:" else -1
        if sentence.tags[at] in "XV;.W":
            return -1
    return -1
