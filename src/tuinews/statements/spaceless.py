"""Statements in languages whose words are not divided by spaces: Japanese and Chinese.

The passes for other languages look at words; here a sentence is read by the few marks and particles that stand
around what was said. Each sentence is cut into its quotations and the narrator's text between them, and looked at
once by expressions whose repetitions are bounded: linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from tuinews.core.statement import Fragment, Kind, Source, SourceType, Span, Stance, Statement
from tuinews.statements.lexicon import Lexicon
from tuinews.statements.marks import Quote, quotes_in

ENDS = frozenset("。！？!?")
STOPS = '、，,。：:；;「」『』“”"'
CLOSERS = ("」", "』", "”")
LONGEST_SOURCE = 24
"""Characters between the beginning of a clause and the particle or verb after its subject."""
TYPES: tuple[SourceType, ...] = ("anonymous", "document", "organisation", "place")
SHORTEST_QUOTE = 6
"""Characters. A shorter quotation without a cue is a term or a title."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """What to look for in a language, made of its word list (data/README.md, `[spaceless]`)."""

    cue: re.Pattern[str]
    source: re.Pattern[str]
    according: re.Pattern[str]
    hearsay: re.Pattern[str]
    stances: dict[str, Stance]
    verb_last: bool


@lru_cache(maxsize=4)
def _patterns(lexicon: Lexicon) -> Patterns:
    table = lexicon.spaceless
    verbs = sorted(lexicon.verbs, key=len, reverse=True)
    clause = f"[^{STOPS}]{{1,{LONGEST_SOURCE}}}?"
    verb_last = not table.get("before")
    if verb_last:
        cue = f"(?P<said>{_any(table['said'])})(?P<how>[^{STOPS}]{{0,8}}?)(?P<cue>{_any(verbs)})"
        source = f"(?P<source>{clause})(?:{_any(table['topic'])})"
        according = f"(?P<source>{clause})(?:{_any(table['according'])})[、，]?"
    else:
        cue = f"(?P<cue>{_any(verbs)})"
        source = f"(?P<source>{clause})(?={_any(table['adjunct'])}|$)"
        according = f"(?:{_any(table['before'])})(?P<source>{clause})(?:{_any(table['according'])})?，"
    stances: dict[str, Stance] = {word: readings[0].stance for word, readings in lexicon.verbs.items()}
    hearsay = re.compile(f"(?:{_any(table.get('hearsay', frozenset('。')))})$")
    return Patterns(re.compile(cue), re.compile(source), re.compile(according), hearsay, stances, verb_last)


def _any(words: Iterable[str]) -> str:
    """One of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def analyse_spaceless(text: str, lexicon: Lexicon) -> tuple[Statement, ...]:
    """The statements of a text, in order."""
    found: list[Statement] = []
    at = 0
    for line in text.split("\n"):
        quotes = quotes_in(text, at, at + len(line))
        waiting: Statement | None = None
        for start, end in _sentences(text, at, at + len(line), quotes):
            inside = quotes[bisect_left(quotes, (start,)) : bisect_left(quotes, (end,))]
            here = list(_read(text, start, end, inside, lexicon))
            if waiting and not inside and not here:
                here = [_credited(text, start, end, waiting, lexicon)]
            elif waiting:
                found.append(waiting)
            waiting = None
            if len(here) == 1 and here[0].cue is None and here[0].source is None:
                waiting = here.pop()
            found += here
        found += [waiting] if waiting else []
        at += len(line) + 1
    return tuple(found)


