"""Statements corrected, missed ones marked, unsure ones shown; and all of it taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from keyboard import Open

from tuinews.core.statement import Span
from tuinews.library import Library, open_library
from tuinews.library.correcting import without_marks


def said(library: Library) -> list[tuple[str, str]]:
    return [(one.speaker, one.text) for one in library.article(1).statements]


async def test_a_wrong_speaker_is_corrected_explained_and_taken_back(reader: Open, library: Library) -> None:
    before = said(library)
    async with reader() as at:
        await at.press("enter", ".", ".", "c", "enter")
        assert "Who said it?" in at.seen() and "Dana Okafor" in at.seen()
        names = [voice.name for voice in at.main.source_pane.voices if voice.named]
        await at.press(*"j" * names.index("Dana Okafor"), "enter")
        assert ("Dana Okafor", "Nobody told the crew, … We asked twice.") in said(library)
        assert "Corrected who said it · U takes it back" in at.seen()
        await at.press("w")
        assert "corrected by mira" in at.seen()
        await at.press("escape", "U")
        assert said(library) == before
        assert at.main.state.view is not None and at.main.state.view.analysed


async def test_a_speaker_who_is_not_in_the_article_is_typed(reader: Open, library: Library) -> None:
    async with reader() as at:
        await at.press("enter", ".", "c", "enter", "end", "k", "enter")
        await at.type("Ada Moreau")
        await at.press("enter")
    assert library.article(1).statements[0].speaker == "Ada Moreau"


async def test_what_is_no_statement_goes(reader: Open, library: Library) -> None:
    count = len(said(library))
    async with reader() as at:
        await at.press("enter", ".", ".", "c", "j", "enter")
        assert len(said(library)) == len(at.main.article_pane.statements) == count - 1
        await at.press("U")
        assert len(said(library)) == len(at.main.article_pane.statements) == count


async def test_selected_words_become_the_words_of_the_statement(reader: Open, library: Library) -> None:
    async with reader() as at:
        await at.press("enter", ".", ".", "v", "j", "j", "j", "c")
        assert "Its words are those selected" in at.seen()
        await at.press("enter")
        assert at.main.article_pane.selection is None
    assert ("Ilan Reyes", "Nobody told the crew") in [(who, words.strip(",")) for who, words in said(library)]


async def test_selected_words_without_a_statement_are_marked_as_a_missed_one(reader: Open, library: Library) -> None:
    count = len(said(library))
    async with reader() as at:
        await at.press("enter")
        text = at.main.article_pane.view.document.text
        start = text.index("The company did not answer")
        at.main.article_pane.select(Span(start, start + 37))
        await at.press("c", "enter")
        assert len(at.main.article_pane.statements) == count + 1
        await at.press("U")
        assert len(at.main.article_pane.statements) == count


async def test_correcting_nothing_says_how_to_begin(reader: Open) -> None:
    async with reader() as at:
        await at.press("enter", "c")
        assert "Go to a statement first" in at.seen()


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("a “yes” b", "yes", "direct"),
        ("that it “is late” now", "that it “is late” now", "mixed"),
        ("it is", "it is", "indirect"),
    ],
)
def test_the_kind_of_a_missed_statement_is_seen_from_its_marks(text: str, words: str, kind: str) -> None:
    chosen = Span(2, 7) if kind == "direct" else Span(0, len(text))
    span, found = without_marks(text, chosen)
    assert (text[span.start : span.end], found) == (words, kind)


async def test_statements_below_the_confidence_are_shown_dimmed_on_demand(reader: Open, library: Library) -> None:
    other = open_library(library.path, settings=replace(library.settings, confidence=0.9))
    every, sure = len(library.article(1, 0.0).statements), len(other.article(1).statements)
    assert sure < every
    async with reader(of=other) as at:
        await at.press("enter")
        assert len(at.main.article_pane.statements) == sure
        await at.press("~")
        assert len(at.main.article_pane.statements) == every and "% sure" in at.seen()
        assert any(mark.look == "dimmed" for mark in at.main.article_pane._fixed.all)
        await at.press("~")
        assert len(at.main.article_pane.statements) == sure
    other.close()
