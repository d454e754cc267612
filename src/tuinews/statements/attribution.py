"""Passes 3 to 5 put together: the attributions inside one sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tuinews.core.statement import Stance
from tuinews.statements.contents import Content, after_adverb, content_after, content_before
from tuinews.statements.cues import Cue, PrefaceCue, cues_in, prefaces_in
from tuinews.statements.lexicon import Lexicon, Verb
from tuinews.statements.phrases import Phrase, noun_phrase_ending, owner, phrase_starting, subject_before
from tuinews.statements.sentences import Sentence


@dataclass(slots=True)
class Draft:
    """An attribution while it is being found; all positions are tokens of `sentence`."""

    sentence: Sentence
    contents: list[Content]
    source: Phrase | None
    cue: tuple[int, int] | None
    stance: Stance
    rule: str
    relayed: Phrase | None = None
    """Who passed the words on, when a preface says so."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One cue with its source, and where the attribution starts that it makes."""

    cue: Cue
    source: Phrase | None
    inverted: bool
    boundary: int
    verb: int = -1
    """The token of the auxiliary when it opens the clause ("…, hatte X gesagt")."""


def drafts_in(sentence: Sentence, lexicon: Lexicon) -> list[Draft]:
    """The attributions of one sentence, in order of their cues; none inside what another one reports."""
    cues = cues_in(sentence, lexicon)
    prefaces = prefaces_in(sentence, lexicon)
    signed = _signed(sentence)
    if signed:
        return [signed]
    if not cues and not prefaces and lexicon.claims.keys().isdisjoint(sentence.lows):
        return []
    readings = _readings(sentence, cues)
    stops = sorted({item.boundary for item in readings if item.boundary >= 0} | {_preface_boundary(sentence, p) for p in prefaces})
    drafts = [draft for item in readings if (draft := _from_verb(sentence, item, stops, lexicon))]
    drafts += _claims_in(sentence, stops)
    drafts += [draft for item in prefaces if (draft := _from_preface(sentence, item, stops))]
    return _outermost(_without_rivals(drafts))


def _without_rivals(drafts: list[Draft]) -> list[Draft]:
    """Each quotation with one attribution: the first that claims it by itself."""
    claimed: set[int] = set()
    kept = []
    for draft in drafts:
        alone = {piece.first for piece in draft.contents if piece.rule == "quote" and piece.stop == piece.first + 1}
        draft.contents = [piece for piece in draft.contents if piece.first not in alone & claimed]
        claimed |= alone
        if draft.contents:
            kept.append(draft)
    return kept


def _claims_in(sentence: Sentence, stops: list[int]) -> list[Draft]:
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
        source = _subject(sentence, cue) or _gerund_source(sentence, cue, None)
        if source:
            return source, cue
    source = main_subject(sentence)
    return (source, Cue(source.stop, source.stop, source.stop, SAYS)) if source else None


def main_subject(sentence: Sentence, stop: int | None = None) -> Phrase | None:
    """The subject of the first finite verb of a sentence (before token `stop`) that has one."""
    for at, tag in enumerate(sentence.tags[:stop]):
        if tag in "XVL" and at and (phrase := subject_before(sentence, at)):
            if phrase.first == 0 or sentence.tags[phrase.first - 1] not in "PI":
                return phrase
    if stop is None and sentence.tags.startswith("M"):
        return phrase_starting(sentence, 0)
    return None


def nearest_subject(sentence: Sentence, before: int) -> Phrase | None:
    """The subject of the last finite verb before a token."""
    for at in range(before - 1, max(0, before - 40), -1):
        if sentence.tags[at] in "XVL" and (phrase := subject_before(sentence, at)):
            return phrase
    return None


SAYS = Verb("says", frozenset({"quote"}), "finite")


def _readings(sentence: Sentence, cues: list[Cue]) -> list[_Reading]:
    readings: list[_Reading] = []
    main: Phrase | None = None
    for cue in cues:
        if cue.passive:
            continue
        if sentence.lexicon.verb_second:
            readings.append(_verb_second(sentence, cue))
            continue
        if "place" in cue.reading.takes:
            readings.append(_impersonal(sentence, cue))
            continue
        inverted = cue.subject >= 0 or _inverted(sentence, cue)
        if cue.subject >= 0:
            source: Phrase | None = phrase_starting(sentence, cue.subject)
        elif inverted:
            source = phrase_starting(sentence, cue.stop)
        elif cue.reading.form == "gerund" and cue.start == cue.verb:
            source = _gerund_source(sentence, cue, main)
        else:
            source = _subject(sentence, cue)
            if source is None and _shares_subject(sentence, cue):
                source = main or nearest_subject(sentence, cue.start)
            main = main or source
        readings.append(_Reading(cue, source, inverted, _boundary(sentence, cue, source, inverted)))
    return readings


