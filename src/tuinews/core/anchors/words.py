"""Stretches of a text, and anchors, as words that can be laid beside each other: folded, cut, and coded.

Each word of an anchor is coded as one character. A stretch in that code is a string in which equal characters are equal
words: aligning words is then aligning characters, at the speed of C.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, repeat

from tuinews.core.anchors.anchor import Anchor
from tuinews.core.fold import UNSPACED

_SHAPES = {
    "'": '"“”„‟«»‘’‚‛‹›`´「」『』',
    "-": "‐‑‒–—―−",
    " ": "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
    + "".join(map(chr, range(0x2000, 0x200B))),
    "i": "İ",  # the one letter that grows longer when it is made small
    "σ": "ς",
}
_FOLDS = tuple((char, shape) for shape, chars in _SHAPES.items() for char in chars)
_ASCII_FOLDS = tuple((char, shape) for char, shape in _FOLDS if char.isascii())
WORD = re.compile(rf"[^\W_{UNSPACED}]+ *|(?:[{UNSPACED}]|[^\w\s]|_) *")
_UNKNOWN = "\0"
_AT_A_BREAK = " " + _SHAPES["'"] + "'.,;:!?…"  # what may stand between words and the line break beside them
_BREAKING = 8  # characters beside words in which a line break is looked for


def fold(text: str) -> str:
    """The text, of the same length, with what rewriting changes without a reader's seeing it made equal: case, the
    shapes of quotation marks and dashes, kinds of white space, paragraphs merged or split."""
    for char, shape in _ASCII_FOLDS if text.isascii() else _FOLDS:
        text = text.replace(char, shape)  # several times as fast as `translate`, which asks for each character
    return text.lower().replace("ς", "σ")


def breaks(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a line begins with the words at `start`, and whether one ends with them at `end`."""
    before = text[max(0, start - _BREAKING) : start].rstrip(_AT_A_BREAK)
    after = text[end : end + _BREAKING].lstrip(_AT_A_BREAK)
    return before[-1:] in ("", "\n"), after[:1] in ("", "\n")


class Stretch:
    """The words of a stretch of a text, in order. Offsets are the text's."""

    def __init__(self, text: str, folded: str, low: int) -> None:
        words = WORD.findall(folded)
        self.text, self.folded, self.low = text, folded, low
        low += len(folded) - len(folded.lstrip(" "))
        self.words = list(map(str.rstrip, words))
        self.starts = list(accumulate(map(len, words), initial=low))
        """Where each word starts, and, at last, where the stretch ends."""

    def end(self, word: int) -> int:
        """Where a word ends."""
        return self.starts[word] + len(self.words[word])

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The first of the words that touch a stretch of the text, and the one after the last."""
        first = max(0, bisect_right(self.starts, start) - 1)
        if first < len(self.words) and self.end(first) <= start:
            first += 1
        return first, min(len(self.words), bisect_left(self.starts, end))

    def same_line(self, word: int, other: int) -> int:
        """The word nearest to `other` that stands in the same line as `word`."""
        while word != other:
            step = 1 if word < other else -1
            if not 0 <= word + step < len(self.words):
                break
            low, high = sorted((word, word + step))
            if "\n" in self.text[self.end(low) : self.starts[high]]:
                break
            word += step
        return word

    def weight(self, first: int, last: int) -> int:
        """How much the words `first` to `last` tell, in characters."""
        return sum(map(_weight, self.words[first:last]))


class Quote:
    """An anchor in its context, folded, and as words, each coded as one character: those of its prefix, its own
    (`coded[first:last]`), and those of its suffix."""

    def __init__(self, anchor: Anchor) -> None:
        self.text = anchor.prefix + anchor.exact + anchor.suffix
        self.whole = fold(self.text)
        self.start = len(anchor.prefix)
        self.end = self.start + len(anchor.exact)

    @cached_property
    def prefix(self) -> str:
        """What stood before the anchor, folded."""
        return self.whole[: self.start]

    @cached_property
    def exact(self) -> str:
        """What is anchored, folded."""
        return self.whole[self.start : self.end]

    @cached_property
    def suffix(self) -> str:
        """What stood after the anchor, folded."""
        return self.whole[self.end :]

    @cached_property
    def _words(self) -> Stretch:
        return Stretch(self.whole, self.whole, 0)

    @cached_property
    def first(self) -> int:
        """The first of its own words."""
        return self._words.between(self.start, self.end)[0]

    @cached_property
    def last(self) -> int:
        """The one after the last of its own words."""
        return max(self._words.between(self.start, self.end))

    @cached_property
    def lead(self) -> int:
        """Characters of the first word that lie before the anchor, which may begin inside a word."""
        return max(0, self.start - self._words.starts[self.first]) if self.first < self.last else 0

    @cached_property
    def tail(self) -> int:
        """Characters of the last word that lie after the anchor."""
        return max(0, self._words.end(self.last - 1) - self.end) if self.first < self.last else 0

    @cached_property
    def breaks(self) -> tuple[bool, bool]:
        """Whether a line began and ended with it."""
        return breaks(self.text, self.start, self.end)

    @property
    def cuts_words(self) -> bool:
        """Whether it begins or ends inside a word."""
        return self.lead > 0 or self.tail > 0

    def is_mark(self, word: int) -> bool:
        """Whether one of its words is a mark: no letter or digit."""
        return not self._words.words[word].isalnum()

    @cached_property
    def weights(self) -> list[int]:
        """How much each word tells, in characters."""
        return list(map(_weight, self._words.words))

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {word: chr(1 + number) for number, word in enumerate(dict.fromkeys(self._words.words))}

    @cached_property
    def coded(self) -> str:
        """Its words, one character for each."""
        return self.code(self._words.words)

    def code(self, words: Sequence[str]) -> str:
        """Other words in its code; a word that it does not have is one that it never has."""
        return "".join(map(self._codes.get, words, repeat(_UNKNOWN)))


@lru_cache(maxsize=8_192)
def _weight(word: str) -> int:
    """How much a word tells: its characters (but no more than a long word's), twice that in scripts without spaces."""
    return min(len(word), 12) if word.isascii() or len(word) > 1 else 1 + word.isalnum()
