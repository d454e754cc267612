"""Fetching: the manners of HTTP, and every way in which a server can go wrong, over real sockets."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from collections.abc import Iterable
from functools import partial

import brotli
import pytest

from conftest import Loopback
from tuinews.core.errors import BadInput, FetchFailed
from tuinews.core.fetched import Fetched
from tuinews.ingest.http import Ask, Client, Limits, fetch_once

TIGHT = Limits(total=2.0, silence=0.5, size=1_000_000)
gzipped = partial(gzip.compress, mtime=0)  # the bytes name the tests, which are collected twice and must be the same


async def fetch(ask: Ask | str, limits: Limits = TIGHT) -> Fetched:
    async with Client(limits) as client:
        return await client.fetch(Ask(ask) if isinstance(ask, str) else ask)


async def problem(ask: Ask | str, limits: Limits = TIGHT) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        await fetch(ask, limits)
    line = str(caught.value)
    assert "\n" not in line and line.isprintable()
    return caught.value


async def test_answer_keeps_what_the_server_said(loopback: Loopback) -> None:
    url = loopback.give("/feed", b"words", ('ETag: W/"a b"', "Last-Modified: then", "Content-Type: text/xml"))
    found = await fetch(url)
    assert (found.status, found.url, found.asked, found.body, found.moved) == (200, url, url, b"words", False)
    assert (found.headers["etag"], found.headers["last-modified"]) == ('W/"a b"', "then")


async def test_validators_go_back_exactly_as_they_came(loopback: Loopback) -> None:
    url = loopback.give("/feed", status="304 Not Modified")
    found = await fetch(Ask(url, etag='W/"a b"', last_modified="Sun, 1 Mar 2026 00:00:00 +0000"))
    assert (found.status, found.body) == (304, b"")
    head = loopback.requests[0]
    assert b'If-None-Match: W/"a b"\r\n' in head
    assert b"If-Modified-Since: Sun, 1 Mar 2026 00:00:00 +0000\r\n" in head
    assert b"User-Agent: tuinews/" in head and b"+https://github.com/tuinews/tuinews" in head


@pytest.mark.parametrize(("statuses", "moved"), [((301, 308), True), ((301, 302), False), ((307,), False)])
async def test_only_permanent_redirects_all_the_way_move_a_feed(
    loopback: Loopback, statuses: tuple[int, ...], moved: bool
) -> None:
    for number, status in enumerate(statuses):
        loopback.give(f"/{number}", headers=(f"Location: /{number + 1}",), status=f"{status} Moved")
    end = loopback.give(f"/{len(statuses)}", b"here")
    found = await fetch(loopback.url("/0"))
    assert (found.url, found.asked, found.body, found.moved) == (end, loopback.url("/0"), b"here", moved)


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "javascript:alert(1)", "ftp://x.example/", "\\x", "http://[::1"]
)
async def test_redirect_to_what_is_no_web_address_is_refused(loopback: Loopback, target: str) -> None:
    failed = await problem(loopback.give("/r", headers=(f"Location: {target}",), status="302 Found"))
    assert "redirects to what is no web address" in failed.problem or failed.status == 404


async def test_redirect_loops_and_long_chains_end(loopback: Loopback) -> None:
    loopback.give("/a", headers=("Location: /b",), status="301 M")
    loopback.give("/b", headers=("Location: /a",), status="301 M")
    assert (await problem(loopback.url("/a"))).problem == "redirects in a circle"
    for number in range(15):
        loopback.give(f"/c{number}", headers=(f"Location: /c{number + 1}",), status="302 M")
    assert (await problem(loopback.url("/c0"))).problem == "redirects more than 10 times"


async def test_credentials_stay_on_their_host_and_out_of_messages(loopback: Loopback) -> None:
    loopback.give("/r", headers=(f"Location: http://localhost:{loopback.port}/gone",), status="302 M")
    url = f"http://user:s%40cret@127.0.0.1:{loopback.port}/r"
    failed = await problem(Ask(url, headers=(("X-Token", "t"),)))
    assert "cret" not in str(failed) and "user" not in str(failed)
    first, second = loopback.requests
    assert b"Authorization: Basic dXNlcjpzQGNyZXQ=" in first and b"X-Token: t" in first
    assert b"Authorization" not in second and b"X-Token" not in second


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [("gzip", gzipped(b"words")), ("gzip", gzipped(b"wo") + gzipped(b"rds")), ("identity", b"words"),
     ("gzip", gzipped(b"words") + b"\0\0"), ("deflate", zlib.compress(b"words")),
     ("deflate", zlib.compress(b"words")[2:-4]), ("br", brotli.compress(b"words"))],
)  # fmt: skip
async def test_packed_bodies_are_unpacked(loopback: Loopback, encoding: str, packed: bytes) -> None:
    assert (await fetch(loopback.give("/f", packed, (f"Content-Encoding: {encoding}",)))).body == b"words"


def bombs() -> Iterable[tuple[str, bytes, str]]:
    bomb = gzipped(b"\0" * 50_000_000, 9)
    yield "gzip", bomb, "is larger than 1 MB"
    yield "gzip, gzip", gzipped(bomb), "is packed in a way that is not read here (several times over)"
    yield "br", brotli.compress(b"\0" * 50_000_000), "is larger than 1 MB"
    yield (
        "br, gzip",
        gzipped(brotli.compress(b"x")),
        "is packed in a way that is not read here (several times over)",
    )
    yield "zstd", b"x", "is packed in a way that is not read here (an unknown coding)"
    yield "gzip", b"no gzip at all", "is packed in a way that is not read here (damaged)"
    yield "br", b"no brotli at all", "is packed in a way that is not read here (damaged)"


@pytest.mark.parametrize(("encoding", "packed", "sentence"), list(bombs()))
async def test_bombs_are_refused_while_they_unpack(
    loopback: Loopback, encoding: str, packed: bytes, sentence: str
) -> None:
    assert (await problem(loopback.give("/f", packed, (f"Content-Encoding: {encoding}",)))).problem == sentence


async def test_huge_and_endless_bodies_are_cut_off(loopback: Loopback) -> None:
    def endless(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not loopback.closing.is_set():
            connection.sendall(b"x" * 65_536)

    assert (await problem(loopback.do("/endless", endless))).problem == "is larger than 1 MB"
    assert (await problem(loopback.give("/huge", b"x", length=10**12))).problem == "is larger than 1 MB"


async def test_slow_hanging_and_silent_servers_are_given_up(loopback: Loopback) -> None:
    def drip(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not loopback.closing.wait(0.05):
            connection.sendall(b"x")

    def slow_headers(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while not loopback.closing.wait(0.05):
            connection.sendall(b"X-Y: z\r\n")

    def hang(_connection: socket.socket, _head: bytes) -> None:
        loopback.closing.wait(10)

    limits = Limits(total=0.4, silence=0.2, size=1_000_000)
    for path, behaviour in (("/drip", drip), ("/headers", slow_headers)):
        assert (await problem(loopback.do(path, behaviour), limits)).problem == "did not answer within 0.4 seconds"
    assert (await problem(loopback.do("/hang", hang), limits)).problem == "fell silent"


async def test_endless_headers_do_not_fill_the_memory(loopback: Loopback) -> None:
    def headers(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        number = 0
        while not loopback.closing.is_set():
            connection.sendall(b"".join(b"X-%d: %s\r\n" % (number + step, b"y" * 1000) for step in range(100)))
            number += 100

    assert "headers too long" in (await problem(loopback.do("/h", headers))).problem
    long_one = loopback.give("/one", b"x", (f"X-Long: {'y' * 100_000}",))
    assert "headers too long" in (await problem(long_one)).problem


async def test_resets_and_lies_about_length(loopback: Loopback) -> None:
    def reset(connection: socket.socket, _head: bytes) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        connection.close()

    def nothing(connection: socket.socket, _head: bytes) -> None:
        connection.close()

    assert (await problem(loopback.do("/reset", reset))).problem == "broke off the connection"
    assert (await problem(loopback.do("/close", nothing))).problem == "broke off the connection"
    short = await fetch(loopback.give("/short", b"half of it", ('ETag: "1"',), length=1000))
    assert short.body == b"half of it"
    assert "etag" not in short.headers, "what was cut short is asked for in full the next time"
    assert short.cut
    long = await fetch(loopback.give("/long", b"words and more", ('ETag: "1"',), length=5))
    assert (long.body, long.cut, long.headers["etag"]) == (b"words", False, '"1"')
    two = loopback.give("/two", b"words", ("Content-Length: 6",))
    assert (await problem(two)).problem == "announces two lengths that differ, so that its end cannot be told"


@pytest.mark.parametrize(
    ("status", "headers", "sentence", "wait"),
    [("404 Not Found", (), "is not there (404)", None), ("410 Gone", (), "is gone for good (410)", None),
     ("429 Slow", ("Retry-After: 120",), "asks us to come less often (429)", 120.0),
     ("503 Busy", ("Retry-After: never",), "is not available now (503)", None),
     ("418 \x1b[31mTea\x1b]0;x\x07pot", (), "answered with 418 Teapot", None),
     ("204 None", (), "answered with 204 None", None)],
)  # fmt: skip
async def test_every_status_is_a_clear_line(
    loopback: Loopback, status: str, headers: tuple[str, ...], sentence: str, wait: float | None
) -> None:
    failed = await problem(loopback.give("/s", status=status, headers=headers))
    assert (failed.problem, failed.status, failed.retry_after) == (sentence, int(status[:3]), wait)


async def test_retry_after_may_be_a_date(loopback: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUINEWS_NOW", "2026-03-01T12:00:00+00:00")
    url = loopback.give("/s", status="503 Busy", headers=("Retry-After: Sun, 01 Mar 2026 12:02:00 GMT",))
    assert (await problem(url)).retry_after == 120.0


async def test_what_is_not_http_is_named(loopback: Loopback) -> None:
    def other(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(b"\x1b[31mSSH-2.0-OpenSSH\r\n\r\n")

    assert (await problem(loopback.do("/ssh", other))).problem.startswith("answered in what is not HTTP")


async def test_control_characters_in_headers_are_gone(loopback: Loopback) -> None:
    url = loopback.give("/h", b"x", ("X-Evil: \x1b[31mred\x9b5m",))
    try:
        assert (await fetch(url)).headers["x-evil"] == "red5m"
    except FetchFailed as failed:
        assert "\x1b" not in str(failed)


async def test_addresses_that_cannot_be_reached() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert (await problem(f"http://127.0.0.1:{free.getsockname()[1]}/")).problem == "does not accept connections"
    assert (await problem("http://no-such-host.invalid/")).problem == "names a host that cannot be found"


@pytest.mark.parametrize(
    "url", ["", "-rf", "file:///etc/passwd", "javascript:alert(1)", "http://", "http://a b/", "\x1b]0;x\x07"]
)
async def test_what_is_no_web_address_is_never_asked(url: str) -> None:
    with pytest.raises(BadInput) as caught:
        await fetch(url)
    assert "\x1b" not in str(caught.value)


async def test_secure_address_of_a_plain_server(loopback: Loopback) -> None:
    loopback.give("/", b"x")
    failed = await problem(f"https://127.0.0.1:{loopback.port}/")
    assert failed.problem in ("does not speak secure HTTP as we do", "broke off the connection")


async def test_few_connections_per_host_and_waiting_is_no_timeout(loopback: Loopback) -> None:
    open_now: list[int] = []
    most: list[int] = []

    def slowly(connection: socket.socket, _head: bytes) -> None:
        open_now.append(1)
        most.append(len(open_now))
        loopback.closing.wait(0.1)
        open_now.pop()
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")

    url = loopback.do("/slow", slowly)
    async with Client(Limits(total=0.35, per_host=2)) as client:
        found = await asyncio.gather(*(client.fetch(Ask(url)) for _ in range(12)))
    assert [answer.body for answer in found] == [b"x"] * 12
    assert max(most) <= 2


def test_one_address_can_be_fetched_without_ceremony(loopback: Loopback) -> None:
    assert fetch_once(loopback.give("/", b"words")).body == b"words"
