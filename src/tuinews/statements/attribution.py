"""Passes 3 to 5 put together: the attributions inside one sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from tuinews.statements import prefaces
from tuinews.statements.claims import claims_in
from tuinews.statements.contents import APPROACH, Content, content_after
from tuinews.statements.cues import Cue, cues_in, prefaces_in
from tuinews.statements.drafts import Draft
from tuinews.statements.leading import content_before, only_adjoins
from tuinews.statements.lexicon import Lexicon, Verb
from tuinews.statements.nesting import untangled
from tuinews.statements.phrases import Phrase, phrase_starting
from tuinews.statements.sentences import Sentence
from tuinews.statements.sources import Reading, gerund_source, main_subject, readings_of, subject_of


def drafts_in(sentence: Sentence, lexicon: Lexicon) -> list[Draft]:
    """The attributions of one sentence, in order of their cues; none inside what another one reports."""
    cues = cues_in(sentence, lexicon)
    prefaced = prefaces_in(sentence, lexicon)
    signed = _signed(sentence)
    if signed:
        return [signed]
    nouns = (lexicon.claims.keys(), lexicon.owned)
    if not cues and not prefaced and all(words.isdisjoint(sentence.lows) for words in nouns):
        return []
    readings = [item for item in readings_of(sentence, cues) if _may_announce(sentence, item)]
    edges = {prefaces.boundary_of(sentence, item) for item in prefaced}
    drafts, stops = _from_verbs(sentence, readings, edges)
    drafts += claims_in(sentence, stops)
    drafts += prefaces.owned_drafts(sentence, stops)
    for item in prefaced:
        if draft := prefaces.draft_of(sentence, item, stops):
            drafts.append(_in_a_report(draft, item.start, readings))
    return untangled(drafts)


def _in_a_report(draft: Draft, preface: int, readings: list[Reading]) -> Draft:
    """`AFP reported that, according to Y, …`: what a preface announces inside what another one begins to report."""
    that = preface - 1 - (draft.sentence.tags[preface - 1 : preface] == ",")
    if that < 1 or draft.sentence.tags[that] != "T":
        return draft
    relays = tuple(item.source for item in readings if item.source and item.cue.stop == that)
    return replace(draft, relays=relays[:1])


def _from_verbs(sentence: Sentence, readings: list[Reading], edges: set[int]) -> tuple[list[Draft], list[int]]:
    """The drafts of cue verbs, and the tokens before which what another cue reports must end: where an attribution
    begins. A cue that turns out to announce nothing bounds nothing."""
    for _ in range(2):
        stops = sorted({item.boundary for item in readings if item.boundary >= 0} | edges | _ends_of_phrases(readings))
        drafts = [(item, _from_verb(sentence, item, stops, sentence.lexicon)) for item in readings]
        announcing = [item for item, draft in drafts if draft or _set_apart(sentence, item.cue)]
        if len(announcing) == len(readings):
            break
        readings = announcing
    return [draft for _, draft in drafts if draft], stops


def _ends_of_phrases(readings: list[Reading]) -> set[int]:
    """Where what a cue inside another one's subject reports must end: `Ruiz, who called it a farce, said`."""
    return {
        outer.source.stop
        for outer in readings
        if outer.source and outer.source.stop <= outer.cue.start
        for inner in readings
        if inner is not outer and outer.source.first < inner.cue.start < outer.source.stop
    }


def _set_apart(sentence: Sentence, cue: Cue) -> bool:
    """Whether the narrator goes on with a cue, though it announces nothing: with one that is denied, or one that comma
    and conjunction part from the cue before (`said so, but believes`). Where a verb needs no subject, any conjunction
    does."""
    before = sentence.tags[max(0, cue.start - 2) : cue.start]
    free = sentence.lexicon.pro_drop or sentence.lexicon.verb_second
    return cue.negated or before == ",C" or (free and "C" in before)


