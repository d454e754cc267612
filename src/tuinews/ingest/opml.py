"""OPML lists of feeds (http://opml.org/spec2.opml), also the ill-formed half of those in the wild."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

from tuinews.core.errors import BadInput
from tuinews.core.fetched import Subscription
from tuinews.core.sanitize import clean_line
from tuinews.ingest.decode import decode
from tuinews.ingest.links import web_link

MOST = 20_000
"""Feeds of one list."""

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,500}>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{1,31};)?")
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_BARE_LESS = re.compile(r"<(?![/?!a-zA-Z])")
_ATTRIBUTE = re.compile(r"""(\s[\w:.-]{1,60}\s{0,5}=\s{0,5})("[^"]{0,8000}"|'[^']{0,8000}')""")
_FEED_SCHEME = re.compile(r"^feed:(?://)?(?=https?://)|^feed:(?=//)", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read_opml(body: bytes, name: str) -> tuple[Subscription, ...]:
    """The feeds of a list, with the folder (nested ones joined by "/") and the tags it gives them; one that stands in
    several folders has the first as its folder, the others as tags. Only http and https addresses are taken.

    Raises BadInput when it is no OPML or names no feed.
    """
    text = _NOT_XML.sub("", decode(body))
    root = _root(text)
    if root is None or not _is_opml(root):
        raise BadInput(name, "is not an OPML list of feeds", "Export it again as OPML")
    found: dict[str, Subscription] = {}
    for subscription in _subscriptions(root):
        before = found.get(subscription.url)
        found[subscription.url] = _joined(before, subscription) if before else subscription
        if len(found) >= MOST:
            break
    if not found:
        raise BadInput(name, "names no feed", "Each feed of an OPML list has an xmlUrl")
    return tuple(found.values())


def web_feed(url: str) -> str:
    """The address of a feed, of which `feed:` was taken away; "" when it is not http or https."""
    url = url.strip()
    if match := _FEED_SCHEME.match(url):
        url = url[match.end() :]
        url = f"http:{url}" if url.startswith("//") else url
    return web_link(url)


def _root(text: str) -> etree._Element | None:
    """The tree: strictly if it can be, else after repair."""
    text = _DOCTYPE.sub("", _DECLARATION.sub("", text.lstrip("\ufeff \r\n\t"), count=1), count=1)
    root = _parsed(text, lenient=False)
    return _parsed(_repaired(text), lenient=True) if root is None else root


def _parsed(text: str, *, lenient: bool) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        recover=lenient,
        huge_tree=lenient,
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _repaired(text: str) -> str:
    """Bare `&` and `<` escaped, HTML's entities written out: without this, a lenient parser garbles addresses."""
    text = _REFERENCE.sub(_reference, text)
    text = _ATTRIBUTE.sub(lambda found: found.group(1) + found.group(2).replace("<", "&lt;"), text)
    return _BARE_LESS.sub("&lt;", text)


def _reference(match: re.Match[str]) -> str:
    said = match.group(1)
    if not said:
        return "&amp;"
    if said in _OF_XML or said.startswith("#"):
        return match.group()
    written = html5.get(said)
    return f"&amp;{said}" if written is None or written in "&<>\"'" else written


def _is_opml(root: etree._Element) -> bool:
    return "outline" in (str(element.tag).rpartition("}")[2].lower() for element in root.iter() if element.tag)


def _subscriptions(root: etree._Element) -> Iterator[Subscription]:
    folders: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if str(element.tag).rpartition("}")[2].lower() != "outline":
            continue
        if event == "end":
            folders.pop()
            continue
        given = {str(key).lower(): str(value) for key, value in element.attrib.items()}
        title = clean_line(given.get("title") or given.get("text") or "")[:300]
        url = web_feed(given.get("xmlurl") or (given.get("url", "") if given.get("type", "").lower() == "rss" else ""))
        if url:
            folder = "/".join(folder for folder in folders[:8] if folder)
            yield Subscription(
                url, title if title != url else "", web_link(given.get("htmlurl", "")), folder, _tags(given)
            )
        folders.append("" if url else title.replace("/", "-"))


def _tags(given: dict[str, str]) -> tuple[str, ...]:
    """The categories: separated by commas, some written as paths (OPML 2.0, `category`)."""
    names = (clean_line(part).strip("/ ")[:80] for part in given.get("category", "").split(",")[:40])
    return tuple(dict.fromkeys(name for name in names if name))


def _joined(first: Subscription, again: Subscription) -> Subscription:
    others = (again.folder,) if again.folder and again.folder != first.folder else ()
    tags = tuple(dict.fromkeys((*first.tags, *again.tags, *others)))
    return Subscription(
        first.url, first.name or again.name, first.site_url or again.site_url, first.folder or again.folder, tags
    )
