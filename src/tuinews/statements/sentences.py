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
from tuinews.statements.tagging import PUNCTUATION, tags_of, unknown

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|\d[\d.,]*(?:[-‑][^\W\d_]+)+"
    r"|\d[\d.,]*\d|\d"
    r"|['’](?:s|re|ve|ll|d|m|S)\b"
    r"|[@#]?[^\W_]+(?:[-‑.'’&](?!(?:s|re|ve|ll|d|m|S)\b)[^\W_]+)*"
    r"|\.{2,}|--+|,\s?[—–]|[^\s\w]|_+"
)
GOES_ON = re.compile(r" ?[,;:]| [a-z]")
"""What follows a full stop that ends no sentence."""
NAME_BEFORE = re.compile(r"\b[^\W\d_a-z]\w+ $")
LONGEST_NICKNAME = 16
"""Characters."""
LONGEST_QUOTED_NAME = 5
"""Words."""
LONGEST_TITLE = 90
"""Characters."""
LONGEST_SENTENCE = 240
"""Tokens. A longer stretch without a full stop is cut, so that no pass looks further."""
LONGEST_APPOSITION = 14
"""Tokens."""
LONGEST_WORD = 60
NEXT_WORD = re.compile(r" ([^\W\d_]+)")
LONGEST_ORDINAL = 2
"""Digits."""


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
            name = _is_name(text, quote, lows[-1] if lows else "", lexicon)
            words.append(text[quote.inner_start : quote.inner_end] if name else '"')
            lows.append(words[-1].lower())
            starts.append(quote.start)
            ends.append(quote.end)
            inside.append(None if name else quote)
            at = quote.end
    yield from _split(text, words, lows, starts, ends, inside, lexicon)


def _is_name(text: str, quote: Quote, before: str, lexicon: Lexicon) -> bool:
    """Whether marks hold the name of the organisation before them (Компания «Гидромаш», der Zeitung „Bild“) or of an
    outlet that needs no noun («Интерфакс»)."""
    inner = text[quote.inner_start : min(quote.inner_end, quote.inner_start + LONGEST_TITLE)]
    if (
        not quote.closed
        or quote.inner_end - quote.inner_start >= LONGEST_TITLE
        or not inner[:1].isupper()
        or not inner[-1].isalnum()
        or len(inner.split()) > LONGEST_QUOTED_NAME
    ):
        return False
    kinds = lexicon.noun_kinds(before)
    if lexicon.quoted_names and "outlet" in lexicon.noun_kinds(inner.split()[0].lower()):  # «Радио Порт»
        return True
    return "outlet" in kinds or (lexicon.quoted_names and "organisation" in kinds) or lexicon.is_outlet(inner.lower())


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
    text: str,
    start: int,
    end: int,
    lexicon: Lexicon,
    words: list[str],
    lows: list[str],
    starts: list[int],
    ends: list[int],
) -> None:
    abbreviations = lexicon.abbreviations
    for match in TOKEN.finditer(text, start, end):
        word = match.group()
        at = match.start()
        if (
            word == "."
            and ends
            and ends[-1] == at
            and (
                lows[-1] in abbreviations
                or _initial(words, lows, lexicon)
                or GOES_ON.match(text, at + 1)
                or (lexicon.dotted_ordinals and _ordinal(text, lows, at + 1, lexicon))
            )
        ):
            words[-1] += "."
            lows[-1] += "."
            ends[-1] = at + 1
            continue
        for piece in pieces_of(word, lexicon) if lexicon.elided or lexicon.enclitic else (word,):
            words.append(piece)
            lows.append(piece.lower().replace("’", "'").removeprefix("-t").lstrip("-"))
            starts.append(at)
            at += len(piece)
            ends.append(at)


