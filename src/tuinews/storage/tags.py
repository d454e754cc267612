"""Tags as a whole: which of those in use a search means, renaming one everywhere, taking one off everything."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Container
from typing import Any

from tuinews.core.tags import is_same_or_below, searched_tag
from tuinews.storage import voices
from tuinews.storage.journal import Step, read_record


def bearing(connection: sqlite3.Connection, tag: str, *, prefix: bool = False) -> tuple[str, tuple[Any, ...]]:
    """SQL on a `tagging` and its parameters: it is the tag (or `tag=value`) or one below it (`prefix`: one that begins
    so), case and accents aside, by an author who is shown."""
    name, _, value = tag.partition("=")
    wanted = searched_tag(name)
    sql = "tag IN (SELECT value FROM json_each(?)) AND shown(author)"
    names = _in_use(connection, "tag", lambda there: is_same_or_below(there, wanted, prefix=prefix))
    if not value:
        return sql, (names,)
    same = searched_tag(value)
    values = _in_use(connection, "value", lambda there: there == same)
    return f"{sql} AND value IN (SELECT value FROM json_each(?))", (names, values)


def _in_use(connection: sqlite3.Connection, column: str, meant: Callable[[str], bool]) -> str:
    """What stands in a column of the tags and is meant, as a JSON list. A library has few tags, each many times."""
    rows = connection.execute(f"SELECT DISTINCT {column} FROM tagging WHERE {column} IS NOT NULL")
    return json.dumps([there for (there,) in rows if meant(searched_tag(there))])


def delete_tag(change: Step, tag: str) -> int:
    """Take a tag, with those below it, off everything that bears it, as far as its authors are shown; how many places
    that were. What was decided about a claim of that name stays."""
    found = [uid for uid, _ in _placed(change.connection, tag)]
    for uid in found:
        change.drop("tagging", uid)
    return len(found) + voices.delete_tag(change, tag)


def rename_tag(change: Step, old: str, new: str) -> int:
    """Give a tag, with those below it, another name everywhere: on what bears it, on claims of that name, in saved
    searches and rules; as far as its authors are shown. Where the new one stands already with the same value, or
    without one, the two become one. How many places bore it."""
    found = _placed(change.connection, old)
    waiting = dict(found)
    for uid, tag in found:
        del waiting[uid]
        row = read_record(change.connection, "tagging", uid) or {}
        renamed = new + tag[len(old) :]
        twin = _twin(change.connection, row, renamed, waiting)
        if twin is not None and row["value"] in (None, twin[1]):
            change.drop("tagging", uid)
            continue
        if twin is not None and twin[1] is None:
            change.drop("tagging", twin[0])  # this one says more
        change.put("tagging", {**row, "tag": renamed})
    _rename_claims(change, old, new)
    _rename_in_searches(change, old, new)
    return len(found) + voices.rename_tag(change, old, new)


def _placed(connection: sqlite3.Connection, tag: str) -> list[tuple[str, str]]:
    """(uid, tag) of all that bear a tag or one below it, case aside, by authors who are shown."""
    rows = connection.execute("SELECT uid, tag FROM tagging WHERE shown(author) ORDER BY rowid")
    return [(uid, there) for uid, there in rows if is_same_or_below(there.casefold(), tag.casefold())]


def _twin(
    connection: sqlite3.Connection, row: dict[str, Any], renamed: str, waiting: Container[str]
) -> tuple[str, str | None] | None:
    """(uid, value) of what the same author tagged so at the same place already, but for what waits for a new name."""
    there = connection.execute(
        "SELECT uid, value, tag FROM tagging WHERE article_id = ? AND anchor IS ? AND author = ? AND uid != ?"
        " ORDER BY value IS NOT ?",
        (row["article_id"], row["anchor"], row["author"], row["uid"], row["value"]),
    )
    same = ((uid, value) for uid, value, tag in there if tag.casefold() == renamed.casefold() and uid not in waiting)
    return next(same, None)


def _rename_claims(change: Step, old: str, new: str) -> None:
    decided = "SELECT uid, claim FROM verdict WHERE claim IS NOT NULL AND shown(author)"
    for uid, claim in change.connection.execute(decided).fetchall():
        if is_same_or_below(claim.casefold(), old.casefold()):
            row = read_record(change.connection, "verdict", uid) or {}
            change.put("verdict", {**row, "claim": new + claim[len(old) :]})


def _rename_in_searches(change: Step, old: str, new: str) -> None:
    """`tag:old` becomes `tag:new` in what was saved, and a rule that gives the old tag gives the new one."""
    asked = re.compile(rf'(?i)(?<!\w)(tag:"?)#?{re.escape(old)}(?=[/="\s)]|$)')
    for record in ("saved_search", "rule"):
        for (uid,) in change.connection.execute(f"SELECT uid FROM {record}").fetchall():
            row = read_record(change.connection, record, uid) or {}
            row["query"] = asked.sub(lambda found: found[1] + new, row["query"])
            if record == "rule":
                actions = json.loads(row["actions"])
                given = [
                    new + tag[len(old) :] if is_same_or_below(_name(tag), old.casefold()) else tag
                    for tag in actions.get("tags", ())
                ]
                row["actions"] = json.dumps({**actions, "tags": list(dict.fromkeys(given))}, ensure_ascii=False)
            change.put(record, row)


def _name(tag: str) -> str:
    return tag.partition("=")[0].casefold()
