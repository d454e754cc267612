"""Where the words of a search stand in a text, found with the very function that made the index."""

from __future__ import annotations

from collections.abc import Sequence

from tuinews.core.fold import Term, terms
from tuinews.core.query import Query, said_by
from tuinews.library.views import Hit
from tuinews.storage.matching import is_half_pair

_MARKED_FIELDS = ("title", "said", "by", "via", "note")


def hits_in(text: str, query: Query, language: str = "") -> list[Hit]:
    """The stretches that a search's words and phrases cover, in order, none overlapping."""
    wanted = [
        (phrase := [term.term for term in terms(words, language)], node.prefix or is_half_pair(phrase))
        for node in said_by(query.tree)
        if (words := getattr(node, "text", "") or getattr(node, "value", ""))
        and getattr(node, "name", "said") in _MARKED_FIELDS
    ]
    there = list(terms(text, language)) if wanted else []
    found = sorted(hit for phrase, prefix in wanted if phrase for hit in _places(there, phrase, prefix))
    return _apart(found)


def _places(there: Sequence[Term], phrase: Sequence[str], prefix: bool) -> list[tuple[int, int]]:
    size, last = len(phrase), phrase[-1]
    found = []
    for i in range(len(there) - size + 1):
        window = there[i : i + size]
        same = all(term.term == word for term, word in zip(window[:-1], phrase[:-1], strict=True))
        end = window[-1].term
        if same and (end == last or (prefix and end.startswith(last))):
            found.append((window[0].start, window[-1].end))
    return found


def _apart(found: Sequence[tuple[int, int]]) -> list[Hit]:
    hits: list[Hit] = []
    for start, end in found:
        if hits and start < hits[-1].end:
            hits[-1] = Hit(hits[-1].start, max(end, hits[-1].end))
        else:
            hits.append(Hit(start, end))
    return hits
