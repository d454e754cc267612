"""Two libraries meet: which article of another one is which of this one, and bringing in what is missing here.

An article is the same when it has the same public id, one address in common, or a revision of the very same bytes. What
is missing comes in with its revisions as they are; nothing that is here already is changed, but a revision that was
fetched later than ours is shown from then on.
"""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tuinews.storage import articles, chain, following, statements, terms
from tuinews.storage.documents import packed, unpack

_ARTICLE = (
    "uid", "url", "title", "outlet", "author", "language", "image", "feed_tags", "published", "published_offset",
    "arrived", "sorted", "truncated", "words", "changed",
)  # fmt: skip
_REVISION = (
    "number", "origin", "url", "fetched", "digest", "text_digest", "headers", "extractor", "title", "author", "text",
    "layout", "inline",
)  # fmt: skip


_TOGETHER = 500
"""New articles that go into the index at once."""


@dataclass
class Meeting:
    """The articles of `other` as those of `ours`. Use it inside a writing transaction of `ours`."""

    ours: sqlite3.Connection
    other: sqlite3.Connection
    new: int = 0
    """Articles that were brought in."""
    revisions: int = 0
    """Revisions that were brought in, of articles that were here."""
    unsound: list[str] = field(default_factory=list)
    """Titles of articles that were left out because their texts are damaged."""
    _terms: terms.NewTerms = field(init=False)
    _known: dict[int, int | None] = field(default_factory=dict)
    _numbers: dict[int, dict[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._terms = terms.NewTerms(self.ours)

    def known(self, their_id: int) -> int | None:
        """Which article of ours it is; None when it is not here."""
        if their_id not in self._known:
            self._known[their_id] = self._find(their_id)
            if self._known[their_id] is not None:
                self._bring_revisions(their_id, int(self._known[their_id] or 0))
        return self._known[their_id]

    def brought(self, their_id: int) -> int | None:
        """The same, after bringing it in when it is not here; None when it cannot be."""
        if self.known(their_id) is None:
            self._known[their_id] = self._bring(their_id)
        return self._known[their_id]

    def number(self, their_id: int, number: int) -> int:
        """Our number of a revision of theirs; the same number when there is none."""
        return self._numbers.get(their_id, {}).get(number, number)

    def uid(self, article_id: int) -> str:
        """The public id of an article of ours."""
        return str(self.ours.execute("SELECT uid FROM article WHERE id = ?", (article_id,)).fetchone()[0])

    def _find(self, their_id: int) -> int | None:
        row = self.other.execute("SELECT uid FROM article WHERE id = ?", (their_id,)).fetchone()
        if row is None:
            return None
        found = self.ours.execute("SELECT id FROM article WHERE uid = ?", row).fetchone()
        if found is not None:
            return int(found[0])
        keys = [key for (key,) in self._of(their_id, "SELECT key FROM article_key WHERE article_id = ? ORDER BY key")]
        by_key = articles.find_by_keys(self.ours, keys)
        if by_key is not None:
            return by_key
        for same in self._of(
            their_id, "SELECT digest, text_digest FROM revision WHERE article_id = ? AND origin != 'entry'"
        ):
            if same in self._digests:
                return self._digests[same]
        return None

    @functools.cached_property
    def _digests(self) -> dict[tuple[str, str], int]:
        """Which article of ours has which bytes, as they were when the two met: no index leads from bytes to it."""
        rows = self.ours.execute("SELECT digest, text_digest, article_id FROM revision WHERE origin != 'entry'")
        return {(digest, text_digest): article_id for digest, text_digest, article_id in rows}

    def _bring(self, their_id: int) -> int | None:
        columns = ", ".join(_ARTICLE)
        row = self.other.execute(f"SELECT {columns}, revision_id FROM article WHERE id = ?", (their_id,)).fetchone()
        if row is None or not self._sound(their_id, row[2]):
            return None
        marks = ", ".join("?" * len(_ARTICLE))
        cursor = self.ours.execute(f"INSERT INTO article ({columns}) VALUES ({marks})", row[:-1])
        article_id = int(cursor.lastrowid or 0)
        keys = self._of(their_id, "SELECT key FROM article_key WHERE article_id = ?")
        self.ours.executemany("INSERT OR IGNORE INTO article_key VALUES (?, ?)", [(key, article_id) for (key,) in keys])
        for revision in self._revisions(their_id):
            new_id = self._insert(article_id, revision, revision["number"])
            if revision["id"] == row[-1]:
                self.ours.execute("UPDATE article SET revision_id = ? WHERE id = ?", (new_id, article_id))
        self._index(article_id, row[-1])
        statements.queue(self.ours, article_id)
        self.new += 1
        return article_id

    def finish(self) -> None:
        """Put the last new articles into the index. To be called when no more are brought in."""
        self._terms.flush()

    def _index(self, article_id: int, their_revision: int) -> None:
        """The terms of new articles go into the index together: one by one they would cost more than all the rest."""
        title, *document, language = self.other.execute(
            "SELECT r.title, r.text, r.layout, r.inline, a.language FROM revision r"
            " JOIN article a ON a.id = r.article_id WHERE r.id = ?",
            (their_revision,),
        ).fetchone()
        self._terms.add(article_id, language, packed(title, unpack(*document), language))
        if self.new % _TOGETHER == 0:
            self._terms.flush()

    def _bring_revisions(self, their_id: int, article_id: int) -> None:
        """Match the revisions of an article that both have, the very same ones first; insert those that only the
        other one has."""
        ours = self.ours.execute(
            "SELECT number, origin, text_digest, fetched FROM revision WHERE article_id = ? ORDER BY fetched, number",
            (article_id,),
        ).fetchall()
        theirs = self._revisions(their_id)
        numbers: dict[int, int] = {}
        for exactly in (True, False):
            for revision in theirs:
                wanted = (revision["origin"], revision["text_digest"], revision["fetched"])
                same = [row for row in ours if row[1:] == wanted or (not exactly and row[1:3] == wanted[:2])]
                if revision["number"] not in numbers and same:
                    numbers[revision["number"]] = same[0][0]
                    ours.remove(same[0])
        missing = [revision for revision in theirs if revision["number"] not in numbers]
        if missing and self._sound(their_id, missing[0]["title"]):
            last = self.ours.execute("SELECT max(number) FROM revision WHERE article_id = ?", (article_id,)).fetchone()[
                0
            ]
            for number, revision in enumerate(missing, last + 1):
                numbers[revision["number"]] = number
                self._insert(article_id, revision, number)
            self.revisions += len(missing)
            self._show_latest(article_id)
        self._numbers[their_id] = numbers

    def _show_latest(self, article_id: int) -> None:
        """Show what was fetched last; a page or file before the entry of a feed, as when they come in."""
        latest = self.ours.execute(
            "SELECT id, title, author FROM revision WHERE article_id = ?"
            " ORDER BY origin = 'entry', fetched DESC, number DESC LIMIT 1",
            (article_id,),
        ).fetchone()
        shown = self.ours.execute("SELECT revision_id FROM article WHERE id = ?", (article_id,)).fetchone()[0]
        if latest[0] == shown:
            return
        self._terms.flush()
        terms.unindex_article(self.ours, article_id)
        statements.forget(self.ours, article_id)
        fetched, origin, *document = self.ours.execute(
            "SELECT fetched, origin, text, layout, inline FROM revision WHERE id = ?", (latest[0],)
        ).fetchone()
        again = self.ours.execute(
            "SELECT 1 FROM revision WHERE article_id = ? AND origin = ? AND id != ?", (article_id, origin, latest[0])
        ).fetchone()
        self.ours.execute(
            "UPDATE article SET revision_id = ?, title = ?, author = coalesce(nullif(?, ''), author), words = ?,"
            " changed = CASE WHEN ? THEN ? ELSE changed END WHERE id = ?",
            (*latest, unpack(*document).words(), again is not None, fetched, article_id),
        )
        terms.index_article(self.ours, article_id)
        statements.queue(self.ours, article_id)
        following.follow(self.ours, [article_id])

    def _insert(self, article_id: int, revision: Mapping[str, Any], number: int) -> int:
        values = {**{name: revision[name] for name in _REVISION}, "article_id": article_id, "number": number}
        cursor = self.ours.execute(
            f"INSERT INTO revision ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
            tuple(values.values()),
        )
        new_id = int(cursor.lastrowid or 0)
        chain.extend(self.ours, new_id)
        kept = self.other.execute(
            "SELECT body, packing, size, keep_until FROM capture WHERE revision_id = ?", (revision["id"],)
        ).fetchone()
        if kept is not None:
            self.ours.execute("INSERT INTO capture VALUES (?, ?, ?, ?, ?)", (new_id, *kept))
        return new_id

    def _revisions(self, their_id: int) -> list[dict[str, Any]]:
        columns = ("id", *_REVISION)
        rows = self._of(
            their_id, f"SELECT {', '.join(columns)} FROM revision WHERE article_id = ? ORDER BY fetched, number"
        )
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def _sound(self, their_id: int, title: str) -> bool:
        """Whether the documents hold together: a file that somebody gives us may hold anything."""
        rows = self._of(their_id, "SELECT text, layout, inline FROM revision WHERE article_id = ?")
        try:
            sound = bool(rows) and not any(unpack(*row).problems() for row in rows)
        except (ValueError, TypeError, IndexError, AttributeError):
            sound = False
        if not sound:
            self.unsound.append(title)
        return sound

    def _of(self, their_id: int, sql: str) -> list[tuple[Any, ...]]:
        return self.other.execute(sql, (their_id,)).fetchall()
