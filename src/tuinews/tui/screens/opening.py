"""From a row of the list to the article: shown while the cursor rests on it, read when the reader goes into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.core.errors import TuinewsError
from tuinews.core.statement import Span
from tuinews.library.views import ArticleView, StatementRow
from tuinews.tui.panes.list import no_hits

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen

_PREVIEW_AFTER = 0.06  # seconds that the cursor rests on a row before its article is shown
_FIRST_AFTER = 0.02  # seconds: the list is painted first


def preview_soon(screen: MainScreen) -> None:
    """Show the article under the cursor, and the hits in it of what is searched for, when the cursor rests; sooner,
    when none is shown."""
    if not screen.painted:
        return
    if screen.preview is not None:
        screen.preview.stop()
    after = _PREVIEW_AFTER if screen.state.view is not None else _FIRST_AFTER
    screen.preview = screen.set_timer(after, lambda: show_current(screen))


def show_current(screen: MainScreen) -> None:
    """Show the article under the list's cursor, without having read it."""
    if screen.preview is not None:
        screen.preview.stop()
        screen.preview = None
    row = screen.list_pane.current
    if row is None:
        if not screen.list_pane.count and screen.state.pane == "list":
            show_nothing(screen)
        return
    article_id = row.article_id if isinstance(row, StatementRow) else row.id
    if screen.state.view is None or screen.state.view.id != article_id:
        load_article(screen, article_id)
    elif screen.state.hits_of != screen.state.text.strip():
        show_article(screen, screen.state.view)
    if isinstance(row, StatementRow):
        go_to_span(screen, Span(row.start, row.end))
    screen.show_titles()


def show_nothing(screen: MainScreen) -> None:
    """No article: the list is empty."""
    leave_article(screen)
    screen.state.view = None
    screen.article_pane.clear("No article here")
    screen.source_pane.clear()
    screen.show_titles()


def load_article(screen: MainScreen, article_id: int) -> None:
    """Show an article; the engine looks at it now if it has not."""
    try:
        view = fetch(screen, article_id)
    except TuinewsError as error:
        screen.say(str(error))
        return
    leave_article(screen)
    show_article(screen, view)
    if not view.analysed:
        screen.desk.analyse(article_id)


def fetch(screen: MainScreen, article_id: int) -> ArticleView:
    """An article from the library, with unsure statements if they are to be shown. Raises NotFound."""
    return screen.library.article(article_id, 0.0 if screen.state.unsure else None)


def leave_article(screen: MainScreen) -> None:
    """Remember how far the reader got in the article that was shown."""
    save_position(screen)
    screen.state.opened, screen.state.marked = False, None


def save_position(screen: MainScreen) -> None:
    """Store how far the reader got in an opened article."""
    view = screen.state.view
    if view is not None and screen.state.opened:
        offset, library, article_id = screen.article_pane.position, screen.library, view.id
        screen.desk.save(lambda: library.save_position(article_id, offset))


def show_article(screen: MainScreen, view: ArticleView) -> None:
    """Show an article, or its newer picture."""
    from tuinews.tui.sources import shown_statements  # no article is shown before the list

    sure = screen.library.settings.confidence
    statements = shown_statements(view, 0.0 if screen.state.unsure else sure)
    text = screen.state.text.strip()
    hits = screen.library.hits(view.document.text, text, view.language) if text else []
    screen.state.view, screen.state.hits_of = view, text
    screen.article_pane.show(view, statements, hits, sure)
    screen.source_pane.find_hits = (lambda words: screen.library.hits(words, text, view.language)) if text else no_hits
    screen.source_pane.show(view, statements, sure, waiting=not view.analysed)
    if screen.article_pane.focused_statement >= 0:
        screen.source_pane.go_to_statement(screen.article_pane.focused_statement)
    screen.show_titles()


def enter_article(screen: MainScreen) -> None:
    """The reader goes into the article: it counts as opened."""
    view = screen.state.view
    if view is None or screen.state.opened:
        return
    screen.state.opened = True
    if screen.library.settings.read_when == "opened":
        _mark_read(screen, view)
    note_end(screen)
    if not screen.state.arrangement.legend:
        from tuinews.tui.screens.legend import show_once  # once in the life of a library

        show_once(screen)


def note_end(screen: MainScreen) -> None:
    """An opened article whose end is seen counts as read, if that is what the reader set."""
    view = screen.state.view
    at_end = screen.state.opened and screen.article_pane.at_end
    if view is not None and at_end and screen.library.settings.read_when == "end":
        _mark_read(screen, view)


def _mark_read(screen: MainScreen, view: ArticleView) -> None:
    if view.row.read or screen.state.marked == view.id:
        return
    screen.state.marked = view.id
    library, ids = screen.library, [view.id]
    screen.desk.write(lambda: library.mark_read(ids), view.id, told=False)


def go_to_span(screen: MainScreen, span: Span) -> None:
    """Go to the statement that stands at a span of the shown article, or just there."""
    for index, one in enumerate(screen.article_pane.statements):
        if (one.statement.start, one.statement.end) == span:
            screen.article_pane.go_to_statement(index)
            return
    screen.article_pane.reveal(span)
