"""All notes, orphans, verdicts, tags and rules on the screen."""

from __future__ import annotations

from pathlib import Path

from keyboard import Open
from shelf import store

from tuinews.core.fetched import Subscription
from tuinews.core.quoting import quoted
from tuinews.core.statement import Span
from tuinews.library import Library, open_library
from tuinews.library.settings import Settings
from tuinews.library.views import Actions, Target


def statement(library: Library, article: int, number: int = 0) -> Target:
    shown = library.article(article).statements[number].statement
    return Target(article, Span(shown.start, shown.end), statement=True)


def article_lines(seen: str) -> list[str]:
    return [line.partition("││")[2].partition("││")[0].rstrip() for line in seen.splitlines()]


async def test_a_draft_is_listed_among_the_notes_and_written_on(reader: Open, library: Library) -> None:
    async with reader() as at:
        await at.press("enter", ".", "a")
        await at.type("half a thou")
        await at.press("escape", "h", "G", "A")
        assert "half a thou" in at.seen() and "no note yet" in at.seen()
        await at.press("enter")
        await at.type("ght")
        await at.press("ctrl+s")
    [note] = library.notes()
    assert (note.body, note.article_id, library.drafts()) == ("half a thought", 1, [])
    assert note.span == statement(library, 1).span


async def test_all_notes_are_listed_filtered_sorted_and_gone_to(reader: Open, library: Library) -> None:
    library.add_note(statement(library, 2), "Ask Brandt")
    library.add_note(Target(1), "On the ferry")
    library.edit_note(next(note.uid for note in library.notes() if note.article_id == 1), "On the ferry, again")
    async with reader() as at:
        await at.press("A")
        await at.type("again")
        await at.press("tab")
        assert "mira: Changed a note" in at.seen() and "mira: Noted on “Ferry" in at.seen()
        await at.press("escape", "A")
        assert "Notes by time" in at.seen() and "Ask Brandt" in at.seen() and "On the ferry" in at.seen()
        await at.press("ctrl+o", "ctrl+o", "ctrl+o")
        assert "Notes by voice" in at.seen()
        await at.type("brandt grid")
        assert "On the ferry" not in at.seen()
        await at.press("enter")
        assert at.main.state.view is not None and at.main.state.view.id == 2
        assert at.main.state.pane == "article" and at.main.article_pane.current is not None


async def test_notes_stand_under_the_text_as_they_were_written(reader: Open, library: Library) -> None:
    library.add_note(Target(1), "Asked:\n    if crew:\n\n- one\n\t- two")
    async with reader() as at:
        await at.press("enter")
        lines = article_lines(at.seen())
        first = next(number for number, line in enumerate(lines) if "✎ Asked:" in line)
        column = lines[first].index("Asked:")
        below = [line[column:] for line in lines[first : first + 5]]
        assert below == ["Asked:", "    if crew:", "", "- one", "    - two"]


async def test_the_old_words_of_an_orphan_are_whole_on_its_page(reader: Open, library: Library) -> None:
    library.add_note(Target(2, Span(0, 55)), "Whose start?")
    words = library.notes()[0].quote
    store(library, 1, "Grid loan approved", "Northern Wire", "Other words stand here now, all of them, and no quote.")
    async with reader() as at:
        await at.press("j", "enter")
        shown = " ".join(" ".join(article_lines(at.seen())).split())
        assert f"(on words that are gone: {quoted(words)})" in shown


async def test_a_note_tells_what_its_words_were_when_they_changed(reader: Open, library: Library) -> None:
    text = library.article(2).document.text
    library.add_note(Target(2, Span(0, len(text))), "Whose start?")
    changed = text.replace("energy", "foreign")
    store(library, 1, "Grid loan approved", "Northern Wire", changed)
    async with reader() as at:
        await at.press("j", "enter")
        shown = " ".join(" ".join(article_lines(at.seen())).split())
        assert f"(the words were: {quoted(text)}) Whose start?" in shown


async def test_an_orphan_shows_its_old_words_and_is_attached_to_others(reader: Open, library: Library) -> None:
    library.add_note(statement(library, 2), "Whose start?")
    store(library, 1, "Grid loan approved", "Northern Wire", "Other words stand here now, all of them, and no quote.")
    assert len(library.orphans()) == 1
    async with reader() as at:
        await at.press("A")
        assert "1 orphan: their words are gone" in at.seen()
        await at.press("enter")
        assert "note: Whose start?" in at.seen() and "in revision 1 of Grid loan approved" in at.seen()
        await at.press("enter")
        assert "Revision 1" in at.seen() and "It is a start" in at.seen()
        await at.press("escape", "j", "enter", "v", "j", "X")
        assert "Attach which one to the selected words?" in at.seen()
        await at.press("enter")
        assert library.orphans() == []
        [note] = library.notes()
        assert note.quote == "Other words"
        await at.press("U")
        assert len(library.orphans()) == 1


async def test_a_statement_is_checked_disputed_proved_and_its_claim_decided(reader: Open, library: Library) -> None:
    library.tag([statement(library, 1, 1)], ["claim/crew"])
    async with reader() as at:
        await at.press("S")
        assert "Go to a statement first" in at.seen()
        await at.press("enter", ".", ".", "S", "enter")
        one = library.article(1).statements[1]
        assert (one.attribution, one.status) == ("checked", "open")
        await at.press("S")
        assert "attribution checked, claim open" in at.seen()
        await at.press("j", "j", "enter")
        await at.press("S", "j", "j", "j", "j", "enter")
        await at.type("the tape")
        await at.press("enter")
        one = library.article(1).statements[1]
        assert (one.attribution, one.status, one.proof) == ("checked", "disputed", "the tape")
        assert "checked · disputed" in at.seen() and "proof: the tape" in at.seen()
        await at.press("S", "j", "j", "j", "j", "j", "enter", "j", "j", "enter")
        assert [(claim.tag, claim.status) for claim in library.claims()] == [("claim/crew", "false")]


