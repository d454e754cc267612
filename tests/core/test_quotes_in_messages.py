from tuinews.core.quoting import quoted


def test_quotation_marks_inside_become_inner_ones() -> None:
    assert quoted("They “never” asked, it's „so“") == "“They ‘never’ asked, it's ‚so‘”"
