"""Passes 3 to 5 put together: the attributions inside one sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from tuinews.statements import prefaces
from tuinews.statements.claims import claims_in
from tuinews.statements.cues import Cue, cues_in, prefaces_in
from tuinews.statements.drafts import Draft
from tuinews.statements.leading import content_before
from tuinews.statements.lexicon import Lexicon, Verb
from tuinews.statements.nesting import untangled
from tuinews.statements.phrases import Phrase, phrase_starting
from tuinews.statements.reach import APPROACH, Content
from tuinews.statements.sentences import Sentence
from tuinews.statements.sides import choose, of_oneself
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


REPORT = re.compile("V[DNMRO#]*T")
"""`told voters that`: what another cue announces is not said by whom the sentence comes to in its midst."""
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
    if before and not lexicon.titles_as_sentences and sentence.tags[after_at : after_at + 1] not in (".", ",", ""):
        before = None if REPORT.search(_tags(sentence, before)) else before
    opening = min(cue.start, source.first) - 1 if source else -1
    if opening > 0 and "place" in cue.reading.takes and sentence.tags[opening] == "P":
        opening -= 1  # "wie aus dem Brief hervorgeht"
    comment = opening >= 0 and sentence.lows[opening] in lexicon.comment and not _as_many_as(sentence, opening)
    if comment and source and not (contents := _commented(sentence, source, opening, after_at, later)):
        return None
    if not comment:
        contents = choose(sentence, item, before, after_at, later)
    if cue.reading.form == "gerund" and sentence.lows[cue.verb] in lexicon.via.get("citing", ()):
        return None
    if contents and contents[0].rule == "partial" and of_oneself(sentence, cue, contents[0]):
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


def _as_many_as(sentence: Sentence, at: int) -> bool:
    """Whether a word that may open a comment only counts: `as many as 40 voters said`."""
    return at > 1 and sentence.tags[at - 1] == "D" and sentence.lows[at - 2] == sentence.lows[at]


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


def _rule(sentence: Sentence, item: Reading, contents: list[Content]) -> str:
    side = "inverted" if item.inverted else "gerund" if item.cue.reading.form == "gerund" else "verb"
    plain = "-plain" if item.cue.reading.plain and contents[0].rule in ("that", "bare", "before") else ""
    quoted = any("Q" in _tags(sentence, piece) for piece in contents) and contents[0].rule == "infinitive"
    return f"{side}-{contents[0].rule}{plain}{'-quoted' if quoted else ''}"
