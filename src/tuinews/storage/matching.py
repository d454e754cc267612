"""Words of a search as FTS5 expressions.

Every term is quoted, so that nothing a reader types is FTS5 syntax. A word is looked for in the stems of all
languages that the library holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from tuinews.core.phrases import phrases


def expression(text: str, *, prefix: bool, languages: Sequence[str]) -> str | None:
    """The FTS5 expression for words that stand together; None when there is no word in the text. `prefix`: the last
    is a beginning."""
    found = {
        f'"{" ".join(phrase.terms)}"' + (" *" if phrase.prefix else ""): None
        for language in languages or ("",)
        for phrase in phrases(text, language, goes_on=prefix)
    }
    return f"({' OR '.join(found)})" if found else None


def in_column(column: str, matched: str) -> str:
    """An expression that must hold in one column."""
    return f"{column} : {matched}"
