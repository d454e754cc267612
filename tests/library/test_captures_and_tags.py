import hashlib
from collections.abc import Callable

import pytest

from tuinews.core.errors import NotFound
from tuinews.core.statement import Span
from tuinews.library import Library
from tuinews.library.jobs import follow_job
from tuinews.library.views import Target
from tuinews.storage.articles import Stored

Put = Callable[..., Stored]


def kept(library: Library, article: int) -> bool:
    return library.revisions(article)[0].captured


def test_raw_pages_go_after_a_month_unless_the_article_is_marked_or_kept(
    library: Library, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted, asked, neither = (put(title, body=b"raw").article_id for title in ("Noted", "Asked", "Neither"))
    library.add_note(Target(noted), "mine")
    assert library.keep_captures(asked) == 1
    monkeypatch.setenv("TUINEWS_NOW", "2026-02-20T00:00:00Z")
    follow_job(library.store, library.settings, lambda event: None)
    assert kept(library, neither)
    monkeypatch.setenv("TUINEWS_NOW", "2026-06-01T00:00:00Z")
    follow_job(library.store, library.settings, lambda event: None)
    assert [kept(library, article) for article in (noted, asked, neither)] == [True, True, False]


def test_what_was_changed_behind_the_librarys_back_is_found(library: Library, put: Put) -> None:
    put("Ferry", body=b"raw")
    connection = library.store.connection
    connection.execute("UPDATE revision SET digest = ?", (hashlib.sha256(b"raw").hexdigest(),))
    assert library.verify() == []
    connection.execute("UPDATE revision SET text = replace(text, 'Nobody', 'Everybody')")
    connection.execute("UPDATE capture SET body = x'00'")
    assert ["text" in finding.problem for finding in library.verify()] == [True, False]


def test_a_tag_is_renamed_everywhere_and_merged_into_another(library: Library, put: Put) -> None:
    one, other = put("One").article_id, put("Other").article_id
    library.tag([Target(one), Target(other, Span(4, 18))], ["war/kursk"])
    library.tag([Target(one)], ["conflict/kursk"])
    library.judge("war/kursk", status="false")
    library.rename_tag("War", "conflict")
    assert library.tags() == [("conflict/kursk", 2)]
    assert library.rows([one])[0].tags == ("conflict/kursk",)
    library.undo()
    assert dict(library.tags()) == {"war/kursk": 2, "conflict/kursk": 1}
    with pytest.raises(NotFound, match="on nothing"):
        library.rename_tag("peace", "war")
