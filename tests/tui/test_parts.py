"""The parts under the panes: marks, selections, rows, sources, keys, themes."""

from __future__ import annotations

import itertools
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tuinews.core.document import Document
from tuinews.core.models import ArticleRow
from tuinews.core.statement import Fragment, Relay, Source, Span, Statement
from tuinews.library.views import Hit, StatementView
from tuinews.tui.commands import MODULES
from tuinews.tui.extents import UNITS, Extents
from tuinews.tui.glyphs import ASCII, UNICODE
from tuinews.tui.keys import COMMANDS, FOOTERS, textual_key
from tuinews.tui.marks import Mark, Marks, cut_at_marks, statement_marks
from tuinews.tui.measure import wrapped
from tuinews.tui.rows import article_lines
from tuinews.tui.screens.tags import read_tags
from tuinews.tui.sources import path_to_origin, sum_up, voices
from tuinews.tui.theme import THEMES, own_variables, style_folder

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(SPANS, max_size=30), SPANS)
def test_marks_over_a_line_are_just_those_that_share_a_character_with_it(
    spans: list[tuple[int, int]], line: tuple[int, int]
) -> None:
    marks = [Mark(start, end, "hit", number) for number, (start, end) in enumerate(spans)]
    expected = {mark for mark in marks if mark.start < line[1] and mark.end > line[0]}
    assert set(Marks(marks).over(*line)) == expected


@given(st.lists(SPANS, max_size=12), SPANS)
def test_a_line_is_cut_into_stretches_without_gaps(spans: list[tuple[int, int]], line: tuple[int, int]) -> None:
    marks = [Mark(start, end, "hit") for start, end in spans]
    pieces = list(cut_at_marks(*line, marks))
    assert pieces[0][0] == line[0] and pieces[-1][1] == line[1]
    assert all(before[1] == after[0] for before, after in itertools.pairwise(pieces))


def statement(kind: str, start: int, end: int, name: str | None, type: str = "person", via: str = "") -> StatementView:
    source = Source(name, None, type)  # type: ignore[arg-type]
    relays = (Relay(via, 0, 0),) if via else ()
    return StatementView(start, Statement((Fragment(start, end, kind),), source, via=relays), "words")  # type: ignore[arg-type]


def test_the_quotation_marks_of_a_direct_quote_and_the_quoted_part_of_a_mixed_one_stand_out() -> None:
    text = "“Yes,” she said, and that it was “too late” now."
    views = [statement("direct", 1, 5, "Sol"), statement("mixed", 21, 47, "Sol")]
    looks = {(text[mark.start : mark.end], mark.look) for mark in statement_marks(text, views)}
    assert {("“", "mark"), ("”", "mark"), ("“too late”", "quoted"), ("Yes,", "direct")} <= looks


@given(st.text("ab .“”!?\n", max_size=80), st.integers(0, 80))
def test_units_of_a_text_hold_what_they_are_around(text: str, offset: int) -> None:
    document = Document.plain(text)
    extents = Extents(document)
    for unit in UNITS:
        for span in extents.units(unit):
            assert extents.around(unit, span.start) == span
        span = extents.around(unit, offset)
        assert 0 <= span.start <= span.end <= len(text)


def test_figures_of_the_sources_add_up() -> None:
    found = voices(
        "two officials spoke",
        [
            statement("direct", 0, 3, "Ilan Reyes"),
            statement("indirect", 4, 6, "Ilan Reyes"),
            statement("direct", 5, 8, "Dana Okafor", via="Yonhap"),
            StatementView(9, Statement((Fragment(0, 3, "indirect"),), Source(None, Span(0, 13), "anonymous")), ""),
            statement("indirect", 4, 8, "the report", "document"),
            statement("indirect", 4, 8, "the deal", "document"),
        ],
    )
    assert [voice.name for voice in found] == ["Ilan Reyes", "Dana Okafor", "two officials", "the report", "the deal"]
    assert sum_up(found) == "Rests on 5: 2 named, 1 anonymous, 2 documents; 1 relayed"
    assert sum_up([]) == "Quotes nobody"


