from hypothesis import assume, given
from hypothesis import strategies as st

from tuinews.core.anchors import find_anchor, make_anchor

LEAD = "The harbour office opened an inquiry on Monday. "
QUOTE = "every safety drill in the spring was skipped"
REST = ", according to two officials who were briefed on the report.\nThe company did not answer questions."
TEXT = f"{LEAD}It found that {QUOTE}{REST}"


@given(st.text(min_size=1, max_size=300), st.data())
def test_an_anchor_is_found_again_in_its_own_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = find_anchor(text, make_anchor(text, start, end))
    assert place is not None
    assert (place.start, place.end, place.how) == (start, end, "exact")


@given(st.text(max_size=200), st.text(max_size=200))
def test_words_that_still_stand_alone_are_found_wherever_they_went(before: str, after: str) -> None:
    assume(QUOTE not in before and QUOTE not in after)
    anchor = make_anchor(TEXT, TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE))
    text = f"{before} {QUOTE} {after}"
    place = find_anchor(text, anchor)
    assert place is not None
    assert text[place.start : place.end] == QUOTE


def anchored(words: str, text: str = TEXT) -> str | None:
    anchor = make_anchor(TEXT, TEXT.index(words), TEXT.index(words) + len(words))
    place = find_anchor(text, anchor)
    return None if place is None else text[place.start : place.end]


def test_a_note_survives_a_rewritten_lead() -> None:
    assert anchored(QUOTE, "Update: the owner has resigned.\n" + TEXT.replace(LEAD, "")) == QUOTE


def test_a_note_survives_changed_words() -> None:
    changed = TEXT.replace(
        "every safety drill in the spring was skipped", "each safety drill in the spring was left out"
    )
    assert anchored(QUOTE, changed) == "each safety drill in the spring was left out"


def test_repeated_words_are_told_apart_by_their_context() -> None:
    text = "Anna said: we asked twice. Nobody came.\nBen said: we asked twice. The mayor came."
    second = text.rindex("we asked twice")
    anchor = make_anchor(text, second, second + 14)
    moved = "A new lead stands here.\n" + text
    place = find_anchor(moved, anchor)
    assert place is not None
    assert place.start == moved.rindex("we asked twice")


def test_words_that_are_gone_become_an_orphan() -> None:
    assert anchored(QUOTE, "Rail strike suspended after talks in Lisbon. Trains run again from Friday.") is None
