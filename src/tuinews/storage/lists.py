"""Rows of lists and whole articles, as they are shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tuinews.core.deferred import deferred
from tuinews.core.models import ArticleRow, ArticleView, NoteView, RevisionView, StatementRow, StatementView
from tuinews.storage.changed import CHANGED_SINCE_SEEN

if TYPE_CHECKING:
    from tuinews.core.statement import Span
    from tuinews.storage import documents, following, statements, verdicts
else:  # rows need none of these, and the first paint is of rows
    documents, following, statements, verdicts = deferred(
        "tuinews.storage", "documents", "following", "statements", "verdicts"
    )

_ROW = f"""
SELECT a.id, a.title, a.outlet,
    coalesce((SELECT coalesce(nullif(s.name, ''), f.title, '') FROM membership m JOIN subscription s ON s.id = m.feed_id
        LEFT JOIN feed_state f ON f.feed_id = s.id WHERE m.article_id = a.id ORDER BY m.feed_id LIMIT 1), ''),
    a.sorted, coalesce(r.read, 0), coalesce(r.starred, 0),
    {CHANGED_SINCE_SEEN},
    (SELECT json_group_array(tag) FROM
        (SELECT DISTINCT tag FROM tagging WHERE article_id = a.id AND shown(author) ORDER BY created, rowid)),
    (SELECT count(*) FROM note WHERE article_id = a.id AND shown(author)),
    a.quotes, a.statements, a.url, a.words
FROM article a LEFT JOIN reading r ON r.article_id = a.id
"""

_STATEMENT_ROW = """
SELECT s.id, a.id, a.title, a.outlet, a.sorted, coalesce(s.speaker, s.mention), s.said, s.kind, s.start, s.end,
    coalesce((SELECT starred FROM reading WHERE article_id = a.id), 0), a.arrived,
    (SELECT number FROM revision WHERE id = a.revision_id)
FROM statement s JOIN article a ON a.id = s.article_id WHERE s.id IN (SELECT value FROM json_each(?))
"""


def article_rows(connection: sqlite3.Connection, ids: Sequence[int]) -> list[ArticleRow]:
    """The rows of these articles, in this order; ids that are gone are left out."""
    found = connection.execute(f"{_ROW} WHERE a.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
    rows = {row[0]: _article_row(row) for row in found}
    return [rows[article_id] for article_id in ids if article_id in rows]


def statement_rows(connection: sqlite3.Connection, ids: Sequence[int]) -> list[StatementRow]:
    """The rows of these statements, in this order; ids that are gone are left out."""
    found = connection.execute(_STATEMENT_ROW, (json.dumps(list(ids)),))
    rows = {row[0]: StatementRow(*row) for row in found}
    return [rows[statement_id] for statement_id in ids if statement_id in rows]


def article_view(connection: sqlite3.Connection, article_id: int, sure: float) -> ArticleView | None:
    """An article to read, None when there is none. `sure`: the least confidence of the statements."""
    row = connection.execute(f"{_ROW} WHERE a.id = ?", (article_id,)).fetchone()
    if row is None:
        return None
    more = connection.execute(
        "SELECT a.uid, a.author, a.language, a.published, a.published_offset, coalesce(p.position, 0),"
        " r.id, r.number, r.fetched, r.origin, r.url, r.digest, r.extractor, r.title, length(r.text), r.text, r.layout,"
        " r.inline,"
        " (SELECT count(*) FROM revision WHERE article_id = a.id),"
        " (SELECT 1 FROM analysis n WHERE n.article_id = a.id AND n.revision_id = a.revision_id)"
        " FROM article a JOIN revision r ON r.id = a.revision_id"
        " LEFT JOIN progress p ON p.article_id = a.id WHERE a.id = ?",
        (article_id,),
    ).fetchone()
    notes = notes_of(connection, "n.article_id = ?", (article_id,))
    tags = _placed_tags(connection, article_id)
    return ArticleView(
        row=_article_row(row),
        uid=more[0],
        author=more[1],
        language=more[2],
        published=more[3],
        published_offset=more[4],
        position=more[5],
        revision=RevisionView(*more[6:15]),
        document=documents.unpack(*more[15:18]),
        revisions=more[18],
        analysed=bool(more[19]),
        notes=tuple(notes),
        tags=tuple(tag for tag, span in tags if span is None),
        statements=_statement_views(connection, article_id, sure, notes, tags),
    )


def notes_of(connection: sqlite3.Connection, condition: str = "1", values: Sequence[Any] = ()) -> list[NoteView]:
    """Notes where they stand now, by place in the article; `condition` may speak of note `n` and article `a`."""
    rows = connection.execute(
        "SELECT n.uid, n.article_id, n.anchor, n.body, n.author, n.created, n.changed, p.start, p.end, a.title"
        " FROM note n JOIN article a ON a.id = n.article_id LEFT JOIN placement p ON p.uid = n.uid"
        f" WHERE {condition} AND shown(n.author) ORDER BY n.article_id, p.start, n.created, n.rowid",
        tuple(values),
    )
    return [_note_view(row) for row in rows]


def tags_in_use(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Tags with the number of articles that bear them, the most used first."""
    return connection.execute(
        "SELECT tag, count(DISTINCT article_id) AS uses FROM tagging WHERE shown(author)"
        " GROUP BY tag COLLATE NOCASE ORDER BY uses DESC, tag"
    ).fetchall()


