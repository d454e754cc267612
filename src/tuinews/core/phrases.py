"""What somebody typed as terms of the index. A text has one term for each word; what is typed may stand for several:
its accents may be left out, and its end not be typed yet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from tuinews.core.endings import ENDINGS
from tuinews.core.fold import Term, fold_word, is_unspaced, stem_word, terms

_LONGEST = 60  # words
_MOST = 16  # readings of one phrase
_SHORTEST = 3  # letters before an ending


class Phrase(NamedTuple):
    """Terms that follow each other; `prefix`: the last is the beginning of one."""

    terms: tuple[str, ...]
    prefix: bool = False


def phrases(text: str, language: str = "", *, goes_on: bool = False) -> list[Phrase]:
    """The phrases of terms that words which stand together may be in a language, the likeliest first; none where
    there is no word. `goes_on`: the last word is a beginning (of a single letter it is none: half of a library begins
    with it)."""
    words = list(islice(terms(text, language), _LONGEST))
    if not words:
        return []
    leads = product(*(_readings(text, term, language) for term in words[:-1]))
    last = words[-1]
    ends = list(_beginnings(text, last, language) if goes_on else _whole(text, last, language))
    return [Phrase((*lead, *end.terms), end.prefix) for lead, end in islice(product(leads, ends), _MOST)]


def _whole(text: str, last: Term, language: str) -> Iterator[Phrase]:
    half_pair = len(last.term) == 1 and last.term > "\u0e00"  # any pair of characters that begins with it
    for term in _readings(text, last, language):
        yield Phrase((term,), half_pair)


def _beginnings(text: str, last: Term, language: str) -> Iterator[Phrase]:
    typed = text[last.start : last.end]
    if is_unspaced(typed) or len(typed) == 1:
        yield from _whole(text, last, language) if len(typed) == 1 else [Phrase((last.term,), True)]
        return
    folded = fold_word(typed)
    yield Phrase((folded,), True)
    for term in stems(typed, language, goes_on=True):
        if not term.startswith(folded):  # the word has outgrown its stem
            yield Phrase((term,))


def _readings(text: str, term: Term, language: str) -> tuple[str, ...]:
    typed = text[term.start : term.end]
    return (term.term,) if is_unspaced(typed) else stems(typed, language)


@lru_cache(maxsize=8_192)
def stems(word: str, language: str, *, goes_on: bool = False) -> tuple[str, ...]:
    """The terms under which an index may hold a word that somebody typed, the likeliest first: that of the word as it
    stands, and those of the words that it is without accents. `goes_on`: or of longer words that begin so."""
    found = {stem_word(word, language): None}
    for ending in ENDINGS.get(language[:2].lower(), ()):
        folded = fold_word(ending)
        for length in range(len(folded), -1 if goes_on else len(folded) - 1, -1):
            stem, typed = word[: len(word) - length], word[len(word) - length :]
            if len(stem) >= _SHORTEST and fold_word(typed) == folded[:length] and (goes_on or ending != folded):
                found[stem_word(stem + ending, language)] = None
    return tuple(found)
