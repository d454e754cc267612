"""Feeds of every format become the same kind of entries."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from answers import WHEN, answer, atom, item, rss

from tuinews.core.errors import BadInput
from tuinews.core.fetched import Enclosure
from tuinews.ingest.feeds import parse_feed


def test_rss_entry_is_read_in_full() -> None:
    feed = parse_feed(
        answer(
            rss(
                "<item><title>Grid &amp;amp; loan</title><link>/a?x=1&amp;y=2</link><guid isPermaLink='false'>g1</guid>"
                "<pubDate>Sun, 01 Mar 2026 10:00:00 +0100</pubDate><dc:creator>Mira Sol</dc:creator>"
                "<category>Energy</category><category>Loans</category><description>Short.</description>"
                "<content:encoded><![CDATA[<p>The <b>full</b> text.</p>]]></content:encoded>"
                "<enclosure url='https://cdn.example/a.mp3' type='audio/mpeg' length='42'/></item>",
                head="<language>en-GB</language><description>All of it</description><ttl>30</ttl>",
            )
        )
    )
    assert (feed.title, feed.site_url, feed.language, feed.description, feed.ttl) == (
        "Harbour Times",
        "https://news.example/",
        "en-GB",
        "All of it",
        30,
    )
    (entry,) = feed.entries
    assert (entry.guid, entry.url, entry.title) == ("g1", "https://news.example/a?x=1&y=2", "Grid & loan")
    assert entry.document.text == "The full text."
    assert entry.published == datetime(2026, 3, 1, 10, tzinfo=timezone(timedelta(hours=1)))
    assert entry.published.utcoffset() == timedelta(hours=1)
    assert (entry.author, entry.tags, entry.language) == ("Mira Sol", ("Energy", "Loans"), "en-GB")
    assert entry.enclosures == (Enclosure("https://cdn.example/a.mp3", "audio/mpeg", 42),)


def test_atom_entry_resolves_links_against_xml_base() -> None:
    feed = parse_feed(
        answer(
            atom(
                '<entry xml:base="https://other.example/deep/"><id>urn:1</id>'
                '<title type="html">A &lt;i&gt;b&lt;/i&gt;</title>'
                '<link href="page"/><updated>2026-01-02T03:04:05+02:00</updated><author><name>One</name></author>'
                '<author><name>Two</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
                '<p>Hi <a href="x">there</a></p></div></content></entry>',
                attributes='xml:lang="nb"',
            )
        )
    )
    (entry,) = feed.entries
    assert (entry.title, entry.author, entry.language) == ("A b", "One, Two", "nb")
    assert entry.document.text == "Hi there"
    assert entry.document.inline[0].get("href") == "https://other.example/deep/x"
    assert entry.published == entry.updated == datetime(2026, 1, 2, 1, 4, 5, tzinfo=UTC)


def test_rdf_and_old_rss_are_read() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="u"><title>R</title></channel>'
        '<item rdf:about="https://r.example/1"><title>One</title><link>https://r.example/1</link>'
        "<dc:date>2026-02-01T00:00:00Z</dc:date></item></rdf:RDF>"
    )
    (entry,) = parse_feed(answer(rdf)).entries
    assert (entry.guid, entry.published) == ("https://r.example/1", datetime(2026, 2, 1, tzinfo=UTC))
    entry_of_old = "<item><title>T</title><link>https://o.example/1</link></item>"
    old = f'<rss version="0.91"><channel><title>Old</title>{entry_of_old}</channel></rss>'
    assert parse_feed(answer(old)).entries[0].url == "https://o.example/1"


def test_json_feed_is_read() -> None:
    feed = parse_feed(
        answer(
            json.dumps(
                {
                    "version": "https://jsonfeed.org/version/1.1",
                    "title": "J",
                    "home_page_url": "https://j.example/",
                    "language": "de",
                    "items": [
                        {
                            "id": 7,
                            "url": "https://j.example/7",
                            "title": "Sieben",
                            "content_html": "<p>Ja.</p>",
                            "date_published": "2026-02-03T04:05:06-05:00",
                            "authors": [{"name": "A"}, {"name": "B"}],
                            "tags": ["x"],
                            "attachments": [
                                {"url": "https://j.example/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9}
                            ],
                        },
                        {"content_text": "Only\nwords"},
                        "no item",
                    ],
                }
            )
        )
    )
    first, second = feed.entries
    assert (feed.title, feed.site_url, first.guid, first.author, first.language) == (
        "J",
        "https://j.example/",
        "7",
        "A, B",
        "de",
    )
    assert first.published is not None and first.published.utcoffset() == timedelta(hours=-5)
    assert first.enclosures == (Enclosure("https://j.example/a.mp3", "audio/mpeg", 9),)
    assert second.document.text == "Only\nwords" and second.guid.startswith("text: ")


def test_telegram_channel_is_read_newest_first() -> None:
    post = (
        '<div class="tgme_widget_message" data-post="harbour/{0}">'
        '<div class="tgme_widget_message_text">Post {0}<br>More</div>'
        '<time datetime="2026-02-0{0}T00:00:00+00:00"></time></div>'
    )
    head = '<head><meta property="og:title" content="Harbour"></head>'
    page = f"<!DOCTYPE html><html>{head}<body>{post.format(1)}{post.format(2)}</body></html>"
    feed = parse_feed(answer(page, "https://t.me/s/harbour"))
    assert feed.title == "Harbour"
    assert [(entry.guid, entry.title, entry.document.text) for entry in feed.entries] == [
        ("harbour/2", "Post 2", "Post 2\nMore"),
        ("harbour/1", "Post 1", "Post 1\nMore"),
    ]


def test_entries_without_id_link_or_title_get_a_lasting_guid() -> None:
    document = rss(
        "<item><link>https://n.example/1</link></item>", "<item><description>Words</description></item>", "<item/>"
    )
    first, again = parse_feed(answer(document)), parse_feed(answer(document))
    assert [entry.guid for entry in first.entries] == [entry.guid for entry in again.entries]
    assert len({entry.guid for entry in first.entries}) == 3
    assert first.entries[0].guid == "link: https://n.example/1"


def test_ids_that_clash_stay_apart_by_link() -> None:
    twin = "<item><guid isPermaLink='false'>1</guid><link>https://n.example/{}</link></item>"
    feed = parse_feed(answer(rss(twin.format("a"), twin.format("b"), twin.format("b"))))
    assert [(entry.guid, entry.url) for entry in feed.entries] == [
        ("1", "https://n.example/a"),
        ("1 again: https://n.example/b", "https://n.example/b"),
    ]


@pytest.mark.parametrize(
    ("said", "published"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", WHEN),
        ("never", None),
        ("2026-02-03", datetime(2026, 2, 3, tzinfo=UTC)),
        ("Tue, 3 Feb 2026 04:05 EST", datetime(2026, 2, 3, 9, 5, tzinfo=UTC)),
    ],
)
def test_dates_of_any_shape_are_kept_within_reason(said: str, published: datetime | None) -> None:
    (entry,) = parse_feed(answer(rss(item(1, extra=f"<pubDate>{said}</pubDate>")))).entries
    assert entry.published == published


@pytest.mark.parametrize(
    ("body", "truncated"),
    [
        ("Short.", True),
        ("Word " * 300 + "end.", False),
        ("Word " * 300 + "…", True),
        ("Word " * 300 + "[...]", True),
        (f"&lt;p&gt;{'Word ' * 300}&lt;/p&gt;&lt;a href='/x'&gt;Read more&lt;/a&gt;", True),
    ],
    ids=["short", "full", "ellipsis", "brackets", "read-more"],
)
def test_mere_beginnings_are_told_from_full_texts(body: str, truncated: bool) -> None:
    (entry,) = parse_feed(answer(rss(item(1, body)))).entries
    assert entry.truncated is truncated


def test_links_that_are_not_http_are_left_out() -> None:
    links = ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x")
    feed = parse_feed(answer(rss(*(f"<item><title>{link}</title><link>{link}</link></item>" for link in links))))
    assert [entry.url for entry in feed.entries] == ["", "", ""]


@pytest.mark.parametrize(
    ("body", "content_type", "problem"),
    [
        ("", "", "is empty, not a feed"),
        ("<!DOCTYPE html><html><body>Hi</body></html>", "text/html", "is a web page, not a feed"),
        ("just words", "text/plain", "is of the type text/plain, not a feed"),
        (b"%PDF-1.4 \x00\x01", "", "is plain text or binary, not a feed"),
        ('{"a": 1}', "", "is JSON, but not a JSON Feed"),
        ("{broken", "", "is neither a feed nor valid JSON"),
        ("<note>x</note>", "", "is not a feed"),
    ],
)
def test_what_is_no_feed_is_named_in_a_sentence(body: str | bytes, content_type: str, problem: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_feed(answer(body, "https://user:secret@news.example/feed", content_type))
    assert caught.value.problem == problem
    assert "secret" not in str(caught.value)
