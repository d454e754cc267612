"""RSS, Atom and RDF through feedparser, wrapped: it sees bytes only, no network, and whatever it raises is a sentence.

It neither sanitises nor resolves links here (its sanitiser is quadratic): that happens in the Document.
"""

from __future__ import annotations

import html as entities
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

import feedparser
from feedparser.mixin import _FeedParserMixin

from tuinews.core.document import Document
from tuinews.core.errors import BadInput
from tuinews.core.fetched import Enclosure, Entry, Fetched, ParsedFeed
from tuinews.core.links import host_of, without_userinfo
from tuinews.core.sanitize import clean_line
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
from tuinews.ingest.feeds.prefilter import Filtered, RawEntry, drop_known
from tuinews.ingest.html import to_document, to_line
from tuinews.ingest.links import web_link

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")
_SEQUENCE = re.compile("\x1b\\[[0-?]{0,64}[ -/]{0,16}[@-~]")
_NOT_XML = bytes(code for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r")
_ENTRY_START = re.compile(r"<(?:[\w.-]{1,30}:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,6})|0*([0-9]{1,7})|[xX]?[0-9a-fA-F]+);?")
_MANY_ATTRIBUTES = re.compile(
    r"""<([A-Za-z][\w:.-]{0,60}+(?:\s++[\w:.-]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+')){100})"""
    r"""(?:\s++[\w:.-]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'))++"""
)
"""feedparser looks each attribute up by walking over all of them: a hundred of one element are kept."""
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
_LONGEST_TTL = 43_200

_LONGEST_AUTHOR = 1_000
_find_address = _FeedParserMixin._sync_author_detail


def _find_address_in_little(self: _FeedParserMixin, key: str = "author") -> None:
    """feedparser looks for a mail address in an author in time that grows with the square of its length: 200,000
    letters take three minutes."""
    context = self._get_context()
    if len(context.get(key) or "") > _LONGEST_AUTHOR:
        context[key] = context[key][:_LONGEST_AUTHOR]
    _find_address(self, key)


_FeedParserMixin._sync_author_detail = _find_address_in_little

MOST_BYTES = 10_000_000
"""Bytes of entries that are read at once; what does not fit is read the next time, when these are stored."""
MOST_LENIENT_BYTES = 3_000_000
"""Bytes of an ill-formed document that are read: the lenient parser takes up to 7 s for each million."""

Parsed = Mapping[str, Any]


def parse(text: str, fetched: Fetched, known: Mapping[str, str]) -> ParsedFeed:
    """The feed in a decoded XML document; BadInput when it is none."""
    document = _well_encoded(text)
    filtered = drop_known(document, known, MOST_ENTRIES, MOST_BYTES)
    parsed, problem = _judged(filtered.document if filtered else _cut(document), fetched)
    if not parsed.get("version") and not parsed.get("entries"):
        name = without_userinfo(fetched.asked or fetched.url)
        raise BadInput(name, "is not a feed", "Open it in a browser to see what it is")
    feed: Parsed = parsed.get("feed") or {}
    found = distinct(_entries(parsed, filtered, fetched))
    new = unknown(found, known)
    return ParsedFeed(
        title=title_line(_line(feed, "title")) or host_of(fetched.url),
        site_url=web_link(str(feed.get("link") or ""), fetched.url),
        entries=new,
        language=language_of(str(feed.get("language") or "")),
        description=title_line(_line(feed, "subtitle")),
        ttl=_minutes(feed),
        unchanged=len(found) - len(new) + (filtered.dropped if filtered else 0),
        problem=problem,
    )


def _well_encoded(text: str) -> bytes:
    """The document in UTF-8 and without the characters that XML forbids (XML 1.0 §2.2): feedparser and lxml then read
    the same, and a stray escape sequence does not make a feed ill-formed."""
    text = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1).lstrip()
    if "\x1b" in text:
        text = _SEQUENCE.sub("", text)
    if "&#" in text:
        text = _REFERENCE.sub(_possible, text)
    return text.encode("utf-8", "replace").translate(None, delete=_NOT_XML)


def _possible(reference: re.Match[str]) -> str:
    """A character reference, unless it is one to a character that XML does not have."""
    hexadecimal, decimal = reference.groups()
    if not hexadecimal and not decimal:
        return ""
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    allowed = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF
    return reference.group() if allowed else ""


def _cut(document: bytes) -> bytes:
    """The document up to the entry after the last that is read, and no longer than a lenient parser can bear."""
    text = document[:MOST_LENIENT_BYTES].decode("utf-8", "ignore")
    for number, start in enumerate(_ENTRY_START.finditer(text)):
        if number == MOST_ENTRIES:
            return text[: start.start()].encode()
    return text.encode()


def _bearable(document: bytes) -> bytes:
    """The document without the attributes that are too many."""
    return _MANY_ATTRIBUTES.sub(r"<\1", document.decode("utf-8", "ignore")).encode()


