from tuinews.core.quoting import places_of, quoted


def test_quotation_marks_inside_become_inner_ones() -> None:
    assert quoted("They “never” asked, it's „so“") == "“They ‘never’ asked, it's ‚so‘”"


def test_words_are_found_as_they_were_copied_from_a_screen() -> None:
    text = "He came.\n“Nobody told the crew,” it’s said.\n計画を発表した (sic). Nobody told."
    for words in ('came. "Nobody told  the crew,"', "came.\n\n“Nobody told the\ncrew,”", "crew,\" it's said", "(sic)."):
        [(start, end)] = places_of(text, words)
        assert (text[start], text[end - 1]) == (words[0], words[-1].replace('"', "”"))
    assert [start for start, _ in places_of(text, "Nobody told")] == [10, 59]
    assert list(places_of(text, "nobody")) == list(places_of(text, " ")) == []
