"""Pass 8: how the words reached the page: who passed them on, to whom they were told, where they stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tuinews.statements.drafts import Draft
from tuinews.statements.phrases import Phrase, core_at, phrase_starting
from tuinews.statements.sentences import Sentence

CLOSEST = 6
"""Tokens between a preposition and the noun of where words stood ("in a lengthy written statement")."""


@dataclass(frozen=True, slots=True)
class Path:
    """The origin of a statement, when it is not the draft's source, and the phrases of those who relayed it, from
    the page back to the origin."""

    origin: Phrase | None
    relays: tuple[Phrase, ...]


def path_of(draft: Draft) -> Path:
    """What a sentence tells about the way of a statement."""
    sentence = draft.sentence
    origin = draft.source
    relays = [_bare(draft.relayed)] if draft.relayed else []
    for at in _outside(draft):
        low = sentence.lows[at]
        via = sentence.lexicon.via
        if low in via.get("citing", ()) and (cited := phrase_starting(sentence, _over_small(sentence.tags, at + 1))):
            if draft.source and draft.source.head_first != cited.head_first and _relays(draft, cited):
                relays.insert(0, _bare(draft.source))
                origin = cited
        elif relay := _relay_at(sentence, at, draft):
            relays.append(relay)
    if draft.source and (quoted := _quoted_source(draft)):
        relays.insert(0, _bare(draft.source))
        origin = quoted
    if origin:
        document, author = _author_of(sentence, origin)
        if document and author:
            relays.append(document)
            origin = author
    return Path(origin if origin is not draft.source else None, tuple(relays[:4]))


def _quoted_source(draft: Draft) -> Phrase | None:
    """Whom the source only quotes: `the agency quoted the ministry as saying`."""
    sentence = draft.sentence
    if draft.cue is None or sentence.lows[draft.cue[1] - 1] not in sentence.lexicon.via.get("quoting", ()):
        return None
    quoted = phrase_starting(sentence, draft.cue[1])
    if quoted is None or sentence.tags[quoted.head_stop + 1 : quoted.head_stop + 2] != "E":
        return None
    return quoted if sentence.lows[quoted.head_stop] in sentence.lexicon.comment else None


def _over_small(tags: str, at: int) -> int:
    """Past a preposition or a reflexive pronoun: "citando a X", "powołując się na X"."""
    while (at < len(tags) - 1 and tags[at] == "P") or tags[at : at + 2] == "OP":
        at += 1
    return at


def _relays(draft: Draft, cited: Phrase) -> bool:
    """Whether the draft's source only passes on what the cited one said: an agency that reports, not a minister who
    argues."""
    sentence = draft.sentence
    kinds = sentence.lexicon.noun_kinds(sentence.lows[cited.head_stop - 1])
    if (
        not kinds & {"document", "organisation", "anonymous", "person"}
        and "M" not in sentence.tags[cited.head_first : cited.head_stop]
    ):
        return False
    return draft.rule.startswith("preface") or (
        draft.cue is not None and sentence.lows[draft.cue[1] - 1] in sentence.lexicon.via.get("reported", ())
    )


def _outside(draft: Draft) -> Iterator[int]:
    """The tokens of the sentence that no content holds."""
    spans = [(content.first, content.stop) for content in draft.contents]
    for at in range(len(draft.sentence)):
        if not any(first <= at < stop for first, stop in spans):
            yield at


def _relay_at(sentence: Sentence, at: int, draft: Draft) -> Phrase | None:
    via = sentence.lexicon.via
    low = sentence.lows[at]
    if low in via.get("told", ()) and (
        draft.cue is None or draft.cue[0] <= at < draft.cue[1] or sentence.tags[at] == "P"
    ):
        return _named(sentence, at + 1)
    if (
        low in via.get("speaking", ())
        and sentence.lows[at + 1 : at + 2]
        and sentence.lows[at + 1] in via.get("speaking_to", ())
    ):
        return _named(sentence, at + 2)
    if low in via.get("through", ()):
        return _quoted_or_named(sentence, at + 1)
    if low in via.get("on", ()) and at and sentence.lows[at - 1] in via.get("place", ()):
        return Phrase(at, at + 1, at, at + 1)
    if low in via.get("in", ()):
        return _vessel(sentence, at)
    return None


def _named(sentence: Sentence, at: int) -> Phrase | None:
    """The phrase there, if it names somebody ("told AFP", but not "told reporters")."""
    phrase = phrase_starting(sentence, at)
    if phrase and "M" in sentence.tags[phrase.head_first : phrase.head_stop]:
        return _bare(phrase)
    return None


def _quoted_or_named(sentence: Sentence, at: int) -> Phrase | None:
    while at < len(sentence) and sentence.tags[at] == "D":
        at += 1
    if at < len(sentence) and sentence.tags[at] == "Q":
        return Phrase(at, at + 1, at, at + 1)
    return _named(sentence, at)


def _vessel(sentence: Sentence, at: int) -> Phrase | None:
    """`in a statement`, `in an interview with X`: what the words stood in, or with whom they were spoken."""
    via = sentence.lexicon.via
    for before in range(at - 1, max(-1, at - CLOSEST), -1):
        if sentence.tags[before] in "PI":
            if sentence.lows[before] not in via.get("place", ()):
                return None
            partner = None
            if sentence.lows[at + 1 : at + 2] and sentence.lows[at + 1] in via.get("speaking_to", ()):
                partner = _named(sentence, at + 2)
            match = core_at(sentence, before + 1)
            return partner or Phrase(before + 1, at + 1, match.start() if match else before + 1, at + 1)
        if sentence.tags[before] not in "DALENM#Z":
            return None
    return None


def _author_of(sentence: Sentence, phrase: Phrase) -> tuple[Phrase | None, Phrase | None]:
    """`a statement from X`: the document and X."""
    last = sentence.lows[phrase.head_stop - 1]
    after = phrase.head_stop
    if last not in sentence.lexicon.via.get("in", ()) or after + 1 >= len(sentence):
        return None, None
    if sentence.lows[after] not in sentence.lexicon.via.get("from", ()):
        return None, None
    author = phrase_starting(sentence, after + 1)
    return Phrase(phrase.head_first, after, phrase.head_first, after), author


def _bare(phrase: Phrase) -> Phrase:
    return replace(phrase, first=phrase.head_first, stop=phrase.head_stop)
