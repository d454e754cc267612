"""Tags by a codebook, with values, on voices; each author's own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tuinews.core.errors import BadInput
from tuinews.core.statement import Span
from tuinews.library import Library, open_library
from tuinews.library.settings import Settings
from tuinews.library.views import Target
from tuinews.storage.articles import Stored

Put = Callable[..., Stored]

BOOK = """
closed = true
[tags.agree]
values = ["yes", "no"]
description = "Whether they agree"
[tags.concept]
values = ["aid", "war"]
several = true
color = "green"
[tags.war]
color = "red"
[tags."war/kursk"]
[tags.expert]
"""


@pytest.fixture
def coded(library: Library, put: Put) -> Library:
    library.path.with_name("codebook.toml").write_text(BOOK, encoding="utf-8")
    put("Ferry")
    library.analyse_article(1)
    return library


@pytest.mark.parametrize(
    ("tag", "said"),
    [("agree=maybe", "no value “maybe”.*yes, no"), ("agree", "needs a value"), ("wat/kursk", "not in the.*war/kursk")],
)
def test_what_the_codebook_does_not_allow_is_named(coded: Library, tag: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        coded.tag([Target(1)], [tag])
    assert coded.tags() == []


def test_a_value_takes_the_place_of_another_unless_several_are_allowed(coded: Library) -> None:
    for tag in ("agree=yes", "agree=no", "concept=aid", "concept=war", "concept=aid"):
        coded.tag([Target(1)], [tag])
    assert coded.article(1).tags == ("agree=no", "concept=aid", "concept=war")
    assert coded.tag_values() == [("agree", "no", 1), ("concept", "aid", 1), ("concept", "war", 1)]
    coded.tag([Target(1)], remove=["concept=aid"])
    assert coded.article(1).tags == ("agree=no", "concept=war")
    coded.undo()
    for query, found in [("tag:concept=aid", 1), ("tag:agree=yes", 0), ("tag:concept", 1), ("tag:agree=NO", 1)]:
        assert len(coded.search(query).ids) == found, query


def test_a_tag_finds_those_below_it_and_has_the_colour_of_the_one_above(coded: Library) -> None:
    coded.tag([Target(1)], ["war/kursk"])
    assert len(coded.search("tag:war").ids) == 1
    assert (coded.codebook.color("war/kursk"), coded.codebook.color("concept=aid")) == ("red", "green")


def test_what_may_be_typed_is_what_the_codebook_has(coded: Library) -> None:
    offers = coded.known_tags()
    assert ("agree=yes", "Whether they agree") in offers and ("war/kursk", "") in offers
    assert "agree" not in dict(offers)


def test_a_voice_bears_tags_that_find_what_it_says(coded: Library) -> None:
    assert coded.tag_voice("Ilan Reyes", ["expert"]).message == "Tagged Ilan Reyes #expert"
    assert [row.speaker for row in coded.statement_rows(coded.search_statements("tag:expert").ids)] == ["Ilan Reyes"]
    assert len(coded.search("tag:expert").ids) == 1
    assert coded.voice_tags("Ilan Reyes") == [("Ilan Reyes", "expert", "mira")]
    assert coded.tag_voice("Ilan Rayes", ["expert"]).message.endswith("nobody of that name speaks here yet")
    coded.undo()
    coded.tag_voice("Ilan Reyes", remove=["expert"])
    assert len(coded.search("tag:expert").ids) == 0
    coded.undo()
    coded.path.with_name("codebook.toml").unlink()
    coded.rename_tag("expert", "source/expert")
    assert coded.voice_tags() == [("Ilan Reyes", "source/expert", "mira")]
    assert coded.examine() == []


def test_a_tag_on_one_statement_does_not_find_the_others_of_its_article(library: Library, put: Put) -> None:
    put("Two", "“Nobody told the crew,” said Ilan Reyes.\n“We sail on Friday,” said Mira Sol.")
    view = library.analyse_article(1)
    first = view.statements[0].statement
    library.tag([Target(1, Span(first.start, first.end), statement=True)], ["claim/crew"])
    found = library.statement_rows(library.search_statements("tag:claim").ids)
    assert [row.speaker for row in found] == ["Ilan Reyes"]
    library.tag([Target(1)], ["claim"])
    assert len(library.search_statements("tag:claim").ids) == 2


def test_two_authors_bear_the_same_tag_and_each_takes_off_their_own(library: Library, put: Put) -> None:
    put("Ferry")
    anna = open_library(library.path, settings=Settings(name="anna"))
    library.tag([Target(1)], ["sea"])
    anna.tag([Target(1)], ["sea"])
    assert library.article(1).tags == ("sea",)
    library.tag([Target(1)], remove=["sea"])
    assert library.article(1).tags == ("sea",)
    library.tag([Target(1)], remove=["sea"])  # anna's, for which nothing but this asks
    assert library.article(1).tags == ()
    anna.close()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tags.a", "Expected"), ("tags = 3", "should be tables"), ("[tags]\na = 1", "should be a table"),
        ('[tags.a]\ncolor = "mauve"', "no colour “mauve”"), ("[tags.a]\nvalues = [1]", "words in quotation marks"),
        ("[tags.a]\nvalue = 1", "has no “value”"), ("cake = 1", "“cake” is no part"),
        ("[cake]", "[tags.cake]"), ('closed = "yes"', "true or false"), ('[tags.a]\nvalues = "x"', 'Write values = ["'),
    ],
)  # fmt: skip
def test_a_wrong_codebook_is_named_and_the_rest_goes_on(library: Library, tmp_path: Path, text: str, said: str) -> None:
    library.path.with_name("codebook.toml").write_text(text)
    assert len(library.codebook_problems) == 1 and said in library.codebook_problems[0]
    assert "codebook.toml" in library.codebook_problems[0]


def test_one_wrong_line_of_a_tag_leaves_its_other_lines_in_force(library: Library, put: Put) -> None:
    put("Ferry")
    wrong = '[tags.agree]\nvalues = ["yes", "no"]\ncolor = "mauve"\ncolour = "red"\n'
    library.path.with_name("codebook.toml").write_text(wrong)
    assert len(library.codebook_problems) == 2
    with pytest.raises(BadInput, match="no value “maybe”"):
        library.tag([Target(1)], ["agree=maybe"])
