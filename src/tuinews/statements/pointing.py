"""Sentences that say who said the one before: `Das teilte die Polizei mit.`, `Об этом сообщает ТАСС.`, `That's
according to the ministry.`"""

from __future__ import annotations

from tuinews.statements.cues import cues_in, prefaces_in
from tuinews.statements.drafts import Draft
from tuinews.statements.phrases import phrase_starting
from tuinews.statements.prefaces import source_after
from tuinews.statements.sentences import Sentence
from tuinews.statements.sources import past_circumstances

FURTHEST = 2
"""Tokens between the words that point back and their cue ("That is according to")."""


def pointer_in(sentence: Sentence) -> Draft | None:
    """The attribution of the sentence before, without its content, when a sentence is nothing else."""
    if sentence.quotes or not sentence.lexicon.pointing:
        return None
    opening = next((len(words) for words in sentence.lexicon.pointing if _stands_at(sentence, words, 0)), 0)
    return _with_verb(sentence, opening) or (_with_preface(sentence, opening) if opening else None)


def _stands_at(sentence: Sentence, words: tuple[str, ...], at: int) -> bool:
    return tuple(sentence.lows[at : at + len(words)]) == words


def _with_verb(sentence: Sentence, opening: int) -> Draft | None:
    """`Das teilte die Polizei mit`, `Poinformowała o tym policja`: the subject stands behind its verb."""
    tags, lexicon = sentence.tags, sentence.lexicon
    if not (lexicon.verb_second or lexicon.titles_as_sentences):  # where a subject never stands there
        return None
    verb = past_circumstances(sentence, opening) if opening else 0  # "Об этом в воскресенье сообщили"
    while tags[verb : verb + 2] == "PZ" and opening:
        verb += 2
    starts = (0, opening, verb)
    cue = next((cue for cue in cues_in(sentence, lexicon) if cue.start in starts or cue.verb in starts), None)
    if cue is None or "that" not in cue.reading.takes:
        return None
    at = cue.stop
    if not opening:
        at += next((len(words) for words in lexicon.pointing if _stands_at(sentence, words, at)), 0)
    if at == cue.stop and not opening:
        return None
    while tags[at : at + 1] in ("A", "O", "Z") or tags[at : at + 2] == "PZ":
        at += 1 + (tags[at] == "P")
    at = past_circumstances(sentence, at)
    inside = lexicon.cases and tags[at : at + 1] == "P" and sentence.lows[at] in lexicon.via.get("place", ())
    source = phrase_starting(sentence, at + bool(inside))  # "сообщили в МЧС"
    if not source or set(tags[source.stop :]) & set("TQ:XV"):
        return None
    if tags[at] == "R" and sentence.lows[at] not in lexicon.speakers:  # "Das sagte niemand"
        return None
    return Draft(sentence, [], source, (cue.start, cue.stop), cue.reading.stance, "pointed")


def _with_preface(sentence: Sentence, opening: int) -> Draft | None:
    """`That's according to the ministry`."""
    for item in prefaces_in(sentence, sentence.lexicon):
        if item.start <= opening + FURTHEST and item.preface.source == "after":
            source = source_after(sentence, item.stop)
            if source and not set(sentence.tags[source.stop :]) & set("XVTQ"):
                return Draft(sentence, [], source, (item.start, item.stop), item.preface.stance, "pointed")
    return None
