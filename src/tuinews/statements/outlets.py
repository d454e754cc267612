"""Who passes news on by trade: agencies, papers and stations, known by their noun or by their name."""

from __future__ import annotations

from tuinews.statements.phrases import Phrase
from tuinews.statements.sentences import Sentence


def is_outlet(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase is an outlet: `the newspaper`, `the Meridian Herald`, `AFP`."""
    return names_outlet(sentence, phrase.head_first, phrase.head_stop)


def names_outlet(sentence: Sentence, first: int, stop: int) -> bool:
    """The same for the tokens of a name or noun phrase, its article and what stands before its name aside."""
    lexicon = sentence.lexicon
    lows = sentence.lows[first:stop]
    if not lows:
        return False
    capital = sentence.words[stop - 1][:1].isupper()
    if capital and any(" ".join(lows[at:]) in lexicon.outlets for at in range(len(lows))):
        return lexicon.gender_of(lows[0]) is None
    nouns = lows if lexicon.head_first else lows[-1:]
    return any("outlet" in lexicon.noun_kinds(low) for low in nouns) and lexicon.gender_of(lows[0]) is None
