from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tuinews.core.anchors import make_anchor
from tuinews.core.document import Document
from tuinews.core.statement import Fragment, Relay, Source, Span, Statement
from tuinews.export.records import (
    ExportArticle,
    ExportCorrection,
    ExportNote,
    ExportRevision,
    ExportStatement,
    ExportTag,
    ExportVerdict,
    speaker_of,
    statement_uid,
)

TEXT = (
    "“Nobody told the crew,” said Ilan Reyes, the union's lawyer. “We asked twice.”\n"
    "Every drill was skipped, Meridian Wire reported, citing two officials."
)
FETCHED = datetime(2026, 3, 12, 8, 41, tzinfo=UTC)


def _direct() -> Statement:
    said, again = TEXT.index("said"), TEXT.index("We asked")
    fragments = (Fragment(1, 22, "direct"), Fragment(again, again + 15, "direct"))
    source = Source("Ilan Reyes", Span(said + 5, said + 15), "person", "union's lawyer")
    return Statement(fragments, source, Span(said, said + 4))


def _relayed() -> Statement:
    start, wire, officials = (TEXT.index(words) for words in ("Every", "Meridian", "two officials"))
    return Statement(
        (Fragment(start, wire - 2, "indirect"),),
        Source(None, Span(officials, officials + 13), "anonymous"),
        via=(Relay("Meridian Wire", wire, wire + 13),),
        confidence=0.814,
    )


def _shown(statement: Statement, **more: object) -> ExportStatement:
    words = statement.quote(TEXT)
    return ExportStatement(statement_uid("a1", words, 0), statement, words, speaker_of(statement, TEXT), **more)  # type: ignore[arg-type]


@pytest.fixture
def article() -> Callable[..., ExportArticle]:
    """Makes an article with two statements, notes and tags; any field can be given another value."""

    def make(**fields: object) -> ExportArticle:
        anchor = make_anchor(TEXT, 1, 22, revision=1)
        claim = ExportTag("t1", "claim/drills", "mira", FETCHED, anchor)
        concept = ExportTag("t2", "concept=aid", "jon", FETCHED, anchor)
        speaker = ExportCorrection("c1", "speaker", "Ilan Reyes", "direct", "mira", FETCHED, anchor, Span(1, 77))
        later = FETCHED + timedelta(hours=1)
        given: dict[str, object] = {
            "uid": "a1",
            "title": "Ferry inquiry blames owner",
            "url": "https://mira:secret@harbour.example/news/ferry",
            "document": Document.plain(TEXT),
            "revision": ExportRevision(2, later, "cd" * 32),
            "revisions": (ExportRevision(1, FETCHED, "ab" * 32), ExportRevision(2, later, "cd" * 32)),
            "outlet": "Harbour Times",
            "author": "Mira Sol and Jon Berg",
            "published": datetime(2026, 3, 12, 7, 0, tzinfo=timezone(timedelta(hours=1))),
            "language": "en",
            "engine": "7",
            "statements": (
                _shown(_direct(), tags=(claim, concept), corrections=(speaker,), proof="the tape"),
                _shown(_relayed(), attribution="checked", status="disputed"),
            ),
            "notes": (
                ExportNote("n1", "Ask *them*.", "mira", FETCHED, later, anchor, anchor.exact, Span(1, 22)),
                ExportNote("n2", "On all of it.", "mira", FETCHED, FETCHED),
                ExportNote("n3", "Gone.", "mira", FETCHED, FETCHED, anchor, "words that went", None, True),
            ),
            "tags": (claim, concept, ExportTag("t3", "shipping", "mira", FETCHED)),
            "corrections": (speaker, ExportCorrection("c2", "none", None, "direct", "jon", FETCHED, anchor)),
            "verdicts": (ExportVerdict("v1", "checked", "disputed", "the tape", "mira", FETCHED, later, anchor),),
            "starred": True,
        }
        return ExportArticle(**{**given, **fields})  # type: ignore[arg-type]

    return make
