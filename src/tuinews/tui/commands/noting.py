"""Notes wherever they are: the list of all, those whose words are gone, and giving these other words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from tuinews.core import clock
from tuinews.core.counting import counted
from tuinews.core.quoting import quoted
from tuinews.core.sanitize import visible_line
from tuinews.core.statement import Span
from tuinews.library.views import Target
from tuinews.tui.commands.marking import edit_note
from tuinews.tui.keys import TAKEN_BACK
from tuinews.tui.page import day_and_time
from tuinews.tui.screens import opening
from tuinews.tui.screens.catalogue import CatalogueScreen, Entry, Picked
from tuinews.tui.screens.choice import Choice, ChoiceScreen

if TYPE_CHECKING:
    from tuinews.core.models import Draft, NoteRow, Orphan
    from tuinews.library.joining import Change
    from tuinews.storage.notes import Sort
    from tuinews.tui.screens.main import MainScreen

_SORTS = ("time", "article", "tag", "voice")
_KINDS = {"note": "note", "tagging": "tag", "verdict": "verdict", "correction": "correction"}


def show_notes(screen: MainScreen) -> None:
    """All notes; typing filters, Enter goes to one."""
    found: dict[str, NoteRow] = {}
    drafts: dict[str, Draft] = {}

    def ask(shown: CatalogueScreen, order: int) -> None:
        def filled(answer: tuple[list[NoteRow], list[Orphan], list[Draft]]) -> None:
            rows, orphans, unfinished = answer
            found.clear()
            found.update((row.note.uid, row) for row in rows)
            drafts.update((one.key, one) for one in unfinished)
            gone = [_orphans_entry(orphans)] if orphans else []
            shown.fill([*map(_draft_entry, unfinished), *gone, *(_note_entry(row) for row in rows)])

        sort = cast("Sort", _SORTS[order])
        library = screen.library
        screen.desk.ask(lambda: (library.note_rows(sort), library.orphans(), library.drafts()), filled)

    def picked(answer: Picked | None) -> None:
        if answer is None:
            return
        if answer.key == "orphans":
            show_orphans(screen)
            return
        if answer.key in drafts:
            write_on(screen, drafts[answer.key])
            return
        note = found[answer.key].note
        if answer.more:
            show_history(screen, note.uid)
        else:
            go_to(screen, note.article_id, note.span)

    empty = screen.keyed("No notes yet: {mark.note} writes one, on an article, a statement or words ({mark.select})")
    shown = CatalogueScreen(
        "Notes", ask, placeholder="words of a note, its article, tag or voice", orders=_SORTS, empty=empty,
        more="its history",
    )  # fmt: skip
    screen.app.push_screen(shown, picked)


def _note_entry(row: NoteRow) -> Entry:
    note = row.note
    when = day_and_time(clock.local(note.changed))
    where = f"on {quoted(' '.join(note.quote.split()))}" if note.quote else "on the article"
    facts = [note.article, where, *([row.voice] if row.voice else []), *(f"#{tag}" for tag in row.tags)]
    facts += ["its words are gone"] if note.orphan else []
    return Entry(note.uid, " ".join(note.body.split())[:300], f"{when}, {note.author}: {' · '.join(facts)}"[:400])


def _draft_entry(draft: Draft) -> Entry:
    where = f"on {quoted(' '.join(draft.quote.split()))}" if draft.quote else "on the article"
    about = f"draft of {day_and_time(clock.local(draft.at))}, no note yet: {draft.article} · {where}"
    return Entry(draft.key, " ".join(draft.body.split())[:300], about[:400], color="$warning")


def write_on(screen: MainScreen, draft: Draft) -> None:
    """Go on with a draft, where its words stand."""
    go_to(screen, draft.article_id, None)
    view = screen.state.view
    if view is None or view.id != draft.article_id:
        return
    note = next((one for one in view.notes if one.uid == draft.note), None)
    target = Target(draft.article_id, draft.span, revision=draft.revision)
    if draft.span is not None and view.revision.number == draft.revision:
        opening.go_to_span(screen, draft.span)
        same = (one for one in view.statements if (one.statement.start, one.statement.end) == draft.span)
        target = next((Target.of(view, one) for one in same), target)
    edit_note(screen, target, note, draft)


def _orphans_entry(orphans: list[Orphan]) -> Entry:
    number = len(orphans)
    words = f"{counted(number, 'orphan')}: their words are gone from the article"
    return Entry("orphans", words, "Enter lists them", color="$error")


def show_history(screen: MainScreen, uid: str) -> None:
    """Every change of a note: when, by whom, and what it said then."""

    def shown(changes: list[Change]) -> None:
        lines = [
            Choice("", f"{day_and_time(clock.local(one.at))}, {visible_line(one.who)}: {visible_line(one.label)}",
                   visible_line((one.after or {}).get("body") or "deleted")[:300])
            for one in changes
        ]  # fmt: skip
        screen.app.push_screen(ChoiceScreen("History", lines))

    screen.desk.ask(lambda: screen.library.history(uid), shown)


def go_to(screen: MainScreen, article_id: int, span: Span | None) -> None:
    """Go to words of an article, or to its beginning, whether the list shows it or not."""
    at = screen.list_pane.index_of(article_id, -1)
    if at >= 0 and not screen.state.statements:
        screen.list_pane.move_to(at, tell=False)
    opening.load_article(screen, article_id)
    if screen.state.view is None or screen.state.view.id != article_id:
        return
    screen.go_to_pane("article")
    opening.enter_article(screen)
    if span is not None:
        opening.go_to_span(screen, span)


# -- orphans -----------------------------------------------------------------------------------------------------


def show_orphans(screen: MainScreen) -> None:
    """What was written on words that are gone. With words selected: the chosen one stands on these from now on."""
    selection = screen.article_pane.selection
    view = screen.state.view
    of = view.id if view is not None and selection is not None else None
    known: dict[str, Orphan] = {}

    def ask(shown: CatalogueScreen, _order: int) -> None:
        def filled(orphans: list[Orphan]) -> None:
            known.update((one.uid, one) for one in orphans)
            shown.fill([_orphan_entry(one) for one in orphans])

        screen.desk.ask(lambda: screen.library.orphans(of), filled)

    def picked(answer: Picked | None) -> None:
        if answer is None:
            return
        one = known[answer.key]
        if selection is not None and not answer.more:
            attach(screen, one, selection)
        elif answer.more:
            offer_more(screen, one)
        else:
            show_past(screen, one)

    title = "Attach which one to the selected words?" if selection is not None else "Orphans"
    empty = "No orphans: everything stands on its words"
    shown = CatalogueScreen(
        title, ask, placeholder="words of the note or tag, or that it stood on", more="more", empty=empty,
        opens="attaches it" if selection is not None else "shows the old words",
    )  # fmt: skip
    screen.app.push_screen(shown, picked)


def _orphan_entry(one: Orphan) -> Entry:
    words = " ".join(one.quote.split())
    detail = f"on {quoted(words[:200])} in revision {one.revision} of {one.article}, {one.author}"
    return Entry(one.uid, f"{_KINDS[one.record]}: {' '.join(one.says.split())[:200]}", detail)


def attach(screen: MainScreen, one: Orphan, selection: Span) -> None:
    """Let an orphan stand on selected words of its article."""
    library, view = screen.library, screen.state.view
    revision = view.revision.number if view is not None and view.id == one.article_id else None
    screen.article_pane.select(None)
    screen.desk.write(lambda: library.attach(one.uid, selection, revision), one.article_id)


def show_past(screen: MainScreen, one: Orphan) -> None:
    """The words that an orphan stood on, in the revision that had them."""

    def shown(past: tuple[str, str, float]) -> None:
        from tuinews.tui.screens.past import PastScreen

        title, text, fetched = past
        about = f"{visible_line(title)}\nfetched {day_and_time(clock.local(fetched))}. {_KINDS[one.record]}: "
        words = f"Revision {one.revision}"
        screen.app.push_screen(PastScreen(words, about + visible_line(one.says), text, one.span))

    screen.desk.ask(lambda: screen.library.revision_text(one.article_id, one.revision), shown)


def offer_more(screen: MainScreen, one: Orphan) -> None:
    """What else can be done with an orphan."""
    choices = [
        Choice("past", "Show its words", f"in revision {one.revision}"),
        Choice(
            "article",
            "Go to the article",
            screen.keyed("select other words with {mark.select}, then {notes.orphans} attaches it to them"),
        ),
        *([Choice("delete", "Delete the note", screen.keyed(TAKEN_BACK))] if one.record == "note" else []),
    ]

    def chosen(answer: str | None) -> None:
        if answer == "past":
            show_past(screen, one)
        elif answer == "article":
            go_to(screen, one.article_id, None)
        elif answer == "delete":
            screen.desk.write(lambda: screen.library.delete_note(one.uid), one.article_id)

    screen.app.push_screen(ChoiceScreen("Orphan", choices, about=visible_line(one.says)[:200]), chosen)


COMMANDS: dict[str, Callable[[MainScreen], None]] = {"notes.list": show_notes, "notes.orphans": show_orphans}
