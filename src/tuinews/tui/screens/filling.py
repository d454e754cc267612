"""What the frames hold besides the list, put into them after the first paint: a tenth of the way to it."""

from __future__ import annotations

from asyncio import gather
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen


async def fill(screen: MainScreen) -> None:
    """Fill the frames with their panes, and put the search bar over the list."""
    from tuinews.tui.panes.article import ArticlePane
    from tuinews.tui.panes.source import SourcePane
    from tuinews.tui.panes.tree import TreePane
    from tuinews.tui.widgets.search import SearchBar

    screen.host.read_styles("reading.tcss")
    glyphs = screen.host.glyphs
    screen.tree_pane = TreePane(glyphs, id="tree")
    screen.search_bar = SearchBar(id="search")
    screen.article_pane = ArticlePane(glyphs, id="article-pane")
    screen.source_pane = SourcePane(glyphs, id="source-pane")
    screen.article_pane.tag_colour = screen.source_pane.tag_colour = screen.list_pane.tag_colour
    await gather(
        screen.query_one("#tree-frame").mount(screen.tree_pane),
        screen.query_one("#list-frame").mount(screen.search_bar, before=0),
        screen.query_one("#article").mount(screen.article_pane),
        screen.query_one("#source").mount(screen.source_pane),
    )
