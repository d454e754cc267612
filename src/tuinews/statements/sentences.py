"""Pass 2: a paragraph → its sentences as the narrator wrote them.

A quotation is one opaque token of its sentence, whatever is inside it: `"A. B," he said.` is one sentence. Each
token has a tag, one letter; a sentence's tags together are a string, so that the later passes can say what they
look for as small regular expressions over it:

    D determiner   R pronoun   O object pronoun   W relative   H question word   T "that"   P preposition
    I "to"   C and, or, but   S subordinator   X auxiliary   A adverb   V verb   L past form   E -ing form
    Z time   N noun or adjective   M name   # number   G possessive 's   Q quotation
    , : ; - ( ) .  punctuation   ? anything else
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tuinews.statements.lexicon import Lexicon
from tuinews.statements.marks import Quote

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|\d[\d.,]*\d|\d"
    r"|['’](?:s|re|ve|ll|d|m|S)\b"
    r"|[@#]?[^\W_]+(?:[-‑.'’](?!(?:s|re|ve|ll|d|m|S)\b)[^\W_]+)*"
    r"|\.{2,}|--+|,\s?[—–]|[^\s\w]|_+"
)
PUNCTUATION = {
    ",": ",", ", —": ",", ", –": ",", ",—": ",", ",–": ",", "，": ",", "、": ",", ":": ":", "：": ":", ";": ";", "；": ";", "—": "-", "–": "-", "--": "-", "-": "-",
    "―": "-", "‒": "-", "(": "(", "[": "(", ")": ")", "]": ")", ".": ".", "!": ".", "?": ".", "…": ".", "...": ".", "。": ".", "！": ".", "？": ".",
}  # fmt: skip
GOES_ON = re.compile(r" ?[,;:]| [a-z]")
"""What follows a full stop that ends no sentence."""
NAME_BEFORE = re.compile(r"\b[^\W\d_a-z]\w+ $")
LONGEST_NICKNAME = 16
"""Characters."""
LONGEST_MODIFIER = 5
"""Tokens between a determiner and its noun."""
LONGEST_QUOTED_NAME = 5
"""Words."""
LONGEST_TITLE = 90
"""Characters."""
LONGEST_SENTENCE = 240
"""Tokens. A longer stretch without a full stop is cut, so that no pass looks further."""
LONGEST_WORD = 60


@dataclass(slots=True)
class Sentence:
    """Tokens of one sentence, as lists of equal length; `tags` has one letter for each of them, `text` is the
    whole article."""

    text: str
    lexicon: Lexicon
    words: list[str]
    lows: list[str]
    tags: str
    starts: list[int]
    ends: list[int]
    quotes: dict[int, Quote]

    def __len__(self) -> int:
        return len(self.words)

    @property
    def start(self) -> int:
        return self.starts[0]

    @property
    def end(self) -> int:
        return self.ends[-1]


def sentences_in(text: str, start: int, end: int, quotes: list[Quote], lexicon: Lexicon) -> Iterator[Sentence]:
    """The sentences of one paragraph, in order. `quotes` are the paragraph's."""
    words: list[str] = []
    lows: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    inside: list[Quote | None] = []
    at = start
    for quote in [*(quote for quote in quotes if not _nickname(text, quote)), None]:
        _tokens(text, at, quote.start if quote else end, lexicon, words, lows, starts, ends)
        inside += [None] * (len(words) - len(inside))
        if quote:
            name = lexicon.quoted_names and bool(lows) and _is_name(text, quote, lows[-1], lexicon)
            words.append(text[quote.inner_start : quote.inner_end] if name else '"')
            lows.append(words[-1].lower())
            starts.append(quote.start)
            ends.append(quote.end)
            inside.append(None if name else quote)
            at = quote.end
    yield from _split(text, words, lows, starts, ends, inside, lexicon)


