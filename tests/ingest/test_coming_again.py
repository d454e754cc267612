"""When to come again."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.ingest.retrying import back_off, max_age, retry_after

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120.0),
        ("Sun, 01 Mar 2026 12:02:00 GMT", 120.0),
        ("Sun, 01 Mar 2020 12:02:00 GMT", 0.0),
        ("", None),
        ("-1", None),
    ],
)
def test_servers_say_how_long_to_wait(said: str, seconds: float | None) -> None:
    assert retry_after(said, NOW) == seconds


@given(st.text(max_size=40))
def test_any_retry_after_is_bounded_to_a_week(said: str) -> None:
    wait = retry_after(said, NOW)
    assert wait is None or 0 <= wait <= 7 * 86_400


def test_back_off_doubles_up_to_a_day_and_never_comes_back_in_step() -> None:
    chance = random.Random(1)
    waits = [back_off(failures, chance=chance) for failures in (1, 2, 3, 50)]
    assert 150 <= waits[0] <= 300 and 300 <= waits[1] <= 600 and 600 <= waits[2] <= 1200
    assert 43_200 <= waits[3] <= 86_400
    assert len({back_off(1, chance=chance) for _ in range(10)}) > 1


def test_max_age_is_read_from_cache_control() -> None:
    assert max_age("public, max-age=600, must-revalidate") == 600
    assert max_age("no-store, s-maxage=7") is None
