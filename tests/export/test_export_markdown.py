"""Markdown is judged by a CommonMark parser: it must show the very text in the very structure, and open no HTML."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tuinews.core.document import Document, Range, in_order
from tuinews.core.sanitize import is_clean, visible
from tuinews.export.markdown import article_to_markdown, articles_to_markdown, document_to_markdown
from tuinews.export.records import ExportArticle, ExportRevision
from tuinews.ingest.html import to_document

PARSER = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
TRICKY = st.text(st.sampled_from("aZ9é“”. !\\`*_[]<>&~|#+-=:()/'\"€語\u200b{}$1.)\x1b\u202e\u00a0"), max_size=24)
STYLES = ("strong", "emphasis", "mono", "strike", "superscript", "link")
HREF = (("href", "https://harbour.example/a_(b)?c=<d>&e;*`|\\"),)
BARE = ExportArticle("u", "Title", Document(""), ExportRevision(1, datetime(2026, 3, 12, 8, 41, tzinfo=UTC), ""))
Make = Callable[..., ExportArticle]


def shown(markdown: str) -> list[str]:
    """The words of each block that a Markdown reader shows, white space folded; blocks without words left out."""
    blocks = []
    for token in PARSER.parse(markdown):
        if token.type in ("inline", "fence"):
            words = "".join(_words(child) for child in token.children) if token.children else token.content
            blocks.append(" ".join(words.split()))
    return [words for words in blocks if words]


def _words(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def types(markdown: str) -> set[str]:
    return {one.type for token in PARSER.parse(markdown) for one in (token, *(token.children or ()))}


def folded(text: str) -> str:
    return " ".join(visible(text).split())


@given(st.lists(TRICKY, max_size=6))
def test_any_text_is_shown_as_it_is_and_nothing_else(lines: list[str]) -> None:
    markdown = document_to_markdown(Document.plain("\n".join(lines)))
    assert shown(markdown) == [words for words in map(folded, lines) if words]
    assert types(markdown) <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    assert is_clean(markdown)


@st.composite
def styled(draw: st.DrawFn, least: int = 1) -> tuple[str, list[Range]]:
    text = draw(TRICKY.filter(lambda words: len(words.strip()) >= least))
    ranges = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        kind = draw(st.sampled_from(STYLES))
        ranges.append(Range(start, end, kind, HREF if kind == "link" else ()))
    return text, ranges


@given(styled(), st.sampled_from([("paragraph", ()), ("heading", (("level", "3"),)), ("caption", ())]))
def test_styles_and_links_never_change_the_words(
    line: tuple[str, list[Range]], leaf: tuple[str, tuple[tuple[str, str], ...]]
) -> None:
    text, ranges = line
    markdown = document_to_markdown(Document(text, (Range(0, len(text), *leaf),), in_order(ranges)))
    assert shown(markdown) == [folded(text)]
    assert not types(markdown) & {"html_inline", "html_block", "image"}


@pytest.mark.parametrize("kind", ["strong", "mono", "emphasis"])
def test_delimiters_of_pieces_that_touch_do_not_run_together(kind: str) -> None:
    inline = (Range(1, 3, "strike"), Range(2, 5, kind))  # the first cannot be written, and cuts the other in two
    markdown = document_to_markdown(Document("x“abc", (Range(0, 5, "paragraph"),), inline))
    assert shown(markdown) == ["x“abc"]


@dataclass
class Block:
    """A leaf (with its words) or a box (with its blocks) of a document to be made."""

    kind: str
    words: str = ""
    blocks: list[Block] = field(default_factory=list)
    attributes: tuple[tuple[str, str], ...] = ()


WORDS = TRICKY.filter(lambda words: folded(words) != "")
LEAF = st.builds(Block, st.sampled_from(["paragraph", "caption", "heading", "code"]), WORDS)
ROW = st.builds(Block, st.just("row"), st.lists(WORDS, min_size=1, max_size=3).map("\t".join))
TABLE = st.builds(Block, st.just("table"), blocks=st.lists(ROW, min_size=1, max_size=3))


def _boxes(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, min_size=1, max_size=3)
    ordered = st.sampled_from([(), (("ordered", "1"),), (("ordered", "1"), ("start", "98"))])
    items = st.lists(st.builds(Block, st.just("item"), blocks=blocks), min_size=1, max_size=3)
    lists = st.builds(Block, st.just("list"), blocks=items, attributes=ordered)
    return st.builds(Block, st.just("quote"), blocks=blocks) | lists


TREES = st.lists(st.recursive(LEAF | TABLE, _boxes, max_leaves=8), min_size=1, max_size=4)


def laid_out(blocks: list[Block]) -> Document:
    """The document of a tree."""
    pieces: list[str] = []
    layout: list[Range] = []

    def add(block: Block, at: int) -> int:
        place = len(layout)
        layout.append(Range(at, at + 1, block.kind))
        end = at
        if block.blocks:
            for child in block.blocks:
                end = add(child, end) + 1
            end -= 1
        else:
            pieces.append(block.words)
            end = at + len(block.words)
        layout[place] = Range(at, end, block.kind, block.attributes)
        return end

    at = 0
    for block in blocks:
        at = add(block, at) + 1
    return Document("\n".join(pieces), tuple(layout))


def expected_places(document: Document) -> Iterator[tuple[str, ...]]:
    """For each leaf, the boxes around it: which quotation, list and item, counted through the document."""
    numbers: Counter[str] = Counter()
    named: dict[int, str] = {}
    for index, item in enumerate(document.layout):
        if item.kind in ("quote", "list", "item"):
            numbers[item.kind] += 1
            named[index] = f"{item.kind} {numbers[item.kind]}"
    for index, leaf in enumerate(document.layout):
        if leaf.kind not in ("quote", "list", "item", "table"):
            yield tuple(name for at, name in named.items() if at < index and document.layout[at].covers(leaf))


_BOXES = {"blockquote": "quote", "bullet_list": "list", "ordered_list": "list", "list_item": "item"}


def parsed_places(markdown: str) -> Iterator[tuple[str, ...]]:
    numbers: Counter[str] = Counter()
    around: list[str] = []
    heads = False
    for token in PARSER.parse(markdown):
        kind = _BOXES.get(token.type.removesuffix("_open").removesuffix("_close"))
        if kind and token.nesting == 1:
            numbers[kind] += 1
            around.append(f"{kind} {numbers[kind]}")
        elif kind:
            around.pop()
        elif token.type in ("heading_open", "paragraph_open", "fence", "tr_open") and not heads:
            yield tuple(around)
        heads = token.type in ("thead_open", "tr_open") and (heads or token.type == "thead_open")  # our empty headings


@given(TREES)
def test_nested_lists_and_quotations_keep_their_structure(blocks: list[Block]) -> None:
    document = laid_out(blocks)
    assert document.problems() == []
    markdown = document_to_markdown(document)
    leaves = [document.text[leaf.start : leaf.end].split("\t") for leaf in document.leaves()]
    assert shown(markdown) == [words for leaf in leaves for words in map(folded, leaf) if words]
    assert list(parsed_places(markdown)) == list(expected_places(document))
    assert not types(markdown) & {"html_inline", "html_block", "image"}


HTML = """
<h2>What the <i>report</i> says</h2>
<p>Read <a href="/report?a=1&amp;b=2">the report</a>: it is <b>long</b>, says <code>cat `x`</code> &amp; 5 &lt; 6.</p>
<ul><li>one<ol start="3"><li>three</li><li>four</li></ol></li><li>two</li></ul>
<blockquote><p>“Nobody told us.”</p><p>1. Not a list</p></blockquote>
<table><tr><th>Drill</th><th>Done</th></tr><tr><td>a|b</td><td>no</td></tr></table>
<pre><code class="language-python">if x:
    print("```")

