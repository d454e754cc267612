"""Importing files: OPML and other lists of feeds, and articles as HTML, plain text, Markdown."""

from __future__ import annotations

import sys
from pathlib import Path

from tuinews.core import clock
from tuinews.core.errors import BadInput
from tuinews.core.fetched import Fetched
from tuinews.ingest.files import kind_of, read_file
from tuinews.ingest.opml import read_opml
from tuinews.library import intake
from tuinews.library.settings import Settings
from tuinews.library.views import Progress
from tuinews.storage import feeds, written
from tuinews.storage.store import Store

_LARGEST = 50 * 1024 * 1024


def import_file(store: Store, settings: Settings, path: Path) -> Progress:
    """Import one file ("-" is standard input). Raises BadInput with its name and what is wrong."""
    fetched = _read(path)
    kind = kind_of(fetched)
    if kind == "opml":
        return _subscribe(store, settings, fetched, str(path))
    page = read_file(fetched)
    stored = intake.store_file(store, page, fetched)
    if stored is None:
        raise BadInput(str(path), "was deleted from this library before")
    message = (
        f"Imported “{page.title}” as article {stored.article_id}"
        if stored.new
        else f"“{page.title}” is article {stored.article_id} already"
    )
    return Progress("feed", 1, 1, str(path), message, int(stored.new), int(stored.changed))


def _subscribe(store: Store, settings: Settings, fetched: Fetched, name: str) -> Progress:
    subscriptions = read_opml(fetched.body, name)
    before = {feed.url for feed in feeds.feed_views(store.connection)}
    new = [wanted for wanted in subscriptions if wanted.url not in before]
    with written.step(store, settings.name, f"Imported {len(new)} feeds from {Path(name).name}") as step:
        feeds.subscribe(step, new, clock.timestamp())
    known = len(subscriptions) - len(new)
    message = f"Subscribed to {len(new)} feeds" + (f" ({known} were there already)" if known else "")
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
