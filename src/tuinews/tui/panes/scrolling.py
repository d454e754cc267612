"""What the panes share: they draw rows on demand (Line API), keep drawn rows, and move by keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuinews.tui.blending import mixed_style
from tuinews.tui.glyphs import Glyphs
from tuinews.tui.kept import Kept
from tuinews.tui.measure import wrapped

_KEPT_ROWS = 512


class LinePane(ScrollView, can_focus=True, inherit_bindings=False):
    """A pane that draws its rows itself. `paint(row)` gives the segments of one row of the whole content."""

    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False
    DEFAULT_CSS = """
    LinePane { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """
    place_name: ClassVar[str] = ""
    """How the pane is called in the keymap: list, article, source, tree."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.glyphs = glyphs
        self._drawn: Kept[tuple[int, int, bool], Strip] = Kept(_KEPT_ROWS)
        self._looks: dict[tuple[str, ...], Style] = {}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What each line passes before it is drawn: not what puts true colours in the place of others, for a pane's
        styles have no others, and it takes a tenth of each paint."""
        return [one for one in super().get_line_filters() if not isinstance(one, ANSIToTruecolor)]

    @property
    def room(self) -> int:
        """Cells from the left edge to the scroll bar."""
        return self.scrollable_content_region.width

    @property
    def top_row(self) -> int:
        """The first row that is seen."""
        return round(self.scroll_y)

    @property
    def seen_rows(self) -> int:
        """How many rows are seen."""
        return max(1, self.scrollable_content_region.height)

    def set_rows(self, count: int) -> None:
        """Say how many rows there are. Assigning `virtual_size` would have the whole screen laid out anew, for every
        article that is shown; only a scroll bar that comes or goes needs that, and asks for it itself."""
        size = Size(self.room, count)
        if size != self.virtual_size:
            self.set_reactive(ScrollView.virtual_size, size)
            self._scroll_update(size)

    def watch_show_vertical_scrollbar(self) -> None:
        """A scroll bar that comes takes a cell of the room, one that goes gives it back."""
        self.call_next(self.on_resize)

    def on_resize(self) -> None:
        """There is another room for the content."""

    def paint(self, row: int) -> list[Segment]:
        """The segments of one row. Rows that do not exist are empty."""
        raise NotImplementedError

    def paint_notice(self, row: int, words: str, look: str) -> list[Segment]:
        """A row of a pane that has nothing to show but some words in its upper half."""
        lines = [line for part in words.split("\n") for line in wrapped(part, self.room - 2)]
        at = row - max(0, (self.seen_rows - len(lines)) // 3)
        if not 0 <= at < len(lines):
            return []
        indent = max(0, (self.room - cell_len(lines[at])) // 2)
        return [Segment(" " * indent + lines[at], self.look(look))]

    def look(self, *names: str) -> Style:
        """The style of component classes, each drawn over those before it: where it has no colour of its own, or
        one that shines through, theirs is seen."""
        style = self._looks.get(names)
        if style is None:
            style = self._looks[names] = mixed_style(self, names)
        return style

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        width = self.size.width
        key = (row, width, self.has_focus)
        strip = self._drawn.get(key)
        if strip is None:
            strip = Strip(self.paint(row)).adjust_cell_length(width, self.look())
            self._drawn[key] = strip
        return strip

    def forget_drawn(self) -> None:
        """Draw everything anew."""
        self._drawn.clear()
        self.refresh()

    def forget_rows(self, *rows: int) -> None:
        """Draw some rows anew."""
        for row in rows:
            for focused in (True, False):
                self._drawn.pop((row, self.size.width, focused), None)
            self.refresh_line(row)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks.clear()
        self._drawn.clear()

    def show_row(self, first: int, last: int | None = None, *, context: int = 0) -> None:
        """Scroll as little as shows the rows from `first` to `last`, with some rows around them."""
        last = first if last is None else last
        top, height = self.top_row, self.seen_rows
        if first - context < top:
            self.jump_to(max(0, first - context))
        elif last + context >= top + height:
            self.jump_to(max(0, min(first, last + context - height + 1)))

    def jump_to(self, row: float) -> None:
        """Scroll so that a row is at the top, as far as that goes; at once, even before there is a scroll bar."""
        self.scroll_to(y=min(max(0, row), self.max_scroll_y), animate=False, force=True)

    def move(self, by: int) -> None:
        """Go so many steps down (up, when negative)."""
        self.jump_to(self.top_row + by)

    def page(self, by: float) -> None:
        """Go so many pages down (up, when negative), with a line to hold on to."""
        self.jump_to(self.top_row + round(by * max(1, self.seen_rows - 1)))

    def go_to_edge(self, bottom: bool) -> None:
        """Go to the top, or to the bottom."""
        self.jump_to(self.max_scroll_y if bottom else 0)
