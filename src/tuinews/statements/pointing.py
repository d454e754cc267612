"""Sentences that say who said the one before: `Das teilte die Polizei mit.`, `That's according to the ministry.`"""

from __future__ import annotations

from typing import NamedTuple

from tuinews.core.statement import Stance
from tuinews.statements.cues import cues_in, prefaces_in
from tuinews.statements.phrases import Phrase, phrase_starting
from tuinews.statements.sentences import Sentence

LATEST = 3
"""Tokens from the pointing word within which its cue stands."""


class Pointer(NamedTuple):
    """Who said what stands before, and the tokens of the cue."""

    source: Phrase
    cue: tuple[int, int]
    stance: Stance


def pointer_in(sentence: Sentence) -> Pointer | None:
    """What a sentence tells about the one before, when that is all it does."""
    if sentence.lows[0] not in sentence.lexicon.pointing or sentence.quotes:
        return None
    return _with_verb(sentence) or _with_preface(sentence)


def _with_verb(sentence: Sentence) -> Pointer | None:
    """`Das teilte die Polizei mit`: the subject stands behind its verb, for the object opens the sentence."""
    tags, lexicon = sentence.tags, sentence.lexicon
    cue = next((cue for cue in cues_in(sentence, lexicon) if cue.start == 1), None)
    if not lexicon.verb_second or cue is None or "that" not in cue.reading.takes:
        return None
    at = cue.stop
    while tags[at : at + 1] in ("A", "O", "Z") or tags[at : at + 2] == "PZ":
        at += 1 + (tags[at] == "P")
    source = phrase_starting(sentence, at)
    if not source or set(tags[source.stop :]) & set("TQ,:"):
        return None
    if tags[at] == "R" and sentence.lows[at] not in lexicon.speakers:  # "Das sagte niemand"
        return None
    return Pointer(source, (cue.start, cue.stop), cue.reading.stance)


def _with_preface(sentence: Sentence) -> Pointer | None:
    """`That's according to the ministry`."""
    for item in prefaces_in(sentence, sentence.lexicon):
        if item.start < LATEST and item.preface.source == "after":
            source = phrase_starting(sentence, item.stop)
            if source and not set(sentence.tags[source.stop :]) & set("XVTQ"):
                return Pointer(source, (item.start, item.stop), item.preface.stance)
    return None
