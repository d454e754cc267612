"""What an empty pane says: why there is nothing, and what to do, by the reader's own keys."""

from __future__ import annotations

from collections.abc import Mapping

from tuinews.core.sanitize import visible_line
from tuinews.tui.keys import Command, key_of
from tuinews.tui.state import State

_PLACES = {
    "unread": ("All is read", "move.pane-1", "chooses another place"),
    "today": ("Nothing was published today", "feeds.refresh-all", "fetches all feeds"),
    "starred": ("Nothing is starred", "mark.star", "stars the article that you are at"),
    "noted": ("Nothing is noted", "mark.note", "writes a note on the article, statement or words"),
    "tag": ("Nothing bears this tag", "mark.tag", "tags the article, statement or words"),
    "saved": ("Nothing is found by this search", "saved.searches", "changes saved searches"),
    "feed": ("This feed has brought nothing yet", "feeds.refresh", "fetches it"),
    "folder": ("These feeds have brought nothing yet", "feeds.refresh-all", "fetches all feeds"),
}
"""By the kind of a place: why nothing is there, the command that helps, and what it does."""


def empty_words(state: State, commands: Mapping[str, Command]) -> str:
    """The words of an empty list."""

    def hint(command_id: str, does: str) -> str:
        return f"{key_of(commands, command_id)} {does}"

    if state.text.strip():
        wider = "" if state.place.key == "all" else f"\n{hint('find.search', 'twice: everything stored')}"
        return f"Nothing found in {visible_line(state.place.title)}{wider}\n{hint('move.escape', 'ends the search')}"
    if state.progress:
        return f"Nothing here yet\n\n{visible_line(state.progress)}"
    if state.place.problem:
        again = hint("feeds.refresh", "tries again")
        return f"The feed could not be fetched\n\n{visible_line(state.place.problem)}\n\n{again}"
    if state.unread_only and state.place.kind != "unread":
        return f"All is read\n\n{hint('look.unread-only', 'shows what is read')}"
    if state.statements:
        return f"No statements here\n\n{hint('look.statements', 'lists articles again')}"
    if state.place.kind in _PLACES:
        why, command_id, does = _PLACES[state.place.kind]
        return f"{why}\n\n{hint(command_id, does)}"
    begin = hint("feeds.add", "adds a feed or a site"), hint("feeds.refresh-all", "fetches all feeds")
    return "Nothing here yet\n\n" + "\n".join(begin)