def _verb_second(sentence: Sentence, cue: Cue) -> _Reading:
    """Source of a verb where one constituent stands before it, whatever it is: the subject or not."""
    tags = sentence.tags
    verb = _auxiliary_of(sentence, cue)
    if "place" in cue.reading.takes:
        return _impersonal(sentence, cue)
    before = _verb_final_subject(sentence, cue) or subject_before(sentence, verb)
    if before and (_oblique(sentence, before) or not _at_clause_start(sentence, before)):
        before = None
    if before is None and verb and tags[verb - 1] == "C":
        before = main_subject(sentence, verb)
    after = _phrase_after(sentence, verb if verb != cue.start else cue.stop - 1)
    if after and (before is None or _more_subject(sentence, before, after)):
        inverted = verb > 0 and tags[verb - 1] in ",Q-"
        return _Reading(cue, after, inverted, _boundary(sentence, cue, after, True), verb)
    return _Reading(cue, before, False, _boundary(sentence, cue, before, False))


def _auxiliary_of(sentence: Sentence, cue: Cue) -> int:
    """The token of the finite verb: the auxiliary when the cue is a participle at its clause's end, else the cue."""
    tags, lows = sentence.tags, sentence.lows
    if cue.stop < len(tags) and tags[cue.stop] not in ",.:Q-;CTH":
        return cue.start
    for at in range(cue.start - 1, max(-1, cue.start - 24), -1):
        if lows[at] in sentence.lexicon.perfect:
            return at
        if tags[at] in ";:Q" or (tags[at] == "," and tags[at + 1] not in "D"):
            break
    return cue.start


def _impersonal(sentence: Sentence, cue: Cue) -> _Reading:
    """`In dem Brief heißt es`, `heißt es in dem Brief`: the source stands after a preposition."""
    tags = sentence.tags
    source = phrase_starting(sentence, cue.stop + 1) if tags[cue.stop : cue.stop + 1] == "P" else None
    for at in range(cue.start - 1, max(-1, cue.start - 16), -1):
        if source or tags[at] in ",;:Q":
            break
        if tags[at] == "P" and (at == 0 or tags[at - 1] not in "NM"):
            source = phrase_starting(sentence, at + 1)
    return _Reading(cue, source, False, -1)


def _phrase_after(sentence: Sentence, verb: int) -> Phrase | None:
    """The subject after its verb, over a reflexive or an adverb."""
    tags = sentence.tags
    at = verb + 1
    while at < len(tags) and at < verb + 5 and tags[at] in "AOZ":
        at += 1
    found = phrase_starting(sentence, at)
    if found and _oblique(sentence, found):
        found = phrase_starting(sentence, found.stop)
    return found


def _more_subject(sentence: Sentence, before: Phrase, after: Phrase) -> bool:
    """Whether of the phrases on both sides of a verb the second is rather its subject: a pronoun, or a name or
    nominative where the first is neither."""
    head = sentence.tags[after.head_first : after.head_stop]
    first = sentence.tags[before.head_first : before.head_stop]
    if head == "R":
        return first != "R"
    if "M" in first or first == "R" or _oblique(sentence, after):
        return False
    plain = first in ("N", "L") and sentence.lexicon.noun_kinds(sentence.lows[before.head_first]) == frozenset()
    return "M" in head or (plain and head[0] == "D")


def _verb_final_subject(sentence: Sentence, cue: Cue) -> Phrase | None:
    """`wie X mitteilte`: the verb closes a clause that a subordinator opens."""
    tags = sentence.tags
    if cue.stop < len(tags) and tags[cue.stop] not in ",.Q:-X":
        return None
    for at in range(cue.start - 1, max(-1, cue.start - 24), -1):
        if tags[at] in "SHT":
            return phrase_starting(sentence, at + 1)
        if tags[at] in ",;:Q":
            return None
    return None


