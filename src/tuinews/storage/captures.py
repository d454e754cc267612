"""Captures: the raw bytes of revisions, kept as proof. Those of articles that bear something of the reader's stay for
good; the others go after a month."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tuinews.storage import chain
from tuinews.storage.conditions import MARKED
from tuinews.storage.health import Finding


def keep(connection: sqlite3.Connection, article_id: int) -> int:
    """Keep the captures of an article for good; how many there are."""
    return connection.execute(
        "UPDATE capture SET keep_until = NULL WHERE revision_id IN (SELECT id FROM revision WHERE article_id = ?)",
        (article_id,),
    ).rowcount


def expire(connection: sqlite3.Connection, now: float) -> int:
    """Drop the captures whose time is over, but for those of articles that bear something of the reader's; how many
    went."""
    return connection.execute(
        "DELETE FROM capture WHERE keep_until < ? AND revision_id IN (SELECT r.id FROM revision r"
        f" JOIN article a ON a.id = r.article_id WHERE NOT {MARKED})",
        (now,),
    ).rowcount


@dataclass(frozen=True, slots=True)
class Capture:
    """The raw bytes of one revision, with where and when they were fetched, and the headers that were kept."""

    number: int
    url: str
    fetched: float
    digest: str
    headers: Mapping[str, str]
    extractor: str
    chain: str
    body: bytes


def kept(connection: sqlite3.Connection, article_id: int) -> Iterator[Capture]:
    """The captures of an article, oldest revision first. Raises zlib.error for damaged bytes."""
    rows = connection.execute(
        "SELECT r.number, r.url, r.fetched, r.digest, r.headers, r.extractor, r.chain, c.body, c.size FROM revision r"
        " JOIN capture c ON c.revision_id = r.id WHERE r.article_id = ? ORDER BY r.number",
        (article_id,),
    )
    for number, url, fetched, digest, headers, extractor, link, body, size in rows:
        raw = zlib.decompressobj().decompress(body, size + 1)
        yield Capture(number, url, fetched, digest, json.loads(headers), extractor, link, raw)


def counts(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many revisions there are, and of how many the raw bytes are kept."""
    row = connection.execute("SELECT (SELECT count(*) FROM revision), (SELECT count(*) FROM capture)").fetchone()
    return int(row[0]), int(row[1])


def verify(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Check every revision against the digests that were taken when it came: its text, its raw bytes where they are
    kept, and the chain of records (when, from where, headers, digests). One finding for each that does not agree."""
    record = ", ".join(f"r.{name}" for name in chain.RECORD)
    rows = connection.execute(
        f"SELECT r.article_id, r.text, r.chain, c.body, c.size, {record}"
        " FROM revision r LEFT JOIN capture c ON c.revision_id = r.id ORDER BY r.article_id, r.number"
    )
    before = (0, 0, "")
    for article_id, text, link, body, size, *told in rows:
        known = dict(zip(chain.RECORD, told, strict=True))
        what = f"article {article_id}, revision {known['number']}"
        if hashlib.sha256(f"{known['title']}\n{text}".encode()).hexdigest() != known["text_digest"]:
            yield Finding(what, "its text is not the one that was taken in")
        if body is not None and known["origin"] != "entry" and (problem := _wrong(body, size, known["digest"])):
            yield Finding(what, problem)
        last, number, linked = before if before[0] == article_id else (article_id, 0, "")
        if known["number"] != number + 1:
            yield Finding(what, f"the revision before it is missing ({number + 1})")
        if chain.link(linked, told) != link:
            yield Finding(what, "its record (when, from where, headers, digests) or the chain before it was changed")
        before = (last, known["number"], link)


def _wrong(body: bytes, size: int, digest: str) -> str:
    reader = zlib.decompressobj()
    try:
        raw = reader.decompress(body, size + 1)
    except zlib.error as error:
        return f"its raw bytes are damaged ({error})"
    return "" if hashlib.sha256(raw).hexdigest() == digest else "its raw bytes do not have the digest that was taken"
