"""Dropping stored entries before the parser sees them changes nothing but the work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from answers import answer, atom, item, rss
from hypothesis import given
from hypothesis import strategies as st

from tuinews.core.fetched import ParsedFeed
from tuinews.ingest.feeds import parse_feed
from tuinews.ingest.feeds.prefilter import drop_known


def words() -> st.SearchStrategy[str]:
    """Text of an element: plain, escaped, wrong, hostile."""
    odd = [
        "&amp;",
        "&lt;b&gt;x&lt;/b&gt;",
        "<![CDATA[<p>x</p>]]>",
        "é",
        "&#27;",
        "&nbsp;",
        "<b>x</b>",
        " ",
        "http://x.example/?a=1&amp;b",
    ]
    return st.lists(st.sampled_from([*odd, "word", "7"]), max_size=4).map("".join)


def ids() -> st.SearchStrategy[str]:
    guid = st.sampled_from(["1", "2", " 2 ", "http://x.example/1", "tag:x,1", "link: http://x.example/1", "", "é"])
    tag = st.sampled_from(
        [
            '<guid isPermaLink="false">{}</guid>',
            "<guid>{}</guid>",
            "<guid><b>{}</b></guid>",
            "",
            "<guid>9</guid><guid>{}</guid>",
        ]
    )
    return st.builds(lambda text, form: form.format(text), guid, tag)


def extras() -> st.SearchStrategy[str]:
    return st.sampled_from(
        [
            "",
            "<dc:language>de</dc:language>",
            "<language>fr</language>",
            "<pubDate>Sun, 01 Mar 2026 10:00:00 +0100</pubDate>",
            '<x:y xmlns:x="urn:x">z</x:y>',
            "<media:group><media:title>m</media:title><media:description>d</media:description></media:group>",
            "<dc:creator>A</dc:creator><category>c</category>",
            "<source url='http://s.example/'>S</source>",
            "<item><title>inner</title></item>",
            '<a:entry xmlns:a="http://www.w3.org/2005/Atom"><a:id>7</a:id></a:entry>',
        ]
    )


@st.composite
def items(draw: st.DrawFn) -> str:
    attributes = draw(st.sampled_from(["", ' xml:lang="nl"', ' xml:base="http://b.example/d/"']))
    link = draw(st.sampled_from(["http://x.example/1", "http://x.example/2", "/rel", "javascript:x", ""]))
    return (
        f"<item{attributes}><title>{draw(words())}</title><link>{link}</link>{draw(ids())}"
        f"<description>{draw(words())}</description>{draw(extras())}</item>"
    )


@st.composite
def documents(draw: st.DrawFn) -> str:
    parts = draw(st.lists(items(), max_size=6))
    spice = draw(
        st.sampled_from(["", "", "", "text", "<!-- c -->", "<image><title>i</title></image>", "&bad;", "<unclosed>"])
    )
    before = draw(st.sampled_from(["", "", "", "<!DOCTYPE rss>", '<!DOCTYPE r [<!ENTITY bad "x">]>']))
    document = rss(*parts, spice, before=before)
    return draw(
        st.sampled_from([document, document, document.replace("<channel>", '<channel xml:lang="sv">'), document[:-20]])
    )


def without(feed: ParsedFeed, known: Mapping[str, str]) -> ParsedFeed:
    kept = tuple(entry for entry in feed.entries if known.get(entry.guid) != entry.digest)
    return replace(feed, entries=kept, unchanged=len(feed.entries) - len(kept))


@given(documents(), st.data())
def test_filtering_first_gives_the_same_entries(document: str, data: st.DataObject) -> None:
    whole = parse_feed(answer(document))
    stored = data.draw(st.lists(st.sampled_from(whole.entries), unique=True)) if whole.entries else []
    changed = data.draw(st.lists(st.sampled_from(whole.entries), unique=True)) if whole.entries else []
    known = {entry.guid: entry.digest for entry in stored} | {entry.guid: "older" for entry in changed}
    assert parse_feed(answer(document), known) == without(whole, known)


def test_unchanged_entries_never_reach_the_parser() -> None:
    document = rss(*(item(number) for number in range(5)))
    known = {entry.guid: entry.digest for entry in parse_feed(answer(document)).entries}
    known.pop("id-3")
    filtered = drop_known(document.partition("?>")[2].encode(), known, 100, 10_000)
    assert filtered is not None
    assert [entry.key for entry in filtered.entries] == ["id-3"]
    assert filtered.dropped == 4
    assert b"<item>" not in filtered.document, "the last one is plain: it is read from the tree"
    assert filtered.plain is not None and [entry["title"] for entry in filtered.plain] == ["Title 3"]


def test_changed_entry_has_another_digest_and_the_same_guid() -> None:
    before = parse_feed(answer(rss(item(1, "Old."), item(2)))).entries
    after = parse_feed(answer(rss(item(1, "New."), item(2))), {entry.guid: entry.digest for entry in before})
    assert [(entry.guid, entry.document.text) for entry in after.entries] == [("id-1", "New.")]
    assert after.unchanged == 1


def test_what_entries_take_over_from_the_feed_counts_as_theirs() -> None:
    entry = "<entry><id>urn:1</id><title>T</title><content type='html'>&lt;a href='x'&gt;y&lt;/a&gt;</content></entry>"
    first = parse_feed(answer(atom(entry, attributes='xml:base="https://one.example/"')))
    known = {found.guid: found.digest for found in first.entries}
    second = parse_feed(answer(atom(entry, attributes='xml:base="https://two.example/"')), known)
    assert [found.document.inline[0].get("href") for found in second.entries] == ["https://two.example/x"]


def test_more_entries_than_fit_are_read_when_the_first_are_stored() -> None:
    document = rss(*(item(number, "x" * 100) for number in range(6))).partition("?>")[2].encode()
    first = drop_known(document, {}, 100, 1_000)
    assert first is not None and 0 < len(first.entries) < 6
    known = {entry.guid: entry.digest for entry in first.entries}
    second = drop_known(document, known, 100, 1_000)
    assert second is not None and second.entries[0].key == f"id-{len(first.entries)}"
