"""Importing a corpus: a table of texts, row by row, in steps that memory does not notice."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from itertools import islice
from pathlib import Path

from tuinews.core import clock
from tuinews.core.errors import BadInput
from tuinews.ingest.corpus import SAMPLE, Row, digest, read_corpus
from tuinews.library.refresh import Report
from tuinews.library.views import Progress
from tuinews.storage import articles
from tuinews.storage.articles import Incoming, Stored
from tuinews.storage.documents import packed
from tuinews.storage.store import Store
from tuinews.storage.terms import NewTerms

_TOGETHER = 200
"""Rows that are stored in one transaction."""


def import_corpus(store: Store, path: Path, mapping: Mapping[str, str], report: Report) -> int:
    """Import a CSV or JSON-lines file; how many rows could not be taken in. Each of them is named by its line, and the
    rest goes on. A row is known again by its address, its `id`, or else its words. Raises BadInput."""
    name, stored, out = str(path), 0, 0
    new = changed = 0
    try:
        with nullcontext(sys.stdin.buffer) if name == "-" else path.open("rb", buffering=SAMPLE) as file:
            assert isinstance(file, io.BufferedReader)
            rows = read_corpus(file, name, mapping)
            for together in _in_steps(rows):
                for row in together:
                    if row.problem:
                        report(Progress("problem", name=name, message=f"{name}, line {row.line}: {row.problem}"))
                out += sum(row.page is None for row in together)
                for result in _store(store, together, path.stem):
                    stored, new, changed = stored + 1, new + result.new, changed + result.changed
                report(Progress("page", stored, 0, name))
    except OSError as error:
        raise BadInput(name, f"cannot be read ({error.strerror})") from error
    said = [f"{new:,} new", *([f"{changed:,} changed"] if changed else [])]
    said += [f"{stored - new - changed:,} were there already"] if stored > new + changed else []
    said += [f"{out:,} lines left out"] if out else []
    report(Progress("feed", 1, 1, name, f"Imported {stored:,} texts: {', '.join(said)}", new, changed))
    return out


def _in_steps(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while together := list(islice(rows, _TOGETHER)):
        yield together


def _store(store: Store, rows: Iterable[Row], corpus: str) -> list[Stored]:
    incoming = [one for row in rows if (one := _incoming(row, corpus)) is not None]
    with store.writing() as connection:
        terms = NewTerms(connection)
        stored = [articles.store_article(connection, one, terms) for one in incoming]
        terms.flush()
    return stored


def _incoming(row: Row, corpus: str) -> Incoming | None:
    page = row.page
    if page is None:
        return None
    known_by = f"corpus:{corpus}:{row.id}" if row.id else f"file:{digest(row)}"
    return Incoming(
        content=packed(page.title, page.document, page.language), origin="file", fetched=clock.timestamp(),
        digest=digest(row), url=page.url, canonical_url=page.canonical_url, identity=known_by,
        own_identity=bool(row.id), outlet=page.outlet, author=page.author, language=page.language,
        published=page.published, extractor=page.extractor,
    )  # fmt: skip
