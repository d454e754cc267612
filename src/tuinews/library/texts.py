"""The engines on texts and pages that need not be in the library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tuinews.core import clock
from tuinews.core.errors import BadInput
from tuinews.core.fetched import Fetched, Page
from tuinews.core.models import ArticleView
from tuinews.statements import find_statements
from tuinews.statements.rows import answer_lines, rows

Rows = list[dict[str, Any]]


def statements_in_text(text: str, language: str | None = None) -> Rows:
    """The statements of a text exactly as given: one row per fragment (the protocol of `--jsonl`)."""
    return rows(text, find_statements(text, language))


def statements_in_file(path: Path) -> Rows:
    """The statements of a file's article. Raises BadInput."""
    from tuinews.ingest.files import read_file

    page = read_file(read_bytes(path))
    return rows(page.document.text, find_statements(page.document.text, page.language or None, page.document.layout))


def statement_rows_of(view: ArticleView) -> Rows:
    """The statements of an article of the library."""
    return rows(view.document.text, [shown.statement for shown in view.statements])


def statement_lines(lines: Iterable[str]) -> Iterator[str]:
    """The `statements --jsonl` protocol (README, "For programs"): a line in, a line out, as they come."""
    return answer_lines(lines)


def extract_lines(lines: Iterable[str]) -> Iterator[str]:
    """The `extract --jsonl` protocol (README, "For programs")."""
    from tuinews.ingest import jsonl

    return jsonl.extract_lines(lines)


def extract(source: str) -> dict[str, Any]:
    """The article of a page in a file or on the web. Raises BadInput, FetchFailed."""
    from tuinews.ingest.files import read_file
    from tuinews.ingest.http import fetch_once
    from tuinews.ingest.pages import extract_page

    return _page_json(extract_page(fetch_once(source)) if "://" in source else read_file(read_bytes(Path(source))))


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
