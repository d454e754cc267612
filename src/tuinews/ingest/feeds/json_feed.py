"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tuinews.core.document import Document
from tuinews.core.errors import BadInput
from tuinews.core.fetched import Enclosure, Entry, Fetched, ParsedFeed
from tuinews.core.links import host_of, without_userinfo
from tuinews.ingest.feeds import dates
from tuinews.ingest.feeds.entries import (
    LONGEST_CONTENT,
    MOST_ENTRIES,
    breaks_off,
    distinct,
    fingerprint,
    identity,
    language_of,
    name_line,
    plain_document,
    tag_names,
    title_line,
    unknown,
)
from tuinews.ingest.html import to_document
from tuinews.ingest.links import web_link


def parse(text: str, fetched: Fetched, known: Mapping[str, str]) -> ParsedFeed:
    """The feed in a JSON text; BadInput when it is none."""
    name = without_userinfo(fetched.asked or fetched.url)
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(name, "is neither a feed nor valid JSON", "Open it in a browser to see what it is") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not str(feed.get("version") or "").startswith("https://jsonfeed.org/version/"):
        raise BadInput(name, "is JSON, but not a JSON Feed", "Open it in a browser to see what it is")
    language = language_of(_text(feed, "language"))
    found = distinct(_entry(item, fetched, language) for item in items[:MOST_ENTRIES] if isinstance(item, dict))
    new = unknown(found, known)
    return ParsedFeed(
        title=title_line(_text(feed, "title")) or host_of(fetched.url),
        site_url=web_link(_text(feed, "home_page_url"), fetched.url),
        entries=new,
        language=language,
        description=title_line(_text(feed, "description")),
        unchanged=len(found) - len(new),
    )


def _entry(item: Mapping[str, Any], fetched: Fetched, language: str) -> Entry:
    url = web_link(_text(item, "url") or _text(item, "external_url"), fetched.url)
    title = title_line(_text(item, "title"))
    document = _content(item, url or fetched.url)
    published, updated = (dates.from_iso(_text(item, name)) for name in ("date_published", "date_modified"))
    return Entry(
        guid=identity(_text(item, "id"), url, f"{title}\n{document.text}"),
        url=url,
        title=title,
        document=document,
        digest=fingerprint(json.dumps(item, sort_keys=True)),
        author=name_line(", ".join(_authors(item))),
        published=dates.bounded(published or updated, fetched.when),
        updated=dates.bounded(updated, fetched.when),
        language=language_of(_text(item, "language")) or language,
        tags=tag_names(str(tag) for tag in _list(item, "tags")),
        enclosures=tuple(_enclosures(item, url or fetched.url)),
        truncated=bool(url) and breaks_off(document),
    )


def _content(item: Mapping[str, Any], base: str) -> Document:
    if html := _text(item, "content_html")[:LONGEST_CONTENT]:
        return to_document(html, base)
    return plain_document(_text(item, "content_text") or _text(item, "summary"))


def _authors(item: Mapping[str, Any]) -> Iterator[str]:
    for author in [*_list(item, "authors"), item.get("author")]:
        if isinstance(author, dict) and (name := name_line(_text(author, "name"))):
            yield name


def _enclosures(item: Mapping[str, Any], base: str) -> Iterator[Enclosure]:
    for attachment in _list(item, "attachments"):
        if isinstance(attachment, dict) and (url := web_link(_text(attachment, "url"), base)):
            size = attachment.get("size_in_bytes")
            length = int(size) if isinstance(size, int | float) and 0 <= size < 1e15 else 0
            yield Enclosure(url, name_line(_text(attachment, "mime_type"))[:80], length)


def _text(item: Mapping[str, Any], name: str) -> str:
    """A member as text; numbers are allowed for ids (version 1.0 feeds have them)."""
    value = item.get(name)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _list(item: Mapping[str, Any], name: str) -> list[Any]:
    value = item.get(name)
    return value[:100] if isinstance(value, list) else []
