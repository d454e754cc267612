"""Passes 3 to 5 put together: the attributions inside one sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tuinews.core.statement import Stance
from tuinews.statements.contents import Content, after_adverb, content_after, content_before
from tuinews.statements.cues import Cue, PrefaceCue, cues_in, prefaces_in
from tuinews.statements.lexicon import Lexicon, Verb
from tuinews.statements.phrases import Phrase, noun_phrase_ending, owner, phrase_starting
from tuinews.statements.sentences import Sentence
from tuinews.statements.sources import Reading, gerund_source, main_subject, readings_of, subject_of


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


def drafts_in(sentence: Sentence, lexicon: Lexicon) -> list[Draft]:
    """The attributions of one sentence, in order of their cues; none inside what another one reports."""
    cues = cues_in(sentence, lexicon)
    prefaces = prefaces_in(sentence, lexicon)
    signed = _signed(sentence)
    if signed:
        return [signed]
    if not cues and not prefaces and lexicon.claims.keys().isdisjoint(sentence.lows):
        return []
    readings = readings_of(sentence, cues)
    stops = sorted(
        {item.boundary for item in readings if item.boundary >= 0} | {_preface_boundary(sentence, p) for p in prefaces}
    )
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
        source = subject_of(sentence, cue) or gerund_source(sentence, cue, None)
        if source:
            return source, cue
    source = main_subject(sentence)
    return (source, Cue(source.stop, source.stop, source.stop, SAYS)) if source else None


SAYS = Verb("says", frozenset({"quote"}), "finite")


def _preface_boundary(sentence: Sentence, item: PrefaceCue) -> int:
    if item.start > 1 and sentence.tags[item.start - 2 : item.start] == "Q,":
        return item.start - 2
    return item.start - 1 if item.start and sentence.tags[item.start - 1] in ",Q" else item.start


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
    comment = opening >= 0 and sentence.lows[opening] in lexicon.comment
    if comment and source and not (contents := _commented(sentence, source, opening, after_at, later)):
        return None
    if not comment:
        contents = _choose(sentence, item, before, after_at, later)
    if cue.reading.form == "gerund" and sentence.lows[cue.verb] in lexicon.via.get("citing", ()):
        return None
    if (
        (cue.negated or _nobody(sentence, first))
        and cue.reading.stance not in NEGATABLE
        and not any("Q" in _tags(sentence, piece) for piece in contents)
    ):
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
        _rule(sentence, item, contents),
    )


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
    after = content_after(sentence, after_at, takes, later)
    if after and takes.takes <= MANNER and not _clearly_quoted(sentence, item.cue.stop, after):
        after = None
    if after and (not item.inverted or not before):
        return [after]
    if before and before.rule == "before" and not item.inverted and sentence.lexicon.head_first:
        before = None
    if before and _ends_sentence(sentence, after_at) and "that" in item.cue.reading.takes and _speaker(sentence, item):
        return [before]
    return [after] if after else []


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


def _rule(sentence: Sentence, item: Reading, contents: list[Content]) -> str:
    side = "inverted" if item.inverted else "gerund" if item.cue.reading.form == "gerund" else "verb"
    plain = "-plain" if item.cue.reading.plain and contents[0].rule in ("that", "bare", "before") else ""
    quoted = any("Q" in _tags(sentence, piece) for piece in contents) and contents[0].rule == "infinitive"
    return f"{side}-{contents[0].rule}{plain}{'-quoted' if quoted else ''}"


def _from_preface(sentence: Sentence, item: PrefaceCue, stops: list[int]) -> Draft | None:
    if item.preface.source == "inside":
        spoken_of = (at for at in range(item.start, item.stop) if sentence.lows[at] in sentence.lexicon.speakers)
        source = next((Phrase(at, at + 1, at, at + 1) for at in spoken_of), None)
        start, stop = item.start, item.stop
    elif item.preface.source == "before":
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
    return Draft(
        sentence, contents, source, (item.start, item.stop), item.preface.stance, "preface-" + contents[0].rule
    )


def _before_lower(sentence: Sentence, source: Phrase) -> Phrase:
    """A source without the common noun after its name, where no comma parts it from the clause: `Zdaniem Ewy Marczak
    ceny rosną`. Only where a phrase begins with its noun."""
    tags = sentence.tags
    apart = sentence.lexicon.head_first or (sentence.lexicon.verb_second and sentence.lexicon.capitals == "names")
    if not apart or source.stop >= len(tags) or tags[source.stop] in ",.:;Q":
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
        right = _past_relative(sentence, right)
        enough = right_stop > right + 1 or tags[right:right_stop] == "Q"
        return [Content(right, right_stop, "right")] if enough else []
    contents = [Content(after_adverb(tags, first, left_stop), left_stop, "left")]
    split = sentence.lexicon.verb_second and left_stop == start
    if (split or not any(tag in "XVL" for tag in lead)) and right_stop > right + 1:
        contents.append(Content(right, right_stop, "right"))
    return contents


LONGEST_RELATIVE = 24
"""Tokens."""


def _past_relative(sentence: Sentence, at: int) -> int:
    """Where a clause begins over what is told about its source: `According to a note, seen by X, the …`."""
    tags = sentence.tags
    end = tags.find(",", at, at + LONGEST_RELATIVE)
    if at == 0 or tags[at - 1] != "," or end < 0 or not any(tag in "XVL" for tag in tags[end:]):
        return at
    clause = tags[at:end]
    relative = clause[:1] in ("W", "L") or (clause[:1] == "T" and sentence.lexicon.head_first)
    final = sentence.lexicon.verb_second and clause[:1] in ("D", "R", "W") and clause[-1:] in ("V", "X", "L")
    return end + 1 if relative or final else at


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
