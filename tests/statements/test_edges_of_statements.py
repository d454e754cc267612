"""What is no part of a statement, and what is none: datelines, headings, nobody's words, brackets."""

from __future__ import annotations

import pytest

from tuinews.core.document import Range
from tuinews.statements import find_statements


@pytest.mark.parametrize("dateline", ["MERROW (Quay Press) — ", "Merrow (Quay Press) - ", "MERROW — "])
def test_a_dateline_is_no_part_of_a_statement(said, dateline: str) -> None:
    text = f"{dateline}The mill will close in June, an official of the town said on Monday."
    assert said(text) == [("The mill will close in June", "an official of the town")]


def test_a_heading_that_repeats_a_quotation_is_no_statement() -> None:
    text = "Oda Linnet came late.\n“The looms are gone”\n“The looms are gone,” she said."
    heading = Range(22, 42, "heading")
    (statement,) = find_statements(text, "en", [heading])
    assert statement.fragments[0].start > heading.end


def test_nobody_says_nothing(said) -> None:
    assert said("Nobody said how many looms were gone.") == []
    assert said("Nobody, Linnet replied, had said a word about looms.") == [
        ("Nobody … had said a word about looms", "Linnet")
    ]


def test_what_is_to_be_said_is_not_said_yet(said) -> None:
    assert said("The report is due in May. It is to say who sold the looms.") == []


def test_a_bracket_around_a_sentence_is_no_part_of_its_quotation(said) -> None:
    text = "The looms stood still. (“They were never ours,” the mayor's office said in the afternoon.)"
    assert said(text) == [("They were never ours,", "mayor's office")]


def test_a_relative_clause_does_not_speak(said) -> None:
    text = "Two people who took part in the talks said that a third round had nearly failed."
    assert said(text) == [("that a third round had nearly failed", "Two people")]


def test_one_of_several_is_a_whole_source(said) -> None:
    text = "According to one of them, who still does business there, the name “was in the room” before."
    assert said(text) == [
        ("the name “was in the room” before", "one of them, who still does business there"),
    ]


def test_a_pledge_in_quotation_marks_is_surer_than_one_without() -> None:
    quoted = "The newly elected mayor has repeatedly pledged to end the strike “within nine days”."
    plain = "The newly elected mayor has repeatedly pledged to end the strike within nine days."
    (first,), (second,) = find_statements(quoted, "en"), find_statements(plain, "en")
    assert first.confidence >= 0.5 > second.confidence
