"""Drops the entries of a feed that are stored unchanged, before the expensive parser sees the document.

A strict XML pass without entities, DTD and network (`lxml`, 20 times as fast as feedparser) finds the entries, their
identity and the digest of their bytes. It gives up (None) on anything odd; then nothing is dropped.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from lxml import etree

from tuinews.core.sanitize import clean_line
from tuinews.ingest.feeds.entries import identity
from tuinews.ingest.feeds.plain import plain_entries
from tuinews.ingest.links import web_link

_ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
_RSS = (
    "",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://channel.netscape.com/rdf/simple/0.9/",
)
_ENTRIES = frozenset(
    [f"{{{space}}}entry" for space in _ATOM] + [f"{{{space}}}item" if space else "item" for space in _RSS]
)
_IDENTITIES = frozenset([f"{{{space}}}id" for space in _ATOM] + ["guid"])
_SOURCES = frozenset(f"{{{space}}}source" for space in _ATOM)
_LINKS = frozenset([f"{{{space}}}link" if space else "link" for space in _RSS])
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_OWN_LANGUAGES = ("{http://purl.org/dc/elements/1.1/}language", "language")
_MANY_NAMESPACES = 5_000
"""Declarations in a document; a feed that gives each of its 500 entries ten of them is odd enough."""
_MADE_HERE = re.compile(r"(?:link|text): | again: ")
"""Identities that look like the ones `identity` makes: a feed that holds them is odd."""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as it stands in the document. `key` is the identity the feed gives it, "" for none; `guid` the one
    under which it is stored, "" when it has neither identity nor link."""

    key: str
    guid: str
    digest: str
    size: int
    """Bytes."""
    language: str = ""
    """Of those that are left, the one that they name themselves."""


@dataclass(frozen=True, slots=True)
class Filtered:
    """What is left: the document for the judge, and its entries in the same order. When all of them are plain they
    are read here, and the document has none any more."""

    document: bytes
    entries: tuple[RawEntry, ...]
    dropped: int
    plain: tuple[dict[str, Any], ...] | None = None


def drop_known(document: bytes, known: Mapping[str, str], most: int, most_bytes: int) -> Filtered | None:
    """The document (UTF-8, without a declaration of another encoding) without the entries that `known` holds with the
    same digest, and of the others the first `most`, or as many as `most_bytes` hold. None when it is odd in any way."""
    root = _root(document)
    if root is None:
        return None
    elements = _entries(root)
    if elements is None:
        return None
    if any(_has_odd_identity(element) for element in elements):
        return None
    context = _context(elements)
    raw = [_raw(element, context) for element in elements]
    if any(_MADE_HERE.search(entry.key) for entry in raw):
        return None
    guids = Counter(entry.guid for entry in raw)
    stored = [bool(entry.guid) and guids[entry.guid] == 1 and known.get(entry.guid) == entry.digest for entry in raw]
    kept = _fitting([number for number, is_stored in enumerate(stored) if not is_stored], raw, most, most_bytes)
    plain = plain_entries(root, [elements[number] for number in kept])
    entries = tuple(replace(raw[number], language=_language(elements[number])) for number in kept)
    _remove(elements, set() if plain is not None else set(kept))
    return Filtered(
        etree.tostring(root, encoding="utf-8") if plain is not None or len(kept) < len(raw) else document,
        entries,
        sum(stored),
        None if plain is None else tuple(plain),
    )


def _fitting(wanted: list[int], raw: list[RawEntry], most: int, most_bytes: int) -> list[int]:
    """The first of the wanted entries, as many as the bounds allow; at least one."""
    sizes = accumulate(raw[number].size for number in wanted)
    places = enumerate(zip(wanted, sizes, strict=True))
    return [number for at, (number, size) in places if at < most and (size <= most_bytes or not at)]


def _remove(elements: list[etree._Element], spared: set[int]) -> None:
    for number, element in enumerate(elements):
        parent = element.getparent()
        if number not in spared and parent is not None:
            parent.remove(element)


def _root(document: bytes) -> etree._Element | None:
    if b"<!DOCTYPE" in document[:2048] or b"<!doctype" in document[:2048]:
        return None
    if document.count(b"xmlns:") > _MANY_NAMESPACES:  # each is looked up by walking over all of them
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        return etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _entries(root: etree._Element) -> list[etree._Element] | None:
    """The entries, if all of them are children of one parent, and nothing else goes by that name."""
    found = list(root.iter("{*}item", "{*}entry", "item", "entry"))
    if not found or any(element.tag not in _ENTRIES for element in found):
        return None
    parent = found[0].getparent()
    if parent is None or parent not in (root, *root):
        return None
    if any(element.getparent() is not parent or (element.tail or "").strip() for element in found):
        return None
    return found


def _has_odd_identity(element: etree._Element) -> bool:
    """Whether an entry has several identities, or one that is not plain text right under it: then it takes the judge
    to say which one counts. What an entry was copied from (Atom `source`) has one of its own."""
    found = [item for item in element.iter("{*}guid", "{*}id", "guid", "id") if not _is_in_source(item, element)]
    return len(found) > 1 or any(item.tag not in _IDENTITIES or len(item) for item in found)


def _is_in_source(item: etree._Element, entry: etree._Element) -> bool:
    parent = item.getparent()
    return parent is not None and parent.tag in _SOURCES and parent.getparent() is entry


def _context(elements: list[etree._Element]) -> bytes:
    """What the entries take over from around them, so that it counts as part of each."""
    around = list(elements[0].iterancestors())
    return "\0".join(f"{item.get(_BASE) or ''}\1{item.get(_LANGUAGE) or ''}" for item in around).encode()


def _raw(element: etree._Element, context: bytes) -> RawEntry:
    own = next((child for child in element if child.tag in _IDENTITIES), None)
    key = (element.get(_ABOUT) or "") if own is None else own.text or ""
    raw = etree.tostring(element, encoding="utf-8", with_tail=False)
    digest = hashlib.sha256(context + raw).hexdigest()[:32]
    key = clean_line(key)
    return RawEntry(key, key or _by_link(element), digest, len(raw))


def _by_link(element: etree._Element) -> str:
    links = [child for child in element if child.tag in _LINKS]
    url = web_link(links[0].text or "") if len(links) == 1 else ""
    return identity("", url, "") if url else ""


def _language(element: etree._Element) -> str:
    for name in _OWN_LANGUAGES:
        if said := (element.findtext(name) or "").strip():
            return said
    around = (element, *element.iterancestors())
    return next((item.get(_LANGUAGE) or "" for item in around if item.get(_LANGUAGE)), "")
