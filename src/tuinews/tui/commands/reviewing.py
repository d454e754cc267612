"""What waits for your word after the engine was upgraded: marked statements that it would find otherwise."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import shorten
from typing import TYPE_CHECKING

from tuinews.core.sanitize import visible_line
from tuinews.library.views import Done
from tuinews.tui.screens.choice import Choice, ChoiceScreen

if TYPE_CHECKING:
    from tuinews.storage.reviews import Review
    from tuinews.tui.screens.main import MainScreen


LONGEST = 120
"""Characters of a statement in the list."""


def show_reviews(screen: MainScreen) -> None:
    """List the differences; the chosen one is decided on."""
    screen.desk.ask(screen.library.reviews, lambda waiting: _list(screen, waiting))


def _list(screen: MainScreen, waiting: list[Review]) -> None:
    if not waiting:
        screen.say("Nothing waits for review")
        return
    by_id = {str(one.id): one for one in waiting}
    choices = [
        Choice(key, visible_line(_said(one.old_speaker, one.old_words)), visible_line(one.article))
        for key, one in by_id.items()
    ]

    def chosen(key: str | None) -> None:
        if key is not None:
            _decide(screen, by_id[key], [one for one in waiting if str(one.id) != key])

    about = "These bear your marks; a newer engine would find them otherwise."
    screen.app.push_screen(ChoiceScreen("Review", choices, about=about, hint="Esc: later"), chosen)


def _decide(screen: MainScreen, one: Review, others: list[Review]) -> None:
    new = _said(one.new_speaker, one.new_words) if one.new_words else "no statement"
    choices = [
        Choice("keep", "Keep it as it was", visible_line(_said(one.old_speaker, one.old_words))),
        Choice("accept", "Take what the newer engine finds", visible_line(new)),
    ]

    def chosen(key: str | None) -> None:
        if key is not None:
            screen.desk.write(lambda: _settle(screen, one, accept=key == "accept"), one.article_id)
            if others:
                _list(screen, others)

    screen.app.push_screen(ChoiceScreen("Keep or accept?", choices), chosen)


def _settle(screen: MainScreen, one: Review, *, accept: bool) -> Done:
    screen.library.settle_review(one.id, accept=accept)
    return Done("Took the newer one" if accept else "Kept it as it was", "")


def _said(speaker: str, words: str) -> str:
    return shorten(f"{speaker or 'somebody not named'}: {words}", LONGEST, placeholder=" …")


COMMANDS: dict[str, Callable[[MainScreen], None]] = {"review.list": show_reviews}
