"""Krippendorff's α against the examples that he published (Computing Krippendorff's Alpha-Reliability, 2011)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.core.agreement import alpha

A = ("0100000010", "1110010000")
B = ("aabbdcccedda", "babbbcccEddd".lower())


def units(coders: tuple[str, ...]) -> list[str]:
    return ["".join(value for value in unit if value != ".") for unit in zip(*coders, strict=True)]


@pytest.mark.parametrize(("coders", "published"), [(A, 0.095), (B, 0.692)])
def test_two_coders_as_published(coders: tuple[str, ...], published: float) -> None:
    assert alpha(units(coders)) == pytest.approx(published, abs=0.0005)


def test_four_coders_with_missing_values_as_published() -> None:
    coders = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    assert alpha(units(coders)) == pytest.approx(0.743, abs=0.0005)


def test_agreement_that_says_nothing_is_none() -> None:
    assert alpha([]) is None
    assert alpha(["a", "b"]) is None
    assert alpha(["aa", "aa"]) is None


@given(st.lists(st.text("abc", min_size=1, max_size=4), max_size=12))
def test_alpha_is_at_most_one_and_one_only_without_disagreement(coded: list[str]) -> None:
    found = alpha(coded)
    if found is not None:
        assert found <= 1
        assert (found == pytest.approx(1)) == all(len(set(unit)) == 1 for unit in coded if len(unit) > 1)