def _oblique(sentence: Sentence, phrase: Phrase) -> bool:
    return sentence.lows[phrase.head_first] in sentence.lexicon.oblique


def _at_clause_start(sentence: Sentence, phrase: Phrase) -> bool:
    return phrase.first == 0 or sentence.tags[phrase.first - 1] in ",;:-QCSHT"


def _inverted(sentence: Sentence, cue: Cue) -> bool:
    """`"…," said Ana Ruiz`: the subject stands after its verb, and no other verb follows it."""
    tags = sentence.tags
    compound = cue.reading.form == "participle" or tags[cue.start] == "O"
    if (cue.start != cue.verb and not compound) or cue.reading.form not in ("finite", "participle") or cue.stop >= len(tags):
        return False
    if cue.start and tags[cue.start - 1] not in "Q,-" and sentence.lows[cue.start - 1] not in sentence.lexicon.comment:
        return False
    if tags[cue.stop] not in "DNMR#LE" or (
        tags[cue.start - 1 : cue.start] == "," and cue.reading.takes & {"object", "listener"}
    ):
        return False
    phrase = phrase_starting(sentence, cue.stop)
    if not phrase:
        return False
    after = tags[phrase.stop : phrase.stop + 2]
    if after[:1] == "Q" and cue.start and tags[cue.start - 1] == ",":
        return False
    if cue.start and tags[cue.start - 1] == "Q":
        return not after or (after[0] not in "VXLT" and after != "AX")
    return not after or after[0] not in "VXLTISAEH"


def _subject(sentence: Sentence, cue: Cue) -> Phrase | None:
    start = cue.start
    if start and sentence.tags[start - 1] == "I":
        start -= 1
        while start and sentence.tags[start - 1] in "VLNAXE" and cue.verb - start < 6:
            start -= 1
            phrase = subject_before(sentence, start)
            if phrase and sentence.tags[start] in "VLX":
                return phrase
        return None
    phrase = subject_before(sentence, start)
    if phrase and phrase.first > 1 and sentence.tags[phrase.first - 1] == "P" and sentence.tags[phrase.first - 2] == "X":
        return subject_before(sentence, phrase.first - 1)
    return phrase


def _shares_subject(sentence: Sentence, cue: Cue) -> bool:
    """`X left and said`: a verb that a conjunction ties to the one before."""
    return cue.start > 0 and sentence.tags[cue.start - 1] == "C"


def _gerund_source(sentence: Sentence, cue: Cue, main: Phrase | None) -> Phrase | None:
    """`…, saying that`: the subject of the clause before; `a letter saying that`: the noun before."""
    tags = sentence.tags
    if cue.start and tags[cue.start - 1] in "NM" and (found := subject_before(sentence, cue.start)):
        return found
    if tags[0] not in "SPE" and (found := main_subject(sentence, cue.start)):
        return found
    return main or main_subject(sentence, cue.start)


def _boundary(sentence: Sentence, cue: Cue, source: Phrase | None, inverted: bool) -> int:
    """The token before which what another cue reports must end, or -1 when this cue may be part of it."""
    tags = sentence.tags
    first = cue.start if inverted or not source or source.first > cue.start else min(source.first, cue.start)
    if (cue.reading.form == "gerund" and cue.start == cue.verb) or _shares_subject(sentence, cue):
        first = cue.start
    if first == 0:
        return 0
    if _introduces(sentence, cue):
        return first - 1 if tags[first - 1] in ",-;CQS" else first
    if tags[first - 1] == "S" and first > 1 and tags[first - 2] == ",":
        return first - 2
    if tags[first - 1] == "C" and first > 1:
        return first - 2 if tags[first - 2] == "," else first - 1
    return first - 1 if tags[first - 1] in ",-;Q" else -1


def _introduces(sentence: Sentence, cue: Cue) -> bool:
    """Whether a whole quotation follows the cue at once: `X said, "It is."`"""
    at = cue.stop + (sentence.tags[cue.stop : cue.stop + 1] in (",", ":"))
    quote = sentence.quotes.get(at)
    return quote is not None and sentence.text[quote.inner_start : quote.inner_start + 1].isupper()


def _preface_boundary(sentence: Sentence, item: PrefaceCue) -> int:
    if item.start > 1 and sentence.tags[item.start - 2 : item.start] == "Q,":
        return item.start - 2
    return item.start - 1 if item.start and sentence.tags[item.start - 1] in ",Q" else item.start


