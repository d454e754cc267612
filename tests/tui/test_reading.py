"""Reading: opening, walking through statements, moving between panes, wide and narrow."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyboard import Open, Reader

from tuinews.library import Library, open_library
from tuinews.library.demo import fill_with_samples
from tuinews.library.settings import Settings


def at_statement(reader: Reader) -> str:
    """The words of the statement that both panes are at."""
    current, item = reader.main.article_pane.current, reader.main.source_pane.current
    assert current is not None and item is not None
    assert reader.main.source_pane.statements[item.statement] is current
    return current.text


def source_words(reader: Reader) -> str:
    """All that the Source pane says, scrolled out of sight or not."""
    return " ".join("".join(word.text for word in line.words).strip() for line in reader.main.source_pane.lines)


async def test_what_the_marks_mean_is_told_once_over_the_first_article(reader: Open, library: Library) -> None:
    for size in ((120, 40), (80, 24)):
        library.save_arrangement("")
        async with reader(size=size) as at:
            await at.press("enter")
            assert "reported speech" in at.seen() and "any key goes on · ? shows it again" in at.seen()
            await at.press(".")
            assert at.main.article_pane.focused_statement == 0  # the key did what it does
            assert "reported speech" not in at.seen()
        async with reader(size=size) as at:
            await at.press("enter")
            assert "reported speech" not in at.seen()


async def test_no_key_stands_in_the_footer_without_what_it_does(reader: Open) -> None:
    async with reader(size=(60, 24)) as at:
        await at.press("enter")
        footer = at.seen().splitlines()[-1]
        assert footer.startswith(" . , statements   a note   t tag  ") and "v" not in footer


async def test_the_first_article_is_shown_but_not_read_until_it_is_opened(reader: Open, library: Library) -> None:
    async with reader() as at:
        assert "Ferry inquiry blames owner" in at.seen()
        assert "Nobody told the crew" in at.seen()
        assert len(library.search("is:unread").ids) == 4
        await at.press("enter")
        assert at.main.state.pane == "article"
        assert len(library.search("is:unread").ids) == 3


async def test_moving_over_articles_shows_them_and_never_marks_them_read(reader: Open, library: Library) -> None:
    async with reader() as at:
        await at.press("j", "j", "j", "k", "G", "g")
        assert len(library.search("is:unread").ids) == 4
        await at.press("j")
        assert "It is a start" in at.seen()


async def test_a_count_before_a_key_repeats_it(reader: Open) -> None:
    async with reader() as at:
        await at.press("2", "j")
        assert at.main.list_pane.cursor == 2
        await at.press("1", "0", "k")
        assert at.main.list_pane.cursor == 0


async def test_statements_are_walked_in_step_in_both_panes(reader: Open) -> None:
    async with reader() as at:
        await at.press("enter", ".")
        assert "every safety drill was skipped" in at_statement(at)
        await at.press(".")
        assert at_statement(at) == "Nobody told the crew, … We asked twice."
        await at.press(",")
        assert "every safety drill" in at_statement(at)
        await at.press("5", ".")
        assert "We will not wait" in at_statement(at)


async def test_a_statement_chosen_in_the_source_pane_is_shown_in_the_article(reader: Open) -> None:
    async with reader() as at:
        await at.press("enter", "enter", "j")
        assert at.main.state.pane == "source"
        words = at_statement(at)
        await at.press("enter")
        assert at.main.state.pane == "article"
        assert at_statement(at) == words


async def test_the_source_pane_sums_up_and_shows_one_voice_on_enter(reader: Open) -> None:
    async with reader() as at:
        await at.press("enter", "enter", "g")
        assert "Rests on 3: 2 named, 1 document; 2 relayed" in source_words(at)
        names = [voice.name for voice in at.main.source_pane.voices]
        assert names[0] == "Ilan Reyes"
        await at.press("enter")
        assert at.main.source_pane.only == "Ilan Reyes"
        assert "Dana Okafor" not in source_words(at)
        await at.press("escape")
        assert at.main.source_pane.only == ""


async def test_space_reads_on_to_the_next_unread_article(reader: Open) -> None:
    async with reader(size=(120, 20)) as at:
        await at.press("space")
        assert at.main.state.pane == "article"
        pressed = 0
        while at.main.list_pane.cursor == 0:
            await at.press("space")
            pressed += 1
        assert pressed > 1
        assert at.main.state.view is not None and at.main.state.view.row.title == "Grid loan approved"


async def test_n_goes_to_the_next_unread_article_and_says_when_there_is_none(reader: Open, library: Library) -> None:
    library.mark_read([library.search().ids[1]])
    async with reader() as at:
        await at.press("enter", "n")
        assert at.main.list_pane.cursor == 2
        await at.press("n", "n")
        assert at.main.list_pane.cursor == 3
        assert "No more unread" in at.seen()


async def test_where_reading_stopped_is_kept(reader: Open) -> None:
    async with reader(size=(120, 20)) as at:
        await at.press("enter", "pagedown")
        top = at.main.article_pane.position
        assert top > 0
    async with reader(size=(120, 20)) as at:
        await at.press("enter")
        assert at.main.article_pane.position == top


async def test_a_narrow_screen_goes_deeper_and_back_with_the_same_keys(reader: Open) -> None:
    async with reader(size=(80, 24)) as at:
        assert "Grid loan approved" in at.seen() and "Nobody told" not in at.seen()
        await at.press("l")
        assert "Nobody told" in at.seen() and "Grid loan" not in at.seen()
        await at.press("l")
        assert "Rests on 3" in at.seen()
        await at.press("h", "h")
        assert "Grid loan approved" in at.seen()
        await at.press("b")
        assert "Starred" in at.seen()
        await at.press("q", "l")
        assert not at.app.is_running or at.main.state.pane == "list"


async def test_the_article_alone_fills_the_screen_and_escape_brings_the_panes_back(reader: Open) -> None:
    async with reader() as at:
        await at.press("z")
        assert "Grid loan" not in at.seen() and "Rests on" not in at.seen()
        await at.press("escape")
        assert "Grid loan" in at.seen() and "Rests on" in at.seen()


async def test_the_tree_shows_places_and_filters_by_tag(reader: Open, library: Library) -> None:
    from tuinews.library.views import Target

    library.tag([Target(library.search().ids[1])], ["energy"])
    async with reader() as at:
        await at.press("b")
        assert "#energy" in at.seen()
        await at.press("G", "enter")
        assert at.main.state.place.key == "tag:energy"
        assert at.main.list_pane.count == 1
        assert "Grid loan" in at.seen() and "Ferry inquiry" not in at.seen()


async def test_statements_can_be_listed_instead_of_articles(reader: Open) -> None:
    async with reader() as at:
        await at.press("i")
        assert at.main.list_pane.count > 4
        assert "Olga Brandt" in at.seen()
        await at.press("enter")
        assert at.main.article_pane.current is not None
        await at.press("h", "i")
        assert at.main.list_pane.count == 4


async def test_hidden_read_articles_come_back_and_the_one_at_hand_does_not_vanish(reader: Open) -> None:
    async with reader() as at:
        await at.press("H", "enter", "h")
        assert at.main.list_pane.count == 4
        assert at.main.list_pane.current_id == 1
        await at.press("j", "b", "enter")
        assert at.main.list_pane.count == 3
        await at.press("H")
        assert at.main.list_pane.count == 4


async def test_hostile_titles_are_shown_as_text(reader: Open) -> None:
    async with reader() as at:
        await at.press("j", "j", "enter", "enter", "u")
        seen = at.seen()
        assert "[/b] [@click=app.quit]Quit" in seen
        assert "[red]News" in seen
        assert not {"\x1b", "\x07", "\u202e"} & set(seen)
        await at.press("escape", "D")
        assert "[@click=app.quit]" in at.seen()


async def test_resizing_keeps_the_words_at_the_top(reader: Open) -> None:
    async with reader(size=(120, 20)) as at:
        await at.press("enter", "pagedown")
        top = at.main.article_pane.position
        await at.pilot.resize_terminal(90, 20)
        await at.settle()
        page = at.main.article_pane
        assert page._page is not None
        assert page._page.place(top)[0] - page.top_row in (0, 1)


@pytest.fixture
def samples(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "samples.db", settings=Settings(name="mira"))
    fill_with_samples(library.store, library.settings)
    yield library
    library.close()


async def test_every_sample_is_shown(reader: Open, samples: Library) -> None:
    async with reader(size=(100, 30), of=samples) as at:
        await at.press("enter")
        for _ in range(samples.summary().articles - 1):
            await at.press("J")
            view = at.main.state.view
            assert view is not None and view.analysed
            assert not {"\x1b", "\u202e"} & set(at.seen())


@pytest.mark.parametrize(
    ("when", "opened", "scrolled"), [("opened", True, True), ("end", False, True), ("never", False, False)]
)
async def test_an_article_counts_as_read_when_the_settings_say_so(
    reader: Open, library: Library, when: str, opened: bool, scrolled: bool
) -> None:
    other = open_library(library.path, settings=Settings(name="mira", read_when=when))

    def is_read() -> bool:
        return other.rows([1])[0].read

    async with reader(of=other, size=(120, 20)) as at:
        await at.press("j", "k")
        assert not is_read()
        await at.press("enter", "j")
        assert is_read() == opened
        await at.press("G")
        assert is_read() == scrolled
        await at.press("m", "k", "G")
        assert is_read() != scrolled, "what the reader marked by hand stays"
    other.close()


async def test_no_fact_of_a_statement_is_cut_in_the_source_pane(reader: Open) -> None:
    async with reader(size=(120, 30)) as at:
        pane = at.main.source_pane
        pane.styles.width = 22
        await at.settle()
        facts = [word for line in pane.lines for word in line.words if word.style in ("cue", "kind")]
        assert facts and not [word for word in facts if "…" in word.text]


async def test_on_a_narrow_screen_the_frame_tells_the_progress_after_coming_back(reader: Open) -> None:
    async with reader(size=(80, 24)) as at:
        await at.press("enter")
        told = at.seen().splitlines()[-2]
        await at.press("enter", "h")
        assert at.seen().splitlines()[-2].rsplit("·")[-1] == told.rsplit("·")[-1]


async def test_the_frame_tells_words_time_left_and_progress(reader: Open) -> None:
    async with reader(size=(120, 20)) as at:
        await at.press("enter")
        assert "words · 1 min left · " in at.seen()
        await at.press("G")
        assert "words · 1 min · 100%" in at.seen()
        await at.press("z", "g")
        assert " min left · " in at.seen().splitlines()[0]


async def test_garbage_is_looked_for_while_no_key_comes(reader: Open) -> None:
    class Ring:
        def __init__(self) -> None:
            self.itself = self

    usual = gc.get_threshold()
    gc.disable()  # as the program does until the first paint
    try:
        async with reader():
            gc.collect()
            rings = [Ring() for _ in range(12_000)]
            last = weakref.ref(rings.pop())
            async with asyncio.timeout(20):
                while last() is not None:
                    await asyncio.sleep(0.05)
            assert gc.isenabled() and rings
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
        gc.enable()
