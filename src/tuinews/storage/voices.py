"""Voices: the speakers of the whole library, with the names that the reader joined.

A voice is a speaker's name, folded. What the reader says of voices are rules (`voice_rule`): this name belongs to that
voice. They hold for whatever is analysed later, too, and are undone like anything else.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from tuinews.core import clock
from tuinews.core.fold import fold
from tuinews.core.tags import is_same_or_below, searched_tag
from tuinews.storage.journal import Step, read_record

_VOICE = "coalesce((SELECT r.voice FROM voice_rule r WHERE r.uid = 'alias:' || s.speaker_key), s.speaker)"
_LISTED = f"""
SELECT {_VOICE} AS voice, count(*), count(DISTINCT s.article_id), json_group_array(DISTINCT s.speaker),
    json_group_array(DISTINCT a.outlet), min(a.sorted), max(a.sorted), max(s.role), max(s.type)
FROM statement s JOIN article a ON a.id = s.article_id
WHERE s.speaker_key != '' AND s.confidence >= ? AND a.id NOT IN (SELECT article_id FROM deletion)
GROUP BY voice COLLATE NOCASE ORDER BY count(*) DESC, voice
"""


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker across the library. Times in seconds since 1970."""

    name: str
    statements: int
    articles: int
    aliases: tuple[str, ...]
    outlets: tuple[str, ...]
    first: float
    last: float
    role: str
    type: str
    tags: tuple[str, ...] = ()


def voices(connection: sqlite3.Connection, sure: float) -> list[Voice]:
    """Every named speaker, the most quoted first."""
    tagged: dict[str, list[str]] = {}
    for voice, tag, _ in tags(connection):
        tagged.setdefault(fold(voice), []).append(tag)
    found = []
    for name, count, articles, packed, outlets, first, last, role, kind in connection.execute(_LISTED, (sure,)):
        aliases = _others(name, packed)
        own = dict.fromkeys(tag for one in (name, *aliases) for tag in tagged.get(fold(one), ()))
        found.append(
            Voice(
                name,
                count,
                articles,
                aliases,
                tuple(filter(None, json.loads(outlets))),
                first,
                last,
                role,
                kind,
                tuple(own),
            )
        )
    return found


def keys_named(connection: sqlite3.Connection, name: str) -> list[str]:
    """The folded names of the voice of just this name: its own, and those joined to it."""
    rows = connection.execute(
        "SELECT detail FROM voice_rule WHERE kind = 'alias' AND voice = ? COLLATE NOCASE", (name,)
    )
    return [fold(name), *(row[0] for row in rows)]


def speaks(connection: sqlite3.Connection, name: str) -> bool:
    """Whether a voice of just this name has said something."""
    keys = json.dumps(keys_named(connection, name))
    said = "SELECT 1 FROM statement WHERE speaker_key IN (SELECT value FROM json_each(?)) LIMIT 1"
    return connection.execute(said, (keys,)).fetchone() is not None


def keys_like(connection: sqlite3.Connection, words: str) -> list[str]:
    """The folded names that were joined to a voice whose name holds these words."""
    wanted = set(fold(words).split())
    rows = connection.execute("SELECT voice, detail FROM voice_rule WHERE kind = 'alias'").fetchall()
    return [detail for voice, detail in rows if wanted and wanted <= set(fold(voice).split())]


def join(step: Step, voice: str, names: list[str]) -> None:
    """Say that these names are one voice's. Names that were joined to them come along."""
    for name in names:
        for key in keys_named(step.connection, name):
            if key != fold(voice):
                step.put(
                    "voice_rule",
                    {"uid": f"alias:{key}", "kind": "alias", "voice": voice, "detail": key,
                     "created": clock.timestamp(), "author": step.who},
                )  # fmt: skip
    step.drop("voice_rule", f"alias:{fold(voice)}")


def part(step: Step, name: str) -> None:
    """Say that a name is a voice of its own again."""
    step.drop("voice_rule", f"alias:{fold(name)}")


def _others(name: str, aliases: str) -> tuple[str, ...]:
    return tuple(alias for alias in json.loads(aliases) if fold(alias) != fold(name))


def tags(connection: sqlite3.Connection, name: str | None = None) -> list[tuple[str, str, str]]:
    """(voice, tag or tag=value, author) of the tags on voices, by voice and tag; `name`: on that one and on names that
    were joined to it."""
    rows = connection.execute(
        "SELECT voice, detail, author FROM voice_rule WHERE kind = 'tag' AND shown(author)"
        " ORDER BY voice COLLATE NOCASE, detail, author"
    ).fetchall()
    if name is None:
        return rows
    keys = set(keys_named(connection, name))
    return [row for row in rows if fold(row[0]) in keys]


def add_tag(step: Step, name: str, tag: str) -> None:
    """Put a tag on a voice, once for each author; another value takes the place of the one before."""
    step.put(
        "voice_rule",
        {"uid": _tag_uid(name, tag, step.who), "kind": "tag", "voice": name, "detail": tag,
         "created": clock.timestamp(), "author": step.who},
    )  # fmt: skip


def remove_tag(step: Step, name: str, tag: str) -> None:
    """Take a tag off a voice: the author's own, or else that of others."""
    bare = tag.partition("=")[0].casefold()
    bearing = [
        (voice, there, author)
        for voice, there, author in tags(step.connection, name)
        if there.partition("=")[0].casefold() == bare
    ]
    own = [row for row in bearing if row[2] == step.who]
    for voice, there, author in own or bearing:
        step.drop("voice_rule", _tag_uid(voice, there, author))


def delete_tag(step: Step, tag: str) -> int:
    """Take a tag, with those below it, off all voices; how many bore it."""
    wanted = tag.casefold()
    bearing = [row for row in tags(step.connection) if is_same_or_below(row[1].partition("=")[0].casefold(), wanted)]
    for voice, there, author in bearing:
        step.drop("voice_rule", _tag_uid(voice, there, author))
    return len(bearing)


def rename_tag(step: Step, old: str, new: str) -> int:
    """Give a tag, with those below it, another name on all voices; how many bore it."""
    count = 0
    for voice, tag, author in tags(step.connection):
        name, equals, value = tag.partition("=")
        if is_same_or_below(name.casefold(), old.casefold()):
            row = read_record(step.connection, "voice_rule", _tag_uid(voice, tag, author)) or {}
            renamed = f"{new}{name[len(old) :]}{equals}{value}"
            step.drop("voice_rule", _tag_uid(voice, tag, author))
            step.put("voice_rule", {**row, "uid": _tag_uid(voice, renamed, author), "detail": renamed})
            count += 1
    return count


def keys_tagged(connection: sqlite3.Connection, tag: str, value: str, *, prefix: bool) -> list[str]:
    """The folded names of the voices that bear a tag, or one below it (`prefix`: one that begins so)."""
    wanted = searched_tag(tag)
    found: list[str] = []
    for voice, there, _ in tags(connection):
        name, _, has = there.partition("=")
        same = is_same_or_below(searched_tag(name), wanted, prefix=prefix)
        if same and (not value or searched_tag(has) == searched_tag(value)):
            found += keys_named(connection, voice)
    return list(dict.fromkeys(found))


def _tag_uid(voice: str, tag: str, author: str) -> str:
    return f"tag:{fold(voice)}:{tag.partition('=')[0].casefold()}:{author}"
