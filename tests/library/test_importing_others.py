"""What comes from elsewhere: tables of texts, notes of Hypothesis and Readwise, newsboat's cache."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tuinews.core.errors import BadInput, BadUsage
from tuinews.core.fetched import Subscription
from tuinews.ingest.corpus import read_mapping
from tuinews.library import Library
from tuinews.library.exporting import export_text
from tuinews.library.importing import import_file
from tuinews.library.views import Progress
from tuinews.storage.articles import Stored

Put = Callable[..., Stored]


class Import:
    """Imports files into a library, and keeps what was said."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.library, self.folder = library, folder

    def __call__(self, name: str, content: str | bytes, mapping: str = "") -> list[str]:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        said: list[Progress] = []
        fields = read_mapping(mapping) if mapping else None
        try:
            import_file(self.library.store, self.library.settings, path, said.append, fields)
        except BadInput as error:
            said.append(Progress("problem", message=str(error)))
        return [event.message for event in said if event.message]


@pytest.fixture
def imports(library: Library, tmp_path: Path) -> Import:
    folder = tmp_path / "files"
    folder.mkdir()
    return Import(library, folder)


MAP = "title=headline,text=body,date=published,outlet=source"
CORPUS = (
    "\ufeffheadline;body;published;source\r\n"
    'Ferry;"“Nobody told the crew,” said Ilan Reyes.\r\n\r\nIt sailed.";2026-03-01T10:00:00+02:00;Harbour Times\r\n'
    "Two cells;only\r\n"
    "Empty;;2026-03-01;Harbour Times\r\n"
    "\x1b[31mRed\u202e [b]title[/b];=cmd|' /C calc'!A0 text;somewhen;<b>Evil</b>\x00\r\n"
)


def test_a_corpus_comes_in_row_by_row_and_bad_rows_are_named(imports: Import) -> None:
    said = imports("corpus.csv", CORPUS, MAP)
    assert [line.partition("corpus.csv")[2] for line in said[:3]] == [
        ", line 5: has 2 cells where the header has 4", ", line 6: has no text",
        ", line 7: came in without its date: “somewhen” is none we know",
    ]  # fmt: skip
    assert said[3] == "Imported 2 texts: 2 new, 2 lines left out"
    library = imports.library
    ferry = library.article(library.search("ferry").ids[0])
    assert (ferry.row.outlet, ferry.published_offset) == ("Harbour Times", 120)
    assert ferry.document.text == "“Nobody told the crew,” said Ilan Reyes.\nIt sailed."
    red = library.article(library.search("calc").ids[0])
    assert (red.row.title, red.document.text) == ("Red [b]title[/b]", "=cmd|' /C calc'!A0 text")
    assert library.analyse_article(ferry.id).statements[0].speaker == "Ilan Reyes"


def test_importing_a_corpus_again_changes_nothing(imports: Import) -> None:
    imports("corpus.csv", CORPUS, MAP)
    before = export_text(imports.library, "", "archive")
    assert imports("corpus.csv", CORPUS, MAP)[3] == "Imported 2 texts: 0 new, 2 were there already, 2 lines left out"
    assert export_text(imports.library, "", "archive") == before


def test_json_lines_are_a_corpus_whose_ids_tell_that_a_text_was_corrected(imports: Import) -> None:
    rows: list[Any] = [
        {"id": 1, "title": "A", "text": "First text."},
        {"id": 2, "title": "B", "text": "Second.", "url": "javascript:x"},
        ["no object"],
    ]  # fmt: skip
    lines = "\n".join([*map(json.dumps, rows), "{not json", ""])
    said = imports("texts.jsonl", lines)
    assert "line 3: is no JSON object" in said[0] and "line 4: is no JSON" in said[1]
    assert imports.library.article(2).row.url == ""
    assert imports("texts.jsonl", json.dumps({"id": 1, "title": "A", "text": "First text, corrected."})) == [
        "Imported 1 texts: 0 new, 1 changed"
    ]
    assert len(imports.library.revisions(1)) == 2


