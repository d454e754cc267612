"""An attribution while it is being found."""

from __future__ import annotations

from dataclasses import dataclass

from tuinews.core.statement import Stance
from tuinews.statements.phrases import Phrase
from tuinews.statements.reach import Content
from tuinews.statements.sentences import Sentence


@dataclass(slots=True)
class Draft:
    """What one cue or preface of a sentence announces; all positions are tokens of `sentence`."""

    sentence: Sentence
    contents: list[Content]
    source: Phrase | None
    cue: tuple[int, int] | None
    stance: Stance
    rule: str
    relays: tuple[Phrase, ...] = ()
    """Who passed the words on, when other attributions of the sentence say so, from the page back to the source."""
    mention: tuple[int, int] | None = None
    """The tokens that point to the source, when they are not its phrase ("eigenen Angaben zufolge")."""
