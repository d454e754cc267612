"""Pictures: captions stand for them; Enter on one opens it, on the screen where that can be, else in the browser."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from keyboard import Open, Reader
from made import build
from shelf import store
from textual.widgets import Static

from tuinews.core.errors import TuinewsError
from tuinews.library import Library, open_library
from tuinews.library.pictures import fetch_picture
from tuinews.library.settings import Settings
from tuinews.tui import pictures

GIF = bytes.fromhex("47494638396101000100800000ff0000ffffff21f90400000000002c00000000010001000002024401003b")


@pytest.fixture
def address() -> Iterator[str]:
    """A server of one picture, one page, and nothing else."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = {"/ferry.gif": ("image/gif", GIF), "/page": ("text/html", b"<p>no")}
            kind, body = known.get(self.path, ("", b""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def gallery(tmp_path: Path, address: str) -> Iterator[Library]:
    library = open_library(tmp_path / "gallery.db", settings=Settings(name="mira"))
    document = build([
        ("paragraph", "The ferry burnt."),
        ("figure", [("caption", "The ferry Aurora in the harbour.")], (("src", f"{address}/ferry.gif"),)),
        ("figure", [("caption", "A chart that nobody stored.")]),
        ("figure", [("caption", "The quay.")], (("src", f"{address}/gone.gif"),)),
    ])  # fmt: skip
    store(library, 0, "Ferry inquiry", "Harbour Times", document)
    yield library
    library.close()


async def until_seen(at: Reader, words: str) -> None:
    """Wait for what comes from a thread of its own; ten seconds are a failure."""
    for _ in range(500):
        await at.settle()
        if words in at.seen():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(at.seen())


def test_a_picture_is_fetched_and_what_is_none_is_refused(address: str) -> None:
    assert fetch_picture(f"{address}/ferry.gif") == GIF
    for path in ("/page", "/gone.gif"):
        with pytest.raises(TuinewsError):
            fetch_picture(address + path)


async def test_captions_are_walked_and_enter_opens_their_picture_in_the_browser_where_nothing_can_show_it(
    reader: Open, gallery: Library, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(pictures, "picture_widget", lambda: None)
    async with reader(of=gallery) as at:
        monkeypatch.setattr(at.app, "open_url", opened.append)
        await at.press("p")
        assert at.main.state.pane == "article" and "next picture" in at.seen()
        await at.press("enter")
        await at.press("p", "enter")
        await at.press("p", "enter")
        assert opened == [f"{address}/ferry.gif", f"{address}/gone.gif", f"{address}/ferry.gif"]
        await at.press("escape", "enter")
        assert at.main.state.pane == "source"


async def test_a_picture_is_shown_on_the_screen_and_one_that_is_gone_says_so(
    reader: Open, gallery: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "picture_widget", lambda: lambda body: Static(f"shown: {body.size}"))
    monkeypatch.setattr(pictures, "load", lambda body: SimpleNamespace(size=(4 * len(body), len(body))))
    async with reader(of=gallery) as at:
        row = next(n for n, line in enumerate(at.seen().splitlines()) if "The ferry Aurora" in line)
        await at.pilot.click(offset=(50, row))
        await at.pilot.click(offset=(50, row))
        await until_seen(at, f"shown: ({4 * len(GIF)}, {len(GIF)})")
        assert "The ferry Aurora" in at.seen()
        await at.press("escape", "p", "enter")
        await until_seen(at, "It cannot be shown")
        assert "404" in at.seen()
        await at.press("escape")
        assert at.app.screen is at.main


def test_a_picture_is_made_smaller_and_rubbish_is_refused() -> None:
    image = pytest.importorskip("PIL.Image")
    body = io.BytesIO()
    image.new("RGB", (4000, 10)).save(body, "PNG")
    assert pictures.load(body.getvalue()).size == (1600, 4)
    for rubbish in (b"", b"<svg>", GIF[:20]):
        with pytest.raises(ValueError, match=r"\w"):
            pictures.load(rubbish)
