"""Answers as the outside world gives them, for tests that need no socket."""

from __future__ import annotations

from datetime import UTC, datetime

from tuinews.core.fetched import Fetched

WHEN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def answer(body: bytes | str, url: str = "https://news.example/feed", content_type: str = "") -> Fetched:
    """A 200 answer with this body."""
    raw = body.encode() if isinstance(body, str) else body
    return Fetched(url, 200, {"content-type": content_type} if content_type else {}, raw, WHEN, url)


def rss(*items: str, head: str = "", before: str = "") -> str:
    """An RSS 2.0 document."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{before}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">'
        f"<channel><title>Harbour Times</title><link>https://news.example/</link>{head}{''.join(items)}</channel></rss>"
    )


def item(number: int | str, body: str = "Words.", extra: str = "") -> str:
    """An RSS item with title, link and guid made from a number."""
    return (
        f"<item><title>Title {number}</title><link>https://news.example/{number}</link>"
        f'<guid isPermaLink="false">id-{number}</guid><description>{body}</description>{extra}</item>'
    )


def atom(*entries: str, attributes: str = "") -> str:
    """An Atom document."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" {attributes}>'
        f"<title>Northern Wire</title><id>urn:feed</id><updated>2026-01-01T00:00:00Z</updated>{''.join(entries)}</feed>"
    )
