"""The engines on texts and pages that need not be in the library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tuinews.core import clock
from tuinews.core.errors import BadInput
from tuinews.core.fetched import Fetched, Page
from tuinews.core.models import ArticleView
from tuinews.core.statement import Statement
from tuinews.statements import find_statements
from tuinews.statements.rows import answer_lines, rows

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Found:
    """The statements of one text: what the text is called, the text, and who says what in it."""

    label: str
    text: str
    statements: tuple[Statement, ...]

    def rows(self) -> Rows:
        """One row per fragment, as the `--jsonl` protocol says, with the article and why each was found."""
        reasons = [statement.why for statement in self.statements]
        return [
            {"article": self.label, **row, "why": reasons[row["attribution"]]}
            for row in rows(self.text, self.statements)
        ]

    def speaker(self, statement: Statement) -> str:
        """Who said it: the name, or else the words that stand for the speaker."""
        source = statement.source
        if source is None:
            return "—"
        if source.name is None and source.mention is not None:
            return self.text[source.mention.start : source.mention.end]
        return source.name or "—"


def in_text(text: str, label: str = "-") -> Found:
    """The statements of a text, exactly as given."""
    return Found(label, text, find_statements(text))


def in_file(path: Path) -> Found:
    """The statements of a file's article. Raises BadInput."""
    from tuinews.ingest.files import read_file

    page = read_file(read_bytes(path))
    found = find_statements(page.document.text, page.language or None, page.document.layout)
    return Found(str(path), page.document.text, found)


def in_article(view: ArticleView) -> Found:
    """The statements of an article of the library, as far as they are shown."""
    return Found(str(view.id), view.document.text, tuple(shown.statement for shown in view.statements))


def statement_lines(lines: Iterable[str]) -> Iterator[str]:
    """The `statements --jsonl` protocol (README, "For programs"): a line in, a line out, as they come."""
    return answer_lines(lines)


def extract_lines(lines: Iterable[str]) -> Iterator[str]:
    """The `extract --jsonl` protocol (README, "For programs")."""
    from tuinews.ingest import jsonl
    from tuinews.ingest.pages import extract_page
    from tuinews.library.parsing import in_time

    return jsonl.extract_lines(lines, partial(in_time, extract_page))


def extract(source: str) -> dict[str, Any]:
    """The article of a page in a file or on the web. Raises BadInput, FetchFailed."""
    from tuinews.ingest.files import read_file
    from tuinews.ingest.http import fetch_once
    from tuinews.ingest.pages import extract_page
    from tuinews.library.parsing import in_time

    page = (
        in_time(extract_page, fetch_once(source)) if "://" in source else in_time(read_file, read_bytes(Path(source)))
    )
    return _page_json(page)


def read_bytes(path: Path) -> Fetched:
    """A file as it enters. Raises BadInput when it cannot be read."""
    try:
        return Fetched(path.name, 200, {}, path.read_bytes(), clock.now())
    except OSError as error:
        raise BadInput(str(path), f"cannot be read ({error.strerror})") from error


def _page_json(page: Page) -> dict[str, Any]:
    return {
        "title": page.title,
        "text": page.document.text,
        "author": page.author or None,
        "published": page.published.isoformat() if page.published else None,
        "site": page.outlet or None,
        "canonical_url": page.canonical_url or None,
        "language": page.language or None,
    }
