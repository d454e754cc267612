"""Servers that misbehave on the wire: each is one clear line (or what could be kept), in bounded time."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable

import pytest

from conftest import Loopback
from tuinews.core.errors import TuinewsError
from tuinews.ingest.http import Ask, Client, Limits

TIGHT = Limits(total=1.5, silence=0.5, size=1_000_000)
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"


def say(*pieces: bytes, pause: float = 0.0, forever: bytes = b"") -> Callable[[socket.socket, bytes], None]:
    """Sends pieces, with pauses, then one thing over and over."""

    def behave(connection: socket.socket, _head: bytes) -> None:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(pause)
        until = time.monotonic() + 5
        while forever and time.monotonic() < until:
            connection.sendall(forever)
            time.sleep(pause)

    return behave


def hang(connection: socket.socket, _head: bytes) -> None:
    connection.settimeout(5)
    connection.recv(1)


def redirect(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()


FAILS: dict[str, Callable[[socket.socket, bytes], None]] = {
    "hangs": hang,
    "says nothing and closes": say(),
    "a status line without end": say(OK[:-2], forever=b"x" * 4096),
    "a header without end": say(OK + b"X-A: ", forever=b"x" * 4096),
    "headers without end": say(OK, forever=b"X-A: 1\r\n" * 500),
    "headers drop by drop": say(OK, pause=0.1, forever=b"a"),
    "interim answers without end": say(forever=b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "early hints without end": say(forever=b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100),
    "not HTTP": say(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "HTTP/2 unasked": say(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    "HTTP/0.9": say(b"<rss version='2.0'><channel/></rss>"),
    "a status of letters": say(b"HTTP/1.1 abc OK\r\n\r\n"),
    "a status of five digits": say(b"HTTP/1.1 20000 OK\r\n\r\n"),
    "a status that nobody knows": say(b"HTTP/1.1 799 \x1b]0;x\x07\x1b[31mOdd\r\nContent-Length: 0\r\n\r\n"),
    "no content": say(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "a part that nobody asked for": say(b"HTTP/1.1 206 Partial Content\r\nContent-Length: 3\r\n\r\nabc"),
    "a chunk of no size": say(CHUNKED + b"zz\r\nabc\r\n0\r\n\r\n"),
    "a negative chunk": say(CHUNKED + b"-5\r\nabcde\r\n0\r\n\r\n"),
    "a chunk of many digits": say(CHUNKED + b"f" * 5000 + b"\r\n"),
    "a chunk extension without end": say(CHUNKED + b"5;a=", forever=b"x" * 4096),
    "chunks without end": say(CHUNKED, forever=b"1000\r\n" + b"x" * 4096 + b"\r\n"),
    "a negative length": say(OK + b"Content-Length: -5\r\n\r\nabcde"),
    "a length of letters": say(OK + b"Content-Length: many\r\n\r\nabcde"),
    "two lengths": say(OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"),
    "a length without body": say(OK + b"Content-Length: 5000\r\n\r\n"),
    "gzip that is cut at once": say(OK + b"Content-Encoding: gzip\r\nContent-Length: 500\r\n\r\n\x1f"),
    "gzip named otherwise": say(OK + b"Content-Encoding: gzip;q=1\r\nConnection: close\r\n\r\nxx"),
    "an empty redirect within": say(redirect("#top")),
    "a redirect to a script": say(redirect("javascript:alert(1)")),
    "a redirect to a file": say(redirect("file:///etc/passwd")),
    "a redirect to data": say(redirect("data:text/xml,<rss/>")),
    "a redirect to a broken address": say(redirect("http://[::1")),
    "a redirect to no port": say(redirect("http://127.0.0.1:99999/")),
    "a redirect with an escape": say(redirect("http://127.0.0.1:1/\x1b]0;x\x07")),
    "a redirect to a long address": say(redirect("/" + "x" * 7000)),
    "a redirect to another program": say(redirect("gopher://127.0.0.1:1/_x")),
}


@pytest.mark.parametrize("case", FAILS)
async def test_a_misbehaving_server_is_one_clear_line(loopback: Loopback, case: str) -> None:
    begun = time.monotonic()
    async with Client(TIGHT) as client:
        with pytest.raises(TuinewsError) as caught:
            await client.fetch(Ask(loopback.do("/feed", FAILS[case])))
    line = str(caught.value)
    assert line.startswith(loopback.url("/feed"))
    assert line.isprintable()
    assert len(line) < 300
    assert time.monotonic() - begun < 3


MANY = b"".join(gzip.compress(b"x") for _ in range(10_000))
KEPT: dict[str, tuple[bytes, bytes]] = {
    "less than announced": (b"Content-Length: 500\r\n", b"words"),
    "more than announced": (b"Content-Length: 5\r\nConnection: close\r\n", b"words and more"),
    "more than announced, kept alive": (b"Content-Length: 5\r\n", b"words and more"),
    "more than announced, much": (b"Content-Length: 5\r\n", b"words" + b"HTTP/1.1 " * 99_999),
    "one length twice": (b"Content-Length: 5\r\nContent-Length: 5\r\n", b"words"),
    "one length twice in a line": (b"Content-Length: 5, 5\r\n", b"words"),
    "many cookies": (b"Set-Cookie: a=b\r\n" * 100 + b"Content-Length: 5\r\n", b"words"),
    "escapes in headers": (b"X-A: \x9b31m\xff\r\nContent-Length: 5\r\n", b"words"),
    "gzip with refuse behind it": (
        b"Content-Encoding: gzip\r\nConnection: close\r\n",
        gzip.compress(b"words") + b"PK!" * 99,
    ),
    "gzip that is cut": (b"Content-Encoding: gzip\r\nConnection: close\r\n", gzip.compress(b"words" * 99)[:-12]),
    "an empty coding": (b"Content-Encoding: , identity,\r\nContent-Length: 5\r\n", b"words"),
}


@pytest.mark.parametrize("case", KEPT)
async def test_what_can_be_kept_is_kept(loopback: Loopback, case: str) -> None:
    headers, body = KEPT[case]
    async with Client(TIGHT) as client:
        found = await client.fetch(Ask(loopback.do("/feed", say(OK + headers + b"\r\n" + body))))
    assert found.body.startswith(b"words")
    assert all(value.isprintable() for value in found.headers.values())


async def test_gzip_in_ten_thousand_members_is_unpacked(loopback: Loopback) -> None:
    async with Client(TIGHT) as client:
        found = await client.fetch(Ask(loopback.give("/feed", MANY, ("Content-Encoding: gzip",))))
    assert found.body == b"x" * 10_000


async def test_a_password_stays_behind_when_a_redirect_leaves_the_host(loopback: Loopback) -> None:
    loopback.do("/feed", say(redirect(f"http://localhost:{loopback.port}/other")))
    loopback.give("/other", b"words")
    ask = Ask(loopback.url("/feed"), headers=(("X-Key", "s3cret"),), credentials=("mira", "s3cret"))
    async with Client(TIGHT) as client:
        await client.fetch(ask)
    assert b"s3cret" in loopback.requests[0]
    assert b"s3cret" not in loopback.requests[1]
    assert b"Authorization" not in loopback.requests[1]
