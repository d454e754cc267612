"""Passes 4 and 5 for nouns that hold a clause: `Ana Ruiz's claim that …`."""

from __future__ import annotations

from tuinews.statements.drafts import Draft
from tuinews.statements.phrases import Phrase, owner, phrase_starting, subject_before
from tuinews.statements.reach import Content
from tuinews.statements.sentences import Sentence
from tuinews.statements.sources import main_subject


def claims_in(sentence: Sentence, stops: list[int]) -> list[Draft]:
    """A noun that holds a clause, with its owner or with whoever expresses it (`X voiced the hope that …`)."""
    claims = sentence.lexicon.claims
    if sentence.lexicon.verb_second and sentence.lexicon.capitals == "nouns":
        found = (_behind_comma(sentence, at, stops) for at, low in enumerate(sentence.lows[:-2]) if low in claims)
        return [draft for draft in found if draft]
    return [
        draft
        for at, low in enumerate(sentence.lows[:-2])
        if low in claims
        and sentence.tags[at] in "NM"
        and sentence.tags[at + 1] == "T"
        and (draft := _claim_at(sentence, at, stops))
    ]


def _claim_at(sentence: Sentence, at: int, stops: list[int]) -> Draft | None:
    source = _owner(sentence, at) or _expresser(sentence, at)
    last = next((stop for stop in stops if stop > at + 1), len(sentence))
    while last > at and sentence.tags[last - 1] in ".,;:-C":
        last -= 1
    relative = not sentence.lexicon.pro_drop and sentence.tags[at + 2] in "XVL"
    if source is None or relative or last <= at + 3:
        return None
    stance = sentence.lexicon.claims[sentence.lows[at]]
    return Draft(sentence, [Content(at + 1, last, "that")], source, (at, at + 1), stance, "noun-that")


def _behind_comma(sentence: Sentence, at: int, stops: list[int]) -> Draft | None:
    """`die Behauptung Sols, es sei …`, `vertrat die Ansicht, dass …`: a comma parts the clause from its noun."""
    tags, lexicon = sentence.tags, sentence.lexicon
    holder = phrase_starting(sentence, at + 1) if sentence.lows[at + 1] in lexicon.binding else None
    comma = holder.stop if holder else at + 1
    if holder is None and sentence.lows[comma] in lexicon.expressing:  # hatte die Ansicht vertreten, es sei …
        comma += 1
    if tags[comma : comma + 1] != "," or tags[comma + 1 : comma + 2] in ("", "W", "C", "Q"):
        return None
    if holder is None and not lexicon.expressing.isdisjoint(sentence.lows[:comma]):
        holder = main_subject(sentence, at)
    last = next((stop for stop in stops if stop > comma + 1), len(sentence))
    while last > comma and tags[last - 1] in ".,;:-C":
        last -= 1
    if holder is None or last <= comma + 3:
        return None
    stance = lexicon.claims[sentence.lows[at]]
    return Draft(sentence, [Content(comma + 1, last, "that")], holder, (at, at + 1), stance, "noun-that")


def _owner(sentence: Sentence, at: int) -> Phrase | None:
    """Whose the claim at a token is: `Ruiz's claim`, `her claim`."""
    mark = sentence.tags.rfind("G", max(0, at - 4), at)
    if mark > 0:
        return owner(sentence, mark)
    return Phrase(at - 1, at, at - 1, at) if at and sentence.lows[at - 1] in sentence.lexicon.speakers else None


def _expresser(sentence: Sentence, at: int) -> Phrase | None:
    """Who expresses the claim at a token: the subject of a verb that does nothing else."""
    verb = at - 1
    while verb > 0 and sentence.tags[verb] in "DALN":
        if sentence.lows[verb] in sentence.lexicon.expressing:
            return subject_before(sentence, verb)
        verb -= 1
    return None
