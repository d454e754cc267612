"""Tagging, noting, starring, deleting, and taking it back."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from keyboard import Open

from tuinews.library import Library, open_library


async def test_a_note_on_a_statement_is_written_shown_edited_and_deleted_and_undone(
    reader: Open, library: Library
) -> None:
    async with reader() as at:
        await at.press("enter", ".", ".", "a")
        await at.type("Who skipped?")
        await at.press("enter")
        await at.type("Ask twice.")
        await at.press("ctrl+s")
        [note] = library.notes()
        assert note.body == "Who skipped?\nAsk twice."
        assert note.quote.startswith("Nobody told the crew")
        assert "✎ Who skipped?" in at.seen() and "Ask twice." in at.seen()

        await at.press("a", "enter")
        await at.type(" Again!")
        await at.press("ctrl+s")
        assert library.notes()[0].body.endswith("Ask twice. Again!")

        await at.press("D", "enter")
        assert library.notes() == []
        assert "Who skipped?" not in at.seen()
        await at.press("U")
        assert [note.body for note in library.notes()] == ["Who skipped?\nAsk twice. Again!"]
        assert "Undid: Deleted a note" in at.seen() and "takes it back" not in at.seen()  # the next U goes on
        assert "✎ Who skipped?" in at.seen()


async def test_an_abandoned_note_is_kept_as_a_draft(reader: Open, library: Library) -> None:
    async with reader() as at:
        await at.press("a")
        await at.type("half a thou")
        await at.press("escape")
        assert library.notes() == []
        await at.press("a")
        assert "half a thou" in at.seen()
        await at.type("ght")
        await at.press("ctrl+s")
    assert [note.body for note in library.notes()] == ["half a thought"]


async def test_a_draft_is_kept_while_the_reader_types_without_a_pause(reader: Open, library: Library) -> None:
    async with reader() as at:
        await at.press("a")
        for _ in range(12):
            at.send(*"word ")
            await asyncio.sleep(0.1)
            if library.drafts():
                break
        assert library.drafts()[0].body.startswith("word word")


async def test_what_is_written_while_another_program_writes_is_not_lost(
    reader: Open, library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tuinews.storage.store.BUSY_SECONDS", 0.2)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    other = sqlite3.connect(library.path, isolation_level=None)
    async with reader() as at:
        await at.press("a")
        other.execute("BEGIN IMMEDIATE")
        await at.type("half a thou")
        await at.press("escape")
        assert "could not be stored" in at.seen()
        [rescued] = tmp_path.glob("tuinews-note-*")
        assert rescued.read_text() == "half a thou"
        await at.press("a")
        assert "half a thou" in at.seen()
        await at.type("ght")
        other.execute("ROLLBACK")
        await at.press("ctrl+s")
    other.close()
    assert [note.body for note in library.notes()] == ["half a thought"]
    assert library.drafts() == []


async def test_selected_words_are_noted_where_they_stand(reader: Open, library: Library) -> None:
    async with reader() as at:
        await at.press("enter", ".", ".", "v", "j", "j", "a")
        await at.type("ok")
        await at.press("ctrl+s")
    [note] = library.notes()
    assert note.quote == "Nobody told the"


async def test_a_selection_widens_from_word_to_sentence_to_paragraph(reader: Open) -> None:
    async with reader() as at:
        await at.press("enter", ".", ".", "v")

        def words() -> str:
            pane = at.main.article_pane
            assert pane.selection is not None and pane.view is not None
            return pane.view.document.text[pane.selection.start : pane.selection.end]

        assert words() == "Nobody"
        await at.press("v")
        assert words() == "“Nobody told the crew,” said Ilan Reyes, the union's lawyer."
        await at.press("v")
        assert words().endswith("“We asked twice.”")
        await at.press("escape")
        assert at.main.article_pane.selection is None


async def test_words_are_selected_with_the_mouse(reader: Open) -> None:
    async with reader() as at:
        pane = at.main.article_pane
        assert pane._page is not None
        first = pane._page.place(4)
        last = pane._page.place(20)
        await at.pilot.mouse_down(pane, offset=(first[1], first[0]))
        await at.pilot.hover(pane, offset=(last[1], last[0]))
        await at.pilot.mouse_up(pane, offset=(last[1], last[0]))
        await at.settle()
        assert pane.selection is not None and pane.view is not None
        assert pane.view.document.text[pane.selection.start : pane.selection.end] == "inquiry found that"


async def test_tags_complete_from_those_in_use_and_come_off(reader: Open, library: Library) -> None:
    async with reader() as at:
        await at.press("t")
        await at.type("energy war/sea")
        await at.press("enter")
        assert library.rows([1])[0].tags == ("energy", "war/sea")
        assert "#energy" in at.seen()
        await at.press("j", "t")
        await at.type("ene")
        await at.press("tab", "enter")
        assert library.rows([2])[0].tags == ("energy",)
        await at.press("t")
        await at.type("-en")
        await at.press("tab", "enter")
        assert library.rows([2])[0].tags == ()
        await at.press("U", "U")
        assert library.rows([2])[0].tags == ()


async def test_a_statement_is_tagged_and_the_tag_finds_its_article(reader: Open, library: Library) -> None:
    async with reader() as at:
        await at.press("enter", ".", "t")
        await at.type("safety")
        await at.press("enter")
        assert "#safety" in at.seen()
    assert list(library.search("tag:safety").ids) == [1]


async def test_star_read_and_delete_are_marks_that_can_be_taken_back(reader: Open, library: Library) -> None:
    async with reader() as at:
        await at.press("s", "m")
        row = library.rows([1])[0]
        assert row.starred and row.read
        assert "★" in at.seen()
        await at.press("U", "U")
        row = library.rows([1])[0]
        assert not row.starred and not row.read
        await at.press("D")
        assert "Delete the article “Ferry inquiry blames owner”" in at.seen()
        await at.press("enter")
        assert len(library.search().ids) == 3
        assert "Ferry inquiry blames" not in at.seen().replace("Deleted “Ferry inquiry blames owner”", "")
        await at.press("U")
        assert len(library.search().ids) == 4


async def test_what_another_program_writes_is_seen(reader: Open, library: Library) -> None:
    other = open_library(library.path)
    async with reader() as at:
        other.star([2])
        at.main.look_elsewhere()
        await at.settle()
        assert "★" in at.seen()
    other.close()


async def test_leaving_a_demo_with_notes_offers_to_keep_them(reader: Open, library: Library, tmp_path) -> None:
    kept = tmp_path / "kept.db"
    async with reader(demo=True) as at:
        await at.press("a")
        await at.type("mine")
        await at.press("ctrl+s", "q")
        assert "Leave the demo?" in at.seen()
        await at.press("enter")
        at.app.screen.query_one("#ask-input").value = str(kept)
        await at.press("enter")
    assert kept.is_file()


async def test_leaving_a_demo_without_notes_just_leaves(reader: Open) -> None:
    async with reader(demo=True) as at:
        await at.press("q")
        assert at.app.return_value == 0