def _is_name(text: str, quote: Quote, before: str, lexicon: Lexicon) -> bool:
    """Whether marks hold the name of the organisation before them: Компания «Гидромаш»."""
    inner = text[quote.inner_start : min(quote.inner_end, quote.inner_start + LONGEST_TITLE)]
    return (
        quote.closed
        and quote.inner_end - quote.inner_start < LONGEST_TITLE
        and inner[:1].isupper()
        and inner[-1].isalnum()
        and len(inner.split()) <= LONGEST_QUOTED_NAME
        and "organisation" in lexicon.noun_kinds(before)
    )


def _nickname(text: str, quote: Quote) -> bool:
    """Whether a quotation is part of a name: Marcia "Cia" Price."""
    inner = text[quote.inner_start : min(quote.inner_end, quote.inner_start + LONGEST_NICKNAME)]
    around = text[quote.end : quote.end + 2]
    return (
        quote.closed
        and quote.inner_end - quote.inner_start < LONGEST_NICKNAME
        and inner.isalpha()
        and inner[0].isupper()
        and around[:1] == " "
        and around[1:].isupper()
        and bool(NAME_BEFORE.search(text, max(0, quote.start - 30), quote.start))
    )


def _tokens(
    text: str, start: int, end: int, lexicon: Lexicon, words: list[str], lows: list[str], starts: list[int], ends: list[int]
) -> None:
    abbreviations = lexicon.abbreviations
    for match in TOKEN.finditer(text, start, end):
        word = match.group()
        at = match.start()
        if word == "." and ends and ends[-1] == at and (
            lows[-1] in abbreviations or _initial(words[-1]) or GOES_ON.match(text, at + 1)
        ):
            words[-1] += "."
            lows[-1] += "."
            ends[-1] = at + 1
            continue
        for piece in pieces_of(word, lexicon) if lexicon.elided or lexicon.enclitic else (word,):
            words.append(piece)
            lows.append(piece.lower().replace("’", "'").lstrip("-"))
            starts.append(at)
            at += len(piece)
            ends.append(at)


def pieces_of(word: str, lexicon: Lexicon) -> Iterator[str]:
    """A word without what is joined to it: l'océan → l' océan, a-t-il → a -t-il."""
    if word.startswith("-") or not word[-1].isalpha():
        yield word
        return
    head, mark, tail = word.replace("’", "'").partition("'")
    if mark and head.lower() + mark in lexicon.elided:
        yield word[: len(head) + 1]
        yield from pieces_of(word[len(head) + 1 :], lexicon)
        return
    stem, hyphen, pronoun = word.rpartition("-")
    if hyphen and pronoun.lower() in lexicon.enclitic:
        stem = stem.removesuffix("-t")
        yield stem
        yield word[len(stem) :]
    else:
        yield word


def _initial(word: str) -> bool:
    return len(word) == 1 and word.isupper() and word != "I"


def _split(
    text: str,
    words: list[str],
    lows: list[str],
    starts: list[int],
    ends: list[int],
    inside: list[Quote | None],
    lexicon: Lexicon,
) -> Iterator[Sentence]:
    first = 0
    count = len(words)
    for number in range(count):
        last = number + 1 == count
        if last or number - first >= LONGEST_SENTENCE or _ends_here(text, words, lows, inside, number, lexicon):
            stop = number + 1
            tags = _tag(words[first:stop], lows[first:stop], inside[first:stop], lexicon)
            quotes = {at - first: quote for at in range(first, stop) if (quote := inside[at])}
            yield Sentence(text, lexicon, words[first:stop], lows[first:stop], tags, starts[first:stop], ends[first:stop], quotes)
            first = stop


def _ends_here(
    text: str, words: list[str], lows: list[str], inside: list[Quote | None], number: int, lexicon: Lexicon
) -> bool:
    following = words[number + 1]
    quote = inside[number]
    if quote:
        return _quote_ends(text, words, lows, inside, number, quote, lexicon)
    if PUNCTUATION.get(words[number]) == ".":
        if following in ")]’'\"" and not inside[number + 1]:
            return False
        return bool(inside[number + 1]) or (not following[0].islower() and PUNCTUATION.get(following, "?") not in ",;:.")
    return words[number] in ")]" and PUNCTUATION.get(words[number - 1] if number else "") == "." and following[0].isupper()


