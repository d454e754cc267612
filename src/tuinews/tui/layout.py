"""A Document laid out for a width: lines of pieces, and a map between offsets of the text and the screen.

Everything that points at the text (statements, notes, hits, the mouse, the keyboard) goes through
`Layout.place` and `Layout.offset`. Lines are counted from 0 at the top of the document, columns in cells from
0 at its left edge. Laying out takes time linear in the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct, field
from rich.cells import cell_len

from tuinews.core.document import LEAVES, Document, Range
from tuinews.core.sanitize import visible
from tuinews.tui.glyphs import ASCII, UNICODE, Glyphs
from tuinews.tui.measure import Ruler, simple_characters, wrap, wrap_code
from tuinews.tui.tables import Grid, Row, plan_table

Role = Literal["paragraph", "heading", "code", "row", "head", "caption", "blank", "embed", "rule", "label"]
"""What a line is, for its style. `head` is a table's header row; `embed`, `rule`, `label` are drawn by us."""

NARROWEST = 12
"""Documents are not laid out for less: what is too wide is cut off at the pane's edge."""
_SPACE_ABOVE = {"heading": 2, "paragraph": 1, "code": 1, "caption": 1, "row": 0}
_INDENT_SHARE = 3  # boxes inside boxes take at most a third of the width
_DEEPEST = 12  # boxes further in are not drawn


class Piece(NamedTuple):
    """A stretch of the text, `[start, end)`, as it stands in one line from a column on."""

    start: int
    end: int
    line: int
    column: int
    ruler: Ruler


class Line(Struct):
    """One line: what is drawn before the text (`prefix`), and the pieces of text, left to right."""

    role: Role
    prefix: str = ""
    pieces: list[Piece] = field(default_factory=list)
    level: int = 0

    @property
    def start(self) -> int:
        """Where its text starts; -1 when it holds none."""
        return self.pieces[0].start if self.pieces else -1

    @property
    def end(self) -> int:
        return self.pieces[-1].end if self.pieces else -1


