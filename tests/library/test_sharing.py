"""Several refreshes of one library at the same time, and refreshes that are cut off: with real processes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tuinews.core import clock
from tuinews.core.fetched import Subscription
from tuinews.library import Library
from tuinews.library.jobs import refresh_job
from tuinews.library.views import Progress
from tuinews.storage import sharing

if TYPE_CHECKING:
    from conftest import Web

LONG = "<p>" + " ".join(["The harbour office opened an inquiry on Monday into the fire."] * 12) + "</p>"


@pytest.fixture
def start(library: Library, tmp_path: Path) -> Callable[[], subprocess.Popen[str]]:
    """Starts `tuinews refresh` on the library."""
    (tmp_path / "config.toml").write_text("connections = 4\nconnections_per_host = 4\nfetch_pages = 'never'\n")
    environment = {
        **os.environ, "TUINEWS_LIBRARY": str(library.path), "TUINEWS_CONFIG": str(tmp_path / "config.toml"),
    }  # fmt: skip
    program = [str(Path(sys.executable).parent / "tuinews"), "refresh"]

    def hearing() -> None:  # whoever runs the tests in the background has them ignore Ctrl-C, and what they start
        signal.signal(signal.SIGINT, signal.default_int_handler)

    return lambda: subprocess.Popen(
        program, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=None if sys.platform == "win32" else hearing,
    )  # fmt: skip


def subscribe(library: Library, web: Web, count: int) -> None:
    urls = [web.feed(f"/{number}", web.entry(f"story-{number}", LONG)) for number in range(count)]
    library.subscribe([Subscription(url) for url in urls])


def wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(2000):
        if is_so():
            return
        time.sleep(0.01)
    raise AssertionError("it never came to be so")


def test_two_refreshes_at_once_share_the_feeds(library: Library, web: Web, start: Callable[..., object]) -> None:
    subscribe(library, web, 40)
    web.delay = 0.15
    one: subprocess.Popen[str] = start()
    wait_until(lambda: len(web.asked) > 4)
    other: subprocess.Popen[str] = start()
    told = [process.communicate(timeout=60) for process in (one, other)]
    assert (one.returncode, other.returncode) == (0, 0), told
    assert Counter(web.asked) == {f"/{number}": 1 for number in range(40)}
    assert library.summary().articles == 40
    assert "at the same time" in told[1][0]
    assert sum(int(re.match(r"(\d+) new", out)[1]) for out, _ in told) == 40  # type: ignore[index]
    assert library.store.connection.execute("SELECT count(*) FROM lease").fetchone() == (0,)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither process groups nor these signals")
@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_whatever_ends_a_refresh_loses_nothing(
    library: Library, web: Web, start: Callable[..., object], how: str
) -> None:
    subscribe(library, web, 24)
    web.delay = 0.4  # so long that it is still under way when the signal comes, also on a busy machine
    cut: subprocess.Popen[str] = start()
    wait_until(lambda: library.summary().articles > 0)
    os.killpg(cut.pid, getattr(signal, how))
    _, problems = cut.communicate(timeout=60)
    assert "Traceback" not in problems
    assert cut.returncode in (130, -getattr(signal, how))
    stored = library.summary().articles
    assert 0 < stored < 24
    web.delay = 0.0
    whole: subprocess.Popen[str] = start()
    assert whole.communicate(timeout=60)[1] == ""
    assert (whole.returncode, library.summary().articles) == (0, 24)


def test_a_feed_that_another_machine_is_at_is_waited_for(library: Library, web: Web) -> None:
    subscribe(library, web, 1)
    holder, now = "elsewhere.example|1|x", clock.timestamp()
    with library.store.writing() as connection:
        sharing.join(connection, holder, now)
        assert sharing.claim(connection, holder, now, now, [1]).ours == (1,)
        connection.execute("UPDATE lease SET until = ?", (now + 0.5,))  # where it dies
    events: list[Progress] = []
    refresh_job(library.store, library.settings, events.append)
    assert clock.timestamp() > now + 0.5
    assert (events[-1].added, web.asked) == (1, ["/0"])
