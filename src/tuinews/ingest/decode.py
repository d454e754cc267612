"""Bytes to text: byte order mark, then UTF-8 that proves itself, what was declared, and detection last."""

from __future__ import annotations

import codecs
import re
from email.message import Message

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED_UTF16 = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))

WEB_LABELS: dict[str, str] = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252",
    "us-ascii": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "x-gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932",
    "sjis": "cp932", "windows-31j": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "big5hkscs",
    "x-mac-cyrillic": "mac-cyrillic", "macintosh": "mac-roman", "utf8": "utf-8", "unicode": "utf-16",
}  # fmt: skip
"""What web pages mean by a charset name (WHATWG Encoding §4.2), as Python calls it."""

_TEXT_CODECS = re.compile(
    r"(?:utf[-_]?(?:8|16|32)(?:[-_]?[lb]e)?|cp\d+|windows-?\d+|iso-?8859-?\d+|koi8-?[ru]|gb18030|big5hkscs|cp949|euc[-_]jp"
    r"|iso-?2022-?(?:jp|kr)|mac-\w+|viscii|tcvn|hz|tis-620|johab)", re.IGNORECASE,
)  # fmt: skip
"""Only these: Python also knows codecs that are no text ("zip", "rot13", "idna")."""
_WIDE = re.compile(r"utf[-_]?(?:16|32)")
_DECLARED = re.compile(
    rb"""<\?xml[^>]{1,200}encoding\s{0,5}=\s{0,5}["']([\w.:-]{2,40})|<meta[^>]{1,300}charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD = 8192
_SAMPLE = 32_768
"""Bytes that detection looks at, so that it costs the same for any length."""
_HIGH = bytes(range(0x80, 0x100))
_TELLING = 20
"""Non-ASCII bytes under which detection only guesses: then it is the charset of western Windows."""


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a body of which the header Content-Type (RFC 9110 §8.3) is given; never fails.

    Non-ASCII text that is valid UTF-8 is UTF-8 whatever was declared: no other text is that by chance. Bytes that
    do not fit become U+FFFD.
    """
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    if body.isascii() and b"\x00" not in body[:_HEAD] and b"\x1b$" not in body:
        return body.decode("ascii")
    if (text := _strict_utf8(body)) is not None:
        return text
    candidates = (*_declared(body, content_type), *_unmarked(body), "utf-8")
    for codec in candidates:
        if (text := _fitting(body, codec)) is not None:
            return text
    return body.decode(_detected(body), "replace")


def charset_of(content_type: str) -> str:
    """The charset parameter of a Content-Type, in lower case; "" when there is none."""
    message = Message()
    message["content-type"] = content_type[:500].replace("\r", " ").replace("\n", " ")
    try:
        return str(message.get_param("charset") or "").strip("'\" ").lower()
    except (ValueError, TypeError, LookupError):
        return ""


def _strict_utf8(body: bytes) -> str | None:
    if b"\x00" in body[:_HEAD] or b"\x1b$" in body:
        return None
    try:
        # Not final: a body cut inside a character is UTF-8 still, if it held a whole one before.
        text = codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return None
    return None if text.isascii() else text


def _declared(body: bytes, content_type: str) -> list[str]:
    match = _DECLARED.search(body[:_HEAD])
    inside = (match.group(1) or match.group(2)).decode("ascii") if match else ""
    labels = [label.strip().lower() for label in (charset_of(content_type), inside)]
    codecs_ = [WEB_LABELS.get(label, label) for label in labels if label]
    # Wide characters hold null bytes: a declaration that they contradict is a leftover of a conversion.
    narrow = b"\x00" not in body[:_HEAD]
    return [codec for codec in codecs_ if _TEXT_CODECS.fullmatch(codec) and not (narrow and _WIDE.match(codec))]


def _unmarked(body: bytes) -> list[str]:
    return [codec for start, codec in _UNMARKED_UTF16 if body.lstrip(b" \n\r\t").startswith(start)]


def _fitting(body: bytes, codec: str) -> str | None:
    """The text, unless more than one character in a hundred does not fit the codec."""
    try:
        text = body.decode(codec, "replace")
    except (LookupError, UnicodeError, ValueError):
        return None
    return text if text.count("\ufffd") * 100 <= len(text) else None


def _detected(body: bytes) -> str:
    sample = body[:_SAMPLE]
    if len(sample) - len(sample.translate(None, delete=_HIGH)) < _TELLING:
        return "cp1252"
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    found = from_bytes(sample, steps=5, chunk_size=512).best()
    codec = found.encoding if found else "cp1252"
    return codec if _TEXT_CODECS.fullmatch(codec.replace("_", "-")) else "cp1252"


def codec_of(sample: bytes) -> str:
    """The codec of a file that is read as a stream, from its beginning."""
    for mark, codec in _MARKS:
        if sample.startswith(mark):
            return {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(codec, "utf-32")
    return "utf-8" if sample.isascii() or _strict_utf8(sample) is not None else _detected(sample)
