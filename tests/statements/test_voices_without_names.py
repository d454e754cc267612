"""Pass 7: who is meant by a pronoun when nobody, or no person, is spoken of."""

from __future__ import annotations

from tuinews.statements import find_statements


def sources(text: str) -> list[tuple[str | None, str]]:
    """Name and type of each statement's source."""
    found = find_statements(text, "en")
    return [(statement.source.name, statement.source.type) for statement in found if statement.source]


def test_it_is_the_organisation_that_was_spoken_of() -> None:
    text = (
        "Merrow Ropes, which owns the mill, denied that the looms had been sold. “We are keeping them,” it said in a "
        "statement. It added that a buyer had called in June."
    )
    assert sources(text) == [("Merrow Ropes", "organisation")] * 3


def test_a_name_that_it_stands_for_is_no_person_from_the_beginning() -> None:
    text = "Quay Ahead said that the mill will open. “We have waited long,” it wrote."
    assert sources(text) == [("Quay Ahead", "organisation")] * 2


def test_who_has_a_director_is_no_person() -> None:
    text = "Quay Ahead said it would appeal. “You do not move a river,” said its director, Dr Oda Linnet."
    assert sources(text) == [("Quay Ahead", "organisation"), ("Oda Linnet", "person")]


def test_a_company_that_was_named_is_the_company() -> None:
    text = "The company, Bramble, makes kites. The company said that the wind had changed."
    assert sources(text) == [("Bramble", "organisation")]


def test_it_after_a_thing_is_not_who_spoke_before() -> None:
    text = (
        "Merrow Ropes, which owns the mill, denied that the looms had been sold. The report, which is public, lists "
        "nine looms. It says that four are gone."
    )
    assert sources(text)[-1] == ("report", "document")


def test_he_is_somebody_without_a_name_who_has_just_spoken() -> None:
    text = (
        "Ilan Porter left at six. A weaver, who asked not to be named, said that the looms had gone. “They went by "
        "night,” he said. “Nobody asked us.”"
    )
    assert sources(text) == [(None, "anonymous")] * 2


def test_he_is_neither_an_outlet_nor_whom_a_letter_greets() -> None:
    text = "Ilan Porter blamed the wind. “Dear Bramble, there is a pier there.” “It was in the book,” he told Gadgetry."
    assert sources(text)[-1] == ("Ilan Porter", "person")


def test_a_capital_city_that_speaks_is_a_place() -> None:
    assert sources("Reykjavik said it would join later.") == [("Reykjavik", "place")]


def test_a_description_has_no_article_of_its_own(said) -> None:
    assert said("« C'est faux », rétorque l'opposition.", "fr") == [("C'est faux", "opposition")]
