"""Correcting statements: who said it, its words, that it is none; marking one that was missed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuinews.core.sanitize import visible_line
from tuinews.core.statement import Kind, Span
from tuinews.library.correcting import CorrectionKind, overlap, without_marks
from tuinews.library.views import ArticleView, Done, StatementView, Target
from tuinews.tui.screens.asking import Answer, AskScreen
from tuinews.tui.screens.choice import Choice, ChoiceScreen
from tuinews.tui.sources import as_said

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen

_SAME = 0.3
"""More in common than this, and selected words are meant as the words of that statement."""


def correct(screen: MainScreen) -> None:
    """Correct the statement that the reader is at, or the one that the selected words are meant as; words where there
    is none are a missed one."""
    view, selection = screen.state.view, screen.article_pane.selection
    if view is None:
        return
    if selection is None and (one := screen.article_pane.current) is not None:
        _offer(screen, view, one, None)
    elif selection is None:
        words = (
            "Go to a statement first ({move.next-statement}), or select the words of a missed one with {mark.select}"
        )
        screen.say(screen.keyed(words))
    elif (one := _meant(view, selection)) is not None:
        _offer(screen, view, one, selection)
    else:
        _mark_missed(screen, view, selection)


def _meant(view: ArticleView, words: Span) -> StatementView | None:
    best = max(view.statements, key=lambda one: overlap(one.statement, words), default=None)
    if best is None:
        return None
    inside = best.statement.start <= words.start and words.end <= best.statement.end
    return best if inside or overlap(best.statement, words) > _SAME else None


def _offer(screen: MainScreen, view: ArticleView, one: StatementView, selection: Span | None) -> None:
    target = Target.of(view, one)
    choices = [
        Choice("speaker", "Someone else said it", f"not {visible_line(one.speaker)}"),
        Choice("none", "This is no statement", "no words of anyone's"),
    ]
    if selection is not None:
        words = visible_line(view.document.text[selection.start : selection.end])[:100]
        choices.insert(0, Choice("span", "Its words are those selected", words))

    def chosen(answer: str | None) -> None:
        if answer == "speaker":
            _ask_speaker(screen, lambda name: _write(screen, target, "speaker", "Corrected who said it", name))
        elif answer == "none":
            _write(screen, target, "none", "Marked as no statement")
        elif answer == "span":
            _correct_words(screen, view, one, selection or Span(0, 0))

    hint = "" if selection is not None else screen.keyed("Esc leaves · other words: {mark.select} selects them")
    about = f"{as_said(one.speaker, one)}\n"
    screen.app.push_screen(ChoiceScreen("Correct", choices, about=about, hint=hint), chosen)


def _correct_words(screen: MainScreen, view: ArticleView, one: StatementView, selection: Span) -> None:
    words, kind = without_marks(view.document.text, selection)
    new = Target.of(view, words)
    if overlap(one.statement, words) > _SAME:
        _write(screen, new, "span", "Corrected its words")
        return
    # A few words of a long statement have too little in common with it to be known as its own: it goes, they come.
    source = one.statement.source
    old = Target.of(view, one)
    _write(screen, old, "none", "Took the longer statement away")
    _write(screen, new, "missed", "Corrected its words in two steps", source.name if source is not None else None, kind)


def _mark_missed(screen: MainScreen, view: ArticleView, selection: Span) -> None:
    words, kind = without_marks(view.document.text, selection)
    target = Target.of(view, words)
    _ask_speaker(screen, lambda name: _write(screen, target, "missed", "Marked a missed statement", name, kind))


def _ask_speaker(screen: MainScreen, use: Callable[[str | None], None]) -> None:
    """Who said it: someone quoted in this article, someone typed, or nobody who is named."""
    names = [voice.name for voice in screen.source_pane.voices if voice.named]
    choices = [
        *(Choice(f"name:{name}", visible_line(name)) for name in names),
        Choice("other", "Someone else", "type the name"),
        Choice("nobody", "Nobody is named"),
    ]

    def answered(answer: Answer | None) -> None:
        if answer is not None:
            use(answer[0])

    def chosen(answer: str | None) -> None:
        if answer == "other":
            about = "The full name, as the article has it."
            screen.app.push_screen(AskScreen("Who said it?", about, placeholder="name"), answered)
        elif answer == "nobody":
            use(None)
        elif answer is not None:
            use(answer.partition(":")[2])

    screen.app.push_screen(ChoiceScreen("Who said it?", choices), chosen)


def _write(
    screen: MainScreen, target: Target, correction: CorrectionKind, done: str, speaker: str | None = None,
    kind: Kind = "direct",
) -> None:  # fmt: skip
    library = screen.library

    def change() -> Done:
        library.correct(target, correction, speaker=speaker, kind_of=kind)
        return Done(done, "the last step")

    if screen.article_pane.selection is not None:
        screen.article_pane.select(None)
    screen.desk.write(change, target.article_id)


COMMANDS: dict[str, Callable[[MainScreen], None]] = {"correct.statement": correct}