def test_columns_may_lie_deep_and_missing_ones_are_named(imports: Import) -> None:
    row = json.dumps({"meta": {"head": "Deep"}, "paragraphs": ["One.", "Two."]})
    imports("deep.jsonl", row, "title=meta.head,text=paragraphs")
    view = imports.library.article(1)
    assert (view.row.title, view.document.text) == ("Deep", "One.\nTwo.")
    assert "has no column “body”. It has a, b; say --map" in imports("x.csv", "a,b\n1,2\n", "text=body")[-1]
    assert "has no column for the text" in imports("x.csv", "a,b\n1,2\n")[-1]
    with pytest.raises(BadUsage, match="no field=column"):
        read_mapping("headline=title")


def test_a_corpus_in_another_charset_is_read_right(imports: Import) -> None:
    text = "title,text\nПаром,«Никто не предупредил команду» сказал Илан Рейес адвокат профсоюза моряков порта.\n"
    imports("cp.csv", text.encode("cp1251"))
    imports("wide.csv", text.replace("Паром", "Другой").encode("utf-16"))
    assert {imports.library.article(n).row.title for n in (1, 2)} == {"Паром", "Другой"}


def test_another_library_is_merged_and_not_imported(imports: Import) -> None:
    imports.library.store.connection.execute("PRAGMA wal_checkpoint")
    said = imports("other.db", imports.library.path.read_bytes())
    assert "is a library of tuinews. `tuinews merge` joins" in said[0]


def hypothesis_row(number: int, exact: str, text: str = "", **more: Any) -> dict[str, Any]:
    selector = [
        {"type": "TextPositionSelector", "start": 900, "end": 900 + len(exact)},
        {"type": "TextQuoteSelector", "exact": exact, "prefix": "", "suffix": ""},
    ]
    return {
        "id": f"id{number}", "created": "2026-03-01T10:00:00.000000+00:00", "updated": "2026-03-01T10:00:00+00:00",
        "user": "acct:anna@hypothes.is", "uri": "https://www.harbour.example/ferry/?utm_source=x", "text": text,
        "tags": ["safety first"], "target": [{"source": "…", "selector": selector if exact else []}],
        "document": {"title": ["Ferry"]}, **more,
    }  # fmt: skip


def test_hypothesis_notes_stand_on_the_words_and_orphans_are_kept(imports: Import, put: Put) -> None:
    put("Ferry", url="https://harbour.example/ferry")
    rows = [
        hypothesis_row(1, "Nobody told the crew", "Who?"), hypothesis_row(2, "words that are gone", "Lost"),
        hypothesis_row(3, "", "A page note"), {"id": "broken"},
        hypothesis_row(4, "An article that is not here", uri="https://rail.example/a", document={"title": ["Rail"]}),
    ]  # fmt: skip
    said = imports("hypothesis.json", json.dumps({"total": 5, "rows": rows}))
    assert "annotation 4 cannot be read" in said[0]
    library = imports.library
    assert said[1] == "Imported 3 notes and 4 tags on 2 articles, 1 came in by its words alone, 2 are orphans"
    notes = {note.body: note for note in library.notes()}
    assert (notes["Who?"].quote, notes["Who?"].author, notes["Lost"].orphan) == ("Nobody told the crew", "anna", True)
    assert (notes["A page note"].span, notes["A page note"].orphan) == (None, False)
    assert dict(library.tags()) == {"safety-first": 2}
    rail = library.article(2)
    assert (rail.row.title, rail.row.url, rail.document.text) == (
        "Rail", "https://rail.example/a", "An article that is not here",
    )  # fmt: skip
    put("Rail", "It has its page. An article that is not here is here.", url="https://rail.example/a", at=2e9)
    assert library.article(2).document.text.startswith("It has its page")
    assert library.examine() == []


