"""Pass 1: quotation marks of many conventions, nested, unclosed, and those that quote nothing."""

from __future__ import annotations

import pytest

from tuinews.statements.marks import quotes_in


def inner(text: str) -> list[str]:
    return [text[quote.inner_start : quote.inner_end] for quote in quotes_in(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "She said “the tide is out” today.",
        'She said "the tide is out" today.',
        "She said ''the tide is out'' today.",
        "She said ``the tide is out'' today.",
        "Sie sagte „the tide is out“ heute.",
        "Sie sagte „the tide is out” heute.",
        "Elle dit «the tide is out» ici.",
        "Sie sagte »the tide is out« heute.",
        "Elle dit ‹the tide is out› ici.",
        "彼女は「the tide is out」と言った。",
        "She said ‘the tide is out’ today.",
        "She said 'the tide is out' today.",
        'She said "the tide is out” today.',
    ],
)
def test_each_convention_yields_the_words_between_its_marks(text: str) -> None:
    assert inner(text) == ["the tide is out"]


def test_an_unclosed_quotation_runs_to_the_end_of_its_paragraph() -> None:
    text = "“We waited all night."
    (quote,) = quotes_in(text, 0, len(text))
    assert (text[quote.inner_start : quote.inner_end], quote.closed) == ("We waited all night.", False)


def test_a_quotation_inside_a_quotation_belongs_to_the_outer_one() -> None:
    assert inner("“He told me ‘go home’ and left,” she said.") == ["He told me ‘go home’ and left,"]
    assert inner("„Er rief ‚halt‘ und ging“, sagte sie.") == ["Er rief ‚halt‘ und ging"]


def test_same_marks_nest_when_both_are_closed() -> None:
    assert inner("“He said “no” twice,” she added.") == ["He said “no” twice,"]


def test_a_forgotten_closing_mark_ends_at_the_next_opening_one() -> None:
    assert inner("“We left, she said. “It was late.”") == ["We left, she said. ", "It was late."]


def test_apostrophes_are_no_quotation_marks() -> None:
    assert inner("The workers' union doesn't like the '90s contract, and it's theirs.") == []


def test_inches_are_no_quotation_marks() -> None:
    assert inner('The mast is 40" long and the deck 12" wide.') == []


def test_positions_include_the_marks() -> None:
    text = "x “ab” y"
    (quote,) = quotes_in(text, 0, len(text))
    assert (quote.start, quote.inner_start, quote.inner_end, quote.end) == (2, 3, 5, 6)
