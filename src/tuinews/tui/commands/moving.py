"""Moving: in a pane, between panes, between articles, through statements and hits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tuinews.library.views import ArticleRow
from tuinews.tui.commands.finding import end_search, to_results
from tuinews.tui.commands.leaving import leave_list, to_feed
from tuinews.tui.commands.picturing import open_picture
from tuinews.tui.panes.article import ArticlePane
from tuinews.tui.screens import opening
from tuinews.tui.state import PANES, with_unread

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen

_LOOK_AHEAD = 192
"""Rows that are looked at for an unread one before the library is asked."""


def _step(by: int) -> Callable[[MainScreen], None]:
    def move(screen: MainScreen) -> None:
        pane = screen.current_pane
        if isinstance(pane, ArticlePane) and pane.selection is not None:
            pane.extend(by * screen.state.take_count())
        else:
            pane.move(by * screen.state.take_count())

    return move


def _pages(by: float) -> Callable[[MainScreen], None]:
    return lambda screen: screen.current_pane.page(by * screen.state.take_count())


def _edge(bottom: bool) -> Callable[[MainScreen], None]:
    return lambda screen: screen.current_pane.go_to_edge(bottom)


def open_deeper(screen: MainScreen) -> None:
    """Enter: from the tree to its place, from the list into the article, from the article to its sources."""
    pane = screen.state.pane
    if pane == "tree":
        choose_place(screen)
    elif pane == "list":
        opening.show_current(screen)
        if screen.state.view is not None:
            screen.go_to_pane("article")
            opening.enter_article(screen)
    elif pane == "article":
        if screen.article_pane.current_picture >= 0:
            open_picture(screen)
        else:
            screen.go_to_pane("source")
    else:
        screen.source_pane.choose()


def choose_place(screen: MainScreen) -> None:
    """Show the place under the tree's cursor in the list."""
    place = screen.tree_pane.current
    if place is None:
        return
    screen.state.leave_timeline()
    screen.state.place = place
    screen.tree_pane.mark_chosen(place.key)
    if screen.state.text:
        end_search(screen, reload=False)
    screen.go_to_pane("list")
    screen.reload(keep=False)


def go_back(screen: MainScreen) -> None:
    """One pane back; from the list to the tree, if that is shown or fills the screen."""
    pane = screen.state.pane
    if screen.has_class("alone"):
        screen.remove_class("alone")
        return
    if pane == "tree":
        screen.go_to_pane("list")
        screen.remove_class("show-tree")
    elif pane == "source":
        screen.go_to_pane("article")
    elif pane == "article":
        screen.go_to_pane("list")
    elif screen.narrow:
        screen.go_to_pane("tree")


def escape(screen: MainScreen) -> None:
    """Leave the selection, what was printed, the search, the timeline, the statement, the pane: the first there is."""
    if screen.article_pane.selection is not None:
        screen.article_pane.select(None)
    elif screen.state.pane == "article" and screen.article_pane.printed is not None:
        screen.article_pane.put_printed(None)
    elif screen.picked:
        screen.list_pane.pick_nothing()
    elif screen.has_class("searching") and (screen.state.pane == "list" or screen.search_bar.input.has_focus):
        end_search(screen)
    elif screen.state.pane == "source" and screen.source_pane.only:
        screen.source_pane.filter("")
    elif screen.state.pane == "article" and screen.article_pane.current_picture >= 0:
        screen.article_pane.go_to_picture(-1)
    elif screen.state.pane == "article" and screen.article_pane.focused_statement >= 0:
        screen.article_pane.go_to_statement(-1)
    elif screen.state.pane == "list" and screen.state.leave_timeline():
        screen.tree_pane.mark_chosen(screen.state.place.key)
        screen.reload(keep=False)
    elif screen.state.pane != "list" or not screen.narrow:
        go_back(screen)


def _turn(by: int) -> Callable[[MainScreen], None]:
    """To the next pane that can be seen (on a narrow screen: the next one)."""

    def turn(screen: MainScreen) -> None:
        if screen.search_bar.input.has_focus:
            to_results(screen)
            if screen.awaited is not None:
                screen.when_listed = lambda: turn(screen)
                return
        if screen.preview is not None:  # what the list stands on is what the next pane shows
            opening.show_current(screen)
        shown = [
            name for name in PANES
            if (screen.narrow and name != "tree") or _seen(screen, name)
        ]  # fmt: skip
        at = shown.index(screen.state.pane) if screen.state.pane in shown else 0
        screen.go_to_pane(shown[(at + by) % len(shown)])
        if screen.state.pane == "article":
            opening.enter_article(screen)

    return turn


def _seen(screen: MainScreen, name: str) -> bool:
    frame = {"tree": "#tree-frame", "list": "#list-frame"}.get(name, f"#{name}")
    return bool(screen.query_one(frame).display)


