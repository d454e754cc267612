"""A Document as columns: its text, and its ranges as compact JSON `[[start, end, kind, {attributes}], …]`."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tuinews.core.document import Document, Range


def pack(ranges: Sequence[Range]) -> str:
    """Ranges as JSON."""
    rows = [[r.start, r.end, r.kind, dict(r.attributes)] if r.attributes else [r.start, r.end, r.kind] for r in ranges]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str, layout: str, inline: str) -> Document:
    """The Document of a revision's columns."""
    return Document(text, _ranges(layout), _ranges(inline))


def _ranges(packed: str) -> tuple[Range, ...]:
    return tuple(
        Range(row[0], row[1], row[2], tuple(row[3].items()) if len(row) > 3 else ()) for row in json.loads(packed)
    )
