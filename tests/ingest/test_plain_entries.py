"""What is read straight from the tree is what feedparser makes of it."""

from __future__ import annotations

from dataclasses import replace

from answers import answer, atom, item, rss
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tuinews.core.fetched import ParsedFeed
from tuinews.ingest.feeds import parse_feed
from tuinews.ingest.feeds.plain import plain_entries

FOREIGN = '<x:odd xmlns:x="urn:odd"/>'
"""An element that means nothing to anyone, but takes an entry to the judge."""

TEXTS = [
    "word", "“Größe”", "für", "AT&amp;T", "a &lt; b", "&lt;b&gt;x&lt;/b&gt;", "<![CDATA[<p>a <i>b</i></p>]]>",
    "Ã©",
    "\u0085", " ", "&amp;amp;", "x@y.example", "naïve café", "line\none", "&#160;", "R&amp;D; x", "&amp;copy;",
    "日本語",
]  # fmt: skip
DATES = [
    "Sun, 01 Mar 2026 10:00:00 +0100", "Mon, 01 Mar 2026 10:00:00 GMT", "Sun, 1 Mar 2026 10:00:00 -0000",
    "2026-03-01T10:00:00Z",
    "2026-03-01T10:00:00+05:30", "Sun, 31 Feb 2026 10:00:00 GMT", "2026-03-01", "Thu, 01 Jan 1970 00:00:00 GMT", "",
    "soon",
    "2026-03-01T25:00:00Z", "2026-03-01T23:59:60Z",
]  # fmt: skip
LINKS = [
    "https://x.example/1",
    "https://x.example/a?b=1&amp;c=2",
    "/rel",
    "",
    " https://x.example/2 ",
    "javascript:x",
    "https://x.example/é",
]

GUID_ATTRIBUTES = ["", ' isPermaLink="false"', ' isPermaLink="true"']


def texts() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(TEXTS), max_size=3).map(" ".join)


@st.composite
def rss_items(draw: st.DrawFn) -> str:
    children = {
        "title": f"<title>{draw(texts())}</title>",
        "link": f"<link>{draw(st.sampled_from(LINKS))}</link>",
        "guid": f"<guid{draw(st.sampled_from(GUID_ATTRIBUTES))}>{draw(texts())}</guid>",
        "date": f"<pubDate>{draw(st.sampled_from(DATES))}</pubDate>",
        "description": f"<description>{draw(texts())}</description>",
        "encoded": f"<content:encoded>{draw(texts())}</content:encoded>",
        "creator": f"<dc:creator>{draw(texts())}</dc:creator>",
        "category": f"<category>{draw(texts())}</category>",
        "comments": "<comments>https://x.example/c</comments>",
    }
    chosen = draw(st.lists(st.sampled_from(list(children)), max_size=8))
    return f"<item>{''.join(children[name] for name in chosen)}{{odd}}</item>"


@st.composite
def atom_entries(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["", ' type="html"', ' type="text"', ' type="xhtml"', ' type="text/plain"']))
    link = draw(st.sampled_from(LINKS))
    children = {
        "title": f"<title{kind}>{draw(texts())}</title>",
        "link": f'<link rel="alternate" href="{link}"/>',
        "type": f'<link type="text/html" href="{link}"/>',
        "self": f'<link rel="self" href="{link}"/>',
        "id": f"<id>{draw(texts())}</id>",
        "published": f"<published>{draw(st.sampled_from(DATES))}</published>",
        "updated": f"<updated>{draw(st.sampled_from(DATES))}</updated>",
        "summary": f"<summary{kind}>{draw(texts())}</summary>",
        "content": f"<content{kind}>{draw(texts())}</content>",
        "author": f"<author><name>{draw(texts())}</name></author>",
        "category": f'<category term="{draw(st.sampled_from(["a", "", "b c"]))}"/>',
    }
    chosen = draw(st.lists(st.sampled_from(list(children)), max_size=8))
    return f"<entry>{''.join(children[name] for name in chosen)}{{odd}}</entry>"


def without_digests(feed: ParsedFeed) -> ParsedFeed:
    return replace(feed, entries=tuple(replace(entry, digest="") for entry in feed.entries))


@given(
    st.lists(rss_items(), min_size=1, max_size=3).map(lambda items: rss(*items))
    | st.lists(atom_entries(), min_size=1, max_size=3).map(lambda entries: atom(*entries))
)
def test_plain_entries_mean_what_feedparser_says(document: str) -> None:
    plain = parse_feed(answer(document.replace("{odd}", "")))
    judged = parse_feed(answer(document.replace("{odd}", FOREIGN)))
    assert without_digests(plain) == without_digests(judged)


def test_everyday_entries_are_plain_and_others_are_not() -> None:
    root = etree.fromstring(
        rss(item(1, "&lt;p&gt;Words&lt;/p&gt;", "<pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate>")).encode()
    )
    entry = root.find(".//item")
    assert entry is not None
    assert plain_entries(root, [entry]) is not None
    entry.append(etree.fromstring(FOREIGN))
    assert plain_entries(root, [entry]) is None
