from collections.abc import Callable

import pytest

from tuinews.core.errors import BadInput
from tuinews.library import Library
from tuinews.library.exporting import citation_of, export_text
from tuinews.library.views import Target
from tuinews.storage.articles import Stored

Put = Callable[..., Stored]
TEXT = (
    "The union met on Monday.\n“Nobody told the crew,” said Ilan Reyes, a lawyer.\n“The sea was calm,” said Mira Sol."
)


@pytest.fixture
def article(library: Library, put: Put) -> int:
    article_id = put("Ferry", TEXT).article_id
    library.analyse_article(article_id)
    return article_id


def at(library: Library, article: int, words: str) -> Target:
    view = library.article(article)
    start = view.document.text.index(words)
    return library.target_at(view, start, start + len(words))


def held(library: Library, article: int) -> list[tuple[str, str, str]]:
    return [(shown.attribution, shown.status, shown.proof) for shown in library.article(article).statements]


NOTHING = ("unchecked", "open", "")


def test_attribution_and_status_are_two_things(library: Library, article: int) -> None:
    crew = at(library, article, "Nobody told")
    library.judge(crew, attribution="checked", proof="recording")
    library.judge(crew, status="false")
    assert held(library, article) == [("checked", "false", "recording"), NOTHING]
    library.judge(crew, attribution="unchecked")
    assert held(library, article)[0] == ("unchecked", "false", "recording")


def test_a_claim_covers_the_statements_that_bear_it_or_a_tag_below_it(library: Library, article: int) -> None:
    library.tag([at(library, article, "Nobody told")], ["claim/ferry/crew"])
    library.tag([at(library, article, "The sea")], ["claim/ferries"])
    library.judge("#claim/ferry", status="disputed", proof="https://harbour.example/report")
    assert held(library, article) == [("unchecked", "disputed", "https://harbour.example/report"), NOTHING]
    assert [(claim.tag, claim.status, claim.statements) for claim in library.claims()] == [
        ("claim/ferry", "disputed", 1)
    ]
    library.judge(at(library, article, "Nobody told"), status="confirmed")
    assert held(library, article)[0][1] == "confirmed"


def test_verdicts_are_searched_as_they_are_shown(library: Library, put: Put, article: int) -> None:
    other = put("Other", "“We will appeal,” Jo Park said.").article_id
    library.analyse_article(other)
    library.tag([at(library, other, "We will")], ["claim/appeal"])
    library.judge("claim/appeal", status="false")
    library.judge(at(library, article, "The sea"), "checked", "confirmed")

    def found(text: str) -> list[str]:
        return [row.quote for row in library.statement_rows(library.search_statements(text).ids)]

    assert found("status:false") == ["We will appeal,"]
    assert found("status:confirmed attribution:checked") == ["The sea was calm,"]
    assert found("status:open") == ["Nobody told the crew,"]
    assert set(found("attribution:unchecked")) == {"We will appeal,", "Nobody told the crew,"}
    library.judge(at(library, other, "We will"), status="open")
    assert found("status:false") == []
    assert list(library.search("-is:watched").ids) == []


def test_a_verdict_is_taken_back_and_survives_a_changed_article(library: Library, put: Put, article: int) -> None:
    library.judge(at(library, article, "The sea"), "checked")
    put("Ferry", "A new lead.\n" + TEXT.replace("Monday", "Tuesday"), at=1_770_000_900.0)
    library.analyse_article(article)
    assert [one for one, _, _ in held(library, article)] == ["unchecked", "checked"]
    library.undo()
    assert held(library, article) == [NOTHING, NOTHING]


def test_exports_and_citations_carry_what_was_decided(library: Library, article: int) -> None:
    crew = library.article(article).statements[0].id
    assert "[attribution unchecked]" in citation_of(library, article, crew)
    library.judge(at(library, article, "Nobody told"), "checked", "confirmed")
    assert "unchecked" not in citation_of(library, article, crew)
    assert "checked,confirmed" in export_text(library, "", "csv").splitlines()[1]


def test_what_cannot_be_judged_is_refused(library: Library, article: int) -> None:
    for target, decision in (
        (Target(article), {"status": "false"}),
        ("claim/x", {"attribution": "checked"}),
        (at(library, article, "The sea"), {"status": "perhaps"}),
        (at(library, article, "The sea"), {}),
    ):
        with pytest.raises(BadInput):
            library.judge(target, **decision)  # type: ignore[arg-type]
