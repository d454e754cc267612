"""A Document as Markdown: its layout, block by block, in one pass.

Every open box gives the lines inside it a prefix (`> `, the indent of a list item), so that nothing recurses and
the cost is that of the text. A table without a row of headings gets an empty one, since Markdown has no others;
pictures and embedded posts keep their addresses as links, so that reading the file fetches nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tuinews.core.document import BOXES, Document, Range
from tuinews.core.links import is_web
from tuinews.core.sanitize import visible
from tuinews.export.inline import escape, guarded, inline_markdown, link, longest_run

DEEPEST = 24
"""Boxes inside each other that are written; text in deeper ones stands in the last of them."""
_LANGUAGE = re.compile(r"[\w+#.-]{1,20}", re.ASCII)


def document_to_markdown(document: Document, *, top: int = 1) -> str:
    """The text of a document as Markdown, ending in a newline unless it is empty. `top`: the least level of its
    headings (1 to 6)."""
    if not document.layout:
        document = Document.plain(document.text)
    lines = list(_Writer(document, top).lines())
    return "\n".join(lines) + "\n" if lines else ""


@dataclass(slots=True)
class _Box:
    """An open box: what its first line and the others begin with."""

    range: Range
    marker: str = ""
    """Before the first line; the same as `indent` from then on."""
    indent: str = ""
    bullet: str = ""
    """Of a list: the mark of its items; an ordered list's delimiter."""
    number: int = 0
    """Of an ordered list: that of its next item."""


