from hypothesis import given
from hypothesis import strategies as st

from tuinews.core.document import Document, Range


@given(st.text(max_size=200))
def test_a_plain_document_is_sound(text: str) -> None:
    document = Document.plain(text)
    assert document.problems() == []
    assert "\n".join(text[leaf.start : leaf.end] for leaf in document.leaves()).split() == text.split()


def test_what_is_wrong_with_a_document_is_said() -> None:
    text = "one\ntwo"
    outside = Document(text, (Range(0, 99, "paragraph"),))
    crossing = Document(text, (Range(0, 5, "quote"), Range(4, 7, "paragraph")))
    newline = Document(text, (Range(0, 7, "paragraph"),))
    assert "outside" in outside.problems()[0]
    assert "crosses" in crossing.problems()[0]
    assert "newline" in newline.problems()[0]


def test_boxes_are_found_from_outside_in() -> None:
    leaf = Range(0, 3, "paragraph")
    document = Document("one", (Range(0, 3, "list"), Range(0, 3, "item"), leaf))
    assert [box.kind for box in document.boxes_around(leaf)] == ["list", "item"]


def test_words_are_counted_in_every_script() -> None:
    assert Document.plain("three short words").words() == 3
    assert Document.plain("東京都知事").words() >= 2
    assert Document.plain("“東京” says 東京都知事 🚢").words() == 4 + 7 // 2
    assert Document.plain("“three” short words… 🚢").words() == 4
