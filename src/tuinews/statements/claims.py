"""Passes 4 and 5 for nouns that hold a clause: `Ana Ruiz's claim that …`."""

from __future__ import annotations

from tuinews.statements.contents import Content
from tuinews.statements.drafts import Draft
from tuinews.statements.phrases import Phrase, owner, subject_before
from tuinews.statements.sentences import Sentence


def claims_in(sentence: Sentence, stops: list[int]) -> list[Draft]:
    """A noun that holds a clause, with its owner or with whoever expresses it (`X voiced the hope that …`)."""
    claims = sentence.lexicon.claims
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