def _quote_ends(
    text: str, words: list[str], lows: list[str], inside: list[Quote | None], number: int, quote: Quote, lexicon: Lexicon
) -> bool:
    """Whether a quotation ends its sentence: it closes one itself and no narrator goes on about who spoke."""
    final = text[quote.inner_end - 1 : quote.inner_end]
    if not quote.closed and final not in ".!?…,":
        return False
    if inside[number + 1]:
        return final in ".!?…"
    following = words[number + 1]
    if PUNCTUATION.get(following, "?") in ",;:.-" or final not in ".!?…":
        return False
    if not (following[0].isupper() or following[0].isdigit()):
        return False
    return final == "." or not _cue_soon(words, lows, inside, number + 1, lexicon)


def _cue_soon(
    words: list[str], lows: list[str], inside: list[Quote | None], number: int, lexicon: Lexicon, window: int = 7
) -> bool:
    """Whether a cue closes the few words after a quotation: `"Why?" Ms. Sol asked.`"""
    stop = min(len(words), number + window)
    for at in range(number, stop):
        if inside[at] or PUNCTUATION.get(words[at]):
            return False
        readings = lexicon.verbs.get(lows[at])
        after = lows[at + 1] if at + 1 < len(lows) else "."
        if not readings and at > number and lexicon.tags.get(lows[at]) is None and words[at][0].islower():
            return _unknown(words[at], lows[at], at, lexicon) == "L" and after in ".,"
        if readings:
            listens = any("listener" in reading.takes or "whether" in reading.takes for reading in readings)
            return after in PUNCTUATION or lexicon.tags.get(after, "N") in ("PZAINOMD" if listens else "PZAI")
    return False


def _tag(words: list[str], lows: list[str], inside: list[Quote | None], lexicon: Lexicon) -> str:
    known = lexicon.tags
    names = lexicon.capitals == "names"
    found: list[str] = []
    for number, low in enumerate(lows):
        if inside[number]:
            found.append("Q")
            continue
        tag = known.get(low)
        word = words[number]
        if tag is None and not number and word[0].isupper() and _common_at_start(words, low, lexicon):
            tag = "N"
        elif tag is None:
            tag = PUNCTUATION.get(word) or _unknown(word, low, number, lexicon)
            if tag == "M" and number == 0 and lexicon.head_first and words[1:2] and not words[1][0].isupper():
                tag = _opening(low, lexicon)
            if word in "'’" and number and lows[number - 1].endswith("s") and found[-1] in "NM":
                tag = "G"
        elif tag == "Z" and number and word[0].isupper() and found[-1] == "M" and _inside_name(words, number):
            tag = "M"
        elif tag in "NVLEPSA" and names and number and word[0].isupper():
            tag = "M"
        elif tag in "VLA" and not names and number and word[0].isupper():
            tag = "N"
        elif tag == "G":
            tag = "G" if number and found[-1] in "NMZ#)LE" else "X"
        elif tag == "D" and names and number and word[0].isupper() and found[-1] == "M":
            tag = "M"
        elif tag == "V" and number > 1 and _noun_again(low, lows[number - 1], found, lexicon):
            tag = "N"
        elif tag == "V" and number and found[-1] in "DG":
            tag = "N"
        elif tag == "X" and number and found[-1] == "D" and lows[number - 1] in lexicon.clitic:
            found[-1] = "O"
        found.append(tag)
    if not lexicon.particles.isdisjoint(lows):
        _join_particles(words, lows, found, lexicon)
    if not names:
        _name_the_named(words, lows, found, lexicon)
    return "".join(found)


def _common_at_start(words: list[str], low: str, lexicon: Lexicon) -> bool:
    """Whether the capital of a sentence's first word is only that: "Officials said"."""
    return not words[1:2] or (not words[1][0].isupper() and bool(lexicon.noun_kinds(low) - {"place"}))