async def test_who_codes_blind_sees_no_note_of_others_and_is_told_so(reader: Open, library: Library) -> None:
    library.add_note(Target(1), "by mira")
    library.tag([Target(1)], ["sea"])
    blind = open_library(library.path, settings=Settings(name="anna", blind=True))
    async with reader(of=blind) as at:
        seen = at.seen()
        assert "blind: only by anna" in seen and "by mira" not in seen and "#sea" not in seen
        await at.press("A")
        assert "No notes yet" in at.seen()
    blind.close()


async def test_tags_are_listed_gone_to_and_renamed(reader: Open, library: Library) -> None:
    library.tag([Target(1), Target(2)], ["sea"])
    library.tag([Target(2)], ["agree=yes"])
    library.tag_voice("Ilan Reyes", ["expert"])
    async with reader() as at:
        await at.press("#")
        seen = at.seen()
        assert "#sea" in seen and "2 articles" in seen and "=yes 1" in seen and "on Ilan Reyes" in seen
        await at.type("agree")
        await at.press("enter")
        assert at.main.list_pane.count == 1
        await at.press("#", "tab", "enter")
        await at.type("harbour")
        await at.press("enter")
        assert dict(library.tags()) == {"harbour": 2, "agree": 1}


async def test_the_codebook_offers_refuses_and_colours(reader: Open, library: Library) -> None:
    book = '[tags.agree]\nvalues = ["yes", "no"]\ndescription = "Whether they agree"\ncolor = "green"\n'
    Path(library.path).with_name("codebook.toml").write_text(book)
    async with reader() as at:
        await at.press("t")
        await at.type("agr")
        assert "agree=no  Whether they agree" in at.seen()
        await at.type("ee=maybe")
        await at.press("enter")
        assert "has no value “maybe”" in at.seen() and "It has yes" in at.seen()
        await at.press(*["backspace"] * 5)
        await at.type("yes")
        await at.press("enter")
        assert library.rows([1])[0].tags == ("agree",)
        pane = at.main.list_pane
        assert pane.tag_colour("  #agree") == "$tag-green"
        colours = {segment.style.color.name for segment in pane.paint(1) if "#agree" in segment.text and segment.style}
        assert colours == {"#a0b870"}


async def test_a_whole_search_is_tagged_at_once(reader: Open, library: Library) -> None:
    async with reader() as at:
        await at.press("/")
        await at.type("loan OR ferry")
        await at.press("enter", ":")
        await at.type("tag everything")
        await at.press("enter")
        assert "All 2 articles of this list" in at.seen()
        await at.type("money")
        await at.press("enter")
        assert dict(library.tags()) == {"money": 2}


async def test_rules_say_what_they_match_run_and_are_made_of_a_search(reader: Open, library: Library) -> None:
    library.add_rule("loans", "loan", Actions(("money",)))
    async with reader() as at:
        await at.press(":")
        await at.type("rules: what they")
        await at.press("enter")
        assert "loans: #money" in at.seen() and "matches 1 article now" in at.seen()
        await at.press("tab", "enter")
        assert dict(library.tags()) == {"money": 1}
        await at.press("/")
        await at.type("ferry")
        await at.press("enter", ":")
        await at.type("rules: what they")
        await at.press("enter")
        assert "Make a rule of this search" in at.seen()
        await at.press("enter", "down", "enter")
        await at.type("ferries")
        await at.press("enter")
        assert ("ferries", "ferry", "star") in [(rule.name, rule.query, str(rule.actions)) for rule in library.rules()]


async def test_any_two_revisions_are_compared_side_by_side_or_in_place(reader: Open, library: Library) -> None:
    store(library, 1, "Grid loan approved", "Northern Wire", "“It is a start,” said the minister.\nNothing else.")
    store(library, 1, "Grid loan refused", "Northern Wire", "“It is no start,” said the minister.\nCorrection: it was.")
    async with reader(size=(140, 40)) as at:
        await at.press("j", "d")
        seen = at.seen()
        assert "Revision 2 to 3" in seen and "Revision 2 fetched" in seen and "{+refused+}" in seen
        assert any("[-" in line and "{+" in line and "│" in line for line in seen.split("\n"))
        await at.press("s")
        assert not any("It is" in line and line.count("It is") > 1 for line in at.seen().split("\n"))
        await at.press("o", "enter")
        assert "Revision 1 to 3" in at.seen()
        await at.press("escape")
        assert at.app.screen is at.main


async def test_a_voice_is_tagged(reader: Open, library: Library) -> None:
    library.subscribe([Subscription("https://harbour.example/feed")])
    async with reader() as at:
        await at.press("V")
        await at.type("reyes")
        await at.press("tab", "j", "j", "enter")
        await at.type("expert")
        await at.press("enter")
        assert library.voice_tags() == [("Ilan Reyes", "expert", "mira")]
        await at.press("V")
        await at.type("expert")
        assert "#expert" in at.seen() and "Ilan Reyes" in at.seen()
