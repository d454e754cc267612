"""Searching while typing, hits in list and article, help, palette, links, greeting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from keyboard import Open
from shelf import store
from textual.widgets import Input

from tuinews.cli.program import program
from tuinews.library import Library, open_library
from tuinews.library.completing import offers
from tuinews.library.settings import Settings


async def test_a_search_filters_while_it_is_typed_and_says_how_it_was_read(reader: Open) -> None:
    async with reader() as at:
        await at.press("slash")
        await at.type("crew by:reyes")
        assert at.main.list_pane.count == 1
        assert "1 found" in at.seen() and at.main.state.reading.split()[0] in at.seen()
        await at.press("enter")
        assert at.main.state.pane == "list"
        await at.press("escape")
        assert at.main.list_pane.count == 4 and not at.main.has_class("searching")


async def test_the_last_word_is_found_by_its_beginning_while_it_is_typed(reader: Open) -> None:
    async with reader() as at:
        await at.press("slash")
        await at.type("ferr")
        found = at.main.list_pane.count
        assert found and "“ferr…”" in at.seen()
        await at.type("y by:re")
        assert at.main.list_pane.count == 1
        await at.type("yes kind:")  # says nothing yet
        assert at.main.list_pane.count == 1


async def test_enter_searches_the_words_as_they_stand_or_their_beginning_where_nothing_is_found(reader: Open) -> None:
    async with reader() as at:
        await at.press("slash")
        await at.type("dr")
        assert at.main.list_pane.count == 1
        await at.type("ill")
        await at.press("enter")
        assert at.main.search_bar.input.value == "drill" and "“drill”" in at.seen()
        await at.press("escape", "slash")
        await at.type("ferr")
        await at.press("enter")
        assert at.main.state.pane == "list" and at.main.list_pane.count
        assert at.main.search_bar.input.value == "ferr*"
        assert "nothing for ferr as it stands" in " ".join(at.seen().split())
        await at.press("slash")
        assert at.main.search_bar.input.value == "ferr*"


async def test_hits_are_marked_and_walked(reader: Open) -> None:
    async with reader() as at:
        await at.press("slash")
        await at.type("twice")
        await at.press("enter", "enter", "]")
        article = at.main.article_pane
        assert article.view is not None
        hit = article.hits[article.current_hit]
        assert article.view.document.text[hit.start : hit.end] == "twice"
        await at.press("]", "[")
        assert article.current_hit == 0


async def test_hits_are_marked_and_counted_in_the_source_pane_too(reader: Open) -> None:
    async with reader() as at:
        await at.press("slash")
        await at.type("crew")
        await at.press("enter")
        marked = [words.text for line in at.main.source_pane.lines for words in line.words if words.style == "hit"]
        assert marked and set(marked) == {"crew"}
        assert at.main.query_one("#source").border_subtitle == ("1 hit" if len(marked) == 1 else f"{len(marked)} hits")
        assert "hits" in str(at.main.query_one("#article").border_subtitle)
        await at.press("escape")
        assert at.main.source_pane.hits == 0 and not at.main.query_one("#source").border_subtitle


@pytest.mark.parametrize("ranked", [False, True])
@pytest.mark.parametrize("text", ["crew", "by:reyes OR minister", "energy OR ferry OR 首都", "is:unread -crew"])
async def test_the_shell_prints_what_the_screen_lists_in_the_same_order(
    reader: Open, library: Library, text: str, ranked: bool
) -> None:
    async with reader() as at:
        await at.press("slash")
        await at.type(text)
        await at.press(*(["ctrl+r"] if ranked else []), "enter")
        listed = list(at.main.list_pane.ids)
        assert ("best match first" in at.seen()) == ranked
    printed = CliRunner().invoke(
        program, ["--library", str(library.path), "search", "--json", *(["--ranked"] if ranked else []), text]
    )
    assert [row["id"] for row in json.loads(printed.stdout)] == listed != []


async def test_a_note_is_found_by_its_words_and_the_cursor_stays_there_after_the_search(reader: Open) -> None:
    async with reader() as at:
        await at.press("j", "a")
        await at.type("zeppelin")
        await at.press("ctrl+s", "g", "slash")
        await at.type("note:zepp*")
        await at.press("enter")
        assert at.main.list_pane.count == 1
        await at.press("escape")
        assert at.main.list_pane.count == 4
        assert at.main.list_pane.cursor == 1


async def test_fields_and_tags_are_completed(reader: Open, library: Library) -> None:
    from tuinews.library.views import Target

    library.tag([Target(1)], ["shipping"])
    async with reader() as at:
        await at.press("slash")
        await at.type("ta")
        await at.press("right")
        assert at.main.search_bar.input.value == "tag:"
        await at.type("sh")
        await at.press("right")
        assert at.main.search_bar.input.value == "tag:shipping"
        assert at.main.list_pane.count == 1


async def test_a_notice_gives_way_to_what_can_be_typed_in_a_search(reader: Open) -> None:
    async with reader() as at:
        await at.press("s")
        assert "takes it back" in at.seen()
        await at.press("slash")
        assert "takes it back" not in at.seen() and "Tab complete" in at.seen()


async def test_people_are_offered_before_places_by_whichever_of_their_names(reader: Open, library: Library) -> None:
    said = "“We asked twice,” said Ilan Reyes.\nReykjavik said that it would not sign.\n“No,” said Ana Reyes."
    store(library, 9, "Reykjavik will not sign", "Harbour Times", said)
    library.analyse_article(5)
    offered = [offer.words for offer in offers(library, "by:rey", 6)]
    assert offered == ["Ilan Reyes", "Ana Reyes", "Reykjavik"]


async def test_voices_choices_and_times_are_completed(reader: Open) -> None:
    async with reader() as at:
        await at.press("slash")
        await at.type("by:rey")
        assert "Ilan Reyes" in at.seen() and "Tab complete" in at.seen()
        await at.press("tab")
        assert at.main.search_bar.input.value == 'by:"Ilan Reyes"' and at.main.list_pane.count == 1
        assert not at.main.search_bar.completing
        await at.type(" kind:")
        await at.press("ctrl+n", "tab")
        assert at.main.search_bar.input.value == 'by:"Ilan Reyes" kind:mixed'
        await at.type(" after:last")
        assert "last month" in at.seen()
        await at.press("right")
        assert at.main.search_bar.input.value.endswith('after:"last week"')
        await at.press("tab", "escape", "escape")
        assert "last week" not in at.seen()


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_at_most_six_completions_are_offered_and_they_lie_over_the_list(
    reader: Open, library: Library, size: tuple[int, int]
) -> None:
    from tuinews.library.views import Target

    library.tag([Target(1)], [f"sea {number}" for number in range(9)])
    async with reader(size=size) as at:
        await at.press("slash")
        await at.type("tag:se")
        lines = at.seen().splitlines()
        offered = [line for line in lines if "│ sea-" in line]
        assert len(offered) == 6 and all(line.count("│") >= 2 for line in offered)
        at.send("backspace", "backspace", "s", "e", "a", "tab", "enter", "s")
        await at.settle()
        assert at.main.state.text == "tag:sea-0"
    assert library.rows([1])[0].starred


async def test_tab_leaves_the_search_when_there_is_nothing_to_complete(reader: Open) -> None:
    async with reader() as at:
        at.send("slash", *"outlet:zzz", "tab")
        await at.settle()
        assert at.main.search_bar.input.value == "outlet:zzz" and not at.main.search_bar.input.has_focus


async def test_slash_twice_searches_everything_stored(reader: Open, library: Library) -> None:
    from tuinews.library.views import Target

    library.tag([Target(1)], ["shipping"])
    async with reader() as at:
        await at.press("b", "G", "enter")
        assert at.main.list_pane.count == 1
        await at.press("/", "/")
        await at.type("loan")
        assert at.main.state.place.key == "all"
        assert at.main.list_pane.count == 1
        assert "Grid loan" in at.seen()


async def test_nothing_that_is_typed_breaks_the_search(reader: Open) -> None:
    async with reader() as at:
        await at.press("slash")
        for text in ('"', "((", "said:", "title:/[/", "a OR", "-", "AND*"):
            at.main.search_bar.input.value = text
            await at.settle()
            assert "Error" not in at.seen()


async def test_help_names_the_keys_of_the_pane_and_the_marks(reader: Open) -> None:
    async with reader() as at:
        await at.press("enter", "question_mark")
        seen = at.seen()
        assert "Keys of the article" in seen and "a direct quote" in seen
        assert seen.index("In the article") < seen.index("Marks")
        await at.type("starred")
        assert "a direct quote" not in at.seen() and "★" in at.seen()
        await at.press(*["backspace"] * 7, "H")
        assert "Hide what is read" in at.seen() and "Star the article" not in at.seen()
        await at.press("backspace", "question_mark")
        assert at.app.screen is at.main
        await at.press("question_mark", "escape")
        assert at.app.screen is at.main


async def test_the_palette_has_every_command_and_place(reader: Open) -> None:
    async with reader() as at:
        await at.press("colon")
        await at.type("starred")
        assert "Go to Starred" in at.seen()
        await at.press("enter", "enter")
        await at.settle()
        assert at.main.state.place.key == "starred"


async def test_only_web_addresses_are_opened(reader: Open, monkeypatch) -> None:
    opened: list[str] = []
    async with reader() as at:
        monkeypatch.setattr(at.app, "open_url", lambda url, new_tab=True: opened.append(url))
        at.app.open_web("file:///etc/passwd")
        at.app.open_web("javascript:alert(1)")
        at.app.open_web("--help")
        assert opened == []
        await at.press("o")
        assert opened == ["https://news.example/0"]


async def test_a_statement_is_copied_with_its_citation(reader: Open) -> None:
    async with reader() as at:
        await at.press("enter", ".", ".", "y")
        copied = at.app.clipboard
        assert copied.startswith("“Nobody told the crew")
        assert "Ilan Reyes" in copied.splitlines()[0]
        assert "Harbour Times, 2026-11-23. https://news.example/0" in copied
        assert copied.endswith("[attribution unchecked]")


async def test_a_library_filled_from_the_shell_is_shown_at_once_and_other_keys_are_offered(reader: Open) -> None:
    async with reader() as at:
        at.app.may_be_first = True
        at.main.desk.overview()
        await at.settle()
        assert "Keys as in vi; : Choose other keys: newsboat, arrows" in at.seen()
        assert at.app.screen is at.main


async def test_an_empty_library_greets_with_what_to_do(reader: Open, tmp_path: Path) -> None:
    library = open_library(tmp_path / "empty.db", settings=Settings(name="mira"))
    async with reader(of=library) as at:
        seen = at.seen()
        assert "Which keys" in seen and "newsboat" in seen
        await at.press("escape")
        seen = at.seen()
        assert "Welcome" in seen and "starter feeds" in seen and "samples" in seen and "? shows all keys" in seen
        await at.press("enter")
        assert "en" in at.seen()
        await at.press("escape", "plus")
        at.app.screen.query_one(Input).value = "not an address"
        await at.press("enter")
        assert "no web address" in at.seen()
    library.close()


async def test_a_file_is_imported_from_the_screen(reader: Open, library: Library, tmp_path: Path) -> None:
    text = tmp_path / "notes.md"
    text.write_text("# A tide table\n\n“The tide turns,” said Ada Moreau, the pilot.\n", encoding="utf-8")
    async with reader() as at:
        at.main.action_do("feeds.import")
        await at.settle()
        at.app.screen.query_one(Input).value = str(text)
        await at.press("enter")
        assert at.main.list_pane.count == 5
    assert any("tide" in row.title for row in library.rows(library.search().ids))


async def test_keys_can_be_given_to_other_commands(reader: Open, tmp_path: Path, library: Library) -> None:
    own = Settings(name="mira", keys={"mark": {"star": "ctrl+e"}, "nonsense": "y"})
    other = open_library(library.path, settings=own)
    async with reader(of=other) as at:
        assert "“nonsense” is no action" in at.seen()
        await at.press("escape")
        await at.press("s")
        assert not library.rows([1])[0].starred
        await at.press("ctrl+e")
        assert library.rows([1])[0].starred
    other.close()


async def test_what_is_typed_ahead_is_done_in_order(reader: Open, library: Library) -> None:
    async with reader() as at:
        at.send("slash", "t", "w", "i", "c", "e", "enter")
        await at.settle()
        assert at.main.state.text == "twice" and at.main.list_pane.count == 1
        await at.press("escape")
        at.send("2", "j", "k")
        await at.settle()
        assert at.main.list_pane.cursor == 1
        at.send("t", "s", "e", "a", "enter")
        await at.settle()
        at.send("a", "o", "h", "enter", "n", "o", "ctrl+s")
        await at.settle()
        assert at.app.screen is at.main
    assert library.rows([2])[0].tags == ("sea",)
    assert [note.body for note in library.notes()] == ["oh\nno"]


@pytest.mark.parametrize("leaving", ["enter", "down", "tab"])
async def test_what_ends_typing_is_done_before_the_next_key(reader: Open, library: Library, leaving: str) -> None:
    async with reader() as at:
        at.send("slash", *"loan", leaving, "s")
        await at.settle()
        assert at.main.state.text == "loan" and at.main.list_pane.count == 1
    assert [row.starred for row in library.rows([1, 2])] == [False, True]


async def test_results_that_are_still_to_come_are_what_the_next_key_is_for(reader: Open, library: Library) -> None:
    async with reader() as at:
        at.send("slash", *"loan", "enter", "s", "enter", "j", "k", "escape", "escape", "g")
        await at.settle()
        assert at.main.state.view is not None and "loan" in at.main.state.view.row.title
        assert at.main.state.text == "" and at.main.state.pane == "list"
    assert [row.starred for row in library.rows([1, 2, 3, 4])] == [False, True, False, False]


async def test_slashes_and_escapes_typed_ahead_take_nothing_from_the_search(reader: Open, library: Library) -> None:
    from tuinews.library.views import Target

    library.tag([Target(1)], ["shipping"])
    async with reader() as at:
        await at.press("b", "G", "enter")
        at.send("slash", "/", *"loan/x", "backspace", "backspace", "enter", "s")
        await at.settle()
        assert at.main.state.place.key == "all" and at.main.state.text == "loan"
        at.send("slash", *"er", "escape", "j", "k")
        await at.settle()
        assert at.main.state.text == "" and at.main.search_bar.input.value == ""
        assert at.main.list_pane.count == 4
    assert library.rows([2])[0].starred


async def test_dialogs_close_before_the_next_key(reader: Open, library: Library) -> None:
    async with reader() as at:
        at.send("t", *"sea", "enter", "s", "j", "t", *"tide", "enter", "a", *"why", "ctrl+s", "s")
        await at.settle()
        assert at.app.screen is at.main
        at.send("question_mark", "escape", "colon", *"starred", "down", "escape", "D", "escape", "k", "m")
        await at.settle()
        assert at.app.screen is at.main
    first, second = library.rows(library.search().ids[:2])
    assert (first.tags, first.starred, first.read) == (("sea",), True, True)
    assert (second.tags, second.starred, second.read) == (("tide",), True, False)
    assert [note.body for note in library.notes()] == ["why"]
