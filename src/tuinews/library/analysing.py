"""Running the statement engine over stored articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tuinews.library.correcting import agrees, corrected, read_correction
from tuinews.library.views import Score
from tuinews.statements import ENGINE_VERSION, find_statements
from tuinews.storage import corrections, lists, statements
from tuinews.storage.store import Store


def analyse_article(store: Store, article_id: int, sure: float) -> None:
    """Find the statements of an article's shown revision, unless this engine did already."""
    if statements.engine_of(store.connection, article_id) == ENGINE_VERSION:
        with store.writing() as connection:
            statements.dequeue(connection, article_id)
        return
    view = lists.article_view(store.connection, article_id, 1.1)
    if view is None:
        return
    found = find_statements(view.document.text, view.language or None, view.document.layout)
    with store.writing() as connection:
        standing = [read_correction(*row) for row in corrections.placed(connection, article_id)]
        statements.store(connection, article_id, view.revision.id, corrected(found, standing), ENGINE_VERSION, sure)


def analyse_waiting(store: Store, sure: float, go_on: Callable[[], bool] = lambda: True) -> Iterator[str]:
    """Analyse whatever waits, the newest first. Yields once for each article: "", or what went wrong with it; such an
    article counts as analysed, without statements, and the rest goes on."""
    with store.writing() as connection:
        statements.queue_all(connection, ENGINE_VERSION)
    while go_on() and (waiting := statements.waiting(store.connection, 20)):
        for article_id in waiting:
            if not go_on():
                return
            try:
                analyse_article(store, article_id, sure)
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
