"""Pass 5: how far what was said reaches, to the right of its cue and source (to the left: `leading.py`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tuinews.statements.commas import after_comma
from tuinews.statements.lexicon import Verb
from tuinews.statements.phrases import core_at
from tuinews.statements.reach import APPROACH, Content, quote_ahead, quoted, until
from tuinews.statements.sentences import Sentence, is_title

INFINITIVE = re.compile("[PA]{0,3}I")
"""The beginning of what is promised or denied: "to come", "de ne pas avoir", "di aver"."""
TIME_OF = re.compile("[ADZ#]{0,3}ZG")
"""What owns an occasion: "in Thursday night's debate"."""
SHORTEST_CLAUSE = 5
"""Tokens of a clause in which no verb is known."""
LONGEST_PARENTHESIS = 40
"""Tokens between two commas after a cue, when a clause with "that" follows them."""


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk from the end of a cue, `at`, to what it announces; it gives up at `limit`."""

    sentence: Sentence
    at: int
    limit: int
    verb: Verb
    stops: list[int]

    def until(self, first: int, rule: str) -> Content | int:
        return until(self.sentence, first, self.stops, rule) or NOTHING

    def quoted(self, quote: int) -> Content | int:
        return quoted(self.sentence, quote, self.stops) or NOTHING


NOTHING = -1
_Answer = Content | int | None
"""What a step of the walk says at a token: a content; the token to go on at, or NOTHING; None: ask the next step."""


def content_after(sentence: Sentence, at: int, verb: Verb, stops: list[int]) -> Content | None:
    """What follows the cue that ends at token `at`. `stops` are tokens where another attribution begins."""
    if sentence.lexicon.verb_second:
        return after_comma(sentence, at, verb, stops)
    walk = _Walk(sentence, at, min(len(sentence), at + APPROACH), verb, stops)
    index = at
    while index < walk.limit:
        answer = next((said for step in STEPS if (said := step(walk, index)) is not None), NOTHING)
        if isinstance(answer, Content):
            return answer
        if answer <= index:
            return None
        index = answer
    return None


def _at_mark(walk: _Walk, index: int) -> _Answer:
    """A quotation, or a mark that announces one."""
    tags = walk.sentence.tags
    tag, following = tags[index], tags[index + 1 : index + 2]
    if tag == "Q":
        named = index > walk.at and tags[index - 1] in "DGP" and is_title(walk.sentence, index)
        return index + 1 if named else walk.quoted(index)
    if tag == ":":
        if following in ("", "."):
            return NOTHING
        return walk.quoted(index + 1) if following == "Q" else walk.until(index + 1, "colon")
    if tag == "-" and following == "Q":
        return walk.quoted(index + 1)
    return None


def _at_comma(walk: _Walk, index: int) -> _Answer:
    """A comma before a clause, or one that opens a parenthesis to step over."""
    tags, takes = walk.sentence.tags, walk.verb.takes
    if tags[index] != ",":
        return None
    if tags[index + 1 : index + 2] == "T" and "that" in takes:
        return walk.until(index + 1, "that")
    if "whether" in takes and "H" in tags[index + 1 : index + 3]:
        return walk.until(index + 1, "whether")
    return _parenthesis(walk.sentence, index, walk.limit)


def _opens_clause(sentence: Sentence, that: int) -> bool:
    """Whether a complementiser is one: a clause follows, not a mark or a bare circumstance ("claims exactly that:")."""
    rest = sentence.tags[that + 1 :]
    return rest[:1] not in ("", ":", ".", ";") and (
        sentence.lexicon.titles_as_sentences or bool(set(rest) & set("XVLQ"))
    )


