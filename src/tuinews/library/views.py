"""What the panes and commands ask of the library, and are told. The pictures of its rows are in core.models.

Times are seconds since 1970 (UTC). All text is clean already (core.sanitize), yet still never markup.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from tuinews.core.models import (
    ArticleRow as ArticleRow,
)
from tuinews.core.models import (
    ArticleView as ArticleView,
)
from tuinews.core.models import (
    FeedView as FeedView,
)
from tuinews.core.models import (
    Group as Group,
)
from tuinews.core.models import (
    Grouping as Grouping,
)
from tuinews.core.models import (
    NoteView as NoteView,
)
from tuinews.core.models import (
    RevisionView as RevisionView,
)
from tuinews.core.models import (
    StatementRow as StatementRow,
)
from tuinews.core.models import (
    StatementView as StatementView,
)

if TYPE_CHECKING:
    from tuinews.core.statement import Span
    from tuinews.storage.rules import Actions as Actions
    from tuinews.storage.voices import Voice as Voice


def __getattr__(name: str) -> Any:
    """`Actions` and `Voice`, from where they are made: the first paint needs neither."""
    if name == "Actions":
        from tuinews.storage.rules import Actions

        return Actions
    if name == "Voice":
        from tuinews.storage.voices import Voice

        return Voice
    raise AttributeError(name)


class Place(Struct, frozen=True):
    """One line of the feed tree: a stretch of the library that the List pane can show.

    `query` is a search in the search language that gives just its articles; `depth` its indent in the tree.
    """

    key: str
    """Stays the same while the place exists: "all", "feed:3", "tag:war", "saved:x"."""
    title: str
    query: str
    kind: Literal["all", "unread", "today", "starred", "noted", "folder", "feed", "tag", "saved", "voice"]
    unread: int = 0
    total: int = 0
    depth: int = 0
    problem: str = ""
    """Why the feed could not be fetched the last time; empty when it could."""


class Listing(Struct, frozen=True):
    """The answer to a search: ids in order (articles, or statements), and how the search was read."""

    ids: array[int]
    reading: str = ""
    doubts: tuple[str, ...] = ()
    complete: bool = True
    """False when only the first `limit` were asked for and more exist."""


class Summary(Struct, frozen=True):
    """The state of the whole library, for the header line."""

    articles: int
    unread: int
    feeds: int
    failing: int
    refreshed: float | None
    reviews: int = 0
    """Marked statements that a newer engine would find otherwise, and that wait for the reader's word."""


class Target(Struct, frozen=True):
    """What a tag or note is put on: a whole article (no span), or words or a statement of it."""

    article_id: int
    span: Span | None = None
    statement: bool = False
    """Whether the span is that of a statement (and not of words selected by hand)."""
    revision: int | None = None
    """The number of the revision in which the span counts; None: of the one that is shown. What a reader points at
    may be of an earlier one, when a newer came meanwhile."""

    @classmethod
    def of(cls, view: ArticleView, meant: Span | StatementView) -> Target:
        """Words of an article as it was shown, or one of its statements."""
        from tuinews.core.statement import Span

        if isinstance(meant, StatementView):
            return cls(view.id, Span(meant.statement.start, meant.statement.end), True, view.revision.number)
        return cls(view.id, meant, False, view.revision.number)

    @classmethod
    def said(cls, row: StatementRow) -> Target:
        """A statement as it stands in a list."""
        from tuinews.core.statement import Span

        return cls(row.article_id, Span(row.start, row.end), True, row.revision)


class Claim(Struct, frozen=True):
    """A claim (a tag) about which something was decided: its status, the proof, by whom and when, and how many
    statements it covers."""

    tag: str
    status: str
    proof: str
    author: str
    changed: float
    statements: int


class Done(Struct, frozen=True):
    """A change that was made, as the reader is told: "Starred “Ferry inquiry”". `step` is what `undo` takes
    back; empty when nothing is."""

    message: str
    step: str


class Progress(Struct, frozen=True):
    """News from a refresh, an import or an analysis that runs elsewhere."""

    kind: Literal["started", "feed", "found", "page", "problem", "analysed", "finished"]
    done: int = 0
    total: int = 0
    name: str = ""
    message: str = ""
    added: int = 0
    changed: int = 0
    offline: bool = False
    """Whether a refresh ended without having found the way to any server."""


class Score(Struct, frozen=True):
    """The engine against the reader's corrections: those that it gets right by now, those that it gets wrong, and the
    statements of the same articles that the reader left as they were."""

    right: int
    wrong: int
    untouched: int


class Hit(Struct, frozen=True):
    """A stretch of a text that a search found."""

    start: int
    end: int