def test_what_was_changed_or_deleted_here_stays_so_when_notes_are_imported_again(imports: Import, put: Put) -> None:
    put("Ferry", url="https://harbour.example/ferry")
    rows = [hypothesis_row(1, "Nobody told the crew", "Who?"), hypothesis_row(2, "", "All")]
    imports("h.json", json.dumps(rows))
    library = imports.library
    library.edit_note(next(note.uid for note in library.notes() if note.body == "Who?"), "Who was it?")
    library.delete_note(next(note.uid for note in library.notes() if note.body == "All"))
    assert "were there already" in imports("h.json", json.dumps(rows))[-1]
    assert [note.body for note in library.notes()] == ["Who was it?"]
    later = hypothesis_row(1, "Nobody told the crew", "Who then?", updated="2035-01-01T00:00:00+00:00")
    imports("h.jsonl", json.dumps(later) + "\n")
    assert [note.body for note in library.notes()] == ["Who then?"]


def test_an_import_that_was_taken_back_can_be_made_again(imports: Import, put: Put) -> None:
    put("Ferry", url="https://harbour.example/ferry")
    rows = json.dumps([hypothesis_row(1, "Nobody told the crew", "Who?"), hypothesis_row(2, "", "All")])
    imports("h.json", rows)
    imports.library.undo()
    assert imports.library.notes() == []
    assert "2 notes" in imports("h.json", rows)[-1]
    assert len(imports.library.notes()) == 2


READWISE = (
    "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,"
    "Document tags\n"
    '"“Nobody told the crew,” said Ilan Reyes",Ferry,Mira Sol,,Check this,yellow,"safety,.c1",order,3,'
    "2026-03-01 10:00:00+00:00,harbour\n"
    '"A line of a book\n\nand another",Sea Stories,Ada Moreau,,,,,order,1,,\n'
    ",No highlight,,,,,,,,,\n"
)


def test_readwise_highlights_find_their_article_by_title_and_words(imports: Import, put: Put) -> None:
    put("Ferry")
    said = imports("readwise.csv", READWISE)
    library = imports.library
    assert "has no highlight" in said[0]
    [note] = library.notes()
    assert (note.article_id, note.body, note.quote) == (1, "Check this", "“Nobody told the crew,” said Ilan Reyes")
    assert {tag for tag, _ in library.tags()} == {"safety", "c1", "harbour", "highlight"}
    assert [library.article(id_).row.title for id_ in library.search("tag:highlight=yellow").ids] == ["Ferry"]
    book = library.article(2)
    assert (book.row.title, book.author, book.document.text) == (
        "Sea Stories", "Ada Moreau", "A line of a book\nand another",
    )  # fmt: skip
    assert "were there already" in imports("readwise.csv", READWISE)[-1]


NEWSBOAT = """
CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT
 NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0, is_rtl INTEGER(1) NOT NULL DEFAULT 0, etag VARCHAR(128) NOT NULL
 DEFAULT "");
CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT
 NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT
 NULL, content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type
 VARCHAR(1024), enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0,
 base VARCHAR(128) NOT NULL DEFAULT "", content_mime_type VARCHAR(255) NOT NULL DEFAULT "");
"""


def test_readwise_notes_of_its_api_find_their_article_by_address_and_are_those_of_its_table(
    imports: Import, put: Put
) -> None:
    put("Ferry", url="https://harbour.example/ferry")
    book = {
        "user_book_id": 7, "title": "Another title", "author": "Mira Sol", "source_url": "https://harbour.example/ferry",
        "book_tags": [{"id": 1, "name": "harbour"}],
        "highlights": [
            {"text": "Nobody told the crew", "note": "Check this", "color": "yellow", "tags": [{"name": "safety"}],
             "highlighted_at": "2026-03-01T10:00:00Z"},
            {"text": "gone", "is_deleted": True},
        ],
    }  # fmt: skip
    said = imports("r.json", json.dumps({"count": 1, "results": [book, {"highlights": 3}]}))
    assert said[-1] == "Imported 1 note and 3 tags on 1 article" and "text 2 cannot be read" in said[0]
    [note] = imports.library.notes()
    assert (note.article_id, note.quote, note.body) == (1, "Nobody told the crew", "Check this")
    assert [tag for tag, _ in imports.library.tags()] == ["harbour", "highlight", "safety"]
    again = "Highlight,Book Title,Book Author,Note\nNobody told the crew,Another title,Mira Sol,Check this\n"
    imports.library.edit_note(note.uid, "Checked")
    assert "were there already" in imports("r.csv", again)[-1]
    assert [(note.article_id, note.body) for note in imports.library.notes()] == [(1, "Checked")]
    assert len(imports.library.search("").ids) == 1


