"""HTML is judged by lxml: only our own elements, and the very words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from tuinews.core.document import Document, Range, in_order
from tuinews.core.sanitize import clean, is_clean, visible
from tuinews.core.statement import Fragment, Span, Statement
from tuinews.export.html import to_html
from tuinews.export.records import ExportArticle, ExportNote, ExportRevision, ExportStatement
from tuinews.ingest.html import to_document

Make = Callable[..., ExportArticle]
OURS = set(
    "html head meta title style body article h1 h2 h3 h4 h5 h6 p a mark span strong em code s sup sub pre blockquote ul"
    " ol li div figure table tr td th".split()
)
NOW = datetime(2026, 3, 12, 8, 41, tzinfo=UTC)
HOSTILE = st.text(st.sampled_from("ab <>&\"'/=;\x1b\u202e\u0085é-!"), max_size=30) | st.sampled_from(
    ["<script>alert(1)</script>", "</style><img src=x onerror=y>", "]]><!--", "&lt;b&gt;", "</title>"]
)


def page(*articles: ExportArticle) -> etree._Element:
    text = "".join(to_html(articles))
    assert is_clean(text)
    root: etree._Element = lxml_html.document_fromstring(text)
    return root


@given(HOSTILE, HOSTILE, HOSTILE)
def test_whatever_strangers_wrote_is_text_and_no_element(title: str, line: str, note: str) -> None:
    line = line.replace("\n", " ")
    notes = (ExportNote(note, note, note, NOW, NOW),)
    document = Document.plain(line)
    root = page(ExportArticle("a", title, document, ExportRevision(1, NOW, title), outlet=line, notes=notes))
    assert {element.tag for element in root.iter()} <= OURS
    allowed = {"lang", "dir", "class", "id", "href", "rel", "start", "content", "charset", "name", "http-equiv"}
    assert {name for element in root.iter() for name in element.attrib} <= allowed
    assert root.findtext(".//h1") == visible(title).replace("\t", " ").replace("\n", " ")
    if line.strip():
        assert visible(line) in [element.text_content() for element in root.iter("p")]  # type: ignore[attr-defined]


TEXT = "“We asked twice,” she said."
KINDS = st.sampled_from(["strong", "emphasis", "mono", "link", "subscript"])
RANGES = st.lists(st.tuples(st.integers(0, 26), st.integers(1, 27), KINDS), max_size=6)


@given(RANGES, st.integers(1, 20), st.integers(21, 27))
def test_styles_statements_and_notes_may_overlap(ranges: list[tuple[int, int, str]], start: int, end: int) -> None:
    href = (("href", 'https://harbour.example/?a=1&b="<'),)
    inline = in_order(Range(a, b, kind, href) for a, b, kind in ranges if a < b)
    document = Document(TEXT, (Range(0, len(TEXT), "paragraph"),), inline)
    statement = Statement((Fragment(1, 16, "direct"), Fragment(start, end, "indirect")), None)
    shown = ExportStatement("s", statement, "words", "")
    note = ExportNote("n", "why", "mira", NOW, NOW, span=Span(start, end))
    root = page(ExportArticle("a", "T", document, ExportRevision(1, NOW, ""), statements=(shown,), notes=(note,)))
    paragraph = root.xpath("//article/p[2]")[0]
    assert paragraph.text_content().replace("1", "", 1) == TEXT
    assert "".join(paragraph.xpath(".//mark[@class='direct']//text()")) == TEXT[1:16]
    assert paragraph.xpath(".//sup/a/@href") == ["#note-n"]


def test_the_layout_reads_the_same_after_html_and_back() -> None:
    source = (
        "<h2>One</h2><ul><li>a<ol start='3'><li>b</li></ol></li><li>c</li></ul><blockquote><p>q</p></blockquote>"
        "<table><tr><th>x</th><th>y</th></tr><tr><td>1</td><td></td></tr></table><pre>if x:\n  y &lt; 2</pre>"
    )
    document = to_document(source)
    text = "".join(to_html([ExportArticle("a", "T", document, ExportRevision(1, NOW, ""))]))
    again = to_document(text.partition('<p class="about"></p>')[2].partition('<p class="meta">')[0])
    assert (again.text, again.layout) == (document.text, document.layout)


def test_no_page_runs_or_fetches_anything(article: Make) -> None:
    text = "".join(to_html([article()]))
    assert "default-src &#x27;none&#x27;" in text or "default-src 'none'" in text
    assert "<script" not in text and "src=" not in text and "secret" not in text
    assert 'href="https://harbour.example/news/ferry"' in text


def test_notes_and_statements_stand_below_the_text(article: Make) -> None:
    root = page(article())
    assert [heading.text for heading in root.iter("h2")] == ["Notes", "Statements"]
    cells = [cell.text_content() for cell in root.xpath("//table//td")]
    assert cells[:2] == ["Ilan Reyes", "“Nobody told the crew, … We asked twice.”"]
    assert cells[3:5] == ["two officials, via Meridian Wire", "Every drill was skipped"]
    assert clean("".join(root.xpath("//li[@id='note-n3']//blockquote/text()"))) == "words that went"
