"""Passes 4 and 5 for nouns that hold a clause: `Ana Ruiz's claim that …`."""

from __future__ import annotations

from tuinews.statements.contents import Content
from tuinews.statements.drafts import Draft
from tuinews.statements.phrases import Phrase, owner
from tuinews.statements.sentences import Sentence


def claims_in(sentence: Sentence, stops: list[int]) -> list[Draft]:
    """`Ana Ruiz's claim that …`: a noun that holds a clause, with its owner."""
    tags = sentence.tags
    found = []
    for at, low in enumerate(sentence.lows[:-2]):
        stance = sentence.lexicon.claims.get(low)
        if not stance or tags[at + 1] != "T" or at < 1:
            continue
        owner_stop = tags.rfind("G", max(0, at - 4), at)
        if owner_stop > 0:
            source = owner(sentence, owner_stop)
        elif sentence.lows[at - 1] in sentence.lexicon.speakers:
            source = Phrase(at - 1, at, at - 1, at)
        else:
            continue
        last = next((stop for stop in stops if stop > at + 1), len(sentence))
        while last > at and tags[last - 1] in ".,;:-C":
            last -= 1
        if source and last > at + 3:
            found.append(Draft(sentence, [Content(at + 1, last, "that")], source, (at, at + 1), stance, "noun-that"))
    return found
