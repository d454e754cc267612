"""A text as words that can be looked up: folded, cut, and each word coded as one character.

A text of 10,000 words becomes a string of 10,000 characters, in which equal characters are equal words; finding and
aligning words is then finding and aligning characters, at the speed of C.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

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
_WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+|[^\w\s]|_")
_CODES = 0x10FFFF - 1
_UNKNOWN = "\0"
_TOO_COMMON = 2_000  # times that each of two words stands in a text, beyond which they are not sought in a row


def fold(text: str) -> str:
    """The text, of the same length, with what rewriting changes without a reader's seeing it made equal: case, the
    shapes of quotation marks and dashes, kinds of white space, paragraphs merged or split."""
    for char, shape in _FOLDS:
        text = text.replace(char, shape)  # several times as fast as `translate`, which asks for each character
    return text.lower().replace("ς", "σ")


class Words:
    """A text's words. What is asked for first is worked out then, and kept."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> str:
        """The folded text, character for character."""
        return fold(self.text)

    @cached_property
    def _cut(self) -> tuple[list[int], list[int], str, dict[str, str]]:
        """Where each word starts and ends, one character for each, and which one stands for which word.

        Words that stand between the same spaces are cut once: an article says most of its words again and again.
        """
        starts: list[int] = []
        ends: list[int] = []
        coded: list[str] = []
        codes: dict[str, str] = {}
        known: dict[str, list[tuple[int, int, str]]] = {}
        at = 0
        for piece in self.folded.split(" "):
            words = known.get(piece)
            if words is None:
                words = known[piece] = []
                for match in _WORD.finditer(piece):
                    code = codes.setdefault(match[0], chr(1 + len(codes) % _CODES))
                    words.append((match.start(), match.end(), code))
            for start, end, code in words:
                starts.append(at + start)
                ends.append(at + end)
                coded.append(code)
            at += len(piece) + 1
        return starts, ends, "".join(coded), codes

    @property
    def is_cut(self) -> bool:
        """Whether that was done already, so that looking through all of the text costs little."""
        return "_cut" in self.__dict__

    @property
    def starts(self) -> list[int]:
        """Where each word starts in the text."""
        return self._cut[0]

    @property
    def ends(self) -> list[int]:
        """Where each word ends in the text."""
        return self._cut[1]

    @property
    def coded(self) -> str:
        """One character for each word."""
        return self._cut[2]

    def code(self, words: Sequence[str]) -> str:
        """Other words in this text's code; a word that the text does not have is one that it never has."""
        codes = self._cut[3]
        return "".join([codes.get(word, _UNKNOWN) for word in words])

    def places(self, gram: str, most: int) -> Sequence[int]:
        """Where a coded word, or two in a row, stand, in order; nothing when there are more than `most`."""
        first, last = self._singles.get(gram[0], ()), self._singles.get(gram[-1], ())
        if len(gram) == 1:
            return first if len(first) <= most else ()
        if min(len(first), len(last)) > _TOO_COMMON:
            return ()
        if len(first) <= len(last):
            found = [at for at in first if self.coded.startswith(gram[1], at + 1)]
        else:
            found = [at - 1 for at in last if at and self.coded[at - 1] == gram[0]]
        return found if len(found) <= most else ()

    @cached_property
    def _singles(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for i, code in enumerate(self.coded):
            if code in found:
                found[code].append(i)
            else:
                found[code] = [i]
        return found

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The first of the words that touch a stretch of the text, and the one after the last."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def cut_by(self, start: int, end: int) -> bool:
        """Whether a stretch begins or ends inside a word."""
        first, last = self.between(start, end)
        return first < last and (self.starts[first] < start or self.ends[last - 1] > end)

    def same_line(self, word: int, other: int) -> int:
        """The word nearest to `other` that stands in the same line as `word`."""
        while word != other:
            step = 1 if word < other else -1
            if not 0 <= word + step < len(self.starts):
                break
            low, high = sorted((word, word + step))
            if "\n" in self.text[self.ends[low] : self.starts[high]]:
                break
            word += step
        return word

    def weight(self, first: int, last: int) -> int:
        """How much the words `first` to `last` tell, in characters."""
        return sum(
            _weight(self.folded[a:b]) for a, b in zip(self.starts[first:last], self.ends[first:last], strict=True)
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """An anchor as words in the code of one text: those of its prefix, its own, and those of its suffix.

    Its own are `coded[first:last]`. `weights` says how much each word tells, in characters. `prefix`, `exact` and
    `suffix` are folded.
    """

    prefix: str
    exact: str
    suffix: str
    coded: str
    weights: list[int]
    first: int
    last: int
    lead: int
    """Characters of the first word that lie before the anchor, which may begin inside a word."""
    tail: int
    """Characters of the last word that lie after the anchor."""

    @property
    def cuts_words(self) -> bool:
        """Whether it begins or ends inside a word."""
        return self.lead > 0 or self.tail > 0


def quote(anchor: Anchor, words: Words) -> Quote:
    """An anchor, ready to be compared with a text."""
    start, end = len(anchor.prefix), len(anchor.prefix) + len(anchor.exact)
    folded = fold(anchor.prefix + anchor.exact + anchor.suffix)
    spans = [match.span() for match in _WORD.finditer(folded)]
    found = [folded[a:b] for a, b in spans]
    first = sum(b <= start for _, b in spans)
    last = max(first, sum(a < end for a, _ in spans))
    lead = max(0, start - spans[first][0]) if first < last else 0
    tail = max(0, spans[last - 1][1] - end) if first < last else 0
    weights = list(map(_weight, found))
    return Quote(folded[:start], folded[start:end], folded[end:], words.code(found), weights, first, last, lead, tail)


def _weight(word: str) -> int:
    """How much a word tells: its characters (but no more than a long word's), twice that in scripts without spaces."""
    return min(len(word), 12) if word.isascii() or len(word) > 1 else 1 + word.isalnum()
