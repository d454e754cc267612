"""Whether a table holds data, or only lays out a page (as newsletters and old sites do)."""

from __future__ import annotations

from lxml import etree

_LAYS_OUT = frozenset(
    {"table", "pre", "blockquote", "figure", "h1", "h2", "h3", "article", "section", "form", "iframe"}
)
"""Elements that no cell of data holds."""
_MOST_PARAGRAPHS = 3
"""Paragraphs in one cell, from which on it is a column of text."""


def holds_data(table: etree._Element) -> bool:
    """Whether the rows of a table should be read as rows. Stops at the first sign of a layout, so that tables
    inside tables cost linear time."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return False
    widest = cells = paragraphs = 0
    for element in table.iter():
        name = element.tag
        if name == "tr":
            cells = 0
        elif name in ("td", "th"):
            cells, paragraphs = cells + 1, 0
            widest = max(widest, cells)
        elif name == "p":
            paragraphs += 1
        if (name in _LAYS_OUT and element is not table) or paragraphs > _MOST_PARAGRAPHS:
            return False
    return widest > 1
