from hypothesis import given
from hypothesis import strategies as st

from tuinews.core.changes import compare, only_changes
from tuinews.core.notices import notices

OLD = "The harbour office opened an inquiry on Monday.\nNobody told the crew, said Reyes.\nThe end came."


def shown(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(c.kind, old[slice(*c.old)], new[slice(*c.new)]) for c in only_changes(compare(old, new))]


def test_a_changed_word_is_the_only_change() -> None:
    assert shown(OLD, OLD.replace("Monday", "Tuesday")) == [("replaced", "Monday", "Tuesday")]


def test_a_new_paragraph_is_added_and_a_lost_one_removed() -> None:
    new = OLD.replace("Nobody", "Ferries run again.\nNobody")
    assert shown(OLD, new) == [("added", "", "Ferries run again.\n")]
    assert shown(new, OLD) == [("removed", "Ferries run again.\n", "")]


def test_common_words_between_rewritten_clauses_belong_to_the_change() -> None:
    assert shown("He walked over to the large harbour.", "Somebody drove away from the tiny station.") == [
        ("replaced", "He walked over to the large harbour", "Somebody drove away from the tiny station")
    ]


def test_an_added_sentence_begins_where_a_sentence_does() -> None:
    assert shown("It sank. Nobody came.", "It sank. Corrected at noon. Nobody came.") == [
        ("added", "", "Corrected at noon. ")
    ]


words = st.lists(st.sampled_from(["the", "crew", "told", "\n", ".", " ", "“", "港", "é"]), max_size=60).map("".join)


@given(words | st.text(max_size=80), words | st.text(max_size=80))
def test_changes_cover_both_texts_and_the_same_is_the_same(old: str, new: str) -> None:
    changes = compare(old, new)
    assert "".join(old[slice(*change.old)] for change in changes) == old
    assert "".join(new[slice(*change.new)] for change in changes) == new
    for change in changes:
        assert (change.kind == "same") == (old[slice(*change.old)] == new[slice(*change.new)])


def test_texts_too_long_to_compare_by_word_count_as_replaced() -> None:
    old, new = " ".join(f"a{i}" for i in range(70_000)), " ".join(f"b{i}" for i in range(70_000))
    assert [change.kind for change in compare(old, new)] == ["replaced"]


def test_correction_notices_are_found_in_many_languages() -> None:
    found = (
        "Correction (May 3): the sum was wrong.", "Editor’s note — the headline was changed.",
        "An earlier version of this article misstated the year.", "This story has been corrected to say 12.",
        "In einer früheren Version dieses Textes hieß es anders.", "Korrektur: Es waren zwölf.",
        "Cet article a été modifié le 3 mai.", "Rectificatif : ils étaient douze.",
    )  # fmt: skip
    for line in found:
        assert notices(f"A story.\n{line}\nIts end.") == ((9, 9 + len(line)),), line


def test_what_only_speaks_of_corrections_is_no_notice() -> None:
    for line in ("Corrections officers said: no.", "He asked for a correction: none came.", "The version was earlier."):
        assert notices(line) == ()
