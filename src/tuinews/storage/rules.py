"""Saved searches, and rules: what matches a search gets tags or marks. Every change goes through a Step."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from tuinews.core import clock
from tuinews.core.errors import BadInput, NotFound
from tuinews.storage import written
from tuinews.storage.journal import Step, new_uid, read_record

_SEEN = "rules_seen"


@dataclass(frozen=True, slots=True)
class Actions:
    """What a rule does to the articles that it matches."""

    tags: tuple[str, ...] = ()
    star: bool = False
    read: bool = False
    hide: bool = False
    watch: bool = False

    def __bool__(self) -> bool:
        return bool(self.tags) or self.star or self.read or self.hide or self.watch

    def __str__(self) -> str:
        marks = [name for name in ("star", "read", "hide", "watch") if getattr(self, name)]
        return " ".join([*(f"#{tag}" for tag in self.tags), *marks])


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is stored."""

    uid: str
    name: str
    query: str
    actions: Actions


def save_search(step: Step, name: str, query: str) -> None:
    """Save a search under a name; one that has the name already is replaced."""
    row = step.connection.execute("SELECT uid FROM saved_search WHERE name = ?", (name,)).fetchone()
    before = read_record(step.connection, "saved_search", row[0]) if row is not None else None
    new = {"uid": new_uid(), "settings": "{}", "created": clock.timestamp(), "author": step.who}
    step.put("saved_search", {**(before or new), "name": name, "query": query})


def notify(step: Step, name: str, how: str) -> None:
    """Say how a saved search tells of what comes; empty: not at all. Raises NotFound."""
    row = read_record(step.connection, "saved_search", _named(step.connection, "saved_search", name)) or {}
    settings = {key: value for key, value in json.loads(str(row["settings"])).items() if key != "notify"}
    if how:
        settings["notify"] = how
    step.put("saved_search", {**row, "settings": json.dumps(settings, ensure_ascii=False)})


def notifying(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """(name, query, how) of the saved searches that tell of what comes."""
    return connection.execute(
        "SELECT name, query, settings ->> '$.notify' FROM saved_search WHERE settings ->> '$.notify' > ''"
        " ORDER BY name COLLATE NOCASE"
    ).fetchall()


def rename_search(step: Step, name: str, new: str) -> None:
    """Give a saved search another name. Raises NotFound; BadInput when the name is taken."""
    row = read_record(step.connection, "saved_search", _named(step.connection, "saved_search", name))
    if step.connection.execute("SELECT 1 FROM saved_search WHERE name = ?", (new,)).fetchone() and name != new:
        raise BadInput(new, "is the name of another saved search")
    step.put("saved_search", {**(row or {}), "name": new})


def delete_search(step: Step, name: str) -> None:
    """Delete a saved search. Raises NotFound."""
    step.drop("saved_search", _named(step.connection, "saved_search", name))


def rules(connection: sqlite3.Connection) -> list[Rule]:
    """All rules, in the order in which they were made, which is that in which they run."""
    rows = connection.execute("SELECT uid, name, query, actions FROM rule ORDER BY created, uid")
    return [Rule(uid, name, query, _actions(packed)) for uid, name, query, packed in rows]


def add_rule(step: Step, name: str, query: str, actions: Actions) -> None:
    """Make a rule, for what comes from now on. Raises BadInput when there is one of that name."""
    if step.connection.execute("SELECT 1 FROM rule WHERE name = ?", (name,)).fetchone():
        raise BadInput(name, "is the name of another rule", "Delete that first, or take another name")
    if not rules(step.connection):
        set_seen(step.connection, newest(step.connection))
    step.put(
        "rule",
        {"uid": new_uid(), "name": name, "query": query, "actions": json.dumps(asdict(actions), ensure_ascii=False),
         "settings": "{}", "created": clock.timestamp(), "author": step.who},
    )  # fmt: skip


def delete_rule(step: Step, name: str) -> None:
    """Delete a rule; what it did stays. Raises NotFound."""
    step.drop("rule", _named(step.connection, "rule", name))


def apply(step: Step, actions: Actions, article_ids: Iterable[int]) -> None:
    """Do to these articles what a rule does."""
    ids = list(article_ids)
    written.set_reading(
        step, ids, read=actions.read or None, starred=actions.star or None, hidden=actions.hide or None,
        watched=actions.watch or None,
    )  # fmt: skip
    for article_id in ids:
        for tag in actions.tags:
            written.add_tag(step, article_id, written.ABOUT_ARTICLE, None, tag)


def last_seen(connection: sqlite3.Connection) -> int:
    """The newest article to which the rules were applied when it came."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_SEEN,)).fetchone()
    return 0 if row is None else int(row[0])


def newest(connection: sqlite3.Connection) -> int:
    """The id of the article that came last; 0 when there is none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()[0])


def set_seen(connection: sqlite3.Connection, article_id: int) -> None:
    """Note up to which article the rules were applied."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_SEEN, str(article_id)))


def _named(connection: sqlite3.Connection, record: str, name: str) -> str:
    row = connection.execute(f"SELECT uid FROM {record} WHERE name = ? OR uid = ?", (name, name)).fetchone()
    if row is None:
        raise NotFound(name, f"is no {record.replace('_', ' ')}")
    return str(row[0])


def _actions(packed: str) -> Actions:
    told = json.loads(packed)
    return Actions(tuple(told.pop("tags", ())), **told)
