"""Subscriptions as OPML 2.0 (http://opml.org/spec2.opml): folders as outlines, tags as `category`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from tuinews.core.fetched import Subscription
from tuinews.core.links import without_userinfo
from tuinews.core.sanitize import visible_line

_Path = tuple[str, ...]


def to_opml(subscriptions: Iterable[Subscription], made: datetime, title: str = "tuinews") -> str:
    """The list, folder by folder; the parts of a folder's name between `/` nest. User names and passwords in
    addresses are left out, since such lists are passed on. `made` is an aware moment."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head>",
        f"    <title>{escape(visible_line(title))}</title>",
        f"    <dateCreated>{format_datetime(made)}</dateCreated>",
        "  </head>",
        "  <body>",
        *_outlines(sorted(subscriptions, key=_path)),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _path(subscription: Subscription) -> _Path:
    return tuple(part.strip() for part in subscription.folder.split("/") if part.strip())


def _outlines(subscriptions: Iterable[Subscription]) -> Iterator[str]:
    """The feeds, sorted by folder, with the folders opened and closed around them."""
    here: _Path = ()
    for subscription in subscriptions:
        path = _path(subscription)
        yield from _walk(here, path)
        here = path
        yield f"{_indent(len(here))}<outline{_attributes(_feed(subscription))}/>"
    yield from _walk(here, ())


def _walk(here: _Path, there: _Path) -> Iterator[str]:
    """From one folder to another: closing what is left, opening what is entered."""
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    for depth in range(len(here) - 1, shared - 1, -1):
        yield f"{_indent(depth)}</outline>"
    for depth in range(shared, len(there)):
        yield f"{_indent(depth)}<outline{_attributes({'text': there[depth], 'title': there[depth]})}>"


def _feed(subscription: Subscription) -> Mapping[str, str]:
    url = without_userinfo(subscription.url)
    name = subscription.name or url
    return {
        "type": "rss",
        "text": name,
        "title": name,
        "xmlUrl": url,
        "htmlUrl": without_userinfo(subscription.site_url),
        "category": ",".join(tag.replace(",", " ") for tag in subscription.tags),
    }


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(visible_line(value))}" for name, value in values.items() if value)


def _indent(depth: int) -> str:
    return "  " * (depth + 2)
