"""An anchor is found where its words went, and nowhere else."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tuinews.core.anchors import Anchor, Place, find_anchor, find_anchors, make_anchor
from tuinews.core.anchors.words import fold

LEAD = "The harbour office opened an inquiry on Monday. "
QUOTE = "every safety drill in the spring was skipped"
REST = (
    ", according to two officials who were briefed on the report.\n"
    "The company, which runs four boats between the islands, did not answer questions on Tuesday."
)
TEXT = f"{LEAD}It found that {QUOTE}{REST}"
ELSEWHERE = "Rail strike suspended after talks in Lisbon. Trains run again from Friday."


def anchor_of(words: str, text: str = TEXT) -> Anchor:
    return make_anchor(text, text.index(words), text.index(words) + len(words))


def found(words: str, now: str, before: str = TEXT) -> str | None:
    """What stands in the text `now` where the words that stood in the text `before` are found."""
    place = find_anchor(now, anchor_of(words, before))
    return None if place is None else now[place.start : place.end]


@given(st.text(min_size=1, max_size=300), st.data())
def test_an_anchor_is_found_again_in_its_own_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert find_anchor(text, make_anchor(text, start, end)) == Place(start, end, 1.0, "exact")


@given(st.text(max_size=200), st.text(max_size=200))
def test_words_that_still_stand_alone_are_found_wherever_they_went(before: str, after: str) -> None:
    assume(QUOTE not in before.lower() and QUOTE not in after.lower())
    assert found(QUOTE, f"{before} {QUOTE} {after}") == QUOTE


WORDS = st.lists(
    st.sampled_from("the ferry « drill », — skipped\n 橋だ 2026 “No” İstanbul كلمة ".split(" ")), max_size=60
)


@given(WORDS, WORDS, st.data())
def test_a_place_lies_inside_the_text_and_shares_words_with_the_anchor(
    was: list[str], now: list[str], data: st.DataObject
) -> None:
    before, after = " ".join(was) + ".", " ".join(now)
    start = data.draw(st.integers(0, len(before) - 1))
    anchor = make_anchor(before, start, data.draw(st.integers(start + 1, len(before))))
    place = find_anchor(after, anchor)
    if place is not None:
        assert 0 <= place.start < place.end <= len(after)
        assert 0.0 < place.score <= 1.0
        assert set(fold(anchor.exact)) & set(fold(after[place.start : place.end]))


@given(st.text("ab “\n.", max_size=80), st.text('ab "\n.', min_size=1, max_size=40), st.text("ab.", max_size=40))
def test_an_anchor_of_any_origin_is_looked_for_without_an_error(text: str, exact: str, context: str) -> None:
    place = find_anchor(text, Anchor(exact, context, context, 10_000, 10_000 + len(exact)))
    assert place is None or text[place.start : place.end].strip() or not exact.strip()


def test_a_note_survives_a_rewritten_lead() -> None:
    assert found(QUOTE, "Update: the owner has resigned.\n" + TEXT.replace(LEAD, "")) == QUOTE


@pytest.mark.parametrize(
    "rewritten",
    [
        "each safety drill in the spring was left out",
        "every saftey drill in the spring was skipped",
        "every drill in the spring was skipped",
        "every safety drill in the whole spring was skipped",
        "every safety exercise in spring was skipped",
    ],
)
def test_a_note_survives_changed_words(rewritten: str) -> None:
    assert found(QUOTE, TEXT.replace(QUOTE, rewritten)) == rewritten


def test_a_note_survives_changed_words_in_a_paragraph_that_was_moved() -> None:
    paragraphs = TEXT.replace("safety drill", "fire drill").split("\n")
    assert found(QUOTE, "\n".join([ELSEWHERE, *reversed(paragraphs)])) == "every fire drill in the spring was skipped"


def test_a_note_survives_a_sentence_before_it_and_a_changed_number() -> None:
    before = TEXT.replace("spring", "11 weeks of spring")
    after = before.replace("It found", "Four people were heard, all of them in private. It found").replace("11", "12")
    assert found("every safety drill in the 11 weeks of spring", after, before) == (
        "every safety drill in the 12 weeks of spring"
    )


def test_merged_paragraphs_and_other_marks_are_the_same_words() -> None:
    before = "She was asked twice.\n“Nobody – not one – came,” she said.\nThe mayor left the hall early."
    after = 'New lead. She was asked twice. "Nobody - not one - came," she said. The mayor left the hall early.'
    place = find_anchor(after, anchor_of("twice.\n“Nobody – not one – came,”", before))
    assert place is not None
    assert after[place.start : place.end] == 'twice. "Nobody - not one - came,"'


def test_marks_that_took_spaces_with_them_are_the_same_words() -> None:
    before = "Le phare, dit-elle, « n'éclaire plus que quelques barques » depuis l'hiver dernier."
    after = "Le phare, dit-elle, “n'éclaire plus que quelques barques” depuis l'hiver dernier."
    assert found("« n'éclaire plus que quelques barques »", after, before) == "“n'éclaire plus que quelques barques”"


def test_words_without_spaces_are_found_after_a_change() -> None:
    before = "港の事務所は月曜日に調査を始めた。春の安全訓練はすべて省かれていたという。会社は質問に答えなかった。"
    after = "更新。" + before.replace("安全訓練", "避難訓練")
    assert found("春の安全訓練はすべて省かれていた", after, before) == "春の避難訓練はすべて省かれていた"


def test_the_changed_words_in_their_context_are_preferred_to_a_pulled_quote_of_the_old_ones() -> None:
    changed = TEXT.replace("drill in the spring", "exercise in spring")
    assert found(QUOTE, f"{ELSEWHERE}\n{QUOTE}\n{ELSEWHERE}\n{changed}") == (
        "every safety exercise in spring was skipped"
    )


@pytest.mark.parametrize("before", [True, False])
def test_a_pulled_quote_beside_the_words_is_not_taken_for_them(before: bool) -> None:
    text = f"{LEAD}All boats sail.\nNobody told the crew about it, said Reyes. We asked.\n{ELSEWHERE} {LEAD}"
    words = "Nobody told the crew"
    line = text.index(words)
    at = line if before else text.index(ELSEWHERE)
    place = find_anchor(f"{text[:at]}{words}\n{text[at:]}", make_anchor(text, line, line + len(words)))
    assert place is not None and place.start == line + before * (len(words) + 1)


def test_repeated_words_are_told_apart_by_their_context() -> None:
    text = "Anna said: we asked twice. Nobody came.\nBen said: we asked twice. The mayor came."
    second = text.rindex("we asked twice")
    moved = "A new lead stands here.\n" + text
    place = find_anchor(moved, make_anchor(text, second, second + 14))
    assert place is not None
    assert place.start == moved.rindex("we asked twice")


def test_words_that_cannot_be_told_apart_are_found_nowhere() -> None:
    assert found(QUOTE, f"{ELSEWHERE}\n{QUOTE}\n{ELSEWHERE}\n{QUOTE}\n{ELSEWHERE}") is None


def test_words_that_are_gone_become_an_orphan() -> None:
    assert found(QUOTE, ELSEWHERE) is None
    assert found(QUOTE, TEXT.replace(f"It found that {QUOTE}{REST[:62]}", "It will report in May.\n")) is None


def test_other_words_between_the_same_neighbours_are_not_taken_for_the_anchored_ones() -> None:
    assert found(QUOTE, TEXT.replace(QUOTE, "nobody, not even Ms Oduya, knew why Vesla left port at all")) is None


def test_of_words_that_were_torn_apart_the_larger_part_is_found() -> None:
    first, second = f"{LEAD}It found that {QUOTE}.", "Officials were briefed on the report, which is not public."
    before = f"{ELSEWHERE}\n{first}\n{second}\nThe company did not answer."
    after = f"{first}\n{ELSEWHERE}\n{second}\nThe company did not answer."
    assert found(f"{QUOTE}.\nOfficials", after, before) == f"{QUOTE}."


def test_the_mark_that_ends_another_sentence_is_no_part_of_what_was_torn_apart() -> None:
    first, second = (
        "Nobody on the quay was bored.",
        "Fictional boats were written into the log book by the mate, twice.",
    )
    before = f"{ELSEWHERE}\n{first}\n{second}"
    after = f"{first}\n{ELSEWHERE} It rained on all of them.\n{second}"
    assert found("was bored.\nFictional boats were written", after, before) == "Fictional boats were written"


def test_an_anchor_within_a_word_keeps_its_edges() -> None:
    assert found("afety drill in the spring was skipp", "New.\n" + TEXT.replace("in the", "in this")) == (
        "afety drill in this spring was skipp"
    )


def test_a_long_stretch_is_found_by_its_ends() -> None:
    before = "\n".join(f"Paragraph {i} tells of ferry {i * 7} and of harbour {i * 11}." for i in range(200))
    after = "A lead.\n" + before.replace("ferry 700 ", "the old ferry ")
    words = before[before.index("Paragraph 20 ") : before.index("Paragraph 180 ")]
    assert found(words, after, before) == words.replace("ferry 700 ", "the old ferry ")


def test_many_anchors_are_found_in_the_order_in_which_they_were_asked_for() -> None:
    text = "\n".join(f"Minister {i} said that bridge {i * 7} would be open by {1900 + i}." for i in range(300))
    now = "A whole new lead.\n" + text.replace("bridge 700 ", "the bridge ").replace("Minister 9 said", "She said")
    words = [f"bridge {i * 7} would be open by {1900 + i}" for i in (250, 9, 100, 0, 299)]
    places = find_anchors(now, [anchor_of(each, text) for each in words])
    there = [now[place.start : place.end] for place in places if place is not None]
    assert there == [each.replace("bridge 700 ", "the bridge ") for each in words]


@pytest.mark.parametrize("many", [1, 40])
def test_changed_words_in_paragraphs_that_moved_far_are_found_in_a_long_text(many: int) -> None:
    draw = random.Random("long")
    words = [
        "the",
        "of",
        "in",
        *(f"{a}{b}{c}" for a in "bdfgkl" for b in "aeiou" for c in ("nter", "ris", "mosk", "l")),
    ]
    lines = [" ".join(draw.choices(words, k=30)) for _ in range(300)]
    now = [
        line.replace(" the ", " a ")
        for line in [*lines[:100], *lines[100 + many :], *reversed(lines[100 : 100 + many])]
    ]
    anchored = [" ".join(line.split()[10:20]) for line in lines[100 : 100 + many]]
    places = find_anchors("\n".join(now), [anchor_of(each, "\n".join(lines)) for each in anchored])
    there = ["\n".join(now)[place.start : place.end] for place in places if place is not None]
    assert there == [" ".join(line.split()[10:20]) for line in reversed(now[-many:])]


def test_words_that_others_took_the_place_of_are_gone_although_all_around_them_stands() -> None:
    after = TEXT.replace(QUOTE, "no boat had left the quay")
    assert find_anchors(after, [anchor_of(QUOTE)]) == [None]


def test_an_anchor_with_the_shorter_context_of_older_ones_is_exact_where_it_was() -> None:
    whole = anchor_of(QUOTE)
    older = Anchor(QUOTE, whole.prefix[-48:], whole.suffix[:48], whole.start, whole.end)
    assert find_anchor(TEXT, older) == Place(whole.start, whole.end, 1.0, "exact")


@pytest.mark.parametrize("span", [(5, 5), (-1, 4), (0, len(TEXT) + 1), (9, 3)])
def test_no_words_make_no_anchor(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no words at"):
        make_anchor(TEXT, *span)


HOSTILE = {
    "one word": "word " * 200_000,
    "newlines": "\n" * 200_000,
    "no spaces": "a" * 1_000_000,
    "marks": "“”" * 200_000,
    "one sign": "の" * 300_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_searched_within_bounds(text: str) -> None:
    anchors = [Anchor(text[i : i + 99] + "x", text[:96], "x" + text[:95], i, i + 100) for i in range(10)]
    assert len(find_anchors(text, anchors)) == len(anchors)


def test_a_long_anchor_in_a_long_text_is_searched_within_bounds() -> None:
    before = "the ferry and the harbour of the island " * 10_000
    after = "Lead. " + before.replace("harbour of the island the ferry", "harbour", 5)
    place = find_anchor(after, make_anchor(before, 1_000, len(before) - 1_000))
    assert place is None or 0 <= place.start < place.end <= len(after)