def pieces_of(word: str, lexicon: Lexicon) -> Iterator[str]:
    """A word without what is joined to it: l'océan → l' océan, a-t-il → a -t-il. Overlong words stay whole."""
    if len(word) > LONGEST_WORD or word.startswith("-") or not word[-1].isalpha():
        yield word
        return
    head, mark, tail = word.replace("’", "'").partition("'")
    while mark and head.lower() + mark in lexicon.elided:
        yield word[: len(head) + 1]
        word = word[len(head) + 1 :]
        head, mark, tail = tail.partition("'")
    stem, hyphen, pronoun = word.rpartition("-")
    if hyphen and pronoun.lower() in lexicon.enclitic:
        stem = stem.removesuffix("-t")
        yield stem
        yield word[len(stem) :]
    else:
        yield word


def _initial(words: list[str], lows: list[str], lexicon: Lexicon) -> bool:
    """Whether the last word is the first letter of a name, not the network "on X"."""
    word = words[-1]
    if len(word) > 1 or not word.isupper() or word == "I":
        return False
    before = lows[-2] if len(lows) > 1 else ""
    return not (lows[-1] in lexicon.via.get("on", ()) and before in lexicon.via.get("place", ()))


def _ordinal(text: str, lows: list[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a number before a full stop counts what follows: `am 1. Juli`, `der 3. Senat`, not `um 19.`"""
    following = NEXT_WORD.match(text, at)
    if not following or not lows[-1].isdigit() or len(lows[-1]) > LONGEST_ORDINAL:
        return False
    if lexicon.tags.get(following[1].lower()) == "Z":
        return True
    before = lows[-2] if len(lows) > 1 else ""
    return lexicon.tags.get(before) == "D" or before in lexicon.oblique


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
            tags = tags_of(words[first:stop], lows[first:stop], inside[first:stop], lexicon)
            quotes = {at - first: quote for at in range(first, stop) if (quote := inside[at])}
            yield Sentence(
                text, lexicon, words[first:stop], lows[first:stop], tags, starts[first:stop], ends[first:stop], quotes
            )
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
        return bool(inside[number + 1]) or (
            not following[0].islower() and PUNCTUATION.get(following, "?") not in ",;:."
        )
    return (
        words[number] in ")]" and PUNCTUATION.get(words[number - 1] if number else "") == "." and following[0].isupper()
    )


def _quote_ends(
    text: str,
    words: list[str],
    lows: list[str],
    inside: list[Quote | None],
    number: int,
    quote: Quote,
    lexicon: Lexicon,
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
        if number < at and words[at] == "," and words[number][0].isupper():
            return _cue_after(words, lows, at, lexicon)
        if inside[at] or PUNCTUATION.get(words[at]):
            return False
        readings = lexicon.verbs.get(lows[at])
        after = lows[at + 1] if at + 1 < len(lows) else "."
        if not readings and at > number and lexicon.tags.get(lows[at]) is None and words[at][0].islower():
            return unknown(words[at], lows[at], at, lexicon) == "L" and after in ".,"
        if readings:
            listens = any("listener" in reading.takes or "whether" in reading.takes for reading in readings)
            return after in PUNCTUATION or lexicon.tags.get(after, "N") in ("PZAINOMD" if listens else "PZAI")
    return False


def _cue_after(words: list[str], lows: list[str], comma: int, lexicon: Lexicon) -> bool:
    """Whether a cue stands behind the apposition that a comma opens: `"Why?" Ana Ruiz, a lawyer, asked.`"""
    for at in range(comma + 1, min(len(words) - 1, comma + LONGEST_APPOSITION)):
        if words[at] == ",":
            return any(reading.form == "finite" for reading in lexicon.verbs.get(lows[at + 1], ()))
        if PUNCTUATION.get(words[at]):
            return False
    return False


def is_title(sentence: Sentence, token: int) -> bool:
    """Whether a quotation is written like the title of a work: a few words, all long ones with a capital."""
    quote = sentence.quotes[token]
    if quote.inner_end - quote.inner_start > LONGEST_TITLE:
        return False
    words = [word for word in sentence.text[quote.inner_start : quote.inner_end].split() if word[0].isalpha()]
    if not words or not words[0][0].isupper() or not all(word[0].isupper() or len(word) < 5 for word in words):
        return False
    return len(words) < 3 or any(word[0].isupper() for word in words[1:])
