"""Pass 3: the words of a sentence that announce a statement: verbs, and prefaces such as "according to"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tuinews.statements.lexicon import Form, Lexicon, Preface, Verb
from tuinews.statements.sentences import Sentence

PARTICLE_REACH = 30
"""Tokens between a split verb and its particle."""
VERBAL = "VLEMNX"
"""Tags that the first word of a phrasal cue may have, whose own tag tells little."""
QUOTER_REACH = 10
"""Tokens between "was quoted" and "as saying"."""
MODAL_REACH = 5
"""Tokens between an auxiliary or "to" and the verb that it governs."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue verb in its sentence. `start` includes auxiliaries and adverbs ("has also said"); `verb` is the verb
    itself, `stop` the end with its particles ("pointed out")."""

    start: int
    verb: int
    stop: int
    reading: Verb
    passive: bool = False
    negated: bool = False
    subject: int = -1
    """The token of a pronoun that stands between auxiliary and participle ("a-t-il ajouté")."""


@dataclass(frozen=True, slots=True)
class PrefaceCue:
    """A preface in its sentence."""

    start: int
    stop: int
    preface: Preface


def cues_in(sentence: Sentence, lexicon: Lexicon) -> list[Cue]:
    """The cue verbs of a sentence, in order."""
    verbs = lexicon.verbs
    found = []
    for at, low in enumerate(sentence.lows):
        if (sentence.tags[at] in "VLEMX" and low in verbs) or (
            sentence.tags[at] in "VLEMNX" and low in lexicon.phrasal
        ):
            cue = _cue_at(sentence, at, lexicon)
            if cue:
                found.append(cue)
    return found


def prefaces_in(sentence: Sentence, lexicon: Lexicon) -> list[PrefaceCue]:
    """The prefaces of a sentence, in order."""
    found: list[PrefaceCue] = []
    for at, low in enumerate(sentence.lows):
        if found and at < found[-1].stop:
            continue
        for preface in lexicon.prefaces.get(low, ()):
            stop = at + len(preface.words)
            if tuple(sentence.lows[at:stop]) == preface.words and _preface_fits(sentence, at, stop, preface):
                found.append(PrefaceCue(at, stop, preface))
                break
    return found


def _preface_fits(sentence: Sentence, at: int, stop: int, preface: Preface) -> bool:
    if preface.edge and (at == 0 or sentence.tags[at - 1] not in ",Q-"):
        return False
    if preface.quoted and (at or "Q" not in sentence.tags):
        return False
    if preface.source == "after" and sentence.tags[stop : stop + 1] in ("", "X", ".", ",", ":", "C"):
        return False
    if preface.heads:
        near = sentence.lows[stop : stop + 5]
        return any(
            low.endswith(preface.heads) for low, tag in zip(near, sentence.tags[stop:], strict=False) if tag in "NM"
        )
    return True


def _cue_at(sentence: Sentence, at: int, lexicon: Lexicon) -> Cue | None:
    low = sentence.lows[at]
    if at and sentence.words[at][0].isupper() and not sentence.words[at - 1].startswith('"'):
        return None
    stop = at + 1
    name = low
    for rest in lexicon.phrasal.get(low, ()):
        if tuple(sentence.lows[at + 1 : at + 1 + len(rest)]) == rest:
            name, stop = "_".join((low, *rest)), at + 1 + len(rest)
            break
    readings = lexicon.verbs.get(name)
    if not readings:
        return None
    return _reading_of(sentence, at, stop, readings, lexicon)


def _reading_of(sentence: Sentence, at: int, stop: int, readings: tuple[Verb, ...], lexicon: Lexicon) -> Cue | None:
    """The reading that the auxiliaries before the verb allow."""
    tags, lows = sentence.tags, sentence.lows
    stands_alone = at > 0 and tags[at - 1] == "D" and bool(lexicon.noun_kinds(lows[at - 1]))  # "some say"
    points_back = tuple(lows[:at]) in lexicon.pointing  # "Lo riferisce l'agenzia"
    if (
        at
        and tags[at - 1] in "DGP"
        and not (lexicon.verb_second or stands_alone or points_back)
        and not (tags[at - 1] == "P" and readings[0].form == "gerund")
    ):
        return None
    by_form = {reading.form: reading for reading in readings if not reading.particle}
    for reading in readings:
        if reading.particle and _particle_follows(sentence, stop, reading.particle):
            by_form[reading.form] = reading
    if not by_form:
        return None
    if lexicon.verb_second:
        return _apart(sentence, at, stop, by_form, lexicon)
    start, inside = at, "XAO" if lexicon.reflexive else "XA"
    subject = at - 1 if tags[at - 1 : at] == "R" and sentence.words[at - 1].startswith("-") else -1
    if subject > 0 and tags[subject - 1] == "X":
        start = subject
    while start > 0 and at - start < MODAL_REACH and tags[start - 1] in inside:
        start -= 1
    auxiliaries = [low for low, tag in zip(lows[start:at], tags[start:at], strict=True) if tag == "X"]
    negated = not lexicon.negation.isdisjoint(lows[start:at])
    if "gerund" in by_form and (quoted := _quoted_as(sentence, at)) >= 0:
        return Cue(quoted, at, stop, replace(by_form["gerund"], form="finite"))
    infinitive = start > 0 and tags[start - 1] == "I"
    if infinitive and start > 1 and lows[start - 2] in lexicon.passive:
        return None
    negated = negated or (infinitive and start > 1 and lows[start - 2] in lexicon.refusing)
    if infinitive or auxiliaries:
        form = by_form.get("base") or by_form.get("finite")
        passive = bool(auxiliaries) and "gerund" not in by_form and _to_be(auxiliaries[-1], lows[start:at], lexicon)
        form = by_form.get("participle") or by_form.get("gerund") or form if auxiliaries else form
        return Cue(start, at, stop, form or readings[0], passive, negated, subject if start < subject else -1)
    finite = by_form.get("finite") or by_form.get("base") or by_form.get("gerund")
    return Cue(start, at, stop, finite, False, negated) if finite else None


def _to_be(auxiliary: str, verb: list[str], lexicon: Lexicon) -> bool:
    return auxiliary in lexicon.passive and lexicon.reflexive.isdisjoint(verb)


def _apart(sentence: Sentence, at: int, stop: int, by_form: dict[Form, Verb], lexicon: Lexicon) -> Cue | None:
    """A verb whose auxiliary may stand far from it; passive ones have no speaker."""
    tags = sentence.tags
    final = stop >= len(tags) or tags[stop] in ",.:Q-;CXTH"
    reading = by_form.get("finite") or (by_form.get("participle") if final else None)
    if reading is None:
        return None
    passive = False
    if final and "participle" in by_form:
        for before in range(at - 1, max(-1, at - 20), -1):
            if tags[before] in ",;:Q":
                break
            passive = passive or sentence.lows[before] in lexicon.passive
        passive = passive or (stop < len(tags) and sentence.lows[stop] in lexicon.passive)
    thus = at > 1 and sentence.lows[at - 1] in lexicon.thus and tags[at - 2] in ",Q"
    return Cue(at - thus, at, stop, reading, passive)


def _quoted_as(sentence: Sentence, at: int) -> int:
    """Where `was quoted by Y as saying` begins, whose subject says it; -1 when the gerund is no part of that."""
    lexicon = sentence.lexicon
    if at < 3 or sentence.lows[at - 1] not in lexicon.comment:
        return -1
    quoting = lexicon.via.get("quoting", frozenset())
    for before in range(at - 2, max(0, at - QUOTER_REACH), -1):
        if sentence.lows[before] in quoting:
            return before - 1 if sentence.lows[before - 1] in lexicon.passive else -1
    return -1


def _particle_follows(sentence: Sentence, at: int, particle: str) -> bool:
    """Whether a split verb's particle closes its clause ("teilte … mit")."""
    for index in range(at, min(len(sentence), at + PARTICLE_REACH)):
        if sentence.tags[index] in ",:.;QTH" and index > at:
            return sentence.lows[index - 1] == particle
    return sentence.lows[min(len(sentence), at + PARTICLE_REACH) - 1] == particle
