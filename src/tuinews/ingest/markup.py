"""HTML text to an element tree, in linear time and with bounded depth, whatever the text is."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

MAX_DEPTH = 150
"""Elements inside each other. Real pages stay below 60; libxml2 itself silently stops reading at 2,048."""
MAX_ATTRIBUTES = 200
"""Attributes of one element. libxml2 appends each to a linked list, which is quadratic."""

_HARMLESS = 3_000
"""Bytes up to which nothing monstrous fits: the worst text of this length costs a few milliseconds."""
_CHUNK = 32_768
_RAW_TEXT = ("script", "style", "template", "noscript", "textarea", "title")
_RAW_OPENER = re.compile(rf"<({'|'.join(_RAW_TEXT)})\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s<>/]{0,30})[^<>]*>?")


def parse(html: str, *, tamed: bool = False) -> etree._Element | None:
    """The root of the tree, without comments and processing instructions; None when the text holds no element or
    text at all. A text nested deeper than MAX_DEPTH keeps its words and paragraphs but loses all other markup. What
    comes from `tame` need not be looked through again."""
    raw = html.encode("utf-8", "replace")
    if not tamed and len(raw) > _HARMLESS and not _is_tame(raw):
        raw = _flattened(html).encode("utf-8", "replace")
    return etree.fromstring(raw, _parser(remove_comments=True, remove_pis=True, huge_tree=True))


def tame(html: str, longest: int) -> str:
    """The text for parsers that are not ours: flattened when it is too deep; when it is longer than `longest`
    characters, without its scripts and styles, and then cut."""
    if len(html) > longest:
        html = _without_raw_text(html, spare="ld+json")[:longest]
    return html if _is_tame(html.encode("utf-8", "replace")) else _flattened(html)


def _parser(**options: Any) -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", no_network=True, **options)


class _Wild(Exception):
    """The text is nested too deeply, or has an element with too many attributes."""


class _Gauge:
    """Follows the parser without building a tree, which is linear, and stops it when a bound is passed."""

    def __init__(self) -> None:
        self.depth = 0

    def start(self, _tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES:
            raise _Wild

    def end(self, _tag: str) -> None:
        self.depth -= 1

    def close(self) -> None:
        """lxml asks for it."""


def _is_tame(raw: bytes) -> bool:
    # In pieces, since lxml finishes the piece at hand before it hands on an exception of its target.
    parser = _parser(huge_tree=True, target=_Gauge())
    try:
        for at in range(0, len(raw), _CHUNK):
            parser.feed(raw[at : at + _CHUNK])
        if raw:
            parser.close()
    except _Wild:
        return False
    except etree.LxmlError:
        return True  # such as a text without any element: the tree parser will say so too
    return True


def _flattened(html: str) -> str:
    """The words of a monstrous page: every tag becomes the start of a paragraph."""
    return _TAG.sub(lambda tag: "<br>" if tag.group(2).lower() == "br" else "<p>", _without_raw_text(html))


def _without_raw_text(html: str, spare: str = "") -> str:
    """The markup without scripts, styles and the like; openers that hold the words `spare` are left alone."""
    kept: list[str] = []
    at = 0
    while opener := _RAW_OPENER.search(html, at):
        if spare and spare in opener.group():
            kept.append(html[at : opener.end()])
            at = opener.end()
            continue
        kept.append(html[at : opener.start()])
        closer = re.compile(f"</{opener.group(1)}", re.IGNORECASE).search(html, opener.end())
        if closer is None:
            return "".join(kept)  # as in a browser: the rest of the page is the script
        at = closer.end()
    kept.append(html[at:])
    return " ".join(kept)
