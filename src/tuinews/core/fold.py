"""Words into search terms: the one function that index and query both pass through.

Case and diacritics are folded, words are stemmed where the language has a stemmer, text without spaces between
words (Chinese, Japanese, Thai …) is cut into overlapping pairs of characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from threading import Lock
from typing import NamedTuple

FOLD_VERSION = 1
"""Changes whenever the same text may give other terms; an index of another version is made again."""

_STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip

UNSPACED = (
    "\u0e01-\u0e4f\u0e81-\u0eff\u1000-\u104f\u1780-\u17d3"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3031-\u3035\u3041-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
# Letters and digits, and the vowel signs and points that Python's \w leaves out in the middle of a word.
_MARKS = "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
_WORD = re.compile(rf"(?P<unspaced>[{UNSPACED}]+)|(?:[^\W_](?<![{UNSPACED}]))(?:[^\W_{UNSPACED}]|[{_MARKS}])*")
_SPACED_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_ASCII_WORD = re.compile("[A-Za-z0-9]+")
_NO_SPACES = re.compile(f"[{UNSPACED}]")
_SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "þ": "th"})
_TYPOGRAPHY = "“”„‘’‚«»–—…\u00a0"  # no part of a word; without it most English is ASCII
_LONGEST = 64  # a longer "word" is no word; the index keeps its beginning


class Term(NamedTuple):
    """A search term and the stretch of text that it stands for."""

    term: str
    start: int
    end: int


def terms(text: str, language: str = "") -> Iterator[Term]:
    """The search terms of a text, in order. `language` is a BCP 47 tag; unknown ones are not stemmed."""
    stem = _stemmer(language[:2].lower())
    for match in _WORD.finditer(text):
        if match.lastgroup == "unspaced":
            yield from _pairs(match.group(), match.start())
        else:
            yield Term(stem(match.group()), match.start(), match.end())


def index_text(text: str, language: str = "") -> str:
    """The terms of a text joined by spaces: what the full-text index is given."""
    # The same terms without their places, several times as fast: the index is most of what storing an article costs.
    spaced = text
    for mark in _TYPOGRAPHY:
        spaced = spaced.replace(mark, " ")
    if spaced.isascii():
        words = _ASCII_WORD.findall(spaced)
    elif _NO_SPACES.search(text):
        return " ".join(term.term for term in terms(text, language))
    else:
        words = _SPACED_WORD.findall(spaced)
    return " ".join(map(_stemmer(language[:2].lower()), words))


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script that has no spaces, so that its terms are pairs."""
    return _NO_SPACES.match(word) is not None


def stem_word(word: str, language: str = "") -> str:
    """The term of one word."""
    return _stemmer(language[:2].lower())(word)


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """One word without case and diacritics: "Übergrößen" → "ubergrossen"."""
    word = word[:_LONGEST].casefold()
    if word.isascii():
        return word
    word = unicodedata.normalize("NFKD", word.translate(_SPECIAL))
    bare = "".join(char for char in word if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare) or word


def fold(text: str) -> str:
    """A whole text without case and diacritics, for comparing names."""
    return " ".join(fold_word(match.group()) for match in _WORD.finditer(text))


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    if language not in _STEMMERS:
        return fold_word
    import snowballstemmer  # deferred: only a search or an index needs it

    stemmer = snowballstemmer.stemmer(_STEMMERS[language])

    # English has no diacritics of its own; elsewhere the stemmer must see them.
    prepare = fold_word if language == "en" else str.lower
    one_at_a_time = Lock()  # a stemmer keeps the word that it is at

    @lru_cache(maxsize=200_000)
    def stem(word: str) -> str:
        with one_at_a_time:
            return fold_word(stemmer.stemWord(prepare(word[:_LONGEST])))

    return stem


def _pairs(run: str, at: int) -> Iterator[Term]:
    folded = unicodedata.normalize("NFKC", run) if len(unicodedata.normalize("NFKC", run)) == len(run) else run
    if len(run) == 1:
        yield Term(folded, at, at + 1)
    for i in range(len(run) - 1):
        yield Term(folded[i : i + 2], at + i, at + i + 2)
