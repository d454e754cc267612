"""A library leaves as an archive and comes back the same."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tuinews.core.errors import BadInput
from tuinews.core.fetched import Subscription
from tuinews.core.statement import Span
from tuinews.library import Library, open_library
from tuinews.library.demo import fill_with_samples
from tuinews.library.exporting import export_text
from tuinews.library.importing import import_file
from tuinews.library.jobs import analyse_job, import_job
from tuinews.library.settings import Settings
from tuinews.library.views import Actions, Progress, Target
from tuinews.storage import archive, schema
from tuinews.storage.articles import Stored

Put = Callable[..., Stored]


def nobody(event: Progress) -> None:
    assert event.kind != "problem", event


@pytest.fixture
def full(library: Library, put: Put) -> Library:
    """A library with something of everything."""
    library.subscribe([Subscription("https://a.example/feed"), Subscription("https://b.example/feed", "B", "", "news")])
    library.unsubscribe([2])
    fill_with_samples(library.store, library.settings)
    put("Captured \x85 “ferry” \U0001f6a2", body=b"\x00raw\xff")
    library.add_note(Target(1, Span(3, 30)), "on words\nwith **Markdown** \u2028 \u202e and 港")
    library.add_note(Target(2), "on an article")
    library.tag([Target(1, Span(3, 30))], ["claim/ferry"])
    library.judge("claim/ferry", status="false", proof="https://harbour.example")
    library.judge(Target(1, Span(3, 30)), "checked")
    library.correct(Target(1, Span(3, 30)), "missed", speaker="Mira Sol")
    library.join_voices("Ilan Reyes", ["I. Reyes"])
    analyse_job(library.store, library.settings, nobody)
    library.save_search("Denials", "stance:denies")
    library.add_rule("ferries", "ferry", Actions(("sea",), star=True))
    library.run_rules()
    library.delete_articles([3])
    library.mark_read([4])
    library.undo()
    other = open_library(library.path.with_name("other.db"), settings=Settings(name="anna"))
    fill_with_samples(other.store, other.settings)
    other.add_note(Target(2), "of another library")
    other.close()
    library.merge(other.path)
    library.save_position(5, 10)
    library.save_draft("note:5", "half a thou")
    return library


def rebuilt(text: str, folder: Path) -> Library:
    path = folder / "archive.jsonl"
    path.write_text(text, encoding="utf-8", newline="")
    library = open_library(folder / "rebuilt.db", settings=Settings(name="somebody else"))
    assert import_job(library.store, library.settings, nobody, [str(path)]) == 0
    return library


def test_export_import_export_is_byte_for_byte_the_same(full: Library, tmp_path: Path) -> None:
    first = export_text(full, "", "archive")
    assert first.isascii()
    other = rebuilt(first, tmp_path)
    try:
        assert export_text(other, "", "archive") == first
    finally:
        other.close()


def test_the_rebuilt_library_is_the_same_to_its_reader(full: Library, tmp_path: Path) -> None:
    other = rebuilt(export_text(full, "", "archive"), tmp_path)
    try:
        assert other.examine() == []
        assert other.search().ids == full.search().ids
        assert other.rows(other.search().ids) == full.rows(full.search().ids)
        assert (other.notes(), other.tags(), other.feeds(), other.summary()) == (
            full.notes(), full.tags(), full.feeds(), full.summary(),
        )  # fmt: skip
        for query in ("ferry", "note:markdown", "is:starred", "by:reyes", "tag:sea", "is:changed"):
            assert other.search(query).ids == full.search(query).ids, query
        for article in full.search().ids:
            ours, theirs = full.analyse_article(article), other.analyse_article(article)
            assert [(s.speaker, s.text, s.status, s.tags) for s in ours.statements] == [
                (s.speaker, s.text, s.status, s.tags) for s in theirs.statements
            ]
        assert (other.draft("note:5"), other.article(5).position) == ("half a thou", 10)
        assert other.undo() is not None
        other.subscribe([Subscription("https://c.example/feed")])
        assert max(feed.id for feed in other.feeds()) > max(feed.id for feed in full.feeds())
    finally:
        other.close()


def test_an_archive_needs_an_empty_library(full: Library, tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl"
    path.write_text(export_text(full, "", "archive"))
    with pytest.raises(BadInput, match="needs an empty library"):
        import_file(full.store, full.settings, path, nobody)


HEADER = '{"tuinews": "archive", "version": 1}\n'


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (HEADER.replace("1}", "9}"), "line 1.*version 9"),
        (HEADER + '{"table": "cake", "id": 1}\n', "line 2"),
        (HEADER + '{"table": "note", "uid": "a", "x; DROP TABLE note": 1}\n', "line 2.*has no"),
        (HEADER + '{"table": "note", "uid": "a", "article_id": 7, "about": "article"}\n', "line 2"),
        (HEADER + '{"table": "draft", "key": "a", "body": "b", "at": 1.0}\nnot json\n', "line 3"),
        (HEADER + "[1]\n", "line 2"),
    ],
)
def test_a_broken_archive_is_refused_whole(library: Library, tmp_path: Path, lines: str, said: str) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text(lines)
    with pytest.raises(BadInput, match=said):
        import_file(library.store, library.settings, path, nobody)
    assert library.draft("a") == ""


def test_every_line_is_json_by_itself(full: Library) -> None:
    rows = [json.loads(line) for line in export_text(full, "", "archive").splitlines()]
    assert rows[0] == {"tuinews": "archive", "version": 1}
    assert {"article", "revision", "capture", "note", "journal"} <= {row["table"] for row in rows[1:]}


def test_no_table_is_forgotten(library: Library) -> None:
    """What is in no archive can be made again, or is nobody's (leases)."""
    connection = library.store.connection
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    made_again = set(re.findall(r"CREATE (?:VIRTUAL )?TABLE (\w+)", schema.DERIVED + schema.WATCHING))
    shadows = {name for name in there for made in made_again if name.startswith(f"{made}_")}
    assert there - set(archive.TABLES) - made_again - shadows <= {"lease", "_sqlite_migrations", "sqlite_stat1"}
