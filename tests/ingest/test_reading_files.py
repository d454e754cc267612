"""Files of the reader's own become pages."""

from __future__ import annotations

import pytest
from answers import answer, item, rss
from hypothesis import given
from hypothesis import strategies as st

from tuinews.core.errors import BadInput
from tuinews.core.fetched import Page
from tuinews.ingest.files import kind_of, read_file

LONG = "The inquiry found that every drill was skipped, according to two officials, who were briefed on it last week."


def read(text: str | bytes, name: str = "note.txt") -> Page:
    return read_file(answer(text, f"file:///home/mira/{name}"))


def lines(page: Page) -> list[str]:
    return page.document.text.split("\n")


def test_each_line_of_a_text_is_a_paragraph() -> None:
    page = read(f"{LONG}\n“Nobody told the crew,” said Ilan Reyes.\r\n\r\nThe end.")
    assert lines(page) == [LONG, "“Nobody told the crew,” said Ilan Reyes.", "The end."]
    assert page.title == LONG[:100].rpartition(" ")[0] + "…"


def test_wrapped_text_is_joined_to_paragraphs() -> None:
    wrapped = (
        "The inquiry found that every safety drill was skipped,\naccording to two officials who were briefed on the\n"
        "report and who asked not to be named in it.\n\nThe company, which runs eleven ferries between the\n"
        "islands, did not answer questions about the drills on\nTuesday."
    )
    assert len(lines(read(wrapped))) == 2


def test_first_line_is_a_title_only_before_a_blank_line_and_without_a_full_stop() -> None:
    assert read(f"Ferry inquiry\n\n{LONG}").title == "Ferry inquiry"
    assert lines(read(f"Ferry inquiry\n\n{LONG}")) == [LONG]
    assert lines(read(f"Ferry inquiry\n{LONG}"))[0] == "Ferry inquiry"
    assert lines(read(f"It began.\n\n{LONG}"))[0] == "It began."


def test_title_comes_from_a_telling_file_name_or_the_first_sentence() -> None:
    assert read(LONG, "ferry-inquiry-2026-notes.txt").title == "Ferry inquiry 2026 notes"
    assert read("It began. " + LONG).title == "It began"


def test_markdown_is_read_with_its_structure_and_front_matter() -> None:
    front = "---\ntitle: The ferry\nauthor: Mira Sol\n---\n"
    page = read(f"{front}# Head\n\nA *word*, a [link](https://a.example/).\n\n- one\n- two\n\n> said\n", "a.md")
    assert (page.title, page.author, page.extractor) == ("The ferry", "Mira Sol", "Markdown")
    kinds = [item.kind for item in page.document.layout]
    assert kinds == "heading paragraph list item paragraph item paragraph quote paragraph".split()
    assert read("# Head\n\nWords.", "a.md").title == "Head"


def test_markdown_does_not_smuggle_markup_or_links() -> None:
    page = read("# T\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) [y](file:///etc/passwd)\n", "a.md")
    assert "alert" not in page.document.text.replace("javascript:alert(1)", "")
    assert [item for item in page.document.inline if item.kind == "link"] == []


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        ('<?xml version="1.0"?><opml version="2.0"><body/></opml>', "x", "opml"),
        (rss(item(1)), "x.xml", "feed"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "x", "feed"),
        ("<!DOCTYPE html><p>x", "x", "html"),
        ("# T", "x.md", "markdown"),
        ("https://a.example/feed tag\nhttps://b.example/\n", "urls", "newsboat"),
        ("words", "x.txt", "text"),
        (b"%PDF-1.4", "x.txt", "binary"),
        (b"\0\1\2", "x.txt", "binary"),
        ("", "x.txt", "text"),
    ],
)
def test_kind_of_a_file_is_told_by_its_bytes(body: str | bytes, name: str, kind: str) -> None:
    assert kind_of(answer(body, f"file:///{name}")) == kind


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"%PDF-1.4", "is a PDF, not text"),
        (b"PK\x03\x04\0\0", "is a ZIP archive (or a document in one, such as DOCX or EPUB), not text"),
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (rss(item(1)).encode(), "is a feed, not an article"),
    ],
)
def test_files_without_an_article_are_refused(body: bytes, problem: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(body)
    assert caught.value.problem == problem


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_file_is_a_sound_page_or_a_sentence(body: bytes) -> None:
    try:
        page = read(body)
    except BadInput as error:
        assert "\n" not in str(error)
    else:
        assert page.title and page.document.text
        assert page.document.problems() == []
