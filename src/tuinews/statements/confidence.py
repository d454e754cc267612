"""How sure each rule is: the share of its statements that were right, words and speaker, on annotated news.

The table is what `tests/benchmarks/calibrate_statements.py` prints for a training split. A statement is as sure as
its rule; a source that is nobody's name, and a language that was measured lower or not at all, take a little away.
"""

from __future__ import annotations

from collections.abc import Mapping

from tuinews.core.statement import Source

RULES: Mapping[str, float] = {
    "verb-quote": 0.97,
    "inverted-quote": 0.98,
    "signed": 0.88,
    "post": 0.95,
    "blockquote": 0.85,
    "dialogue": 0.80,
    "transcript": 0.70,
    "carried": 0.86,
    "carried-far": 0.59,
    "introduced": 0.51,
    "embedded": 0.44,
    "mood": 0.60,
    "verb-that-plain": 0.87,
    "verb-before-plain": 0.86,
    "verb-whether": 0.78,
    "inverted-before-plain": 0.85,
    "verb-bare-plain": 0.81,
    "inverted-partial": 0.77,
    "gerund-quote": 0.76,
    "preface-left": 0.75,
    "gerund-whether": 0.75,
    "verb-that": 0.70,
    "preface-right": 0.69,
    "gerund-that-plain": 0.69,
    "verb-object": 0.64,
    "gerund-that": 0.66,
    "gerund-bare-plain": 0.66,
    "verb-partial": 0.56,
    "gerund-object": 0.55,
    "gerund-bare": 0.56,
    "verb-bare": 0.54,
    "verb-before": 0.51,
    "gerund-infinitive": 0.38,
    "verb-infinitive-quoted": 0.64,
    "gerund-infinitive-quoted": 0.64,
    "verb-infinitive": 0.39,
    "verb-right": 0.39,
    "verb-colon": 0.40,
    "gerund-partial": 0.30,
    "noun-that": 0.33,
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
