"""Pages of many layouts give their article, and what they say about themselves."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

import pytest
from answers import answer

from tuinews.core.errors import BadInput
from tuinews.core.fetched import Page
from tuinews.ingest.pages import extract_page

URL = "https://harbour.example/2026/ferry"
PARAGRAPHS = [
    "The inquiry found that every safety drill on the ferry was skipped, according to two officials who were briefed.",
    "“Nobody told the crew,” said Ilan Reyes, the lawyer of the union, who had asked for the report twice last winter.",
    "The company, which runs eleven ferries between the islands, did not answer questions about the drills on Tuesday.",
    "Passengers who were on board that night remember cold, confusion, and a loudspeaker that played the same music.",
    "A second report, about the lifeboats, is expected before the summer, and the minister promised to publish it.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
NAVIGATION = "<nav><ul>" + "".join(f"<li><a href='/s/{n}'>Section {n}</a></li>" for n in range(30)) + "</ul></nav>"
FOOTER = "<footer><a href='/imprint'>Imprint</a> | <a href='/terms'>Terms</a> © 2026 Harbour Times</footer>"
TEASERS = (
    "<aside class='sidebar related'>"
    + "".join(f"<div class='teaser'><a href='/t/{n}'><h3>Other story number {n}</h3></a></div>" for n in range(12))
    + "</aside>"
)
HEAD = (
    "<head><title>Ferry inquiry blames owner | Harbour Times</title>"
    "<meta property='og:site_name' content='Harbour Times'></head>"
)

LAYOUTS = {
    "article": f"<main><article><h1>Ferry inquiry blames owner</h1>{BODY}</article>{TEASERS}</main>",
    "divs": f"<div><h1>Ferry inquiry blames owner</h1><div class='content story-body'>{BODY}</div>{TEASERS}</div>",
    "table": f"<table><tr><td>{NAVIGATION}</td><td><h1>Ferry inquiry blames owner</h1>{BODY}</td></tr></table>",
    "line breaks": f"<div class='article'><h1>Ferry inquiry blames owner</h1>{'<br><br>'.join(PARAGRAPHS)}</div>",
    "section": f"<section itemprop='articleBody'><h1>Ferry inquiry blames owner</h1>{BODY}</section>{TEASERS}",
    "bare": f"<h1>Ferry inquiry blames owner</h1>{BODY}",
}


def page(body: str, head: str = HEAD, attributes: str = "lang='en-GB'") -> Page:
    return extract_page(
        answer(f"<!DOCTYPE html><html {attributes}>{head}<body>{NAVIGATION}{body}{FOOTER}</body></html>", URL)
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_article_is_found_in_many_layouts(layout: str) -> None:
    found = page(LAYOUTS[layout])
    for paragraph in PARAGRAPHS:
        assert paragraph in found.document.text
    assert "Other story number" not in found.document.text and "Section 7" not in found.document.text
    assert found.document.problems() == []
    assert (found.title, found.outlet, found.language) == ("Ferry inquiry blames owner", "Harbour Times", "en-GB")
    assert found.extractor


def test_what_only_stands_around_an_article_is_gone() -> None:
    noise = ["Read more: Ten ferries", "Share this", "Sign up for our newsletter", "Advertisement", "Photo: A. Lens"]
    between = "".join(f"<p>{text}</p><p>{paragraph}</p>" for text, paragraph in zip(noise, PARAGRAPHS, strict=True))
    found = page(f"<article><h1>Ferry inquiry blames owner</h1>{between}</article>")
    assert [text for text in noise if text in found.document.text] == []
    said = page(
        f"<article><h1>Ferry inquiry blames owner</h1>{BODY}<p>“Sign up now,” said the owner.</p>{BODY}</article>"
    )
    assert "“Sign up now,” said the owner." in said.document.text
    assert all(paragraph in found.document.text for paragraph in PARAGRAPHS)


def test_quote_list_and_embedded_post_survive_extraction() -> None:
    extra = (
        "<blockquote><p>We asked twice and nobody answered us, not once.</p></blockquote>"
        "<ul><li>Eleven ferries were checked in the year before.</li>"
        "<li>Four of them had no list of crew on board.</li></ul>"
        '<blockquote class="twitter-tweet"><p>Nobody told the crew, and nobody will say why not.</p>&mdash; Ilan Reyes '
        '(@ireyes) <a href="https://twitter.com/ireyes/status/123456">March 2, 2026</a></blockquote>'
    )
    found = page(f"<article><h1>Ferry inquiry blames owner</h1>{BODY}{extra}{BODY}</article>")
    kinds = {item.kind for item in found.document.layout}
    assert {"quote", "list", "item", "embed"} <= kinds
    embed = next(item for item in found.document.layout if item.kind == "embed")
    assert (embed.get("name"), embed.get("handle"), embed.get("date")) == ("Ilan Reyes", "@ireyes", "2026-03-02")


JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "Organization", "@id": "#o", "name": "Harbour Times"},
 {"@type": "Person", "@id": "#p", "name": "Mira Sol"},
 {"@type": "NewsArticle", "headline": "Ferry inquiry blames owner",
  "author": [{"@id": "#p"}, {"@type": "Person", "name": "Ed Kay"}],
  "datePublished": "2026-03-01T06:12:00+01:00", "publisher": {"@id": "#o"}}]}</script>"""
WHEN = "2026-03-01T06:12:00+01:00"
METAS = (
    f"<meta name='author' content='By Mira Sol and Ed Kay'><meta property='article:published_time' content='{WHEN}'>"
)
BYLINE = f"<p class='byline'>By <a href='/mira'>Mira Sol</a> and Ed Kay</p><time datetime='{WHEN}'>1 March</time>"


