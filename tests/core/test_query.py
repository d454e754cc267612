from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.core.query import And, Field, Not, Or, Pattern, When, Words, complete, parse_query

NOW = datetime(2026, 3, 12, 15, 30, tzinfo=UTC)  # a Thursday


def tree(text: str) -> object:
    return parse_query(text, NOW).tree


@given(st.text(max_size=120))
def test_any_string_parses_and_can_be_explained(text: str) -> None:
    assert parse_query(text, NOW).explain()


OPERATORS = '( ) - OR by: said: is: title:/ / " tag:x after: word * : age:< 3d “ ”'.split()
query_like = st.lists(st.sampled_from([*OPERATORS, " "]), max_size=60).map("".join)


@given(query_like)
def test_any_string_of_operators_parses(text: str) -> None:
    query = parse_query(text, NOW)
    assert query.explain()
    assert (query.tree is None) == (not query)


def test_words_phrases_prefixes_and_negations() -> None:
    assert tree('war "cease fire" ferr* -strike') == And(
        (Words("war"), Words("cease fire"), Words("ferr", prefix=True), Not(Words("strike")))
    )


def test_or_binds_looser_than_standing_side_by_side() -> None:
    assert tree("a b OR c") == Or((And((Words("a"), Words("b"))), Words("c")))
    assert tree("a (b OR c)") == And((Words("a"), Or((Words("b"), Words("c")))))


def test_a_field_holds_for_all_that_its_brackets_hold() -> None:
    assert tree("by:(reyes OR sol)") == Or((Field("by", "reyes"), Field("by", "sol")))


def test_addresses_are_values_with_their_colons() -> None:
    assert tree("feed:https://harbour.example/feed?a=b") == Field("feed", "https://harbour.example/feed?a=b")


def test_an_unknown_field_is_searched_as_words_and_said() -> None:
    query = parse_query("colour:red", NOW)
    assert query.tree == Words("colour:red")
    assert "no field" in query.explain()


def test_a_wrong_choice_names_the_right_ones() -> None:
    query = parse_query("is:lost", NOW)
    assert query.tree == Words("is:lost")
    assert "unread" in query.doubts[0]


def test_choices_may_be_shortened_while_typing() -> None:
    assert tree("is:unr") == Field("is", "unread")


def test_a_broken_regular_expression_is_searched_as_words() -> None:
    assert tree("title:/fer+y/") == Pattern("title", "fer+y")
    query = parse_query("title:/(unclosed/", NOW)
    assert query.tree == Words("(unclosed")
    assert "no regular expression" in query.explain()


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("on:2024-12-27", "2024-12-27", "2024-12-28"),
        ("on:2024-12", "2024-12-01", "2025-01-01"),
        ("on:today", "2026-03-12", "2026-03-13"),
        ("on:yesterday", "2026-03-11", "2026-03-12"),
        ('on:"3 days ago"', "2026-03-09", "2026-03-10"),
        ("on:monday", "2026-03-09", "2026-03-10"),
        ("on:thursday", "2026-03-05", "2026-03-06"),
        ('on:"last month"', "2026-02-01", "2026-03-01"),
        ("after:2026", "2026-01-01", None),
        ("before:yesterday", None, "2026-03-11"),
        ("before:2026-05", None, "2026-05-01"),
        ('after:"last week"', "2026-03-02", None),
        ('on:"a week ago"', "2026-03-05", "2026-03-06"),
        ("on:february", "2026-02-01", "2026-03-01"),
        ("after:may", "2025-05-01", None),
        ('on:"December 2024"', "2024-12-01", "2025-01-01"),
        ('on:"27 Dec 2024"', "2024-12-27", "2024-12-28"),
        ('on:"march 13"', "2025-03-13", "2025-03-14"),
        ('on:"Mar 12, 2026"', "2026-03-12", "2026-03-13"),
        ("on:2024/12/27", "2024-12-27", "2024-12-28"),
    ],
)
def test_times_in_words(written: str, start: str | None, end: str | None) -> None:
    def at(day: str | None) -> float | None:
        return datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() if day else None

    assert tree(written) == When("published", at(start), at(end))


@given(
    st.sampled_from(["after", "before", "on", "fetched", "age"]),
    st.one_of(
        st.text(max_size=20),
        st.lists(
            st.sampled_from(
                ["0", "00", "1", "31", "32", "9999", "99999", "-", "/", ".", ":", "t", " ", "last", "ago", "day",
                 "days", "month", "years", "may", "feb", "29", "30", "monday", "th", "an", "<", ">", "today", ","]
            ),
            max_size=6,
        ).map("".join),
    ),
)  # fmt: skip
def test_no_time_is_an_error(field: str, written: str) -> None:
    for text in (f"{field}:{written}", f'{field}:"{written}"'):
        parse_query(text, NOW).explain()
        parse_query(text, datetime(1, 1, 1, tzinfo=UTC)).explain()
        parse_query(text, datetime(9999, 12, 31, tzinfo=UTC)).explain()


def test_ages() -> None:
    assert tree("age:<3d") == When("published", datetime(2026, 3, 9, 15, 30, tzinfo=UTC).timestamp(), None)
    assert tree("age:>2w") == When("published", None, datetime(2026, 2, 26, 15, 30, tzinfo=UTC).timestamp())


def test_a_pasted_text_is_cut_not_refused() -> None:
    query = parse_query("word " * 5000, NOW)
    assert "only the first" in query.explain()


def test_what_is_being_typed_is_known() -> None:
    assert complete("war tag:ener", 12) == (8, "tag", "ener")
    assert complete("war tag:ener", 3) == (0, "", "war")
    assert complete('by:"Ilan R', 10) == (3, "by", "Ilan R")
