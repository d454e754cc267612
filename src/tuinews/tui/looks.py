"""The parts of lines that the style sheets give colours, by the pane that draws them. Names only: the first paint
needs all of them, and no pane but the list."""

from __future__ import annotations

LOOKS = (
    "picture", "strong", "emphasis", "mono", "strike", "link", "dimmed", "indirect", "mixed", "direct", "quoted",
    "mark", "noted", "focus", "cue", "speaker", "hit", "hit-current", "selected",
)  # fmt: skip
"""Looks of words in an article, the ones below first: a later one is drawn over an earlier one."""

_PARTS: dict[str, tuple[str, ...]] = {
    "line": ("name", "strong", "key", "quiet", "alert", "notice"),
    "list": (
        "unread", "read", "changed", "title", "seen", "quote", "age", "star", "outlet", "quotes", "note", "tag", "hit",
        "speaker", "direct", "mixed", "indirect", "cursor", "cursor-away", "empty", "bar", "gone",
        "heading", "rule", "picked", "picked-ground",
    ),
    "article": (
        *LOOKS, "heading", "code", "head", "caption", "embed", "rule", "label", "blank", "paragraph", "row", "title",
        "byline", "tags", "note", "orphan", "gutter", "empty",
    ),
    "source": (
        "outlet", "fact", "sum", "speaker", "type", "number", "quote", "cue", "path", "kind", "note", "tag", "direct",
        "mixed", "indirect", "dimmed", "cursor", "cursor-away", "bar", "empty", "only",
        "checked", "confirmed", "disputed", "false", "hit",
    ),
    "tree": ("title", "quiet", "count", "problem", "folder", "tag", "cursor", "cursor-away", "bar", "chosen"),
    "voices": ("name", "role", "number", "fact", "empty", "bar", "cursor", "cursor-away"),
}  # fmt: skip

PARTS = frozenset(f"{pane}--{part}" for pane, parts in _PARTS.items() for part in parts)
"""Their class names."""

_NOT_ALWAYS = "quote hit speaker direct mixed indirect gone picked picked-ground".split()
READING = frozenset(
    name
    for name in PARTS
    if name.startswith(("article--", "source--", "tree--")) or name.removeprefix("list--") in _NOT_ALWAYS
)
"""Those of panes that are empty at the first paint, and of what a list does not always show; they have a sheet of their
own."""
