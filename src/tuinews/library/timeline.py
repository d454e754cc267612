"""What was said, in the order in which it was published: for a voice, a tag, or any search."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime

from tuinews.core.models import StatementRow
from tuinews.export.tables import guarded_cell
from tuinews.library.door import Library

COLUMNS = ("published", "first_seen", "outlet", "speaker", "kind", "words", "article", "title")


def timeline(library: Library, query: str) -> tuple[list[StatementRow], tuple[str, ...]]:
    """The statements that a search finds, oldest first, and what of the search was in doubt."""
    listing = library.search_statements(query)
    rows = library.statement_rows(listing.ids)
    return sorted(rows, key=lambda row: (row.published, row.article_id, row.start)), listing.doubts


def as_csv(rows: Sequence[StatementRow]) -> str:
    """A timeline as CSV (RFC 4180) with COLUMNS; times in UTC; no cell is a spreadsheet's formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        published, seen = (_utc(at) for at in (row.published, row.seen))
        cells = (published, seen, row.outlet, row.speaker, row.kind, row.quote, str(row.article_id), row.article)
        writer.writerow([guarded_cell(cell) for cell in cells])
    return out.getvalue()


def _utc(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
