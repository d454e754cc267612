import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st

from tuinews.core.fold import fold, index_text, terms


@given(st.text(max_size=200), st.sampled_from(["", "en", "de", "ru", "ja", "fr-CA", "xx"]))
def test_terms_stand_where_they_say_and_in_order(text: str, language: str) -> None:
    before = 0
    for term in terms(text, language):
        assert term.term and " " not in term.term
        assert 0 <= term.start < term.end <= len(text)
        assert term.start >= before
        before = term.start


@given(st.text(max_size=200), st.sampled_from(["", "en", "de", "ja"]))
def test_the_index_holds_just_the_terms(text: str, language: str) -> None:
    assert index_text(text, language) == " ".join(term.term for term in terms(text, language))


@given(st.text(alphabet=st.characters(codec="latin-1"), max_size=40))
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.lower()) == fold(text.lower().upper().lower())


def test_case_and_diacritics_are_folded() -> None:
    assert index_text("Łódź ÜBERGRÖSSE Straße") == "lodz ubergrosse strasse"


def test_words_are_stemmed_in_their_language() -> None:
    assert index_text("elections", "en") == index_text("election", "en-GB")
    assert index_text("elections", "") != index_text("election", "")


def test_words_are_stemmed_in_several_threads_at_once() -> None:
    letters = "bcdfglmnprst"
    words = [f"{a}o{b}{c}{ending}" for a in letters for b in letters for c in "tn" for ending in ("ally", "ational")]
    one_by_one = snowballstemmer.stemmer("english").stemWords(words)
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            chunks = list(pool.map(partial(index_text, language="en"), (" ".join(words[i::4]) for i in range(4))))
    finally:
        sys.setswitchinterval(usual)
    assert [chunk.split() for chunk in chunks] == [one_by_one[i::4] for i in range(4)]


def test_apostrophes_divide_words_so_that_names_are_found() -> None:
    assert index_text("Zelensky's l’accord") == "zelensky s l accord"


def test_text_without_spaces_becomes_pairs() -> None:
    assert index_text("東京都の") == "東京 京都 都の"
    assert index_text("字") == "字"


def test_vowel_signs_belong_to_their_words() -> None:
    assert len(list(terms("हिन्दी समाचार"))) == 2
