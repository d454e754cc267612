"""The List pane: articles or statements by id. Rows are fetched page by page as they are seen: 100,000 cost what
100 do."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from time import monotonic

from rich.cells import cell_len
from rich.segment import Segment
from textual import events

from tuinews.core.clock import Times
from tuinews.library.views import ArticleRow, Group, Grouping, Hit, StatementRow
from tuinews.tui.glyphs import Glyphs
from tuinews.tui.headings import Headings, heading_words
from tuinews.tui.kept import Kept
from tuinews.tui.panes.cursor import CursorPane
from tuinews.tui.picking import Picked
from tuinews.tui.rows import FindHits, Words, article_lines, fit, statement_lines

Row = ArticleRow | StatementRow
Fetch = Callable[[Sequence[int]], Sequence[Row]]

_PAGE = 64
"""Rows that are fetched together."""
_PAGES_KEPT = 16
_AGED = 60.0  # seconds after which the ages that rows tell may be others


def no_hits(text: str) -> Sequence[Hit]:
    """Nothing is searched for."""
    return ()


class ListPane(CursorPane):
    """Shows what a search or a place gave, in its order."""

    place_name = "list"

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self.ids: Sequence[int] = array("q")
        self.empty_text = ""
        self.find_hits: FindHits = no_hits
        self.item_rows = 2
        self.lines = 2
        """Lines of an article, or of a statement without its dates."""
        self.headings = Headings()
        self.grouping: Grouping = "none"
        self.picked = Picked()
        self.times: Times = "age"
        """How the rows tell when something was published."""
        self._fetch: Fetch = lambda ids: ()
        self._drawn_at = 0.0
        """When all was last drawn, by the monotonic clock."""
        self._looks_so: tuple[object, ...] = ()
        """All that the rows are drawn by, beside what they tell."""
        self._pages: Kept[int, dict[int, Row]] = Kept(_PAGES_KEPT)

    @property
    def count(self) -> int:
        return len(self.ids)

    def show(
        self, ids: Sequence[int], fetch: Fetch, *, keep: int | None = None, find_hits: FindHits = no_hits,
        groups: Sequence[Group] = (), beginning: bool = False,
    ) -> None:  # fmt: skip
        """Show ids, fetched by `fetch`, in groups. The cursor goes to the id to keep, or stays near where it was, or
        (no id to keep) goes to the top. What comes or goes above it moves neither it nor what is seen around it, but at
        the top, where the reader waits for what is new. `beginning`: more of them will follow."""
        looks = (self.times, self.lines, self.grouping, self.item_rows, self.empty_text, fetch, find_hits, [*groups])
        before = self.ids[: len(ids)] if beginning else self.ids
        if keep is not None and self.current_id == keep and (before, self._looks_so) == (ids, looks):
            self.refetch()
            return
        self._looks_so = looks
        above = self.first_row(self.cursor) - self.top_row if keep is not None and self.current_id == keep else None
        self.ids, self._fetch, self.find_hits = ids, fetch, find_hits
        self.headings = Headings(groups, len(ids), self.item_rows)
        self._pages.clear()
        if keep is None:
            self.cursor = 0
        else:
            self.cursor = self.index_of(keep, min(self.cursor, max(0, len(ids) - 1)))
        self.set_rows(self.headings.rows)
        self.forget_drawn()
        if keep is None:
            self.jump_to(0)
        elif len(ids):
            if above is not None and self.top_row:
                self.jump_to(self.first_row(self.cursor) - above)
            self.reveal()

    def first_row(self, index: int) -> int:
        return self.headings.first_row(index)

    def item_at(self, row: int) -> int:
        return self.headings.item_at(row)

    def reveal(self) -> None:
        group = self.headings.group_of(self.cursor)
        rows = self.rows_of(self.cursor)
        above = 1 if group is not None and group.start == self.cursor else 0  # its heading is seen too
        self.show_row(rows[0] - above, rows[-1], context=self.context)

    def move_to(self, index: int, *, tell: bool = True) -> None:
        before = self.picked.stretch(self.ids, self.cursor)
        super().move_to(index, tell=tell)
        if len(before) > 1 or len(self.picked.stretch(self.ids, self.cursor)) > 1:
            self.forget_drawn()

    # -- picking --------------------------------------------------------------------------------------------------

    def pick(self) -> None:
        """Begin to pick rows at the cursor, or end the stretch that was begun, or drop the row."""
        if len(self.ids):
            self.picked.toggle(self.ids, self.cursor)
            self.forget_drawn()

    def clicked(self, index: int, event: events.Click) -> None:
        """With Ctrl a click picks a row or drops it; with Shift it picks all up to there."""
        if event.ctrl:
            self.picked.toggle_one(self.ids[index])
            self.move_to(index)
            self.forget_drawn()
        elif event.shift:
            if self.picked.begun is None:
                self.pick()
            self.move_to(index)
        else:
            super().clicked(index, event)

    def pick_nothing(self) -> None:
        """Give up what is picked."""
        self.picked.clear()
        self.forget_drawn()

    def picked_ids(self) -> array[int]:
        """What is picked, in the order of the list."""
        return self.picked.all(self.ids, self.cursor)

    @property
    def picked_count(self) -> int:
        return self.picked.count(self.ids, self.cursor)

    def index_of(self, wanted: int, otherwise: int) -> int:
        """Where an id is in the list."""
        if 0 <= otherwise < len(self.ids) and self.ids[otherwise] == wanted:
            return otherwise
        try:
            return self.ids.index(wanted)
        except ValueError:
            return otherwise

    def forget_drawn(self) -> None:
        self._drawn_at = monotonic()
        super().forget_drawn()

    def refetch(self, ids: Sequence[int] = ()) -> None:
        """Fetch again what may have changed, the rows of these ids or all that are seen, and draw what has. Ages do by
        themselves."""
        if not ids and monotonic() - self._drawn_at > _AGED:
            self.forget_drawn()
        near = range(self.top_row, self.top_row + self.seen_rows)
        for number in list(self._pages):
            page, first = self._pages[number], number * _PAGE
            wanted = {one: page.pop(one) for one in list(page) if not ids or one in ids}
            rows = range(self.first_row(first), self.first_row(min(first + _PAGE, self.count) - 1) + self.item_rows)
            if not ids and (rows.stop <= near.start or near.stop <= rows.start):
                del self._pages[number]
            elif wanted:
                page.update({row.id: row for row in self._fetch(list(wanted))})
                changed = {one for one, row in wanted.items() if page.get(one) != row}
                indexes = (first + at for at, one in enumerate(self.ids[first : first + _PAGE]) if one in changed)
                self.forget_rows(*(row for index in indexes for row in self.rows_of(index)))

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
        self.set_rows(self.headings.rows)
        self.forget_drawn()
        if len(self.ids):
            self.reveal()

    def paint(self, row: int) -> list[Segment]:
        if not len(self.ids):
            return self.paint_notice(row, self.empty_text, "list--empty")
        index = self.item_at(row)
        if index < 0:
            return self._paint_heading(row)
        item, lines = self.row_at(index), self.lines
        if isinstance(item, ArticleRow):
            drawn = article_lines(item, self.room, lines, self.glyphs, self.find_hits, self.times)
        elif isinstance(item, StatementRow):
            drawn = statement_lines(item, self.room, lines, self.glyphs, self.find_hits, self.times)
        else:
            drawn = [[Words("   "), Words("(gone)", "gone")]]
        part = row - self.first_row(index)
        words = drawn[part] if part < len(drawn) else []
        at_cursor = index == self.cursor
        picked = self.picked.holds(self.ids[index], index, self.ids, self.cursor) if self.picked else False
        if picked and part == 0 and len(words) > 1:
            words = [words[0], Words(self.glyphs.picked, "picked"), *words[2:]]
        if at_cursor and words:
            words = [Words(self.glyphs.cursor, "bar"), Words(words[0].text[1:]), *words[1:]]
        return self.draw(words, "list", at_cursor, ("picked-ground",) if picked else ())

    def _paint_heading(self, row: int) -> list[Segment]:
        group = self.headings.heading_at(row)
        if group is None:
            return []
        name, count = heading_words(group.name, self.grouping), f" {self.headings.size(group):,}"
        name = fit(name, self.room - len(count) - 5, self.glyphs)
        rule = self.glyphs.rule * max(0, self.room - cell_len(name) - len(count) - 3)
        return self.draw([Words(f" {name} ", "heading"), Words(rule, "rule"), Words(count, "age")], "list", False)
