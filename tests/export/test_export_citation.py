from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tuinews.core.clock import now
from tuinews.core.document import Document
from tuinews.core.sanitize import is_clean
from tuinews.export.citation import citation
from tuinews.export.records import ExportArticle, ExportRevision

Make = Callable[..., ExportArticle]
SOURCE = (
    "Ferry inquiry blames owner. Mira Sol and Jon Berg, Harbour Times, 2026-03-12. https://harbour.example/news/ferry\n"
    f"Captured 2026-03-12T09:41:00+00:00, revision 2, sha256:{'cd' * 32}"
)


def test_a_statement_says_who_where_when_and_that_nobody_checked(article: Make) -> None:
    made = article()
    assert citation(made, made.statements[0]) == (
        f"“Nobody told the crew, … We asked twice.” — Ilan Reyes\n{SOURCE}\n[attribution unchecked]"
    )


def test_a_checked_one_names_its_relays_and_is_no_quotation(article: Make) -> None:
    made = article()
    assert citation(made, made.statements[1]) == (
        f"Every drill was skipped — two officials, via Meridian Wire [reported speech]\n{SOURCE}"
    )


def test_words_or_the_article_alone(article: Make) -> None:
    assert citation(article()) == SOURCE
    assert citation(article(), words="the crew") == f"“the crew”\n{SOURCE}"


def test_a_speaker_nobody_names_is_unnamed(article: Make) -> None:
    made = article()
    assert "— unnamed\n" in citation(made, replace(made.statements[0], speaker=""))


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_a_terminal_obeys_is_copied(title: str, words: str) -> None:
    made = ExportArticle("a", title, Document(""), ExportRevision(1, now(), title), outlet=words)
    assert is_clean(citation(made, words=words))


def test_the_form_is_the_readers(article: Make) -> None:
    made = article()
    form = "{speaker}: {words}\\n{outlet}{, date} {nothing}\\nProof {digest}\\n{attribution}"
    assert citation(made, made.statements[1], form=form) == (
        f"two officials: Every drill was skipped\nHarbour Times, 2026-03-12 {{nothing}}\nProof sha256:{'cd' * 32}"
    )
    assert citation(made, form="{words}\\n{title} <{link}>") == (
        "Ferry inquiry blames owner. <https://harbour.example/news/ferry>"
    )
