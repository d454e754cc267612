from collections.abc import Callable

import pytest

from tuinews.core.errors import BadInput, NotFound
from tuinews.core.statement import Span
from tuinews.library import Library
from tuinews.library.views import Target
from tuinews.storage.articles import Stored

Put = Callable[..., Stored]


def on_quote(library: Library, article_id: int) -> Target:
    view = library.analyse_article(article_id)
    statement = view.statements[0].statement
    return Target(article_id, Span(statement.start, statement.end), statement=True)


def test_a_note_on_a_statement_survives_a_changed_article(library: Library, put: Put) -> None:
    first = put("Ferry inquiry")
    target = on_quote(library, first.article_id)
    library.add_note(target, "compare with *May*")
    text = library.article(first.article_id).document.text
    changed = put("Ferry inquiry", "A new lead stands here.\n" + text.replace("Monday", "Tuesday"), at=1_770_000_900.0)
    assert (changed.article_id, changed.changed) == (first.article_id, True)
    note = library.article(first.article_id).notes[0]
    assert (note.body, note.orphan) == ("compare with *May*", False)
    assert note.span is not None
    assert library.article(first.article_id).document.text[note.span.start : note.span.end] == note.quote


def test_a_note_whose_words_are_gone_is_kept_as_an_orphan_with_its_words(library: Library, put: Put) -> None:
    article = put("Ferry inquiry").article_id
    library.add_note(on_quote(library, article), "keep me")
    put("Ferry inquiry", "All of this was rewritten from scratch by somebody else.", at=1_770_000_900.0)
    note = library.article(article).notes[0]
    assert (note.orphan, note.span, note.body) == (True, None, "keep me")
    assert note.quote.startswith("Nobody told the crew")


def test_every_change_can_be_taken_back_in_turn(library: Library, put: Put) -> None:
    article = put("Ferry inquiry").article_id
    library.star([article])
    library.tag([Target(article)], add=["war/kursk"])
    library.add_note(Target(article), "first")
    uid = library.notes()[0].uid
    library.edit_note(uid, "second")
    library.delete_note(uid)
    assert library.notes() == []
    library.undo()
    assert [note.body for note in library.notes()] == ["second"]
    library.undo()
    assert [note.body for note in library.notes()] == ["first"]
    library.undo()
    library.undo()
    assert (library.notes(), library.tags()) == ([], [])
    library.undo()
    assert library.rows([article])[0].starred is False
    assert library.undo() is None


def test_marking_many_articles_is_one_step(library: Library, put: Put) -> None:
    ids = [put(f"Article {number}").article_id for number in range(5)]
    assert library.mark_read(ids).message == "Marked 5 articles read"
    assert library.summary().unread == 0
    library.undo()
    assert library.summary().unread == 5


def test_a_tag_is_put_once_and_compared_without_case(library: Library, put: Put) -> None:
    article = put("Ferry inquiry").article_id
    library.tag([Target(article)], add=["#Safety", "two words"])
    library.tag([Target(article)], add=["safety"])
    assert sorted(library.article(article).tags) == ["Safety", "two-words"]
    library.tag([Target(article)], remove=["SAFETY"])
    assert library.article(article).tags == ("two-words",)


def test_a_tag_on_a_statement_is_shown_with_it(library: Library, put: Put) -> None:
    article = put("Ferry inquiry").article_id
    target = on_quote(library, article)
    library.tag([target], add=["claim/ferry-drills"])
    assert library.article(article).statements[0].tags == ("claim/ferry-drills",)
    assert library.article(article).tags == ()
    library.tag([target], remove=["claim/ferry-drills"])
    assert library.article(article).statements[0].tags == ()


@pytest.mark.parametrize("tag", ["", "#", "  ", "//", "=x"])
def test_a_tag_without_a_letter_is_refused(library: Library, put: Put, tag: str) -> None:
    article = put("Ferry inquiry").article_id
    with pytest.raises(BadInput, match="no letter or digit"):
        library.tag([Target(article)], add=[tag])


def test_an_empty_note_is_refused(library: Library, put: Put) -> None:
    with pytest.raises(BadInput, match="empty"):
        library.add_note(Target(put("Ferry inquiry").article_id), " \n")


def test_what_is_not_there_is_named(library: Library) -> None:
    with pytest.raises(NotFound, match="article 77"):
        library.article(77)
    with pytest.raises(NotFound):
        library.add_note(Target(77), "x")
    with pytest.raises(NotFound):
        library.edit_note("nothing", "x")


def test_a_deleted_article_does_not_come_back_and_can_be_undeleted(library: Library, put: Put) -> None:
    article = put("Ferry inquiry").article_id
    library.delete_articles([article])
    put("Ferry inquiry", "The text changed meanwhile, and it came again.", at=1_770_000_900.0)
    assert list(library.search().ids) == []
    assert (library.summary().articles, library.summary().unread) == (0, 0)
    library.undo()
    assert list(library.search().ids) == [article]
    assert (library.summary().articles, library.summary().unread) == (1, 1)


def test_drafts_are_kept_until_they_are_dropped(library: Library) -> None:
    library.save_draft("note:1", "half a thou")
    assert library.draft("note:1") == "half a thou"
    library.drop_draft("note:1")
    assert library.draft("note:1") == ""


def test_the_reading_position_is_kept(library: Library, put: Put) -> None:
    article = put("Ferry inquiry").article_id
    library.save_position(article, 42)
    assert library.article(article).position == 42


def test_an_article_that_changed_since_it_was_opened_says_so(
    library: Library, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = put("Ferry inquiry").article_id
    monkeypatch.setenv("TUINEWS_NOW", "2026-02-02T03:00:00Z")
    library.save_position(article, 1)
    assert library.rows([article])[0].changed is False
    put("Ferry inquiry", "Another text, later.", at=1_780_000_000.0)
    assert library.rows([article])[0].changed is True
    monkeypatch.setenv("TUINEWS_NOW", "2026-08-02T03:00:00Z")
    library.save_position(article, 1)
    assert library.rows([article])[0].changed is False
