"""When to come again: what servers ask for, and how we back off by ourselves."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 7 * 86_400.0
"""Seconds; a server that asks for more is asked again after a week."""


def retry_after(said: str, now: datetime) -> float | None:
    """The seconds that a Retry-After header (RFC 9110 §10.2.3: seconds or a date) asks to wait, None for none."""
    said = said.strip()[:60]
    if re.fullmatch(r"[0-9]{1,9}", said):
        return min(float(said), _LONGEST)
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - now).total_seconds()), _LONGEST)


def back_off(
    failures: int, base: float = 300.0, longest: float = 86_400.0, chance: random.Random | None = None
) -> float:
    """Seconds to wait after so many failures in a row: doubling from `base`, between half and all of it by chance, so
    that feeds that failed together do not come back together."""
    full = min(longest, base * 2.0 ** min(max(failures, 1) - 1, 30))
    return full * (0.5 + (chance or random).random() / 2)


def max_age(cache_control: str) -> int | None:
    """The seconds that Cache-Control (RFC 9111 §5.2.2.1) lets an answer be used without asking again."""
    match = re.search(r"(?:^|[,\s])max-age\s{0,3}=\s{0,3}\"?([0-9]{1,9})", cache_control[:1000], re.IGNORECASE)
    return int(match.group(1)) if match else None
