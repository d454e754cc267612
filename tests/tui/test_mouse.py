"""The mouse: clicks, the wheel, dragging words and the lines between panes; and the widths of panes by keys."""

from __future__ import annotations

import pytest
from keyboard import Open, Reader

from tuinews.library import Library
from tuinews.tui.widgets.lines import OneLine


async def drag(at: Reader, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press the button at a place of the screen, move, let go."""
    await at.pilot.mouse_down(offset=start)
    await at.pilot.hover(offset=((start[0] + end[0]) // 2, end[1]))
    await at.pilot.hover(offset=end)
    await at.pilot.mouse_up(offset=end)
    await at.settle()


def widths(at: Reader) -> list[int]:
    return [frame.outer_size.width for frame in at.main.frames.shown]


async def test_a_click_selects_and_another_opens(reader: Open, library: Library) -> None:
    async with reader() as at:
        await at.pilot.click(offset=(10, 5))
        await at.settle()
        assert at.main.list_pane.cursor == 1 and at.main.state.pane == "list"
        assert len(library.search("is:unread").ids) == 4
        await at.pilot.click(offset=(10, 5))
        await at.settle()
        assert at.main.state.pane == "article"
        assert len(library.search("is:unread").ids) == 3


async def test_rows_are_picked_with_ctrl_and_shift(reader: Open) -> None:
    async with reader() as at:
        await at.pilot.click(offset=(10, 3), control=True)
        await at.pilot.click(offset=(10, 7), control=True)
        await at.settle()
        assert at.main.list_pane.picked_count == 2
        await at.press("escape")
        await at.pilot.click(offset=(10, 3))
        await at.pilot.click(offset=(10, 7), shift=True)
        await at.settle()
        assert at.main.list_pane.picked_count == 3


async def test_a_command_of_the_footer_is_clicked(reader: Open) -> None:
    async with reader() as at:
        line = at.main.query_one("#footline", OneLine)
        column = line.render_line(0).text.index("star")
        await at.pilot.click(line, offset=(column, 0))
        await at.settle()
        assert at.main.library.rows([1])[0].starred
        await at.pilot.click(line, offset=(line.render_line(0).text.index("help"), 0))
        await at.settle()
        assert "Keys of the list" in at.seen()


async def test_a_click_on_a_statement_walks_to_it_and_dragging_selects_words(reader: Open) -> None:
    async with reader() as at:
        pane = at.main.article_pane
        lines = at.seen().splitlines()
        row = next(number for number, line in enumerate(lines) if "“Nobody told the crew" in line)
        column = lines[row].index("Nobody")
        await at.pilot.click(offset=(column + 2, row))
        await at.settle()
        assert pane.current is not None and "Nobody told" in pane.current.text
        await drag(at, (column, row), (column + 12, row))
        assert pane.selection is not None and pane.view is not None
        assert pane.view.document.text[slice(*pane.selection)].startswith("Nobody told")
        await at.press("escape")
        assert pane.selection is None


async def test_the_wheel_scrolls_what_is_under_it(reader: Open) -> None:
    async with reader(size=(120, 16)) as at:
        at.main.article_pane._on_mouse_scroll_down  # noqa: B018 (the pane has the handler of Textual)
        before = at.main.article_pane.top_row
        await at.pilot._post_mouse_events([__import__("textual").events.MouseScrollDown], offset=(60, 8))
        await at.settle()
        assert at.main.article_pane.top_row > before and at.main.list_pane.top_row == 0


async def test_the_line_between_two_panes_is_dragged_and_remembered(reader: Open, library: Library) -> None:
    async with reader() as at:
        left, middle, right = widths(at)
        await drag(at, (left - 1, 10), (left - 9, 10))
        assert widths(at) == [left - 8, middle + 8, right]
        assert at.main.state.pane == "list" and len(library.search("is:unread").ids) == 4
    async with reader() as at:
        assert widths(at) == [left - 8, middle + 8, right]
        await at.press("=")
        assert widths(at) == [left, middle, right]


@pytest.mark.parametrize(("keys", "change"), [(">", (2, -2, 0)), ("5<", (-10, 10, 0)), ("l>", (0, 2, -2))])
async def test_panes_are_resized_by_keys(reader: Open, keys: str, change: tuple[int, int, int]) -> None:
    async with reader() as at:
        before = widths(at)
        await at.press(*keys)
        assert widths(at) == [cells + by for cells, by in zip(before, change, strict=True)]
        await at.pilot.resize_terminal(200, 40)
        await at.settle()
        assert len(widths(at)) == 4
        await at.pilot.resize_terminal(120, 40)
        await at.settle()
        assert widths(at) == [cells + by for cells, by in zip(before, change, strict=True)]


async def test_a_pane_keeps_room_for_words(reader: Open) -> None:
    async with reader() as at:
        await at.press("9", "9", "<")
        assert "as far as it goes" in at.seen()
        assert min(widths(at)) >= 18
