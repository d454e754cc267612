"""Pass 4, whom a cue means: the source of each cue verb of a sentence, before it or after it, and where its
attribution begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tuinews.statements.cues import Cue
from tuinews.statements.outlets import is_outlet
from tuinews.statements.phrases import Phrase, noun_phrase_ending, phrase_starting, subject_before
from tuinews.statements.sentences import Sentence

GOVERNED = 16
"""Tokens between an infinitive and the verb that governs it."""
CLOSE = 6
"""Tokens between an infinitive and its subject."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One cue with its source, and where the attribution starts that it makes."""

    cue: Cue
    source: Phrase | None
    inverted: bool
    boundary: int
    verb: int = -1
    """The token of the auxiliary when it opens the clause ("…, hatte X gesagt")."""
    governed: bool = False
    """Whether the cue is an infinitive far from its subject: it may tell what was to be said, not what was."""


def readings_of(sentence: Sentence, cues: list[Cue]) -> list[Reading]:
    readings: list[Reading] = []
    main: Phrase | None = None
    for cue in cues:
        if cue.passive:
            continue
        if sentence.lexicon.verb_second:
            readings.append(_verb_second(sentence, cue))
            continue
        if "place" in cue.reading.takes:
            readings.append(_impersonal(sentence, cue))
            continue
        inverted = cue.subject >= 0 or _inverted(sentence, cue)
        if cue.subject >= 0:
            source: Phrase | None = phrase_starting(sentence, cue.subject)
        elif inverted:
            source = phrase_starting(sentence, past_circumstances(sentence, cue.stop))
            main = main or source  # "…," said X, adding that
        elif cue.reading.form == "gerund" and cue.start == cue.verb:
            source = gerund_source(sentence, cue, main)
        else:
            source = subject_of(sentence, cue)
            if source is None and _shares_subject(sentence, cue):
                source = main or nearest_subject(sentence, cue.start)
            main = main or source
        governed = source is not None and _governed(sentence, cue, source)
        readings.append(Reading(cue, source, inverted, _boundary(sentence, cue, source, inverted), governed=governed))
    return readings


def main_subject(sentence: Sentence, stop: int | None = None) -> Phrase | None:
    """The subject of the first finite verb of a sentence (before token `stop`) that has one."""
    for at, tag in enumerate(sentence.tags[:stop]):
        phrase = subject_before(sentence, at) if tag in "XVL" and at else None
        if phrase and (phrase.first == 0 or sentence.tags[phrase.first - 1] not in "PI"):
            return phrase
    if stop is None and sentence.tags.startswith("M"):
        return phrase_starting(sentence, 0)
    return None


def nearest_subject(sentence: Sentence, before: int) -> Phrase | None:
    """The subject of the last finite verb before a token."""
    for at in range(before - 1, max(0, before - 40), -1):
        if sentence.tags[at] in "XVL" and (phrase := subject_before(sentence, at)):
            return phrase
    return None


def _verb_second(sentence: Sentence, cue: Cue) -> Reading:
    """Source of a verb where one constituent stands before it, whatever it is: the subject or not."""
    tags = sentence.tags
    verb = _auxiliary_of(sentence, cue)
    if "place" in cue.reading.takes:
        return _impersonal(sentence, cue)
    before = _verb_final_subject(sentence, cue) or subject_before(sentence, verb)
    if before and (_oblique(sentence, before) or not _at_clause_start(sentence, before)):
        before = None
    if before is None and verb and tags[verb - 1] == "C":
        before = main_subject(sentence, verb)
    after = _phrase_after(sentence, verb if verb != cue.start else cue.stop - 1)
    quotes = sentence.lows[cue.verb] in sentence.lexicon.via.get("quoting", ())  # whom, not who, stands behind it
    if after and (before is None or (not quotes and _more_subject(sentence, cue, before, after))):
        inverted = verb > 0 and tags[verb - 1] in ",Q-"
        return Reading(cue, after, inverted, _boundary(sentence, cue, after, True), verb)
    return Reading(cue, before, False, _boundary(sentence, cue, before, False))


