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
from tuinews.storage.journal import Step

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


def voices(connection: sqlite3.Connection, sure: float) -> list[Voice]:
    """Every named speaker, the most quoted first."""
    return [
        Voice(name, count, articles, _others(name, aliases), tuple(filter(None, json.loads(outlets))), *rest)
        for name, count, articles, aliases, outlets, *rest in connection.execute(_LISTED, (sure,))
    ]


def keys_named(connection: sqlite3.Connection, name: str) -> list[str]:
    """The folded names of the voice of just this name: its own, and those joined to it."""
    rows = connection.execute(
        "SELECT detail FROM voice_rule WHERE kind = 'alias' AND voice = ? COLLATE NOCASE", (name,)
    )
    return [fold(name), *(row[0] for row in rows)]


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