NEGATABLE = frozenset({"believes", "denies"})
"""Stances that are still one when denied ("does not believe that"); who did not say something said nothing."""


def _nobody(sentence: Sentence, first: int) -> bool:
    """`Neither X nor Y said`: whether a denying conjunction or determiner stands at the subject."""
    around = range(max(0, first - 3), min(len(sentence), first + 2))
    return any(sentence.tags[at] in "CD" and sentence.lows[at] in sentence.lexicon.negation for at in around)


def _tags(sentence: Sentence, content: Content) -> str:
    return sentence.tags[content.first : content.stop]


def _from_verb(sentence: Sentence, item: _Reading, stops: list[int], lexicon: Lexicon) -> Draft | None:
    cue, source = item.cue, item.source
    later = [stop for stop in stops if stop > cue.stop]
    after_at = source.stop if source and source.first >= cue.stop else cue.stop
    first = cue.start if source is None or source.first >= cue.start else source.first
    if item.verb >= 0:
        first = min(first, item.verb)
    before = None
    if item.inverted or (source is None and lexicon.pro_drop) or (source is not None and source.first <= cue.start and cue.reading.form != "gerund"):
        before = content_before(sentence, first, lexicon)
    opening = min(cue.start, source.first) - 1 if source else -1
    comment = opening >= 0 and sentence.lows[opening] in lexicon.comment
    if comment and source and not (contents := _commented(sentence, source, opening, after_at, later)):
        return None
    if not comment:
        contents = _choose(sentence, item, before, after_at, later)
    if cue.reading.form == "gerund" and sentence.lows[cue.verb] in lexicon.via.get("citing", ()):
        return None
    if (cue.negated or _nobody(sentence, first)) and cue.reading.stance not in NEGATABLE and not any("Q" in _tags(sentence, piece) for piece in contents):
        return None
    drops = lexicon.pro_drop and contents and contents[0].rule in ("that", "whether")
    if not contents or (not source and not drops and contents[0].rule not in ("quote", "partial")):
        return None
    return Draft(
        sentence,
        contents,
        source,
        (cue.start, cue.stop),
        cue.reading.stance,
        _rule(item, contents),
    )


