"""How sure each rule is: the share of its statements that were right, words and speaker, on annotated news.

The table is what `tests/benchmarks/calibrate_statements.py` prints for a training split. A statement is as sure as
its rule; a source that is nobody's name, and a language that was measured lower or not at all, take a little away.
"""

from __future__ import annotations

from collections.abc import Mapping

from tuinews.core.statement import Source

RULES: Mapping[str, float] = {
    "verb-quote": 0.98,
    "inverted-quote": 0.98,
    "signed": 0.88,
    "post": 0.95,
    "blockquote": 0.85,
    "dialogue": 0.80,
    "transcript": 0.70,
    "carried": 0.88,
    "carried-far": 0.60,
    "introduced": 0.52,
    "embedded": 0.48,
    "mood": 0.60,
    "verb-that-plain": 0.88,
    "verb-before-plain": 0.88,
    "verb-whether": 0.86,
    "inverted-before-plain": 0.85,
    "verb-bare-plain": 0.83,
    "inverted-partial": 0.80,
    "gerund-quote": 0.77,
    "preface-left": 0.75,
    "gerund-whether": 0.75,
    "verb-that": 0.72,
    "preface-right": 0.70,
    "gerund-that-plain": 0.70,
    "verb-object": 0.67,
    "gerund-that": 0.67,
    "gerund-bare-plain": 0.67,
    "verb-partial": 0.57,
    "gerund-object": 0.55,
    "gerund-bare": 0.55,
    "verb-bare": 0.54,
    "verb-before": 0.51,
    "gerund-infinitive": 0.47,
    "verb-infinitive": 0.44,
    "verb-right": 0.44,
    "verb-colon": 0.37,
    "gerund-partial": 0.35,
    "noun-that": 0.27,
    "inverted-before": 0.25,
}
"""Rule → share that was right. A rule is what announces the words (a verb, a participle, a preface) and how they
follow it; `-plain` when the verb only says that somebody spoke."""
UNKNOWN_RULE = 0.4
UNNAMED = 0.9
NOBODY = 0.6
"""What a source without a name, and none at all, leave of it."""
LANGUAGES: Mapping[str, float] = {"en": 1.0, "de": 0.88}
OTHER_LANGUAGE = 0.85


def confidence(rule: str, source: Source | None, language: str) -> float:
    """The share of statements like this one that are right, 0 to 1."""
    sure = RULES.get(rule, UNKNOWN_RULE) * LANGUAGES.get(language, OTHER_LANGUAGE)
    if source is None:
        sure *= NOBODY
    elif source.name is None:
        sure *= UNNAMED
    return round(sure, 2)
