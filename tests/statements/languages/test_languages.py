"""Each language is measured on passages that were labelled before its rules (README.md beside this file)."""

from __future__ import annotations

import tomllib
from itertools import pairwise

import pytest
from score import RECORDED, codes, found_in, passages, same_speaker, score

from tuinews.statements import find_statements
from tuinews.statements.languages import guess_language
from tuinews.statements.lexicon import lexicon

SLACK = 0.1
"""Per cent that rounding may take."""


def recorded() -> dict[str, dict[str, float]]:
    return tomllib.loads(RECORDED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", codes())
def test_a_language_scores_no_less_than_is_recorded(code: str) -> None:
    got, least = score(code), recorded()[code]
    assert got.spans >= least["spans"] - SLACK
    assert got.speakers >= least["speakers"] - SLACK


@pytest.mark.parametrize("code", codes())
def test_a_language_has_word_lists_of_its_own(code: str) -> None:
    words = lexicon(code)
    assert words.code == code
    assert len(words.verbs) > 30


@pytest.mark.parametrize("code", codes())
def test_labels_are_sound(code: str) -> None:
    labelled = passages(code)
    assert len(labelled) >= (15 if code in ("ja", "zh") else 40)
    without = sum(not passage.said for passage in labelled)
    assert 0.28 <= without / len(labelled) <= 0.40


@pytest.mark.parametrize("code", codes())
def test_what_is_found_lies_in_the_text_and_in_order(code: str) -> None:
    for passage in passages(code):
        for statement in find_statements(passage.text, code):
            pieces = statement.fragments
            assert all(0 <= piece.start < piece.end <= len(passage.text) for piece in pieces)
            assert all(left.end <= right.start for left, right in pairwise(pieces))


@pytest.mark.parametrize("code", codes())
def test_every_language_reads_every_other_without_error(code: str) -> None:
    for other in codes():
        for passage in passages(other)[:12]:
            found_in(passage.text, code)


@pytest.mark.parametrize("code", codes())
def test_the_language_of_a_short_article_is_told(code: str) -> None:
    texts = [passage.text for passage in passages(code)]
    for first in range(0, len(texts) - 3, 4):
        assert guess_language("\n".join(texts[first : first + 4])) == code


@pytest.mark.parametrize("code", codes())
def test_the_language_of_most_single_sentences_is_told(code: str) -> None:
    texts = [passage.text for passage in passages(code)]
    assert sum(guess_language(text) == code for text in texts) >= 0.9 * len(texts)


def test_a_speaker_is_the_same_in_every_case() -> None:
    assert same_speaker("Олена Коваль", "Олени Коваль")
    assert same_speaker("Ewa Marczak", "Ewy Marczak")
    assert not same_speaker("Олена Коваль", "Петро Завада")
    assert not same_speaker("Ewa Marczak", "")


@pytest.mark.parametrize(
    ("code", "text", "names"),
    [
        ("uk", "За словами Олени Коваль, міст закриють. «Ми готові», — сказала Коваль.", {"Олен"}),
        ("pl", "Według Ewy Marczak ceny spadną. „Jesteśmy gotowi” – powiedziała Marczak.", {"Ew"}),
        ("ru", "По словам Ольги Ковалёвой, мост закроют. «Мы готовы», — сказала Ковалёва.", {"Ольг"}),
    ],
)
def test_case_endings_make_no_second_voice(code: str, text: str, names: set[str]) -> None:
    speakers = {statement.source.name for statement in find_statements(text, code) if statement.source}
    assert len(speakers) == 1
    assert {str(name)[: len(stem)] for name in speakers for stem in names} == names


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("fr", "« Il faut du temps, dit Sophie Lanvin, et de l'argent. »", ["Il faut du temps", "et de l'argent."]),
        ("it", "«Bisogna agire, avverte Laura Sandri. Il lago muore».", ["Bisogna agire", "Il lago muore"]),
        ("ru", "«Море растёт, — говорит Лидия Собкова. — А мы молчим».", ["Море растёт", "А мы молчим"]),
        ("fr", "– Non, répondit Garnier. Je dormais.", ["Non", "Je dormais."]),
    ],
)
def test_a_narrator_inside_the_marks_is_no_part_of_what_was_said(code: str, text: str, words: list[str]) -> None:
    found = find_statements(text, code)
    assert [text[piece.start : piece.end] for statement in found for piece in statement.fragments] == words
    assert len({statement.source.name for statement in found if statement.source}) == 1


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("unit", ["« ", "„", "— ", "“", "「", "l'", ", — ", "a-t-il ", "”, ", "。"])
def test_marks_in_masses_are_read_in_bounded_time(code: str, unit: str) -> None:
    find_statements(unit * 4000, code)


SOME = {
    "de": ("Einige sagten, die Brücke sei sicher.", "die Brücke sei sicher"),
    "es": ("Otros aseguran que el puente es seguro.", "que el puente es seguro"),
    "fr": ("Certains disent que le pont est sûr.", "que le pont est sûr"),
    "it": ("Molti dicono che il ponte è sicuro.", "che il ponte è sicuro"),
    "nl": ("Sommigen zeggen dat de brug veilig is.", "dat de brug veilig is"),
    "pl": ("Niektórzy mówią, że most jest bezpieczny.", "że most jest bezpieczny"),
    "pt": ("Alguns dizem que a ponte é segura.", "que a ponte é segura"),
    "ru": ("Некоторые говорят, что мост безопасен.", "что мост безопасен"),
    "uk": ("Деякі кажуть, що міст безпечний.", "що міст безпечний"),
}


@pytest.mark.parametrize("code", SOME)
def test_some_people_say_something_in_every_language(code: str) -> None:
    text, words = SOME[code]
    (statement,) = find_statements(text, code)
    assert statement.quote(text) == words
    assert statement.source and statement.source.type == "anonymous" and statement.source.mention


POINTING = {
    "de": "Zwei Menschen wurden verletzt. Das teilte die Polizei mit.",
    "es": "Dos personas resultaron heridas. Así lo informó la policía.",
    "fr": "Deux personnes ont été blessées. C'est ce qu'a annoncé la police.",
    "it": "Due persone sono rimaste ferite. Lo ha riferito la polizia.",
    "nl": "Twee mensen raakten gewond. Dat meldt de politie.",
    "pl": "Dwie osoby zostały ranne. Poinformowała o tym policja.",
    "pt": "Duas pessoas ficaram feridas. É o que informa a polícia.",
    "ru": "Два человека пострадали. Об этом сообщила полиция.",
    "uk": "Двоє людей постраждали. Про це повідомила поліція.",
}


@pytest.mark.parametrize("code", POINTING)
def test_a_sentence_says_who_said_the_one_before_in_every_language(code: str) -> None:
    text = POINTING[code]
    (statement,) = find_statements(text, code)
    assert statement.quote(text) == text.partition(".")[0]
    assert statement.source and statement.source.type == "organisation"
    assert statement.source.name == text.rstrip(".").removesuffix(" mit").rpartition(" ")[2]
