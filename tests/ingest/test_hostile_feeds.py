"""Hostile feeds, over the wire: what can be kept is kept, the rest is one clear line, other feeds are unaffected."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable

import pytest
from answers import item, rss

from conftest import Loopback
from tuinews.core.errors import TuinewsError
from tuinews.core.fetched import Entry, ParsedFeed
from tuinews.core.sanitize import is_clean
from tuinews.ingest.feeds import parse_feed
from tuinews.ingest.http import Ask, Client

BOMB = "".join(f'<!ENTITY lol{level} "{f"&lol{level - 1};" * 10 if level else "lol"}">' for level in range(10))
GOOD = item("good", "Kept.")


def entry(body: str, title: str = "T") -> str:
    return rss(
        f"<item><title>{title}</title><link>https://n.example/1</link><description>{body}</description></item>", GOOD
    )


def bare(*items: str) -> str:
    """A document that declares no charset."""
    return rss(*items).partition("?>")[2]


def json_feed(*items: str) -> str:
    good = '{"id":"good","title":"Title good","content_text":"Kept."}'
    return f'{{"version":"https://jsonfeed.org/version/1","title":"T","items":[{",".join((*items, good))}]}}'


ODD_LINKS = (
    "http://[::1",
    "http://a:99999999/",
    "http://a b/",
    "//x",
    "data:text/html,x",
    "http://u:p@x.example/",
    "-o",
)
ODD_DATES = (
    "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "1e400", "2026-02-30", "Mon, 01 Jan 0000 00:00:00 GMT",
    "2999-01-01T00:00:00Z", "2026-01-01T00:00:00+99:99", "1 " * 20_000, "1" * 100_000,
)  # fmt: skip
XML_CASES: dict[str, str | bytes] = {
    "entity bomb": rss(item(1, "&lol9;"), GOOD, before=f"<!DOCTYPE lolz [{BOMB}]>"),
    "external entity": rss(item(1, "&xxe;"), GOOD, before='<!DOCTYPE r [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>'),
    "external dtd": rss(item(1), GOOD, before='<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/evil.dtd">'),
    "entity with a backslash": rss(item(1, "&a;"), GOOD, before='<!DOCTYPE r [<!ENTITY a "\\d">]>'),
    "quadratic entities": rss(item(1, "&a;" * 5000), GOOD, before=f'<!DOCTYPE r [<!ENTITY a "{"a" * 50_000}">]>'),
    "truncated": entry("Words " * 50)[:-120],
    "undeclared prefix": rss("<item><title>T</title><foo:bar>x</foo:bar></item>", GOOD),
    "wrong charset": entry("Größe").replace('encoding="utf-8"', 'encoding="utf-16"').encode("cp1252"),
    "unknown charset": entry("x").replace('encoding="utf-8"', 'encoding="klingon"'),
    "raw escape sequences": entry("a\x1b]0;own\x07b\x1b[31mc", "ti\x1b[2Jtle\x9b5m"),
    "null bytes": entry("a\0b"),
    "impossible references": entry("&#1114112; &#55296; &#0; &#27;[31m &#x202e; &#99999999999999999999; &#xD800;"),
    "nested tags": entry("<b>" * 10_000 + "deep" + "</b>" * 10_000),
    "nested escaped tags": entry("&lt;div&gt;" * 10_000 + "deep"),
    "comment openers": entry("&lt;!-- " * 80_000),
    "raw comment openers": rss(GOOD, "<item><title>T</title><description>" + "<!-- " * 80_000),
    "open sections": rss(GOOD, "<item><description>" + "<![CDATA[" * 20_000),
    "many attributes": rss(GOOD).replace("<channel>", "<channel " + " ".join(f'a{n}="1"' for n in range(20_000)) + ">"),
    "bad geometry": rss(
        '<item><title>T</title><g:where xmlns:g="http://www.georss.org/georss">'
        '<m:Point xmlns:m="http://www.opengis.net/gml" srsName="bad"><m:pos>1 2</m:pos></m:Point></g:where></item>',
        GOOD,
    ),
    "markup in titles": entry("x", "[/b][@click=app.quit]Run[/] &lt;script&gt;alert(1)&lt;/script&gt;"),
    "links that are not http": rss(
        *(f"<item><title>T</title><link>{link}</link></item>" for link in ("javascript:x()", "file:///x", "-rf")), GOOD
    ),
    "combining marks": entry("e" + "\u0301\u0316" * 50_000),
    "direction overrides": entry("a\u202eb\u2066c", "\u202edlrow"),
    "one huge title": entry("x", "t" * 1_000_000),
    "many categories": rss(item(1, extra="<category>c</category>" * 5_000), GOOD),
    "bad dates": rss(
        *(item(said[:3], extra=f"<pubDate>{said}</pubDate>") for said in ("99 Foo", "9" * 40, "0000-00-00")), GOOD
    ),
    "an author without end": rss(f"<item><title>T</title><author>{'a' * 100_000}</author></item>", GOOD),
    "addresses without end": rss(f"<item><title>T</title><author>{'a@' * 50_000}</author></item>", GOOD),
    "many namespaces": rss(GOOD).replace("<rss ", "<rss " + " ".join(f'xmlns:n{n}="u"' for n in range(50_000)) + " "),
    "deep in the channel": rss("<x>" * 10_000 + "</x>" * 10_000, GOOD),
    "items in items": rss("<item>" * 5_000 + "<title>t</title>" + "</item>" * 5_000, GOOD),
    "less-than without end": rss(GOOD, "<item><description>" + "<" * 200_000),
    "references without end": rss(GOOD, "<item><description>" + "&#" * 200_000),
    "instructions": rss("<?p x?>" * 50_000, GOOD),
    "a late doctype": rss(item(1, "&lol9;"), GOOD, before=f"<!--{'c' * 3000}--><!DOCTYPE lolz [{BOMB}]>"),
    "a parameter entity": rss(GOOD, before='<!DOCTYPE r [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>'),
    "wide without a mark": bare(GOOD).encode("utf-16-le"),
    "wider without a mark": bare(GOOD).encode("utf-32-le"),
    "half a wide character": b"\xff\xfe" + bare(GOOD).encode("utf-16-le") + b"x",
    "a version to come": rss(GOOD).replace('version="1.0"', 'version="1.1"', 1),
    "warnings before": "PHP Warning: x in y\n" + rss(GOOD),
    "a page behind": rss(GOOD) + "<script>alert(1)</script>" * 100,
    "bases of no use": rss(GOOD).replace("<channel>", '<channel xml:base="http://[">'),
    "odd links": rss(*(f"<item><title>T</title><link>{odd}</link></item>" for odd in ODD_LINKS), GOOD),
    "odd dates": rss(*(item(n, extra=f"<pubDate>{odd}</pubDate>") for n, odd in enumerate(ODD_DATES)), GOOD),
    "a length without end": rss(item(1, extra=f"<enclosure url='http://n.example/a' length='{'9' * 4000}'/>"), GOOD),
    "json with lone surrogates": json_feed(
        '{"id":"b\\udfff","title":"\\ud800","content_html":"<p>\\udc00","tags":["\\ud800"]}'
    ),
    "json with odd numbers": json_feed(
        '{"id":NaN,"title":1e999,"attachments":[{"url":"http://n.example/","size_in_bytes":1e999}]}'
    ),
    "json of odd types": json_feed(
        'null,1,[],{"id":[],"title":{},"tags":"a","authors":{"name":1},"attachments":{"url":1},"url":["x"]}'
    ),
    "repeated ids": rss(*["<item><guid>same</guid><title>x</title></item>"] * 200, GOOD),
}  # fmt: skip


@pytest.mark.parametrize("case", XML_CASES)
async def test_hostile_document_keeps_the_good_entry(loopback: Loopback, case: str) -> None:
    document = XML_CASES[case]
    body = document.encode("utf-8", "surrogatepass") if isinstance(document, str) else document
    feed = await read(loopback.give("/feed", body, ("Content-Type: application/rss+xml",)))
    assert case == "truncated" or any(found.title == "Title good" for found in feed.entries)
    assert len({found.guid for found in feed.entries}) == len(feed.entries)
    for found in feed.entries:
        assert_harmless(found)
    assert is_clean(feed.title) and "\n" not in feed.problem


async def read(url: str) -> ParsedFeed:
    async with Client() as client:
        return parse_feed(await client.fetch(Ask(url)))


def assert_harmless(entry: Entry) -> None:
    assert entry.document.problems() == []
    assert entry.guid
    assert entry.url == "" or entry.url.startswith(("http://", "https://"))
    for words in (entry.guid, entry.url, entry.title, entry.author, entry.document.text, *entry.tags):
        assert is_clean(words)
    assert "root:" not in entry.document.text


REFUSED: dict[str, Callable[[], bytes]] = {
    "html instead of xml": lambda: b"<!DOCTYPE html><html><head><title>Down for repair</title></head></html>",
    "empty": lambda: b"",
    "binary": lambda: bytes(range(256)) * 10,
    "deep json": lambda: b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 50_000,
    "bomb": lambda: gzip.compress(b"<rss>" + b" " * 30_000_000),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_what_cannot_be_kept_is_one_clear_line(loopback: Loopback, case: str) -> None:
    headers = ("Content-Encoding: gzip",) if case == "bomb" else ()
    with pytest.raises(TuinewsError) as caught:
        await read(loopback.give("/feed", REFUSED[case](), headers))
    line = str(caught.value)
    assert line.startswith(loopback.url("/feed")) and "\n" not in line and line.isprintable()


async def test_twenty_thousand_entries_are_kept(loopback: Loopback) -> None:
    many = rss(*(f"<item><guid>urn:{n}</guid><title>{n}</title></item>" for n in range(20_000))).encode()
    feed = await read(loopback.give("/feed", many))
    assert len(feed.entries) == 20_000


async def test_entries_beyond_the_bound_are_left_out_even_when_ill_formed(loopback: Loopback) -> None:
    endless = b"<rss><channel><title>E</title>" + b"<item/>" * 200_000
    feed = await read(loopback.give("/feed", endless))
    assert len(feed.entries) <= 20_000


async def test_one_bad_feed_leaves_the_others_alone(loopback: Loopback) -> None:
    good = loopback.give("/good", rss(GOOD).encode())
    loopback.give("/bad", b"x" * 100, length=10**12)
    loopback.give("/loop", headers=("Location: /loop",), status="301 M")
    async with Client() as client:
        asked = (loopback.url(path) for path in ("/bad", "/good", "/loop", "/missing", "/good"))
        found = await asyncio.gather(*(client.fetch(Ask(url)) for url in asked), return_exceptions=True)
    bodies = [answer.body for answer in found if not isinstance(answer, BaseException)]
    assert bodies == [rss(GOOD).encode()] * 2
    assert all(isinstance(answer, TuinewsError) for answer in found if isinstance(answer, BaseException))
    assert good.endswith("/good")
