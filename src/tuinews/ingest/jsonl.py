"""Extraction as JSON lines, for programs: `{"id", "url", "html_path"}` in, the article out (DESIGN.md, Protocols)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from tuinews.core import clock
from tuinews.core.errors import TuinewsError
from tuinews.core.fetched import Fetched, Page
from tuinews.ingest.pages import extract_page

_LARGEST = 20_000_000


def extract_lines(lines: Iterable[str], extract: Callable[[Fetched], Page] = extract_page) -> Iterator[str]:
    """One JSON line per JSON line, as it comes. What cannot be read gives an `error` and an empty text."""
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line, extract), ensure_ascii=False)


def _answer(line: str, extract: Callable[[Fetched], Page]) -> dict[str, Any]:
    ask: Any = None
    try:
        ask = json.loads(line)
        path = Path(ask["html_path"])
        with path.open("rb") as file:
            body = file.read(_LARGEST)
        url = str(ask.get("url") or "")
    except (ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError) as error:
        return _failure(ask, f"cannot be read ({type(error).__name__})")
    try:
        page = extract(Fetched(url, 200, {}, body, clock.now(), url or path.name))
    except TuinewsError as error:
        return _failure(ask, str(error))
    return {
        "id": ask.get("id"),
        "title": page.title,
        "text": page.document.text,
        "author": page.author,
        "published": page.published.isoformat() if page.published else None,
        "site": page.outlet,
        "canonical_url": page.canonical_url,
        "language": page.language,
    }


def _failure(ask: Any, problem: str) -> dict[str, Any]:
    return {"id": ask.get("id") if isinstance(ask, dict) else None, "title": "", "text": "", "error": problem}
