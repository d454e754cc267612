"""Krippendorff's α for nominal categories, any number of coders, missing values allowed.

Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), part C: of n values in units that two or
more coders coded, n_c are of category c, and the coincidences o_cc count pairs within a unit, each weighted by
1 / (values of the unit − 1). Then

    α = ((n − 1) Σ o_cc − Σ n_c (n_c − 1)) / (n (n − 1) − Σ n_c (n_c − 1))
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence


def alpha(units: Iterable[Sequence[str]]) -> float | None:
    """α over units, each given by the categories that coders chose. 1 is perfect agreement, 0 what chance would bring.
    None when it says nothing: no unit was coded twice, or all values are of one category."""
    totals: Counter[str] = Counter()
    agreeing = 0.0
    for unit in units:
        if len(unit) < 2:
            continue
        chosen = Counter(unit)
        totals.update(chosen)
        agreeing += sum(count * (count - 1) for count in chosen.values()) / (len(unit) - 1)
    n = totals.total()
    expected = sum(count * (count - 1) for count in totals.values())
    if n * (n - 1) == expected:
        return None
    return ((n - 1) * agreeing - expected) / (n * (n - 1) - expected)
