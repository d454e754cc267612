"""Pass 2: sentences as the narrator wrote them, a quotation being one token."""

from __future__ import annotations

import pytest

from tuinews.statements.lexicon import lexicon
from tuinews.statements.marks import quotes_in
from tuinews.statements.sentences import Sentence, sentences_in


def split(text: str, code: str = "en") -> list[Sentence]:
    return list(sentences_in(text, 0, len(text), quotes_in(text, 0, len(text)), lexicon(code)))


def texts(text: str, code: str = "en") -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split(text, code)]


def test_a_quotation_of_several_sentences_is_one_token() -> None:
    (sentence,) = split("“It is over. We lost,” Mira Sol said.")
    assert sentence.tags == "QMMV."


def test_a_quotation_that_ends_a_sentence_ends_the_narrators() -> None:
    assert texts("Sol said “it is over.” Nobody replied.") == ["Sol said “it is over.”", "Nobody replied."]


def test_a_question_is_followed_by_its_cue() -> None:
    assert len(texts("“Why now?” Mira Sol asked.")) == 1
    assert len(texts("“Why now?” he asked.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Sol met Sen. Ruiz on Jan. 4 at 9 a.m. in the U.S. embassy.",
        "J. R. Ewen, R-Ky., was there.",
        "The bill grew by 3.5 percent to 1,200.50 crowns.",
    ],
)
def test_abbreviations_and_numbers_end_no_sentence(text: str) -> None:
    assert len(texts(text)) == 1


def test_tokens_keep_their_places() -> None:
    text = "Ana's boat, the Tern, sank."
    (sentence,) = split(text)
    assert [text[a:b] for a, b in zip(sentence.starts, sentence.ends, strict=True)] == sentence.words


def test_possessives_and_shortened_verbs_are_told_apart() -> None:
    (sentence,) = split("Ana's boat sank and she's angry.")
    assert sentence.tags == "MGNNCRXN." or sentence.tags[:3] == "MGN"
    assert sentence.tags[sentence.words.index("she") + 1] == "X"


def test_german_nouns_are_nouns_and_names_follow_titles() -> None:
    (sentence,) = split("Die Ministerin Vera Holm legte Angaben vor.", "de")
    assert sentence.tags.startswith("DNMM")
    assert sentence.tags[sentence.words.index("Angaben")] == "N"


def test_a_nickname_is_part_of_a_name() -> None:
    (sentence,) = split('Councillor Marta "Kit" Olsen spoke.')
    assert "Q" not in sentence.tags
