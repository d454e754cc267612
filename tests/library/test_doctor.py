from collections.abc import Callable
from pathlib import Path

import pytest

from tuinews.core.errors import LibraryUnusable
from tuinews.core.statement import Span
from tuinews.library import Library, open_library
from tuinews.library.views import Target
from tuinews.storage import schema
from tuinews.storage.articles import Stored

Put = Callable[..., Stored]


@pytest.fixture
def written(library: Library, put: Put) -> int:
    """An article with something of everything."""
    article = put("Ferry").article_id
    library.analyse_article(article)
    library.add_note(Target(article, Span(4, 18)), "compare with May")
    library.tag([Target(article)], ["harbour"])
    library.mark_read([article])
    library.judge(Target(article, Span(4, 18)), "checked", "confirmed")
    put("Second")
    return article


DAMAGES = {
    "notes": "DELETE FROM note",
    "verdicts": "DELETE FROM verdict",
    "placements": "DELETE FROM placement",
    "stray placement": "UPDATE placement SET uid = 'nobody' || uid",
    "counts": "UPDATE tally SET unread = unread + 7",
    "index": "INSERT INTO article_terms (article_terms) VALUES ('delete-all')",
    "broken index": "UPDATE article_terms_data SET block = x'00' WHERE id > 10",
    "reader index": "DELETE FROM reader_terms",
    "fold": "INSERT INTO meta VALUES ('fold_version', 'ancient')",
    "queue": "DELETE FROM analysis_queue",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_was_damaged_is_found_said_and_repaired(library: Library, written: int, damage: str) -> None:
    assert library.examine() == []
    library.store.connection.execute(DAMAGES[damage])
    assert [finding.done for finding in library.examine(repair=False)] == [""]
    found = library.examine()
    assert [bool(finding.done) for finding in found] == [True], found
    assert library.examine() == []
    assert [(note.body, note.orphan, note.span) for note in library.notes()] == [
        ("compare with May", False, Span(4, 18))
    ]
    library.analyse_article(written)
    assert list(library.search("note:may harbour").ids) == [written]
    assert list(library.search("by:reyes").ids) == [written]
    assert list(library.search("is:unread").ids) != [written]
    assert (library.summary().articles, library.summary().unread) == (2, 1)


def test_what_cannot_be_repaired_is_named_and_left(library: Library, written: int) -> None:
    library.store.connection.execute("UPDATE note SET body = 'somebody else wrote this'")
    found = library.examine()
    assert [(finding.problem, finding.done) for finding in found] == [("is not as the journal says", "")]


def test_a_copy_is_whole_while_the_library_is_in_use(library: Library, written: int, tmp_path: Path) -> None:
    with library.store.writing() as connection:
        connection.execute("UPDATE note SET body = 'not yet said'")
        other = open_library(library.path)
        copy = other.backup()
        other.close()
    kept = open_library(copy)
    assert [note.body for note in kept.notes()] == ["compare with May"]
    assert kept.examine() == []
    kept.close()
    assert copy.parent == tmp_path / "backups"
    assert library.backup() != copy
    with pytest.raises(LibraryUnusable, match="exists already"):
        library.backup(copy)


def test_a_copy_is_made_before_each_migration(
    library: Library, written: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.close()
    monkeypatch.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
    open_library(library.path).close()
    (copy,) = (tmp_path / "backups").iterdir()
    monkeypatch.undo()
    monkeypatch.setenv("TUINEWS_CONFIG", str(tmp_path / "config.toml"))
    kept = open_library(copy)
    assert [note.body for note in kept.notes()] == ["compare with May"]
    kept.close()
