"""The layout of a Document: every offset has a place, every place an offset, no line is too wide."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from made import build
from rich.cells import cell_len, split_graphemes

from tuinews.core.document import Document, Range
from tuinews.tui.glyphs import ASCII, UNICODE, Glyphs
from tuinews.tui.layout import NARROWEST, Layout, lay_out

WORDS = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")),
        st.sampled_from("  \t-|/“”’aei\u0301\u200d\ufe0f日本語、。「」👩🏽🚢❤"),
    ),
    min_size=1,
    max_size=120,
).filter(lambda text: "\n" not in text and "\u2028" not in text and "\u2029" not in text)
LEAVES = st.sampled_from(["paragraph", "heading", "caption", "code"])
BOXES = st.sampled_from(["quote", "list", "item", "embed", "figure", "table"])
NODES = st.recursive(
    st.tuples(LEAVES, WORDS),
    lambda inner: st.tuples(BOXES, st.lists(inner, min_size=1, max_size=4)),
    max_leaves=10,
)
DOCUMENTS = st.lists(NODES, min_size=1, max_size=5).map(lambda nodes: build(nodes))
WIDTHS = st.integers(NARROWEST, 90)


def drawn(layout: Layout, number: int) -> str:
    """A line as it is seen."""
    line = layout.lines[number]
    row = line.prefix
    for piece in line.pieces:
        row += " " * (piece.column - cell_len(row)) + piece.ruler.shown(layout.text, piece.start, piece.end)
    return row


def screen(document: Document, width: int, glyphs: Glyphs = UNICODE) -> list[str]:
    layout = lay_out(document, width, glyphs)
    return [drawn(layout, number).rstrip() for number in range(len(layout.lines))]


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, WIDTHS)
def test_every_offset_of_every_leaf_has_a_place_that_leads_back_to_it(document: Document, width: int) -> None:
    layout = lay_out(document, width)
    for leaf in document.leaves():
        for offset in range(leaf.start, leaf.end + 1):
            place = layout.place(offset)
            assert 0 <= place[0] < len(layout.lines) and 0 <= place[1] <= width
            assert layout.place(layout.offset(*place)) == place


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, WIDTHS)
def test_what_is_seen_at_a_place_is_what_its_offset_says(document: Document, width: int) -> None:
    layout = lay_out(document, width)
    for piece in layout.pieces:
        clusters, _ = split_graphemes(document.text[piece.start : piece.end])
        if piece.ruler.snap(piece.start) != piece.start or not clusters or clusters[0][2] == 0:
            continue
        for first, _, cells in clusters:
            line, column = layout.place(piece.start + first)
            for cell in range(cells):
                assert layout.offset(line, column + cell) == piece.start + first


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, WIDTHS)
def test_no_line_is_wider_than_the_width(document: Document, width: int) -> None:
    layout = lay_out(document, width)
    for line in layout.lines:
        assert cell_len(line.prefix) <= width
        for piece in line.pieces:
            assert piece.column + piece.ruler.cells(piece.start, piece.end) <= width


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, WIDTHS)
def test_every_word_is_drawn_once_and_in_order(document: Document, width: int) -> None:
    layout = lay_out(document, width)
    at = 0
    for piece in layout.pieces:
        assert piece.start >= at
        at = max(at, piece.end)
    shown = "".join(layout.text[piece.start : piece.end] for piece in layout.pieces)
    in_tables = [leaf for leaf in document.leaves() if leaf.kind == "row"]
    if not in_tables:
        assert len(layout.text) == len(document.text)
        assert "".join(shown.split()) == "".join(layout.text.split())


@given(st.text(max_size=400), WIDTHS)
@settings(max_examples=60, deadline=None)
def test_any_plain_text_can_be_laid_out(text: str, width: int) -> None:
    layout = lay_out(Document.plain(text.replace("\r", " ")), width)
    for line in range(len(layout.lines)):
        for column in (-1, 0, width // 2, width + 5):
            assert 0 <= layout.offset(line, column) <= len(text)


def test_a_paragraph_is_broken_between_words() -> None:
    lines = screen(Document.plain("The quick brown fox jumps over it"), 16)
    assert lines == ["The quick brown", "fox jumps over", "it"]


def test_long_words_and_addresses_are_broken_sanely() -> None:
    lines = screen(Document.plain("see https://example.org/news/2026/ferry-inquiry-blames-owner now"), 24)
    assert lines == ["see https://example.org/", "news/2026/ferry-inquiry-", "blames-owner now"]
    assert screen(Document.plain("x" * 30), 12) == ["x" * 12, "x" * 12, "x" * 6]


def test_list_items_hang_and_are_numbered() -> None:
    document = Document(
        "one two three four\nfive\nnine",
        (
            Range(0, 28, "list", (("ordered", "1"), ("start", "9"))),
            Range(0, 18, "item"), Range(0, 18, "paragraph"),
            Range(19, 23, "item"), Range(19, 23, "paragraph"),
            Range(24, 28, "item"), Range(24, 28, "paragraph"),
        ),
    )  # fmt: skip
    assert screen(document, 20) == ["   9. one two three", "      four", "  10. five", "  11. nine"]


def test_a_quote_has_a_bar_and_space_around_it() -> None:
    document = Document(
        "Before\nWords of others\nAfter",
        (Range(0, 6, "paragraph"), Range(7, 22, "quote"), Range(7, 22, "paragraph"), Range(23, 28, "paragraph")),
    )
    assert screen(document, 30) == ["Before", "", "│ Words of others", "", "After"]
    assert screen(document, 30, ASCII)[2] == "| Words of others"


def test_code_keeps_its_lines_and_its_tabs_become_stops() -> None:
    code = "if x:\n\treturn 1"
    document = Document(code, (Range(0, len(code), "code"),))
    assert screen(document, 30) == ["  if x:", "      return 1"]
    layout = lay_out(document, 30)
    assert layout.place(6) == (1, 2) and layout.place(7) == (1, 6)
    assert layout.offset(1, 4) == 6


def test_an_embedded_post_names_its_author() -> None:
    document = Document(
        "We asked twice.",
        (
            Range(0, 15, "embed", (("name", "Ilan Reyes"), ("handle", "@reyes"), ("date", "2026-03-02T12:00:00Z"))),
            Range(0, 15, "paragraph"),
        ),
    )
    assert screen(document, 40) == ["╭─ Ilan Reyes @reyes · 2026-03-02", "│ We asked twice.", "╰─"]


def table(*rows: tuple[str, ...]) -> Document:
    text, layout, inline = "", [], []
    for number, row in enumerate(rows):
        start = len(text)
        for cell in row:
            header = (("header", "1"),) if number == 0 else ()
            inline.append(Range(len(text), len(text) + len(cell), "cell", header))
            text += cell + "\t"
        text = text[:-1]
        layout.append(Range(start, len(text), "row"))
        text += "\n"
    text = text[:-1]
    return Document(text, (Range(0, len(text), "table"), *layout), tuple(inline))


def test_a_table_that_fits_is_set_in_columns_with_its_figures_to_the_right() -> None:
    document = table(("Ship", "Drills"), ("Aurora", "0"), ("Meltem", "1,200"))
    assert screen(document, 40) == ["Ship    Drills", "──────────────", "Aurora       0", "Meltem   1,200"]


def test_a_table_that_does_not_fit_is_stacked_under_the_names_of_its_columns() -> None:
    document = table(("Ship", "What the owner said"), ("Aurora", "We regret nothing at all, and so on and so forth."))
    lines = screen(document, 20)
    assert lines[:5] == ["Ship    What the", "owner said", "────────", "Ship: Aurora", "What: We regret"]


def test_wide_characters_and_emoji_sequences_are_measured_and_never_parted() -> None:
    text = "日本語👩‍👩‍👧‍👦です"
    layout = lay_out(Document.plain(text), 12)
    family = text.index("👩")
    assert layout.place(family) == (0, 6)
    assert layout.place(family + 3) == (0, 6)
    assert layout.offset(0, 7) == family
    assert layout.offset(0, 8) == text.index("で")


def test_japanese_lines_do_not_begin_with_a_full_stop() -> None:
    lines = screen(Document.plain("これは長い文章です。そして続く"), 18)
    assert all(not line.startswith(("。", "、")) for line in lines)


def test_ten_thousand_levels_and_a_hundred_thousand_blanks_end_in_time() -> None:
    deep = Document("x" * 50, (*(Range(0, 50, "quote") for _ in range(10_000)), Range(0, 50, "paragraph")))
    assert screen(deep, 40)[-1].endswith("x" * 10)
    blanks = lay_out(Document.plain("a" + " " * 100_000 + "b"), 20)
    assert len(blanks.lines) <= 2
    marks = lay_out(Document.plain("e" + "\u0301" * 100_000), 20)
    assert len(marks.lines) == 1