def _to_pane(name: str) -> Callable[[MainScreen], None]:
    def go(screen: MainScreen) -> None:
        screen.go_to_pane(name)
        if name == "article":
            opening.enter_article(screen)

    return go


def _article(command_id: str, by: int) -> Callable[[MainScreen], None]:
    """To another article of the list, wherever the reader is; at its end, to the next feed."""

    def go(screen: MainScreen) -> None:
        pane = screen.list_pane
        if pane.cursor == (pane.count - 1 if by > 0 else 0):
            leave_list(screen, command_id, by, unread=False)
        else:
            pane.move_to(pane.cursor + by * screen.state.take_count())
            show_here(screen)

    return go


def arrive(screen: MainScreen, *, whole: bool) -> None:
    """Go to where the reader wanted to be in a list that has come, if that part of it has."""
    arrival = screen.state.arrival
    if arrival is None or (arrival.by < 0 and not whole):
        return
    screen.state.arrival = None
    pane = screen.list_pane
    edge = 0 if arrival.by > 0 else pane.count - 1
    pane.move_to(next(_unread(screen, edge, arrival.by), edge) if arrival.unread else edge)
    if screen.state.pane != arrival.pane:
        screen.go_to_pane(arrival.pane)
    show_here(screen)


def show_here(screen: MainScreen) -> None:
    opening.show_current(screen)
    if screen.state.pane in ("article", "source"):
        opening.enter_article(screen)


def next_unread(screen: MainScreen, by: int = 1) -> None:
    """To the next unread article of the list (backwards: by = -1)."""
    pane = screen.list_pane
    for index in _unread(screen, pane.cursor + by, by):
        pane.move_to(index)
        show_here(screen)
        return
    leave_list(screen, "move.next-unread" if by > 0 else "move.previous-unread", by, unread=True)


def _unread(screen: MainScreen, index: int, by: int) -> Iterator[int]:
    """Indexes of unread articles from an index on: first among the rows near by, then as the library knows them."""
    pane = screen.list_pane
    for _ in range(_LOOK_AHEAD):
        row = pane.row_at(index)
        if row is None:
            break
        if isinstance(row, ArticleRow) and not row.read:
            yield index
        index += by
    if screen.state.statements or not 0 <= index < pane.count:
        return
    unread = set(screen.library.search(screen.state.text, within=with_unread(screen.state.place.query)).ids)
    while 0 <= index < pane.count:
        if pane.ids[index] in unread:
            yield index
        index += by


def read_on(screen: MainScreen) -> None:
    """A page on; at the end of the article, the next unread one."""
    if screen.state.pane in ("tree", "list"):
        open_deeper(screen)
        return
    article = screen.article_pane
    if article.at_end:
        next_unread(screen)
    else:
        article.page(1)


def _walk(by: int) -> Callable[[MainScreen], None]:
    def walk(screen: MainScreen) -> None:
        if not screen.article_pane.statements:
            screen.say("No statements in this article")
            return
        screen.article_pane.walk(by * screen.state.take_count())
        if screen.state.pane == "list":
            screen.go_to_pane("article")
            opening.enter_article(screen)

    return walk


def _hit(by: int) -> Callable[[MainScreen], None]:
    def go(screen: MainScreen) -> None:
        if not screen.article_pane.hits:
            screen.say(screen.keyed("Nothing is searched for here: {find.search} searches"))
            return
        screen.article_pane.go_to_hit(by * screen.state.take_count())

    return go


COMMANDS: dict[str, Callable[[MainScreen], None]] = {
    "move.down": _step(1),
    "move.up": _step(-1),
    "move.page-down": _pages(1),
    "move.page-up": _pages(-1),
    "move.half-down": _pages(0.5),
    "move.half-up": _pages(-0.5),
    "move.top": _edge(False),
    "move.bottom": _edge(True),
    "move.open": open_deeper,
    "move.back": go_back,
    "move.escape": escape,
    "move.next-pane": _turn(1),
    "move.previous-pane": _turn(-1),
    "move.pane-1": _to_pane("tree"),
    "move.pane-2": _to_pane("list"),
    "move.pane-3": _to_pane("article"),
    "move.pane-4": _to_pane("source"),
    "move.read-on": read_on,
    "move.next-article": _article("move.next-article", 1),
    "move.previous-article": _article("move.previous-article", -1),
    "move.next-unread": next_unread,
    "move.previous-unread": lambda screen: next_unread(screen, -1),
    "move.next-feed": to_feed(1, unread=False),
    "move.previous-feed": to_feed(-1, unread=False),
    "move.next-unread-feed": to_feed(1, unread=True),
    "move.previous-unread-feed": to_feed(-1, unread=True),
    "move.next-statement": _walk(1),
    "move.previous-statement": _walk(-1),
    "move.next-hit": _hit(1),
    "move.previous-hit": _hit(-1),
}
