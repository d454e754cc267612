"""How sure each rule is: the share of its statements that were right, words and speaker, on annotated news.

The tables are what `tests/benchmarks/calibrate_statements.py` prints for a training split. A statement is as sure as
its rule, by whether it is partly quoted; a source that is nobody's name, and a language that was measured lower or not
at all, take something away.
"""

from __future__ import annotations

from collections.abc import Mapping

from tuinews.core.statement import Source

RULES: Mapping[str, float] = {
    "verb-quote": 0.98,
    "inverted-quote": 0.98,
    "post": 0.95,
    "carried": 0.91,
    "gerund-quote": 0.89,
    "inverted-partial": 0.88,
    "signed": 0.88,
    "verb-before-plain": 0.86,
    "verb-whether": 0.86,
    "blockquote": 0.85,
    "verb-that-plain": 0.84,
    "inverted-before-plain": 0.84,
    "verb-bare-plain": 0.83,
    "dialogue": 0.80,
    "gerund-whether": 0.75,
    "verb-that": 0.72,
    "gerund-bare-plain": 0.72,
    "preface-right": 0.72,
    "preface-left": 0.71,
    "verb-before": 0.70,
    "carried-far": 0.69,
    "verb-object": 0.66,
    "verb-partial": 0.65,
    "gerund-bare": 0.65,
    "gerund-that-plain": 0.62,
    "verb-infinitive-quoted": 0.62,
    "gerund-infinitive-quoted": 0.62,
    "gerund-that": 0.61,
    "pointed": 0.62,
    "introduced": 0.60,
    "mood": 0.60,
    "embedded": 0.58,
    "verb-right": 0.57,
    "gerund-charge": 0.54,
    "verb-charge": 0.54,
    "transcript": 0.56,
    "verb-bare": 0.52,
    "verb-colon": 0.50,
    "verb-infinitive": 0.45,
    "gerund-object": 0.45,
    "gerund-partial": 0.33,
    "noun-that": 0.32,
    "gerund-infinitive": 0.31,
    "inverted-before": 0.25,
}
"""Rule → share that was right. A rule is what announces the words (a verb, a participle, a preface) and how they
follow it; `-plain` when the verb only says that somebody spoke."""
MIXED: Mapping[str, float] = {
    "inverted-before-plain": 0.95,
    "verb-that-plain": 0.94,
    "verb-before-plain": 0.94,
    "gerund-bare": 0.89,
    "preface-left": 0.87,
    "gerund-that-plain": 0.84,
    "gerund-that": 0.83,
    "verb-that": 0.80,
    "gerund-bare-plain": 0.79,
    "verb-before": 0.74,
    "gerund-object": 0.71,
    "verb-bare": 0.66,
    "embedded": 0.42,
}
"""The same for statements that are partly quoted, where it differs."""
UNNAMED: Mapping[str, float] = {
    "inverted-quote": 1.00,
    "verb-that-plain": 1.00,
    "verb-before-plain": 1.00,
    "verb-bare": 1.00,
    "preface-left": 1.00,
    "preface-right": 1.00,
    "gerund-infinitive": 1.00,
    "verb-quote": 0.94,
    "verb-that": 0.89,
    "verb-bare-plain": 0.88,
    "gerund-that": 0.87,
    "gerund-bare-plain": 0.77,
    "verb-whether": 0.69,
    "verb-object": 0.65,
    "verb-infinitive": 0.61,
    "gerund-bare": 0.56,
    "verb-before": 0.50,
    "gerund-quote": 0.50,
    "verb-right": 0.44,
    "embedded": 0.40,
    "gerund-object": 0.33,
    "carried-far": 0.13,
}
"""What a source without a name leaves of it, by rule; `ANY_UNNAMED` where too few were seen."""
UNNAMED_MIXED: Mapping[str, float] = {
    "verb-that-plain": 0.89,
    "embedded": 0.83,
    "verb-that": 0.82,
    "verb-bare-plain": 0.78,
    "verb-object": 0.76,
    "verb-bare": 0.60,
    "verb-partial": 0.49,
}
"""The same for statements that are partly quoted."""
ELSEWHERE: Mapping[str, float] = {"inverted-before": 0.80, "inverted-right": 0.80, "verb-infinitive": 0.70}
"""What differs where a subject may follow its verb without a quotation ("…, informó la agencia"), rare in English: the
share on the labelled passages (`tests/statements/languages`), less what unseen ones cost."""
GERMAN: Mapping[str, float] = {"inverted-before": 0.56, "noun-that": 0.66, "verb-bare": 0.70, "verb-right": 0.70}
UNKNOWN_RULE = 0.4
ANY_UNNAMED = 0.8
NOBODY = 0.6
"""What no source at all leaves of it."""
LANGUAGES: Mapping[str, float] = {"en": 1.0, "de": 0.98}
OTHER_LANGUAGE = 0.9


def confidence(rule: str, mixed: bool, source: Source | None, language: str, *, cited: bool = False) -> float:
    """The share of statements like this one that are right, 0 to 1. Who is not named but cited by somebody (`cited`)
    was told from the sentence, as a name is."""
    own = {} if language == "en" else GERMAN if language == "de" else ELSEWHERE
    sure = own.get(rule) or (MIXED if mixed and rule in MIXED else RULES).get(rule, UNKNOWN_RULE)
    sure *= LANGUAGES.get(language, OTHER_LANGUAGE)
    if source is None:
        sure *= NOBODY
    elif source.name is None and not cited:
        left = (UNNAMED_MIXED if mixed else UNNAMED).get(rule, ANY_UNNAMED)
        sure *= left if language in LANGUAGES else max(left, ANY_UNNAMED)  # what English plans, others say
    return round(sure, 2)
