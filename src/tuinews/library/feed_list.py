"""All feeds as a text to edit: one line for each, with what is set for it in words.

    3  https://harbour.example/feed.xml  name="Harbour Times" folder=Coast tag=sea tag=ports every=30 pages=always

A line without a number is a new feed; a number whose line is gone is a subscription that ends. Headers, cookies and
credentials are not in the text, and stay as they are.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tuinews.core.errors import BadInput
from tuinews.core.fetched import Subscription
from tuinews.core.links import is_web, without_userinfo
from tuinews.core.sanitize import clean_line
from tuinews.library import credentials
from tuinews.library.feed_settings import FeedChange, changed_columns, follow_change
from tuinews.library.settings import Settings
from tuinews.library.views import Done
from tuinews.storage import feeds, written
from tuinews.storage.store import Store

HEADING = """\
# Your feeds, one a line: number, address, and what is set. Change, add and remove lines; # begins a remark.
#   name="…"  folder="…"  tag=… (several times)  every=MINUTES (else as often as it changes)  keep=ARTICLES (else all)
#   pages=auto|always|never  agent="…" (User-Agent)  proxy=http://…  paused  hidden (from the tree)  watch (for edits)
# A new feed is an address without a number. A line that you remove ends the subscription; its articles stay.

"""

_WORDS = {"every": "interval", "keep": "keep", "pages": "fetch_pages", "agent": "user_agent", "proxy": "proxy"}
"""Words of a line, and the settings that they stand for."""
_FLAGS = ("paused", "hidden", "watch")
_NUMBERS = ("interval", "keep")
_PLAIN = re.compile(r"[\w./:@%+,=~?&-]+")
_NOTHING = FeedChange(
    name="",
    folder="",
    tags=(),
    paused=False,
    hidden=False,
    watch=False,
    fetch_pages="",
    interval=0,
    keep=0,
    user_agent="",
    proxy="",
)


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A line as the reader wants it: which feed it is (None: a new one), where it is, and all that is set."""

    number: int | None
    url: str
    change: FeedChange
    line: int


@dataclass(frozen=True, slots=True)
class FeedEdits:
    """What an edited text asks for. `removed`: the (number, name) of each feed whose line is gone."""

    lines: tuple[FeedLine, ...]
    removed: tuple[tuple[int, str], ...]


def feed_list(store: Store) -> str:
    """All feeds as a text, by folder and name."""
    lines = []
    for view in feeds.feed_views(store.connection):
        row = feeds.subscription(store.connection, view.id) or {}
        own = json.loads(str(row["settings"]))
        pairs = [("name", row["name"]), ("folder", row["folder"]), *(("tag", tag) for tag in json.loads(row["tags"]))]
        pairs += [(word, own.get(setting)) for word, setting in _WORDS.items()]
        said = [f"{word}={_quoted(value)}" for word, value in pairs if value]
        said += [word for word in _FLAGS if own.get(word)]
        parts = [str(view.id), _quoted(_shown(row["url"])), " ".join(said)]
        lines.append("  ".join(parts).rstrip())
    return HEADING + "".join(f"{line}\n" for line in lines)


def read_feed_list(store: Store, text: str) -> FeedEdits:
    """What an edited text asks for. Raises BadInput with the line that is wrong, and what is wrong with it."""
    there = {view.id: view for view in feeds.feed_views(store.connection)}
    lines: dict[str, FeedLine] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            found = _line(line, number, {key: _shown(view.url) for key, view in there.items()})
            same = [other for other in lines.values() if found.number is not None and other.number == found.number]
            if same or found.url in lines:
                raise ValueError(f"the feed of line {(same or [lines[found.url]])[0].line} again")
            changed_columns({"settings": "{}"}, found.change)
        except BadInput as error:
            raise BadInput(f"Line {number}", str(error)) from error
        except ValueError as error:
            raise BadInput(f"Line {number}", str(error)) from error
        lines[found.url] = found
    named = {line.number for line in lines.values()}
    removed = tuple((view.id, view.name) for view in there.values() if view.id not in named)
    return FeedEdits(tuple(lines.values()), removed)


