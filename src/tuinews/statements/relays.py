"""Pass 8: how the words reached the page: who passed them on, to whom they were told, where they stood."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tuinews.statements.drafts import Draft
from tuinews.statements.nesting import LONGEST, may_be_cited, reports
from tuinews.statements.outlets import is_outlet
from tuinews.statements.phrases import Phrase, core_at, phrase_starting, subject_before
from tuinews.statements.sentences import Sentence

CLOSEST = 6
"""Tokens between a preposition and the noun of where words stood ("in a lengthy written statement")."""


@dataclass(frozen=True, slots=True)
class Path:
    """The origin of a statement, when it is not the draft's source, and the phrases of those who relayed it, from
    the page back to the origin."""

    origin: Phrase | None
    relays: tuple[Phrase, ...]
    cited: bool = False
    """Whether somebody who is named in the sentence cites, quotes or reports the origin."""


def path_of(draft: Draft) -> Path:
    """What a sentence tells about the way of a statement."""
    sentence, source = draft.sentence, draft.source
    relays = [_bare(_issuer(sentence, relay)) for relay in draft.relays]
    origin = _cited(draft) or _quoted_source(draft) or source
    if source and origin is not source:
        relays.append(_bare(source))
    elif quoter := _quoter(draft):
        relays.append(_bare(quoter))
    cited = bool(relays)
    relays += [relay for at in _outside(draft) if (relay := _relay_at(draft, at))]
    if origin:
        document, author = _author_of(sentence, origin)
        if document and author:
            relays.append(document)
            origin = author
    return Path(origin if origin is not source else None, tuple(relays[:LONGEST]), cited)


def _cited(draft: Draft) -> Phrase | None:
    """Whom the source has it from: `AFP reported, citing the ministry`."""
    sentence, source = draft.sentence, draft.source
    citing = sentence.lexicon.via.get("citing", ())
    for at in _outside(draft):
        if source and sentence.lows[at] in citing:
            cited = phrase_starting(sentence, _over_small(sentence.tags, at + 1))
            if cited and source.head_first != cited.head_first and _relays(draft, cited):
                return cited
    return None


def _quoted_source(draft: Draft) -> Phrase | None:
    """Whom the source only quotes: `the agency quoted the ministry as saying`, `die Agentur zitiert den Minister mit
    den Worten: „…“`, `„…“, zitiert die Agentur den Minister`."""
    sentence, source = draft.sentence, draft.source
    if draft.cue is None or sentence.lows[draft.cue[1] - 1] not in sentence.lexicon.via.get("quoting", ()):
        return None
    inverted = source is not None and source.first >= draft.cue[1]
    at = source.stop if source and inverted else draft.cue[1]
    while sentence.tags[at : at + 1] == "A":
        at += 1
    quoted = phrase_starting(sentence, at)
    if quoted is None:
        return None
    if sentence.lexicon.verb_second:
        words = draft.contents[0]
        told = sentence.lows[quoted.head_first] in sentence.lexicon.oblique if inverted else words.first >= quoted.stop
        return quoted if told and sentence.tags[words.first] == "Q" else None
    for at in range(quoted.head_stop, min(len(sentence) - 1, quoted.head_stop + CLOSEST)):
        if sentence.tags[at] in ",;:.QVX":
            return None
        if sentence.lows[at] in sentence.lexicon.comment and sentence.tags[at + 1] == "E":
            return quoted
    return None


def _quoter(draft: Draft) -> Phrase | None:
    """Who quotes the source: the same sentence, found from `saying`."""
    sentence = draft.sentence
    if draft.cue is None or not draft.source or sentence.lows[draft.cue[0] - 1] not in sentence.lexicon.comment:
        return None
    verb = draft.source.first - 1
    if verb < 1 or sentence.lows[verb] not in sentence.lexicon.via.get("quoting", ()):
        return None
    return subject_before(sentence, verb)


def _issuer(sentence: Sentence, relay: Phrase) -> Phrase:
    """Whose a document is that passed something on: `a report in the Times` is the paper's."""
    if "document" not in sentence.lexicon.noun_kinds(sentence.lows[relay.head_stop - 1]):
        return relay
    via = sentence.lexicon.via
    at = relay.head_stop
    if at < len(sentence) and sentence.lows[at] in via.get("from", frozenset()) | via.get("place", frozenset()):
        return _named(sentence, at + 1) or relay
    return relay


def _over_small(tags: str, at: int) -> int:
    """Past a preposition or a reflexive pronoun: "citando a X", "powołując się na X"."""
    while (at < len(tags) - 1 and tags[at] == "P") or tags[at : at + 2] == "OP":
        at += 1
    return at


def _relays(draft: Draft, cited: Phrase) -> bool:
    """Whether the draft's source only passes on what the cited one said: an agency that reports, not a minister who
    argues."""
    return may_be_cited(draft, cited) and (draft.rule.startswith("preface") or reports(draft) or _reported(draft))


def _reported(draft: Draft) -> bool:
    return draft.cue is not None and draft.sentence.lows[draft.cue[1] - 1] in draft.sentence.lexicon.via.get(
        "reported", ()
    )


