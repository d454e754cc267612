"""Pass 6: attributions inside one another. Which one stands for itself, and which only passes on what the one inside
it tells: `The ferry sank, an inquiry found, two officials said` is the inquiry's, relayed by the officials."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tuinews.statements.drafts import Draft
from tuinews.statements.names import PERSONAL
from tuinews.statements.outlets import is_outlet
from tuinews.statements.phrases import Phrase, phrase_starting
from tuinews.statements.reach import Content

BETWEEN = frozenset(",;:-T.ACZ")
"""Tags of what may stand beside an attribution that is all that another one reports."""
CITABLE = frozenset({"document", "organisation", "anonymous", "outlet", *PERSONAL})
"""Kinds of nouns that a report can be cited from."""
LONGEST = 4
"""Relays of one statement."""
SHARED = frozenset({"says", "confirms", "claims"})
"""Stances with which somebody passes on what another said."""


def untangled(drafts: list[Draft]) -> list[Draft]:
    """The attributions of a sentence without those that are only part of others, in the order of what was said."""
    drafts = _without_rivals([_without_attributions(_up_to_cited(draft), drafts) for draft in drafts])
    return _outermost(_chained(drafts))


# What a draft reports, without what is not reported


def _up_to_cited(draft: Draft) -> Draft:
    """Without `, citing officials` at the end: it tells where the report has it from."""
    sentence = draft.sentence
    citing = sentence.lexicon.via.get("citing", ())
    for content in draft.contents:
        for at in range(content.first + 1, content.stop):
            if sentence.lows[at] in citing and sentence.tags[at - 1] == "," and at - 1 > content.first:
                cited = phrase_starting(sentence, at + 1)
                if cited and may_be_cited(draft, cited):
                    pieces = [
                        replace(piece, stop=at - 1) if piece is content else piece
                        for piece in draft.contents
                        if piece.first < at
                    ]
                    return replace(draft, contents=pieces)
    return draft


def may_be_cited(draft: Draft, cited: Phrase) -> bool:
    """Whether a phrase is somebody or something that can be cited for a report."""
    sentence = draft.sentence
    head = range(cited.head_first, cited.head_stop)
    return any(sentence.tags[at] == "M" or sentence.lexicon.noun_kinds(sentence.lows[at]) & CITABLE for at in head)


def _without_attributions(draft: Draft, drafts: list[Draft]) -> Draft:
    """Without a piece that only says whose another draft is: `According to X, Y reported, …`."""
    others = [other for other in drafts if other is not draft and other.cue]
    pieces = [piece for piece in draft.contents if not any(_only_attributes(piece, other) for other in others)]
    relays_all = not pieces and draft.rule.startswith("preface")
    return draft if relays_all or len(pieces) == len(draft.contents) else replace(draft, contents=pieces)


def _only_attributes(piece: Content, other: Draft) -> bool:
    if other.cue is None or not piece.first <= other.cue[0] < piece.stop or other.source is None:
        return False
    if other.rule == "preface-right" and piece.stop <= other.contents[0].first:
        return True  # with all that is told about its source
    tags = other.sentence.tags
    own = set(_attribution(other))
    return not any(at not in own and tags[at] not in BETWEEN for at in range(piece.first, piece.stop))


def _attribution(draft: Draft) -> Iterator[int]:
    """The tokens that say whose a draft is."""
    if draft.source:
        yield from range(draft.source.first, draft.source.stop)
    if draft.cue:
        yield from range(*draft.cue)


def _without_rivals(drafts: list[Draft]) -> list[Draft]:
    """Each quotation with one attribution, the first that claims it by itself; and each report that is a quotation of
    somebody (`X quoted Y as saying that`) with the one that names who said it."""
    claimed: set[int] = set()
    kept = []
    for draft in drafts:
        alone = {piece.first for piece in draft.contents if piece.rule == "quote" and piece.stop == piece.first + 1}
        draft.contents = [piece for piece in draft.contents if piece.first not in alone & claimed]
        claimed |= alone
        if draft.contents and not _only_quotes(draft, drafts):
            kept.append(draft)
    return kept


def _only_quotes(draft: Draft, drafts: list[Draft]) -> bool:
    if draft.cue is None or draft.sentence.lows[draft.cue[1] - 1] not in draft.sentence.lexicon.via.get("quoting", ()):
        return False
    return any(
        other.source and other.source.first == draft.cue[1] and other.cue and other.cue[0] > other.source.stop
        for other in drafts
        if other is not draft
    )


# Who only passes on


def _chained(drafts: list[Draft]) -> list[Draft]:
    """Each attribution that is all that another one reports with that one's source as its relay, and so on outwards."""
    around: dict[int, Draft] = {}
    for outer in drafts:
        inside = [draft for draft in drafts if _may_be_passed_on(outer, draft)]
        if inside and _passes_on(outer, inside):
            for inner in inside:
                known = around.get(id(inner))
                if known is None or _holds(known, outer):
                    around[id(inner)] = outer
    passing = {id(outer) for outer in around.values()}
    return [_relayed(draft, around) for draft in drafts if id(draft) not in passing]