def _inside_name(words: list[str], number: int) -> bool:
    """Whether a name goes on after a word of time that has a capital: This Morning Show."""
    return number + 1 < len(words) and words[number + 1][0].isupper() and words[number + 1].isalpha()


def _noun_again(low: str, before: str, found: list[str], lexicon: Lexicon) -> bool:
    """Whether a word that is verb and noun alike is the noun: "a snappy retort", "his latest request"."""
    if found[-1] not in "NLZAM" or before.endswith("s"):
        return False
    at = len(found) - 1
    while at > 0 and found[at] in "NLZAM" and len(found) - at < LONGEST_MODIFIER:
        at -= 1
    if found[at] not in "DG":
        return False
    readings = lexicon.verbs.get(low, ())
    return bool(readings) and all(reading.form == "base" for reading in readings)


def _join_particles(words: list[str], lows: list[str], found: list[str], lexicon: Lexicon) -> None:
    """Small words inside a name belong to it: Ursula von der Leyen."""
    inside = False
    for number, low in enumerate(lows[:-1]):
        particle = low in lexicon.particles
        if particle and (inside or (number == 0 and lows[1] in lexicon.particles)):
            ahead = number + 2 if lows[number + 1] in lexicon.particles else number + 1
            if ahead < len(words) and words[ahead][0].isupper():
                found[number] = "M"
                inside = True
                continue
        inside = found[number] == "M" and words[number][0].isupper()


def _name_the_named(words: list[str], lows: list[str], found: list[str], lexicon: Lexicon) -> None:
    """Where every noun has a capital: names are first names, titles and what follows them or a person's noun."""
    for number, word in enumerate(words):
        if found[number] not in "NL" or not word[0].isupper():
            continue
        low = lows[number]
        before = found[number - 1] if number else ""
        if low in lexicon.first_names or "place" in lexicon.nouns.get(low, ()):
            found[number] = "M"
        elif low in lexicon.titles or lexicon.noun_kinds(low):
            continue
        elif (before == "M" and number and not words[number - 1].isupper()) or (before == "N" and _personal(lows[number - 1], lexicon)):
            found[number] = "M"


def _personal(low: str, lexicon: Lexicon) -> bool:
    return low in lexicon.titles or bool(lexicon.noun_kinds(low) & {"male", "female"})


def _unknown(word: str, low: str, number: int, lexicon: Lexicon) -> str:
    """The tag of a word that no list holds, by its first letter and its ending."""
    first = word[0]
    if not number and len(low) > 5 and low.endswith(lexicon.adverb_endings):
        return "A"
    if first.isdigit():
        return "#"
    if not first.isalpha():
        return "M" if first in "@#" and len(word) > 1 else "?"
    if first.isupper() and (lexicon.capitals == "names" or (len(word) > 1 and word.isupper())):
        return "M"
    if lexicon.cases and lexicon.noun_kinds(low):
        return "N"
    if len(low) > 4 or not first.isupper():
        for ending, tag in lexicon.endings:
            if low.endswith(ending) and len(low) > len(ending) + 2:
                return tag
    return "L" if lexicon.capitals == "nouns" and first.islower() else "N"


def _opening(low: str, lexicon: Lexicon) -> str:
    """The tag of a sentence's first word, whose capital tells nothing."""
    if lexicon.noun_kinds(low):
        return "N"
    tag = _unknown(low, low, 0, lexicon)
    return "M" if tag == "N" else tag


def is_title(sentence: Sentence, token: int) -> bool:
    """Whether a quotation is written like the title of a work: a few words, all long ones with a capital."""
    quote = sentence.quotes[token]
    if quote.inner_end - quote.inner_start > LONGEST_TITLE:
        return False
    words = [word for word in sentence.text[quote.inner_start : quote.inner_end].split() if word[0].isalpha()]
    return bool(words) and all(word[0].isupper() or len(word) < 5 for word in words) and words[0][0].isupper()
