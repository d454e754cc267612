"""What is read from a library: frozen pictures of its rows, with no way back into it.

Times are seconds since 1970 (UTC). All text is clean already (core.sanitize), yet still never markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from tuinews.core.document import Document
    from tuinews.core.statement import Span, Statement


Grouping = Literal["none", "day", "outlet", "feedtag"]
"""By what a list is grouped."""


class Group(NamedTuple):
    """A stretch of a list under one heading."""

    start: int
    """The index of its first item."""
    name: str
    """A local day (ISO 8601), an outlet, a feed's tag; empty for what has none."""


class ArticleRow(Struct, frozen=True):
    """One row of the article list."""

    id: int
    title: str
    outlet: str
    feed: str
    published: float
    """When it was published; when it arrived, if the article does not say."""
    read: bool
    starred: bool
    changed: bool
    """Whether it changed since the reader opened or noted it."""
    tags: tuple[str, ...]
    notes: int
    quotes: int
    """The number of direct quotes."""
    statements: int
    url: str
    words: int = 0


class StatementRow(Struct, frozen=True):
    """One row of a list of statements."""

    id: int
    article_id: int
    article: str
    outlet: str
    published: float
    speaker: str
    quote: str
    kind: str
    start: int
    end: int
    starred: bool = False
    seen: float = 0.0
    """When its article came into the library."""
    revision: int | None = None
    """The number of the revision in which `start` and `end` count; None: the one that is shown."""


class NoteView(Struct, frozen=True):
    """A note where it stands now. `span` is None for a note on the whole article and for an orphan."""

    uid: str
    article_id: int
    span: Span | None
    body: str
    quote: str
    """The words that it was written on; empty for a note on the article."""
    orphan: bool
    author: str
    created: float
    changed: float
    article: str = ""


class NoteRow(Struct, frozen=True):
    """A note in the list of all: with who said the words that it stands on (empty: nobody), and the tags there."""

    note: NoteView
    voice: str
    tags: tuple[str, ...]


class Draft(Struct, frozen=True):
    """What was being written and is no note yet: on an article, on its words at `span` of the revision of this number
    (the shown one, unless they are gone from it), or in place of what a `note` says."""

    key: str
    body: str
    at: float
    article_id: int
    article: str
    note: str
    """The public id of the note that is being changed; empty: a new one."""
    span: Span | None
    revision: int | None
    quote: str


class Orphan(Struct, frozen=True):
    """What the reader wrote (`record`: note, tagging, verdict, correction) on words that are gone from the article.

    `quote` are these words, which stood at `span` of the revision of this number; `says` is the note, the tag, ….
    """

    uid: str
    record: str
    article_id: int
    article: str
    quote: str
    span: Span
    revision: int
    says: str
    author: str
    created: float


class StatementView(Struct, frozen=True):
    """A statement in its article, with what the reader added to it."""

    id: int
    statement: Statement
    text: str
    """Its words; fragments joined by an ellipsis."""
    tags: tuple[str, ...] = ()
    notes: tuple[NoteView, ...] = ()
    attribution: str = "unchecked"
    """Whether the reader made sure that they said it: "unchecked", "checked"."""
    status: str = "open"
    """What the reader holds of what it claims: "open", "confirmed", "disputed", "false"."""
    proof: str = ""
    """An address or a few words, for what was decided."""

    @property
    def speaker(self) -> str:
        """Who said it, for the screen."""
        source = self.statement.source
        return (source.name if source is not None else None) or "unnamed"


class RevisionView(Struct, frozen=True):
    """One revision of an article. `number` counts from 1."""

    id: int
    number: int
    fetched: float
    origin: str
    """"entry" (the feed's own text), "page", "file"."""
    url: str
    digest: str
    extractor: str
    title: str = ""
    size: int = 0
    """Characters of its text."""
    captured: bool = False
    """Whether its raw bytes are kept."""


class ArticleView(Struct, frozen=True):
    """An article to read: everything that the Article and Source panes show."""

    row: ArticleRow
    uid: str
    document: Document
    author: str
    language: str
    published: float | None
    published_offset: int | None
    """Minutes east of UTC in which the publisher gave the time; None when it gave none."""
    revision: RevisionView
    revisions: int
    statements: tuple[StatementView, ...]
    """In order of their place in the text."""
    analysed: bool
    """False until the engine has looked at this revision; then ask `Library.analyse_article`."""
    notes: tuple[NoteView, ...]
    tags: tuple[str, ...]
    """On the article itself."""
    position: int = 0
    """Offset in the text to which the reader had got."""

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def minutes(self) -> int:
        """Reading time, at 230 words a minute; at least one."""
        return max(1, round(self.row.words / 230))


class FeedView(Struct, frozen=True):
    """A subscription and how it fares."""

    id: int
    name: str
    url: str
    site_url: str
    folder: str
    tags: tuple[str, ...]
    unread: int
    total: int
    fetched: float | None
    problem: str
    failing_since: float | None
    paused: bool = False
    hidden: bool = False
    """Whether the feed tree leaves it out."""
