"""What the reader points at: the article, the statement, the words, the rows that a command is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.library.views import StatementRow, Target

if TYPE_CHECKING:
    from tuinews.tui.panes.article import ArticlePane
    from tuinews.tui.panes.list import ListPane
    from tuinews.tui.state import State


class Pointing:
    """A part of the main screen."""

    state: State
    list_pane: ListPane
    article_pane: ArticlePane

    @property
    def picked(self) -> bool:
        """Whether what is marked now goes to all that is picked in the list."""
        return self.state.pane == "list" and bool(self.list_pane.picked)

    def target(self) -> Target | None:
        """What a tag or a note is put on: the selected words, the statement, the article."""
        article_id = self.article_id()
        if article_id is None:
            return None
        view = self.state.view
        if view is not None and view.id == article_id and self.state.pane != "list":
            if self.article_pane.selection is not None:
                return Target.of(view, self.article_pane.selection)
            if (one := self.article_pane.current) is not None:
                return Target.of(view, one)
        row = self.list_pane.current
        if isinstance(row, StatementRow) and self.state.pane == "list":
            return Target.said(row)
        return Target(article_id)

    def article_id(self) -> int | None:
        """The article that the reader is at."""
        if self.state.pane in ("article", "source") and self.state.view is not None:
            return self.state.view.id
        row = self.list_pane.current
        if row is None:
            return None
        return row.article_id if isinstance(row, StatementRow) else row.id