@dataclass(slots=True)
class _Writer:
    document: Document
    top: int
    _open: list[_Box] = field(default_factory=list)
    _last: list[_Box] = field(default_factory=list)
    """The boxes around what was written last."""
    _closed_list: _Box | None = None
    _written: bool = False
    _starts: list[int] = field(default_factory=list)
    _hrefs: frozenset[str] = frozenset()

    def lines(self) -> Iterator[str]:
        """All lines."""
        self._starts = [item.start for item in self.document.inline]
        self._hrefs = frozenset(item.get("href") for item in self.document.inline if item.kind == "link")
        rows: list[Range] = []
        for item in self.document.layout:
            if rows and (item.kind != "row" or (self._open and item.start >= self._open[-1].range.end)):
                yield from self._table(rows)
                rows = []
            yield from self._close(item.start)
            if item.kind == "row":
                rows.append(item)
            elif item.kind in BOXES:
                yield from self._begin(item)
            else:
                yield from self._block(self._leaf(item))
        yield from self._table(rows)
        yield from self._close(len(self.document.text) + 1)

    def _begin(self, item: Range) -> Iterator[str]:
        if len(self._open) >= DEEPEST:
            return
        self._open.append(self._box(item))
        if item.kind == "figure" and is_web(item.get("src")):
            yield from self._block([link(escape(item.get("alt") or "picture"), item.get("src"))])

    def _box(self, item: Range) -> _Box:
        if item.kind in ("quote", "embed"):
            return _Box(item, "> ", "> ")
        if item.kind == "list":
            start = item.get("start")
            number = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
            return _Box(item, bullet=self._bullet(item), number=number if item.get("ordered") else -1)
        if item.kind == "item":
            return _Box(item, *self._marker())
        return _Box(item)

    def _bullet(self, item: Range) -> str:
        """The mark of a list's items: not that of the list before, if this one would be taken for its rest."""
        usual, other = (".", ")") if item.get("ordered") else ("-", "*")
        before = self._closed_list
        if before is None or before.range.end + 1 < item.start:
            return usual
        return other if before.bullet in (".", "-") else usual

    def _marker(self) -> tuple[str, str]:
        parent = self._open[-1] if self._open and self._open[-1].range.kind == "list" else None
        if parent is None or parent.number < 0:
            return f"{parent.bullet if parent else '-'} ", "  "
        marker = f"{parent.number}{parent.bullet} "
        parent.number += 1
        return marker, " " * len(marker)

    def _close(self, at: int) -> Iterator[str]:
        """End the boxes that end before a place."""
        while self._open and self._open[-1].range.end <= at:
            box = self._open[-1]
            if box.range.kind == "embed":
                yield from self._block(_signature(box.range, self._hrefs))
            self._open.pop()
            if box.range.kind == "list":
                self._closed_list = box

    def _block(self, block: Sequence[str]) -> Iterator[str]:
        """One block's lines inside the boxes that are open, after the blank line that parts it from the last one."""
        if not block:
            return
        if self._written and not self._next_item():
            shared = [one for one, other in zip(self._open, self._last, strict=False) if one is other]
            yield "".join(box.indent for box in shared).rstrip()
        first = "".join(box.marker for box in self._open)
        for box in self._open:
            box.marker = box.indent
        yield f"{first}{block[0]}".rstrip()
        indent = "".join(box.indent for box in self._open)
        for line in block[1:]:
            yield f"{indent}{line}" if line.strip() else indent.rstrip()
        self._last = list(self._open)
        self._written = True

    def _next_item(self) -> bool:
        """Whether another item of the same list begins: no blank line then."""
        depth = 0
        while depth < min(len(self._open), len(self._last)) and self._open[depth] is self._last[depth]:
            depth += 1
        if not depth or depth >= min(len(self._open), len(self._last)):
            return False
        both = self._open[depth], self._last[depth]
        return self._open[depth - 1].range.kind == "list" and all(box.range.kind == "item" for box in both)

    def _leaf(self, leaf: Range) -> list[str]:
        if leaf.kind == "code":
            return _code_block(self.document.text[leaf.start : leaf.end], leaf.get("language"))
        words = self._inline(leaf.start, leaf.end, whole="emphasis" if leaf.kind == "caption" else "").strip()
        if not words:
            return []
        if leaf.kind == "heading":
            level = max(self.top, min(6, int(leaf.get("level", "2")) if leaf.get("level", "2") in "123456" else 2))
            return [f"{'#' * level} {words[:-1]}\\#" if words.endswith("#") else f"{'#' * level} {words}"]
        return [guarded(words)]

    def _inline(self, start: int, end: int, *, whole: str = "", in_cell: bool = False) -> str:
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        ranges = self.document.inline[low:high]
        if whole:
            ranges = (Range(start, end, whole), *ranges)
        return inline_markdown(self.document.text, start, end, ranges, in_cell=in_cell)

    def _table(self, rows: Sequence[Range]) -> Iterator[str]:
        if not rows:
            return
        table = [self._cells(row) for row in rows]
        width = max(map(len, table))
        header = table.pop(0) if self._is_header(rows[0]) else []
        header += [""] * (width - len(header))  # rows may be shorter, but not longer than their heading
        yield from self._block([_row(header), _row(["---"] * width), *map(_row, table)])

    def _cells(self, row: Range) -> list[str]:
        cells, at = [], row.start
        for cell in self.document.text[row.start : row.end].split("\t"):
            cells.append(self._inline(at, at + len(cell), in_cell=True).strip())
            at += len(cell) + 1
        return cells

    def _is_header(self, row: Range) -> bool:
        low, high = bisect_left(self._starts, row.start), bisect_left(self._starts, row.end)
        cells = [item for item in self.document.inline[low:high] if item.kind == "cell"]
        return bool(cells) and all(cell.get("header") for cell in cells)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _code_block(text: str, language: str) -> list[str]:
    fence = "`" * max(3, longest_run(text) + 1)
    info = language if _LANGUAGE.fullmatch(language) else ""
    return [f"{fence}{info}", *visible(text).split("\n"), fence]


def _signature(embed: Range, hrefs: frozenset[str]) -> list[str]:
    """A line that leads to an embedded post, unless a link of its own text does."""
    url = embed.get("url")
    if not url or url in hrefs:
        return []
    who = " ".join(part for part in (embed.get("name"), embed.get("handle")) if part)
    return [f"— {link(escape(who or url), url)}"]
