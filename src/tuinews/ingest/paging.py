"""Articles in several pages: where the next one is, and how they become one."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from tuinews.core.document import Document, Range
from tuinews.core.fetched import Fetched, Page
from tuinews.ingest.boilerplate import keep
from tuinews.ingest.decode import decode
from tuinews.ingest.links import web_link
from tuinews.ingest.markup import parse

MOST_PAGES = 20

_NUMBER = re.compile(
    r"(?:[?&](?:page|p|seite|pagina|pg|s)=|/(?:page|seite|p|pagina)?[/-]?|[-_])(\d{1,2})(?:/|\.html?)?$", re.IGNORECASE
)


def next_page(fetched: Fetched) -> str:
    """The address of the page that goes on with the same article (`rel=next`), or "" for none.

    Only an address that is this one with the next page number counts: sites also call the next *article* so.
    """
    root = parse(decode(fetched.body, fetched.headers.get("content-type", "")))
    if root is None:
        return ""
    for element in root.iter("link", "a"):
        if "next" in (element.get("rel") or "").lower().split():
            url = web_link(element.get("href") or "", fetched.url).partition("#")[0]
            if url and _continues(fetched.url, url):
                return url
    return ""


def joined(first: Page, rest: tuple[Page, ...]) -> Page:
    """One page of several: the first one's title and data, all texts in order."""
    document = first.document
    for page in rest:
        document = _appended(document, page.document)
    return replace(first, document=document)


def _continues(here: str, there: str) -> bool:
    if urlsplit(here).hostname != urlsplit(there).hostname:
        return False
    page, following = _NUMBER.search(here), _NUMBER.search(there)
    if following is None:
        return False
    stem = there[: following.start()].rstrip("/?&")
    number = int(following.group(1))
    if page is not None and here[: page.start()].rstrip("/?&") == stem:
        return number == int(page.group(1)) + 1
    return number == 2 and re.sub(r"\.html?$|/$", "", here) == re.sub(r"\.html?$|/$", "", stem)


def _appended(first: Document, second: Document) -> Document:
    """Both texts, without leaves of the second that the first holds already (headlines, leads)."""
    known = {first.text[leaf.start : leaf.end] for leaf in first.leaves()}
    fresh = keep(second, [leaf for leaf in second.leaves() if second.text[leaf.start : leaf.end] not in known])
    if not fresh.text or not first.text:
        return first if first.text else fresh
    shift = len(first.text) + 1

    def moved(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
        return tuple(Range(item.start + shift, item.end + shift, item.kind, item.attributes) for item in ranges)

    return Document(
        f"{first.text}\n{fresh.text}", first.layout + moved(fresh.layout), first.inline + moved(fresh.inline)
    )