def test_a_note_whose_page_moved_there_stays_on_its_article(imports: Import, put: Put) -> None:
    put("Ferry", url="https://harbour.example/ferry")
    row = hypothesis_row(1, "Nobody told the crew", "Who?")
    imports("h.json", json.dumps([row]))
    moved = hypothesis_row(1, "Nobody told the crew", "Who then?", updated="2035-01-01T00:00:00+00:00")
    imports("h.json", json.dumps([moved | {"uri": "https://harbour.example/moved"}]))
    assert [(note.article_id, note.body) for note in imports.library.notes()] == [(1, "Who then?")]
    assert imports.library.examine() == []


def test_other_json_is_refused_with_what_can_be_done(imports: Import) -> None:
    [said] = imports("other.json", '{"a": 1}')
    assert "is JSON, but no notes of Hypothesis or Readwise. A corpus is JSON lines" in said
    assert len(imports.library.search("").ids) == 0


def test_newsboats_cache_gives_articles_what_was_read_and_flags(
    imports: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuinews.library.importing_notes._TOGETHER", 1)  # a long cache comes in in many parts
    path, feed = tmp_path / "cache.db", "https://harbour.example/feed"
    cache = sqlite3.connect(path)
    cache.executescript(NEWSBOAT)
    cache.execute("INSERT INTO rss_feed (rssurl, url, title) VALUES (?, ?, 'Harbour Times')", (feed, feed))
    said_html = "<p>“Nobody told the crew,” said Ilan Reyes.</p><script>x</script>"
    items = [
        ("g1", "Ferry", "https://harbour.example/1", said_html, 0, "aZ", 0),
        ("g2", "Grid", "https://harbour.example/2", "<p>It is a start.</p>", 1, "b", 0),
        ("g3", "Deleted", "https://harbour.example/3", "<p>Gone.</p>", 1, "", 1),
        ("g4", "", "", "", 1, "", 0),
    ]  # fmt: skip
    for guid, title, url, content, unread, flags, deleted in items:
        cache.execute(
            "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted)"
            " VALUES (?, ?, 'Mira', ?, ?, 1770000000, ?, ?, ?, ?)",
            (guid, title, url, feed, content, unread, flags, deleted),
        )
    cache.commit()
    cache.close()
    before = path.read_bytes()
    library = imports.library
    library.subscribe([Subscription(feed)])
    said = imports("cache.db", before)
    assert said == ["Imported 2 articles, 1 marked read, 3 flags as tags, 1 left out as empty"]
    rows = {row.title: row for row in library.rows(library.search("").ids)}
    assert rows.keys() == {"Ferry", "Grid"}
    assert (rows["Ferry"].read, rows["Ferry"].tags, rows["Grid"].read) == (True, ("flag/Z", "flag/a"), False)
    assert library.article(rows["Ferry"].id).document.text == "“Nobody told the crew,” said Ilan Reyes."
    assert library.feeds()[0].total == 2
    library.mark_read([rows["Ferry"].id], False)
    assert imports("cache.db", before) == ["Imported 0 articles, 2 were there already, 1 left out as empty"]
    assert not library.rows([rows["Ferry"].id])[0].read
    library.undo()
    library.undo()
    assert (library.tags(), library.rows([rows["Ferry"].id])[0].read) == ([], False)
    said = imports("cache.db", before)  # what was taken back comes again; what was marked or deleted here would not
    assert said == ["Imported 0 articles, 2 were there already, 1 marked read, 3 flags as tags, 1 left out as empty"]
    assert (imports.folder / "cache.db").read_bytes() == before
    assert library.examine() == []
