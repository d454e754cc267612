"""Passes 3 to 5 put together: the attributions inside one sentence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tuinews.core.statement import Stance
from tuinews.statements.contents import Content, content_after, content_before
from tuinews.statements.cues import Cue, PrefaceCue, cues_in, prefaces_in
from tuinews.statements.lexicon import Lexicon
from tuinews.statements.phrases import Phrase, phrase_starting, subject_before
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
    paragraph: int = -1
    fragments: list[tuple[int, int]] = field(default_factory=list)
    """Filled from `contents` when sentences are linked: spans of the text."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One cue with its source, and where the attribution starts that it makes."""

    cue: Cue
    source: Phrase | None
    inverted: bool
    boundary: int


def drafts_in(sentence: Sentence, lexicon: Lexicon) -> list[Draft]:
    """The attributions of one sentence, in order of their cues; none inside what another one reports."""
    cues = cues_in(sentence, lexicon)
    prefaces = prefaces_in(sentence, lexicon)
    if not cues and not prefaces:
        return []
    readings = _readings(sentence, cues)
    stops = sorted({item.boundary for item in readings if item.boundary >= 0} | {_preface_boundary(sentence, p) for p in prefaces})
    drafts = [draft for item in readings if (draft := _from_verb(sentence, item, stops, lexicon))]
    drafts += [draft for item in prefaces if (draft := _from_preface(sentence, item, stops))]
    return _outermost(drafts)


def _readings(sentence: Sentence, cues: list[Cue]) -> list[_Reading]:
    readings: list[_Reading] = []
    main: Phrase | None = None
    for cue in cues:
        if cue.passive:
            continue
        inverted = _inverted(sentence, cue)
        if inverted:
            source: Phrase | None = phrase_starting(sentence, cue.stop)
        elif cue.reading.form == "gerund" and cue.start == cue.verb:
            source = _gerund_source(sentence, cue, main)
        else:
            source = _subject(sentence, cue) or (main if _shares_subject(sentence, cue) else None)
            main = source or main
        readings.append(_Reading(cue, source, inverted, _boundary(sentence, cue, source, inverted)))
    return readings


def _inverted(sentence: Sentence, cue: Cue) -> bool:
    """`"…," said Ana Ruiz`: the subject stands after its verb, and no other verb follows it."""
    tags = sentence.tags
    if cue.start != cue.verb or cue.reading.form != "finite" or cue.stop >= len(tags):
        return False
    if cue.start and tags[cue.start - 1] not in "Q,-":
        return False
    if tags[cue.stop] not in "DNMR#":
        return False
    phrase = phrase_starting(sentence, cue.stop)
    if not phrase:
        return False
    after = tags[phrase.stop : phrase.stop + 2]
    return not after or after[0] not in "VXLT" and after != "AX"


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
    return subject_before(sentence, start)


def _shares_subject(sentence: Sentence, cue: Cue) -> bool:
    """`X left and said`: a verb that a conjunction ties to the one before."""
    return cue.start > 0 and sentence.tags[cue.start - 1] == "C"


def _gerund_source(sentence: Sentence, cue: Cue, main: Phrase | None) -> Phrase | None:
    """`…, saying that`: the subject of the clause before; `a letter saying that`: the noun before."""
    tags = sentence.tags
    if cue.start and tags[cue.start - 1] in "NM" and (found := subject_before(sentence, cue.start)):
        return found
    if main:
        return main
    for at in range(cue.start):
        if tags[at] in "XV" and (found := subject_before(sentence, at)):
            return found
    for at in range(cue.start):
        if tags[at] == "L" and (found := subject_before(sentence, at)):
            return found
    return None


def _boundary(sentence: Sentence, cue: Cue, source: Phrase | None, inverted: bool) -> int:
    """The token before which what another cue reports must end, or -1 when this cue may be part of it."""
    tags = sentence.tags
    first = cue.start if inverted or not source or source.first > cue.start else min(source.first, cue.start)
    if cue.reading.form == "gerund" and cue.start == cue.verb or _shares_subject(sentence, cue):
        first = cue.start
    if first == 0:
        return 0
    if tags[first - 1] == "C" and first > 1:
        return first - 2 if tags[first - 2] == "," else first - 1
    return first - 1 if tags[first - 1] in ",-;" else -1


def _preface_boundary(sentence: Sentence, item: PrefaceCue) -> int:
    return item.start - 1 if item.start and sentence.tags[item.start - 1] == "," else item.start


def _from_verb(sentence: Sentence, item: _Reading, stops: list[int], lexicon: Lexicon) -> Draft | None:
    cue, source = item.cue, item.source
    later = [stop for stop in stops if stop > cue.stop]
    after_at = source.stop if item.inverted and source else cue.stop
    first = cue.start if item.inverted or source is None else source.first
    before = None
    if item.inverted or (source is not None and source.first <= cue.start and cue.reading.form != "gerund"):
        before = content_before(sentence, first, lexicon)
    contents = _choose(sentence, item, before, after_at, later)
    if not contents or not source and contents[0].rule not in ("quote", "partial"):
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
    if item.inverted:
        takes = replace(takes, takes=frozenset({"quote"}))
    if before and before.rule in ("quote", "partial"):
        after = content_after(sentence, after_at, replace(takes, takes=frozenset({"quote"})), later)
        return [before, after] if after and after.rule in ("quote", "partial") else [before]
    after = content_after(sentence, after_at, takes, later)
    if after and not item.inverted:
        return [after]
    if before and _ends_sentence(sentence, after_at) and "that" in item.cue.reading.takes:
        return [before]
    return [after] if after else []


def _ends_sentence(sentence: Sentence, at: int) -> bool:
    """Whether nothing but circumstances follows."""
    rest = sentence.tags[at:]
    return not any(tag in "VXTH" for tag in rest[:12]) or rest[:1] in (",", ".")


def _rule(item: _Reading, contents: list[Content]) -> str:
    side = "inverted" if item.inverted else "gerund" if item.cue.reading.form == "gerund" else "verb"
    return f"{side}-{contents[0].rule}"


def _from_preface(sentence: Sentence, item: PrefaceCue, stops: list[int]) -> Draft | None:
    source = phrase_starting(sentence, item.stop)
    if not source:
        return None
    contents = _around(sentence, item.start, source.stop, stops)
    if not contents:
        return None
    return Draft(sentence, contents, source, (item.start, item.stop), item.preface.stance, "preface-" + contents[0].rule)


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
        return [Content(right, right_stop, "right")] if right_stop > right + 1 else []
    contents = [Content(first, left_stop, "left")]
    if not any(tag in "XVL" for tag in lead) and right_stop > right + 1:
        contents.append(Content(right, right_stop, "right"))
    return contents


def _outermost(drafts: list[Draft]) -> list[Draft]:
    """Without those whose cue stands inside what another one reports."""
    kept = []
    for draft in drafts:
        assert draft.cue
        cue = draft.cue[0]
        inside = any(
            other is not draft and piece.first <= cue < piece.stop for other in drafts for piece in other.contents
        )
        if not inside:
            kept.append(draft)
    return sorted(kept, key=lambda draft: draft.contents[0].first)
