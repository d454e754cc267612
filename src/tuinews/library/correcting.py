"""The reader's corrections of statements, applied to whatever the engine finds.

A correction holds its own anchor. It says of the words that it stands on: the speaker is another (`speaker`), the
statement's words are these (`span`), this is no statement (`none`), here is one that was missed (`missed`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from msgspec.structs import replace

from tuinews.core.statement import QUOTE_MARKS, Fragment, Kind, Source, Span, Statement

CorrectionKind = Literal["speaker", "span", "none", "missed"]
_SURE = 1.0


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction where it stands now. `speaker` is the right name (None: nobody is named); `kind_of` what kind a
    missed statement is."""

    uid: str
    kind: CorrectionKind
    span: Span
    speaker: str | None = None
    kind_of: Kind = "direct"
    author: str = ""


def corrected(found: Sequence[Statement], corrections: Sequence[Correction]) -> tuple[Statement, ...]:
    """The statements with the corrections applied, oldest correction first, in order of place."""
    statements = list(found)
    for correction in corrections:
        statements = _apply(statements, correction)
    return tuple(sorted(statements, key=lambda statement: (statement.start, statement.end)))


def agrees(found: Sequence[Statement], correction: Correction) -> bool:
    """Whether what the engine found is right by this correction."""
    there = [statement for statement in found if overlap(statement, correction.span) > 0.5]
    if correction.kind == "none":
        return not there
    if not there:
        return False
    if correction.kind == "span":
        return any((statement.start, statement.end) == correction.span for statement in there)
    if correction.kind == "missed" and correction.speaker is None:
        return True
    return any(_name(statement) == correction.speaker for statement in there)


def overlap(statement: Statement, span: Span) -> float:
    """What share of the longer of both they have in common."""
    shared = min(statement.end, span.end) - max(statement.start, span.start)
    return max(0, shared) / max(statement.end - statement.start, span.end - span.start, 1)


def _apply(statements: list[Statement], correction: Correction) -> list[Statement]:
    meant = max(statements, key=lambda statement: overlap(statement, correction.span), default=None)
    if meant is not None and overlap(meant, correction.span) <= 0.3:
        meant = None
    if correction.kind == "missed":
        return [*statements, _missed(correction)] if meant is None else statements
    if meant is None:
        return statements
    at = statements.index(meant)
    if correction.kind == "none":
        return statements[:at] + statements[at + 1 :]
    return [*statements[:at], _changed(meant, correction), *statements[at + 1 :]]


def _changed(statement: Statement, correction: Correction) -> Statement:
    why = f"corrected by {correction.author}"
    if correction.kind == "span":
        fragments = (Fragment(correction.span.start, correction.span.end, statement.kind),)
        return replace(statement, fragments=fragments, confidence=_SURE, why=why)
    mention = statement.source.mention if statement.source is not None else None
    kind = statement.source.type if statement.source is not None else "person"
    source = Source(correction.speaker, mention, kind)
    return replace(statement, source=source, confidence=_SURE, why=why)


def _missed(correction: Correction) -> Statement:
    fragment = Fragment(correction.span.start, correction.span.end, correction.kind_of)
    source = Source(correction.speaker, None) if correction.speaker else None
    return Statement((fragment,), source, confidence=_SURE, why=f"marked by {correction.author}")


def _name(statement: Statement) -> str | None:
    return statement.source.name if statement.source is not None else None


def read_correction(
    uid: str, kind: str, detail: dict[str, str | None], start: int, end: int, author: str
) -> Correction:
    """A stored correction."""
    kind_of = cast(Kind, detail.get("kind") or "direct")
    return Correction(uid, cast(CorrectionKind, kind), Span(start, end), detail.get("speaker"), kind_of, author)


def without_marks(text: str, words: Span) -> tuple[Span, Kind]:
    """Selected words without the quotation marks around them, and what kind of statement they make."""
    start, end = words
    while start < end and (text[start] in QUOTE_MARKS or text[start].isspace()):
        start += 1
    while start < end and (text[end - 1] in QUOTE_MARKS or text[end - 1].isspace()):
        end -= 1
    if start == end:
        return words, "indirect"
    if text[start - 1 : start] in QUOTE_MARKS and text[end : end + 1] in QUOTE_MARKS and start:
        return Span(start, end), "direct"
    quoted = any(sign in QUOTE_MARKS - {"’", "'"} for sign in text[start:end])
    return Span(start, end), "mixed" if quoted else "indirect"
