"""Voices: everyone who said something; their timelines; joining, parting and renaming them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tuinews.core.sanitize import visible_line
from tuinews.library.views import Place, Voice
from tuinews.tui.keys import TAKEN_BACK
from tuinews.tui.panes.voices import Findable
from tuinews.tui.screens.asking import Answer, AskScreen
from tuinews.tui.screens.choice import Choice, ChoiceScreen
from tuinews.tui.screens.tags import TagChange, TagPrompt
from tuinews.tui.screens.voices import Picked, VoicesScreen, findable

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen


def show_voices(screen: MainScreen) -> None:
    """Everyone who said something, the most quoted first; counted in a thread, for it takes long with many."""
    known: list[Findable] = []
    shown = VoicesScreen(screen.host.glyphs)

    def filled(found: list[Findable]) -> None:
        known.extend(found)
        shown.fill(known)

    def picked(answer: Picked | None) -> None:
        if answer is not None and answer.more:
            offer_more(screen, answer.voice, known)
        elif answer is not None:
            open_timeline(screen, answer.voice.name)

    screen.app.push_screen(shown, picked)
    screen.desk.ask(lambda: findable(screen.library.voices()), filled)


def open_timeline(screen: MainScreen, name: str) -> None:
    """All that one voice said, across outlets, in the order in which it was published."""
    query = 'by:"=' + name.replace('"', " ") + '"'
    screen.state.enter_timeline(Place(f"voice:{name}", name, query, "voice"))
    if screen.state.text:
        from tuinews.tui.commands.finding import end_search

        end_search(screen, reload=False)
    screen.tree_pane.mark_chosen("")
    screen.go_to_pane("list")
    screen.reload(keep=False)


def offer_more(screen: MainScreen, voice: Voice, known: Sequence[Findable]) -> None:
    """What can be said of a voice: that it is another's, that a name is not its own, how it is called."""
    name, library = voice.name, screen.library
    tags = [tag for _, tag, _ in library.voice_tags(name)]
    choices = [
        Choice("join", "Join it to another voice", "they are one and the same"),
        Choice("rename", "Call it otherwise"),
        *(
            Choice(f"part:{alias}", f"Part “{visible_line(alias)}” from it", "a voice of its own")
            for alias in voice.aliases
        ),
        Choice("tag", "Tag it", " ".join(f"#{visible_line(tag)}" for tag in tags) or "tag: finds what it says then"),
    ]

    def chosen(answer: str | None) -> None:
        if answer == "tag":
            tag_voice(screen, name, tags)
        elif answer == "join":
            join(screen, name, [one for one in known if one.voice.name != name])
        elif answer == "rename":
            rename(screen, name)
        elif answer is not None:
            screen.desk.write(lambda: library.part_voice(answer.partition(":")[2]))

    screen.app.push_screen(ChoiceScreen(visible_line(name), choices, hint=screen.keyed(TAKEN_BACK)), chosen)


def tag_voice(screen: MainScreen, name: str, there: Sequence[str]) -> None:
    """Put tags on a voice, or take them off."""
    library = screen.library

    def chosen(change: TagChange | None) -> None:
        if change is not None and (change.add or change.remove):
            screen.desk.write(lambda: library.tag_voice(name, change.add, change.remove))

    about = f"{visible_line(name)}, wherever it speaks"
    screen.app.push_screen(TagPrompt(about, there, library.known_tags(), library.codebook.check), chosen)


def join(screen: MainScreen, name: str, others: Sequence[Findable]) -> None:
    """Pick the voice that a name belongs to."""

    def picked(answer: Picked | None) -> None:
        if answer is not None:
            library, voice = screen.library, answer.voice.name
            screen.desk.write(lambda: library.join_voices(voice, [name]))

    title = f"{visible_line(name)} is the same as"
    screen.app.push_screen(VoicesScreen(screen.host.glyphs, title, others, only_pick=True), picked)


def rename(screen: MainScreen, name: str) -> None:
    """Ask for another name of a voice."""

    def answered(answer: Answer | None) -> None:
        if answer is not None and answer[0] != name:
            library = screen.library
            screen.desk.write(lambda: library.join_voices(answer[0], [name]))

    screen.app.push_screen(AskScreen("Rename", f"Another name for {visible_line(name)}.", placeholder=name), answered)


COMMANDS: dict[str, Callable[[MainScreen], None]] = {"voices.show": show_voices}
