"""Rules: what matches a search when it comes gets tags or marks. Listing, trying, running, making, deleting them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuinews.core.counting import counted
from tuinews.core.sanitize import visible_line
from tuinews.library.views import Actions, Done, Place
from tuinews.tui.commands.saving import go_to, shown_query
from tuinews.tui.keys import TAKEN_BACK
from tuinews.tui.screens.asking import Answer, AskScreen
from tuinews.tui.screens.catalogue import CatalogueScreen, Entry, Picked
from tuinews.tui.screens.choice import Choice, ChoiceScreen

if TYPE_CHECKING:
    from tuinews.library import Library
    from tuinews.storage.rules import Rule
    from tuinews.tui.screens.main import MainScreen

_TAG = "Tag it"
_ACTIONS = {
    "Star it": Actions(star=True), "Mark it read": Actions(read=True), "Hide it": Actions(hide=True),
    "Watch it": Actions(watch=True),
}  # fmt: skip


def show_rules(screen: MainScreen) -> None:
    """All rules with how many articles they match now; Enter lists these, Tab runs or deletes a rule."""
    known: dict[str, Rule] = {}
    query = shown_query(screen)

    def ask(shown: CatalogueScreen, _order: int) -> None:
        def filled(found: list[tuple[Rule, int]]) -> None:
            known.update((rule.uid, rule) for rule, _ in found)
            new = [Entry("new", "Make a rule of this search", query)] if query else []
            shown.fill([*new, *(_entry(rule, count) for rule, count in found)])

        screen.desk.ask(lambda: _matches(screen.library), filled)

    def picked(answer: Picked | None) -> None:
        if answer is None:
            return
        if answer.key == "new":
            make(screen, query)
            return
        rule = known[answer.key]
        if answer.more:
            offer_more(screen, rule)
        else:
            go_to(screen, Place(f"rule:{rule.uid}", f"what “{rule.name}” matches", rule.query, "saved"))

    empty = "No rules yet: search with /, then come here to make a rule of the search"
    shown = CatalogueScreen(
        "Rules", ask, placeholder="a rule", opens="lists what it matches", more="run, delete", empty=empty
    )
    screen.app.push_screen(shown, picked)


def _matches(library: Library) -> list[tuple[Rule, int]]:
    return [(one.rule, len(one.articles)) for one in library.run_rules(preview=True)]


def _entry(rule: Rule, count: int) -> Entry:
    return Entry(rule.uid, f"{rule.name}: {rule.actions}", f"{rule.query} · matches {counted(count, 'article')} now")


def offer_more(screen: MainScreen, rule: Rule) -> None:
    """Run a rule on everything stored, or delete it."""
    library = screen.library
    choices = [
        Choice("run", "Run it on everything stored", str(rule.actions)),
        Choice("delete", "Delete it", "what it did stays"),
    ]

    def run() -> Done:
        matched = library.run_rules([rule.name])
        number = sum(len(one.articles) for one in matched)
        return Done(f"“{rule.name}” matched {counted(number, 'article')}", "the last step" if number else "")

    def chosen(answer: str | None) -> None:
        if answer == "run":
            screen.desk.write(run)
        elif answer == "delete":
            screen.desk.write(lambda: library.delete_rule(rule.uid))

    screen.app.push_screen(ChoiceScreen(visible_line(rule.name), choices, hint=screen.keyed(TAKEN_BACK)), chosen)


def make(screen: MainScreen, query: str) -> None:
    """Ask what a rule does with what a search finds, and how it is called."""
    library = screen.library

    def named(actions: Actions) -> Callable[[Answer | None], None]:
        def answered(answer: Answer | None) -> None:
            if answer is not None:
                screen.desk.write(lambda: library.add_rule(answer[0], query, actions))

        return answered

    def ask_name(actions: Actions) -> None:
        about = f"A name for the rule. What matches {visible_line(query)[:200]} gets: {actions}."
        screen.app.push_screen(AskScreen("Name the rule", about, placeholder="name"), named(actions))

    def tagged(answer: Answer | None) -> None:
        if answer is not None:
            ask_name(Actions(tags=tuple(word.removeprefix("#") for word in answer[0].split())))

    def chosen(answer: str | None) -> None:
        if answer == _TAG:
            about = "Tags for what matches, divided by spaces."
            screen.app.push_screen(AskScreen("Which tags?", about, placeholder="energy war/sea"), tagged)
        elif answer is not None:
            ask_name(_ACTIONS[answer])

    choices = [Choice(words, words) for words in (_TAG, *_ACTIONS)]
    about = f"What comes from now on and matches {visible_line(query)[:200]}:\n"
    screen.app.push_screen(ChoiceScreen("Make a rule", choices, about=about), chosen)


COMMANDS: dict[str, Callable[[MainScreen], None]] = {"rules.list": show_rules}
