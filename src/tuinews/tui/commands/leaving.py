"""Leaving a list at its end: the next feed is named first, and the same key, given again, goes there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tuinews.core.counting import counted
from tuinews.core.sanitize import visible_line
from tuinews.library.views import Place
from tuinews.tui.commands.finding import end_search
from tuinews.tui.keys import key_of
from tuinews.tui.state import Arrival

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen

_SAME_KIND = {"feed": "feed", "folder": "feed", "saved": "saved", "tag": "tag"}
"""From which kind of place one goes on to which; from the others (all articles, today) nowhere."""


def leave_list(screen: MainScreen, command_id: str, by: int, *, unread: bool) -> None:
    """Name the next place with articles (or `unread` ones); go there, if it has just been named."""
    place = next(_neighbours(screen, by, unread), None)
    if place is None:
        words = "No more unread articles here" if unread and by > 0 else "No unread articles above"
        screen.say(words if unread else f"This is the {'last' if by > 0 else 'first'} article of the list")
        return
    named = f"{command_id} {place.key}"
    if screen.state.leaving != named:
        key = key_of(screen.commands, command_id)
        count = f"{place.unread:,} unread" if place.unread else counted(place.total, "article")
        way = "Next" if by > 0 else "Before"
        screen.say(f"{way}: {visible_line(place.title)} ({count}), {key} again goes there")
        screen.state.leaving = named
        return
    screen.state.leaving = ""
    _go_to(screen, place, by, unread)


def to_feed(by: int, *, unread: bool) -> Callable[[MainScreen], None]:
    """To the list of the next feed (with `unread` articles), or of the one before; from a list that is no feed's, to
    the first or last."""

    def go(screen: MainScreen) -> None:
        places = [
            one for one in screen.tree_pane.places if one.kind == "feed" and (one.unread if unread else one.total)
        ]
        edge = (places[0] if by > 0 else places[-1]) if places else None
        place = next(_neighbours(screen, by, unread), edge)
        if place is None or place.key == screen.state.place.key:
            screen.say("No other feed with unread articles" if unread else "There is no other feed")
            return
        if screen.state.text.strip():
            end_search(screen, reload=False)
        _go_to(screen, place, 1, unread)

    return go


def _go_to(screen: MainScreen, place: Place, by: int, unread: bool) -> None:
    """Show a place's list, and arrive in it from above or below."""
    screen.state.arrival = Arrival(by, unread, screen.state.pane)
    screen.state.leave_timeline()
    screen.state.place = place
    screen.tree_pane.mark_chosen(place.key)
    screen.tree_pane.move_to(screen.tree_pane.places.index(place), tell=False)
    screen.reload(keep=False)


def _neighbours(screen: MainScreen, by: int, unread: bool) -> Iterator[Place]:
    """The places that follow the list's in the tree (or stand before it), round its end."""
    here, places = screen.state.place, list(screen.tree_pane.places)
    kind = _SAME_KIND.get(here.kind)
    at = next((number for number, place in enumerate(places) if place.key == here.key), -1)
    if screen.state.text.strip() or kind is None or at < 0:
        return
    after = at + 1
    while here.kind == "folder" and after < len(places) and places[after].depth > here.depth:
        after += 1
    others = [*places[after:], *places[:at]] if by > 0 else [*reversed(places[:at]), *reversed(places[after:])]
    for place in others:
        if place.kind == kind and (place.unread if unread else place.total):
            yield place
