"""Notes and highlights from elsewhere: Hypothesis (what its API exports) and Readwise (its CSV export)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tuinews.core.links import is_web
from tuinews.core.sanitize import clean, clean_line
from tuinews.ingest.feeds.dates import from_iso

HIGHLIGHT = "highlight"
"""The tag of words that were marked, without a note or a tag."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One note, with its tags, on an article (`url`, `title`) or words of it (`exact`, in their surroundings).

    `id` is the same whenever it is exported again. `start` counts characters of the page that they were marked on: a
    hint. `author` is empty where the export does not say it.
    """

    id: str
    url: str
    title: str
    exact: str
    prefix: str
    suffix: str
    start: int | None
    body: str
    tags: tuple[str, ...]
    author: str
    by: str
    """The author of the text."""
    created: datetime | None
    changed: datetime | None


def is_hypothesis(text: str) -> bool:
    """Whether a file holds annotations as Hypothesis gives them: `rows` of its API, a list, or JSON lines."""
    beginning = text[:20_000]
    return beginning.lstrip("\ufeff \t\r\n")[:1] in ("{", "[") and '"uri"' in beginning and '"target"' in beginning


def is_readwise(text: str) -> bool:
    """Whether a file is Readwise's CSV export."""
    header = text[:1000].lstrip("\ufeff").partition("\n")[0]
    return header.startswith(("Highlight,", '"Highlight",')) and "Book Title" in header


def read_hypothesis(text: str) -> Iterator[Annotation | str]:
    """The annotations; a sentence for each that cannot be read. (https://h.readthedocs.io/en/latest/api-reference)"""
    for number, row in enumerate(_hypothesis_rows(text), 1):
        try:
            yield _hypothesis(row)
        except (TypeError, KeyError, AttributeError, ValueError, IndexError) as error:
            yield f"annotation {number} cannot be read ({type(error).__name__}: {error})"


def _hypothesis_rows(text: str) -> Iterable[Any]:
    text = text.lstrip("\ufeff")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return [_line(line) for line in text.splitlines() if line.strip()]
    if isinstance(told, dict):
        return list(told["rows"]) if isinstance(told.get("rows"), list) else [told]
    return told if isinstance(told, list) else []


def _line(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _hypothesis(row: Any) -> Annotation:
    if not isinstance(row, dict):
        raise TypeError("no object")
    target = (row.get("target") or [{}])[0]
    selectors = {one.get("type"): one for one in target.get("selector") or ()}
    quote = selectors.get("TextQuoteSelector", {})
    position = selectors.get("TextPositionSelector", {})
    titles = (row.get("document") or {}).get("title") or [""]
    url = str(row["uri"])
    start = position.get("start")
    return Annotation(
        id=f"hypothesis:{clean_line(str(row['id']))[:80]}",
        url=url if is_web(url) else "",
        title=clean_line(str(titles[0] if isinstance(titles, list) else titles))[:300] or clean_line(url)[:300],
        exact=_words(quote.get("exact")),
        prefix=_words(quote.get("prefix")),
        suffix=_words(quote.get("suffix")),
        start=start if isinstance(start, int) and start >= 0 else None,
        body=clean(str(row.get("text") or "")).strip(),
        tags=tuple(clean_line(str(tag)) for tag in row.get("tags") or ()),
        author=clean_line(str(row.get("user") or "")).removeprefix("acct:").partition("@")[0],
        by="",
        created=from_iso(str(row.get("created") or "")),
        changed=from_iso(str(row.get("updated") or "")),
    )


def _words(said: Any) -> str:
    return clean(said) if isinstance(said, str) else ""


def read_readwise(text: str) -> Iterator[Annotation | str]:
    """The highlights; a sentence for each line that cannot be read."""
    csv.field_size_limit(10_000_000)
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"line {rows.line_num} is no CSV ({error})"
            continue
        highlight, title = clean(row.get("Highlight") or "").strip(), clean_line(row.get("Book Title") or "")
        if not highlight or not title:
            yield f"line {rows.line_num} has no {'highlight' if not highlight else 'title'}"
            continue
        when = from_iso((row.get("Highlighted at") or "").replace("Z", "+00:00"))
        marks = [tag for name in ("Tags", "Document tags") for tag in (row.get(name) or "").split(",")]
        color = clean_line(row.get("Color") or "").strip()
        tags = [clean_line(tag).strip().removeprefix(".") for tag in marks if tag.strip()]
        yield Annotation(
            id=f"readwise:{title}:{highlight}"[:400], url="", title=title[:300], exact=highlight, prefix="", suffix="",
            start=None, body=clean(row.get("Note") or "").strip(),
            tags=(*tags, f"{HIGHLIGHT}={color}" if color else HIGHLIGHT),
            author="", by=clean_line(row.get("Book Author") or "")[:200], created=when, changed=when,
        )  # fmt: skip
