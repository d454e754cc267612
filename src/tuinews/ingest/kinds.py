"""What came in: feed, page, list of feeds, text, or something that holds no words."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from tuinews.core.errors import BadInput
from tuinews.core.fetched import Fetched
from tuinews.ingest.decode import decode

Kind = Literal["opml", "feed", "html", "markdown", "text", "newsboat", "binary"]

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive (or a document in one, such as DOCX or EPUB)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a Windows program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"ID3", "an audio file"),
    (b"OggS", "an audio file"),
    (b"fLaC", "an audio file"),
    (b"\x00\x00\x00\x18ftyp", "a video"),
    (b"\x00\x00\x00\x20ftyp", "a video"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"RIFF", "a media file"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
"""First bytes of files that hold no readable text, and what to call them."""

_HEAD = 4096
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|p|h[1-6]|table|ul|blockquote|section)\b", re.I
)
_OPML = re.compile(r"<opml\b|<outline\b", re.I)
_FEED = re.compile(r"<(?:\w{1,20}:)?(?:rss|rdf|feed)\b", re.I)
_JSON_FEED = re.compile(r"\"https?://jsonfeed\.org/version/")
_NEWSBOAT = re.compile(r"^\"?(?:https?://|query:|exec:|filter:|file://)\S*.*$", re.MULTILINE)
_MARKDOWN = re.compile(
    r"^(?:#{1,6} \S|```|[-*] \S|\d+\. \S|> \S|\[[^\]]{1,100}\]: )|\[[^\]\n]{1,200}\]\([^)\n]{1,500}\)|\*\*\S", re.M
)
_MARKDOWN_NAMES = (".md", ".markdown", ".mdown", ".mkd")


def kind_of(fetched: Fetched) -> Kind:
    """What a file or answer is, by its bytes first, its name and type second."""
    if binary_name(fetched.body):
        return "binary"
    text = decode(fetched.body[: 4 * _HEAD], fetched.headers.get("content-type", ""))[:_HEAD].lstrip("\ufeff \t\r\n")
    path = urlsplit(fetched.url).path.lower()
    if _OPML.search(text):
        return "opml"
    if (text.startswith("<") and _FEED.search(text)) or (text.startswith("{") and _JSON_FEED.search(text)):
        return "feed"
    if path.endswith(_MARKDOWN_NAMES) or "markdown" in fetched.headers.get("content-type", ""):
        return "markdown"
    if text.startswith("<") and _HTML.search(text):
        return "html"
    if _is_newsboat(text):
        return "newsboat"
    return "html" if path.endswith((".html", ".htm", ".xhtml")) else "text"


def binary_name(body: bytes) -> str:
    """What to call a file without readable text, "" for text."""
    for start, name in SIGNATURES:
        if body.startswith(start):
            return name
    head = body[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or not head:
        return ""
    if head.count(b"\x00") * 4 >= len(head) and head.strip(b"\x00")[:1] == b"<":
        return ""  # UTF-16 without its mark
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f\x1b")
    return "binary" if controls * 20 > len(head) or b"\x00" in head[:512] else ""


def refuse_unless_html(name: str, fetched: Fetched, text: str) -> None:
    """BadInput for what cannot hold an article: images, PDFs, feeds, empty answers."""
    if not fetched.body.strip():
        raise BadInput(name, "is empty", "Open it in a browser to see what it shows")
    if binary := binary_name(fetched.body):
        raise BadInput(name, f"is {binary}, not a web page", "Open it in a browser")
    start = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if _FEED.search(start) and not re.search(r"<(?:html|body)\b", start, re.IGNORECASE):
        raise BadInput(name, "is a feed, not a page", "Add it as a feed")
    if not _HTML.search(text[: 16 * _HEAD]) and not re.search(r"<[a-z!]", text[:_HEAD], re.IGNORECASE):
        raise BadInput(name, "is not a web page", "Save it and import it as a text file")


def looks_like_markdown(text: str) -> bool:
    """Whether plain text uses Markdown: two of its signs on a first page."""
    return len(_MARKDOWN.findall(text[:_HEAD])) > 1


def _is_newsboat(text: str) -> bool:
    lines = [line for line in text.splitlines()[:50] if line.strip() and not line.lstrip().startswith("#")]
    return bool(lines) and sum(1 for line in lines if _NEWSBOAT.match(line)) >= 0.8 * len(lines)
