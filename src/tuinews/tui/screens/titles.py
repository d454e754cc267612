"""The words around the panes: header line, frame titles, footer, empty states."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from tuinews.core import clock
from tuinews.core.counting import counted
from tuinews.core.sanitize import visible_line
from tuinews.library.views import ArticleView
from tuinews.tui.desk import Listed
from tuinews.tui.keys import FOOTERS, Command, key_of
from tuinews.tui.state import State
from tuinews.tui.widgets.lines import OneLine, footer_words

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen

Words = list[tuple[str, str]]
_CORNERS = 6  # cells of a frame beside the words on it: corner, line, space, at both ends


def show_titles(screen: MainScreen) -> None:
    """Header line and frame titles."""
    state, dot = screen.state, screen.host.glyphs.dot
    name = "tuinews demo" if screen.demo else "tuinews"
    left: Words = [(f" {name} ", "name"), (f"  {visible_line(state.place.title)}", "strong")]
    if state.unread_only:
        left.append(("  unread only", "quiet"))
    if state.wanted().ranked:
        left.append(("  best match first", "quiet"))
    elif state.oldest_first:
        left.append(("  timeline, oldest first" if state.timeline else "  oldest first", "quiet"))
    if screen.library.settings.blind:
        left.append((f"  blind: only by {visible_line(screen.library.settings.name)}", "notice"))
    if state.times_told == "utc":
        left.append(("  times in UTC", "quiet"))
    view = state.view
    if view is not None and screen.has_class("alone"):  # no frame says it then
        status = [(f"{_article_state(screen, view, dot)} ", "quiet")]
    else:
        status = _status(state, dot)
    screen.query_one("#masthead", OneLine).set_words(left, status)
    pane = screen.list_pane
    what = "statement" if state.statements else "article"
    place = ("Search in " if state.text.strip() else "") + visible_line(state.place.title)
    where = f"{pane.cursor + 1:,} of {counted(pane.count, what)}" if pane.count else ""
    if pane.picked:
        where = f"{pane.picked_count:,} picked {dot} {where}"
    _set_frame(screen.query_one("#list-frame"), place, where)
    hits = screen.source_pane.hits if state.text.strip() else 0
    _set_frame(screen.query_one("#source"), "Source", counted(hits, "hit") if hits else "")
    outlet = visible_line(view.row.outlet) if view is not None else "Article"
    _set_frame(screen.query_one("#article"), outlet, _article_state(screen, view, dot) if view is not None else "")


def _set_frame(frame: Widget, title: str, subtitle: str) -> None:
    """Write on a pane's frame. What is new there has the whole pane drawn again, what is not must not."""
    new = Content(title), Content(subtitle)
    if frame.border_title != new[0].markup:
        frame.border_title = new[0]
    if frame.border_subtitle != new[1].markup:
        frame.border_subtitle = new[1]


def _article_state(screen: MainScreen, view: ArticleView, dot: str) -> str:
    """Hits, statement, words, time left, progress; where all of it has no room, words and time give way first."""
    article = screen.article_pane
    parts: list[str] = []
    if article.hits:
        at = f"{article.current_hit + 1}/" if article.current_hit >= 0 else ""
        parts.append(f"{at}{counted(len(article.hits), 'hit')}")
    if article.current is not None:
        parts.append(f"statement {article.focused_statement + 1}/{len(article.statements)}")
    progress = article.progress
    left = ceil(view.minutes * (100 - progress) / 100)
    facts = [counted(view.row.words, "word"), f"{left} min left" if progress < 100 else f"{view.minutes} min"]
    room = screen.query_one("#article").outer_size.width - _CORNERS
    while facts and len(f" {dot} ".join([*parts, *facts, f"{progress}%"])) > room:
        facts.pop(0)
    return f" {dot} ".join([*parts, *facts, f"{progress}%"])


def _status(state: State, dot: str) -> Words:
    """What goes on, at the right of the header line."""
    if state.progress:
        return [(f"{visible_line(state.progress)[:60]} ", "notice")]
    summary = state.summary
    if summary is None:
        return []
    parts = [f"{summary.unread:,} unread"]
    if summary.reviews:
        parts.append(f"{summary.reviews:,} to review")
    if summary.refreshed is not None:
        when, today = clock.local(summary.refreshed), clock.now().astimezone()
        parts.append(f"refreshed {when:%H:%M}" if when.date() == today.date() else f"refreshed {when:%d %b}")
    words: Words = [(f" {dot} ".join(parts), "quiet")]
    if state.offline:
        words += [(f" {dot} ", "quiet"), ("offline", "notice")]
    if summary.failing:
        words += [(f" {dot} ", "quiet"), (f"{counted(summary.failing, 'feed')} failing", "alert")]
    return [*words, (" ", "")]


def show_footer(screen: MainScreen) -> None:
    """What can be done here, or what just happened."""
    footline = screen.query_one("#footline", OneLine)
    right = footer_words(screen.commands, ("program.help", _way_out(screen.commands)))
    if screen.state.notice:
        notice = f" {visible_line(screen.state.notice)}  "
        has_room = cell_len(notice) + sum(len(part[0]) for part in right) <= screen.size.width
        footline.set_words([(notice, "notice")], right if has_room else ())
        return
    if screen.painted and screen.search_bar.input.has_focus:
        footline.set_words(_while_searching(screen))
        return
    names = FOOTERS[_situation(screen)]
    footline.set_words(footer_words(screen.commands, names), right)


def _while_searching(screen: MainScreen) -> Words:
    """The footer while a search is typed."""
    end = key_of(screen.commands, "move.escape")
    return [
        (" ", ""), ("Enter", "key"), (" results   ", "quiet"), ("Tab", "key"), (" complete   ", "quiet"),
        ("/", "key"), (" at the start: everything stored   ", "quiet"), (end, "key"), (" end", "quiet"),
    ]  # fmt: skip


def _way_out(commands: Mapping[str, Command]) -> str:
    """The command with which the footer says how to leave: the first that has a key."""
    names = ("program.quit", "program.back", "program.leave")
    return next((name for name in names if commands[name].keys), names[0])


def _situation(screen: MainScreen) -> str:
    if screen.state.pane == "article":
        if screen.article_pane.selection is not None:
            return "selection"
        if screen.article_pane.current_picture >= 0:
            return "picture"
        if screen.article_pane.hits:
            return "hits"
    return "picked" if screen.picked else screen.state.pane


def search_words(event: Listed, instead_of: str = "") -> str:
    """How the search was read and how much it found (`instead_of` one that found nothing), for beneath the bar."""
    if not event.wanted.text.strip():
        return ""
    nothing = f"nothing for {visible_line(instead_of)} as it stands · " if instead_of else ""
    return f"{nothing}{len(event.listing.ids):,}{'' if event.whole else '+'} found · {event.listing.reading}"
