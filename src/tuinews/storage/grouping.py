"""Groups of a list: its days, outlets or feed tags, and where each begins."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from tuinews.core import clock
from tuinews.core.models import Group, Grouping
from tuinews.storage.search import Ids

_ARTICLE = "article a WHERE a.id"
_STATEMENT = "statement s JOIN article a ON a.id = s.article_id WHERE s.id"
_FEED_NAME = (
    "(SELECT coalesce(nullif(s.name, ''), f.title, '') FROM membership m JOIN subscription s ON s.id = m.feed_id"
    " LEFT JOIN feed_state f ON f.feed_id = s.id WHERE m.article_id = a.id ORDER BY m.feed_id LIMIT 1)"
)
_KEYS: dict[Grouping, str] = {
    "outlet": f"coalesce(nullif(a.outlet, ''), {_FEED_NAME}, '')",
    "feedtag": "coalesce((SELECT coalesce(json_extract(s.tags, '$[0]'), nullif(s.folder, '')) FROM membership m"
    " JOIN subscription s ON s.id = m.feed_id WHERE m.article_id = a.id ORDER BY m.feed_id LIMIT 1), '')",
}
_AT_ONCE = 2000
"""Articles that are looked at together."""


def group(
    connection: sqlite3.Connection, ids: Ids, by: Grouping, *, statements: bool = False
) -> tuple[Ids, list[Group]]:
    """A list sorted by time, in groups: its ids in the order of the groups (by name; within one as they were), and
    the groups. Days cost some look-ups for each day, the others one for each item."""
    if by == "none" or not ids:
        return ids, []
    if by == "day":
        return ids, _days(connection, ids, _STATEMENT if statements else _ARTICLE)
    return _by_name(connection, ids, _KEYS[by], _STATEMENT if statements else _ARTICLE)


def _days(connection: sqlite3.Connection, ids: Ids, table: str) -> list[Group]:
    """The days of a list that is sorted by time, either way: the end of each is looked for in growing strides."""
    sql = f"SELECT a.sorted FROM {table} = ?"

    def moment(index: int) -> float:
        row = connection.execute(sql, (ids[index],)).fetchone()
        return float(row[0]) if row is not None else 0.0

    groups: list[Group] = []
    at = 0
    while at < len(ids):
        when = clock.local(moment(at))
        groups.append(Group(at, f"{when:%Y-%m-%d}"))
        at = _first_outside(at, len(ids), partial(_is_within, _bounds(when), moment))
    return groups


def _bounds(when: datetime) -> tuple[float, float]:
    """The first moment of a local day, and that of the next."""
    midnight = when.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return midnight.timestamp(), (midnight + timedelta(days=1)).timestamp()


def _is_within(bounds: tuple[float, float], moment: Callable[[int], float], index: int) -> bool:
    return bounds[0] <= moment(index) < bounds[1]


def _first_outside(at: int, count: int, inside: Callable[[int], bool]) -> int:
    """The first index after `at` (which is inside) that is not."""
    stride = 1
    while at + stride < count and inside(at + stride):
        at += stride
        stride *= 2
    low, high = at, min(at + stride, count)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if inside(middle) else (low, middle)
    return high


def _by_name(connection: sqlite3.Connection, ids: Ids, key: str, table: str) -> tuple[Ids, list[Group]]:
    column = "s.id" if table == _STATEMENT else "a.id"
    sql = f"SELECT {column}, {key} FROM {table} IN (SELECT value FROM json_each(?))"
    found: dict[str, Ids] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        names = dict(connection.execute(sql, (json.dumps(some.tolist()),)))
        for one in some:
            name = names.get(one, "")
            if name not in found:
                found[name] = array("q")
            found[name].append(one)
    ordered, groups = array("q"), []
    for name in sorted(found, key=lambda name: (name == "", name.casefold(), name)):
        groups.append(Group(len(ordered), name))
        ordered.extend(found[name])
    return ordered, groups
