"""What stands on words that are gone is listed with them, and can be given others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tuinews.core.errors import BadInput, NotFound
from tuinews.core.statement import Span
from tuinews.library import Library
from tuinews.library.views import Target
from tuinews.storage.articles import Stored

BEFORE = "The harbour office opened an inquiry on Monday.\n“Nobody told the crew,” said Ilan Reyes, a lawyer."
AFTER = "A wholly other text about trains, loans and schools.\nNothing of what stood here before is left in it now."


@pytest.fixture
def rewritten(library: Library, put: Callable[..., Stored]) -> Library:
    """A library whose one article was written anew under a note, a tag, a verdict and a correction."""
    put("Ferry", BEFORE)
    words = Target(1, Span(BEFORE.index("Nobody"), BEFORE.index(",”")))
    library.add_note(words, "Who?")
    library.tag([words], ["claim/crew=yes"])
    library.judge(words, "checked", "false", "the tape")
    library.correct(words, "speaker", speaker="Mira Sol")
    library.add_note(Target(1), "On all of it.")
    put("Ferry", AFTER, at=1_770_000_100.0)
    return library


def test_orphans_are_listed_with_their_words_and_revision(rewritten: Library) -> None:
    found = rewritten.orphans()
    assert {one.record: one.says for one in found} == {
        "note": "Who?", "tagging": "claim/crew=yes", "verdict": "checked false the tape",
        "correction": "speaker: Mira Sol",
    }  # fmt: skip
    assert {(one.quote, one.revision, one.article) for one in found} == {("Nobody told the crew", 1, "Ferry")}
    title, text, _ = rewritten.revision_text(1, 1)
    assert (title, text[slice(*found[0].span)]) == ("Ferry", "Nobody told the crew")
    with pytest.raises(NotFound):
        rewritten.revision_text(1, 9)


def test_an_orphan_gets_other_words_and_that_is_taken_back(rewritten: Library) -> None:
    for one in rewritten.orphans():
        rewritten.attach(one.uid, Span(10, 20))
    assert rewritten.orphans() == []
    note = next(note for note in rewritten.notes() if note.body == "Who?")
    assert (note.span, note.quote, note.orphan) == (Span(10, 20), AFTER[10:20], False)
    rewritten.undo()
    assert len(rewritten.orphans()) == 1
    assert rewritten.examine() == []
    with pytest.raises(BadInput):
        rewritten.attach(note.uid, Span(5, 5))
    with pytest.raises(NotFound):
        rewritten.attach("nothing", Span(0, 5))


def test_notes_are_sorted_by_time_article_tag_and_voice(library: Library, put: Callable[..., Stored]) -> None:
    put("Zebra", "“Nobody told the crew,” said Ilan Reyes.")
    put("Apple", "“It is a start,” said Ada Moreau.\nMore words.")
    for article in (1, 2):
        view = library.analyse_article(article)
        statement = view.statements[0].statement
        library.add_note(Target(article, Span(statement.start, statement.end), statement=True), f"on {article}")
    library.add_note(Target(2), "of the article")
    library.tag([Target(1)], ["aid"])

    def bodies(sort: str) -> list[str]:
        return [row.note.body for row in library.note_rows(sort)]  # type: ignore[arg-type]

    assert bodies("time") == ["of the article", "on 2", "on 1"]
    assert bodies("article") == ["of the article", "on 2", "on 1"]
    assert bodies("tag")[0] == "on 1"
    assert bodies("voice") == ["on 2", "on 1", "of the article"]
    assert [(row.voice, row.tags) for row in library.note_rows("voice")] == [
        ("Ada Moreau", ()), ("Ilan Reyes", ("aid",)), ("", ()),
    ]  # fmt: skip


def test_what_is_written_while_a_newer_revision_comes_stands_on_the_words_that_were_meant(
    library: Library, put: Callable[..., Stored]
) -> None:
    put("Ferry", BEFORE)
    seen = library.analyse_article(1)
    words = Target.of(seen, Span(BEFORE.index("Ilan Reyes"), BEFORE.index(", a lawyer")))
    [statement] = seen.statements
    [row] = library.statement_rows(library.search_statements("by:reyes").ids)
    put("Ferry", f"A new first paragraph, before all the others.\n{BEFORE}", at=1_770_000_100.0)
    library.add_note(words, "Who?")
    library.tag([words], ["person"])
    library.judge(Target.of(seen, statement), "checked")
    library.tag([Target(1, Span(row.start, row.end), True, row.revision)], ["claim/crew"])
    library.correct(Target.of(seen, statement), "speaker", speaker="Mira Sol")
    view = library.article(1)
    [note] = view.notes
    assert note.span is not None and view.document.text[slice(*note.span)] == note.quote == "Ilan Reyes"
    [statement] = view.statements
    assert (statement.attribution, statement.speaker, statement.tags) == ("checked", "Mira Sol", ("claim/crew",))
    assert library.orphans() == []


def test_what_is_written_on_words_that_just_went_is_an_orphan_and_touches_nothing_else(
    library: Library, put: Callable[..., Stored]
) -> None:
    put("Ferry", BEFORE)
    seen = library.article(1)
    words = Target.of(seen, Span(4, 20))
    put("Ferry", AFTER, at=1_770_000_100.0)
    here = Target.of(library.article(1), Span(4, 20))
    for target in (here, words):
        library.tag([target], ["place"])
        library.judge(target, status="open")
    library.add_note(words, "Which?")
    assert sorted((one.record, one.quote) for one in library.orphans()) == [
        (record, BEFORE[4:20]) for record in ("note", "tagging", "verdict")
    ]
    note = next(one for one in library.orphans() if one.record == "note")
    library.attach(note.uid, Span(0, 5), revision=1)
    assert [one.quote for one in library.orphans() if one.record == "note"] == [BEFORE[:5]]
    assert library.examine() == []
