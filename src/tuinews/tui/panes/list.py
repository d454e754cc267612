"""The List pane: articles or statements by id. Rows are fetched page by page as they are seen: 100,000 cost what
100 do."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual.cache import LRUCache

from tuinews.core.clock import Times
from tuinews.library.views import ArticleRow, Hit, StatementRow
from tuinews.tui.glyphs import Glyphs
from tuinews.tui.panes.cursor import CursorPane
from tuinews.tui.rows import FindHits, Words, article_lines, statement_lines

Row = ArticleRow | StatementRow
Fetch = Callable[[Sequence[int]], Sequence[Row]]

_PAGE = 64
"""Rows that are fetched together."""
_PAGES_KEPT = 16
STYLES = (
    "unread", "read", "changed", "title", "seen", "quote", "age", "star", "outlet", "quotes", "note", "tag", "hit",
    "speaker", "direct", "mixed", "indirect", "cursor", "cursor-away", "empty", "bar", "gone",
)  # fmt: skip


def no_hits(text: str) -> Sequence[Hit]:
    """Nothing is searched for."""
    return ()


class ListPane(CursorPane):
    """Shows what a search or a place gave, in its order."""

    place_name = "list"

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.glyphs = glyphs
        self.ids: Sequence[int] = array("q")
        self.empty_text = ""
        self.find_hits: FindHits = no_hits
        self.item_rows = 2
        self.times: Times = "age"
        """How the rows tell when something was published."""
        self._fetch: Fetch = lambda ids: ()
        self._pages: LRUCache[int, dict[int, Row]] = LRUCache(_PAGES_KEPT)

    @property
    def count(self) -> int:
        return len(self.ids)

    def show(self, ids: Sequence[int], fetch: Fetch, *, keep: int | None = None, find_hits: FindHits = no_hits) -> None:
        """Show ids, fetched by `fetch`. The cursor goes to the id to keep, or stays near where it was, or (no id
        to keep) goes to the top."""
        self.ids, self._fetch, self.find_hits = ids, fetch, find_hits
        self._pages.clear()
        if keep is None:
            self.cursor = 0
        else:
            self.cursor = self.index_of(keep, min(self.cursor, max(0, len(ids) - 1)))
        self.set_rows(len(ids) * self.item_rows)
        self.forget_drawn()
        if keep is None:
            self.jump_to(0)
        elif len(ids):
            self.show_row(self.first_row(self.cursor), self.first_row(self.cursor) + self.item_rows - 1)

    def index_of(self, wanted: int, otherwise: int) -> int:
        """Where an id is in the list."""
        if 0 <= otherwise < len(self.ids) and self.ids[otherwise] == wanted:
            return otherwise
        try:
            return self.ids.index(wanted)
        except ValueError:
            return otherwise

    def refetch(self) -> None:
        """Fetch what is seen again: it changed."""
        self._pages.clear()
        self.forget_drawn()

    @property
    def current_id(self) -> int | None:
        """The id under the cursor."""
        return self.ids[self.cursor] if self.cursor < len(self.ids) else None

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.row_at(self.cursor)

    def row_at(self, index: int) -> Row | None:
        """The row at an index; None when it is gone."""
        if not 0 <= index < len(self.ids):
            return None
        number = index // _PAGE
        page = self._pages.get(number)
        if page is None:
            wanted = self.ids[number * _PAGE : (number + 1) * _PAGE]
            page = self._pages[number] = {row.id: row for row in self._fetch(wanted)}
        return page.get(self.ids[index])

    def on_resize(self) -> None:
        self.set_rows(len(self.ids) * self.item_rows)
        self.forget_drawn()
        if len(self.ids):
            rows = self.rows_of(self.cursor)
            self.show_row(rows[0], rows[-1])

    def paint(self, row: int) -> list[Segment]:
        if not len(self.ids):
            return self._paint_empty(row)
        index = self.item_at(row)
        if index < 0:
            return []
        item = self.row_at(index)
        at_cursor = index == self.cursor
        if isinstance(item, ArticleRow):
            lines = article_lines(item, self.room, self.item_rows, self.glyphs, self.find_hits, self.times)
        elif isinstance(item, StatementRow):
            lines = statement_lines(item, self.room, self.glyphs, self.find_hits, self.times)
        else:
            lines = [[Words("   "), Words("(gone)", "gone")]]
        part = row - self.first_row(index)
        words = lines[part] if part < len(lines) else []
        if at_cursor and words:
            words = [Words(self.glyphs.cursor, "bar"), Words(words[0].text[1:]), *words[1:]]
        return self.draw(words, "list", at_cursor)

    def _paint_empty(self, row: int) -> list[Segment]:
        lines = self.empty_text.split("\n")
        at = row - max(0, self.seen_rows // 3)
        if not 0 <= at < len(lines):
            return []
        indent = max(0, (self.room - Segment(lines[at]).cell_length) // 2)
        return [Segment(" " * indent + lines[at], self.look("list--empty"))]
