"""Pass 5: which side of a cue holds what was said, or whether it stands inside it."""

from __future__ import annotations

import re
from dataclasses import replace

from tuinews.statements.contents import content_after
from tuinews.statements.cues import Cue
from tuinews.statements.leading import only_adjoins
from tuinews.statements.phrases import core_at
from tuinews.statements.reach import Content
from tuinews.statements.sentences import Sentence
from tuinews.statements.sources import Reading


def choose(sentence: Sentence, item: Reading, before: Content | None, after_at: int, later: list[int]) -> list[Content]:
    """Which side of the cue holds what was said: the side with a quotation first, then the right, then the left."""
    takes = item.cue.reading
    if item.inverted and not sentence.lexicon.verb_second:
        takes = replace(takes, takes=frozenset({"quote"}))
    if not before and (middle := _interrupted(sentence, item, after_at, later)):
        return middle
    if before and before.rule == "before" and (middle := _interrupted(sentence, item, after_at, later)):
        return middle
    if before and before.rule in ("quote", "partial"):
        after = content_after(sentence, after_at, replace(takes, takes=frozenset({"quote"})), later)
        return [before, after] if after and after.rule in ("quote", "partial") else [before]
    after = content_after(sentence, after_at, takes, later) or _gapped(sentence, item, later)
    manner = takes.takes <= MANNER and not (after and of_oneself(sentence, item.cue, after))
    if after and manner and not _clearly_quoted(sentence, item.cue.stop, after):
        after = None
    if after and after.rule == "quote" and sentence.tags[after.first - 1] == ":":  # "…, entgegnete X: „…“"
        return [after]
    told = after is not None and after.rule == "that" and "listener" in takes.takes  # "told reporters that"
    if after and before and "that" in takes.takes and not told and only_adjoins(sentence, before, after, after_at):
        return [before]
    if after and (not item.inverted or not before):
        return [*_begun_before(sentence, item, after), after]
    if before and before.rule == "before" and not item.inverted and sentence.lexicon.head_first:
        before = None
    if before and before.rule == "before" and not _closed(sentence, item, after_at):
        before = None
    if before and _ends_sentence(sentence, after_at) and "that" in item.cue.reading.takes and _speaker(sentence, item):
        return [before]
    return [after] if after else []


def _begun_before(sentence: Sentence, item: Reading, after: Content) -> list[Content]:
    """`Ruiz, an aide said, “is confident”`: what was said before a quotation that goes on with it, and so begins with a
    small letter."""
    tags, cue, source, quote = sentence.tags, item.cue, item.source, sentence.quotes.get(after.first)
    goes_on = quote is not None and sentence.text[quote.inner_start : quote.inner_start + 1].islower()
    if (
        source is None
        or item.inverted
        or source.stop > cue.start
        or not goes_on
        or tags[cue.stop : cue.stop + 1] != ","
    ):
        return []
    left = max(tags.rfind(mark, 0, source.first) for mark in ";:QC") + 1
    if (
        tags[source.first - 1 : source.first] != ","
        or left + 1 >= source.first
        or set(tags[left : source.first]) & set("T")
    ):
        return []
    return [Content(left, source.first - 1, "before")]


def _gapped(sentence: Sentence, item: Reading, later: list[int]) -> Content | None:
    """`plans that officials said would change`: what was said lacks its subject, which is the head of the relative
    clause around the cue."""
    tags, cue, source = sentence.tags, item.cue, item.source
    sure = "bare" in cue.reading.takes and cue.reading.stance != "believes"
    if source is None or item.inverted or source.stop > cue.start or not sure:
        return None
    head = tags[source.first - 1] if source.first else ""
    if not head or head not in "WTH" or tags[cue.stop : cue.stop + 1] not in ("X", "V", "L"):
        return None
    stop = next((at for at in later if at > cue.stop), len(tags))
    comma = tags.find(",", cue.stop, stop)
    stop = _next_verb(tags, cue.stop, comma if comma >= 0 else stop)
    while tags[stop - 1] in ".,;:-C":
        stop -= 1
    return Content(cue.stop, stop, "bare") if stop > cue.stop + 1 else None


