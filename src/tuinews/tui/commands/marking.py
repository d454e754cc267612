"""Marking: read, star, tag, note, delete, undo. Each is one step that `U` takes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tuinews.core.errors import NotFound
from tuinews.core.quoting import quoted
from tuinews.core.sanitize import visible_line
from tuinews.library.views import ArticleRow, Done, NoteView, StatementRow, Target
from tuinews.tui.commands.drafting import draft_of, keep_draft, store_note
from tuinews.tui.commands.removing import remove_place
from tuinews.tui.keys import TAKEN_BACK
from tuinews.tui.screens import opening
from tuinews.tui.screens.choice import Choice, ChoiceScreen
from tuinews.tui.screens.note import NoteEditor
from tuinews.tui.screens.tags import TagChange, TagPrompt

if TYPE_CHECKING:
    from tuinews.core.models import Draft
    from tuinews.library import Library
    from tuinews.tui.screens.main import MainScreen


_MOST_COMPARED = 200
"""Articles whose tags are compared to show those that all of them bear."""


def toggle_read(screen: MainScreen) -> None:
    """Mark the article read, or unread; of several picked ones all, as long as one of them is unread."""
    if screen.picked:
        _mark_picked(screen, lambda library, ids, rows: library.mark_read(ids, any(not row.read for row in rows)))
        return
    row = _row(screen)
    if row is not None:
        library, ids, read = screen.library, [row.id], not row.read
        screen.desk.write(lambda: library.mark_read(ids, read), row.id)


def toggle_star(screen: MainScreen) -> None:
    """Star the article, or take its star off; of several picked ones all, as long as one of them has none."""
    if screen.picked:
        _mark_picked(screen, lambda library, ids, rows: library.star(ids, any(not row.starred for row in rows)))
        return
    row = _row(screen)
    if row is not None:
        library, ids, on = screen.library, [row.id], not row.starred
        screen.desk.write(lambda: library.star(ids, on), row.id)


def _mark_picked(screen: MainScreen, mark: Callable[[Library, list[int], Sequence[ArticleRow]], Done]) -> None:
    """Mark all articles that are picked in the list, as one step."""
    library, find = screen.library, _picked_articles(screen)

    def change() -> Done:
        ids = find()
        return mark(library, ids, library.rows(ids))

    screen.list_pane.pick_nothing()
    screen.desk.write(change)


def _picked_articles(screen: MainScreen) -> Callable[[], list[int]]:
    """What finds the articles that are picked now, or those of the statements that are: not on the screen's thread."""
    library, picked = screen.library, screen.list_pane.picked_ids()
    if not screen.state.statements:
        return picked.tolist
    return lambda: list(dict.fromkeys(row.article_id for row in library.statement_rows(picked)))


def _row(screen: MainScreen) -> ArticleRow | None:
    """The row of the article that the reader is at, as the library has it now."""
    article_id = screen.article_id()
    rows = screen.library.rows([article_id]) if article_id is not None else []
    return rows[0] if rows else None


def mark_list(screen: MainScreen) -> None:
    """Mark the whole list read, or what is above or below the cursor: a second key, and the number is named."""
    pane, library = screen.list_pane, screen.library
    if screen.state.statements or not pane.count:
        words = "This marks lists of articles: {look.statements} goes back to them"
        screen.say(screen.keyed(words) if screen.state.statements else "Nothing here")
        return
    stretches = {
        "all": (f"Mark all {pane.count:,} of this list read", pane.ids[:]),
        "above": (f"Mark the {pane.cursor:,} above read", pane.ids[: pane.cursor]),
        "below": (f"Mark the {pane.count - pane.cursor - 1:,} below read", pane.ids[pane.cursor + 1 :]),
    }
    choices = [Choice(key, words) for key, (words, ids) in stretches.items() if len(ids)]

    def chosen(answer: str | None) -> None:
        if answer is not None:
            ids = list(stretches[answer][1])
            screen.desk.write(lambda: library.mark_read(ids))

    screen.app.push_screen(ChoiceScreen("Mark read", choices, hint=screen.keyed(TAKEN_BACK)), chosen)


