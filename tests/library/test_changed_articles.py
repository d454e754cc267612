from collections.abc import Callable

import pytest

from tuinews.core.changes import only_changes
from tuinews.core.errors import NotFound
from tuinews.library import Library
from tuinews.library.views import Target
from tuinews.storage.articles import Stored

Put = Callable[..., Stored]
OLD = (
    "The union met on Monday.\n“Nobody told the crew about the drills,” said Ilan Reyes, a lawyer.\n"
    "“The sea was calm that night,” said Mira Sol.\n“We shall appeal to the court,” said Ana Diaz."
)
NEW = (
    "The union met on Tuesday.\n“Nobody told the crew about the drills,” said Omar Haddad, a lawyer.\n"
    "“The sea was wild that night,” said Mira Sol.\n“Nothing will ever be the same,” said Jo Park.\n"
    "Correction: the union met on Tuesday, not on Monday."
)


@pytest.fixture
def article(put: Put) -> int:
    put("Ferry", OLD, at=1_770_000_000.0)
    return put("Ferry", NEW, at=1_770_000_900.0).article_id


def test_words_statements_and_notices_of_a_rewritten_article(library: Library, article: int) -> None:
    view = library.changes(article)
    assert (view.old.number, view.new.number, view.old.size) == (1, 2, len(OLD))
    assert [
        (change.kind, change.old and change.old.speaker, change.new and change.new.speaker)
        for change in view.statements
    ] == [
        ("reattributed", "Ilan Reyes", "Omar Haddad"),
        ("altered", "Mira Sol", "Mira Sol"),
        ("removed", "Ana Diaz", None),
        ("added", None, "Jo Park"),
    ]
    assert [NEW[slice(*span)] for span in view.notices] == ["Correction: the union met on Tuesday, not on Monday."]
    changed = [(OLD[slice(*change.old)], NEW[slice(*change.new)]) for change in only_changes(view.words)]
    assert ("Monday", "Tuesday") in changed
    assert ("calm", "wild") in changed


def test_a_corrected_speaker_is_no_change_of_the_article(library: Library, put: Put) -> None:
    article = put("Ferry", OLD).article_id
    library.analyse_article(article)
    start = OLD.index("The sea was calm")
    library.correct(library.target_at(library.article(article), start, start + 9), "speaker", speaker="Lee Wong")
    put("Ferry", OLD.replace("Monday", "Friday"), at=1_770_000_900.0)
    assert library.changes(article).statements == ()


def test_any_two_revisions_can_be_compared(library: Library, put: Put, article: int) -> None:
    put("Ferry", OLD, at=1_770_001_900.0)
    assert [revision.number for revision in library.revisions(article)] == [1, 2, 3]
    assert only_changes(library.changes(article, 1, 3).words) == ()
    assert library.changes(article, 2, 1).new.number == 1
    with pytest.raises(NotFound, match="revision 7"):
        library.changes(article, 7)


def test_a_page_that_completes_an_entry_is_no_change(library: Library, put: Put) -> None:
    put("Ferry", "Short.", origin="entry")
    put("Ferry", OLD, at=1_770_000_900.0)
    article = put("Ferry", NEW, at=1_770_001_900.0).article_id
    assert library.changes(article).old.number == 2


def test_an_unchanged_article_says_so(library: Library, put: Put) -> None:
    with pytest.raises(NotFound, match="did not change"):
        library.changes(put("Ferry", OLD).article_id)
    with pytest.raises(NotFound, match="not in this library"):
        library.changes(99)


def test_changed_means_since_it_was_opened_or_noted(
    library: Library, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUINEWS_NOW", "2026-02-02T02:40:00Z")  # 1_770_000_000
    opened, noted, neither = (put(title, OLD).article_id for title in ("Opened", "Noted", "Neither"))
    library.save_position(opened, 0)
    library.add_note(Target(noted), "look again")
    assert list(library.search("is:changed").ids) == []
    for title in ("Opened", "Noted", "Neither"):
        put(title, NEW, at=1_770_000_900.0)
    assert sorted(library.search("is:changed").ids) == [opened, noted]
    assert [row.changed for row in library.rows([opened, noted, neither])] == [True, True, False]
    assert library.changes(opened).old.number == 1
