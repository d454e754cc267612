"""Pass 8: the way of the words, from the page back to their origin."""

from __future__ import annotations

import pytest

from tuinews.statements import find_statements


@pytest.mark.parametrize(
    ("text", "origin", "chain"),
    [
        ("The ferry sank, according to the Harbour News agency, citing a statement from the coast guard office.",
         "coast guard office", ["Harbour News agency", "statement"]),
        ("The ferry sank, Mira Sol told AFP.", "Mira Sol", ["AFP"]),
        ("The ferry sank, according to Mira Sol, a diver, speaking to AFP on Monday.", "Mira Sol", ["AFP"]),
        ("Mira Sol said in a statement that the ferry sank.", "Mira Sol", ["statement"]),
        ("Mira Sol said on Telegram that the ferry sank.", "Mira Sol", ["Telegram"]),
        ("Mira Sol said in an interview with Radio North that the ferry sank.", "Mira Sol", ["Radio North"]),
        ("“The ferry sank,” Mira Sol said, according to the Harbour Times.", "Mira Sol", ["Harbour Times"]),
        ("Mira Sol confirmed via an “allied office” that the ferry sank.", "Mira Sol", ["allied office"]),
        ("Mira Sol told reporters that the ferry sank.", "Mira Sol", []),
    ],
)  # fmt: skip
def test_the_chain_runs_from_the_page_to_the_origin(text: str, origin: str, chain: list[str]) -> None:
    (statement,) = find_statements(text, "en")
    assert statement.source and statement.source.name == origin
    assert [relay.name for relay in statement.via] == chain


def test_a_relay_knows_its_place() -> None:
    text = "The ferry sank, Mira Sol told AFP."
    (statement,) = find_statements(text, "en")
    (relay,) = statement.via
    assert text[relay.start : relay.end] == "AFP"


@pytest.mark.parametrize(
    ("text", "origin", "chain", "words"),
    [
        # whom the reporter cites
        ("Kyodo, citing the harbour ministry, said that the ferry sank.", "harbour ministry", ["Kyodo"],
         "that the ferry sank"),
        ("Kyodo said that the ferry sank, citing the harbour ministry.", "harbour ministry", ["Kyodo"],
         "that the ferry sank"),
        ("The ferry sank, Meridian Wire reported, citing an official of the harbour office.", None,
         ["Meridian Wire"], "The ferry sank"),
        ("The ferry sank, the Harbour Journal reported Tuesday, citing people familiar with the matter.", None,
         ["Harbour Journal"], "The ferry sank"),
        ("Citing a report by the harbour office, the Herald said the ferry sank.", "harbour office",
         ["Herald", "report"], "the ferry sank"),
        # whom it reports
        ("According to Mira Sol, AFP reported, the ferry sank.", "Mira Sol", ["AFP"], "the ferry sank"),
        ("According to AFP, Mira Sol said that the ferry sank.", "Mira Sol", ["AFP"], "that the ferry sank"),
        ("AFP reported that, according to Mira Sol, the ferry sank.", "Mira Sol", ["AFP"], "the ferry sank"),
        ("The ferry sank, AFP reported, according to Mira Sol.", "Mira Sol", ["AFP"], "The ferry sank"),
        ("Mira Sol said the ferry sank, according to the Harbour Times.", "Mira Sol", ["Harbour Times"],
         "the ferry sank"),
        ("Mira Sol, according to the Harbour Times, said the ferry sank.", "Mira Sol", ["Harbour Times"],
         "the ferry sank"),
        ("According to a report in the Times, Mira Sol said the ferry sank.", "Mira Sol", ["Times"], "the ferry sank"),
        ("“The ferry sank,” Mira Sol said, Interfax reported.", "Mira Sol", ["Interfax"], "The ferry sank,"),
        # from the outlet over people without names to the origin
        ("The inquiry found that the drills were “left out to save money”, according to two officials.", "inquiry",
         ["officials"], "that the drills were “left out to save money”"),
        ("The owner left out every drill, an inquiry has found, two officials said.", "inquiry", ["officials"],
         "The owner left out every drill"),
        ("The inquiry found that the ferry sank, two officials said, according to the Harbour Times.", "inquiry",
         ["Harbour Times", "officials"], "that the ferry sank"),
        # whom it quotes
        ("Interfax quoted Mira Sol as saying that the ferry sank.", "Mira Sol", ["Interfax"], "that the ferry sank"),
        ("The agency quoted an unnamed diver as saying the ferry sank.", None, ["agency"], "the ferry sank"),
        ("“The ferry sank,” Mira Sol was quoted as saying by Interfax.", "Mira Sol", ["Interfax"], "The ferry sank,"),
        ("“The ferry sank,” Mira Sol said, as quoted by Interfax.", "Mira Sol", ["Interfax"], "The ferry sank,"),
        ("The ferry sank, Bloomberg quoted a person familiar with the wreck as saying.", None, ["Bloomberg"],
         "The ferry sank"),
    ],
)  # fmt: skip
def test_who_only_passes_on_is_no_origin(text: str, origin: str | None, chain: list[str], words: str) -> None:
    (statement,) = find_statements(text, "en")
    assert statement.source and statement.source.name == origin
    assert [relay.name for relay in statement.via] == chain
    assert " … ".join(text[piece.start : piece.end] for piece in statement.fragments) == words
    assert statement.confidence >= 0.5  # it is shown


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("The minister said that prices would fall, citing a report of the central bank.", None),
        ("Mira Sol, citing the cold, said that the ferry would stop.", "Mira Sol"),
        ("Mira Sol told Americans that the ferry sank.", "Mira Sol"),
        ("Mira Sol told Flint residents that the ferry sank.", "Mira Sol"),
        ("Officials said they believed that the ferry sank.", None),
        ("Mira Sol said that Paul Rand had said the ferry sank.", "Mira Sol"),
    ],
)  # fmt: skip
def test_who_speaks_for_himself_relays_nothing(text: str, origin: str | None) -> None:
    (statement,) = find_statements(text, "en")
    assert statement.source and statement.source.name == origin
    assert not statement.via