def mark_everything(screen: MainScreen) -> None:
    """Mark all that is stored read, after naming the number."""
    library = screen.library

    def found(ids: Sequence[int]) -> None:
        def chosen(answer: str | None) -> None:
            if answer is not None:
                screen.desk.write(lambda: library.mark_read(ids))

        if not ids:
            screen.say("Nothing is unread")
            return
        choices = [Choice("all", f"Mark all {len(ids):,} unread articles of all feeds read")]
        screen.app.push_screen(ChoiceScreen("Mark read", choices, hint=screen.keyed(TAKEN_BACK)), chosen)

    screen.desk.ask(lambda: library.search("is:unread").ids, found)


def select(screen: MainScreen) -> None:
    """Select words, then the sentence, the paragraph; in the list, pick rows."""
    if screen.state.pane == "list":
        screen.list_pane.pick()
        screen.show_footer()
        return
    if screen.state.view is None:
        return
    if screen.state.pane != "article":
        screen.go_to_pane("article")
        opening.enter_article(screen)
    screen.article_pane.widen()


def write_note(screen: MainScreen) -> None:
    """Write a note; where there are some already, choose between them and a new one."""
    target = screen.target()
    if target is None:
        return
    notes = notes_on(screen, target)
    if not notes:
        edit_note(screen, target, None)
        return
    choices = [Choice(f"edit:{note.uid}", f"Edit {quoted(_beginning(note))}") for note in notes]

    def chosen(answer: str | None) -> None:
        if answer is not None:
            edit_note(screen, target, next((note for note in notes if answer == f"edit:{note.uid}"), None))

    screen.app.push_screen(ChoiceScreen("Note", [*choices, Choice("new", "Write another note")]), chosen)


def notes_on(screen: MainScreen, target: Target) -> list[NoteView]:
    """The notes on a target."""
    try:
        view = screen.state.view
        if view is None or view.id != target.article_id:
            view = screen.library.article(target.article_id)
    except NotFound:
        return []
    return [note for note in view.notes if note.span == target.span]


def edit_note(screen: MainScreen, target: Target, note: NoteView | None, draft: Draft | None = None) -> None:
    """Write a note on a target, or change one that is there; what was being written there stands in it."""
    library = screen.library
    key = draft.key if draft else library.draft_key(target, note.uid if note else None)

    def saved(body: str | None) -> None:
        if screen.article_pane.selection is not None:
            screen.article_pane.select(None)
        if body is not None:
            written = (lambda: library.edit_note(note.uid, body)) if note else (lambda: library.add_note(target, body))
            store_note(screen, key, body, written, target.article_id)

    def keep(body: str, leaves: bool) -> None:
        keep_draft(screen, key, body, leaves=leaves)

    begun = draft_of(screen, key) or (note.body if note else "")
    screen.app.push_screen(NoteEditor(keep, _about(screen, target), begun), saved)


def _about(screen: MainScreen, target: Target) -> str:
    """What a note or tag is put on, in words."""
    view = screen.state.view
    if target.span is not None and view is not None and view.id == target.article_id:
        words = " ".join(view.document.text[target.span.start : target.span.end].split())
        return visible_line(words)
    row = screen.list_pane.current
    if isinstance(row, StatementRow):
        return visible_line(row.quote)
    rows = screen.library.rows([target.article_id])
    return visible_line(rows[0].title) if rows else "the article"


def write_tags(screen: MainScreen) -> None:
    """Tag what is selected, with completion from the tags in use."""
    if screen.picked:
        _tag_picked(screen)
        return
    target = screen.target()
    if target is None:
        return

    def chosen(change: TagChange | None) -> None:
        if change is not None and (change.add or change.remove):
            screen.desk.write(lambda: library.tag([target], change.add, change.remove), target.article_id)
        if screen.article_pane.selection is not None:
            screen.article_pane.select(None)

    library = screen.library
    about, there = _about(screen, target), tags_on(screen, target)
    screen.app.push_screen(TagPrompt(about, there, library.known_tags(), library.codebook.check), chosen)


