"""Keeping the full-text tables in step with what they index.

All text passes `fold` before FTS5 sees it. The article and statement tables are contentless: the words stand
once, in `revision` and `statement`; to take a row out, FTS5 must be given the very terms that it was given to
put it in, which the same function makes again. `meta.fold_version` says by which version of it; another one
means that all is indexed anew.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from tuinews.core.fold import FOLD_VERSION, index_text
from tuinews.storage.documents import LONGEST_INDEXED, Packed

OF_READER = 16
"""Bits of a row's number in `reader_terms` that count the authors on one article; those above are the article's."""
_AUTHORS = "SELECT article_id, author FROM note UNION SELECT article_id, author FROM tagging"
INDEXED = {
    "article_terms": "SELECT id FROM article",
    "statement_terms": "SELECT id FROM statement",
    "reader_terms": (
        f"SELECT (article_id << {OF_READER}) + row_number() OVER (PARTITION BY article_id) - 1 FROM ({_AUTHORS})"
    ),
}
"""The full-text tables, and which rows each must have."""


class NewTerms:
    """The terms of new articles on their way into the index, in which `flush` puts them all at once.

    FTS5 keeps what it is given in memory until a statement comes that may have to be undone by itself; then it writes
    a segment of the index. One after each article would cost more than all the rest of storing it.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._waiting: dict[int, tuple[str, Packed]] = {}

    def add(self, article_id: int, language: str, content: Packed) -> None:
        """An article that is not in the index yet."""
        self._waiting[article_id] = (language, content)

    def flush(self) -> None:
        """Put what waits into the index. To be called before the transaction ends, and before an article changes."""
        languages = {(language[:2].lower(),) for language, _ in self._waiting.values()}
        self._connection.executemany("INSERT OR IGNORE INTO indexed_language VALUES (?)", languages)
        self._connection.executemany(
            "INSERT INTO article_terms (rowid, title, body) VALUES (?, ?, ?)",
            [(id_, content.title_terms, content.body_terms) for id_, (_, content) in self._waiting.items()],
        )
        self._waiting.clear()


def index_article(connection: sqlite3.Connection, article_id: int) -> None:
    """Put an article's shown revision into the index."""
    _index(connection, article_id, _terms_of(connection, article_id))


def _index(connection: sqlite3.Connection, article_id: int, terms: tuple[str, str]) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO indexed_language SELECT lower(substr(language, 1, 2)) FROM article WHERE id = ?",
        (article_id,),
    )
    connection.execute("INSERT INTO article_terms (rowid, title, body) VALUES (?, ?, ?)", (article_id, *terms))


def unindex_article(connection: sqlite3.Connection, article_id: int) -> None:
    """Take an article's shown revision out of the index. Call it before `revision_id` or the language changes."""
    connection.execute(
        "INSERT INTO article_terms (article_terms, rowid, title, body) VALUES ('delete', ?, ?, ?)",
        (article_id, *_terms_of(connection, article_id)),
    )


def _terms_of(connection: sqlite3.Connection, article_id: int) -> tuple[str, str]:
    title, text, language = connection.execute(
        "SELECT r.title, r.text, a.language FROM article a JOIN revision r ON r.id = a.revision_id WHERE a.id = ?",
        (article_id,),
    ).fetchone()
    return index_text(title, language), index_text(text[:LONGEST_INDEXED], language)


def index_reader_words(connection: sqlite3.Connection, article_ids: Iterable[int]) -> None:
    """Index the notes and tags of these articles as they are now, those of each author by themselves: while coding is
    blind, nobody finds what others wrote."""
    for article_id in article_ids:
        first = article_id << OF_READER
        connection.execute(
            "DELETE FROM reader_terms WHERE rowid BETWEEN ? AND ?", (first, first + (1 << OF_READER) - 1)
        )
        notes = _by_author(connection, "SELECT author, body FROM note WHERE article_id = ?", article_id)
        tags = _by_author(connection, "SELECT DISTINCT author, tag FROM tagging WHERE article_id = ?", article_id)
        authors = notes.keys() | tags.keys()
        if not authors:
            continue
        language = connection.execute("SELECT language FROM article WHERE id = ?", (article_id,)).fetchone()[0]
        connection.executemany(
            "INSERT INTO reader_terms (rowid, notes, tags, author) VALUES (?, ?, ?, ?)",
            [
                (first + number, index_text("\n".join(notes[author]), language),
                 index_text("\n".join(tags[author]), language), author)
                for number, author in enumerate(sorted(authors))
            ],
        )  # fmt: skip


def _by_author(connection: sqlite3.Connection, query: str, article_id: int) -> dict[str, list[str]]:
    words: dict[str, list[str]] = defaultdict(list)
    for author, said in connection.execute(query, (article_id,)):
        words[author].append(said)
    return words


def index_all_reader_words(connection: sqlite3.Connection) -> None:
    """Index all notes and tags anew."""
    connection.execute("DELETE FROM reader_terms")
    noted = connection.execute(f"SELECT DISTINCT article_id FROM ({_AUTHORS})").fetchall()
    index_reader_words(connection, [article_id for (article_id,) in noted])


def index_statement(connection: sqlite3.Connection, statement_id: int, columns: tuple[str, ...], language: str) -> None:
    """Put a statement (its words, speaker, relayers, cue) into the index. Names are not stemmed."""
    connection.execute(
        "INSERT INTO statement_terms (rowid, said, by, via, cue) VALUES (?, ?, ?, ?, ?)",
        (statement_id, *_statement_terms(columns, language)),
    )


def unindex_statement(
    connection: sqlite3.Connection, statement_id: int, columns: tuple[str, ...], language: str
) -> None:
    """Take a statement out of the index, given the same columns."""
    connection.execute(
        "INSERT INTO statement_terms (statement_terms, rowid, said, by, via, cue) VALUES ('delete', ?, ?, ?, ?, ?)",
        (statement_id, *_statement_terms(columns, language)),
    )


def _statement_terms(columns: tuple[str, ...], language: str) -> tuple[str, ...]:
    said, *names = columns
    return (index_text(said, language), *(index_text(name) for name in names))


def index_all(connection: sqlite3.Connection) -> None:
    """Make all of the index again. Statements give way: the articles wait for analysis, which indexes them."""
    for table in ("article_terms", "statement_terms"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    connection.execute("DELETE FROM statement")
    connection.execute("DELETE FROM analysis")
    for (article_id,) in connection.execute("SELECT id FROM article ORDER BY id").fetchall():
        index_article(connection, article_id)
    connection.execute("INSERT OR IGNORE INTO analysis_queue SELECT id FROM article")
    index_all_reader_words(connection)
    mark_current(connection)


def languages(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The languages (first subtags) of what is indexed: a query is stemmed in each of them."""
    return tuple(row[0] for row in connection.execute("SELECT code FROM indexed_language ORDER BY code"))


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the index was made by this version of `fold`."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'fold_version'").fetchone()
    return row is None or row[0] == str(FOLD_VERSION)


def mark_current(connection: sqlite3.Connection) -> None:
    """Remember by which version of `fold` the index was made."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('fold_version', ?)", (str(FOLD_VERSION),))
