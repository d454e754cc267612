"""Two things to decide about a statement: whether they said it, and whether it is so; and about the claims it bears."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuinews.core.query import CHOICES
from tuinews.core.quoting import quoted
from tuinews.core.sanitize import visible_line
from tuinews.library.views import StatementView, Target
from tuinews.tui.keys import TAKEN_BACK
from tuinews.tui.screens.asking import Answer, AskScreen
from tuinews.tui.screens.choice import Choice, ChoiceScreen

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen

_STATUS = {
    "confirmed": "What it claims is so", "disputed": "What it claims is disputed", "false": "What it claims is false",
    "open": "What it claims is open",
}  # fmt: skip


def judge(screen: MainScreen) -> None:
    """Decide about the statement that the reader is at."""
    view, one = screen.state.view, screen.article_pane.current
    if view is None or one is None:
        screen.say("Go to a statement first: . and , walk through them")
        return
    target = Target.of(view, one)
    choices = [
        Choice("checked", "They said it: checked")
        if one.attribution != "checked"
        else Choice("unchecked", "Whether they said it is unchecked"),
        *(Choice(f"status:{name}", words) for name, words in _STATUS.items() if name != one.status),
        Choice("proof", "Proof", one.proof or "an address, or a few words"),
        *(Choice(f"claim:{tag}", f"Decide about the claim #{visible_line(tag)}", "for every statement that bears it")
          for tag in claims_of(one)),
    ]  # fmt: skip

    def chosen(answer: str | None) -> None:
        if answer in ("checked", "unchecked"):
            _write(screen, target, attribution=answer)
        elif answer == "proof":
            _ask_proof(screen, target, one.proof)
        elif answer is not None and answer.startswith("claim:"):
            judge_claim(screen, answer.partition(":")[2])
        elif answer is not None:
            _write(screen, target, status=answer.partition(":")[2])

    about = f"{visible_line(one.speaker)}: {quoted(visible_line(one.text)[:200])}\n"
    about += f"attribution {one.attribution}, claim {one.status}\n"
    screen.app.push_screen(ChoiceScreen("Status", choices, about=about, hint=screen.keyed(TAKEN_BACK)), chosen)


def claims_of(one: StatementView) -> list[str]:
    """The claims that a statement bears: tags below `claim/`."""
    names = (tag.partition("=")[0] for tag in one.tags)
    return [name for name in dict.fromkeys(names) if name.casefold().startswith("claim/")]


def judge_claim(screen: MainScreen, claim: str) -> None:
    """Decide about a claim, for all statements that bear its tag."""
    library = screen.library
    choices = [Choice(name, words) for name, words in _STATUS.items()]

    def chosen(status: str | None) -> None:
        if status is not None:
            screen.desk.write(lambda: library.judge(claim, status=status))

    assert set(CHOICES["status"]) == set(_STATUS)
    screen.app.push_screen(ChoiceScreen(f"#{visible_line(claim)}", choices, hint=screen.keyed(TAKEN_BACK)), chosen)


def _ask_proof(screen: MainScreen, target: Target, before: str) -> None:
    def answered(answer: Answer | None) -> None:
        if answer is not None:
            _write(screen, target, proof=answer[0])

    about = "An address, or a few words, that prove what was decided."
    screen.app.push_screen(AskScreen("Proof", about, placeholder=before or "https://…"), answered)


def _write(screen: MainScreen, target: Target, **decision: str) -> None:
    library = screen.library
    screen.desk.write(lambda: library.judge(target, **decision), target.article_id)


COMMANDS: dict[str, Callable[[MainScreen], None]] = {"judge.status": judge}
