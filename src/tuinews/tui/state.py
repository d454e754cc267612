"""What the main screen shows, as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct, field

from tuinews.core.clock import Times
from tuinews.library.views import ArticleView, Place, Summary
from tuinews.tui.arrangement import Arrangement
from tuinews.tui.desk import Wanted

EVERYTHING = Place("all", "All articles", "", "all")
PANES = ("tree", "list", "article", "source")
"""The panes from left to right: from shallow to deep."""


class Arrival(NamedTuple):
    """How the reader comes to the next list: from above (1) or below (-1), to an unread article, in which pane."""

    by: int
    unread: bool
    pane: str


class State(Struct):
    """Where the reader is."""

    place: Place = EVERYTHING
    text: str = ""
    """The search that the list shows; while it is typed, what it is taken for."""
    otherwise: str = ""
    """What is searched for if that finds nothing."""
    instead_of: str = ""
    """The search that found nothing, when another one is shown in its place."""
    reading: str = ""
    """How the search was read."""
    statements: bool = False
    """Whether the list shows statements."""
    unread_only: bool = False
    oldest_first: bool = False
    ranked: bool = False
    """Whether a search lists the best match first, instead of the newest."""
    arrangement: Arrangement = field(default_factory=Arrangement)
    """How the reader arranged the screen."""
    leaving: str = ""
    """The key of the place to which the same command, given again, leaves the list."""
    before: tuple[Place, bool, bool] | None = None
    """The place, whether statements, whether oldest first: what the list showed before a voice's timeline."""
    unsure: bool = False
    """Whether statements below the reader's confidence are shown, dimmed."""
    arrival: Arrival | None = None
    """Where in the list that was asked for the reader wants to be."""
    whole: bool = False
    """Whether the first paint showed the whole list."""
    view: ArticleView | None = None
    """The article that is shown."""
    hits_of: str = ""
    """The search whose hits are marked in it."""
    opened: bool = False
    """Whether the reader has gone into it, and did not just pass it in the list."""
    marked: int | None = None
    """The id of the shown article, once it was marked read by itself: what the reader then marks unread stays so."""
    pane: str = "list"
    summary: Summary | None = None
    tags: Sequence[tuple[str, int]] = ()
    newest: int | None = None
    """The id of the article that had come last when saved searches last told of arrivals."""
    notice: str = ""
    progress: str = ""
    problem: str = ""
    """The last one that the running task told of."""
    offline: bool = False
    """Whether the last refresh found no way to any server."""
    found: list[tuple[str, str]] = field(default_factory=list)
    """The (name, address) of each feed that a site was found to have."""
    count: str = ""
    """Digits typed before a command."""
    unsaved: dict[str, str] = field(default_factory=dict)
    """What was written in the note editor and is on its way into the library, by the key of its draft."""

    def wanted(self, keep: int | None = None) -> Wanted:
        """What the list should show now. Hiding what is read never hides what is searched for, or said by
        a voice."""
        unread_only = self.unread_only and not self.text.strip() and self.before is None
        ranked = self.ranked and bool(self.text.strip()) and not self.statements
        group = "none" if self.before is not None or ranked else self.arrangement.group
        within = with_unread(self.place.query) if unread_only else self.place.query
        return Wanted(within, self.text, self.statements, self.oldest_first, ranked, group, keep)

    @property
    def timeline(self) -> bool:
        """Whether the list is a timeline: statements, oldest first."""
        return self.statements and self.oldest_first

    @property
    def times_told(self) -> Times:
        """How the list tells times: a timeline by dates, other lists by age, until the reader chooses."""
        return self.arrangement.times or ("local" if self.timeline else "age")

    def enter_timeline(self, place: Place) -> None:
        """To the statements of a voice, oldest first."""
        self.before = self.before or (self.place, self.statements, self.oldest_first)
        self.place, self.statements, self.oldest_first = place, True, True

    def leave_timeline(self) -> bool:
        """Back to what the list showed before; False when it shows no timeline."""
        if self.before is None:
            return False
        self.place, self.statements, self.oldest_first = self.before
        self.before = None
        return True

    def take_count(self) -> int:
        """The number typed before a command, at most 9,999; 1 when there is none. It is used up."""
        count = int(self.count[-4:]) if self.count else 1
        self.count = ""
        return max(1, count)


def with_unread(query: str) -> str:
    """A place's search, for what is unread in it."""
    return f"({query}) is:unread" if query else "is:unread"
