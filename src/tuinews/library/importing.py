"""Importing files: OPML and other lists of feeds, saved feeds, and articles as HTML, plain text, Markdown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tuinews.core import clock
from tuinews.core.counting import counted
from tuinews.core.errors import BadInput
from tuinews.core.fetched import Fetched, Subscription
from tuinews.core.links import without_userinfo
from tuinews.core.quoting import quoted
from tuinews.ingest.annotations import is_hypothesis, is_readwise, read_hypothesis, read_readwise
from tuinews.ingest.decode import decode
from tuinews.ingest.files import read_file
from tuinews.ingest.kinds import kind_of
from tuinews.ingest.newsboat import read_newsboat
from tuinews.ingest.opml import read_opml
from tuinews.library import command_feeds, credentials, importing_notes, intake
from tuinews.library.importing_corpus import import_corpus
from tuinews.library.parsing import in_time
from tuinews.library.refresh import Report
from tuinews.library.settings import Settings
from tuinews.library.views import Progress
from tuinews.storage import archive, feeds, newsboat_cache, written
from tuinews.storage.store import Store, is_library

_LARGEST = 50 * 1024 * 1024


def import_file(
    store: Store, settings: Settings, path: Path, report: Report, mapping: Mapping[str, str] | None = None
) -> None:
    """Import one file ("-" is standard input) and report what came of it. `mapping` (field → column) says that it is a
    corpus. Raises BadInput with its name and what is wrong."""
    if _is_archive(path):
        _import_archive(store, path, report)
        return
    if newsboat_cache.is_cache(path):
        importing_notes.import_cache(store, settings, path, report)
        return
    beginning = _beginning(path)
    for is_one, read in _ANNOTATIONS:
        if is_one(beginning):
            text = decode(_read(path).body)
            importing_notes.import_annotations(store, settings, read(text), str(path), report)
            return
    if mapping or path.suffix.lower() in _TABLES:
        if left_out := import_corpus(store, path, mapping or {}, report):
            raise BadInput(str(path), f"{left_out:,} lines were left out")
        return
    if is_library(path):
        raise BadInput(str(path), "is a library of tuinews", "`tuinews merge` joins what was written in it")
    fetched = _read(path)
    if path.suffix.lower() == ".json":
        raise BadInput(
            str(path), "is JSON, but no notes of Hypothesis or Readwise",
            "A corpus is JSON lines (.jsonl), with --map saying which fields hold what",
        )  # fmt: skip
    importer = _IMPORTERS.get(kind_of(fetched), _import_article)
    importer(store, settings, fetched, str(path), report)


_TABLES = (".csv", ".tsv", ".jsonl", ".ndjson")
_ANNOTATIONS = ((is_hypothesis, read_hypothesis), (is_readwise, read_readwise))


def _beginning(path: Path) -> str:
    """The first page of a file, as text; nothing of standard input, which can be read once only."""
    try:
        with path.open("rb") as file:
            return decode(file.read(20_000))
    except OSError:
        return ""  # `_read` says what is wrong


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return archive.is_archive(file.read(64))
    except OSError:
        return False  # `_read` says what is wrong


def _import_archive(store: Store, path: Path, report: Report) -> None:
    """A whole library, into an empty one. It may be larger than any other file, and is read line by line."""
    try:
        with path.open(encoding="ascii") as file:
            count = archive.read(store, file, str(path))
    except (OSError, UnicodeError) as error:
        raise BadInput(str(path), f"cannot be read ({error})") from error
    report(Progress("feed", 1, 1, str(path), f"Rebuilt the library: {counted(count, 'article')}", count))


def _import_opml(store: Store, settings: Settings, fetched: Fetched, name: str, report: Report) -> None:
    report(_subscribe(store, settings, read_opml(fetched.body, name), name))


def _import_newsboat(store: Store, settings: Settings, fetched: Fetched, name: str, report: Report) -> None:
    """newsboat's `urls`: feeds, query feeds as saved searches, and a sentence for every line that was not taken."""
    found = read_newsboat(fetched.body, name)
    with written.step(store, settings.name, f"Imported searches from {Path(name).name}") as step:
        for query in found.queries:
            row = {"name": query.name, "query": query.query, "settings": "{}", "author": step.who}
            step.put("saved_search", {"uid": f"newsboat:{query.name}", "created": clock.timestamp(), **row})
    report(_subscribe(store, settings, found.feeds, name, searches=len(found.queries)))
    if found.commands:
        with written.step(store, settings.name, f"Imported programs from {Path(name).name}") as step:
            command_feeds.subscribe_to_commands(step, found.commands)
        said = f"{len(found.commands)} lines run programs: these feeds are off until you confirm each"
        report(Progress("feed", 1, 1, name, f"{said} (`tuinews feeds --confirm`, or e in the feed tree)"))
    for problem in found.problems:
        report(Progress("problem", name=name, message=f"{name}: {problem}"))


def _import_feed(store: Store, settings: Settings, fetched: Fetched, name: str, report: Report) -> None:
    """A saved feed: its entries become articles; there is no address to subscribe to."""
    parsed = in_time(intake.prepare_feed, fetched)
    stored = intake.store_entries(store, parsed)
    new = sum(result.new for result in stored)
    report(Progress("feed", 1, 1, name, f"Imported {counted(new, 'article')} of “{parsed.title or name}”", new))


def _import_article(store: Store, settings: Settings, fetched: Fetched, name: str, report: Report) -> None:
    page = in_time(read_file, fetched)
    stored = intake.store_file(store, page, fetched)
    what = f"article {stored.article_id}"
    message = f"Imported {quoted(page.title)} as {what}" if stored.new else f"{quoted(page.title)} is {what} already"
    report(Progress("feed", 1, 1, name, message, int(stored.new), int(stored.changed)))


_IMPORTERS: dict[str, Callable[[Store, Settings, Fetched, str, Report], None]] = {
    "opml": _import_opml,
    "newsboat": _import_newsboat,
    "feed": _import_feed,
}


def _subscribe(
    store: Store, settings: Settings, wanted: Sequence[Subscription], name: str, *, searches: int = 0
) -> Progress:
    before = {without_userinfo(feed.url) for feed in feeds.feed_views(store.connection)}
    new = [subscription for subscription in wanted if without_userinfo(subscription.url) not in before]
    with written.step(store, settings.name, f"Imported {counted(len(new), 'feed')} from {Path(name).name}") as step:
        credentials.subscribe(step, new)
    known = len(wanted) - len(new)
    message = f"Subscribed to {counted(len(new), 'feed')}" + (f" ({known} were there already)" if known else "")
    message += f", saved {searches} searches" if searches else ""
    return Progress("feed", 1, 1, name, message, len(new))


def _read(path: Path) -> Fetched:
    try:
        if str(path) == "-":
            body, url = sys.stdin.buffer.read(_LARGEST + 1), "standard-input"
        else:
            with path.open("rb") as file:
                body, url = file.read(_LARGEST + 1), path.name
    except OSError as error:
        raise BadInput(str(path), f"cannot be read ({error.strerror})") from error
    if len(body) > _LARGEST:
        raise BadInput(str(path), f"is larger than {_LARGEST // 1024 // 1024} MB")
    if not body.strip():
        raise BadInput(str(path), "is empty")
    return Fetched(url, 200, {}, body, clock.now())
