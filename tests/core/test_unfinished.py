import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.core.query import parse_query
from tuinews.core.unfinished import as_typed


@pytest.mark.parametrize(
    ("typed", "taken_for"),
    [
        ("ferr", "ferr*"),
        ("rail ferr", "rail ferr*"),
        ("(rail OR ferr", "(rail OR ferr*"),
        ('"safety dri', '"safety dri*'),
        ("by:rey", "by:rey*"),
        ('by:"ilan rey', 'by:"ilan rey*'),
        ("tag:ener", "tag:ener*"),
        ("東京", "東京*"),
    ],
)
def test_the_last_word_is_the_beginning_of_one(typed: str, taken_for: str) -> None:
    assert as_typed(typed) == taken_for


@pytest.mark.parametrize(
    "typed",
    ["ferr ", "(rail ferr)", '"safety dri"', "-ferr", "-by:rey", "ferr*", "title:/fer/", "by:=rey", "feed:harb",
     'tag:"war"', "after:yesterday", "age:<3d", "url:https://harb"],
)  # fmt: skip
def test_what_is_ended_excluded_or_exact_stays_as_it_is(typed: str) -> None:
    assert as_typed(typed) == typed


@pytest.mark.parametrize(
    "typed",
    ["ferry b", "ferry by:", "ferry by:r", "ferry OR", "ferry after:20", "ferry age:<", "ferry kind:", "ferry -"],
)
def test_what_cannot_be_searched_yet_is_left_out(typed: str) -> None:
    assert as_typed(typed) == "ferry"


def test_a_field_takes_any_of_the_values_that_begin_so() -> None:
    assert as_typed("type:p") == "type:(person OR place)"
    assert parse_query(as_typed("is:unr")) == parse_query("is:unread")


@given(st.text(alphabet='ab:"“”()- */.東', max_size=20))
def test_it_is_a_search_whatever_is_typed(typed: str) -> None:
    taken_for = as_typed(typed)
    assert taken_for.startswith(typed) or typed.startswith(taken_for)