@pytest.mark.parametrize(
    ("head", "byline"),
    [(JSON_LD, ""), (METAS, ""), ("", BYLINE), (JSON_LD.replace('"@context"', '"broken'), BYLINE)],
    ids=["json-ld", "metas", "byline", "broken-json"],
)
def test_author_and_date_come_from_where_the_page_says_them(head: str, byline: str) -> None:
    body = f"<article><h1>Ferry inquiry blames owner</h1>{byline}{BODY}</article>"
    found = page(body, HEAD.replace("</head>", f"{head}</head>"))
    assert found.author == "Mira Sol, Ed Kay"
    assert found.published == datetime(2026, 3, 1, 6, 12, tzinfo=timezone(timedelta(hours=1)))
    assert found.published.utcoffset() == timedelta(hours=1)


DATES = ["2026年3月1日 9:30", "2026년 3월 1일", "1 марта 2026", "1 березня 2026 року", "1 marca 2026", "2026/3/1 0:00"]


@pytest.mark.parametrize(
    "line",
    ["1 March 2026", "March 1st, 2026", "1. März 2026", "1 mars 2026", "1 de marzo de 2026", "01.03.2026", *DATES],
)
def test_date_written_near_the_headline_is_read(line: str) -> None:
    found = page(f"<article><h1>Ferry inquiry blames owner</h1><p>{line}</p>{BODY}</article>")
    assert found.published is not None and found.published.date().isoformat() == "2026-03-01"


@pytest.mark.parametrize(
    ("before", "after", "author"),
    [
        ("<p class='meta-line'>Sat, 7 Mar 2026</p>", "<div>Written by Mira Sol</div>", "Mira Sol"),
        ("<div class='resource-author-details'><p>Mira Sol</p><small>March 7, 2026</small></div>", "", "Mira Sol"),
        ("", "<div id='comments'><span class='comment-author author-name'>Whowho</span></div>", ""),
    ],
    ids=["signed", "details", "comment"],
)
def test_who_wrote_it_is_told_from_dates_and_from_readers(before: str, after: str, author: str) -> None:
    found = page(f"<article><h1>Ferry inquiry blames owner</h1>{before}{BODY}</article>{after}")
    assert found.author == author


def test_a_date_or_a_count_in_the_heading_is_no_part_of_the_title() -> None:
    for heading in ("Dec 18 2026 Ferry inquiry blames owner", "Ferry inquiry blames owner 87"):
        assert page(f"<article><h1>{heading}</h1>{BODY}</article>").title == "Ferry inquiry blames owner"
    longer = "Ferry inquiry blames owner, minister promises law"
    assert page(f"<article><h1>{longer}</h1>{BODY}</article>").title == longer


def test_canonical_address_and_lead_image_are_kept_when_they_are_web_addresses() -> None:
    head = "<link rel='canonical' href='/ferry'><meta property='og:image' content='/q.jpg'></head>"
    found = page(LAYOUTS["article"], HEAD.replace("</head>", head))
    assert (found.canonical_url, found.image) == ("https://harbour.example/ferry", "https://harbour.example/q.jpg")
    evil = "<link rel='canonical' href='javascript:x()'><meta property='og:image' content='file:///etc/passwd'></head>"
    found = page(LAYOUTS["article"], HEAD.replace("</head>", evil))
    assert (found.canonical_url, found.image) == ("", "")


def test_heading_wins_over_the_title_for_search_engines() -> None:
    head = "<head><title>Ferry news, safety, drills: all you need to know - Harbour Times</title></head>"
    assert page(LAYOUTS["article"], head).title == "Ferry inquiry blames owner"


def test_site_name_is_cut_from_a_title_without_heading() -> None:
    assert page(f"<article>{BODY}</article>").title == "Ferry inquiry blames owner"


def test_page_without_markup_for_its_text_is_read_from_its_data() -> None:
    article = json.dumps({"@type": "NewsArticle", "articleBody": " ".join(PARAGRAPHS[2:])})
    data = f'<script type="application/ld+json">{article}</script>'
    found = page("<div id='app'></div>", HEAD.replace("</head>", f"{data}</head>"))
    assert PARAGRAPHS[3] in found.document.text and found.extractor == "JSON-LD"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF, not a web page"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is a PNG image, not a web page"),
        (b"\0\1\2\3" * 50, "is binary, not a web page"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "is a feed, not a page"),
        (b"just words", "is not a web page"),
        (b"<html><body></body></html>", "is a page without an article"),
    ],
)
def test_what_holds_no_article_is_refused_with_a_sentence(body: bytes, problem: str) -> None:
    with pytest.raises(BadInput) as caught:
        extract_page(answer(body, "https://user:secret@harbour.example/x"))
    assert caught.value.problem == problem and "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 10_000 + BODY + "</div>" * 10_000,
        BODY + "<!-- " * 80_000,
        BODY + "<script>" + "x=1;" * 300_000 + "</script>",
        '<script type="application/ld+json">' + "[" * 50_000 + "</script>" + BODY,
        "<h1>" + "| a " * 20_000 + "</h1>" + BODY,
        BODY + "<p class=byline>By " + "a and " * 20_000 + "</p>",
    ],
    ids=["nested", "comments", "script", "json", "heading", "byline"],
)
def test_monstrous_pages_give_their_words(body: str) -> None:
    found = page(body)
    assert PARAGRAPHS[0] in found.document.text
    assert found.document.problems() == []