def _auxiliary_of(sentence: Sentence, cue: Cue) -> int:
    """The token of the finite verb: the auxiliary when the cue is a participle at its clause's end, else the cue."""
    tags, lows = sentence.tags, sentence.lows
    if cue.stop < len(tags) and tags[cue.stop] not in ",.:Q-;CTH":
        return cue.start
    for at in range(cue.start - 1, max(-1, cue.start - 24), -1):
        if lows[at] in sentence.lexicon.perfect:
            return at
        if tags[at] in ";:Q" or (tags[at] == "," and tags[at + 1] not in "D"):
            break
    return cue.start


def _impersonal(sentence: Sentence, cue: Cue) -> Reading:
    """`In dem Brief heißt es`, `heißt es in dem Brief`: the source stands after a preposition."""
    tags, at = sentence.tags, cue.stop
    while tags[at : at + 2] == "PZ" or tags[at : at + 1] in ("A", "Z"):  # hieß es am Montag aus dem Ministerium
        at += 1 + (tags[at] == "P")
    source = phrase_starting(sentence, at + 1) if tags[at : at + 1] == "P" else None
    for at in range(cue.start - 1, max(-1, cue.start - 16), -1):
        if source or tags[at] in ",;:Q":
            break
        if tags[at] == "P" and (at == 0 or tags[at - 1] not in "NM"):
            source = phrase_starting(sentence, at + 1)
    inverted = cue.start > 0 and tags[cue.start - 1] in ",Q"
    return Reading(cue, source, inverted, cue.start - 1 if inverted else -1)


def _phrase_after(sentence: Sentence, verb: int) -> Phrase | None:
    """The subject after its verb, over a reflexive or an adverb."""
    tags = sentence.tags
    at = verb + 1
    while at < len(tags) and at < verb + 5 and (tags[at] in "AOZ" or tags[at : at + 2] == "PZ"):
        at += 1
    found = phrase_starting(sentence, at)
    it = tags[at : at + 2] in ("RM", "RD") and sentence.lexicon.speakers.get(sentence.lows[at]) == "neuter"
    if found and (it or _oblique(sentence, found)):  # beschrieb es X, sagte dem Sender X
        found = phrase_starting(sentence, found.stop)
    return found


def _more_subject(sentence: Sentence, cue: Cue, before: Phrase, after: Phrase) -> bool:
    """Whether of the phrases on both sides of a verb the second is rather its subject: a pronoun, or a name or
    nominative where the first is neither."""
    if sentence.lows[after.head_first] in sentence.lexicon.via.get("listener", ()) and is_outlet(sentence, after):
        return False  # "X sagte der Zeitung Y"
    head = sentence.tags[after.head_first : after.head_stop]
    first = sentence.tags[before.head_first : before.head_stop]
    if head == "R":
        return first != "R" and sentence.lexicon.speakers.get(sentence.lows[after.head_first]) != "neuter"
    if "M" in first or first == "R" or _oblique(sentence, after):
        return False
    if "M" in head:
        return True
    said = sentence.lows[before.head_first]
    if first not in ("N", "L") or sentence.lexicon.noun_kinds(said) or head[0] != "D":
        return False
    if said.endswith(sentence.lexicon.abstract) or sentence.lows[after.head_first] in sentence.lexicon.nominative:
        return True  # "Kritik äußerte die Partei", "Mehr sagte der Minister"
    speaks = sentence.lexicon.noun_kinds(sentence.lows[after.head_stop - 1]) & SPEAKERS
    return (
        bool(speaks) and "object" not in cue.reading.takes
    )  # "Offiziell sagt die Partei", but "Stern lobt die Partei"


