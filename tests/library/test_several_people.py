"""Several people code the same articles: blind, then compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tuinews.core.errors import BadInput
from tuinews.core.statement import Span
from tuinews.library import Library, open_library
from tuinews.library.settings import Settings
from tuinews.library.views import Target
from tuinews.storage.articles import Stored

TEXT = "\n".join(f"“Sentence number {number} was said,” said Ilan Reyes." for number in range(12))


@pytest.fixture
def anna(library: Library, put: Callable[..., Stored]) -> Iterator[Library]:
    """Anna at the same library as Mira (`library`), which holds one article of twelve statements."""
    put("Ferry", TEXT)
    library.analyse_article(1)
    opened = open_library(library.path, settings=Settings(name="anna"))
    yield opened
    opened.close()


def code(library: Library, number: int, *tags: str, shift: int = 0) -> None:
    shown = library.article(1).statements[number].statement
    library.tag([Target(1, Span(shown.start + shift, shown.end), statement=True)], tags)


def test_agreement_is_krippendorffs_and_the_disagreements_are_listed(library: Library, anna: Library) -> None:
    for number, (mira, hers) in enumerate(zip("aabbdcccedda", "babbbcccEddd".lower(), strict=True)):
        code(library, number, f"concept={mira}")
        code(anna, number, f"concept={hers}", shift=3)  # nearly the same words are the same place
    [found] = library.agreement(["concept"])
    assert (found.alpha, found.units, found.authors) == (pytest.approx(0.692, abs=0.0005), 12, ("anna", "mira"))
    assert [one.said for one in found.disagreements] == [
        {"anna": "b", "mira": "a"}, {"anna": "b", "mira": "d"}, {"anna": "d", "mira": "a"},
    ]  # fmt: skip
    assert found.disagreements[0].words.startswith("Sentence number 0")


def test_a_tag_that_one_put_and_the_other_did_not_is_a_disagreement(library: Library, anna: Library) -> None:
    code(library, 0, "war/kursk")
    code(anna, 0, "war/donbas")
    code(library, 1, "war/kursk", "aid")
    code(anna, 1, "aid")
    [war] = library.agreement(["war"])
    assert [one.said for one in war.disagreements] == [
        {"anna": "war/donbas", "mira": "war/kursk"}, {"anna": "none", "mira": "war/kursk"},
    ]  # fmt: skip
    assert [one.tag for one in library.agreement()] == ["aid"]
    assert library.agreement(["war"], given=True)[0].units == 1
    assert library.agreement(["war"], by=["mira"])[0].units == 0


def test_blind_coding_hides_what_others_corrected_until_it_is_over(library: Library, anna: Library) -> None:
    statement = anna.article(1).statements[0].statement
    here = Target(1, Span(statement.start, statement.end), statement=True)
    before = [(one.text, one.statement.source) for one in anna.article(1).statements]
    anna.correct(here, "none")
    assert [one.text for one in anna.analyse_article(1).statements] == [text for text, _ in before[1:]]
    blind = open_library(library.path, settings=Settings(name="mira", blind=True))
    try:
        assert [(one.text, one.statement.source) for one in blind.analyse_article(1).statements] == before
        blind.correct(here, "none")  # what she says of it goes beside what Anna said
        assert len(blind.analyse_article(1).statements) == len(before) - 1
        blind.undo()
        assert len(blind.analyse_article(1).statements) == len(before)
    finally:
        blind.close()
    assert library.waits_for_analysis()
    assert [one.text for one in library.analyse_article(1).statements] == [text for text, _ in before[1:]]
    assert library.examine() == []


def test_blind_coding_hides_what_others_wrote_until_it_is_over(library: Library, anna: Library) -> None:
    code(anna, 0, "concept=aid")
    statement = anna.article(1).statements[0].statement
    here = Target(1, Span(statement.start, statement.end), statement=True)
    anna.add_note(here, "hers")
    anna.add_note(Target(1), "on all of it")
    anna.judge(here, "checked", "false")
    anna.tag_voice("Ilan Reyes", ["expert"])
    blind = open_library(library.path, settings=Settings(name="mira", blind=True))
    try:
        view = blind.article(1)
        assert (view.notes, view.statements[0].tags, view.statements[0].notes) == ((), (), ())
        assert (view.statements[0].status, view.statements[0].attribution) == ("open", "unchecked")
        assert (blind.notes(), blind.tags(), blind.voice_tags(), blind.rows([1])[0].tags) == ([], [], [], ())
        for query in ("tag:concept", "is:tagged", "is:noted", "status:false", "tag:expert", "note:hers", "hers"):
            assert len(blind.search(query).ids) == 0, query
        with pytest.raises(BadInput, match="blind"):
            blind.agreement(["concept"])
        code(blind, 0, "concept=war")
        blind.tag([here], remove=["concept"])
        code(blind, 0, "concept=war")
        blind.add_note(here, "mine")
        assert [note.body for note in blind.article(1).notes] == ["mine"]
        blind.tag([Target(1)], ["sea"])
        blind.rename_tag("concept", "idea")
        found = {
            query: len(blind.search(query).ids) for query in ("hers", "note:hers", "aid", "mine", "note:mine", "sea")
        }
        assert found == {"hers": 0, "note:hers": 0, "aid": 0, "mine": 1, "note:mine": 1, "sea": 1}
    finally:
        blind.close()
    assert library.article(1).statements[0].tags == ("concept=aid", "idea=war")
    assert {note.body for note in library.notes()} == {"hers", "mine", "on all of it"}
    assert [len(library.search(query).ids) for query in ("hers", "mine", "note:hers mine")] == [1, 1, 1]
    assert library.examine() == []
