"""Lists of feeds come in: OPML, well-formed or not, and newsboat's urls file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.core.errors import BadInput
from tuinews.core.fetched import Subscription
from tuinews.core.query import parse_query
from tuinews.ingest.newsboat import CommandFeed, read_newsboat
from tuinews.ingest.newsboat_queries import translate
from tuinews.ingest.opml import read_opml


def opml(outlines: str, declaration: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    return f'{declaration}<opml version="2.0"><head><title>L</title></head><body>{outlines}</body></opml>'.encode()


def test_folders_tags_and_names_are_kept() -> None:
    found = read_opml(
        opml(
            '<outline text="News"><outline text="Sea" title="Sea news" xmlUrl="https://a.example/f" htmlUrl="https://a.example/"'
            ' category="/world/sea,boats"/><outline text="In"><outline xmlUrl="https://b.example/f"/></outline></outline>'
            '<outline text="Top" type="rss" xmlUrl="feed://c.example/f"/>'
        ),
        "list.opml",
    )
    assert found == (
        Subscription("https://a.example/f", "Sea news", "https://a.example/", "News", ("world/sea", "boats")),
        Subscription("https://b.example/f", "", "", "News/In"),
        Subscription("http://c.example/f", "Top"),
    )


def test_feed_in_two_folders_is_one_feed_with_a_tag() -> None:
    outline = '<outline text="{}"><outline text="x" xmlUrl="https://a.example/f"/></outline>'
    (found,) = read_opml(opml(outline.format("One") + outline.format("Two")), "list.opml")
    assert (found.folder, found.tags) == ("One", ("Two",))


@pytest.mark.parametrize(
    "outlines",
    [
        '<outline text="A & B" xmlUrl="https://a.example/f?x=1&y=2&copy=3"/>',
        '<outline text="Caf&eacute; <b>" xmlUrl="https://a.example/f?x=1&amp;y=2&amp;copy=3"/>',
        '<outline text="1 < 2" xmlUrl="https://a.example/f?x=1&y=2&amp;copy=3">',
        "<outline text='\x02' xmlUrl='https://a.example/f?x=1&y=2&copy=3'/></wrong>",
    ],
    ids=["ampersand", "entity", "less", "control"],
)
def test_ill_formed_lists_give_the_right_addresses(outlines: str) -> None:
    assert [feed.url for feed in read_opml(opml(outlines), "x")] == ["https://a.example/f?x=1&y=2&copy=3"]


def test_programs_files_and_scripts_never_come_from_opml() -> None:
    urls = ("exec:rm -rf /", "filter:x:https://a.example/", "file:///etc/passwd", "javascript:x()", "-rf")
    bad = "".join(f'<outline text="x" xmlUrl="{url}"/>' for url in urls)
    with pytest.raises(BadInput, match="names no feed"):
        read_opml(opml(bad), "list.opml")


@pytest.mark.parametrize("body", [b"", b"words", b"<html><body>x</body></html>", b"\0\1\2", b"<opml", b"{}"])
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(BadInput):
        read_opml(body, "list.opml")


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: opml(text)))
def test_any_bytes_are_a_list_or_a_sentence(body: bytes) -> None:
    try:
        found = read_opml(body, "list.opml")
    except BadInput as error:
        assert "\n" not in str(error)
    else:
        assert all(feed.url.startswith(("http://", "https://")) for feed in found)


def test_entities_of_a_list_are_never_expanded() -> None:
    bomb = '<!DOCTYPE o [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "https://evil.example/">]>'
    found = read_opml(opml('<outline text="&a;" xmlUrl="https://a.example/"/><outline xmlUrl="&b;"/>', bomb), "x")
    assert "root:" not in str(found)


def test_deep_and_long_lists_are_read() -> None:
    deep = '<outline text="f">' * 5_000 + '<outline xmlUrl="https://a.example/"/>' + "</outline>" * 5_000
    try:
        assert read_opml(opml(deep), "x")[0].url == "https://a.example/"
    except BadInput as error:
        assert error.problem == "names no feed"
    many = "".join(f'<outline xmlUrl="https://a.example/{number}"/>' for number in range(3_000))
    assert len(read_opml(opml(many), "x")) == 3_000


URLS = r"""
# my feeds
https://a.example/feed news "deep sea" "~The Sea" !hidden
https://b.example/feed
"query:Unread sea:unread = \"yes\" and (tags # \"sea\" or age < 7)"
exec:"~/bin/make feed.sh --all" made
filter:/usr/bin/tidy:https://c.example/feed
file:///home/x/feed.xml
gopher://d.example/
"query:Odd:rssurl =~ \"a.*b\""
https://a.example/feed again
"open quote
"""


def test_newsboat_urls_become_feeds_queries_commands_and_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/mira")
    found = read_newsboat(URLS.encode(), "urls")
    assert found.feeds == (
        Subscription("https://a.example/feed", "The Sea", "", "", ("news", "deep sea"), hidden=True),
        Subscription("https://b.example/feed"),
    )
    assert [(query.name, query.query) for query in found.queries] == [
        ("Unread sea", "is:unread (feedtag:sea OR age:<7d)")
    ]
    assert found.commands == (
        CommandFeed(("/home/mira/bin/make", "feed.sh", "--all"), "", "", ("made",)),
        CommandFeed(("/usr/bin/tidy",), "https://c.example/feed"),
    )
    assert len(found.problems) == 4
    assert all(problem.startswith("Line ") and "urls" in problem for problem in found.problems)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ('unread = "no"', "is:read"),
        ('title =~ "ferry" and author != "Mira Sol"', 'title:ferry -author:"Mira Sol"'),
        ('title =~ "ferr(y|ies)"', "title:/ferr(y|ies)/"),
        ("age between 2:5", "age:>2d age:<6d"),
        ('tags !# "sport" or flags # "s"', "(-feedtag:sport OR is:starred)"),
        ('(content # "sea")', "(sea)"),
    ],
)
def test_newsboat_filters_are_said_in_our_search_language(theirs: str, ours: str) -> None:
    assert translate(theirs) == ours
    assert not parse_query(ours).doubts


@given(st.text(max_size=80))
def test_any_urls_file_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        found = read_newsboat(text.encode("utf-8", "replace"), "urls")
    except BadInput as error:
        assert "\n" not in str(error)
    else:
        assert all("\n" not in problem for problem in found.problems)