def test_the_way_of_the_words_is_drawn_from_the_page_to_their_origin() -> None:
    relayed = statement("direct", 0, 3, "Dana Okafor", via="Yonhap")
    assert path_to_origin("Harbour Times", "", relayed, "←") == "Harbour Times ← Yonhap ← Dana Okafor"
    assert path_to_origin("Harbour Times", "", statement("direct", 0, 3, "Dana Okafor"), "←") == ""


@given(st.text(max_size=60), st.text(max_size=20), st.integers(20, 70), st.sampled_from([1, 2]), st.booleans())
def test_a_row_never_runs_over_its_width(title: str, tag: str, width: int, lines: int, ascii: bool) -> None:
    row = ArticleRow(1, title, "Outlet" * 3, "", 0.0, False, True, False, (tag, "war"), 2, 3, 4, "https://x.example")
    drawn = article_lines(row, width, lines, ASCII if ascii else UNICODE, lambda text: ())
    assert len(drawn) == lines
    for line in drawn:
        text = "".join(words.text for words in line)
        assert "\n" not in text and "\x1b" not in text
        assert sum(cell_len(words.text) for words in line) <= width


@pytest.mark.parametrize("lines", [1, 2])
def test_each_tag_of_a_row_stands_by_itself_for_its_colour(lines: int) -> None:
    row = ArticleRow(1, "Title", "Outlet", "", 0.0, False, True, False, ("sea", "war"), 2, 3, 4, "https://x.example")
    drawn = [one for line in article_lines(row, 120, lines, UNICODE, lambda text: ()) for one in line]
    assert [one.text.strip() for one in drawn if one.style == "tag"] == ["#sea", "#war"]


def test_hits_are_marked_in_a_title() -> None:
    row = ArticleRow(1, "Ferry inquiry", "X", "", 0.0, False, False, False, (), 0, 0, 0, "")
    [first, _] = article_lines(row, 40, 2, UNICODE, lambda text: [Hit(6, 13)])
    assert ("inquiry", "hit") in first


@given(st.text(max_size=200), st.integers(4, 60))
def test_words_of_our_own_are_wrapped_within_the_width(text: str, width: int) -> None:
    assert all(cell_len(line) <= max(width, 2) for line in wrapped(text, width))


def test_tags_are_read_with_signs_and_commas() -> None:
    change = read_tags("war, #energy -old -#older war - #")
    assert change.add == ("war", "energy") and change.remove == ("old", "older")


def test_every_command_has_a_function_and_every_function_a_command() -> None:
    functions = {
        name for module in MODULES.values() for name in import_module(f"tuinews.tui.commands.{module}").COMMANDS
    }
    assert functions == {command.id for command in COMMANDS}


def test_no_key_means_two_things_and_the_footers_name_real_commands() -> None:
    keys = [textual_key(key) for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    known = {command.id for command in COMMANDS}
    assert all(len(names) == 5 and set(names) <= known for names in FOOTERS.values())


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_colour_that_the_style_sheet_names_is_known(theme) -> None:
    import re

    variables = {**own_variables(theme), **theme.to_color_system().generate()}
    sheet = (style_folder() / "tuinews.tcss").read_text(encoding="utf-8")
    assert set(re.findall(r"\$([a-z-]+)", sheet)) <= set(variables)


def test_both_sets_of_signs_are_one_cell_wide_and_the_plain_one_is_ascii() -> None:
    for glyphs in (UNICODE, ASCII):
        for field in glyphs.__struct_fields__:
            value = getattr(glyphs, field)
            for sign in value if isinstance(value, tuple) else (value,) if field != "name" else ():
                assert cell_len(sign) == 1, field
                assert glyphs is UNICODE or sign.isascii()
    assert len({UNICODE.direct, UNICODE.mixed, UNICODE.indirect}) == 3
    assert len({ASCII.direct, ASCII.mixed, ASCII.indirect}) == 3
