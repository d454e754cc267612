"""newsboat's `urls` file: feeds with tags, query feeds, and lines that run programs.

What can be said here is translated; for every line that cannot, there is a sentence that says why. Nothing is run:
`exec:` and `filter:` lines become argument lists that stay off until the reader confirms each.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from tuinews.core.errors import BadInput
from tuinews.core.fetched import Subscription
from tuinews.core.sanitize import clean_line
from tuinews.ingest.decode import decode
from tuinews.ingest.newsboat_queries import Untranslatable, translate
from tuinews.ingest.opml import web_feed


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query feed, as a search in our language."""

    name: str
    query: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommandFeed:
    """A feed that a program gives (`exec:`), or that one changes (`filter:`, then `url` is what it reads)."""

    arguments: tuple[str, ...]
    url: str = ""
    name: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UrlsFile:
    """What such a file holds. `problems` are sentences, one for each line that could not be taken over."""

    feeds: tuple[Subscription, ...]
    queries: tuple[SavedQuery, ...] = ()
    commands: tuple[CommandFeed, ...] = ()
    problems: tuple[str, ...] = ()


def read_newsboat(body: bytes, name: str) -> UrlsFile:
    """The feeds of a `urls` file. The tag "~name" gives a feed its name; tags that begin with "!" hide it.

    Raises BadInput when no line could be read.
    """
    feeds: dict[str, Subscription] = {}
    queries: list[SavedQuery] = []
    commands: list[CommandFeed] = []
    problems: list[str] = []
    for number, line in enumerate(decode(body).splitlines()[:100_000], start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            found = _line(line)
        except ValueError as error:
            problems.append(f"Line {number} of {name} was left out: {error}")
            continue
        if isinstance(found, Subscription):
            feeds.setdefault(found.url, found)
        elif isinstance(found, SavedQuery):
            queries.append(found)
        else:
            commands.append(found)
    if not feeds and not queries and not commands:
        raise BadInput(name, "is not a list of feeds as newsboat keeps it", problems[0] if problems else "")
    return UrlsFile(tuple(feeds.values()), tuple(queries), tuple(commands), tuple(problems))


def _line(line: str) -> Subscription | SavedQuery | CommandFeed:
    try:
        first, *rest = shlex.split(line, comments=False)
    except ValueError as error:
        raise ValueError("its quotation marks do not close") from error
    tags = tuple(dict.fromkeys(clean_line(tag)[:80] for tag in rest if clean_line(tag) and not tag.startswith("~")))
    title = next((clean_line(tag[1:])[:300] for tag in rest if tag.startswith("~")), "")
    scheme, _, target = first.partition(":")
    if scheme == "query":
        return _query(target, tags)
    if scheme == "exec":
        return CommandFeed(_arguments(target), "", title, tags)
    if scheme == "filter":
        return _filter(target, title, tags)
    if scheme == "file":
        raise ValueError("it is a file on this machine; import the file itself")
    url = web_feed(first)
    if not url:
        raise ValueError(f"“{clean_line(first)[:80]}” is not a web address")
    return Subscription(url, title, "", "", tuple(tag for tag in tags if not tag.startswith("!")), _is_hidden(tags))


def _is_hidden(tags: tuple[str, ...]) -> bool:
    return any(tag.startswith("!") for tag in tags)


def _query(target: str, tags: tuple[str, ...]) -> SavedQuery:
    name, _, expression = target.partition(":")
    try:
        return SavedQuery(clean_line(name)[:300], translate(expression), tags)
    except Untranslatable as error:
        raise ValueError(f"the query feed “{clean_line(name)[:80]}” {error}") from error


def _filter(target: str, title: str, tags: tuple[str, ...]) -> CommandFeed:
    match = re.match(r"(.{1,2000}?):((?:https?|feed)://.{1,4000})$", target)
    url = web_feed(match.group(2)) if match else ""
    if match is None or not url:
        raise ValueError("a filter needs a program and a web address, as in filter:program:https://…")
    return CommandFeed(_arguments(match.group(1)), url, title, tags)


def _arguments(command: str) -> tuple[str, ...]:
    """The argument list of a command line; the reader's home is the only thing that is expanded."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise ValueError("the quotation marks of its command do not close") from error
    if not words:
        raise ValueError("it names no program")
    home = str(Path.home())
    return tuple(re.sub(r"^~(?=/)", lambda _: home, word) for word in words)
