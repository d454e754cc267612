"""Embedded posts on pages: the extractors take them for widgets, or for plain block quotes.

Before extraction the services' class names are taken away, so that the words stay; afterwards the words are
found again and their box says whose post it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from tuinews.core.document import LEAVES, Attributes, Document, Range
from tuinews.ingest import embeds
from tuinews.ingest.html import element_to_document

_MOST = 60
_CLASSES = re.compile(rf"""(?<=["'\s])(?:{"|".join(name for name in embeds.POST_CLASSES if "-" in name)})(?=["'\s])""")


@dataclass(frozen=True, slots=True)
class Post:
    """An embedded post: its lines as they read on the page, and what is known of it."""

    lines: tuple[str, ...]
    attributes: Attributes


def spared(html: str) -> str:
    """The markup with the class names of embedded posts taken away."""
    return _CLASSES.sub("article-text", html)


def posts_of(root: etree._Element, base_url: str) -> tuple[Post, ...]:
    """The embedded posts of a page (a tree that `markup.parse` made)."""
    found: list[Post] = []
    for element in root.iter("blockquote"):
        service = embeds.service_of(element)
        if service and len(found) < _MOST:
            document = element_to_document(element, base_url)
            lines = tuple(document.text[leaf.start : leaf.end] for leaf in document.leaves())
            if lines:
                found.append(Post(lines, embeds.post_attributes(element, service, base_url)))
    return tuple(found)


def restored(document: Document, posts: tuple[Post, ...]) -> Document:
    """The document with a box `embed` around the leaves of each post that it holds."""
    if not posts:
        return document
    leaves = list(document.leaves())
    places = {document.text[leaf.start : leaf.end]: number for number, leaf in reversed(list(enumerate(leaves)))}
    layout = document.layout
    for post in posts:
        first = places.get(post.lines[0])
        if first is not None:
            last = first
            while last + 1 < len(leaves) and document.text[leaves[last + 1].start : leaves[last + 1].end] in post.lines:
                last += 1
            layout = _boxed(layout, Range(leaves[first].start, leaves[last].end, "embed", post.attributes))
    return Document(document.text, layout, document.inline)


def _boxed(layout: tuple[Range, ...], box: Range) -> tuple[Range, ...]:
    """The layout with one more box, in place of the quotes inside it; unchanged when it would cross another box."""
    touching = (item for item in layout if item.start < box.end and box.start < item.end)
    if any(not item.covers(box) and not box.covers(item) for item in touching):
        return layout
    kept = [item for item in layout if not (item.kind in ("quote", "embed") and box.covers(item))]
    return tuple(sorted([box, *kept], key=lambda item: (item.start, -item.end, item.kind in LEAVES)))
