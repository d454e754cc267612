"""Showing what a place or a search gave in the list."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuinews.library.views import Group
from tuinews.tui.desk import FIRST, Listed
from tuinews.tui.headings import Headings
from tuinews.tui.panes.list import no_hits
from tuinews.tui.screens import opening, titles
from tuinews.tui.screens.emptiness import empty_words

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen


def show_first(screen: MainScreen) -> None:
    """Show the beginning of the list at once, in the first paint: the newest articles cost half a millisecond,
    however many there are."""
    wanted = screen.state.wanted()
    beginning = screen.library.search(within=wanted.within, limit=FIRST)
    if wanted.group not in ("none", "day"):
        return
    groups = screen.library.grouped(beginning.ids, wanted.group)[1] if wanted.group == "day" else []
    show_listed(screen, Listed(wanted, beginning, beginning.complete, groups))
    screen.state.whole = beginning.complete


def ask_for_rest(screen: MainScreen) -> None:
    """Ask for what the first paint did not show, unless something else was asked for meanwhile."""
    if not screen.state.whole and not screen.desk.listing:
        screen.desk.list(screen.state.wanted(), beginning_too=False)


def show_listed(screen: MainScreen, event: Listed) -> None:
    """Show a list, if it is still the one that is wanted."""
    wanted, pane, text = event.wanted, screen.list_pane, event.wanted.text
    if wanted != screen.state.wanted(wanted.keep):
        return
    if not event.listing.ids and event.whole and screen.state.otherwise:
        _search_otherwise(screen)
        return
    library = screen.library
    keep = _cursor_goes_to(screen, event)
    pane.times = screen.state.times_told
    pane.lines, pane.grouping = screen.state.arrangement.lines, wanted.group
    pane.item_rows = pane.lines + (wanted.statements and pane.times != "age")
    pane.empty_text = empty_words(screen.state, screen.commands)
    ids, groups = _with_kept(screen, event.listing.ids, event.groups, keep)
    pane.show(
        ids,
        library.statement_rows if wanted.statements else library.rows,
        keep=keep,
        find_hits=(lambda words: library.hits(words, text)) if text.strip() else no_hits,
        groups=groups,
        beginning=not event.whole,
    )
    screen.placed = pane.current_id
    screen.state.reading = event.listing.reading
    if screen.painted:
        words = titles.search_words(event, screen.state.instead_of) if screen.has_class("searching") else ""
        screen.search_bar.say(words)
    screen.show_titles()
    if screen.state.arrival is not None:
        from tuinews.tui.commands.moving import arrive  # a command, which nothing needs before one is given

        arrive(screen, whole=event.whole)
    elif screen.state.pane == "list" or screen.state.view is None:
        opening.preview_soon(screen)


def _search_otherwise(screen: MainScreen) -> None:
    """Search for what is to be searched for instead of what finds nothing, and show it in the search bar."""
    state = screen.state
    state.instead_of, state.text, state.otherwise = state.text, state.otherwise, ""
    screen.search_bar.write(state.text)
    screen.reload(keep=False)


def _with_kept(
    screen: MainScreen, ids: Sequence[int], groups: Sequence[Group], keep: int | None
) -> tuple[Sequence[int], Sequence[Group]]:
    """With what is read hidden, the article under the cursor stays although it has just been read."""
    pane = screen.list_pane
    if not screen.state.unread_only or keep is None or keep in ids or pane.current_id != keep:
        return ids, groups
    at = min(pane.cursor, len(ids))
    was_in = pane.headings.group_of(pane.cursor)
    if groups and was_in is not None:
        groups = Headings(groups, len(ids)).with_one_more(at, was_in.name)
    return array("q", [*ids[:at], keep, *ids[at:]]), groups


def _cursor_goes_to(screen: MainScreen, event: Listed) -> int | None:
    """The id that the cursor stays on: where the reader has put it since the list was asked for, or the one to keep.
    None: to the top."""
    pane, keep = screen.list_pane, event.wanted.keep
    if keep is not None:
        return pane.current_id if pane.current_id != screen.placed else keep
    beginning = pane.ids
    if event.whole and pane.cursor and event.listing.ids[: len(beginning)] == beginning:
        return pane.current_id
    return None
