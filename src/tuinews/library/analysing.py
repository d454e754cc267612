"""Running the statement engine over stored articles."""

from __future__ import annotations

from collections.abc import Iterator

from tuinews.library.correcting import agrees, corrected, read_correction
from tuinews.library.reviewing import accepted, protected
from tuinews.library.views import Score
from tuinews.statements import ENGINE_VERSION, find_statements
from tuinews.storage import corrections, lists, reviews, statements
from tuinews.storage.reviews import Review
from tuinews.storage.store import Store


def analyse_article(store: Store, article_id: int, sure: float, *, pinned: bool = False) -> None:
    """Find the statements of an article's shown revision, unless this engine did already; `pinned`: unless any did.

    What bears the reader's marks stays as an older engine found it, and waits for review.
    """
    before = statements.engine_of(store.connection, article_id)
    if before == ENGINE_VERSION or (pinned and before is not None):
        with store.writing() as connection:
            statements.dequeue(connection, article_id)
        return
    view = lists.article_view(store.connection, article_id, 0.0)
    if view is None:
        return
    found = find_statements(view.document.text, view.language or None, view.document.layout)
    with store.writing() as connection:
        standing = [read_correction(*row) for row in corrections.placed(connection, article_id)]
        kept, waiting = corrected(found, standing), list[Review]()
        if before is not None:
            kept, waiting = protected(view, kept, standing, ENGINE_VERSION)
        if statements.store(connection, article_id, view.revision.id, kept, ENGINE_VERSION, sure):
            reviews.replace(connection, article_id, waiting)


def settle_review(store: Store, review_id: int, sure: float, *, accept: bool) -> Review:
    """Take what the newer engine found in place of a statement that waits, or go on with the old one (which waits
    again when another engine differs). Raises NotFound."""
    review = reviews.one(store.connection, review_id)
    view = lists.article_view(store.connection, review.article_id, 0.0)
    with store.writing() as connection:
        reviews.settled(connection, review_id)
        if accept and view is not None:
            found = find_statements(view.document.text, view.language or None, view.document.layout)
            stored = accepted([shown.statement for shown in view.statements], found, review)
            others = [other for other in reviews.waiting(connection) if other.article_id == view.id]
            statements.store(connection, view.id, view.revision.id, stored, ENGINE_VERSION, sure)
            reviews.replace(connection, view.id, others)
    return review


def count_waiting(store: Store, *, pinned: bool = False) -> int:
    """How many articles wait for analysis, with those that another version of the engine analysed (but `pinned`)."""
    if not pinned:
        with store.writing() as connection:
            statements.queue_all(connection, ENGINE_VERSION)
    return statements.count_waiting(store.connection)


def analyse_waiting(store: Store, sure: float, *, pinned: bool = False) -> Iterator[str]:
    """Analyse whatever waits, the newest first. Yields once for each article: "", or what went wrong with it; such an
    article counts as analysed, without statements, and the rest goes on. `pinned`: what another version of the engine
    analysed stays as it is."""
    corrections.seen_by(store, store.only_by)
    count_waiting(store, pinned=pinned)
    while waiting := statements.waiting(store.connection, 20):
        for article_id in waiting:
            try:
                analyse_article(store, article_id, sure, pinned=pinned)
                yield ""
            except Exception as error:  # the engine must never stop the news; its fault is named and left behind
                _give_up(store, article_id, sure)
                yield f"article {article_id} could not be analysed ({type(error).__name__}: {error})"


def _give_up(store: Store, article_id: int, sure: float) -> None:
    view = lists.article_view(store.connection, article_id, sure)
    with store.writing() as connection:
        if view is None or not statements.store(connection, article_id, view.revision.id, (), ENGINE_VERSION, sure):
            statements.dequeue(connection, article_id)


def score_engine(store: Store) -> Score:
    """How often the engine, without the reader's corrections, is right where the reader corrected it, and of what it
    finds in those articles, how much the reader left as it was."""
    right = wrong = untouched = 0
    for article_id in corrections.corrected_articles(store.connection):
        view = lists.article_view(store.connection, article_id, 1.1)
        if view is None:
            continue
        found = find_statements(view.document.text, view.language or None, view.document.layout)
        standing = [read_correction(*row) for row in corrections.placed(store.connection, article_id)]
        right += sum(agrees(found, correction) for correction in standing)
        wrong += sum(not agrees(found, correction) for correction in standing)
        untouched += len(set(found) & set(corrected(found, standing)))
    return Score(right, wrong, untouched)
