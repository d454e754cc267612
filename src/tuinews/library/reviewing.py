"""After the engine was upgraded: what bears the reader's marks does not change by itself.

A statement with a note, tag, verdict or correction that the newer engine would find otherwise stays as it was, and the
difference waits until the reader keeps the old one or accepts the new.
"""

from __future__ import annotations

from collections.abc import Sequence

from tuinews.core.models import ArticleView, StatementView
from tuinews.core.statement import Span, Statement
from tuinews.library.correcting import Correction, overlap
from tuinews.storage.reviews import Review


def protected(
    view: ArticleView, found: Sequence[Statement], corrections: Sequence[Correction], engine: str
) -> tuple[tuple[Statement, ...], list[Review]]:
    """What to store when `engine` found these statements where `view` has others, and the differences that wait.

    `view` is the article with all its statements, however unsure.
    """
    kept: list[Statement] = []
    reviews: list[Review] = []
    for old in (shown for shown in view.statements if _bears_marks(shown, corrections)):
        span = Span(old.statement.start, old.statement.end)
        new = max(found, key=lambda statement: overlap(statement, span), default=None)
        if new is not None and overlap(new, span) <= 0.3:
            new = None
        if new is None or not _same(old.statement, new):
            kept.append(old.statement)
            reviews.append(_review(view, old, new, engine))
    free = [statement for statement in found if not any(_overlap(statement, old) for old in kept)]
    return tuple(sorted([*free, *kept], key=lambda statement: (statement.start, statement.end))), reviews


def accepted(stored: Sequence[Statement], found: Sequence[Statement], review: Review) -> tuple[Statement, ...]:
    """The stored statements, with those of the newer engine in place of the one that waited."""
    span = Span(review.start, review.end)
    rest = [statement for statement in stored if overlap(statement, span) <= 0.3]
    new = [statement for statement in found if overlap(statement, span) > 0.3]
    return tuple(sorted([*rest, *new], key=lambda statement: (statement.start, statement.end)))


def _bears_marks(shown: StatementView, corrections: Sequence[Correction]) -> bool:
    judged = shown.attribution != "unchecked" or shown.status != "open"
    return bool(shown.tags or shown.notes or judged) or any(
        overlap(shown.statement, correction.span) > 0.3 for correction in corrections
    )


def _same(old: Statement, new: Statement) -> bool:
    """Whether the reader would see the same: the same words, of the same kind, by the same speaker."""
    return old.fragments == new.fragments and _speaker(old) == _speaker(new)


def _speaker(statement: Statement) -> str:
    return (statement.source.name if statement.source is not None else None) or ""


def _overlap(one: Statement, other: Statement) -> bool:
    return one.start < other.end and other.start < one.end


def _review(view: ArticleView, old: StatementView, new: Statement | None, engine: str) -> Review:
    text = view.document.text
    return Review(
        id=0, article_id=view.id, start=old.statement.start, end=old.statement.end, engine=engine,
        old_speaker=_speaker(old.statement), old_words=old.text, new_speaker="" if new is None else _speaker(new),
        new_words="" if new is None else new.quote(text),
    )  # fmt: skip
