"""Notes and highlights from elsewhere: Hypothesis (what its API exports) and Readwise (its CSV, or what its API
exports)."""

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
    """Whether a file is Readwise's CSV export, or the JSON of its API."""
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return '"highlights"' in text and ('"user_book_id"' in text or '"readable_title"' in text)
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
    """The highlights; a sentence for each that cannot be read. (https://readwise.io/api_deets)"""
    text = text.lstrip("\ufeff")
    if text.lstrip()[:1] not in ("{", "["):
        yield from _readwise_table(text)
        return
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield f"is no JSON ({error})"
        return
    for number, book in enumerate(told.get("results") or () if isinstance(told, dict) else told, 1):
        try:
            yield from _readwise_book(book)
        except (TypeError, KeyError, AttributeError, ValueError) as error:
            yield f"text {number} cannot be read ({type(error).__name__}: {error})"


def _readwise_table(text: str) -> Iterator[Annotation | str]:
    csv.field_size_limit(10_000_000)
    rows = csv.DictReader(io.StringIO(text, newline=""))
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
        marks = [tag for name in ("Tags", "Document tags") for tag in (row.get(name) or "").split(",")]
        yield _highlight(
            title, highlight, row.get("Note"), row.get("Color"), marks, row.get("Book Author"),
            row.get("Highlighted at"),
        )  # fmt: skip


def _readwise_book(book: Any) -> Iterator[Annotation]:
    title, url = clean_line(str(book.get("title") or book["readable_title"])), str(book.get("source_url") or "")
    of_all = [str(tag["name"]) for tag in book.get("book_tags") or ()]
    for one in book["highlights"]:
        words = clean(str(one.get("text") or "")).strip()
        if words and not one.get("is_deleted"):
            marks = [*(str(tag["name"]) for tag in one.get("tags") or ()), *of_all]
            yield _highlight(
                title, words, one.get("note"), one.get("color"), marks, book.get("author"),
                one.get("highlighted_at"), url if is_web(url) else "",
            )  # fmt: skip


def _highlight(
    title: str, words: str, note: str | None, color: str | None, marks: Iterable[str], by: str | None,
    when: str | None, url: str = "",
) -> Annotation:  # fmt: skip
    """The same highlight has the same id in both exports."""
    moment = from_iso((when or "").replace("Z", "+00:00"))
    color = clean_line(color or "").strip()
    tags = [clean_line(tag).strip().removeprefix(".") for tag in marks if tag.strip()]
    return Annotation(
        id=f"readwise:{title}:{words}"[:400], url=url, title=title[:300], exact=words, prefix="", suffix="",
        start=None, body=clean(note or "").strip(), tags=(*tags, f"{HIGHLIGHT}={color}" if color else HIGHLIGHT),
        author="", by=clean_line(by or "")[:200], created=moment, changed=moment,
    )  # fmt: skip
