"""A corpus of texts in a table, read row by row: CSV (RFC 4180; also divided by `;`, tabs or bars) or JSON lines."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from tuinews.core import clock
from tuinews.core.errors import BadInput, BadUsage
from tuinews.core.fetched import Page
from tuinews.core.links import is_web
from tuinews.core.sanitize import clean_line
from tuinews.ingest.building import Builder
from tuinews.ingest.decode import codec_of
from tuinews.ingest.feeds.dates import bounded, from_iso

FIELDS = ("title", "text", "html", "date", "outlet", "url", "author", "language", "id")
"""What a column may be. `text` is plain, `html` is not; one of the two is needed. `id` tells a row from all others."""
Record = dict[str, Any] | str
"""The cells of a row by column; or why there are none."""
_LONGEST_CELL = 20_000_000  # characters
SAMPLE = 65_536
"""Bytes of the beginning that are looked at; `peek` should be able to give as many."""
_LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `page` is None when it cannot be taken in, and `problem` says why; a problem beside a page is one that
    the reader should know of. `id`: what the corpus calls it; `raw`: its bytes, for the digest."""

    line: int
    page: Page | None
    id: str = ""
    raw: bytes = b""
    problem: str = ""


def read_mapping(written: str) -> dict[str, str]:
    """`title=headline,text=body`: field → column. Raises BadUsage for what is no field."""
    mapping = {}
    for pair in written.split(","):
        name, equals, column = (part.strip() for part in pair.partition("="))
        if name not in FIELDS or not equals or not column:
            raise BadUsage(f"--map {pair.strip()}", "is no field=column", f"The fields are {', '.join(FIELDS)}")
        mapping[name] = column
    return mapping


def read_corpus(file: io.BufferedReader, name: str, mapping: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a corpus. `mapping`: field → column; empty: the columns that are called as the fields are. Raises
    BadInput when there is no such column."""
    sample = file.peek(SAMPLE)[:SAMPLE]
    lines = io.TextIOWrapper(file, encoding=codec_of(sample), errors="replace", newline="")
    is_json = sample.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    checked: dict[str, str] = {}
    try:
        for line, record in _json_records(lines) if is_json else _csv_records(lines, sample, name):
            if isinstance(record, str):
                yield Row(line, None, problem=record)
                continue
            checked = checked or _columns(record, mapping, name)
            yield _row(line, record, checked)
    finally:
        lines.detach()  # the file is closed by whoever opened it


def _columns(record: Mapping[str, Any], mapping: Mapping[str, str], name: str) -> dict[str, str]:
    """The mapping, against the columns that there are."""
    there = list(record)
    wanted = dict(mapping) or {field: column for column in there for field in FIELDS if column.casefold() == field}
    missing = [column for column in wanted.values() if _value(record, column) is None and column not in there]
    if missing or not ({"text", "html"} & wanted.keys()):
        problem = f"has no column “{missing[0]}”" if missing else "has no column for the text"
        raise BadInput(name, problem, f"It has {', '.join(there[:30])}; say --map text=…,title=…")
    return wanted


def _json_records(lines: io.TextIOWrapper) -> Iterator[tuple[int, Record]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line.lstrip("\ufeff"))
        except (ValueError, RecursionError) as error:
            yield number, f"is no JSON ({error})"
            continue
        yield number, record if isinstance(record, dict) else "is no JSON object"


def _csv_records(lines: io.TextIOWrapper, sample: bytes, name: str) -> Iterator[tuple[int, Record]]:
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(lines, delimiter=_delimiter(sample))
    header: list[str] | None = None
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield line, f"is no CSV ({error})"
            continue
        if not any(row):
            continue
        if header is None:
            header = [cell.strip().lstrip("\ufeff") for cell in row]
            if len(set(header)) != len(header):
                raise BadInput(name, "has two columns of one name", "Give them different names")
        elif len(row) != len(header):
            yield line, f"has {len(row)} cells where the header has {len(header)}"
        else:
            yield line, dict(zip(header, row, strict=True))


def _delimiter(sample: bytes) -> str:
    """What divides the columns of the header: the commonest of the four that are used."""
    first = sample.decode("latin-1").lstrip("\ufeff\r\n").partition("\n")[0]
    return max(",;\t|", key=first.count)


def _row(line: int, record: Mapping[str, Any], mapping: Mapping[str, str]) -> Row:
    told = {field: _value(record, column) or "" for field, column in mapping.items()}
    raw = json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    builder = Builder()
    for paragraph in told.get("text", "").splitlines():
        builder.text(paragraph)
        builder.end_leaf()
    document = builder.document()
    if not document.text and told.get("html"):
        from tuinews.ingest.html import to_document

        document = to_document(told["html"], told.get("url", ""))
    if not document.text:
        return Row(line, None, problem="has no text")
    published, problem = _moment(told.get("date", ""))
    url = told.get("url", "").strip()
    page = Page(
        url=url if is_web(url) else "",
        title=clean_line(told.get("title", ""))[:300] or _made_title(document.text),
        document=document,
        author=clean_line(told.get("author", ""))[:200],
        published=published,
        outlet=clean_line(told.get("outlet", ""))[:200],
        canonical_url=url if is_web(url) else "",
        language=clean_line(told.get("language", ""))[:20].lower(),
        extractor="corpus",
    )
    return Row(line, page, clean_line(told.get("id", ""))[:200], raw, problem)


def _value(record: Mapping[str, Any], column: str) -> str | None:
    """The value of a column as text; `meta.date` looks into objects; lists are joined."""
    found: Any = record.get(column)
    if found is None and "." in column:
        found = record
        for part in column.split("."):
            found = found.get(part) if isinstance(found, dict) else None
    if found is None:
        return None
    if isinstance(found, list):
        return "\n".join(str(item) for item in found)
    return str(found)


def _moment(said: str) -> tuple[datetime | None, str]:
    """(the moment, what is wrong with it)."""
    said = said.strip()
    if not said:
        return None, ""
    moment = from_iso(said)
    if moment is None:
        try:
            moment = parsedate_to_datetime(said)
        except (ValueError, TypeError, IndexError, OverflowError):
            moment = _epoch(said)
    moment = bounded(moment, clock.now())
    return moment, "" if moment is not None else f"came in without its date: “{clean_line(said)[:40]}” is none we know"


def _epoch(said: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(said), UTC) if len(said) >= 9 else None
    except (ValueError, OverflowError, OSError):
        return None


def _made_title(text: str) -> str:
    first = clean_line(text.partition("\n")[0])
    return first if len(first) <= _LONGEST_TITLE else first[:_LONGEST_TITLE].rpartition(" ")[0] + "…"


def digest(row: Row) -> str:
    """SHA-256 of what was mapped of a row, in hexadecimal."""
    return hashlib.sha256(row.raw).hexdigest()
