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
