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


def test_a_name_ends_where_a_circumstance_begins() -> None:
    text = "Robert Lind met Mira Sol on Telegram Square. Senator Robert Lind of Sweden was late, Sol said."
    (statement,) = find_statements(text, "en")
    assert statement.source and statement.source.name == "Mira Sol"
    (statement,) = find_statements("“We wait,” wrote Robert Lind on Facebook.", "en")
    assert statement.source and statement.source.name == "Robert Lind"
    assert [relay.name for relay in statement.via] == ["Facebook"]


def test_a_preposition_stands_inside_the_name_of_a_body() -> None:
    (statement,) = find_statements("The Bank of Northgate said that rates would rise.", "en")
    assert statement.source and statement.source.name == "Bank of Northgate"


def test_somebody_who_long_said_so_is_found_before_the_adverb() -> None:
    (statement,) = find_statements("Robert Lind has long said that the ferry is late.", "en")
    assert statement.source and statement.source.name == "Robert Lind"


def test_who_refuses_to_say_something_did_not_say_it() -> None:
    assert not find_statements("Robert Lind refused to say whether the ferry was late.", "en")


def test_a_clause_that_begins_with_a_quantity_is_what_was_said() -> None:
    text = "Up to 40 people were aboard, officials say."
    (statement,) = find_statements(text, "en")
    assert [text[piece.start : piece.end] for piece in statement.fragments] == ["Up to 40 people were aboard"]


def test_a_pronoun_means_nobody_in_brackets_and_no_crowd() -> None:
    text = "Robert Lind opened a quay (Northgate), which Lind hopes is the first of many. “It is new,” he said."
    assert [found.source.name for found in find_statements(text, "en") if found.source] == ["Robert Lind"]
    text = "Robert Lind said that it works. Passengers may see it soon. “It is new,” he said."
    assert {found.source.name for found in find_statements(text, "en") if found.source} == {"Robert Lind"}