def _choose(
    sentence: Sentence, item: _Reading, before: Content | None, after_at: int, later: list[int]
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
    after = content_after(sentence, after_at, takes, later)
    if after and takes.takes <= MANNER and not _clearly_quoted(sentence, item.cue.stop, after):
        after = None
    if after and (not item.inverted or not before):
        return [after]
    if before and _ends_sentence(sentence, after_at) and "that" in item.cue.reading.takes and _speaker(sentence, item):
        return [before]
    return [after] if after else []


MANNER = frozenset({"quote"})
"""What verbs take that say how rather than that somebody spoke."""


def _speaker(sentence: Sentence, item: _Reading) -> bool:
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


def _interrupted(sentence: Sentence, item: _Reading, after_at: int, later: list[int]) -> list[Content]:
    """`The harbour, Ruiz said, is closed`: the attribution stands inside what was said."""
    tags = sentence.tags
    cue, source = item.cue, item.source
    first = cue.start if source is None or source.first >= cue.start else source.first
    if first < 2 or tags[first - 1] != "," or tags[after_at : after_at + 1] != "," or "that" not in cue.reading.takes:
        return []
    stop = next((at for at in later if at > after_at), len(sentence))
    while stop > after_at and tags[stop - 1] in ".,;:-C":
        stop -= 1
    right = tags[after_at + 1 : stop]
    if len(right) < 3 or right[0] in "QETWLP" or not any(tag in "XVQ" for tag in right):
        return []
    left = max(tags.rfind(";", 0, first - 1), tags.rfind(":", 0, first - 1)) + 1
    return [Content(left, first - 1, "before"), Content(after_at + 1, stop, "before")]


def _commented(sentence: Sentence, source: Phrase, opening: int, stop: int, stops: list[int]) -> list[Content]:
    """`…, as X put it` and `As X put it, …`: what the comment is about."""
    if opening > 1:
        before = content_before(sentence, opening, sentence.lexicon)
        return [before] if before else []
    end = sentence.tags.find(",", stop, stop + 12)
    if end < 0 and source.head_stop <= stop:
        end = sentence.tags.find(",", source.head_stop, stop)
    if end < 0 or end + 2 >= len(sentence):
        return []
    last = next((at for at in stops if at > end), len(sentence))
    while last > end and sentence.tags[last - 1] in ".,;:-C":
        last -= 1
    return [Content(end + 1, last, "right")] if last > end + 1 else []


def _ends_sentence(sentence: Sentence, at: int) -> bool:
    """Whether nothing but circumstances follows."""
    rest = sentence.tags[at:]
    return not any(tag in "VXTH" for tag in rest[:12]) or rest[:1] in (",", ".")


def _rule(item: _Reading, contents: list[Content]) -> str:
    side = "inverted" if item.inverted else "gerund" if item.cue.reading.form == "gerund" else "verb"
    plain = "-plain" if item.cue.reading.plain and contents[0].rule in ("that", "bare", "before") else ""
    return f"{side}-{contents[0].rule}{plain}"


def _from_preface(sentence: Sentence, item: PrefaceCue, stops: list[int]) -> Draft | None:
    if item.preface.source == "before":
        source = noun_phrase_ending(sentence, item.start) if item.start else None
        start, stop = (source.first, item.stop) if source else (0, 0)
    else:
        source = phrase_starting(sentence, item.stop)
        start, stop = item.start, source.stop if source else 0
    if not source:
        return None
    if item.preface.source == "after":
        source = _before_lower(sentence, source)
        stop = source.stop
    contents = _around(sentence, start, stop, [at for at in stops if at > item.stop])
    if not contents or (item.preface.quoted and "Q" not in sentence.tags[contents[0].first : contents[0].stop]):
        return None
    return Draft(sentence, contents, source, (item.start, item.stop), item.preface.stance, "preface-" + contents[0].rule)


def _before_lower(sentence: Sentence, source: Phrase) -> Phrase:
    """A source without the common noun after its name, where no comma parts it from the clause: `Zdaniem Ewy Marczak
    ceny rosną`. Only where a phrase begins with its noun."""
    tags = sentence.tags
    if not sentence.lexicon.head_first or source.stop >= len(tags) or tags[source.stop] in ",.:;Q":
        return source
    for at in range(source.head_first + 1, source.head_stop):
        if tags[at - 1] == "M" and tags[at] in "NLA":
            return replace(source, stop=at, head_stop=at)
    return source


def _around(sentence: Sentence, start: int, stop: int, stops: list[int]) -> list[Content]:
    tags = sentence.tags
    left_stop = start - 1 if start and tags[start - 1] in ",-" else start
    first = max(tags.rfind(";", 0, left_stop), tags.rfind(":", 0, left_stop)) + 1
    lead = tags[first:left_stop]
    right = stop + 1 if stop < len(tags) and tags[stop] == "," else stop
    right_stop = next((at for at in stops if at > right), len(tags))
    while right_stop > right and tags[right_stop - 1] in ".,;:-C":
        right_stop -= 1
    leads_in = not lead.strip("CASZ,PD#")
    if leads_in:
        enough = right_stop > right + 1 or tags[right:right_stop] == "Q"
        return [Content(right, right_stop, "right")] if enough else []
    contents = [Content(after_adverb(tags, first, left_stop), left_stop, "left")]
    split = sentence.lexicon.verb_second and left_stop == start
    if (split or not any(tag in "XVL" for tag in lead)) and right_stop > right + 1:
        contents.append(Content(right, right_stop, "right"))
    return contents


def _outermost(drafts: list[Draft]) -> list[Draft]:
    """Without those whose cue stands inside what another one reports. Where a preface stands beside an attribution
    with words of its own ("…," X said, according to Y), Y only relays."""
    kept = []
    for draft in drafts:
        outer = next((other for other in drafts if other is not draft and _holds(other, draft)), None)
        if outer is None:
            kept.append(draft)
        elif outer.rule.startswith("preface") and draft.rule.endswith(("-quote", "-partial")):
            draft.relayed = outer.source
            kept.append(draft)
    relays = [draft.relayed for draft in kept if draft.relayed]
    kept = [draft for draft in kept if draft.source is None or not any(draft.source is relay for relay in relays)]
    return sorted(kept, key=lambda draft: draft.contents[0].first)


def _holds(outer: Draft, inner: Draft) -> bool:
    if inner.cue is None:
        return False
    return any(piece.first <= inner.cue[0] < piece.stop for piece in outer.contents)