def of_oneself(sentence: Sentence, cue: Cue, content: Content) -> bool:
    """Whether a quotation only says how somebody calls himself: `s'est dit « confiant » avant le match`."""
    verb = sentence.lows[cue.start : content.first]
    return sentence.tags[content.first] == "Q" and not sentence.lexicon.reflexive.isdisjoint(verb)


def _next_verb(tags: str, at: int, stop: int) -> int:
    """Where the sentence around a relative clause goes on: at the next finite verb behind the clause's own."""
    while at < stop and tags[at] in "XA":
        at += 1
    for further in range(at + 1, stop):
        if tags[further] in "WTSCH":
            return stop
        if tags[further] == "X" and tags[further - 1] != "I":
            return further
    return stop


MANNER = frozenset({"quote"})
"""What verbs take that say how rather than that somebody spoke."""


def _speaker(sentence: Sentence, item: Reading) -> bool:
    """Whether a subject after its verb is somebody, not what the verb is about ("rapporte deux millions")."""
    if not item.inverted or item.source is None or sentence.lexicon.verb_second:
        return True
    head = range(item.source.head_first, item.source.head_stop)
    return any(sentence.tags[at] in "MRO" or sentence.lexicon.noun_kinds(sentence.lows[at]) for at in head)


def _clearly_quoted(sentence: Sentence, stop: int, content: Content) -> bool:
    """Whether a quotation after such a verb is speech: set off by a mark, or a sentence of its own."""
    quote = sentence.quotes.get(content.first)
    marked = sentence.tags[stop : stop + 1] in (",", ":")
    return quote is None or marked or not sentence.text[quote.inner_start : quote.inner_start + 1].islower()


def _interrupted(sentence: Sentence, item: Reading, after_at: int, later: list[int]) -> list[Content]:
    """`The harbour, Ruiz said, is closed`: the attribution stands inside what was said."""
    tags = sentence.tags
    cue, source = item.cue, item.source
    first = cue.start if source is None or source.first >= cue.start else source.first
    if first < 2 or tags[first - 1] != "," or "that" not in cue.reading.takes:
        return []
    if "listener" in cue.reading.takes and tags[after_at : after_at + 1] not in (",", ""):
        listener = core_at(sentence, after_at)
        after_at = listener.end() if listener else after_at + (tags[after_at] == "O")
    if tags.startswith(("S", "H")):
        after_at = _past_occasion(tags, after_at)
    if tags[after_at : after_at + 1] != ",":
        return []
    stop = next((at for at in later if at > after_at), len(sentence))
    while stop > after_at and tags[stop - 1] in ".,;:-C":
        stop -= 1
    right = tags[after_at + 1 : stop]
    left = max(tags.rfind(";", 0, first - 1), tags.rfind(":", 0, first - 1)) + 1
    goes_on = right[:1] == "L" and not set(tags[left:first]) & set("XVLPST")  # "Bob, they said, ordered them to wait"
    if len(right) < 3 and not (len(right) == 2 and right[0] in "XV"):
        return []
    if right[0] in "QETWP" or (right[0] == "L" and not goes_on):
        return []
    if not goes_on and not any(tag in "XVQ" for tag in right):
        return []
    return [Content(left, first - 1, "before"), Content(after_at + 1, stop, "before")]


OCCASION = re.compile("(?:[AZ]|[PI][DALNMGZ#]{1,6}){1,3}(?=,)")
"""When, where and to whom something was said, up to the comma after it."""


def _past_occasion(tags: str, at: int) -> int:
    occasion = OCCASION.match(tags, at)
    return occasion.end() if occasion else at


def _closed(sentence: Sentence, item: Reading, at: int) -> bool:
    """Whether a cue has no object of its own ("…, the chairman announced four votes"): then what stands before it can
    be what was said."""
    quoting = sentence.lows[item.cue.verb] in sentence.lexicon.via.get("quoting", ())
    if item.inverted or quoting or "listener" in item.cue.reading.takes or sentence.lexicon.titles_as_sentences:
        return True
    return sentence.tags[at : at + 1] not in ("D", "N", "M", "#", "R", "I", "L")


def _ends_sentence(sentence: Sentence, at: int) -> bool:
    """Whether nothing but circumstances follows."""
    rest = sentence.tags[_past_occasion(sentence.tags, at) :]
    return not any(tag in "VXTH" for tag in rest[:12]) or rest[:1] in (",", ".")