def values_in_use(connection: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """(tag, value, number of places that bear both), by tag and value."""
    return connection.execute(
        "SELECT tag, value, count(*) FROM tagging WHERE value IS NOT NULL AND shown(author)"
        " GROUP BY tag COLLATE NOCASE, value ORDER BY tag COLLATE NOCASE, value"
    ).fetchall()


def _article_row(row: Sequence[Any]) -> ArticleRow:
    return ArticleRow(
        id=row[0],
        title=row[1],
        outlet=row[2] or row[3],
        feed=row[3],
        published=row[4],
        read=bool(row[5]),
        starred=bool(row[6]),
        changed=bool(row[7]),
        tags=tuple(json.loads(row[8])),
        notes=row[9],
        quotes=row[10],
        statements=row[11],
        url=row[12],
        words=row[13],
    )


def _note_view(row: Sequence[Any]) -> NoteView:
    from tuinews.core.statement import Span

    uid, article_id, anchor, body, author, created, changed, start, end, title = row
    return NoteView(
        uid=uid,
        article_id=article_id,
        span=Span(start, end) if start is not None else None,
        body=body,
        quote=following.unpack_anchor(anchor).exact if anchor else "",
        orphan=bool(anchor) and start is None,
        author=author,
        created=created,
        changed=changed,
        article=title,
    )


def _placed_tags(connection: sqlite3.Connection, article_id: int) -> list[tuple[str, Span | None]]:
    """The tags of an article and of words in it, each once whoever put it: (tag or tag=value, where). Orphans are on
    the article."""
    from tuinews.core.statement import Span

    rows = connection.execute(
        "SELECT t.tag, t.value, p.start, p.end FROM tagging t LEFT JOIN placement p ON p.uid = t.uid"
        " WHERE t.article_id = ? AND shown(t.author) ORDER BY t.created, t.rowid",
        (article_id,),
    )
    placed = (
        (f"{tag}={value}" if value else tag, Span(start, end) if start is not None else None)
        for tag, value, start, end in rows
    )
    return list(dict.fromkeys(placed))


def _statement_views(
    connection: sqlite3.Connection,
    article_id: int,
    sure: float,
    notes: Iterable[NoteView],
    tags: Iterable[tuple[str, Span | None]],
) -> tuple[StatementView, ...]:
    from tuinews.core.statement import Span, same_words

    views = []
    standing = verdicts.verdicts(connection, article_id)
    for statement_id, statement, said in statements.read(connection, article_id):
        if statement.confidence < sure:
            continue
        here = Span(statement.start, statement.end)
        on = tuple(note for note in notes if note.span is not None and same_words(note.span, here))
        tagged = tuple(tag for tag, span in tags if span is not None and same_words(span, here))
        known = verdicts.decided(standing, here, tagged)
        views.append(
            StatementView(statement_id, statement, said, tagged, on, known.attribution, known.status, known.proof)
        )
    return tuple(views)
