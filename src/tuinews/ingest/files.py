"""Files of the reader's own: HTML, plain text and Markdown become pages."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from tuinews.core.document import Document
from tuinews.core.errors import BadInput
from tuinews.core.fetched import Fetched, Page
from tuinews.core.links import without_userinfo
from tuinews.core.sanitize import clean_line
from tuinews.ingest.building import Builder
from tuinews.ingest.decode import decode
from tuinews.ingest.html import to_document
from tuinews.ingest.kinds import Kind, binary_name, kind_of, looks_like_markdown

__all__ = ["Kind", "kind_of", "read_file"]

_LONGEST_TITLE = 100
_WRAPPED = (45, 90)
"""Characters between which the lines of a text lie that was wrapped by hand or by a mail program."""
_SENTENCE_END = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,8000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_FIELD = re.compile(r"^(title|author|date|lang|url):[ \t]*(.{1,400})$", re.IGNORECASE | re.MULTILINE)
_NO_TITLES = frozenset({"", "-", "stdin", "index", "readme", "untitled", "article", "document", "text", "page"})


def read_file(fetched: Fetched) -> Page:
    """The article of a file. BadInput for what holds no text, or is a list of feeds or a feed."""
    name = _name(fetched)
    if binary := binary_name(fetched.body):
        raise BadInput(name, f"is {binary}, not text", "HTML, plain text and Markdown can be imported")
    if not fetched.body.strip():
        raise BadInput(name, "is empty")
    kind = kind_of(fetched)
    if kind == "html":
        from tuinews.ingest.pages import extract_page  # heavy: two extractors

        return extract_page(fetched)
    if kind in ("feed", "opml"):
        raise BadInput(name, "is a feed, not an article" if kind == "feed" else "is a list of feeds, not an article")
    text = decode(fetched.body, fetched.headers.get("content-type", "")).replace("\r\n", "\n").replace("\r", "\n")
    page = _markdown(text, fetched) if kind == "markdown" or looks_like_markdown(text) else _plain(text, fetched)
    if not page.document.text:
        raise BadInput(name, "holds no words")
    return page


def _markdown(text: str, fetched: Fetched) -> Page:
    from markdown_it import MarkdownIt

    front = _FRONT_MATTER.match(text)
    said = {key.lower(): value.strip("\"' ") for key, value in _FRONT_FIELD.findall(front.group(1))} if front else {}
    rendered = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"]).render(
        text[front.end() :] if front else text
    )  # fmt: skip
    document = to_document(rendered, fetched.url)
    title = clean_line(said.get("title", "")) or _first_heading(document) or _made_title(document, fetched)
    return Page(
        url=fetched.url,
        title=title[:300],
        document=document,
        author=clean_line(said.get("author", ""))[:200],
        extractor="Markdown",
    )


def _first_heading(document: Document) -> str:
    first = next(document.leaves(), None)
    return clean_line(document.text[first.start : first.end]) if first and first.kind == "heading" else ""


def _plain(text: str, fetched: Fetched) -> Page:
    title, body = _headed(text)
    builder = Builder()
    for paragraph in _paragraphs(body):
        builder.text(paragraph)
        builder.end_leaf()
    document = builder.document()
    return Page(url=fetched.url, title=title or _made_title(document, fetched), document=document, extractor="text")


def _headed(text: str) -> tuple[str, str]:
    """The title and the rest: a first line is a title when it is short, is no sentence, and a blank line follows."""
    first, _, rest = text.lstrip("\ufeff \t\n").partition("\n")
    line = clean_line(first)
    blank_follows = not rest.partition("\n")[0].strip() and bool(rest.strip())
    if line and len(line) <= 150 and blank_follows and not _SENTENCE_END.search(line):
        return line, rest
    return "", text


def _paragraphs(text: str) -> list[str]:
    """Each line is a paragraph, unless the text is wrapped: then blank lines part the paragraphs."""
    lines = text.split("\n")
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    if _is_wrapped(blocks):
        return [" ".join(block) for block in blocks if block]
    return [line for block in blocks for line in block]


def _is_wrapped(blocks: list[list[str]]) -> bool:
    """Whether the inner lines of paragraphs are of one width and mostly break inside sentences."""
    inner = [line.rstrip() for block in blocks for line in block[:-1]]
    if len(inner) < 2:
        return False
    shortest, longest = _WRAPPED
    regular = sum(1 for line in inner if shortest <= len(line) <= longest)
    broken = sum(1 for line in inner if not _SENTENCE_END.search(line))
    return regular >= 0.8 * len(inner) and broken >= 0.6 * len(inner)


def _made_title(document: Document, fetched: Fetched) -> str:
    """A title for a text without one: its first sentence, shortened at a word; the file's name when that tells more."""
    first = clean_line(document.text.partition("\n")[0])
    sentence = re.split(r"(?<=[.!?…])[\"”’»)]*\s", first, maxsplit=1)[0]
    stem = PurePosixPath(unquote(urlsplit(fetched.url).path or fetched.url)).stem
    words = clean_line(re.sub(r"[-_]+", " ", stem))
    if len(sentence) <= _LONGEST_TITLE:
        return sentence.rstrip(".") or words
    if len(words.split()) > 2 and words.casefold() not in _NO_TITLES:
        return words[:1].upper() + words[1:]
    return f"{sentence[:_LONGEST_TITLE].rpartition(' ')[0] or sentence[:_LONGEST_TITLE]}…"


def _name(fetched: Fetched) -> str:
    return without_userinfo(clean_line(fetched.asked or fetched.url))
