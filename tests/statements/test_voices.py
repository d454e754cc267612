"""Pass 7: one voice under many names."""

from __future__ import annotations

from tuinews.statements import find_statements


def test_a_surname_and_a_title_mean_the_full_name(said) -> None:
    text = "Mira Sol, the mayor, arrived. Ms. Sol said that the ferry is late. Sol said it would come."
    assert {name for _, name in said(text)} == {"Mira Sol"}


def test_a_pronoun_means_the_last_fitting_person(said) -> None:
    text = "Maria Holm met Robert Lind on Friday. She said that the ferry is late. He said that it is not."
    assert [name for _, name in said(text)] == ["Maria Holm", "Robert Lind"]


def test_a_pronoun_does_not_mean_who_is_named_after_it(said) -> None:
    text = "Robert Lind left early. He told Peter Brandt that the ferry is late."
    assert [name for _, name in said(text)] == ["Robert Lind"]


def test_a_title_gives_the_gender(said) -> None:
    text = "Mr. Sol met Mrs. Brandt. “The ferry is late,” she said."
    assert [name for _, name in said(text)] == ["Brandt"]


def test_a_description_means_who_has_that_role(said) -> None:
    text = "Mira Sol, the mayor, arrived. The mayor said that the ferry is late."
    assert [name for _, name in said(text)] == ["Mira Sol"]


def test_another_description_names_nobody() -> None:
    text = "Finnish President Mira Sol arrived. The newly elected Danish president said that the ferry is late."
    (statement,) = find_statements(text, "en")
    assert statement.source and statement.source.name is None


def test_a_role_before_and_after_the_name_is_kept() -> None:
    text = "Jon Hale, a lawyer for the union, said that it is over. Union president Eva Lind said that it is not."
    first, second = find_statements(text, "en")
    assert first.source and first.source.role == "lawyer for the union"
    assert second.source and (second.source.name, second.source.role) == ("Eva Lind", "Union president")


def test_an_organisation_is_called_by_its_letters(said) -> None:
    text = "The National Harbour Agency met. The NHA said that the ferry is late."
    assert [name for _, name in said(text)] == ["National Harbour Agency"]


def test_the_mention_is_where_the_speaker_stands() -> None:
    text = "Maria Holm came. She said that it is late."
    (statement,) = find_statements(text, "en")
    assert statement.source and statement.source.mention
    assert text[statement.source.mention.start : statement.source.mention.end] == "She"


def test_an_office_of_several_words_is_a_role_not_a_name() -> None:
    (statement,) = find_statements("Northland Secretary of State Jon Hale said that it is late.", "en")
    assert statement.source and (statement.source.name, statement.source.role) == (
        "Jon Hale",
        "Northland Secretary of State",
    )


def test_a_plural_that_the_article_writes_small_names_nobody() -> None:
    text = "Some demonstrators sang. Demonstrators said that it is over."
    (statement,) = find_statements(text, "en")
    assert statement.source and (statement.source.name, statement.source.type) == (None, "anonymous")


def test_who_did_not_say_something_said_nothing() -> None:
    assert find_statements("Mira Sol did not say that the ferry is late.", "en") == ()
    assert find_statements("Neither Mira Sol nor Jon Hale has said that the ferry is late.", "en") == ()


def test_a_language_may_carry_its_region() -> None:
    text = "Vera Holm sagte, es sei spät."
    assert find_statements(text, "de-AT") == find_statements(text, "de")