class Layout(Struct):
    """The lines of a document and where its words are. `text` is what is shown: one character for each."""

    text: str
    width: int
    lines: list[Line] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    """All of them, in the order of the text."""
    leaves: list[tuple[int, int]] = field(default_factory=list)
    """For every leaf, in order: its end in the text, and the last line that it takes."""
    _starts: list[int] = field(default_factory=list)

    def place(self, offset: int) -> tuple[int, int]:
        """(line, column) of an offset. White space that a line break swallowed is at the end of its line."""
        if not self.pieces:
            return 0, 0
        piece = self.pieces[max(0, bisect_right(self._starts, offset) - 1)]
        offset = min(max(offset, piece.start), piece.end)
        return piece.line, piece.column + piece.ruler.cells(piece.start, offset)

    def offset(self, line: int, column: int) -> int:
        """The offset shown at (line, column), or the nearest one on that line, or below it, or above it."""
        if not self.pieces:
            return 0
        line = min(max(line, 0), len(self.lines) - 1)
        pieces = self.lines[line].pieces
        if not pieces:
            return self._nearest(line)
        piece = pieces[0]
        for candidate in pieces[1:]:
            if candidate.column <= column:
                piece = candidate
        if column <= piece.column:
            return piece.start
        return min(piece.end, piece.ruler.at(piece.start, column - piece.column))

    def _nearest(self, line: int) -> int:
        for following in self.lines[line:]:
            if following.pieces:
                return following.start
        return self.pieces[-1].end

    def lines_of(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last line that a stretch of the text touches."""
        first = self.place(start)[0]
        return first, max(first, self.place(max(start, end - 1))[0])


def lay_out(document: Document, width: int, glyphs: Glyphs = UNICODE) -> Layout:
    """Lay a document out for a width in cells (at least `NARROWEST`)."""
    return _Setter(document, max(NARROWEST, width), glyphs).set()


class _Box(Struct):
    """An open box of the document while its leaves are set."""

    range: Range
    prefix: str = ""
    """Drawn before each line inside."""
    marker: str = ""
    """Drawn instead of `prefix` before the first line inside."""
    number: int = 0
    """Of the next item, in an ordered list."""
    begun: bool = False
    """Whether a line of it has been set."""


class _Setter:
    """Sets a document from top to bottom."""

    def __init__(self, document: Document, width: int, glyphs: Glyphs) -> None:
        self.document = document
        self.glyphs = glyphs
        self.layout = Layout(_raised_and_lowered(visible(document.text), document.inline, glyphs), width)
        self.simple = simple_characters(self.layout.text)
        self.boxes: list[_Box] = []
        self.indent = 0
        self.tight = True
        """Whether the next block stands close to what is above it."""

    def set(self) -> Layout:
        layout = list(self.document.layout) or list(Document.plain(self.document.text).layout)
        inline = [item for item in self.document.inline if item.kind == "cell"]
        at = 0
        while at < len(layout):
            item = layout[at]
            self.close_boxes(item.start)
            if item.kind == "table":
                inside = _inside(layout, at)
                self.set_table(inside, inline)
                at += 1 + len(inside)
                continue
            if item.kind in LEAVES:
                self.set_leaf(item)
            else:
                self.open_box(item)
            at += 1
        self.close_boxes(len(self.layout.text) + 1)
        self.layout._starts = [piece.start for piece in self.layout.pieces]
        return self.layout

    def open_box(self, box: Range) -> None:
        glyphs = self.glyphs
        opened = _Box(box)
        if box.kind == "quote":
            opened.prefix = opened.marker = glyphs.bar + " "
        elif box.kind == "list":
            start = box.get("start", "1")
            opened.number = int(start) if start.lstrip("-").isdecimal() and len(start) < 10 else 1
            depth = sum(1 for outer in self.boxes if outer.range.kind == "list")
            opened.prefix = opened.marker = "  " if depth == 0 else ""
        elif box.kind == "item":
            opened.marker = self.item_marker()
            opened.prefix = " " * len(opened.marker)
        elif box.kind == "embed":
            opened.prefix = opened.marker = glyphs.side + " "
        room = self.layout.width // _INDENT_SHARE - self.indent
        if len(opened.prefix) > room or len(self.boxes) >= _DEEPEST:
            opened.prefix = opened.marker = ""
        elif box.kind == "embed":
            self.blank()
            self.drawn("embed", self.embed_head(box))
            self.tight = True
        self.indent += len(opened.prefix)
        self.boxes.append(opened)

    def item_marker(self) -> str:
        lists = [box for box in self.boxes if box.range.kind == "list"]
        if not lists:
            return "- "
        if lists[-1].range.get("ordered"):
            number = lists[-1].number
            lists[-1].number += 1
            return f"{number}. ".rjust(4)
        return self.glyphs.bullets[min(len(lists), len(self.glyphs.bullets)) - 1] + " "

    def embed_head(self, box: Range) -> str:
        who = " ".join(part for part in (box.get("name"), box.get("handle")) if part)
        facts = f" {self.glyphs.dot} ".join(part for part in (who, box.get("date")[:10]) if part)
        return f"{self.glyphs.top}{self.glyphs.rule} {visible(facts)}" if facts else self.glyphs.top + self.glyphs.rule

    def close_boxes(self, before: int) -> None:
        """Close the boxes that end before an offset."""
        while self.boxes and self.boxes[-1].range.end <= before:
            box = self.boxes.pop()
            self.indent -= len(box.prefix)
            if box.range.kind == "embed" and box.prefix:
                self.drawn("embed", self.glyphs.bottom + self.glyphs.rule)
                self.tight = False
            elif box.range.kind in ("list", "quote"):
                self.tight = False

    def blank(self, lines: int = 1) -> None:
        """Leave space above the next block, but none at the top of the document or right under a box's head."""
        if self.layout.lines and not self.tight:
            prefix = "".join(box.prefix for box in self.boxes if box.begun)
            self.layout.lines.extend(Line("blank", prefix.rstrip()) for _ in range(lines))

    def drawn(self, role: Role, content: str) -> None:
        self.layout.lines.append(Line(role, self.prefix() + content))

    def prefix(self) -> str:
        """What stands before the next line; a list marker is used up by it."""
        parts = []
        for box in self.boxes:
            parts.append(box.marker)
            box.marker = box.prefix
            box.begun = True
        return "".join(parts)

    def set_leaf(self, leaf: Range) -> None:
        self.blank(self.space_above(leaf))
        self.tight = False
        ruler = Ruler(self.layout.text, leaf.start, leaf.end, self.simple)
        role: Role = leaf.kind  # type: ignore[assignment]  # kinds of leaves are roles
        level = int(leaf.get("level", "0") or 0) if leaf.kind == "heading" else 0
        for lead, start, end in self.broken(leaf, ruler):
            self.add_line(role, lead, [(start, end, 0)], ruler, level)
        self.layout.leaves.append((leaf.end, len(self.layout.lines) - 1))

    def space_above(self, leaf: Range) -> int:
        inner = self.boxes[-1] if self.boxes else None
        if inner is not None and inner.range.kind == "item" and inner.marker != inner.prefix:
            return 0 if inner.range.start != self.first_item_start() else 1
        return _SPACE_ABOVE.get(leaf.kind, 1)

    def first_item_start(self) -> int:
        """Where the innermost list starts: its first item has space above, but not inside another list."""
        lists = [box for box in self.boxes if box.range.kind == "list"]
        return lists[-1].range.start if len(lists) == 1 else -1

    def broken(self, leaf: Range, ruler: Ruler) -> Iterator[tuple[str, int, int]]:
        """The lines of a leaf: (what stands before it, start, end)."""
        text, room = self.layout.text, self.layout.width - self.indent
        if leaf.kind == "code":
            for start, end in _code_lines(text, leaf):
                for number, (first, last) in enumerate(wrap_code(text, ruler, start, end, room - 4)):
                    yield ("  " if number == 0 else f"  {self.glyphs.continued} "), first, last
            return
        signs_post = any(box.range.kind == "embed" for box in self.boxes)  # and stands for no picture
        lead = self.glyphs.picture + " " if leaf.kind == "caption" and not signs_post else ""
        for number, (start, end) in enumerate(wrap(text, ruler, leaf.start, leaf.end, room - len(lead))):
            yield (lead if number == 0 else " " * len(lead)), start, end

    def add_line(
        self, role: Role, lead: str, parts: Sequence[tuple[int, int, int]], ruler: Ruler, level: int = 0
    ) -> None:
        """Add a line of parts: (start, end, column from the leaf's left edge)."""
        prefix = self.prefix() + lead
        number = len(self.layout.lines)
        pieces = [Piece(start, end, number, cell_len(prefix) + column, ruler) for start, end, column in parts]
        self.layout.lines.append(Line(role, prefix, pieces, level))
        self.layout.pieces.extend(pieces)

    def set_table(self, inside: Sequence[Range], cells: Sequence[Range]) -> None:
        """Set what a table holds: its rows in columns where they fit, stacked where they do not."""
        self.blank()
        self.tight = True
        rows = {leaf.start: self.measured_row(leaf, cells) for leaf in inside if leaf.kind == "row"}
        grid = plan_table(self.layout.text, list(rows.values()), self.layout.width - self.indent)
        head = next(iter(rows.values()), None)
        for leaf in inside:
            if leaf.kind not in LEAVES:
                continue
            if leaf.kind != "row":
                self.set_leaf(leaf)
                continue
            if grid is not None:
                self.set_row(rows[leaf.start], grid)
            else:
                self.set_stacked(rows[leaf.start], head if head is not None and head.header else None)
            self.layout.leaves.append((leaf.end, len(self.layout.lines) - 1))
        self.tight = False

    def measured_row(self, leaf: Range, cells: Sequence[Range]) -> Row:
        ruler = Ruler(self.layout.text, leaf.start, leaf.end, self.simple)
        first = bisect_right(cells, leaf.start - 1, key=lambda cell: cell.start)
        inside: list[Range] = []
        while first < len(cells) and cells[first].start < leaf.end:
            if not inside or cells[first].start >= inside[-1].end:
                inside.append(cells[first])
            first += 1
        spans = tuple((cell.start, min(cell.end, leaf.end)) for cell in inside) or ((leaf.start, leaf.end),)
        header = bool(inside) and all(cell.get("header") for cell in inside)
        return Row(leaf.kind, ruler, spans, header)

    def set_row(self, row: Row, grid: Grid) -> None:
        """Set a row in columns: its cells wrap side by side."""
        columns = [list(grid.wrap_cell(self.layout.text, row, number)) for number in range(len(row.cells))]
        base, height = len(self.layout.lines), max(len(lines) for lines in columns)
        self.layout.lines.extend(Line("head" if row.header else "row", self.prefix()) for _ in range(height))
        for lines in columns:
            for line, (start, end, column) in enumerate(lines):
                target = self.layout.lines[base + line]
                piece = Piece(start, end, base + line, cell_len(target.prefix) + column, row.ruler)
                target.pieces.append(piece)
                self.layout.pieces.append(piece)
        if row.header:
            self.drawn("rule", self.glyphs.rule * grid.width)

    def set_stacked(self, row: Row, head: Row | None) -> None:
        """Set a row of a table that is too wide: one cell under the other, each after its column's name."""
        text, room = self.layout.text, self.layout.width - self.indent
        if row.header:
            for first, last in wrap(text, row.ruler, row.ruler.start, row.ruler.end, room):
                self.add_line("head", "", [(first, last, 0)], row.ruler)
        else:
            for number, (start, end) in enumerate(row.cells):
                label = head.label(text, number, room // 3) if head and number < len(head.cells) else ""
                for line, (first, last) in enumerate(wrap(text, row.ruler, start, end, room - cell_len(label))):
                    lead = label if line == 0 else " " * cell_len(label)
                    self.add_line("row", lead, [(first, last, 0)], row.ruler)
        self.drawn("rule", self.glyphs.rule * min(8, room))


_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def _raised_and_lowered(text: str, inline: Sequence[Range], glyphs: Glyphs) -> str:
    """The text with superscripts and subscripts as characters of their own, where all of one can be."""
    tables = {"superscript": _RAISED, "subscript": _LOWERED}
    if glyphs is ASCII:
        return text
    changed: list[str] = []
    at = 0
    for item in inline:
        table = tables.get(item.kind)
        words = text[item.start : item.end]
        if table is not None and item.start >= at and words and all(ord(char) in table for char in words):
            changed += (text[at : item.start], words.translate(table))
            at = item.end
    return "".join([*changed, text[at:]]) if changed else text


def _inside(layout: Sequence[Range], at: int) -> Sequence[Range]:
    """Everything inside the table that stands at an index of the layout."""
    table, last = layout[at], at + 1
    while last < len(layout) and layout[last].start < table.end:
        last += 1
    return layout[at + 1 : last]


def _code_lines(text: str, leaf: Range) -> Iterator[tuple[int, int]]:
    start = leaf.start
    while True:
        end = text.find("\n", start, leaf.end)
        if end < 0:
            yield start, leaf.end
            return
        yield start, end
        start = end + 1
