"""What holds for every text: no error, sound places, the same answer twice."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tuinews.core.document import Range
from tuinews.statements import find_statements, guess_language
from tuinews.statements.lexicon import languages

PIECES = st.sampled_from(
    [
        "Mira Sol", "Ms. Sol", "he", "she", "said", "told AFP", "that", "the bridge is safe", "“", "”",
        '"', "''", "‘", "’",
        "„", "“", "«", "»", "「", "」", ",", ".", "?", ":", ";", " — ", "(", ")", "\n", " ", "according to", "citing",
        "a statement from", "the company", "'s", "adding", "and", "but", "who", "— X (@x) May 1", "sagte",
        "dass", "sei",
        "teilte", "mit", "laut", "zufolge", "nach Angaben", "hat", "erklärt", "wie", "der", "Ministerin", "HALE:", "as",
        "claim that", "— dit-il", "«", "сказал", "dijo", "と述べた", "は", "说", "：", "via",
        "in a statement", "\u200d", "\u202e", "é", "字", "0", "[", "]", "J.", "R-Ky.",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=40).map("".join)
)
LANGUAGES = st.sampled_from([*languages(), None, "xx", "../en", "EN-us"])


@settings(max_examples=400, deadline=None)
@given(TEXTS, LANGUAGES)
def test_any_text_yields_sound_statements(text: str, language: str | None) -> None:
    for statement in find_statements(text, language):
        assert statement.fragments
        end = 0
        for piece in statement.fragments:
            assert 0 <= piece.start < piece.end <= len(text)
            assert piece.start >= end
            end = piece.end
        assert 0.0 <= statement.confidence <= 1.0
        assert statement.why
        source = statement.source
        for span in (statement.cue, source.mention if source else None):
            assert span is None or 0 <= span.start < span.end <= len(text)
        for relay in statement.via:
            assert relay.name and 0 <= relay.start < relay.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_same_text_yields_the_same_statements(text: str) -> None:
    assert find_statements(text, "en") == find_statements(text, "en")


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_statements_come_in_order(text: str) -> None:
    starts = [statement.start for statement in find_statements(text, "en")]
    assert starts == sorted(starts)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(["quote", "embed", "code", "paragraph"]), st.integers(0, 40), st.integers(0, 80))
def test_any_layout_yields_sound_statements(text: str, kind: str, start: int, length: int) -> None:
    box = Range(start, start + length, kind, (("name", "Mira Sol"),))
    for statement in find_statements(text, "en", (box,)):
        assert all(0 <= piece.start < piece.end <= len(text) for piece in statement.fragments)


@given(TEXTS)
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert guess_language(text) in {None, *"en de fr es it nl pt pl uk ru ja zh".split()}