def _at_opening_word(walk: _Walk, index: int) -> _Answer:
    """A word that opens what is reported: "that", "whether", "to"; a coined term for verbs that give names."""
    sentence, takes = walk.sentence, walk.verb.takes
    tag = sentence.tags[index]
    if tag == "T" and "that" in takes and _opens_clause(sentence, index):
        return walk.until(index, "that")
    if (tag == "H" or sentence.lows[index] == "if") and "whether" in takes:
        return walk.until(index, "whether")
    if "infinitive" in takes and INFINITIVE.match(sentence.tags, index):
        return walk.until(index, "infinitive")
    if "charge" in takes and index > walk.at and sentence.lows[index] in sentence.lexicon.charging:
        return walk.until(index, "charge") if sentence.tags[index + 1 : index + 2] in ("E", "I", "X") else None
    if "term" in takes and (quote := quote_ahead(sentence, index, bound=False)) >= 0:
        return Content(quote, quote + 1, "quote")
    return None


def _over_listener(walk: _Walk, index: int) -> _Answer:
    """Past whom it was told, and past the verb's own particle."""
    sentence, verb = walk.sentence, walk.verb
    if "listener" in verb.takes and index == walk.at and sentence.tags[index] in "DNMRO#":
        listener = _skip_phrase(sentence, index)
        if "bare" in verb.takes and not verb.plain and sentence.tags[listener : listener + 1] == "X":
            return walk.until(index, "bare")  # "warned the dam could fail"
        return listener
    if index == walk.at and sentence.tags[index] == "D" and sentence.lows[index] in sentence.lexicon.dative:
        return _skip_phrase(sentence, index)
    if verb.particle and sentence.lows[index] == verb.particle:
        return index + 1
    return None


def _at_later_that(walk: _Walk, index: int) -> _Answer:
    """A clause with "that" behind circumstances: "said at the hearing that"."""
    that = _that_ahead(walk, index) if "that" in walk.verb.takes else -1
    return walk.until(that, "that") if that >= 0 else None


def _over_circumstance(walk: _Walk, index: int) -> _Answer:
    """Past when, where and how it was said."""
    sentence = walk.sentence
    tag = sentence.tags[index]
    figure = tag == "#" and index == walk.at and "object" in walk.verb.takes
    if tag in "ZA#" and not figure and not _starts_clause(sentence, index):
        return index + 1
    if tag not in "PI":
        return None
    closed = sentence.tags[index + 1 : index + 2] in (",", "Q", ":")
    return index + 1 if closed else _skip_prepositional(sentence, index)


def _at_clause(walk: _Walk, index: int) -> _Answer:
    """A clause without "that", what the verb is about, or a quotation a few words on."""
    sentence, takes = walk.sentence, walk.verb.takes
    tag = sentence.tags[index]
    if takes & {"bare", "that"} and _starts_clause(sentence, index):
        content = walk.until(index, "bare")
        if "bare" in takes or _omits_that(sentence, content):
            return content
    if walk.verb.plain and tag in "DNMEL#" and (clause := _wordy(walk, index)):
        return clause
    if takes & {"object", "quoted"} and index == walk.at and tag in "DNMRO#EL":
        content = walk.until(index, "object")
        if isinstance(content, Content) and "object" not in takes:
            return content if "Q" in sentence.tags[content.first : content.stop] else NOTHING
        return content
    if tag in "DNMZ#" and index < walk.at + 4 and (quote := quote_ahead(sentence, index)) >= 0:
        return walk.quoted(quote)
    return None


def _omits_that(sentence: Sentence, content: Content | int) -> bool:
    """Whether a clause is somebody's though its verb is not sure of one: it holds a quotation, in a language that may
    leave "that" out."""
    if not isinstance(content, Content) or sentence.lexicon.titles_as_sentences:
        return False
    if sentence.tags[content.first] == "R" and sentence.tags[content.first + 1 : content.first + 2] in ("X", "V"):
        return True  # "concluded there was"
    return "Q" in sentence.tags[content.first : content.stop]


def _wordy(walk: _Walk, index: int) -> Content | None:
    """What follows a verb that means nothing but saying, when it is long enough to be a clause though no verb in it is
    known: "said all sailors sign on"."""
    if not walk.sentence.lexicon.wordless.isdisjoint(walk.sentence.lows[index : index + 2]):
        return None
    content = walk.until(index, "bare")
    return content if isinstance(content, Content) and content.stop - content.first >= SHORTEST_CLAUSE else None


