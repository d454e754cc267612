"""What the search bar and the panes for reading tell the main screen.

The handlers go by their names (`on_`, the widget, the message): the panes are imported after the first paint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuinews.tui.screens import opening

if TYPE_CHECKING:
    from tuinews.tui.panes.article import ArticlePane
    from tuinews.tui.panes.source import SourcePane
    from tuinews.tui.screens.main import MainScreen
    from tuinews.tui.widgets.search import SearchBar


class Hearing:
    """A part of the main screen."""

    @property
    def _screen(self) -> MainScreen:
        return cast("MainScreen", self)

    def on_search_bar_typed(self, event: SearchBar.Typed) -> None:
        """Search while the reader types."""
        from tuinews.tui.commands import finding  # it is imported when it is first needed

        finding.search_for(self._screen, event.text)

    def on_search_bar_accepted(self, event: SearchBar.Accepted) -> None:
        """Go to the results."""
        from tuinews.tui.commands import finding

        finding.to_results(self._screen)

    def on_search_bar_completing(self, event: SearchBar.Completing) -> None:
        """Ask the library what a word may become."""
        from tuinews.tui.commands import finding

        finding.complete(self._screen, event)

    def on_search_bar_held(self) -> None:
        """What is typed next waits."""
        self._screen.results.clear()

    def on_search_bar_everywhere(self, event: SearchBar.Everywhere) -> None:
        """Search in everything stored."""
        from tuinews.tui.commands import finding

        finding.search_everywhere(self._screen)

    def on_article_pane_scrolled(self) -> None:
        """Say how far the reader got."""
        opening.note_end(self._screen)
        self._screen.show_titles()

    def on_article_pane_walked(self, event: ArticlePane.Walked) -> None:
        """Go along in the Source pane."""
        self._screen.source_pane.go_to_statement(event.index)
        self._screen.show_titles()

    def on_article_pane_selected(self, event: ArticlePane.Selected) -> None:
        """Say what can be done with the words."""
        self._screen.show_footer()

    def on_article_pane_link_clicked(self, event: ArticlePane.LinkClicked) -> None:
        """Open a link."""
        self._screen.host.open_web(event.href)

    def on_article_pane_picture_clicked(self, event: ArticlePane.PictureClicked) -> None:
        """Go to a picture, or open it."""
        from tuinews.tui.commands import picturing

        picturing.clicked(self._screen, event.number)

    def on_source_pane_statement_reached(self, event: SourcePane.StatementReached) -> None:
        """Go along in the article, or into it."""
        self._screen.article_pane.go_to_statement(event.index, tell=False)
        if event.chosen:
            self._screen.go_to_pane("article")
            opening.enter_article(self._screen)
