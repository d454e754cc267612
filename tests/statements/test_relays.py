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
