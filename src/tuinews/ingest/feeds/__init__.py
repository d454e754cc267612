"""Feeds: RSS, Atom, RDF, JSON Feed and public Telegram channels, to cleaned entries.

feedparser is the judge of what a feed means. Before it sees a document, a strict and safe pass drops the entries
that are stored unchanged (`prefilter`), which leaves the result as it was and saves nearly all of the work.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tuinews.core.errors import BadInput
from tuinews.core.fetched import Fetched, ParsedFeed
from tuinews.core.links import without_userinfo
from tuinews.ingest.decode import decode

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED_ROOT = re.compile(r"<(?:[\w.-]{1,30}:)?(?:rss|feed|rdf|channel|item|entry)\b", re.IGNORECASE)
_HEAD = 4096
_ADVICE = "Give the address of its feed, or of a site whose feed can be found"


def parse_feed(fetched: Fetched, known: Mapping[str, str] | None = None) -> ParsedFeed:
    """The feed that was fetched, cleaned. `known` maps the guid of each stored entry to its digest: entries that
    are the same still are left out, and counted in `unchanged`.

    Raises BadInput, in the reader's words, when it is no feed.
    """
    known = known or {}
    name = without_userinfo(fetched.asked or fetched.url)
    text = decode(fetched.body, fetched.headers.get("content-type", ""))
    start = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if not start:
        raise BadInput(name, "is empty, not a feed", _ADVICE)
    if start[0] == "{":
        from tuinews.ingest.feeds import json_feed

        return json_feed.parse(text, fetched, known)
    if is_page(start):
        return _from_page(text, fetched, known, name)
    if "<" not in start:
        raise BadInput(name, f"is {_kind(fetched)}, not a feed", _ADVICE)
    from tuinews.ingest.feeds import judge

    return judge.parse(text, fetched, known)


def is_page(start: str) -> bool:
    """Whether a text begins as a web page and holds no sign of a feed in its first part."""
    return bool(_HTML_START.match(start)) and not _FEED_ROOT.search(start)


def _from_page(text: str, fetched: Fetched, known: Mapping[str, str], name: str) -> ParsedFeed:
    from tuinews.ingest.feeds import telegram

    if telegram.is_channel(fetched.url):
        return telegram.parse(text, fetched, known)
    raise BadInput(name, "is a web page, not a feed", _ADVICE)


def _kind(fetched: Fetched) -> str:
    kind = fetched.headers.get("content-type", "").partition(";")[0].strip().lower()
    return f"of the type {kind[:60]}" if re.fullmatch(r"[\w.+-]+/[\w.+-]+", kind) else "plain text or binary"
