"""Which language a text is written in, told from its commonest words. A bounded prefix is looked at."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from tuinews.statements.lexicon import DATA, languages

PREFIX = 4000
"""Characters. More would not change the answer."""
WORD = re.compile(r"[^\W\d_]+")
KANA = re.compile(r"[\u3040-\u30ff]")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
HAN = re.compile(r"[\u4e00-\u9fff]")


def guess_language(text: str) -> str | None:
    """The code of the language (one that has word lists) that a text seems to be in; None when it cannot be told."""
    prefix = text[:PREFIX]
    if len(KANA.findall(prefix)) * 10 > len(prefix):
        return "ja"
    if len(HAN.findall(prefix)) * 5 > len(prefix):
        return "zh"
    words = [word.lower() for word in WORD.findall(prefix)]
    scores = {
        code: sum((word in common) + bool(letters and not letters.isdisjoint(word)) for word in words)
        for code, (common, letters) in _marks().items()
    }
    if len(CYRILLIC.findall(prefix)) * 2 > len(prefix):
        return max(("ru", "uk"), key=lambda code: scores.get(code, 0))
    best = max(scores, key=lambda code: (scores[code], code == "en"), default=None)
    return best if best and scores[best] * 12 >= len(words) and scores[best] > 1 else None


@lru_cache(maxsize=1)
def _marks() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Language → its commonest words, and letters that hardly another one has. Only the head of each file is read."""
    found = {}
    for code in languages():
        head = tomllib.loads((DATA / f"{code}.toml").read_text(encoding="utf-8").partition("\n[")[0])
        found[code] = frozenset(head.get("common", "").split()), frozenset(head.get("letters", ""))
    return found