def _may_announce(sentence: Sentence, item: Reading) -> bool:
    """Whether a cue that takes nothing but quotations has one in reach, or comments on its sentence ("as X put it")."""
    cue = item.cue
    opening = min(cue.start, item.source.first) - 1 if item.source else cue.start - 1
    if not cue.reading.takes <= ONLY_QUOTED or (opening >= 0 and sentence.lows[opening] in sentence.lexicon.comment):
        return True
    return any(cue.start - APPROACH < token < cue.stop + 2 * APPROACH for token in sentence.quotes)


def _signed(sentence: Sentence) -> Draft | None:
    """`"…" — Ana Ruiz`: a quotation with its speaker's name under a dash."""
    if not sentence.tags.startswith("Q-"):
        return None
    source = phrase_starting(sentence, 2)
    if not source or "M" not in sentence.tags[source.head_first : source.head_stop]:
        return None
    if sentence.tags[source.stop :].strip(".,#MPD-"):
        return None
    return Draft(sentence, [Content(0, 1, "quote")], source, None, "says", "signed")


def opening_source(sentence: Sentence, lexicon: Lexicon) -> tuple[Phrase, Cue] | None:
    """Who is announced by a sentence that ends in a colon: what follows it are their words."""
    if not sentence.tags.endswith(":"):
        return None
    for cue in reversed(cues_in(sentence, lexicon)):
        source = subject_of(sentence, cue) or gerund_source(sentence, cue, None)
        if source:
            return source, cue
    source = main_subject(sentence)
    return (source, Cue(source.stop, source.stop, source.stop, SAYS)) if source else None


ONLY_QUOTED = frozenset({"quote", "quoted", "term", "listener"})
SAYS = Verb("says", frozenset({"quote"}), "finite")


NEGATABLE = frozenset({"believes", "denies"})
"""Stances that are still one when denied ("does not believe that"); who did not say something said nothing."""


def _nobody(sentence: Sentence, first: int) -> bool:
    """`Neither X nor Y said`: whether a denying conjunction or determiner stands at the subject."""
    negation = sentence.lexicon.negation
    around = range(max(0, first - 3), min(len(sentence), first + 2))
    if sentence.tags[first : first + 1] == "R" and sentence.lows[first] in negation:
        return True
    return any(sentence.tags[at] in "CD" and sentence.lows[at] in negation for at in around)


def _tags(sentence: Sentence, content: Content) -> str:
    return sentence.tags[content.first : content.stop]


def _from_verb(sentence: Sentence, item: Reading, stops: list[int], lexicon: Lexicon) -> Draft | None:
    cue, source = item.cue, item.source
    later = [stop for stop in stops if stop > cue.stop]
    after_at = source.stop if source and source.first >= cue.stop else cue.stop
    first = cue.start if source is None or source.first >= cue.start else source.first
    if item.verb >= 0:
        first = min(first, item.verb)
    before = None
    if (
        item.inverted
        or (source is None and lexicon.pro_drop)
        or (source is not None and source.first <= cue.start and cue.reading.form != "gerund")
    ):
        before = content_before(sentence, first, lexicon, item.inverted)
    opening = min(cue.start, source.first) - 1 if source else -1
    comment = opening >= 0 and sentence.lows[opening] in lexicon.comment and not _as_many_as(sentence, opening)
    if comment and source and not (contents := _commented(sentence, source, opening, after_at, later)):
        return None
    if not comment:
        contents = _choose(sentence, item, before, after_at, later)
    if cue.reading.form == "gerund" and sentence.lows[cue.verb] in lexicon.via.get("citing", ()):
        return None
    if contents and contents[0].rule == "partial" and _of_oneself(sentence, cue, contents[0]):
        contents = [Content(contents[0].first, contents[0].first + 1, "quote")]
    if _only_names(sentence, item):
        return None
    unsaid = item.governed or ((cue.negated or _nobody(sentence, first)) and cue.reading.stance not in NEGATABLE)
    if unsaid and not any("Q" in _tags(sentence, piece) for piece in contents):
        return None
    if _own_thoughts(sentence, item) and not any("Q" in _tags(sentence, piece) for piece in contents):
        return None
    drops = "place" in cue.reading.takes or (
        lexicon.pro_drop and contents and contents[0].rule in ("that", "whether")
    )  # "Darin heißt es, …" has no subject anywhere
    if not contents or (not source and not drops and contents[0].rule not in ("quote", "partial")):
        return None
    return Draft(
        sentence,
        contents,
        source,
        (cue.start, cue.stop),
        cue.reading.stance,
        _rule(sentence, item, contents),
    )