STEPS: tuple[Callable[[_Walk, int], _Answer], ...] = (
    _at_mark,
    _at_comma,
    _at_opening_word,
    _over_listener,
    _at_later_that,
    _over_circumstance,
    _at_clause,
)
"""In the order in which they are asked."""


def _starts_clause(sentence: Sentence, index: int) -> bool:
    """Whether a clause with its own subject and verb begins here."""
    tags = sentence.tags
    tag = tags[index]
    if tag not in "DRNMWSEL#Z":
        return False
    if tag == "S":
        return True
    if tag == "R" and tags[index + 1 : index + 2] == "C" and (other := core_at(sentence, index + 2)):
        return tags[other.end() : other.end() + 1] in ("X", "V", "L")  # "he and Ruiz differ"
    if tag == "R":  # "it was", "they all say"; not "added it to the list"
        return sentence.lexicon.verb_second or tags[index + 1 : index + 2] not in ("I", "P", "C", "D", ",", ".", "")
    if index and tags[index - 1] in "P":
        return False
    match = core_at(sentence, index)
    start = match.end() if match else index + 1
    for at in range(start, min(len(tags), start + 14)):
        if tags[at] in "XVL":
            return True
        if tags[at] == "Q" and not sentence.quotes[at].inner_start >= len(sentence.text):
            return sentence.text[sentence.quotes[at].inner_start].islower()
        if tags[at] in "SH":
            return False
        if tags[at] in ",;:.QT":
            return (
                tags[at] == ","
                and at + 1 < len(tags)
                and tags[at + 1] in "WDMALPN#"
                and any(mark in "XV" for mark in tags[at : at + 25])
            )
    return False


def _skip_phrase(sentence: Sentence, index: int) -> int:
    tags = sentence.tags
    if tags[index] in "RO":
        return index + 1
    match = core_at(sentence, index)
    stop = match.end() if match else index + 1
    while stop < len(tags) and tags[stop] == "C" and (more := core_at(sentence, stop + 1)):
        stop = more.end()
    return stop


def _skip_prepositional(sentence: Sentence, index: int) -> int:
    tags = sentence.tags
    at = index + 1
    if at < len(tags) and tags[at] in "ROW":
        return at + 1
    match = core_at(sentence, at)
    if match:
        return match.end()
    quoted = at + 1 if tags[at : at + 1] == "D" else at
    if tags[quoted : quoted + 2] == "QT":
        return quoted + 1
    if possessor := TIME_OF.match(tags, at):
        more = core_at(sentence, possessor.end())
        return more.end() if more else possessor.end()
    if at < len(tags) and tags[at] in "ZE":
        end = at + 1
        more = core_at(sentence, end)
        return more.end() if more and tags[at] == "E" else end
    while at < len(tags) and tags[at] in "DZA#":
        at += 1
    return at if at > index + 1 else index


def _parenthesis(sentence: Sentence, comma: int, limit: int) -> int:
    """Where the sentence goes on after `, …,`; the token after the comma if a quotation follows it, else -1."""
    tags = sentence.tags
    if comma + 1 < len(tags) and tags[comma + 1] == "Q":
        return comma + 1
    that = tags.find(",T", comma + 1, comma + LONGEST_PARENTHESIS)
    if that > 0 and not any(tag in "Q;:." for tag in tags[comma:that]):
        return that + 1
    closing = tags.find(",", comma + 1, limit)
    if closing < 0 or closing - comma > 14:
        return -1
    if closing + 1 < len(tags) and tags[closing + 1] in "TQ":
        return closing + 1
    return -1


def _that_ahead(walk: _Walk, index: int) -> int:
    """The complementiser ahead, if only circumstances stand before it ("said at the hearing that"). What somebody else
    claimed can only be denied ("denied the claim that")."""
    sentence = walk.sentence
    for at in range(index, walk.limit):
        tag = sentence.tags[at]
        if tag == "T":
            claimed = at > index and sentence.lows[at - 1] in sentence.lexicon.claims
            return at if (not claimed or walk.verb.stance == "denies") and _opens_clause(sentence, at) else -1
        if tag in "QXV:;.WRC":
            return -1
    return -1
