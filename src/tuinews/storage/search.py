"""Running searches: query trees in, ids of articles or statements out, in order; and stopping them."""

from __future__ import annotations

import contextlib
import heapq
import sqlite3
import threading
from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from tuinews.core.query import Node
    from tuinews.storage.conditions import Condition

Order = Literal["newest", "oldest", "ranked"]
Ids: TypeAlias = "array[int]"


class SearchStopped(Exception):  # it is no error: somebody typed on
    """A search was interrupted, since its answer is not wanted any more."""


class Interrupts:
    """The searches that run now, in whichever threads, so that others can stop them."""

    def __init__(self) -> None:
        self._running: set[sqlite3.Connection] = set()
        self._guard = threading.Lock()

    @contextlib.contextmanager
    def running(self, connection: sqlite3.Connection) -> Iterator[None]:
        """A search on this connection. Raises SearchStopped in place of SQLite's own error."""
        with self._guard:
            self._running.add(connection)
        try:
            yield
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise SearchStopped from error
            raise
        finally:
            with self._guard:
                self._running.discard(connection)

    def stop(self) -> None:
        """Interrupt them all."""
        with self._guard:
            for connection in self._running:
                connection.interrupt()


_ORDERS = {"newest": "a.sorted DESC, a.id DESC", "oldest": "a.sorted, a.id"}
_CLOCKS_DIFFER = 120.0  # seconds by which arrivals may be out of order, since feeds are fetched side by side
_NEAR = 4_000
"""How many of the newest articles are asked for their statements one by one."""
_RANKED = 10_000
"""How many articles are ranked at most."""
_NOT_DELETED = "a.id NOT IN (SELECT article_id FROM deletion)"
_NOT_HIDDEN = "a.id NOT IN (SELECT article_id FROM reading WHERE hidden)"


def article_ids(
    connection: sqlite3.Connection, trees: Sequence[Node | None], order: Order = "newest", limit: int | None = None,
    sure: float = 0.0, after: int = 0,
) -> Ids:  # fmt: skip
    """The articles for which all trees hold. `sure`: the least confidence of a statement that counts; `after`: only
    articles that came later than the one with this id."""
    if not trees and not after:  # everything: what the first paint asks for, and it needs no compiler
        shown = f"{_NOT_DELETED} AND {_NOT_HIDDEN}"
        return _ids(connection, f"SELECT a.id FROM article a WHERE {shown} ORDER BY {_by(order)}", (), limit)
    from tuinews.storage.conditions import Compiler, Condition, all_of

    compiler, shown = Compiler(connection, sure), _shown(trees)
    if limit is not None and order == "newest" and not after:
        few = _few_newest(connection, trees, limit, shown, sure)
        if few is not None:
            return few
    if order == "ranked" and not after and (driver := compiler.driver(trees)) is not None:
        return _ranked(connection, *driver, limit, shown)
    where = all_of([compiler.article(tree) for tree in trees if tree is not None])
    if after:
        where = Condition("a.id > ?", (after,)) & where
    ranking = compiler.ranking(trees) if order == "ranked" else None
    if ranking is not None:
        sql = (
            "SELECT a.id FROM article a LEFT JOIN (SELECT rowid AS id, bm25(article_terms, 8.0, 1.0) AS rank"
            " FROM article_terms WHERE article_terms MATCH ?) f ON f.id = a.id"
            f" WHERE {shown} AND {where.sql} ORDER BY f.rank IS NULL, f.rank, a.sorted DESC, a.id DESC"
        )
        values: tuple[Any, ...] = (ranking, *where.values)
    else:
        sql = f"SELECT a.id FROM article a WHERE {shown} AND {where.sql} ORDER BY {_by(order)}"
        values = where.values
    return _ids(connection, sql, values, limit)


