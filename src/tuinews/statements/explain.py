"""Why a statement was found, in a sentence for readers."""

from __future__ import annotations

from collections.abc import Mapping

from tuinews.core.statement import Source, Span

SIDES: Mapping[str, str] = {
    "quote": "stands beside the quotation",
    "partial": "leads to a clause with a quotation in it",
    "that": "is followed by a clause with “that”",
    "bare": "is followed by what was said",
    "colon": "is followed by a colon",
    "whether": "is followed by an indirect question",
    "infinitive": "is followed by what was undertaken",
    "charge": "is followed by what somebody is accused of",
    "object": "is followed by what it is about",
    "before": "follows what was said",
    "left": "follows what was said",
    "right": "stands before what was said",
    "pointed": "points back at the sentence before",
}
WITHOUT_CUE: Mapping[str, str] = {
    "carried": "the quotation goes on after words of the same speaker",
    "carried-far": "the paragraph is all quotation, and this speaker spoke last",
    "introduced": "the sentence before is about this speaker",
    "embedded": "the quotation stands in a sentence about this speaker",
    "signed": "the name stands under the quotation, after a dash",
    "mood": "the verb's mood says that somebody else's words go on",
    "post": "it is an embedded post by this account",
    "transcript": "the name stands before the words, as in a transcript",
    "blockquote": "it is set off as a quotation",
    "dialogue": "a dash opens it, as in a dialogue",
}


def why(text: str, rule: str, source: Source | None, cue: Span | None, *, cited: bool = False) -> str:
    """The rule in words, with the cue and the mention that it rests on. `cited` when the source is whom the subject of
    the cue cites."""
    mention = text[source.mention.start : source.mention.end] if source and source.mention else ""
    name = (source.name if source else None) or mention
    who = f"said by {name}" if name else "nobody is named"
    if rule in WITHOUT_CUE:
        return f"{who}: {WITHOUT_CUE[rule]}"
    side, content = (*rule.split("-"), rule)[:2]
    words = text[cue.start : cue.end] if cue else ""
    because = f"the cue “{words}” {SIDES.get(content, 'announces it')}" if words else "a cue announces it"
    if not mention:
        return f"{who}: {because}"
    relation = "goes back to" if cited else "names" if side == "preface" else "has the subject"
    return f"{who}: {because} and {relation} “{mention}”"
