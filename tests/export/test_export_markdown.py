"""Markdown is judged by a CommonMark parser: it must show the very text, and open no HTML."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tuinews.core.document import Document, Range
from tuinews.core.sanitize import visible
from tuinews.export.markdown import document_to_markdown

PARSER = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
TRICKY = st.text(st.sampled_from("aZ9é“”. \t!\\`*_[]<>&~|#+-=:()/'\"€\u200b{}$1.)"), max_size=24)
STYLES = ("strong", "emphasis", "mono", "strike", "link")


def parsed(markdown: str) -> list[Token]:
    return PARSER.parse(markdown)


def shown(tokens: list[Token]) -> list[str]:
    """The words of each block that a Markdown reader shows, white space folded; blocks without words left out."""
    blocks = []
    for token in tokens:
        if token.type in ("inline", "fence"):
            words = "".join(_words(child) for child in token.children) if token.children else token.content
            blocks.append(" ".join(words.split()))
    return [words for words in blocks if words]


def _words(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def types(tokens: list[Token]) -> set[str]:
    return {one.type for token in tokens for one in (token, *(token.children or ()))}


def folded(text: str) -> str:
    return " ".join(visible(text).split())


@given(st.lists(TRICKY, max_size=6))
def test_any_text_is_shown_as_it_is(lines: list[str]) -> None:
    document = Document.plain("\n".join(lines))
    tokens = parsed(document_to_markdown(document))
    assert shown(tokens) == [words for words in map(folded, lines) if words]
    assert types(tokens) <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}


@st.composite
def styled(draw: st.DrawFn) -> Document:
    text = draw(TRICKY.filter(lambda words: words.strip() != ""))
    ranges = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        kind = draw(st.sampled_from(STYLES))
        attributes = (("href", "https://harbour.example/a_(b)?c=<d>&e;*`"),) if kind == "link" else ()
        ranges.append(Range(start, end, kind, attributes))
    leaf = draw(st.sampled_from([("paragraph", ()), ("heading", (("level", "3"),)), ("caption", ())]))
    return Document(text, (Range(0, len(text), *leaf),), tuple(sorted(ranges, key=lambda item: item.start)))


@given(styled())
def test_styles_and_links_never_change_the_words(document: Document) -> None:
    tokens = parsed(document_to_markdown(document))
    assert shown(tokens) == [folded(document.text)]
    assert not types(tokens) & {"html_inline", "html_block", "image"}