def _verb_final_subject(sentence: Sentence, cue: Cue) -> Phrase | None:
    """`wie X mitteilte`: the verb closes a clause that a subordinator opens."""
    tags = sentence.tags
    if cue.stop < len(tags) and tags[cue.stop] not in ",.Q:-X":
        return None
    for at in range(cue.start - 1, max(-1, cue.start - 24), -1):
        if tags[at] in "SHT":
            return phrase_starting(sentence, at + 1)
        if tags[at] in ",;:Q":
            return None
    return None


def _oblique(sentence: Sentence, phrase: Phrase) -> bool:
    return sentence.lows[phrase.head_first] in sentence.lexicon.oblique


def _at_clause_start(sentence: Sentence, phrase: Phrase) -> bool:
    return phrase.first == 0 or sentence.tags[phrase.first - 1] in ",;:-QCSHT"


SPEAKERS = frozenset({"male", "female", "person", "organisation", "anonymous"})
"""Kinds of nouns that may speak."""
CIRCUMSTANCES = re.compile(
    "(?:[AO]|[PD]{0,2}Z)*P[DA#]{0,2}[NLZ]M+(?=DN{0,2}M)|(?:[AO]|[PD]{0,2}Z)*P[DA#]{0,2}[NLZ](?=D?N{0,2}M)|(?:[AO]|D?Z){1,3}"
)
"""What may stand between a verb and its subject: `wyznał na konferencji trener Ruiz`, `dijo ayer la alcaldesa`."""


def past_circumstances(sentence: Sentence, at: int) -> int:
    """Where the subject begins that follows a verb, over where and when."""
    if not sentence.lexicon.titles_as_sentences:
        return at
    match = CIRCUMSTANCES.match(sentence.tags, at)
    return match.end() if match else at


def _inverted(sentence: Sentence, cue: Cue) -> bool:
    """`"…," said Ana Ruiz`: the subject stands after its verb, and no other verb follows it."""
    tags = sentence.tags
    compound = cue.reading.form == "participle" or tags[cue.start] == "O"
    if (
        (cue.start != cue.verb and not compound)
        or cue.reading.form not in ("finite", "participle")
        or cue.stop >= len(tags)
    ):
        return False
    if cue.start and tags[cue.start - 1] not in "Q,-" and sentence.lows[cue.start - 1] not in sentence.lexicon.comment:
        return False
    apposed = tags[cue.start - 1 : cue.start] == "," and not sentence.lexicon.titles_as_sentences
    if apposed and not set(tags[: cue.start]) & set("QXVLERO"):
        return False  # "Ana Ruiz, the mayor of Sol, said the heat …": nothing that could have been said stands before
    if tags[past_circumstances(sentence, cue.stop)] not in "DNMR#LE" or (
        tags[cue.start - 1 : cue.start] == "," and cue.reading.takes & {"object", "listener"}
    ):
        return False
    at = past_circumstances(sentence, cue.stop)
    phrase = phrase_starting(sentence, at)
    if not phrase or sentence.lows[at] in sentence.lexicon.dative:
        return False
    after = tags[phrase.stop : phrase.stop + 2]
    if after[:1] == "Q" and tags[max(0, cue.start - 2) : cue.start][-1:] == "," and tags[cue.start - 2] != "Q":
        return False
    if cue.start and tags[cue.start - 1] == "Q":
        return not after or after == "LP" or (after[0] not in "VXLT" and after != "AX")
    return not after or after[0] not in "VXLTISAEH"


def subject_of(sentence: Sentence, cue: Cue) -> Phrase | None:
    """Who stands before a cue as its subject; for an infinitive, as that of the verb that governs it."""
    start = cue.start
    if start and sentence.tags[start - 1] == "I":
        return _subject_of_infinitive(sentence, start - 1)
    phrase = subject_before(sentence, start)
    if (
        phrase
        and phrase.first > 1
        and sentence.tags[phrase.first - 1] == "P"
        and sentence.tags[phrase.first - 2] == "X"
    ):
        return subject_before(sentence, phrase.first - 1)
    return phrase


