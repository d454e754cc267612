"""What changed between two revisions of an article: its words, its statements, and what the publisher says of it."""

from __future__ import annotations

from dataclasses import dataclass

from tuinews.core.anchors import find_anchors
from tuinews.core.changes import Change, compare
from tuinews.core.document import Document
from tuinews.core.errors import NotFound
from tuinews.core.models import RevisionView
from tuinews.core.notices import notices
from tuinews.core.statement import Span
from tuinews.core.statement_changes import Said, StatementChange, compare_statements, said
from tuinews.library.correcting import corrected, read_correction
from tuinews.statements import find_statements
from tuinews.storage import revisions
from tuinews.storage.store import Store


@dataclass(frozen=True, slots=True)
class ChangesView:
    """Two revisions of an article and what changed from the old one to the new one.

    `words` covers both texts from beginning to end, the `same` stretches too; `title` covers both headlines.
    `statements` stand in the order in which a reader wants them: those given to someone else, then the altered, the
    removed, the added. `notices` are the paragraphs of the new text that are correction notices.
    """

    article_id: int
    old: RevisionView
    new: RevisionView
    old_document: Document
    new_document: Document
    title: tuple[Change, ...]
    words: tuple[Change, ...]
    statements: tuple[StatementChange, ...]
    notices: tuple[Span, ...]


def changes(store: Store, article_id: int, sure: float, old: int | None = None, new: int | None = None) -> ChangesView:
    """Compare two revisions by their numbers. Raises NotFound.

    Without `new` it is the one that is shown; without `old` the one that the reader saw last, or else the one before
    it of the same origin (a page that completes a feed's entry is no change of the article).
    """
    article = revisions.shown(store.connection, article_id)
    if article is None:
        raise NotFound(f"article {article_id}", "is not in this library", "`tuinews search` lists what is")
    known = {revision.number: revision for revision in revisions.revisions(store.connection, article_id)}
    later = _numbered(known, article[0] if new is None else new, article_id)
    earlier = _numbered(known, old, article_id) if old is not None else _before(store, known, later, article_id)
    here, there = (revisions.document(store.connection, revision.id) for revision in (earlier, later))
    before, after = (_statements(store, article_id, document, article[1], sure) for document in (here, there))
    return ChangesView(
        article_id,
        earlier,
        later,
        here,
        there,
        title=compare(earlier.title, later.title),
        words=compare(here.text, there.text),
        statements=compare_statements(before, after),
        notices=notices(there.text),
    )


def _numbered(known: dict[int, RevisionView], number: int, article_id: int) -> RevisionView:
    if number not in known:
        there = f"There are {min(known)} to {max(known)}" if len(known) > 1 else "There is only one"
        raise NotFound(f"revision {number} of article {article_id}", "is not in this library", there)
    return known[number]


def _before(store: Store, known: dict[int, RevisionView], later: RevisionView, article_id: int) -> RevisionView:
    earlier = list(known.values())[: list(known).index(later.number)]  # a merge may bring an older one later
    if not earlier:
        raise NotFound(f"article {article_id}", "did not change: there is no earlier revision")
    seen = revisions.seen(store.connection, article_id)
    same_origin = [revision for revision in earlier if revision.origin == later.origin]
    return next((revision for revision in same_origin if revision.number == seen), (same_origin or earlier)[-1])


def _statements(store: Store, article_id: int, document: Document, language: str, sure: float) -> list[Said]:
    """The statements of any revision, with the reader's corrections where they stand in it."""
    standing = list(revisions.correction_anchors(store.connection, article_id))
    places = find_anchors(document.text, [anchor for *_, anchor, _ in standing])
    placed = [
        read_correction(uid, kind, dict(detail), place.start, place.end, author)
        for (uid, kind, detail, _, author), place in zip(standing, places, strict=True)
        if place is not None
    ]
    found = corrected(find_statements(document.text, language or None, document.layout), placed)
    return [said(statement, document.text) for statement in found if statement.confidence >= sure]
