"""Public Telegram channels: their preview page (t.me/s/NAME) read as a feed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from tuinews.core.document import Document
from tuinews.core.errors import BadInput
from tuinews.core.fetched import Entry, Fetched, ParsedFeed
from tuinews.core.links import without_userinfo
from tuinews.ingest.feeds import dates
from tuinews.ingest.feeds.entries import distinct, fingerprint, title_line, unknown
from tuinews.ingest.html import element_to_document
from tuinews.ingest.links import web_link
from tuinews.ingest.markup import parse as parse_html

_CHANNEL = re.compile(r"https?://(?:www\.)?(?:t|telegram)\.me/s/(\w{3,40})/?(?:[?#]|$)")
_LONGEST_TITLE = 100


def is_channel(url: str) -> bool:
    """Whether an address is the preview page of a public channel."""
    return bool(_CHANNEL.match(url))


def parse(text: str, fetched: Fetched, known: Mapping[str, str]) -> ParsedFeed:
    """The posts of a channel, newest first; BadInput when the page holds none."""
    root = parse_html(text)
    messages = [] if root is None else list(root.iterfind(".//div[@data-post]"))
    if root is None or not messages:
        raise BadInput(without_userinfo(fetched.asked or fetched.url), "is a Telegram page without public posts", "")
    found = distinct(_entries(messages, fetched))[::-1]
    new = unknown(found, known)
    heading = root.find(".//meta[@property='og:title']")
    title = "" if heading is None else heading.get("content") or ""
    return ParsedFeed(
        title=title_line(title) or "Telegram",
        site_url=web_link(fetched.url),
        entries=new,
        unchanged=len(found) - len(new),
    )


def _entries(messages: list[etree._Element], fetched: Fetched) -> Iterator[Entry]:
    for message in messages:
        body = _with_class(message, "tgme_widget_message_text")
        document = Document("") if body is None else element_to_document(body, fetched.url)
        stamp = message.find(".//time[@datetime]")
        post = message.get("data-post") or ""
        yield Entry(
            guid=post,
            url=web_link(f"https://t.me/{post}"),
            title=_title(document),
            document=document,
            digest=fingerprint(document.text),
            published=dates.bounded(dates.from_iso("" if stamp is None else stamp.get("datetime") or ""), fetched.when),
        )


def _with_class(element: etree._Element, name: str) -> etree._Element | None:
    return next((item for item in element.iter("div") if name in (item.get("class") or "").split()), None)


def _title(document: Document) -> str:
    """The first line, or its beginning."""
    line = document.text.partition("\n")[0]
    if len(line) <= _LONGEST_TITLE:
        return title_line(line)
    return f"{line[:_LONGEST_TITLE].rpartition(' ')[0] or line[:_LONGEST_TITLE]}…"
