"""Anchors: where in an article a note, tag or correction stands, and how it is found again after a rewrite.

An anchor holds a TextQuoteSelector and a TextPositionSelector (W3C Web Annotation Data Model §4.2.4, §4.2.5).
Finding goes from sure to unsure: the same words at the same place; the same words elsewhere, told apart by what stands
around them; nearly the same words, where a bounded alignment finds enough of them or of their surroundings. Below
`SURE`, or between two places that are about as good, nothing is found: better an orphan, which the reader sees, than a
wrong place, which nobody does.

`anchor` holds the data, `words` an anchor and stretches of a text as words, `text` where words stand in a whole text,
`alignment` what became of which word, `candidates` the places that come into question, and `finding` the search. All of
it is linear in the text, and bounded for any text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuinews.core.anchors.anchor import CONTEXT, Anchor, Place, make_anchor

if TYPE_CHECKING:
    from tuinews.core.anchors.finding import SURE, find_anchor, find_anchors

__all__ = ["CONTEXT", "SURE", "Anchor", "Place", "find_anchor", "find_anchors", "make_anchor"]


def __getattr__(name: str) -> Any:
    """What finds anchors is loaded when it is first asked for (PEP 562): its string-distance library would be a third
    of what opening a library costs, and whoever only reads never needs it."""
    if name in ("SURE", "find_anchor", "find_anchors"):
        from tuinews.core.anchors import finding

        return getattr(finding, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
