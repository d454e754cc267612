"""Documents made from nested parts, for tests."""

from __future__ import annotations

from typing import Any

from tuinews.core.document import Attributes, Document, Range


def build(nodes: list[tuple[Any, ...]]) -> Document:
    """A document of nested (kind, text or nodes, attributes); a table's texts are rows whose cells are divided by
    bars, and its first row is its head."""
    text: list[str] = []
    layout: list[Range] = []
    inline: list[Range] = []

    def length() -> int:
        return sum(map(len, text))

    def add(node: tuple[Any, ...], in_table: bool, first: bool) -> None:
        kind, content, *rest = node
        attributes: Attributes = rest[0] if rest else ()
        if isinstance(content, str):
            if text:
                text.append("\n")
            start = length()
            text.append(content)
            layout.append(Range(start, start + len(content), "row" if in_table else kind, attributes))
            if in_table:
                cells(start, content, first)
            return
        at = len(layout)
        layout.append(Range(0, 1, kind))
        start = length() + (1 if text else 0)
        for number, child in enumerate(content):
            add(child, in_table or kind == "table", number == 0)
        layout[at] = Range(start, length(), kind, attributes)

    def cells(start: int, content: str, head: bool) -> None:
        at = 0
        for part in content.split("|"):
            if part:
                header: Attributes = (("header", "1"),) if head else ()
                inline.append(Range(start + at, start + at + len(part), "cell", header))
            at += len(part) + 1

    for node in nodes:
        add(node, False, False)
    return Document("".join(text), tuple(layout), tuple(inline))