def newest_id(connection: sqlite3.Connection) -> int:
    """The id of the article that came last; 0 when there is none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()[0])


def statement_ids(
    connection: sqlite3.Connection, trees: Sequence[Node | None], order: Order = "newest", limit: int | None = None,
    sure: float = 0.0,
) -> Ids:  # fmt: skip
    """The statements for which all trees hold, in the order of their articles and then of their place."""
    from tuinews.storage.conditions import Compiler, all_of

    compiler, shown = Compiler(connection, sure), _shown(trees)
    where = all_of([compiler.statement(tree) for tree in trees if tree is not None])
    sql = (
        f"SELECT s.id FROM statement s JOIN article a ON a.id = s.article_id WHERE s.confidence >= ? AND {shown}"
        f" AND {where.sql} ORDER BY {_by(order)}, s.start"
    )
    return _ids(connection, sql, (sure, *where.values), limit)


def _by(order: Order) -> str:
    return _ORDERS.get(order, _ORDERS["newest"])


def _shown(trees: Sequence[Node | None]) -> str:
    """What is never found: the deleted; and the hidden, unless they are asked for."""
    return _NOT_DELETED if any(map(_asks_for_hidden, trees)) else f"{_NOT_DELETED} AND {_NOT_HIDDEN}"


def _asks_for_hidden(node: Node | None) -> bool:
    from tuinews.core.query import And, Field, Not, Or

    match node:
        case And(nodes) | Or(nodes):
            return any(map(_asks_for_hidden, nodes))
        case Not(inner):
            return _asks_for_hidden(inner)
        case _:
            return node == Field("is", "hidden")


def _few_newest(
    connection: sqlite3.Connection, trees: Sequence[Node | None], limit: int, shown: str, sure: float
) -> Ids | None:
    """The newest articles that match, where they are found without looking at all that do; None where they are not.

    Where statements are asked for, each of the newest articles is asked for its own: what is said often (or by
    somebody who speaks often) is found among them, and for what is rare it was little work in vain.
    """
    from tuinews.storage.conditions import Compiler, all_of, asks_for_statements

    speaks = any(map(asks_for_statements, trees))
    each = Compiler(connection, sure, one_by_one=speaks)
    if (driver := each.driver(trees)) is not None:
        found = _newest(connection, *driver, limit, shown, _NEAR if speaks else None)
        if found is None and (driver := Compiler(connection, sure).driver(trees)) is not None:
            return _newest(connection, *driver, limit, shown, None)
        return found
    edge = connection.execute(
        "SELECT sorted FROM article ORDER BY sorted DESC, id DESC LIMIT 1 OFFSET ?", (_NEAR,)
    ).fetchone()
    if not speaks or edge is None:
        return None
    where = all_of([each.article(tree) for tree in trees if tree is not None])
    sql = f"SELECT a.id FROM article a WHERE a.sorted > ? AND {shown} AND {where.sql} ORDER BY {_by('newest')}"
    ids = _ids(connection, sql, (*edge, *where.values), limit)
    return ids if len(ids) == limit else None


def _newest(
    connection: sqlite3.Connection, expression: str, where: Condition, limit: int, shown: str, near: int | None
) -> Ids | None:
    """The newest articles that match, without looking at all that do; None if they are not all among the `near`
    newest that have the words.

    Ids follow arrival, and no article sorts later than it arrived: going down the ids, the answer is complete as soon
    as its last place is newer than the arrival of what comes next.
    """
    oldest = _newest_but(connection, expression, near) if near is not None else None
    rows = connection.execute(
        "SELECT a.id, a.sorted, a.arrived FROM article_terms f CROSS JOIN article a ON a.id = f.rowid"
        f" WHERE f.article_terms MATCH ? AND f.rowid >= ? AND {shown} AND {where.sql} ORDER BY f.rowid DESC",
        (expression, oldest or 0, *where.values),
    )
    best: list[tuple[float, int]] = []  # a heap; the last place first
    for article_id, sorted_by, arrived in rows:
        if len(best) < limit:
            heapq.heappush(best, (sorted_by, article_id))
        elif best[0][0] > arrived + _CLOCKS_DIFFER:
            break
        else:
            heapq.heappushpop(best, (sorted_by, article_id))
    else:
        if oldest is not None:
            return None
    return array("q", (article_id for _, article_id in sorted(best, reverse=True)))


def _ranked(connection: sqlite3.Connection, expression: str, where: Condition, limit: int | None, shown: str) -> Ids:
    """The best matches first. Of words that stand in very many articles the newest are ranked, and the others follow
    by age: the order is the same whatever the limit."""
    oldest = _newest_but(connection, expression, _RANKED) or 0
    sql = (
        "WITH best AS MATERIALIZED (SELECT rowid AS id, bm25(article_terms, 8.0, 1.0) AS rank FROM article_terms"
        " WHERE article_terms MATCH ? AND rowid >= ?) SELECT a.id FROM best CROSS JOIN article a ON a.id = best.id"
        f" WHERE {shown} AND {where.sql} ORDER BY best.rank, a.sorted DESC, a.id DESC"
    )
    ids = _ids(connection, sql, (expression, oldest, *where.values), limit)
    if oldest and (limit is None or len(ids) < limit):
        sql = (
            f"SELECT a.id FROM article a WHERE {shown} AND a.id IN (SELECT rowid FROM article_terms WHERE"
            f" article_terms MATCH ? AND rowid < ?) AND {where.sql} ORDER BY {_by('newest')}"
        )
        ids += _ids(connection, sql, (expression, oldest, *where.values), None if limit is None else limit - len(ids))
    return ids


def _newest_but(connection: sqlite3.Connection, expression: str, count: int) -> int | None:
    """The id of the newest article but so many that has the words; None when there are not that many."""
    row = connection.execute(
        "SELECT rowid FROM article_terms WHERE article_terms MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?",
        (expression, count),
    ).fetchone()
    return None if row is None else int(row[0])


def _ids(connection: sqlite3.Connection, sql: str, values: tuple[Any, ...], limit: int | None) -> Ids:
    if limit is not None:
        sql, values = f"{sql} LIMIT ?", (*values, limit)
    return array("q", (row[0] for row in connection.execute(sql, values)))
