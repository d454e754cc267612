"""Words of a search as FTS5 expressions.

Every term is quoted, so that nothing a reader types is FTS5 syntax. A word is looked for in the stems of all
languages that the library holds; a beginning (`pref*`) also as the stem that it may already have outgrown.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from tuinews.core.fold import fold_word, terms

_LONGEST_PHRASE = 60  # words


def expression(text: str, *, prefix: bool, languages: Sequence[str]) -> str | None:
    """The FTS5 expression for words that stand together; None when there is no word in the text. A single letter is
    no beginning: half of the library would begin with it."""
    phrases: dict[str, None] = {}
    for language in (*languages, "") if not languages or prefix else languages:
        stems = [term.term for term in islice(terms(text, language), _LONGEST_PHRASE)]
        if stems:
            phrases[_phrase(stems, (prefix and len(stems[-1]) > 1) or is_half_pair(stems))] = None
            if prefix and language:
                phrases[_phrase(stems, False)] = None
    return f"({' OR '.join(phrases)})" if phrases else None


def in_column(column: str, matched: str) -> str:
    """An expression that must hold in one column."""
    return f"{column} : {matched}"


def _phrase(stems: Sequence[str], prefix: bool) -> str:
    return f'"{" ".join(stems)}"' + (" *" if prefix else "")


def is_half_pair(stems: Sequence[str]) -> bool:
    """A single character of a script that is indexed in pairs: any pair that begins with it."""
    return len(stems) == 1 and len(stems[0]) == 1 and fold_word(stems[0]) > "\u0e00"