def _judged(document: bytes, fetched: Fetched) -> tuple[Parsed, str]:
    """What feedparser makes of it, and what was odd. No `content-location`: guids stay as they are, and links are
    resolved here."""
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        parsed: Parsed = feedparser.parse(
            io.BytesIO(_bearable(document)), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # whatever its parsers raise: ValueError, OverflowError, re.error, AssertionError
        raise BadInput(
            without_userinfo(fetched.asked or fetched.url),
            f"is a feed that cannot be read ({clean_line(str(error))[:80] or type(error).__name__})",
        ) from error
    if not parsed.get("bozo"):
        return parsed, ""
    odd = clean_line(re.sub(r"^<unknown>:(\d+):\d+: ", r"line \1: ", str(parsed.get("bozo_exception") or "")))[:120]
    return parsed, f"is not well-formed, and was read leniently ({odd})" if odd else "is not well-formed"


def _entries(parsed: Parsed, filtered: Filtered | None, fetched: Fetched) -> Iterator[Entry]:
    items: Sequence[Parsed] = (parsed.get("entries") or [])[:MOST_ENTRIES]
    if filtered and filtered.plain is not None:
        items = filtered.plain
    raw: tuple[RawEntry | None, ...] = filtered.entries if filtered else ()
    if len(raw) != len(items):
        raw = (None,) * len(items)
    feed_language = language_of(str((parsed.get("feed") or {}).get("language") or ""))
    is_atom = str(parsed.get("version") or "").startswith("atom")
    for item, source in zip(items, raw, strict=True):
        yield _entry(item, source, fetched, feed_language, is_atom)


def _entry(item: Parsed, raw: RawEntry | None, fetched: Fetched, feed_language: str, is_atom: bool) -> Entry:
    base = _base(item, fetched.url)
    url = web_link(str(item.get("link") or ""), base)
    title = title_line(_line(item, "title", unescape=not is_atom))
    document = _content(item, base)
    published = dates.with_offset(str(item.get("published") or ""), item.get("published_parsed"))
    changed = item if "updated" in item else {}  # asked directly, feedparser would answer with `published`, and warn
    updated = dates.with_offset(str(changed.get("updated") or ""), changed.get("updated_parsed"))
    return Entry(
        guid=identity(raw.key if raw and raw.key else str(item.get("id") or ""), url, f"{title}\n{document.text}"),
        url=url,
        title=title,
        document=document,
        digest=raw.digest if raw else fingerprint(url, title, document.text),
        author=_authors(item),
        published=dates.bounded(published or updated, fetched.when),
        updated=dates.bounded(updated, fetched.when),
        language=language_of(raw.language if raw else "") or feed_language,
        tags=tag_names(str(tag.get("term") or tag.get("label") or "") for tag in item.get("tags") or ()),
        enclosures=tuple(_enclosures(item, base)),
        truncated=bool(url) and breaks_off(document),
    )


def _base(item: Parsed, url: str) -> str:
    """The address that relative links of an entry start from (`xml:base`)."""
    details = [*(item.get("content") or ()), item.get("summary_detail") or {}, item.get("title_detail") or {}]
    said = next((str(detail.get("base")) for detail in details if detail.get("base")), "")
    try:
        return web_link(urljoin(url, said)) or url
    except ValueError:
        return url


def _content(item: Parsed, base: str) -> Document:
    """The fullest text that the entry holds."""
    bodies = [*(item.get("content") or ()), item.get("summary_detail") or {"value": item.get("summary") or ""}]
    body = max(bodies, key=lambda found: len(str(found.get("value") or "")))
    value = str(body.get("value") or "")[:LONGEST_CONTENT]
    kind = str(body.get("type") or "text/html")
    if kind not in _HTML_TYPES and not kind.endswith("+xml"):
        return plain_document(value)
    return to_document(value, base)


def _line(item: Parsed, name: str, *, unescape: bool = False) -> str:
    """One line of text: HTML loses its tags, plain text of RSS one more layer of escapes."""
    value = str(item.get(name) or "")[:20_000]
    if "<" not in value and "&" not in value:
        return value
    kind = str((item.get(f"{name}_detail") or {}).get("type") or "")
    if kind in _HTML_TYPES:
        return to_line(value)
    return entities.unescape(value) if unescape else value


def _authors(item: Parsed) -> str:
    people = [str(person.get("name") or "") for person in item.get("authors") or () if person]
    names = dict.fromkeys(name_line(entities.unescape(name)) for name in people)
    joined = ", ".join(name for name in names if name)
    return name_line(joined or entities.unescape(str(item.get("author") or "")))


def _enclosures(item: Parsed, base: str) -> Iterator[Enclosure]:
    seen: set[str] = set()
    for found in [*(item.get("enclosures") or ()), *(item.get("media_content") or ())][:50]:
        url = web_link(str(found.get("href") or found.get("url") or ""), base)
        if url and url not in seen:
            seen.add(url)
            length = str(found.get("length") or found.get("filesize") or "")
            size = int(length) if re.fullmatch(r"[0-9]{1,15}", length) else 0
            yield Enclosure(url, name_line(str(found.get("type") or ""))[:80], size)


def _minutes(feed: Parsed) -> int | None:
    """How often the feed asks to be read: RSS `ttl`, or the syndication module."""
    said = str(feed.get("ttl") or "").strip()
    if re.fullmatch(r"[0-9]{1,7}", said):
        return max(1, min(int(said), _LONGEST_TTL))
    period = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower())
    if period is None:
        return None
    often = str(feed.get("sy_updatefrequency") or "1").strip()
    times = int(often) if re.fullmatch(r"[0-9]{1,4}", often) else 1
    return max(1, min(period // max(1, times), _LONGEST_TTL))
