"""Whom a description stands for: `the minister`, `the company`, `officials`."""

from __future__ import annotations

import re

from tuinews.core.statement import Source, SourceType, Span
from tuinews.statements.names import NAME_RUN, PERSONAL, text_of, without_determiner
from tuinews.statements.phrases import Phrase, core_at
from tuinews.statements.roster import Roster, Stranger, Voice
from tuinews.statements.sentences import Sentence

APPOSED = re.compile("D?[NL]{0,2}(M)")
"""A name in apposition, with its rank: ", le colonel Yves Tanguy,"."""
NAMED = re.compile(",D?[NL]{0,2}M")
"""What stands behind a description that is named at once: "The minister, Ana Ruiz,"."""
STILL = 3
"""Sentences within which a description that tells little is of whoever spoke."""


def described(roster: Roster, sentence: Sentence, phrase: Phrase, mention: Span) -> Source:
    """The source of a phrase without a name: a voice that is known by its role, or somebody who is not named."""
    lexicon = sentence.lexicon
    lows = sentence.lows[phrase.head_first : phrase.head_stop]
    noun = _noun_of(sentence, lows)
    kinds = lexicon.noun_kinds(noun)
    definite = bool(lows) and lows[0] in lexicon.definite
    plural = noun.endswith("s") and noun not in lexicon.nouns
    if definite and not plural and (voice := _by_role(roster, sentence, phrase, noun, kinds)):
        roster.speak(voice)
        return voice.meant_by(mention)
    text = without_determiner(text_of(sentence, phrase.head_first, phrase.head_stop), lexicon)
    if appositive := _appositive_name(roster, sentence, phrase):
        appositive.role = appositive.role or text
        roster.speak(appositive)
        return appositive.meant_by(mention)
    if "plain" in kinds and (definite or lexicon.cases) and (voice := _still_speaking(roster, kinds)):
        return voice.meant_by(mention)
    if "generic" in kinds and definite and not plural and len(lows) == 2 and (voice := _known_body(roster)):
        roster.speak(voice)
        return voice.meant_by(mention)
    for kind in ("document", "organisation", "place"):
        if kind in kinds:
            return Source(text, mention, kind)
    found: SourceType = "person" if "person" in kinds and not plural and definite else "anonymous"
    personal = bool(kinds & (PERSONAL | {"anonymous"})) or _who_follows(sentence, phrase)
    if personal and not plural and lows[:1] and lexicon.tags.get(lows[0]) == "D":
        gender = next((gender for gender in ("male", "female") if gender in kinds), "")
        roster.stranger = Stranger(roster.sentence, found, gender)
    return Source(None, mention, found)


def notice(roster: Roster, sentence: Sentence) -> None:
    """Keep in mind the person whom a sentence begins with by description ("The mayor opened the door."): a voice that
    is known by its role, or somebody without a name, whom "he" or "she" may stand for next."""
    core = core_at(sentence)
    if not core or "M" in core.group() or sentence.lows[0] not in sentence.lexicon.definite:
        return
    if sentence.tags[core.end() : core.end() + 1] not in ("V", "X", "L", ",") or NAMED.match(sentence.tags, core.end()):
        return
    noun = sentence.lows[core.end() - 1]
    kinds = sentence.lexicon.noun_kinds(noun)
    if not kinds & PERSONAL or noun not in sentence.lexicon.nouns:
        return
    phrase = Phrase(0, core.end(), 0, core.end())
    if voice := _by_role(roster, sentence, phrase, noun, kinds):
        voice.before, voice.seen, voice.at = voice.seen, roster.sentence, sentence.start
        voice.subject = roster.sentence
        roster.touch(voice)
    else:
        gender = next((gender for gender in ("male", "female") if gender in kinds), "")
        roster.stranger = Stranger(roster.sentence, "person", gender)


def _noun_of(sentence: Sentence, lows: list[str]) -> str:
    """The noun that tells what a description is about."""
    noun = lows[-1] if lows else ""
    if sentence.lexicon.head_first:
        return next((low for low in lows if sentence.lexicon.noun_kinds(low)), noun)
    return noun


def _who_follows(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a relative pronoun for persons goes on after the head: "a man who asked not to be named"."""
    at = sentence.tags.find("W", phrase.head_stop, max(phrase.head_stop, phrase.stop))
    return at >= 0 and sentence.lexicon.speakers.get(sentence.lows[at]) == "relative"


def surname(roster: Roster, sentence: Sentence, phrase: Phrase, mention: Span) -> Source | None:
    """Where every noun has a capital, a name is told from a noun by the person that was called so before."""
    last = phrase.head_stop - 1
    if sentence.lexicon.capitals != "nouns" or not sentence.words[last][:1].isupper():
        return None
    if phrase.head_first != last or sentence.lexicon.noun_kinds(sentence.lows[last]):
        return None
    voice = roster.by_key.get(roster.key([sentence.words[last]]))
    if voice is None or voice.type != "person" or not (voice.role or voice.certain):
        return None
    roster.speak(voice)
    return voice.meant_by(mention)


def _known_body(roster: Roster) -> Voice | None:
    """Whom `the company` stands for: the organisation spoken of last whose name does not say that it is something
    else."""
    for voice in roster.latest():
        if voice.type == "organisation" and voice.certain and roster.sentence - voice.seen <= 2 * STILL:
            kinds = [roster.lexicon.noun_kinds(word) for word in voice.name.lower().split()]
            if not any(kind & {"organisation", "outlet"} for kind in kinds):
                return voice
    return None


def _still_speaking(roster: Roster, kinds: frozenset[str]) -> Voice | None:
    """Whom `the woman` or `the pensioner` stands for: who spoke last, if the noun fits."""
    for voice in roster.latest():
        if voice.type == "person" and roster.sentence - voice.spoke <= STILL and voice.spoke >= 0:
            return voice if not voice.gender or voice.gender in kinds else None
    return None


def _appositive_name(roster: Roster, sentence: Sentence, phrase: Phrase) -> Voice | None:
    """`the minister, Ana Ruiz,` names its noun."""
    at = sentence.tags.find(",", phrase.head_stop, phrase.stop)
    name = APPOSED.match(sentence.tags, at + 1, phrase.stop) if at >= 0 else None
    run = NAME_RUN.match(sentence.tags, name.start(1), phrase.stop) if name else None
    return roster.meet(sentence, run.start(), run.end()) if run else None


def _by_role(roster: Roster, sentence: Sentence, phrase: Phrase, noun: str, kinds: frozenset[str]) -> Voice | None:
    """The voice whose role or name holds every word of a description, latest first."""
    head = range(phrase.head_first, phrase.head_stop)
    words = {sentence.lows[at] for at in head if sentence.tags[at] != "D"}
    for voice in roster.latest():
        if words <= set(f"{voice.role} {voice.name}".lower().replace(",", " ").split()):
            return voice
    if "organisation" in kinds and words == {noun}:
        for voice in roster.latest():
            if voice.type == "organisation" and noun in voice.name.lower().split():
                return voice
    return None
