"""Bytes become text whatever was declared."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.ingest.decode import charset_of, decode

RUSSIAN = "Паром не проверяли, сказала инспектор. Команду никто не предупредил."


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        (codecs.BOM_UTF8 + "é".encode(), "text/html; charset=iso-8859-1", "é"),
        ("é".encode("utf-16"), "", "é"),
        (RUSSIAN.encode("cp1251"), "text/html; charset=windows-1251", RUSSIAN),
        (b'<?xml version="1.0" encoding="koi8-r"?>' + RUSSIAN.encode("koi8-r"), "", None),
        (b'<meta charset="shift_jis">' + "日本語".encode("cp932"), "text/html", '<meta charset="shift_jis">日本語'),
        ("“Yes”".encode("cp1252"), "text/html; charset=iso-8859-1", "“Yes”"),
        ("é".encode(), "text/html; charset=iso-8859-1", "é"),
        (b"caf\xe9", "text/html; charset=zip", "café"),
        ("日本語".encode("iso2022_jp"), "text/html; charset=iso-2022-jp", "日本語"),
        (b"", "", ""),
    ],
)
def test_text_is_read_in_its_own_charset(body: bytes, content_type: str, text: str | None) -> None:
    found = decode(body, content_type)
    assert (found == text) if text is not None else (RUSSIAN in found)


def test_undeclared_text_is_detected() -> None:
    assert decode((RUSSIAN * 5).encode("cp1251")) == RUSSIAN * 5


def test_body_cut_inside_a_character_is_utf8_still() -> None:
    assert decode("Größe ü".encode()[:-1]) == "Größe "


@given(st.binary(max_size=300), st.text(max_size=40))
def test_any_bytes_under_any_declaration_decode(body: bytes, charset: str) -> None:
    assert isinstance(decode(body, f"text/html; charset={charset}"), str)


def test_charset_parameter_is_found() -> None:
    assert charset_of('text/html; Charset="UTF-8"') == "utf-8"
    assert charset_of("") == ""
