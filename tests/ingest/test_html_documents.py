"""HTML becomes a sound Document, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.core.document import Document
from tuinews.core.sanitize import clean
from tuinews.ingest.html import to_document, to_line
from tuinews.ingest.links import web_link

TAGS = (
    "p div b i a ul ol li table tr td th pre code blockquote figure figcaption h2 br q span script style img dl dt dd"
).split()


def leaves(document: Document) -> list[tuple[str, str]]:
    return [(leaf.kind, document.text[leaf.start : leaf.end]) for leaf in document.leaves()]


def inline(document: Document) -> list[tuple[str, str]]:
    return [(item.kind, document.text[item.start : item.end]) for item in document.inline]


def boxes(document: Document) -> list[tuple[str, str]]:
    return [
        (box.kind, document.text[box.start : box.end])
        for box in document.layout
        if box.kind not in dict(leaves(document))
    ]


def snippets() -> st.SearchStrategy[str]:
    text = st.text(max_size=12) | st.sampled_from(
        ["\u0301", "e\u0301", "\u202e", "\x1b[31m", "&amp;", "&#x1b;", "\t", "\n", " "]
    )
    opening = st.sampled_from(
        [f"<{tag}>" for tag in TAGS] + ["<blockquote class=twitter-tweet>", "<a href='/x'>", "<td hidden>"]
    )
    closing = st.sampled_from([f"</{tag}>" for tag in TAGS])
    return st.lists(text | opening | closing, max_size=40).map("".join)


@given(snippets())
def test_every_document_is_sound_and_clean(html: str) -> None:
    document = to_document(html, "https://news.example/a/")
    assert document.problems() == []
    assert clean(document.text) == document.text


@given(st.text(max_size=200))
def test_any_text_gives_a_sound_document(text: str) -> None:
    document = to_document(text)
    assert document.problems() == []
    assert clean(document.text) == document.text


def test_blocks_become_leaves_and_inline_style_ranges() -> None:
    document = to_document("<h2>Head</h2><p>Plain <b>bold <i>both</i></b> <code>x</code> H<sub>2</sub>O</p>")
    assert leaves(document) == [("heading", "Head"), ("paragraph", "Plain bold both x H2O")]
    assert inline(document) == [("strong", "bold both"), ("emphasis", "both"), ("mono", "x"), ("subscript", "2")]
    assert document.layout[0].get("level") == "2"


def test_line_break_splits_a_paragraph_and_its_open_style() -> None:
    document = to_document("<p>One <b>two<br>three</b></p>")
    assert leaves(document) == [("paragraph", "One two"), ("paragraph", "three")]
    assert inline(document) == [("strong", "two"), ("strong", "three")]


def test_line_break_in_a_heading_is_a_space() -> None:
    assert to_document("<h1>Long<br>title</h1>").text == "Long title"


def test_white_space_folds_but_for_code() -> None:
    document = to_document("<p> a \n\t b </p><pre><code class='language-python'>\ndef f():\n\treturn  1\n</code></pre>")
    assert leaves(document) == [("paragraph", "a b"), ("code", "def f():\n\treturn  1")]
    assert document.layout[1].get("language") == "python"


def test_lists_nest_as_boxes() -> None:
    document = to_document("<ol start=3><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ol>")
    assert document.text == "a\nb\nc\nd"
    assert boxes(document) == [("list", "a\nb\nc\nd"), ("item", "a\nb"), ("list", "b"), ("item", "b"), ("item", "c\nd")]
    assert document.layout[0].attributes == (("ordered", "1"), ("start", "3"))


def test_table_rows_keep_their_columns_even_when_cells_are_empty() -> None:
    document = to_document(
        "<table><tr><th>City<th>Year<th>Tons</tr><tr><td>Oslo</td><td></td><td><p>3</p></td></tr></table>"
    )
    assert leaves(document) == [("row", "City\tYear\tTons"), ("row", "Oslo\t\t3")]
    assert [text for kind, text in inline(document) if kind == "cell"] == ["City", "Year", "Tons", "Oslo", "3"]
    assert document.inline[0].get("header") == "1"


def test_layout_tables_are_read_as_blocks() -> None:
    document = to_document("<table><tr><td><h2>News</h2><p>One.</p></td><td><p>Two.</p></td></tr></table>")
    assert leaves(document) == [("heading", "News"), ("paragraph", "One."), ("paragraph", "Two.")]


def test_figure_keeps_picture_and_caption() -> None:
    document = to_document(
        "<figure><img src='/i.jpg' alt='A quay'><figcaption>The <em>quay</em></figcaption></figure>",
        "https://n.example/",
    )
    assert leaves(document) == [("caption", "The quay")]
    assert document.layout[0].attributes == (("src", "https://n.example/i.jpg"), ("alt", "A quay"))


def test_entry_that_is_only_a_picture_shows_its_words() -> None:
    assert leaves(to_document("<img src='c.png' title='The joke' alt='Panel'>", "https://c.example/")) == [
        ("caption", "Panel"),
        ("caption", "The joke"),
    ]


POSTS = {
    "X": (
        '<blockquote class="twitter-tweet"><p>We asked twice.</p>&mdash; Ilan Reyes (@ireyes) '
        '<a href="https://twitter.com/ireyes/status/1234567890">March 2, 2024</a></blockquote>',
        ("Ilan Reyes", "@ireyes", "2024-03-02", "https://twitter.com/ireyes/status/1234567890"),
    ),
    "Mastodon": (
        '<blockquote class="mastodon-embed" data-embed-url="https://social.example/@mira/111/embed"><p>Post.</p>'
        '<a href="https://social.example/@mira/111">View on Mastodon</a></blockquote>',
        ("", "@mira", "", "https://social.example/@mira/111/embed"),
    ),
    "Bluesky": (
        '<blockquote class="bluesky-embed"><p>Post.</p>&mdash; Mira (<a href="https://bsky.app/profile/mira.example">'
        '@mira.example</a>) <a href="https://bsky.app/profile/mira.example/post/3abc">Jan 5, 2025</a></blockquote>',
        ("Mira", "@mira.example", "2025-01-05", "https://bsky.app/profile/mira.example/post/3abc"),
    ),
}


@pytest.mark.parametrize("service", POSTS)
def test_embedded_posts_name_their_author_date_and_address(service: str) -> None:
    html, (name, handle, date, url) = POSTS[service]
    document = to_document(f"<p>Before.</p>{html}<p>After.</p>")
    embed = next(box for box in document.layout if box.kind == "embed")
    assert (embed.get("name"), embed.get("handle"), embed.get("date"), embed.get("url")) == (name, handle, date, url)
    assert embed.get("service") == service
    assert leaves(document)[0] == ("paragraph", "Before.") and leaves(document)[-1] == ("paragraph", "After.")


def test_telegram_widget_and_video_frame_become_links() -> None:
    document = to_document(
        '<script async data-telegram-post="harbour/68"></script>'
        '<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>'
        '<iframe src="https://ads.example/x"></iframe>'
    )
    assert [box.get("url") for box in document.layout if box.kind == "embed"] == [
        "https://t.me/harbour/68",
        "https://www.youtube.com/watch?v=abcdefghijk",
    ]


@given(st.from_regex(r"https?://[a-zA-Z0-9:.\[\]@-]{1,12}[/?#]?[!-~]{0,12}", fullmatch=True))
def test_an_address_in_order_is_read_like_one_that_must_be_cleaned(address: str) -> None:
    assert web_link(address) == web_link(f" {address}")


def test_only_web_links_stay_and_are_resolved() -> None:
    document = to_document(
        "<a href='/x'>a</a> <a href='javascript:alert(1)'>b</a> <a href='file:///etc/passwd'>c</a>"
        " <a href='java\nscript:x'>d</a>",
        "https://news.example/a/b",
    )
    assert [(item.get("href"), document.text[item.start : item.end]) for item in document.inline] == [
        ("https://news.example/x", "a")
    ]


def test_scripts_styles_and_hidden_parts_are_gone() -> None:
    hidden = "<p hidden>h</p><div style='display: none'>n</div><p aria-hidden=true>a</p>"
    html = f"<p>Seen</p><script>x()</script><style>p{{}}</style>{hidden}"
    assert to_document(html).text == "Seen"


def test_inline_quotation_gets_its_marks() -> None:
    assert to_document("<p>She said <q>they <q>knew</q></q>.</p>").text == "She said “they ‘knew’”."
    assert to_document("<p><q lang=de>Ja</q></p>").text == "„Ja“"


def test_combining_mark_in_another_element_is_composed() -> None:
    assert to_document("<p>caf<b>e</b>&#x301;</p>").text == "café"


def test_title_line_loses_markup_and_controls() -> None:
    assert to_line("<b>Grid</b> loan \x1b[31m&amp; more\u202e") == "Grid loan & more"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<div>" * 10_000 + "deep" + "</div>" * 10_000 + "<p>after</p>", "deep\nafter"),
        ("<p>x</p>" + "<!-- " * 80_000, "x"),
        ("<p " + " ".join(f"a{number}=1" for number in range(20_000)) + ">x</p>", "x"),
        ("<p>x<b>y</b></p>" * 20_000, "\n".join(["xy"] * 20_000)),
        ("e" + "\u0301\u0316" * 100_000, None),
        ("<div>" * 20_000 + "deep" + "</span>" * 20_000, "deep"),
    ],
    ids=["nested", "comments", "attributes", "long", "marks", "stray-ends"],
)
def test_monstrous_pages_keep_their_words(html: str, words: str | None) -> None:
    document = to_document(html)
    assert document.problems() == []
    assert words is None or document.text == words