def _tag_picked(screen: MainScreen) -> None:
    """Tag all that is picked in the list; shown as there are the tags that all of it bears."""
    library, statements, picked = screen.library, screen.state.statements, screen.list_pane.picked_ids()
    few = [] if statements else library.rows(picked[:_MOST_COMPARED])
    common = [tag for tag in few[0].tags if all(tag in row.tags for row in few)] if few else []

    def targets() -> list[Target]:
        if not statements:
            return [Target(one) for one in picked]
        rows = library.statement_rows(picked)
        return [Target.said(row) for row in rows]

    def chosen(change: TagChange | None) -> None:
        if change is not None and (change.add or change.remove):
            screen.list_pane.pick_nothing()
            screen.desk.write(lambda: library.tag(targets(), change.add, change.remove))

    about = f"{len(picked):,} {'statements' if statements else 'articles'}"
    screen.app.push_screen(TagPrompt(about, tuple(common), library.known_tags(), library.codebook.check), chosen)


def tags_on(screen: MainScreen, target: Target) -> tuple[str, ...]:
    """The tags on a target."""
    view = screen.state.view
    if target.span is None or view is None or view.id != target.article_id:
        rows = screen.library.rows([target.article_id])
        return view.tags if view is not None and view.id == target.article_id else rows[0].tags if rows else ()
    for one in view.statements:
        if (one.statement.start, one.statement.end) == target.span:
            return one.tags
    return ()


def delete(screen: MainScreen) -> None:
    """Delete a note or the article: asks which. Of several picked articles: asks whether. In the feed tree, it is
    about what the cursor is on there."""
    if screen.state.pane == "tree":
        remove_place(screen)
        return
    if screen.picked:
        _delete_picked(screen)
        return
    target = screen.target()
    if target is None:
        return
    library = screen.library
    notes = notes_on(screen, target)
    if target.span is not None:
        notes += notes_on(screen, Target(target.article_id))
    choices = [Choice(note.uid, f"Delete the note {quoted(_beginning(note))}") for note in notes]
    title = next((row.title for row in library.rows([target.article_id])), "")
    choices.append(Choice("article", f"Delete the article {quoted(visible_line(title))}"))

    def chosen(answer: str | None) -> None:
        if answer == "article":
            if screen.state.pane in ("article", "source"):
                screen.go_to_pane("list")
            screen.desk.write(lambda: library.delete_articles([target.article_id]))
        elif answer is not None:
            screen.desk.write(lambda: library.delete_note(answer), target.article_id)

    screen.app.push_screen(ChoiceScreen("Delete?", choices, hint=screen.keyed(TAKEN_BACK)), chosen)


def _delete_picked(screen: MainScreen) -> None:
    of = "the articles of these statements" if screen.state.statements else "these articles"

    def chosen(answer: str | None) -> None:
        if answer is not None:
            _mark_picked(screen, lambda library, ids, rows: library.delete_articles(ids))

    choice = Choice("all", f"Delete {of}: {screen.list_pane.picked_count:,} picked")
    screen.app.push_screen(ChoiceScreen("Delete?", [choice], hint=screen.keyed(TAKEN_BACK)), chosen)


def _beginning(note: NoteView) -> str:
    words = visible_line(note.body)
    return words if len(words) <= 48 else words[:47] + "…"


def undo(screen: MainScreen) -> None:
    """Take back the last change."""
    screen.desk.write(screen.library.undo)


COMMANDS: dict[str, Callable[[MainScreen], None]] = {
    "mark.read": toggle_read,
    "mark.list": mark_list,
    "mark.everything": mark_everything,
    "mark.star": toggle_star,
    "mark.select": select,
    "mark.note": write_note,
    "mark.tag": write_tags,
    "mark.delete": delete,
    "mark.undo": undo,
}