def _outside(draft: Draft) -> Iterator[int]:
    """The tokens of the sentence that no content holds."""
    spans = [(content.first, content.stop) for content in draft.contents]
    for at in range(len(draft.sentence)):
        if not any(first <= at < stop for first, stop in spans):
            yield at


def _relay_at(draft: Draft, at: int) -> Phrase | None:
    """The relay that the word at a token leads to."""
    return next((relay for way in WAYS if (relay := way(draft, at))), None)


def _told(draft: Draft, at: int) -> Phrase | None:
    """`told AFP`, `gegenüber AFP`."""
    sentence, cue = draft.sentence, draft.cue
    if sentence.lows[at] not in sentence.lexicon.via.get("told", ()):
        return None
    if cue is None or cue[0] <= at < cue[1] or sentence.tags[at] == "P":
        return _asked(sentence, at + 1)
    return None


def _spoken_to(draft: Draft, at: int) -> Phrase | None:
    """`speaking to AFP`."""
    sentence, via = draft.sentence, draft.sentence.lexicon.via
    if sentence.lows[at] not in via.get("speaking", ()) or at + 1 >= len(sentence):
        return None
    return _named(sentence, at + 2) if sentence.lows[at + 1] in via.get("speaking_to", ()) else None


def _quoted_by(draft: Draft, at: int) -> Phrase | None:
    """`as quoted by AFP`, `was quoted as saying by AFP`."""
    sentence, via = draft.sentence, draft.sentence.lexicon.via
    if sentence.lows[at] not in via.get("by", ()) or at < 2:
        return None
    quoted = sentence.lows[at - 1] in via.get("quoting", frozenset()) | via.get("reported", frozenset())
    saying = draft.cue is not None and draft.cue[1] == at and sentence.lows[at - 2] in sentence.lexicon.comment
    return _named(sentence, at + 1) if quoted or saying else None


def _outlet_told(draft: Draft, at: int) -> Phrase | None:
    """`sagte der Zeitung „Bild“`, `a déclaré le ministre à l'AFP`."""
    sentence, via = draft.sentence, draft.sentence.lexicon.via
    bare = sentence.lows[at] in via.get("listener", ())
    if not bare and sentence.lows[at] not in via.get("to", ()):
        return None
    listener = _named(sentence, at if bare else at + 1)
    if not listener or not is_outlet(sentence, listener):
        return None
    head = draft.source.head_first if draft.source else -1
    return None if listener.first <= head < listener.stop or head == at else listener


def _by_means(draft: Draft, at: int) -> Phrase | None:
    """`via the embassy`, `on Telegram`, `in a statement`."""
    sentence, via = draft.sentence, draft.sentence.lexicon.via
    low = sentence.lows[at]
    if low in via.get("through", ()):
        return _quoted_or_named(sentence, at + 1)
    if low in via.get("on", ()) and at and sentence.lows[at - 1] in via.get("place", ()):
        return Phrase(at, at + 1, at, at + 1)
    return _vessel(sentence, at) if low in via.get("in", ()) else None


WAYS: tuple[Callable[[Draft, int], Phrase | None], ...] = (_told, _spoken_to, _quoted_by, _outlet_told, _by_means)
"""In the order in which they are tried."""


def _named(sentence: Sentence, at: int) -> Phrase | None:
    """The phrase there, if it names somebody ("told AFP", but not "told reporters")."""
    phrase = phrase_starting(sentence, at)
    if phrase and "M" in sentence.tags[phrase.head_first : phrase.head_stop]:
        return _bare(phrase)
    return None


def _asked(sentence: Sentence, at: int) -> Phrase | None:
    """The phrase there, if it can be who asked and passes the answer on: not "told Americans", "told Flint residents",
    "told Ana Ruiz"."""
    phrase = _named(sentence, at)
    if phrase is None or is_outlet(sentence, phrase):
        return phrase
    last, low = sentence.words[phrase.head_stop - 1], sentence.lows[phrase.head_stop - 1]
    many = low.endswith("s") and not last.isupper()
    known = sentence.lexicon.gender_of(sentence.lows[phrase.head_first]) is not None
    return None if many or known or sentence.tags[phrase.head_stop - 1] != "M" else phrase


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
            elif (whose := _named(sentence, at + 1)) and is_outlet(sentence, whose):
                partner = whose
            match = core_at(sentence, before + 1)
            return partner or Phrase(before + 1, at + 1, match.start() if match else before + 1, at + 1)
        if sentence.tags[before] not in "DALENM#Z":
            return None
    return None


def _author_of(sentence: Sentence, phrase: Phrase) -> tuple[Phrase | None, Phrase | None]:
    """`a statement from X`, `a report by X`: the document and X."""
    lexicon, after = sentence.lexicon, phrase.head_stop
    last = sentence.lows[after - 1]
    if after + 1 >= len(sentence):
        return None, None
    told = last in lexicon.via.get("in", ()) and sentence.lows[after] in lexicon.via.get("from", ())
    written = "document" in lexicon.noun_kinds(last) and sentence.lows[after] in lexicon.via.get("by", ())
    if not (told or written):
        return None, None
    author = phrase_starting(sentence, after + 1)
    return Phrase(phrase.head_first, after, phrase.head_first, after), author


def _bare(phrase: Phrase) -> Phrase:
    return replace(phrase, first=phrase.head_first, stop=phrase.head_stop)
