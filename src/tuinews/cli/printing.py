"""What commands print: text that cannot act on the terminal, tables that fit it, JSON."""

from __future__ import annotations

import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from textwrap import shorten
from typing import Any

import click

from tuinews.core import clock
from tuinews.core.links import without_userinfo
from tuinews.core.models import ArticleRow, FeedView, NoteView, StatementRow
from tuinews.core.sanitize import visible, visible_line

_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u206f\ud800-\udfff\ufeff]")


def say(text: str = "") -> None:
    """Print text; whatever a terminal might obey is shown instead."""
    click.echo(visible(text))


def warn(text: str) -> None:
    """Print one line on standard error."""
    click.echo(visible_line(text), err=True)


def say_json(value: Any) -> None:
    """Print a value as JSON, with every character escaped that a terminal might obey."""
    say(json_line(value, indent=2 if sys.stdout.isatty() else None))


def json_line(value: Any, indent: int | None = None) -> str:
    """A value as JSON. The escapes are JSON's own, so that reading gives back the very text."""
    return inert_json(json.dumps(value, ensure_ascii=False, indent=indent))


def inert_json(text: str) -> str:
    """JSON with every character escaped that a terminal might obey; it means the same."""
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def table(rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> None:
    """Print rows in columns as wide as needed; on a terminal the last one is cut to fit. `right`: the columns that
    are set to the right."""
    cells = [[visible_line(cell) for cell in row] for row in rows]
    if not cells:
        return
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    room = shutil.get_terminal_size().columns - sum(widths[:-1]) - 2 * (len(widths) - 1)
    for row in cells:
        if sys.stdout.isatty():
            row[-1] = _cut(row[-1], max(20, room))
        padded = [
            _pad(cell, width, to_right=i in right) for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(padded).rstrip())


def day(seconds: float) -> str:
    """A moment as a local day and time."""
    return f"{clock.local(seconds):%Y-%m-%d %H:%M}"


def brief(text: str, room: int = 40) -> str:
    """The first words of a text on one line, as many as have room; `…` says that it goes on."""
    return shorten(text, room, placeholder="…")


def iso(seconds: float | None) -> str | None:
    """A moment in ISO 8601, UTC."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def article_json(row: ArticleRow) -> dict[str, Any]:
    """An article of a list."""
    return {
        "id": row.id,
        "title": row.title,
        "outlet": row.outlet,
        "feed": row.feed,
        "published": iso(row.published),
        "url": row.url,
        "read": row.read,
        "starred": row.starred,
        "changed": row.changed,
        "tags": list(row.tags),
        "notes": row.notes,
        "quotes": row.quotes,
        "statements": row.statements,
        "words": row.words,
    }


def statement_json(row: StatementRow) -> dict[str, Any]:
    """A statement of a list."""
    return {
        "id": row.id,
        "article": row.article_id,
        "title": row.article,
        "outlet": row.outlet,
        "published": iso(row.published),
        "speaker": row.speaker or None,
        "kind": row.kind,
        "text": row.quote,
        "start": row.start,
        "end": row.end,
    }


def note_json(note: NoteView) -> dict[str, Any]:
    """A note."""
    return {
        "id": note.uid,
        "article": note.article_id,
        "title": note.article,
        "body": note.body,
        "quote": note.quote,
        "start": note.span.start if note.span else None,
        "end": note.span.end if note.span else None,
        "orphan": note.orphan,
        "author": note.author,
        "created": iso(note.created),
        "changed": iso(note.changed),
    }


def feed_json(feed: FeedView) -> dict[str, Any]:
    """A feed."""
    return {
        "id": feed.id,
        "name": feed.name,
        "url": without_userinfo(feed.url),
        "site": feed.site_url,
        "folder": feed.folder,
        "tags": list(feed.tags),
        "unread": feed.unread,
        "total": feed.total,
        "fetched": iso(feed.fetched),
        "problem": feed.problem or None,
        "failing_since": iso(feed.failing_since),
        "paused": feed.paused,
    }


def _width(text: str) -> int:
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _pad(text: str, width: int, *, to_right: bool) -> str:
    gap = " " * (width - _width(text))
    return gap + text if to_right else text + gap


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    kept = 0
    for at, char in enumerate(text):
        kept += _cells(char)
        if kept > width - 1:
            return text[:at] + "…"
    return text
