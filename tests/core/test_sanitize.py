from hypothesis import given
from hypothesis import strategies as st

from tuinews.core.sanitize import clean, clean_line, is_clean, visible, visible_line

hostile = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("\x1b\x9b\x9d\x07[]\\0;m\u202e\u2066\u200d\u200c\u0301e\r\n\t\x00\x7f\u2028")
    ),
    max_size=200,
)


@given(hostile)
def test_no_forbidden_character_survives_cleaning(text: str) -> None:
    assert is_clean(clean(text))
    clean(text).encode()


@given(hostile)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(hostile)
def test_visible_keeps_every_position_and_leaves_nothing_to_obey(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert len(visible_line(text)) == len(text)
    assert is_clean(visible(text))
    assert not set("\n\t") & set(visible_line(text))


def test_escape_sequences_go_with_all_their_letters() -> None:
    assert clean("a\x1b[31mred\x1b[0m b") == "ared b"
    assert clean("copy\x1b]52;c;ZXZpbA==\x07 that") == "copy that"
    assert clean("\x9b2Jgone") == "gone"
    assert clean("title\x1b]0;owned\x1b\\!") == "title!"


def test_an_opener_without_an_end_takes_no_text_with_it() -> None:
    assert clean("a \x1b]52;c;words that follow") == "a 52;c;words that follow"


def test_bidi_overrides_go_and_joiners_stay() -> None:
    assert clean("abc\u202edef\u2066") == "abcdef"
    assert clean("می\u200cخواهم 👩\u200d🚀") == "می\u200cخواهم 👩\u200d🚀"


def test_line_ends_of_every_convention_become_newlines() -> None:
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"


def test_shown_controls_are_their_pictures() -> None:
    assert visible("\x1b[2J") == "␛[2J"
    assert visible_line("two\nlines\u202e") == "two lines\ufffd"
