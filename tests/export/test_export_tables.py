from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tuinews.core.document import Document
from tuinews.core.sanitize import is_clean, visible
from tuinews.core.statement import Fragment, Span, Statement
from tuinews.export import tables
from tuinews.export.records import ExportArticle, ExportRevision, ExportStatement, statement_uid
from tuinews.export.tables import COLUMNS, guarded_cell, to_csv

Make = Callable[..., ExportArticle]


def titled(title: str) -> ExportArticle:
    words = "Every drill was skipped"
    statement = Statement((Fragment(0, len(words), "direct"),), None)
    shown = ExportStatement("s", statement, words, "")
    revision = ExportRevision(1, datetime(2026, 3, 12, tzinfo=UTC), "")
    return ExportArticle("a", title, Document.plain(words), revision, statements=(shown,))


def all_rows(articles: list[ExportArticle]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(to_csv(articles)), newline="")))


def rows(articles: list[ExportArticle]) -> list[dict[str, str]]:
    """Those of statements."""
    return [row for row in all_rows(articles) if row["kind"] != "none"]


def test_one_row_per_statement_and_tag(article: Make) -> None:
    table = rows([article()])
    assert [(row["words"][:10], row["tag"], row["value"], row["author"]) for row in table] == [
        ("Nobody tol", "claim/drills", "", "mira"),
        ("Nobody tol", "concept", "aid", "jon"),
        ("Every dril", "", "", ""),
    ]
    assert table[0]["statement"] == table[1]["statement"] != table[2]["statement"]


def test_a_row_says_who_said_it_through_whom_and_how_sure_that_is(article: Make) -> None:
    direct, _, relayed = rows([article()])
    assert (direct["origin"], direct["named"], direct["cue"], direct["role"]) == (
        "Ilan Reyes", "yes", "said", "union's lawyer",
    )  # fmt: skip
    assert direct["fragments"] == "1-22 direct; 62-77 direct"
    assert (direct["start"], direct["end"], direct["revision"], direct["engine"]) == ("1", "77", "2", "7")
    assert direct["published"] == "2026-03-12T07:00:00+01:00"
    assert direct["digest"] == f"sha256:{'cd' * 32}"
    assert (relayed["origin"], relayed["named"], relayed["type"]) == ("two officials", "no", "anonymous")
    assert (relayed["via"], relayed["confidence"]) == ("Meridian Wire", "0.814")
    assert (relayed["attribution"], relayed["status"]) == ("checked", "disputed")


def test_a_row_says_what_was_corrected_and_by_whom(article: Make) -> None:
    corrected, _, untouched = rows([article()])
    assert (corrected["corrected"], corrected["corrected_by"], corrected["proof"]) == ("speaker", "mira", "the tape")
    assert (untouched["corrected"], untouched["corrected_by"], untouched["proof"]) == ("", "", "")


def test_what_a_reader_said_is_no_statement_has_a_row_of_its_own(article: Make) -> None:
    gone = all_rows([article()])[-1]
    assert (gone["kind"], gone["corrected"], gone["corrected_by"], gone["statement"]) == ("none", "none", "jon", "c2")
    assert (gone["article"], gone["start"], gone["end"], gone["origin"]) == ("a1", "", "", "")
    [none] = [one for one in article().corrections if one.kind == "none"]
    there = all_rows([article(corrections=(replace(none, span=Span(1, 7)),))])[-1]
    assert (there["start"], there["end"], there["words"]) == ("1", "7", article().document.text[1:7])


def test_an_id_is_made_from_article_and_words_and_tells_repeated_words_apart() -> None:
    once = statement_uid("a1", "We asked twice.", 0)
    others = {statement_uid("a1", "We asked twice.", 1), statement_uid("a2", "We asked twice.", 0)}
    assert once == statement_uid("a1", "We asked twice.", 0)
    assert len({once, *others}) == 3


def test_every_column_is_documented() -> None:
    described = tables.__doc__ or ""
    assert [name for name in COLUMNS if f"`{name}`" not in described] == []


def test_an_article_without_statements_has_no_rows(article: Make) -> None:
    assert rows([article(statements=())]) == []


@given(st.text(max_size=30))
def test_no_cell_is_a_formula_and_every_cell_can_be_read_back(value: str) -> None:
    cell = guarded_cell(value)
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert cell[:1] not in ("\t", "\r", "\n")
    assert cell.removeprefix("'") == value


@given(title=st.text(alphabet=st.sampled_from("=+-@'\",;\n\t\r|a \x1b\u202e＝"), max_size=20))
def test_whatever_a_title_holds_stays_in_its_cell(title: str) -> None:
    text = "".join(to_csv([titled(title)]))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["title"].removeprefix("'") == visible(title)
    assert is_clean(text)
    assert None not in row and None not in row.values()
