"""Articles in several pages become one."""

from __future__ import annotations

import pytest
from answers import answer
from test_page_extraction import BODY, HEAD, PARAGRAPHS

from tuinews.ingest.pages import extract_page
from tuinews.ingest.paging import joined, next_page


@pytest.mark.parametrize(
    ("here", "said", "found"),
    [
        ("https://n.example/ferry", "/ferry?page=2", True),
        ("https://n.example/ferry.html", "ferry-2.html", True),
        ("https://n.example/ferry/2/", "/ferry/3/", True),
        ("https://n.example/ferry/page/2", "/ferry/page/3", True),
        ("https://n.example/ferry", "/harbour-2", False),
        ("https://n.example/ferry/2/", "/ferry/2/", False),
        ("https://n.example/ferry", "https://other.example/ferry?page=2", False),
        ("https://n.example/ferry", "/next-article", False),
        ("https://n.example/ferry", "javascript:next(2)", False),
    ],
)
def test_only_the_same_article_goes_on(here: str, said: str, found: bool) -> None:
    page = f"<html><head><link rel='next' href='{said}'></head><body>{BODY}</body></html>"
    assert bool(next_page(answer(page, here))) is found


def test_pages_are_joined_without_what_they_repeat() -> None:
    def part(number: int, paragraphs: list[str]) -> str:
        body = "".join(f"<p>{text}</p>" for text in paragraphs)
        return f"<html>{HEAD}<body><article><h1>Ferry inquiry blames owner</h1>{body}</article></body></html>"

    lead = PARAGRAPHS[0]
    pages = [
        extract_page(answer(part(number, [lead, *texts]), f"https://n.example/ferry/{number}"))
        for number, texts in enumerate((PARAGRAPHS[1:3], PARAGRAPHS[3:]), start=1)
    ]
    whole = joined(pages[0], tuple(pages[1:]))
    assert [line for line in whole.document.text.split("\n") if line in PARAGRAPHS] == PARAGRAPHS
    assert whole.document.problems() == []
    assert (whole.title, whole.url) == ("Ferry inquiry blames owner", "https://n.example/ferry/1")
