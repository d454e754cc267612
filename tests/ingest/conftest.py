"""A loopback server that answers with exactly the bytes a test gives it."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

Behaviour = Callable[[socket.socket, bytes], None]


@dataclass
class Loopback:
    """`answers` maps paths to raw answers, or to what is done with the socket and the request."""

    port: int = 0
    answers: dict[str, bytes | Behaviour] = field(default_factory=dict)
    requests: list[bytes] = field(default_factory=list)
    """The heads of all requests so far."""
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def give(
        self,
        path: str,
        body: bytes = b"",
        headers: tuple[str, ...] = (),
        status: str = "200 OK",
        length: int | None = None,
    ) -> str:
        """Answers a path; `length` lies about the body's. Returns the address."""
        lines = [
            f"HTTP/1.1 {status}",
            f"Content-Length: {len(body) if length is None else length}",
            "Connection: close",
        ]
        self.answers[path] = "\r\n".join([*lines, *headers]).encode("latin-1") + b"\r\n\r\n" + body
        return self.url(path)

    def do(self, path: str, behaviour: Behaviour) -> str:
        """Answers a path by doing something. Returns the address."""
        self.answers[path] = behaviour
        return self.url(path)


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    """A server that answers as the test says, on a free port."""
    world = Loopback()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            head = b""
            with suppress(OSError):
                while b"\r\n\r\n" not in head and head[:3] in (b"", b"GET") and (piece := self.request.recv(65_536)):
                    head += piece
                if not head.startswith(b"GET "):
                    self.request.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                    return
                world.requests.append(head)
                path = head.split(b" ", 2)[1].decode("latin-1")
                found = world.answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                if isinstance(found, bytes):
                    self.request.sendall(found)
                else:
                    found(self.request, head)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    server = Server(("127.0.0.1", 0), Handler)
    world.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield world
    world.closing.set()
    server.shutdown()
    server.server_close()
    thread.join()