def _sentences(text: str, start: int, end: int, quotes: list[Quote]) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, its full stop left out; full stops inside quotations end none."""
    first, at = start, start
    for quote in [*quotes, None]:
        for position in range(at, quote.start if quote else end):
            if text[position] in ENDS:
                if position > first:
                    yield first, position
                first = position + 1
        at = quote.end if quote else end
    if first < end:
        yield first, end


def _read(text: str, start: int, end: int, quotes: list[Quote], lexicon: Lexicon) -> Iterator[Statement]:
    """The statements of one sentence."""
    patterns = _patterns(lexicon)
    masked = _masked(text, start, end, quotes)
    relayed = patterns.according.match(masked)
    cues = list(patterns.cue.finditer(masked))
    if relayed and (content := _after_preface(masked, relayed.end(), patterns)):
        source = _source(start, relayed, lexicon)
        yield _statement(text, start + relayed.end(), start + content, quotes, source, None, "says", "preface-right")
    elif cues and patterns.verb_last:
        yield from _before_cue(text, start, masked, quotes, cues[-1], lexicon)
    elif cues:
        yield from _after_cue(text, start, end, masked, quotes, cues[0], lexicon)
    elif len(quotes) == 1 and quotes[0].start == start and quotes[0].end >= end and _long(quotes[0]):
        fragment = Fragment(quotes[0].inner_start, quotes[0].inner_end, "direct")
        yield Statement((fragment,), None, None, (), "says", 0.5, "nobody is named: the quotation stands alone")


def _masked(text: str, start: int, end: int, quotes: list[Quote]) -> str:
    """The sentence with every character inside its quotations replaced, so that no expression matches there."""
    out, at = [], start
    for quote in quotes:
        out += [text[at : quote.inner_start], "\0" * (quote.inner_end - quote.inner_start)]
        at = quote.inner_end
    return "".join([*out, text[at:end]])


def _long(quote: Quote) -> bool:
    return quote.inner_end - quote.inner_start >= SHORTEST_QUOTE


def _after_preface(masked: str, at: int, patterns: Patterns) -> int:
    """Where what follows `X によると、` ends: before the word that marks hearsay."""
    ending = patterns.hearsay.search(masked)
    stop = ending.start() if ending else len(masked)
    return stop if stop > at + 2 else 0


def _before_cue(
    text: str, start: int, masked: str, quotes: list[Quote], cue: re.Match[str], lexicon: Lexicon
) -> Iterator[Statement]:
    """`X は「…」と述べた`, `「…」と X は述べた` and `X は…と発表した`."""
    patterns = _patterns(lexicon)
    closed = (match for match in patterns.cue.finditer(masked) if masked.endswith(CLOSERS, 0, match.start()))
    first = next(closed, cue)
    head = patterns.source.match(masked)
    quote = next((item for item in quotes if item.end - start == first.start()), None)
    between = patterns.source.match(masked, first.end("said"))
    named = between if between and quote and quote.start == start else head
    span = Span(start + first.start("cue"), start + first.end("cue"))
    source = _source(start, named, lexicon) if named else None
    stance = patterns.stances[first["cue"]]
    if quote:
        fragment = Fragment(quote.inner_start, quote.inner_end, "direct")
        yield Statement((fragment,), source, span, (), stance, 0.8, _why(source, first["cue"]))
    elif named and (begins := _past_time(masked, named.end(), first.start())) < first.start() - 2:
        yield _statement(text, start + begins, start + first.start(), quotes, source, span, stance, "verb-that")


def _past_time(masked: str, at: int, end: int) -> int:
    """Past `11日、` after the subject."""
    comma = masked.find("、", at, min(end, at + 8))
    return comma + 1 if comma >= 0 and any(char.isdigit() for char in masked[at:comma]) else at


def _after_cue(
    text: str, start: int, end: int, masked: str, quotes: list[Quote], cue: re.Match[str], lexicon: Lexicon
) -> Iterator[Statement]:
    """`X 说：“…”`, `“…，”X 说，“…”` and `X 宣布，…`."""
    patterns = _patterns(lexicon)
    before = [quote for quote in quotes if quote.end - start <= cue.start()]
    opening = before[-1].end - start if before else 0
    head = patterns.source.match(masked[: cue.start()], opening)
    if not head or masked[opening : cue.start()].count("，") > 0:
        return
    source = _source(start, head, lexicon)
    span = Span(start + cue.start("cue"), start + cue.end("cue"))
    stance = patterns.stances[cue["cue"]]
    after = masked[cue.end() : cue.end() + 1]
    whole = [quote for quote in quotes if quote in before or quote.start - start <= cue.end() + 1]
    if whole:
        pieces = tuple(Fragment(quote.inner_start, quote.inner_end, "direct") for quote in whole)
        yield Statement(pieces, source, span, (), stance, 0.8, _why(source, cue["cue"]))
    elif after in ("，", "：") and end - start > cue.end() + 2:
        yield _statement(text, start + cue.end() + 1, end, quotes, source, span, stance, "verb-bare")


def _credited(text: str, start: int, end: int, waiting: Statement, lexicon: Lexicon) -> Statement:
    """`「…」。X はこう語った。`: the sentence after a quotation names its speaker."""
    patterns = _patterns(lexicon)
    sentence = text[start:end]
    head = patterns.source.match(sentence)
    verb = next((word for word in patterns.stances if word in sentence[-8:]), "")
    if not head or not verb:
        return waiting
    source = _source(start, head, lexicon)
    return Statement(waiting.fragments, source, None, (), patterns.stances[verb], 0.7, _why(source, verb))


def _statement(
    text: str,
    start: int,
    end: int,
    quotes: list[Quote],
    source: Source | None,
    cue: Span | None,
    stance: Stance,
    rule: str,
) -> Statement:
    inside = any(start <= quote.start < end for quote in quotes)
    kind: Kind = "mixed" if inside else "indirect"
    because = _why(source, text[cue.start : cue.end] if cue else rule)
    return Statement((Fragment(start, end, kind),), source, cue, (), stance, 0.7, because)


def _source(start: int, match: re.Match[str], lexicon: Lexicon) -> Source:
    """The source that a match found, its titles before the name left out, and what kind of source it is."""
    words, at = match["source"], match.start("source")
    for kind in TYPES:
        if words.endswith(tuple(word for word, kinds in lexicon.nouns.items() if kind in kinds)):
            mention = Span(start + at, start + match.end("source"))
            return Source(None if kind == "anonymous" else words, mention, kind)
    title = next((title for title in sorted(lexicon.titles, key=len, reverse=True) if words.startswith(title)), "")
    name = words[len(title) :] or words
    return Source(name, Span(start + match.end("source") - len(name), start + match.end("source")), "person", title)


def _why(source: Source | None, cue: str) -> str:
    return f"said by {source.name if source and source.name else 'somebody unnamed'}: the cue “{cue}” stands beside it"
