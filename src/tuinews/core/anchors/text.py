"""A text in which anchors are sought, and where in it words stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, compress, count, pairwise
from typing import NamedTuple

from tuinews.core.anchors.words import WORD, Stretch, fold
from tuinews.core.fold import UNSPACED

_INSIDE = re.compile(rf"[^\W_{UNSPACED}]{{2}}")
_NO_SPACES = re.compile(f"[{UNSPACED}]")
_MARKS = ".,;:!?\"'()[]-/…"  # what stands close to words and is none
_LONGEST = 64  # characters of a word that is not to be cut in two
_RARE = 8  # times that a word stands in the text, up to which it tells where a stretch is
_ENOUGH_RARE = 4  # rare words of a stretch, from which on they lead to where it is
_ASKED = 6  # rare words, the longest ones, that are enough where the text is not indexed
_SHORT_TEXT = 20_000  # characters; such a text is always indexed
_COMMON = 48  # times that two words stand in a row, from which on they tell nothing of where a stretch is
_TOO_COMMON = 2_000  # times that each of two words stands in a text, beyond which they are not sought in a row


class Lead(NamedTuple):
    """A word of a short text, where it starts there, and where it stands in the text that is looked through."""

    at: int
    word: str
    places: list[int]


class Text:
    """A text in which anchors are sought. What is asked for first is worked out then, and kept."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked: Sequence[str] = ()
        """The folded words of the anchors, in their context, that are sought in all of the text."""

    @cached_property
    def folded(self) -> str:
        """The folded text, character for character."""
        return fold(self.text)

    @cached_property
    def index(self) -> Index:
        """Where the words asked for stand. It costs as much as to look about sixty of them up without it."""
        return Index(self.folded, self.asked)

    @property
    def is_indexed(self) -> bool:
        """Whether that was worked out already, so that looking through all of the text costs little."""
        return "index" in self.__dict__

    def leads(self, folded: str) -> tuple[list[Lead], bool]:
        """What leads to the stretches that have much in common with a short text: its rare words, and whether these are
        enough; otherwise also each two words in a row."""
        if not self.is_indexed and len(self.text) > _SHORT_TEXT:
            found: list[Lead] = []
            for word in sorted(set(folded.split()), key=len, reverse=True):
                places = _occurrences(self.folded, word)
                if len(places) <= _RARE:
                    found.append(Lead(folded.index(word), word, places))
                if len(found) == _ASKED:
                    return found, True
        rare = self.index.rare(folded)
        return (rare, True) if len(rare) >= _ENOUGH_RARE else (rare + self.index.pairs(folded), False)

    def cut_at(self, at: int) -> bool:
        """Whether a stretch that begins or ends there cuts a word in two."""
        return at > 0 and _INSIDE.match(self.folded, at - 1) is not None

    def stretch(self, low: int, high: int) -> Stretch:
        """The words between two offsets, and those that these would cut in two."""
        low, high = max(0, low), min(high, len(self.text))
        if self.cut_at(low):
            low = self.folded.rfind(" ", max(0, low - _LONGEST), low) + 1 or low
        if self.cut_at(high):
            high = max(high, self.folded.find(" ", high, high + _LONGEST))
        return Stretch(self.text, self.folded[low:high], low)


class Index:
    """Where words stand in a folded text: the rare ones of the short texts `asked`, and each two in a row. A word is
    what stands between two spaces or marks; in a text with scripts that have no spaces, one of their characters."""

    def __init__(self, folded: str, asked: Iterable[str]) -> None:
        self._spaced = folded.isascii() or not _NO_SPACES.search(folded)
        self._words, self._starts = self._cut(folded)
        self._rare = self._places_of({word for short in asked for word in self._cut(short)[0]})
        self._last = "", list[Lead]()

    def _places_of(self, asked: set[str]) -> dict[str, list[int]]:
        """Where each of these words stands, if it is rare."""
        words, starts, spaced = self._words, self._starts, self._spaced
        asked.discard("")
        found: dict[str, list[int]] = {word: [] for word in asked}
        # A word that turned out to be common is not asked for any more: most of a text is a few common words.
        for number in compress(count(), map(asked.__contains__, words)):
            places = found[words[number]]
            if len(places) == _RARE:
                asked.remove(words[number])
                del found[words[number]]
            else:
                places.append(starts[number] + number * spaced)
        return found

    def _cut(self, folded: str) -> tuple[list[str], list[int]]:
        """The words, and the sum of the characters before each (without the spaces between them where there are)."""
        if not self._spaced:
            words = WORD.findall(folded)
            return list(map(str.rstrip, words)), list(accumulate(map(len, words), initial=0))
        for mark in _MARKS:
            folded = folded.replace(mark, " ")
        words = folded.split(" ")
        return words, list(accumulate(map(len, words), initial=0))

    def _words_of(self, folded: str) -> list[tuple[int, str]]:
        """The words of a short text, and where each starts in it."""
        words, starts = self._cut(folded)
        return [(starts[number] + number * self._spaced, word) for number, word in enumerate(words) if word]

    def rare(self, folded: str) -> list[Lead]:
        """The words of a short text that was asked for that are rare in the text, or not in it."""
        if folded != self._last[0]:
            rare = self._rare
            self._last = folded, [Lead(at, word, rare[word]) for at, word in self._words_of(folded) if word in rare]
        return self._last[1]

    def lacks_one(self, folded: str, start: int, end: int) -> bool:
        """Whether a whole word between two offsets of a short text that was asked for stands nowhere in the text."""
        return any(not places and start < at < end - len(word) for at, word, places in self.rare(folded))

    def pairs(self, folded: str) -> list[Lead]:
        """Each two words in a row of a short text, but for those that are common."""
        leads = (
            Lead(at, word, self._starts_of(self._in_a_row(word, following)))
            for (at, word), (_, following) in pairwise(self._words_of(folded))
        )
        return [lead for lead in leads if len(lead.places) <= _COMMON]

    def _in_a_row(self, word: str, following: str) -> Iterable[int]:
        """Which words are followed by another; none when both are too common to look."""
        first, second, words = self._all.get(word, []), self._all.get(following, []), self._words
        if min(len(first), len(second)) > _TOO_COMMON:
            return ()
        if len(first) <= len(second):
            return (at for at in first if words[at + 1 : at + 2] == [following])
        return (at - 1 for at in second if at and words[at - 1] == word)

    def _starts_of(self, numbers: Iterable[int]) -> list[int]:
        return [self._starts[number] + number * self._spaced for number in numbers]

    @cached_property
    def _all(self) -> dict[str, list[int]]:
        """Which words of the text each word is: only for texts of which few are rare."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self._words):
            found[word].append(number)
        return found


def _occurrences(folded: str, word: str) -> list[int]:
    """Where a word stands, up to once more than a rare one."""
    found: list[int] = []
    at = folded.find(word)
    while at >= 0 and len(found) <= _RARE:
        found.append(at)
        at = folded.find(word, at + 1)
    return found