def apply_feed_list(store: Store, settings: Settings, edits: FeedEdits) -> Done:
    """Do what an edited text asks for, all of it in one undoable step."""
    changed = 0
    new = [line for line in edits.lines if line.number is None]
    with written.step(store, settings.name, "Edited the feeds") as step:
        feeds.unsubscribe(step, [number for number, _ in edits.removed])
        for line in edits.lines:
            number = line.number
            if number is None:
                number = credentials.subscribe(step, [Subscription(line.url)])[0]
            before = feeds.subscription(step.connection, number)
            if before is None:
                continue  # ended elsewhere meanwhile
            columns = changed_columns(before, line.change)
            moved = line.url != _shown(before["url"])
            if moved:
                feeds.move(step, number, line.url)
            if moved or any(_plain(before, name) != _plain(columns, name) for name in columns):
                feeds.edit(step, number, **columns)
                follow_change(step, number, _as_changed(before, line.change))
                changed += line.number is not None
        said = [f"{count} {what}" for count, what in ((changed, "changed"), (len(new), "new")) if count]
        said += [f"{len(edits.removed)} ended (their articles stay)"] if edits.removed else []
        step.label = f"Edited the feeds: {', '.join(said) or 'nothing changed'}"
    return Done(step.label, step.uid if said else "")


def _line(line: str, at: int, there: Mapping[int, str]) -> FeedLine:
    """Raises ValueError, BadInput."""
    try:
        first, *rest = shlex.split(line)
    except ValueError as error:
        raise ValueError("its quotation marks do not close") from error
    number = int(first) if first.isascii() and first.isdecimal() else None
    if number is not None and number not in there:
        raise ValueError(f"there is no feed {number}; a new feed has no number")
    url, *words = (rest or [""]) if number is not None else [first, *rest]
    if not url:
        raise ValueError("the address is missing")
    if not (number is not None and url == there[number]) and not is_web(url):
        raise ValueError(f"“{clean_line(url)[:60]}” is no web address")
    return FeedLine(number, url, _change(words), at)


def _change(words: Iterable[str]) -> FeedChange:
    values: dict[str, Any] = {}
    tags: list[str] = []
    for word in words:
        name, equals, value = word.partition("=")
        setting = _WORDS.get(name, name)
        if word in _FLAGS:
            values[word] = True
        elif not equals or setting not in (*_WORDS.values(), "name", "folder", "tag"):
            raise ValueError(f"“{clean_line(word)[:40]}” is nothing that can be set")
        elif name == "tag":
            tags.append(value)
        elif setting in values:
            raise ValueError(f"{name}= stands there twice")
        elif setting in _NUMBERS and not (value.isascii() and value.isdecimal() and len(value) < 8):
            raise ValueError(f"{name}= should be a whole number")
        else:
            values[setting] = int(value) if setting in _NUMBERS else value
    return replace(_NOTHING, tags=tuple(tags), **values)


def _as_changed(before: Mapping[str, Any], change: FeedChange) -> FeedChange:
    """The change without what was so before: only a feed that was paused is resumed."""
    own = json.loads(str(before["settings"]))
    return replace(
        change,
        paused=None if bool(own.get("paused")) == change.paused else change.paused,
        keep=None if (own.get("keep") or 0) == change.keep else change.keep,
    )


def _plain(row: Mapping[str, Any], name: str) -> Any:
    """A column to compare: JSON as what it says."""
    return json.loads(str(row[name])) if name in ("tags", "settings") else row[name]


def _shown(url: Any) -> str:
    return without_userinfo(str(url))


def _quoted(value: Any) -> str:
    """A value as a word of a line, such as `shlex` reads it."""
    text = str(value)
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return text if _PLAIN.fullmatch(text) else f'"{escaped}"'
