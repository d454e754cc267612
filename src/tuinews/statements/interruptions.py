"""Quotations that the narrator interrupts without closing their marks, as French, Italian, Russian and Ukrainian
newspapers do: « A, dit X, B » · «A, — сказал X. — B». They become several quotations with the narrator between.

A quotation is walked once from left to right, each interruption is at most `LONGEST` characters long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tuinews.statements.lexicon import Lexicon
from tuinews.statements.marks import Quote
from tuinews.statements.sentences import pieces_of

OPENS = re.compile(r"(?P<mark>[,.!?…])(?P<dash>\s?[—–]\s|\s)(?=[^\W\d_A-Z])|(?P<bare>\s[—–]\s)(?=[^\W\d_A-Z])")
"""Where an interruption may begin: a mark, perhaps a dash, or a dash alone, and a small letter."""
CLOSES = re.compile(r"[,.]\s[—–]\s|\s[—–]\s")
PAUSES = re.compile(r"[,.](?=\s|$)")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
NAMED = re.compile(r"(?<=,)\s(?:[^\W\d_a-z][\w'’-]+\s?){2,4}[.,]")
"""A name that an interruption ends with: `dit le maire, Ana Ruiz.`"""
LONGEST = 160
"""Characters of an interruption."""


def split_interrupted(text: str, quotes: Sequence[Quote], lexicon: Lexicon) -> list[Quote]:
    """The quotations, those that are interrupted cut into their parts."""
    return [part for quote in quotes for part in _parts(text, quote, lexicon)]


def _parts(text: str, quote: Quote, lexicon: Lexicon) -> Iterator[Quote]:
    start, inner = quote.start, quote.inner_start
    at = inner
    while opening := OPENS.search(text, at, quote.inner_end):
        at = opening.end()
        dashed = bool((opening["dash"] or opening["bare"]).strip())
        if not _narrated(text, at, dashed, lexicon):
            continue
        stop = opening.start() + (opening["mark"] not in (",", None))
        yield Quote(start, inner, stop, stop)
        start = inner = _resumes(text, at, quote.inner_end, dashed, lexicon)
        while inner < quote.inner_end and not text[inner].isalnum():
            inner += 1
        at = inner
    if inner < quote.inner_end:
        yield quote._replace(start=start, inner_start=inner)


def _narrated(text: str, at: int, dashed: bool, lexicon: Lexicon) -> bool:
    """Whether `says X` stands here: a cue, perhaps with its auxiliary, and a subject; after a dash, a cue will do."""
    words = [word for match in WORD.finditer(text, at, at + LONGEST // 2) for word in pieces_of(match.group(), lexicon)]
    tags = [lexicon.tags.get(word.lower().lstrip("-").replace("’", "'"), "N") for word in words[:6]]
    verb = 0
    while verb < len(tags) - 1 and verb < 3 and tags[verb] in "XOA":
        verb += 1
    if verb >= len(tags) - 1:
        return False
    if not any("quote" in reading.takes for reading in lexicon.verbs.get(words[verb], ())):
        return _somebody_does(words[verb:], tags[verb:], lexicon)
    if dashed:
        return True
    while verb < len(tags) - 2 and tags[verb + 1] in "ZA":
        verb += 1
    subject = words[verb + 1]
    person = bool(lexicon.noun_kinds(subject.lower()) & {"male", "female", "person", "anonymous"})
    return subject.startswith("-") or subject[0].isupper() or tags[verb + 1] in "DR" or person


def _somebody_does(words: Sequence[str], tags: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether an unlisted verb stands before a person with article, role and name: `analyse l'économiste Ana`."""
    if tags[:3] not in (["N", "D", "N"], ["V", "D", "N"]) or lexicon.noun_kinds(words[0].lower()) or len(words) < 4:
        return False
    person = lexicon.noun_kinds(words[2].lower()) & {"male", "female", "person"}
    return bool(person) and words[3][0].isupper()


def _resumes(text: str, at: int, end: int, dashed: bool, lexicon: Lexicon) -> int:
    """Where the speaker goes on, or the end of the quotation."""
    limit = min(end, at + LONGEST)
    if dashed:
        closing = CLOSES.search(text, at, limit)
        return end if closing is None else closing.start() + (text[closing.start()] in ",.")
    for pause in PAUSES.finditer(text, at, limit):
        following = WORD.match(text, pause.end() + 1, end)
        if NAMED.match(text, pause.end(), limit):
            continue
        if text[pause.start()] == "." or (following and _goes_on(following.group(), lexicon)):
            return _past_place(text, pause.end(), end, following.group(), lexicon) if following else pause.end()
    return end


def _past_place(text: str, at: int, end: int, word: str, lexicon: Lexicon) -> int:
    """Where the speaker goes on after an interruption that ends with where it was said: `dit X, devant sa porte. B`."""
    if text[at - 1] == "." or lexicon.tags.get(word.lower()) != "P":
        return at
    stop = text.find(". ", at, min(end, at + LONGEST))
    return stop + 1 if stop > 0 and text[stop + 2].isupper() else at


def _goes_on(word: str, lexicon: Lexicon) -> bool:
    """Whether a word after a comma is the speaker's rather than an apposition ("boulanger à Sol", "82 ans")."""
    first = next(pieces_of(word, lexicon)).lower().replace("’", "'")
    return word[0].isupper() or lexicon.tags.get(first, "N") not in "NM#"