done()</code></pre>
"""


def test_what_a_page_shows_reads_the_same_after_markdown_and_back() -> None:
    document = to_document(HTML, "https://harbour.example/news/")
    again = to_document(PARSER.render(document_to_markdown(document)), "https://harbour.example/news/")
    assert again.text == document.text
    assert [(item.kind, item.attributes) for item in again.layout] == [
        (item.kind, item.attributes) for item in document.layout
    ]
    assert [(again.text[one.start : one.end], one.kind, one.attributes) for one in again.inline] == [
        (document.text[one.start : one.end], one.kind, one.attributes) for one in document.inline
    ]


def test_pictures_and_posts_are_links_and_nothing_is_fetched_on_reading() -> None:
    text = "A ferry\nWe asked twice."
    layout = (
        Range(0, 7, "figure", (("src", "https://harbour.example/f.jpg"), ("alt", "Quay [4]"))),
        Range(0, 7, "caption"),
        Range(8, 23, "embed", (("name", "Ilan"), ("handle", "@ilan"), ("url", "https://social.example/@ilan/1"))),
        Range(8, 23, "paragraph"),
    )
    assert document_to_markdown(Document(text, layout)) == (
        "[Quay \\[4\\]](https://harbour.example/f.jpg)\n\n_A ferry_\n\n"
        "> We asked twice.\n>\n> — [Ilan @ilan](https://social.example/@ilan/1)\n"
    )


def test_only_web_addresses_become_links() -> None:
    text = "here"
    for href in ("javascript:alert(1)", "file:///etc/passwd", "https://"):
        document = Document(text, (Range(0, 4, "paragraph"),), (Range(0, 4, "link", (("href", href),)),))
        assert document_to_markdown(document) == "here\n"


@pytest.mark.parametrize("text", ["`" * 60_000, "**_~~" * 12_000, "[(" * 30_000, "\\" * 60_000, "- " * 30_000])
def test_hostile_runs_of_marks_cost_no_more_than_their_length(text: str) -> None:
    styles = [Range(at, len(text), STYLES[at % 5]) for at in range(2000)]
    markdown = document_to_markdown(Document(text, (Range(0, len(text), "paragraph"),), tuple(styles)))
    assert len(markdown) < 20 * len(text)


def test_a_table_with_one_wide_row_is_not_made_wide_in_all() -> None:
    wide, narrow = "\t".join("x" * 2000), "\n".join("y" * 2000)
    text = f"{wide}\n{narrow}"
    starts = range(len(wide) + 1, len(text), 2)
    layout = (Range(0, len(text), "table"), Range(0, len(wide), "row"), *(Range(at, at + 1, "row") for at in starts))
    assert len(document_to_markdown(Document(text, layout))) < 30 * len(text)


def front_matter(markdown: str) -> dict[str, object]:
    lines = markdown.split("\n")
    assert lines[0] == "---"
    fields = (line.partition(": ") for line in lines[1 : lines.index("---", 1)])
    return {name: json.loads(value) for name, _, value in fields}


def test_front_matter_says_what_is_known(article: Make) -> None:
    assert front_matter(article_to_markdown(article())) == {
        "title": "Ferry inquiry blames owner",
        "author": "Mira Sol and Jon Berg",
        "outlet": "Harbour Times",
        "date": "2026-03-12T07:00:00+01:00",
        "url": "https://harbour.example/news/ferry",
        "lang": "en",
        "tags": ["shipping"],
        "id": "a1",
        "fetched": "2026-03-12T09:41:00+00:00",
        "revision": 2,
        "digest": f"sha256:{'cd' * 32}",
        "starred": True,
        "read": False,
    }


@given(title=st.text(max_size=60), author=TRICKY)
def test_a_title_cannot_leave_its_line_of_the_front_matter(title: str, author: str) -> None:
    made = replace(BARE, title=title, author=author)
    markdown = article_to_markdown(made)
    fields = front_matter(markdown)
    assert set(fields) <= {"title", "author", "id", "fetched", "revision", "starred", "read"}
    assert folded(str(fields.get("title", ""))) == folded(title)
    assert is_clean(markdown)
    assert not types(markdown.partition("\n---\n")[2]) & {"html_inline", "html_block", "image", "link_open"}


def test_notes_stand_with_the_words_they_were_written_on(article: Make) -> None:
    text = article_to_markdown(article())
    assert "- mira, 2026-03-12T09:41+00:00\n\n  > Nobody told the crew,\n\n  Ask *them*.\n" in text
    assert "(its words are gone from this revision)\n\n  > words that went\n\n  Gone.\n" in text


def test_only_a_speakers_own_words_stand_in_quotation_marks(article: Make) -> None:
    text = article_to_markdown(article())
    assert "100% sure, attribution unchecked): “Nobody told the crew, … We asked twice.” \\#claim" in text
    assert (
        "- Harbour Times ← Meridian Wire ← **two officials** (indirect, says, 81% sure, attribution checked, claim"
        " disputed): Every drill was skipped\n"
    ) in text


@pytest.mark.parametrize(
    "body", ["```\nopen", "<!-- open", "<script>alert(1)</script>", "~~~~\n```\n<b>", "    x\n- y\n<div>", "<?x\n]]>",
             "```\n<b>\n```\n<script>", "~~~\n```\n<i>\n~~~~ \n<script>", "``` a`\n<script>", "- x\n  ```\n<script>",
             "````\n```\n<script>\n````\n<b>", "```\n    ```\n<b>"]
)  # fmt: skip
def test_nothing_in_a_note_reaches_beyond_it_or_opens_html(article: Make, body: str) -> None:
    note = replace(article().notes[0], body=body)
    markdown = article_to_markdown(article(notes=(note, note)))
    assert "Statements" in shown(markdown.partition("\n---\n")[2])
    assert not types(markdown) & {"html_inline", "html_block"}


def test_code_in_a_note_is_kept_as_it_was_written(article: Make) -> None:
    note = replace(article().notes[0], body="Look < here:\n```c++\n#include <vector>\nif (a < b)\n```\na < b")
    text = article_to_markdown(article(notes=(note,)))
    assert "  #include <vector>\n  if (a < b)\n  ```\n  a &lt; b\n" in text and "Look &lt; here" in text


def test_several_articles_share_a_file_without_front_matter(article: Make) -> None:
    text = "".join(articles_to_markdown([article(), article(title="# *Second*")]))
    headings = [line for line in text.split("\n") if line.startswith("# ")]
    assert headings == ["# Ferry inquiry blames owner", "# \\# \\*Second\\*"]
    assert text.count("\n---\n") == 1
    assert "- digest: sha256:" in text
