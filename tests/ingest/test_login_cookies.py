"""Cookies of a file go to their own hosts only."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Loopback
from tuinews.core.errors import BadInput
from tuinews.ingest.cookies import Jar
from tuinews.ingest.http import Ask, Client

LINES = (
    "# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/paid\tFALSE\t4102444800\tsession\tabc\n"
    ".news.example\tTRUE\t/\tTRUE\t4102444800\tsecure\tyes\n"
)


def jar(tmp_path: Path, text: str = LINES) -> Jar:
    path = tmp_path / "cookies.txt"
    path.write_text(text)
    return Jar(path)


def test_cookies_match_host_path_and_security(tmp_path: Path) -> None:
    cookies = jar(tmp_path)
    assert cookies.header("https://www.news.example/a") == "secure=yes"
    assert cookies.header("http://www.news.example/a") == ""
    assert cookies.header("https://news.example.evil.example/") == ""
    assert cookies.header("http://127.0.0.1/free") == ""


async def test_client_sends_them_where_they_belong(loopback: Loopback, tmp_path: Path) -> None:
    for path in ("/paid/feed", "/free"):
        loopback.give(path, b"x")
    async with Client(cookies=jar(tmp_path).header) as client:
        for path in ("/paid/feed", "/free"):
            await client.fetch(Ask(loopback.url(path)))
    assert b"Cookie: session=abc\r\n" in loopback.requests[0]
    assert b"Cookie:" not in loopback.requests[1]


@pytest.mark.parametrize("text", ["", "no cookies", "# Netscape HTTP Cookie File\nbroken line\n"])
def test_file_without_cookies_is_refused_or_empty(tmp_path: Path, text: str) -> None:
    try:
        assert jar(tmp_path, text).header("https://news.example/") == ""
    except BadInput as error:
        assert error.name == "cookies.txt"


def test_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        Jar(tmp_path / "none.txt")
