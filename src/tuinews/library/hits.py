"""Where the words of a search stand in a text, found with the very function that made the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tuinews.core.fold import Term, terms
from tuinews.core.phrases import Phrase, phrases
from tuinews.core.query import Query, said_by
from tuinews.library.views import Hit

_MARKED_FIELDS = ("title", "said", "by", "via", "note")


def hits_in(text: str, query: Query, language: str = "") -> list[Hit]:
    """The stretches that a search's words and phrases cover, in order, none overlapping."""
    wanted = [
        phrase
        for node in said_by(query.tree)
        if (words := getattr(node, "text", "") or getattr(node, "value", ""))
        and getattr(node, "name", "said") in _MARKED_FIELDS
        for phrase in phrases(words, language, goes_on=node.prefix)
    ]
    there = list(terms(text, language)) if wanted else []
    found = sorted({hit for phrase in wanted for hit in _places(there, phrase)})
    return _apart(found)


def _places(there: Sequence[Term], phrase: Phrase) -> Iterator[tuple[int, int]]:
    size, last = len(phrase.terms), phrase.terms[-1]
    for i in range(len(there) - size + 1):
        end = there[i + size - 1].term
        if (end == last or (phrase.prefix and end.startswith(last))) and all(
            there[i + n].term == phrase.terms[n] for n in range(size - 1)
        ):
            yield there[i].start, there[i + size - 1].end


def _apart(found: Sequence[tuple[int, int]]) -> list[Hit]:
    hits: list[Hit] = []
    for start, end in found:
        if hits and start < hits[-1].end:
            hits[-1] = Hit(hits[-1].start, max(end, hits[-1].end))
        else:
            hits.append(Hit(start, end))
    return hits
