"""What was being written, and is no note yet, is found again whatever becomes of the article."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tuinews.core.statement import Span
from tuinews.library import Library
from tuinews.library.views import Target
from tuinews.storage.articles import Stored

Put = Callable[..., Stored]
TEXT = "The harbour office opened an inquiry on Monday.\nThe company did not answer questions about the drills."
WORDS = Span(TEXT.index("company"), TEXT.index(" did"))


def write(library: Library, target: Target, body: str, note: str | None = None) -> str:
    key = library.draft_key(target, note)
    library.save_draft(key, body)
    return key


def test_a_draft_on_words_is_there_when_the_article_was_changed(library: Library, put: Put) -> None:
    put("Ferry", TEXT)
    seen = library.article(1)
    key = write(library, Target.of(seen, WORDS), "half a thou")
    put("Ferry", f"A new beginning of the article.\n{TEXT}", at=1_770_000_100.0)
    view = library.article(1)
    [draft] = library.drafts()
    assert draft.span is not None and view.document.text[slice(*draft.span)] == draft.quote == "company"
    assert library.draft_key(Target.of(view, draft.span)) == library.draft_key(Target.of(seen, WORDS)) == key
    assert library.draft_key(Target.of(view, Span(0, 5))) != key


def test_a_draft_whose_words_went_is_shown_with_them_and_its_note_is_an_orphan(library: Library, put: Put) -> None:
    put("Ferry", TEXT)
    write(library, Target.of(library.article(1), WORDS), "half a thou")
    put("Ferry", "Trains, loans, schools and nothing else at all.", at=1_770_000_100.0)
    [draft] = library.drafts()
    assert (draft.quote, draft.revision, draft.body) == ("company", 1, "half a thou")
    library.add_note(Target(1, draft.span, revision=draft.revision), draft.body)
    assert [one.says for one in library.orphans()] == ["half a thou"]


def test_drafts_of_articles_and_notes_are_told_apart_also_when_the_note_was_deleted(library: Library, put: Put) -> None:
    put("Ferry", TEXT)
    library.add_note(Target(1), "whole")
    [note] = library.notes()
    write(library, Target(1), "new")
    write(library, Target(1), "changed", note.uid)
    assert {(one.body, one.note, one.article) for one in library.drafts()} == {
        ("new", "", "Ferry"), ("changed", note.uid, "Ferry"),
    }  # fmt: skip
    library.delete_note(note.uid)
    assert {(one.body, one.note) for one in library.drafts()} == {("new", ""), ("changed", "")}


@pytest.mark.parametrize(
    ("key", "quote"),
    [("article:1:None", ""), ("article:1:Span(start=4, end=11)", "harbour"), ("article:1:Span(start=4, end=900)", "")],
)
def test_drafts_of_earlier_versions_are_found(library: Library, put: Put, key: str, quote: str) -> None:
    put("Ferry", TEXT)
    library.save_draft(key, "half a thou")
    assert [(one.body, one.quote) for one in library.drafts()] == [("half a thou", quote)]
    assert library.draft_key(Target(1, Span(4, 11) if quote else None)) == key
