"""What any reader of English news meets, and a rule of thumb reads wrongly."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tuinews.statements import find_statements

Said = Callable[..., list[tuple[str, str | None]]]


def test_what_a_speaker_quotes_is_part_of_what_the_speaker_says(said: Said) -> None:
    text = "“She looked at me and said, ‘You will never sail again,’ and she was right,” Mira Sol recalled."
    words = "She looked at me and said, ‘You will never sail again,’ and she was right,"
    assert said(text) == [(words, "Mira Sol")]


def test_a_quotation_goes_on_over_paragraphs(said: Said) -> None:
    text = "“The harbour is safe,” said Mira Sol.\n“But we will close it tonight.\n“We open again on Monday.”"
    assert [name for _, name in said(text)] == ["Mira Sol"] * len(said(text))
    assert said(text)[0] == ("The harbour is safe,", "Mira Sol")


def test_two_people_who_answer_each_other_keep_their_words(said: Said) -> None:
    text = "Ana Ruiz said the bridge was safe. Leo Sol disagreed. “It is not,” he said. “It moves,” she said."
    assert said(text)[1:] == [("It is not,", "Leo Sol"), ("It moves,", "Ana Ruiz")]


def test_yes_and_no_are_two_peoples(said: Said) -> None:
    assert said("“Yes,” said Leo Sol. “No,” said Ana Ruiz.") == [("Yes,", "Leo Sol"), ("No,", "Ana Ruiz")]


@pytest.mark.parametrize(
    "text",
    [
        'He stood 6\'2" tall and bought a 55" screen.',
        "The band's song “Never Look Back” was played at the station.",
        "The so-called “harbour tax” was dropped.",
        "The company did not immediately respond to a request for comment.",
        "Ana Ruiz declined to say whether the port would be sold.",
        "Ana Ruiz said nothing about the valve.",
        "They sent out invitations to a talk called “Women Who Sail” last week.",
    ],
)
def test_nobody_says_anything(text: str, said: Said) -> None:
    assert said(text) == []


SAID = [
    ("“Why did nobody call?” Ana Ruiz, a lawyer for the crew, asked.", "Why did nobody call?", "Ana Ruiz"),
    ("Asked whether she would resign, Ana Ruiz said: “No.”", "No.", "Ana Ruiz"),
    ("In Ana Ruiz's words, the port was “a grave for ships.”", "the port was “a grave for ships.”", "Ana Ruiz"),
    ("Ana Ruiz went on to say that the port would close.", "that the port would close", "Ana Ruiz"),
    ("Ana Ruiz, whose book “The Tide” won a prize, said the port was shut.", "the port was shut", "Ana Ruiz"),
    ("Ana Ruiz voiced the hope that the port would open.", "that the port would open", "Ana Ruiz"),
    ("Ana Ruiz issued a statement saying that the port was shut.", "that the port was shut", "Ana Ruiz"),
    ("The bank itself said only that it had decided.", "that it had decided", "bank"),
    ("As Ana Ruiz put it, “the port is a grave.”", "the port is a grave.", "Ana Ruiz"),
    ("“The deal is dead,” Reyes & Sons lawyer Ana Ruiz told French television.", "The deal is dead,", "Ana Ruiz"),
    ("Plans that Ana Ruiz said would be dropped are back.", "would be dropped", "Ana Ruiz"),
    ("Ana Ruiz made it clear that the port would close.", "that the port would close", "Ana Ruiz"),
    ("He heard Leo Sol, and Ana Ruiz shot back: “That is a lie.”", "That is a lie.", "Ana Ruiz"),
]


@pytest.mark.parametrize(("text", "words", "name"), SAID)
def test_one_statement_and_whose_it_is(text: str, words: str, name: str, said: Said) -> None:
    assert (words, name) in said(text)


def test_a_clause_of_time_with_somebodys_words_is_not_what_the_next_subject_says(said: Said) -> None:
    text = "When Ana Ruiz said she would “protect our port,” the crowd applauded."
    assert said(text) == [("she would “protect our port,”", "Ana Ruiz")]


def test_a_verb_that_announces_nothing_cuts_nothing(said: Said) -> None:
    text = "Ana Ruiz said the port had been closed in May and highlighted in the press ever since."
    assert said(text) == [("the port had been closed in May and highlighted in the press ever since", "Ana Ruiz")]


def test_exactly_that_claims_nothing_and_who_told_an_outlet_speaks() -> None:
    text = (
        "The opposition claims exactly that: its speaker, Mehmet Aydın, told Radio Tern, according to a transcript, "
        "that the contract “hands the switch to the mainland”."
    )
    (statement,) = find_statements(text, "en")
    assert statement.quote(text) == "that the contract “hands the switch to the mainland”"
    assert statement.source and statement.source.name == "Mehmet Aydın"
    assert {relay.name for relay in statement.via} == {"transcript", "Radio Tern"}


def test_who_is_quoted_as_saying_is_the_origin_and_the_agency_relays() -> None:
    text = "The money would be paid in three parts, the agency quoted the ministry as saying."
    (statement,) = find_statements(text, "en")
    assert statement.source and statement.source.name == "ministry"
    assert [relay.name for relay in statement.via] == ["agency"]


def test_who_claims_is_whom_the_apposition_names(said: Said) -> None:
    text = "With Halina Prus, keeper of the house, who claims that the echo is slower in autumn."
    assert said(text) == [("that the echo is slower in autumn", "Halina Prus")]


def test_he_is_the_person_spoken_of_last_even_without_a_name(said: Said) -> None:
    text = "Leo Sol left. The mayor opened the gate. He said that it was late."
    assert said(text)[-1][1] != "Leo Sol"


def test_they_is_not_an_organisation_that_is_it(said: Said) -> None:
    text = "Kestrel Line said it had repaired the ship. It denied that anyone was hurt. They agree on that."
    assert said(text) == [("it had repaired the ship", "Kestrel Line"), ("that anyone was hurt", "Kestrel Line")]


def test_the_network_is_where_it_was_written_and_the_sentence_ends() -> None:
    text = "“We asked twice,” Ilan Reyes wrote on X. He said that nobody answered."
    first, second = find_statements(text, "en")
    assert [relay.name for relay in first.via] == ["X"]
    assert second.source and second.source.name == "Ilan Reyes"


def test_a_heading_with_a_colon_names_its_speaker(said: Said) -> None:
    assert said("Union: ‘We were not told’") == [("We were not told", "Union")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Prices will rise by a tenth, the ministry said on Monday after talks with the unions ended.",
            "Prices will rise by a tenth",
        ),
        (
            "The money will be paid in three parts, the ministry said in a statement that the bank did not confirm.",
            "The money will be paid in three parts",
        ),
    ],
)
def test_what_follows_said_may_only_say_when_or_in_what(said: Said, text: str, words: str) -> None:
    assert said(text) == [(words, "ministry")]


def test_somebody_behind_me_is_nobody_who_spoke_before(said: Said) -> None:
    text = "“I kept hearing his pauses,” said Mira Sol. At the play a man behind me whispered, “Is it real?”"
    assert said(text) == [("I kept hearing his pauses,", "Mira Sol"), ("Is it real?", "a man behind me")]


def test_when_it_was_told_is_no_part_of_whom_it_was_told() -> None:
    text = "The bank will lend 640 million, an official told Meridian Wire early on Wednesday."
    (one,) = find_statements(text, "en")
    assert [element.name for element in one.via] == ["Meridian Wire"]


def test_a_question_who_said_it_is_nobodys_statement() -> None:
    assert not find_statements("We print who said a thing, and who told us that they said it.", "en")
    assert not find_statements("It is unclear who said that the ferry sank.", "en")
