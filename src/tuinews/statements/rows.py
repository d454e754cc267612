"""The engine as a protocol for programs: JSON lines in, JSON lines out (DESIGN.md, "Protocols for programs")."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tuinews.core.statement import Statement
from tuinews.statements import find_statements

Row = dict[str, Any]


def answer_lines(lines: Iterable[str]) -> Iterator[str]:
    """For each line `{"id", "text"}` (and `language`, if it is known) a line `{"id", "statements": [rows]}`.

    A line that cannot be read is answered by `{"id", "error", "statements": []}`, and the next one goes on. Empty
    lines are passed over.
    """
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line), ensure_ascii=False)


def _answer(line: str) -> Row:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as problem:
        return {"id": None, "error": f"not a line of JSON: {problem}", "statements": []}
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        identity = asked.get("id") if isinstance(asked, dict) else None
        return {"id": identity, "error": 'a line must be an object with a "text"', "statements": []}
    language = asked.get("language")
    text = asked["text"]
    found = find_statements(text, language if isinstance(language, str) else None)
    return {"id": asked.get("id"), "statements": rows(text, found)}


def rows(text: str, statements: Iterable[Statement]) -> list[Row]:
    """One row per contiguous fragment; the fragments of one attribution share its number."""
    return [row for number, statement in enumerate(statements) for row in _rows_of(text, statement, number)]


def _rows_of(text: str, statement: Statement, number: int) -> Iterator[Row]:
    source, cue = statement.source, statement.cue
    mention = source.mention if source else None
    shared = {
        "attribution": number,
        "speaker": source.name if source else None,
        "speaker_start": mention.start if mention else None,
        "speaker_end": mention.end if mention else None,
        "cue": text[cue.start : cue.end] if cue else None,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "via": [{"name": relay.name, "start": relay.start, "end": relay.end} for relay in statement.via],
        "type": source.type if source else None,
        "stance": statement.stance,
        "confidence": statement.confidence,
    }
    for piece in statement.fragments:
        place = {"kind": piece.kind, "start": piece.start, "end": piece.end, "text": text[piece.start : piece.end]}
        yield {**place, **shared}
