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
HAN = re.compile(r"[\u4e00-\u9fff]")


def guess_language(text: str) -> str | None:
    """The code of the language (one that has word lists) that a text seems to be in; None when it cannot be told."""
    prefix = text[:PREFIX]
    if len(KANA.findall(prefix)) * 10 > len(prefix):
        return "ja"
    if len(HAN.findall(prefix)) * 5 > len(prefix):
        return "zh"
    words = [word.lower() for word in WORD.findall(prefix)]
    scores = {code: sum(word in common for word in words) for code, common in _common_words().items()}
    best = max(scores, key=lambda code: (scores[code], code == "en"), default=None)
    return best if best and scores[best] * 12 >= len(words) and scores[best] > 1 else None


@lru_cache(maxsize=1)
def _common_words() -> dict[str, frozenset[str]]:
    found = {}
    for code in languages():
        with (DATA / f"{code}.toml").open("rb") as file:
            found[code] = frozenset(tomllib.load(file).get("common", "").split())
    return found
