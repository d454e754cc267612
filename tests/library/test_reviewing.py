import dataclasses
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tuinews.core.statement import Source, Span, Statement
from tuinews.library import Library, analysing
from tuinews.library.analysing import analyse_waiting
from tuinews.library.views import Target
from tuinews.statements import find_statements
from tuinews.storage.articles import Stored

Put = Callable[..., Stored]


@pytest.fixture
def article(library: Library, put: Put) -> int:
    """An analysed article whose first statement bears a note."""
    stored = put("Ferry")
    first = library.analyse_article(stored.article_id).statements[0].statement
    library.add_note(Target(stored.article_id, Span(first.start, first.end), statement=True), "check")
    return stored.article_id


@pytest.fixture
def upgrade(monkeypatch: pytest.MonkeyPatch, library: Library) -> Callable[[], None]:
    """Another engine, which says that everything was said by Mira Sol."""

    def by_mira(found: Statement) -> Statement:
        return replace(found, source=Source("Mira Sol", None))

    def upgrade() -> None:
        monkeypatch.setattr(analysing, "ENGINE_VERSION", "next")
        monkeypatch.setattr(analysing, "find_statements", lambda *given: tuple(map(by_mira, find_statements(*given))))
        assert set(analyse_waiting(library.store, library.settings.confidence)) <= {""}

    return upgrade


def speakers(library: Library, article: int) -> list[str]:
    return [shown.speaker for shown in library.article(article).statements]


def test_what_bears_a_note_stays_after_an_upgrade_and_waits(
    library: Library, put: Put, article: int, upgrade: Callable[[], None]
) -> None:
    other = put("Free", "“We will appeal,” Ana Diaz said.").article_id
    library.analyse_article(other)
    upgrade()
    assert speakers(library, article)[0] == "Ilan Reyes"
    assert speakers(library, other) == ["Mira Sol"]
    waiting = library.reviews()
    assert [(one.article_id, one.old_speaker, one.new_speaker) for one in waiting] == [
        (article, "Ilan Reyes", "Mira Sol")
    ]


def test_the_new_one_is_taken_when_accepted(library: Library, article: int, upgrade: Callable[[], None]) -> None:
    upgrade()
    library.settle_review(library.reviews()[0].id, accept=True)
    assert speakers(library, article)[0] == "Mira Sol"
    assert library.reviews() == []
    assert library.article(article).statements[0].notes[0].body == "check"


def test_the_old_one_stays_when_kept(library: Library, article: int, upgrade: Callable[[], None]) -> None:
    upgrade()
    library.settle_review(library.reviews()[0].id, accept=False)
    assert speakers(library, article)[0] == "Ilan Reyes"
    assert library.reviews() == []


def test_a_pinned_library_is_not_looked_at_again(
    library: Library, put: Put, article: int, upgrade: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    library.settings = dataclasses.replace(library.settings, engine="pinned")
    monkeypatch.setattr(analysing, "ENGINE_VERSION", "next")
    assert list(analyse_waiting(library.store, 0.5, pinned=True)) == []
    assert library.analyse_article(article).statements[0].speaker == "Ilan Reyes"
    assert library.reviews() == []


def test_an_upgrade_makes_everything_wait_unless_pinned(
    library: Library, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not library.waits_for_analysis()
    monkeypatch.setattr("tuinews.statements.ENGINE_VERSION", "next")
    assert library.waits_for_analysis()
    library.settings = dataclasses.replace(library.settings, engine="pinned")
    assert not library.waits_for_analysis()
