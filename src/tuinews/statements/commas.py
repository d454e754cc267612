"""Pass 5 in languages that set a comma before every clause: what follows a cue."""

from __future__ import annotations

from tuinews.statements.lexicon import Verb
from tuinews.statements.reach import APPROACH, Content, quote_ahead, quoted, until
from tuinews.statements.sentences import Sentence, is_title


def after_comma(sentence: Sentence, at: int, verb: Verb, stops: list[int]) -> Content | None:
    """What follows a cue in a language that sets a comma before every clause."""
    tags = sentence.tags
    for index in range(at, min(len(tags) - 1, at + APPROACH)):
        tag, following = tags[index], tags[index + 1]
        if tag == "Q" and not (tags[index - 1] in "DNGPLM" and is_title(sentence, index) and index > at):
            return quoted(sentence, index, stops)
        if tag == ":":
            return (
                quoted(sentence, index + 1, stops) if following == "Q" else until(sentence, index + 1, stops, "colon")
            )
        if tag == "T" and "that" in verb.takes:
            return until(sentence, index, stops, "that")
        if tag == "H" and index == at and "whether" in verb.takes:
            return until(sentence, index, stops, "whether")
        if "term" in verb.takes and (quote := quote_ahead(sentence, index, bound=False)) >= 0:
            return Content(quote, quote + 1, "quote")
        if tag in ".;-" or (tag == "C" and index > at and index + 2 < len(tags) and "V" in tags[index : index + 3]):
            return None
        if tag != ",":
            continue
        if following == "Q":
            return quoted(sentence, index + 1, stops)
        if following == "T":
            return until(sentence, index + 1, stops, "that") if "that" in verb.takes else None
        if following == "H":
            return until(sentence, index + 1, stops, "whether") if verb.takes & {"that", "whether"} else None
        closing = tags.find(",", index + 1, at + APPROACH)
        if _relative(sentence, index + 1, closing):
            continue
        if _relative_to_the_end(sentence, index + 1, stops):
            return None
        return until(sentence, index + 1, stops, "bare") if "bare" in verb.takes and following != "C" else None
    return None


def _relative(sentence: Sentence, first: int, closing: int) -> bool:
    """Whether `, der …,` or `, Chef der …,` is set into the clause: the sentence goes on after it with a clause."""
    if closing < 0 or closing + 1 >= len(sentence):
        return False
    if not sentence.lexicon.reported.isdisjoint(sentence.lows[first:closing]):
        return False  # whose mood says that it is somebody's words
    if sentence.tags[closing + 1] not in "THQ" and ":" not in sentence.tags[closing + 1 : closing + 3]:
        return False
    return sentence.tags[first] in "DNWPM" and sentence.lows[first] != "man"


def _relative_to_the_end(sentence: Sentence, first: int, stops: list[int]) -> bool:
    """Whether `, die am Montag … wurde` tells about the noun before it: its verb is the last word, and what follows the
    pronoun is no noun of its own."""
    tags = sentence.tags
    stop = next((stop for stop in stops if stop > first), len(tags))
    while stop > first and tags[stop - 1] in ".,;:-C":
        stop -= 1
    about = sentence.lexicon.speakers.get(sentence.lows[first]) == "relative" or tags[first] == "W"
    return about and tags[first + 1 : first + 2] in ("P", "A", "Z", "O", "R") and tags[stop - 1] in "VX"