def _subject_of_infinitive(sentence: Sentence, to: int) -> Phrase | None:
    """`X went on to say`: X; `Y prompted X to say`: X too, for whoever is made to say something does."""
    tags = sentence.tags
    made = noun_phrase_ending(sentence, to) if to and tags[to - 1] in "NM" else None
    if made and made.first and tags[made.first - 1] in "VL" and _somebody(sentence, made):
        return made
    for at in range(to - 1, max(0, to - GOVERNED), -1):
        if tags[at] in ";:Q":
            return None
        if tags[at] in "VLX" and (phrase := subject_before(sentence, at)):
            return phrase
    return None


def _governed(sentence: Sentence, cue: Cue, source: Phrase) -> bool:
    """Whether more than verbs and adverbs stand between an infinitive and its subject."""
    to = cue.start - 1
    if to < 0 or sentence.tags[to] != "I" or source.stop > to:
        return False
    return to - source.stop >= CLOSE or bool(sentence.tags[source.stop : to].strip("VLNAXEP"))


def _somebody(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase names a person or a body, rather than what somebody does something to."""
    head = range(phrase.head_first, phrase.head_stop)
    kinds = sentence.lexicon.noun_kinds(sentence.lows[phrase.head_stop - 1])
    return sentence.tags[head[-1]] == "M" or bool(kinds & {"person", "male", "female", "organisation"})


def _shares_subject(sentence: Sentence, cue: Cue) -> bool:
    """`X left and said`: a verb that a conjunction ties to the one before."""
    return cue.start > 0 and sentence.tags[cue.start - 1] == "C"


def gerund_source(sentence: Sentence, cue: Cue, main: Phrase | None) -> Phrase | None:
    """`…, saying that`: the subject of the clause before; `a letter saying that`: the noun before."""
    tags = sentence.tags
    if cue.start > 1 and sentence.lows[cue.start - 1] in sentence.lexicon.comment:
        return noun_phrase_ending(sentence, cue.start - 1) or main
    if cue.start and tags[cue.start - 1] in "NM" and (found := subject_before(sentence, cue.start)):
        return _who_issued(sentence, found) or found
    if tags[0] not in "SPE" and (found := main_subject(sentence, cue.start)):
        return found
    return main or main_subject(sentence, cue.start)


def _who_issued(sentence: Sentence, document: Phrase) -> Phrase | None:
    """Who sent, signed or published what is said to say something: `Ruiz sent a letter saying that`."""
    lexicon = sentence.lexicon
    verb = document.first - 1
    if verb < 1 or sentence.lows[verb] not in lexicon.issuing:
        return None
    kinds = lexicon.noun_kinds(sentence.lows[document.head_stop - 1])
    return subject_before(sentence, verb) if "document" in kinds else None


def _boundary(sentence: Sentence, cue: Cue, source: Phrase | None, inverted: bool) -> int:
    """The token before which what another cue reports must end, or -1 when this cue may be part of it."""
    tags = sentence.tags
    first = cue.start if inverted or not source or source.first > cue.start else min(source.first, cue.start)
    if (cue.reading.form == "gerund" and cue.start == cue.verb) or _shares_subject(sentence, cue):
        first = cue.start
    if first == 0:
        return 0
    if introduces(sentence, cue):
        return first - 1 if tags[first - 1] in ",-;CQS" else first
    if tags[first - 1] == "Q" and tags[:1] in ("S", "H"):
        return first
    if tags[first - 1] == "S" and first > 1 and tags[first - 2] == ",":
        return first - 2
    if tags[first - 1] == "C" and first > 1:
        return first - 2 if tags[first - 2] == "," else first - 1
    return first - 1 if tags[first - 1] in ",-;Q" else -1


def introduces(sentence: Sentence, cue: Cue) -> bool:
    """Whether a whole quotation follows the cue at once: `X said, "It is."`"""
    at = cue.stop + (sentence.tags[cue.stop : cue.stop + 1] in (",", ":"))
    quote = sentence.quotes.get(at)
    return quote is not None and sentence.text[quote.inner_start : quote.inner_start + 1].isupper()
