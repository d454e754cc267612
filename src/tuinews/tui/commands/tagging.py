"""Tags as a whole: all in use and in the codebook; going to one, renaming and merging; tagging a whole list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuinews.core.counting import counted
from tuinews.core.sanitize import visible_line
from tuinews.library.views import Place, Target
from tuinews.tui.commands.saving import go_to
from tuinews.tui.screens.asking import Answer, AskScreen
from tuinews.tui.screens.catalogue import CatalogueScreen, Entry, Picked
from tuinews.tui.screens.choice import Choice, ChoiceScreen
from tuinews.tui.screens.tags import TagChange, TagPrompt

if TYPE_CHECKING:
    from tuinews.library import Library
    from tuinews.tui.screens.main import MainScreen


def show_tags(screen: MainScreen) -> None:
    """All tags; Enter lists what bears one, Tab renames or merges it."""

    def ask(shown: CatalogueScreen, _order: int) -> None:
        screen.desk.ask(lambda: _entries(screen.library), shown.fill)

    def picked(answer: Picked | None) -> None:
        if answer is not None and answer.more:
            offer_more(screen, answer.key)
        elif answer is not None:
            go_to(screen, Place(f"tag:{answer.key}", f"#{answer.key}", f'tag:"{answer.key}"', "tag"))

    empty = screen.keyed("No tags yet: {mark.tag} puts one on an article, a statement or words ({mark.select})")
    shown = CatalogueScreen("Tags", ask, placeholder="a tag", opens="lists what bears it", more="rename", empty=empty)
    screen.app.push_screen(shown, picked)


def _entries(library: Library) -> list[Entry]:
    book, values = library.codebook, library.tag_values()
    voices: dict[str, list[str]] = {}
    for voice, tag, _ in library.voice_tags():
        voices.setdefault(tag.partition("=")[0], []).append(voice)
    counts = dict(library.tags())
    names = dict.fromkeys([*counts, *voices, *(tag for tag in book.tags if tag not in counts)])
    found = []
    for name in names:
        code, count = book.code(name), counts.get(name, 0)
        facts = [counted(count, "article")] if count or name not in voices else []
        facts += [f"={value} {number:,}" for tag, value, number in values if tag.casefold() == name.casefold()]
        facts += [f"on {', '.join(voices[name][:4])}"] if name in voices else []
        facts += [code.description] if code is not None and code.description else []
        found.append(Entry(name, f"#{name}", " · ".join(facts), color=tag_style(library, name)))
    return found


def tag_style(library: Library, tag: str) -> str:
    """The style of a tag's colour; empty when the codebook gives it none."""
    color = library.codebook.color(tag)
    return f"$tag-{color}" if color else ""


def offer_more(screen: MainScreen, tag: str) -> None:
    """Rename a tag everywhere, or make it one with another."""
    library = screen.library

    def answered(answer: Answer | None) -> None:
        if answer is not None:
            screen.desk.write(lambda: library.rename_tag(tag, answer[0]))

    def chosen(answer: str | None) -> None:
        if answer == "rename":
            about = f"Another name for #{visible_line(tag)} and those below it; one that is there already takes it in."
            screen.app.push_screen(AskScreen("Rename", about, placeholder=tag), answered)

    choice = Choice(
        "rename", "Rename it, or merge it into another", screen.keyed("everywhere; {mark.undo} takes it back")
    )
    screen.app.push_screen(ChoiceScreen(f"#{visible_line(tag)}", [choice]), chosen)


def tag_everything(screen: MainScreen) -> None:
    """Tag all that the list shows: every article or statement that the place or search finds."""
    ids, statements, library = screen.list_pane.ids[:], screen.state.statements, screen.library
    if not len(ids):
        screen.say("Nothing here")
        return

    def chosen(change: TagChange | None) -> None:
        if change is not None and (change.add or change.remove):
            screen.desk.write(lambda: library.tag(targets(), change.add, change.remove))

    def targets() -> list[Target]:
        if not statements:
            return [Target(one) for one in ids]

        rows = library.statement_rows(ids)
        return [Target.said(row) for row in rows]

    about = f"All {len(ids):,} {'statements' if statements else 'articles'} of this list"
    screen.app.push_screen(TagPrompt(about, (), library.known_tags(), library.codebook.check), chosen)


COMMANDS: dict[str, Callable[[MainScreen], None]] = {"tags.list": show_tags, "tags.everything": tag_everything}
