from __future__ import annotations

import contextlib
import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tuinews.core.document import Document
from tuinews.library import Library, open_library
from tuinews.library.settings import Settings
from tuinews.storage.articles import Incoming, Stored, store_article
from tuinews.storage.documents import packed

FERRY = (
    "The harbour office opened an inquiry on Monday.\n"
    "“Nobody told the crew,” said Ilan Reyes, the union's lawyer. “We asked twice.”\n"
    "The company did not answer questions about the elections."
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An open, empty library."""
    opened = open_library(tmp_path / "library.db", settings=Settings(name="mira"))
    yield opened
    opened.close()


@pytest.fixture
def put(library: Library) -> Callable[..., Stored]:
    """Puts an article into the library: `put("Title", "text", url=…, outlet=…)`."""

    def put(title: str, text: str = FERRY, *, at: float = 1_770_000_000.0, **more: object) -> Stored:
        more.setdefault("url", f"https://harbour.example/{title.replace(' ', '-').lower()}")
        more.setdefault("origin", "page")
        more.setdefault("language", "en")
        incoming = Incoming(
            content=packed(title, Document.plain(text), str(more["language"])),
            fetched=at,
            digest=str(hash(text)),
            **more,
        )  # type: ignore[arg-type]
        with library.store.writing() as connection:
            stored = store_article(connection, incoming)
        assert stored is not None
        return stored

    return put


@dataclass
class Web:
    """A real server on loopback: `pages` maps a path to its body; ETags are the body's, and asked-for ones give 304."""

    base: str
    pages: dict[str, str | tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    delay: float = 0.0
    """Seconds before an answer."""

    def feed(self, path: str, *entries: str, title: str = "Harbour Times") -> str:
        """Serve an RSS feed of these items under a path; its address."""
        self.pages[path] = (
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title><link>{self.base}/</link>'
            f"{''.join(entries)}</channel></rss>"
        )
        return self.base + path

    def entry(self, name: str, text: str, *, guid: str | None = None, title: str | None = None) -> str:
        """An RSS item with its full text."""
        return (
            f"<item><title>{title or name}</title><link>{self.base}/{name}.html</link>"
            f"<guid isPermaLink='false'>{guid or name}</guid><description><![CDATA[{text}]]></description></item>"
        )


@pytest.fixture
def web() -> Iterator[Web]:
    """The loopback web of a test."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            time.sleep(site.delay)
            answer = site.pages.get(self.path, (404, {}, b"gone"))
            status, headers, body = answer if isinstance(answer, tuple) else (200, {}, answer.encode())
            tag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
            if status == 200 and self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            self.send_response(status)
            for name, value in {"ETag": tag, "Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(OSError):  # whoever asked may be gone
                self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Tests print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Web(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()
