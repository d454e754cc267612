"""What is taken out of a library: the shapes that every export is made from.

All text is clean already (core.sanitize), yet still never markup. Moments are aware; `published` keeps the offset in
which the publisher gave it, the others are UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from tuinews.core.anchors import Anchor
from tuinews.core.document import Document
from tuinews.core.links import is_web, without_userinfo
from tuinews.core.statement import Span, Statement

UNCHECKED, CHECKED = "unchecked", "checked"
"""Attributions: whether somebody made sure that they said it."""


@dataclass(frozen=True, slots=True)
class ExportTag:
    """A tag (`name` or `name=value`) that one author put on an article (no anchor) or on words of it."""

    uid: str
    name: str
    author: str
    created: datetime
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class ExportNote:
    """A note in Markdown. `anchor` and `quote` are those of the words it was written on: None and empty for a note on
    the whole article. `span` is where they stand now; an orphan's words are gone from the text."""

    uid: str
    body: str
    author: str
    created: datetime
    changed: datetime
    anchor: Anchor | None = None
    quote: str = ""
    span: Span | None = None
    orphan: bool = False


@dataclass(frozen=True, slots=True)
class ExportCorrection:
    """A correction of a statement: that its speaker is another (`speaker`; None: nobody is named), its words are these
    (`span`), it is none (`none`), or one of `kind_of` was missed (`missed`). `span`: where its words stand now."""

    uid: str
    kind: str
    speaker: str | None
    kind_of: str
    author: str
    created: datetime
    anchor: Anchor
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ExportVerdict:
    """What one author decided about words: whether they were said (`attribution`), whether it is so (`status`); empty
    where nothing was decided."""

    uid: str
    attribution: str
    status: str
    proof: str
    author: str
    created: datetime
    changed: datetime
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class ExportRevision:
    """A revision that was seen: when it was fetched, and the digest of what was fetched, in hexadecimal: the SHA-256 of
    a page's or file's bytes, or a shorter one of an entry in a feed."""

    number: int
    fetched: datetime
    digest: str

    @property
    def proof(self) -> str:
        """The digest with what it is of: "sha256:…", "entry:…"; empty when none is known."""
        return self.digest and f"{'sha256' if len(self.digest) == 64 else 'entry'}:{self.digest}"


@dataclass(frozen=True, slots=True)
class ExportStatement:
    """A statement, with what the reader made of it. `uid` is `statement_uid`, `words` its fragments joined by an
    ellipsis, `attribution` "unchecked" or "checked", `status` that of the claim (open, confirmed, disputed, false)."""

    uid: str
    statement: Statement
    words: str
    speaker: str
    """Who said it: the name, else the words that stand for the speaker, else empty."""
    attribution: str = UNCHECKED
    status: str = "open"
    tags: tuple[ExportTag, ...] = ()
    proof: str = ""
    """An address or a few words, for what was decided."""
    corrections: tuple[ExportCorrection, ...] = ()
    """Those that made it what it is."""

    @property
    def cited(self) -> str:
        """The words, in quotation marks only where all of them are the speaker's own."""
        return f"“{self.words}”" if self.statement.kind == "direct" else self.words


@dataclass(frozen=True, slots=True)
class ExportArticle:
    """An article in the revision that is shown, with everything found in it and written on it.

    `revision` is the one that is shown, `revisions` are all, so that an anchor's own can be told; `tags` are all of
    its tags, those on words too; `engine` is the version of the engine that found the statements.
    """

    uid: str
    title: str
    document: Document
    revision: ExportRevision
    url: str = ""
    outlet: str = ""
    author: str = ""
    published: datetime | None = None
    language: str = ""
    revisions: tuple[ExportRevision, ...] = ()
    engine: str = ""
    statements: tuple[ExportStatement, ...] = ()
    notes: tuple[ExportNote, ...] = ()
    tags: tuple[ExportTag, ...] = ()
    corrections: tuple[ExportCorrection, ...] = ()
    """All of them, also of what is no statement, and orphans."""
    verdicts: tuple[ExportVerdict, ...] = ()
    starred: bool = False
    read: bool = False

    @property
    def link(self) -> str:
        """The address to give to others: without user name and password; empty when there is none on the web."""
        return without_userinfo(self.url) if is_web(self.url) else ""

    @property
    def own_tags(self) -> tuple[str, ...]:
        """The tags on the article itself, once each."""
        return tuple(dict.fromkeys(tag.name for tag in self.tags if tag.anchor is None))


def statement_uid(article_uid: str, words: str, occurrence: int) -> str:
    """The stable id of a statement: made from its article, its words, and how many statements of the same words stand
    before it. It stays when the engine finds more, or the text around it changes."""
    return sha256(f"{article_uid}\n{occurrence}\n{words}".encode("utf-8", "replace")).hexdigest()[:16]


def speaker_of(statement: Statement, text: str) -> str:
    """Who said it: the name, else the words that stand for the speaker in the text, else nothing."""
    source = statement.source
    if source is None:
        return ""
    if source.name is None and source.mention is not None:
        return text[source.mention.start : source.mention.end]
    return source.name or ""
