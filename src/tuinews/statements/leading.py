"""Pass 5, to the left of cue and source: what stands before `, X said` and `, said X`."""

from __future__ import annotations

from tuinews.statements.lexicon import Lexicon
from tuinews.statements.reach import Content
from tuinews.statements.sentences import Sentence, is_title


def content_before(sentence: Sentence, source_first: int, lexicon: Lexicon, inverted: bool = False) -> Content | None:
    """What stands before `, X said` or `, said X`; `source_first` is the first token of cue or source."""
    tags = sentence.tags
    stop = source_first
    if stop < 1:
        return None
    comma = tags[stop - 1] in ",-"
    if comma:
        stop -= 1
    if stop < 1:
        return None
    if tags[stop - 1] == "Q":
        return _quote_before(sentence, stop - 1)
    if not comma:
        return None
    first = max(tags.rfind(";", 0, stop), tags.rfind(":", 0, stop)) + 1
    body = tags[first:stop]
    sure = inverted and lexicon.head_first
    if len(body) < (2 if sure else 3) or not (sure or any(tag in "XVLQ" for tag in body)):
        return None
    if body[0] == "Q" and not any(tag in "XVL" for tag in body):
        return Content(first, stop, "partial")
    if (
        not (inverted and lexicon.titles_as_sentences)
        and body[0] in "PSE"
        and "," not in body
        and not any(tag in "XV" for tag in body[:2])
        and body.count("X") + body.count("V") < (1 if body[0] == "P" else 2)
    ):
        return None
    return Content(after_adverb(tags, first, stop), stop, "before")


def only_adjoins(sentence: Sentence, before: Content, after: Content, after_at: int) -> bool:
    """Whether what follows the cue only says when, or belongs to a noun there, since a whole clause stands before it:
    "Prices will rise, she said after the talks ended", "…, she said in a statement that nobody saw"."""
    tags = sentence.tags
    said = tags[before.first : before.stop]
    if before.rule != "before" or said[:1] in ("S", "P", "") or not set(said) & set("XV"):
        return False
    if tags[after.first] == "S" and after.rule == "bare":
        return True
    return tags[after.first] == "T" and after.first > after_at and tags[after.first - 1] in "NM"


def after_adverb(tags: str, first: int, stop: int) -> int:
    """Where a clause begins after the narrator's own `However,`."""
    while first + 3 < stop and tags[first : first + 2] == "A,":
        first += 2
    return first


def _quote_before(sentence: Sentence, quote: int) -> Content | None:
    """The quotation before a cue, with the clause that it ends when it does not stand alone."""
    tags = sentence.tags
    if quote and tags[quote - 1] in "GPD" and is_title(sentence, quote):
        return None
    before = sentence.lexicon.noun_kinds(sentence.lows[quote - 1]) if quote else frozenset()
    if sentence.lexicon.titles_as_sentences and before & {"work", "organisation", "opaque"}:
        return None
    first = max(tags.rfind(";", 0, quote), tags.rfind(":", 0, quote), tags.rfind(".", 0, quote)) + 1
    lead = tags[first:quote]
    if not lead.strip("CAZ,?") or (tags[quote - 1] in ",:" and "Q" not in lead and not any(t in "XV" for t in lead)):
        return Content(quote, quote + 1, "quote")
    return Content(first, quote + 1, "partial")
