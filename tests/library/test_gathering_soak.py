"""`tuinews refresh --every` for long, against a server with faults: TUINEWS_SOAK_SECONDS=1800 pytest -m soak …"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest

from tuinews.core.fetched import Subscription
from tuinews.library import Library

SECONDS = float(os.environ.get("TUINEWS_SOAK_SECONDS", "20"))
EVERY = "10s" if SECONDS > 300 else "1s"
FEEDS = 20
FAULTS = ("none",) * 6 + ("busy", "cut", "broken", "html", "reset", "endless-header")
TEXT = "<p>" + "“Nobody told the crew,” said Ilan Reyes. The office opened an inquiry. " * 20 + "</p>"


@pytest.fixture
def faulty() -> Iterator[str]:
    """A loopback server: every feed has a new entry at each request, and every other answer or so is at fault."""
    begun, chance = time.monotonic(), random.Random(1)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            newest = int(time.monotonic() - begun)
            items = "".join(
                f"<item><title>{n}</title><guid>{self.path}-{n}</guid><link>http://127.0.0.1:9{self.path}/{n}</link>"
                f"<description><![CDATA[{TEXT}]]></description></item>"
                for n in range(newest, max(-1, newest - 15), -1)
            )
            body = f'<rss version="2.0"><channel><title>{self.path}</title>{items}</channel></rss>'.encode()
            fault = chance.choice(FAULTS)
            if fault == "reset":
                self.connection.close()
                return
            self.send_response(503 if fault == "busy" else 200)
            if fault == "busy":
                self.send_header("Retry-After", "1")
            if fault == "endless-header":
                self.send_header("X-Long", "x" * 100_000)
            sent = {"broken": body[: len(body) // 2], "html": b"<html><p>Nothing here", "cut": body[:700]}.get(
                fault, body
            )
            self.send_header("Content-Length", str(len(body) if fault == "cut" else len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *arguments: object) -> None:
            """Tests print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *arguments: None  # type: ignore[method-assign]  # connections closed on purpose
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _heed_interrupts() -> None:
    """A shell's background job ignores SIGINT, and so would what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.soak
def test_memory_stays_flat_while_refreshing_from_a_faulty_server(library: Library, faulty: str, tmp_path: Path) -> None:
    library.subscribe([Subscription(f"{faulty}/{number}") for number in range(FEEDS)])
    environment = {**os.environ, "TUINEWS_LIBRARY": str(library.path), "TUINEWS_CONFIG": str(tmp_path / "none.toml")}
    program = [str(Path(sys.executable).parent / "tuinews"), "refresh", "--every", EVERY]
    seen: list[float] = []
    with (
        (tmp_path / "said").open("w") as said,
        subprocess.Popen(program, env=environment, stdout=said, stderr=said, preexec_fn=_heed_interrupts) as process,
    ):
        until = time.monotonic() + SECONDS
        while time.monotonic() < until and process.poll() is None:
            seen.append(psutil.Process(process.pid).memory_info().rss / 1e6)
            time.sleep(0.2)
        alive = process.poll() is None
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        finally:
            process.kill()
    words = (tmp_path / "said").read_text()
    assert alive, words
    assert "Traceback" not in words
    assert process.returncode == 130
    middle = len(seen) // 2
    early, late = max(seen[:middle]), max(seen[middle:])
    print(f"{SECONDS:g} s, {library.summary().articles} articles, {early:.0f} MB, then {late:.0f} MB")
    assert library.summary().articles > 10 * FEEDS
    assert late < early * 1.25
    assert library.store.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