@pytest.mark.parametrize(
    ("language", "text", "origin", "chain"),
    [
        ("de", "Mira Sol sagte der Nachrichtenagentur AFP, die Fähre sei gesunken.", "Mira Sol", ["AFP"]),
        ("de", "„Die Fähre sinkt“, sagte Mira Sol der Zeitung „Bild“.", "Mira Sol", ["Bild"]),
        ("de", "Laut AFP sagte Mira Sol, die Fähre sei gesunken.", "Mira Sol", ["AFP"]),
        ("fr", "« Le ferry coule », a déclaré Mira Sol à l'AFP.", "Mira Sol", ["AFP"]),
        ("fr", "Le ferry a coulé hier soir, rapporte l'AFP, citant le ministère.", "ministère", ["AFP"]),
        ("es", "El ferry se hundió anoche, informó la agencia EFE, citando al ministerio.", "ministerio", ["EFE"]),
        ("it", "«Il traghetto affonda», ha detto Mira Sol al «Corriere della Sera».", "Mira Sol",
         ["Corriere della Sera"]),
        ("nl", "Volgens persbureau Reuters zei Mira Sol dat de veerboot is gezonken.", "Mira Sol", ["Reuters"]),
        ("pl", "Prom zatonął w nocy, podała agencja PAP, powołując się na ministerstwo.", "ministerstwo", ["PAP"]),
        ("ru", "Паром затонул ночью, сообщает «Интерфакс» со ссылкой на министерство.", "министерство", ["Интерфакс"]),
    ],
)  # fmt: skip
def test_outlets_of_other_languages_relay(language: str, text: str, origin: str, chain: list[str]) -> None:
    (statement,) = find_statements(text, language)
    assert statement.source and statement.source.name == origin
    assert [relay.name for relay in statement.via] == chain
    assert statement.confidence >= 0.5


def test_why_says_that_the_source_is_only_cited() -> None:
    (statement,) = find_statements("Kyodo reported that the ferry sank, citing Mira Sol.", "en")
    assert statement.why.endswith("goes back to “Mira Sol”")
