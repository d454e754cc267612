"""Every test has its own clock, time zone, settings and library, and no access to the reader's."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("tuinews", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tuinews")


@pytest.fixture(autouse=True)
def _own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings and library in the test's own folder, days in UTC."""
    monkeypatch.setenv("TUINEWS_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("TUINEWS_LIBRARY", str(tmp_path / "library.db"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.delenv("TUINEWS_NOW", raising=False)
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    os.environ.pop("TUINEWS_NOW", None)