def _own_thoughts(sentence: Sentence, item: Reading) -> bool:
    """Whether it is only what the author thinks, or what anybody may ("I think that", "you find that"); what the
    author said to somebody was said."""
    if item.source is None or sentence.tags[item.source.head_first : item.source.head_stop] not in ("R", "D"):
        return False
    low, plain = sentence.lows[item.source.head_first], item.cue.reading.plain
    if plain and sentence.tags[item.source.head_first] == "D":  # "one said", "one in five said"
        return False
    return low in sentence.lexicon.anybody or (low in sentence.lexicon.narrator and not plain)


def _choose(
    sentence: Sentence, item: Reading, before: Content | None, after_at: int, later: list[int]
) -> list[Content]:
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
    manner = takes.takes <= MANNER and not (after and _of_oneself(sentence, item.cue, after))
    if after and manner and not _clearly_quoted(sentence, item.cue.stop, after):
        after = None
    if after and before and "that" in takes.takes and only_adjoins(sentence, before, after, after_at):
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


def _as_many_as(sentence: Sentence, at: int) -> bool:
    """Whether a word that may open a comment only counts: `as many as 40 voters said`."""
    return at > 1 and sentence.tags[at - 1] == "D" and sentence.lows[at - 2] == sentence.lows[at]


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


def _only_names(sentence: Sentence, item: Reading) -> bool:
    """Whether a participle tells how a thing is called: `a talk called “Women Who Sail”`."""
    cue, source = item.cue, item.source
    if source is None or item.inverted or "quoted" not in cue.reading.takes or source.stop != cue.start:
        return False
    if sentence.tags[cue.stop : cue.stop + 1] != "Q" or sentence.lexicon.titles_as_sentences:
        return False
    head = sentence.tags[source.head_first : source.head_stop]
    kinds = sentence.lexicon.noun_kinds(sentence.lows[source.head_stop - 1])
    return head.endswith("N") and not kinds - {"document", "work", "place", "opaque"}


def _of_oneself(sentence: Sentence, cue: Cue, content: Content) -> bool:
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


def _commented(sentence: Sentence, source: Phrase, opening: int, stop: int, stops: list[int]) -> list[Content]:
    """`…, as X put it` and `As X put it, …`: what the comment is about."""
    before = content_before(sentence, opening, sentence.lexicon) if opening > 1 else None
    if before or any(tag in "XVL" for tag in sentence.tags[:opening]):
        return [before] if before else []
    end = sentence.tags.find(",", stop, stop + 12)
    if end < 0 and source.head_stop <= stop:
        end = sentence.tags.find(",", source.head_stop, stop)
    if end < 0 or end + 1 >= len(sentence):
        return []
    last = next((at for at in stops if at > end), len(sentence))
    while last > end and sentence.tags[last - 1] in ".,;:-C":
        last -= 1
    return [Content(end + 1, last, "right")] if last > end + 1 else []


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


def _rule(sentence: Sentence, item: Reading, contents: list[Content]) -> str:
    side = "inverted" if item.inverted else "gerund" if item.cue.reading.form == "gerund" else "verb"
    plain = "-plain" if item.cue.reading.plain and contents[0].rule in ("that", "bare", "before") else ""
    quoted = any("Q" in _tags(sentence, piece) for piece in contents) and contents[0].rule == "infinitive"
    return f"{side}-{contents[0].rule}{plain}{'-quoted' if quoted else ''}"