def _may_be_passed_on(outer: Draft, inner: Draft) -> bool:
    if inner is outer or not _holds(outer, inner) or _holds(inner, outer):
        return False
    return not (outer.rule.startswith("preface") and inner.rule.startswith("preface"))


def _passes_on(outer: Draft, inside: list[Draft]) -> bool:
    """Whether somebody reports nothing but what others said."""
    if outer.source is None or not all(_whole(inner) for inner in inside):
        return False
    if not outer.rule.startswith("preface"):
        tags = outer.sentence.tags
        if not _only_reports(outer) or any(tags[inner.source.head_first] in "RO" for inner in inside if inner.source):
            return False
    told = {at for inner in inside for at in (*_attribution(inner), *_tokens(inner))}
    tags = outer.sentence.tags
    return not any(at not in told and tags[at] not in BETWEEN for at in _tokens(outer))


def _whole(inner: Draft) -> bool:
    """Whether somebody says a whole clause."""
    if inner.source is None:
        return False
    return inner.rule.endswith("-plain") or inner.contents[0].rule not in ("bare", "object", "infinitive")


def _tokens(draft: Draft) -> Iterator[int]:
    for piece in draft.contents:
        yield from range(piece.first, piece.stop)


def _only_reports(draft: Draft) -> bool:
    """Whether the source of a draft speaks of what it knows from others: an outlet, or somebody who is not named."""
    sentence, source = draft.sentence, draft.source
    if source is None or draft.stance not in SHARED:
        return False
    if reports(draft):
        return True
    kinds = sentence.lexicon.noun_kinds(sentence.lows[source.head_stop - 1])
    return "anonymous" in kinds and "M" not in sentence.tags[source.head_first : source.head_stop]


def reports(draft: Draft) -> bool:
    """Whether a draft's source is an outlet, or reports as outlets do."""
    sentence, source = draft.sentence, draft.source
    if source is None:
        return False
    if is_outlet(sentence, source):
        return True
    if draft.cue is None or sentence.lows[draft.cue[1] - 1] not in sentence.lexicon.via.get("reported", ()):
        return False
    return "M" in sentence.tags[source.head_first : source.head_stop]


def _relayed(draft: Draft, around: dict[int, Draft]) -> Draft:
    """A draft with everybody who passed it on. Where an outlet reports according to somebody (`AFP reported,
    according to the spokesman`), it is the outlet that passes on."""
    relays: list[Phrase] = []
    outer = around.get(id(draft))
    swapped = outer if outer and outer.rule.startswith("preface") and reports(draft) and not reports(outer) else None
    while outer and len(relays) < LONGEST:  # three may hold one another in a ring
        if outer.source and outer is not swapped:
            relays.insert(0, outer.source)
        outer = around.get(id(outer))
    if swapped and draft.source:
        return replace(swapped, contents=draft.contents, relays=(*relays, draft.source))
    return replace(draft, relays=(*relays, *draft.relays)) if relays else draft


# Which one stands


def _outermost(drafts: list[Draft]) -> list[Draft]:
    """Without those whose cue stands inside what another one reports. Where a preface stands beside an attribution
    with words of its own ("…," X said, according to Y), Y only relays."""
    kept = []
    drafts = [draft for draft in drafts if not _ends_a_clause_of_time(draft, drafts)]
    relaying: set[int] = set()
    for draft in drafts:
        outer = next((other for other in drafts if other is not draft and _holds(other, draft)), None)
        if outer is None:
            kept.append(draft)
        elif outer.rule.startswith("preface") and (
            draft.rule.endswith(("-quote", "-partial")) or not _within(draft, outer)
        ):
            relaying.add(id(outer))
            kept.append(replace(draft, relays=(outer.source, *draft.relays)) if outer.source else draft)
    kept = [draft for draft in kept if id(draft) not in relaying]
    return sorted(kept, key=lambda draft: draft.contents[0].first)


def _within(inner: Draft, outer: Draft) -> bool:
    """Whether all that a draft reports stands inside what another one reports."""
    return all(
        any(held.first <= piece.first and piece.stop <= held.stop for held in outer.contents)
        for piece in inner.contents
    )


def _ends_a_clause_of_time(outer: Draft, drafts: list[Draft]) -> bool:
    """Whether what a draft takes for said is a clause that only tells when, with somebody else's words at its end:
    `When Ruiz said it was “late,” the crowd laughed`."""
    sentence, content = outer.sentence, outer.contents[0]
    lead = sentence.tags[content.first : content.stop].lstrip("CA")
    if outer.rule.startswith("preface") or lead[:1] not in ("S", "H") or content.rule not in ("partial", "before"):
        return False
    inside = (draft for draft in drafts if draft is not outer and _holds(outer, draft))
    return any(
        "Q" in sentence.tags[piece.first : piece.stop] and piece.stop == content.stop
        for draft in inside
        for piece in draft.contents
    )


def _holds(outer: Draft, inner: Draft) -> bool:
    if inner.cue is None:
        return False
    return any(piece.first <= inner.cue[0] < piece.stop for piece in outer.contents)
