"""The main screen: the panes, what goes on between them, and the commands they are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from tuinews.core.errors import TuinewsError
from tuinews.core.statement import Span
from tuinews.library.views import ArticleView, StatementRow, Target
from tuinews.tui.commands import finding, run_command
from tuinews.tui.desk import Analysed, Desk, Failed, Gathered, Listed, Overviewed, Written
from tuinews.tui.keys import COMMANDS, Command, binding_keys
from tuinews.tui.panes.article import ArticlePane
from tuinews.tui.panes.cursor import CursorPane
from tuinews.tui.panes.list import ListPane, no_hits
from tuinews.tui.panes.scrolling import LinePane
from tuinews.tui.panes.source import SourcePane
from tuinews.tui.panes.tree import TreePane
from tuinews.tui.screens import titles
from tuinews.tui.sources import shown_statements
from tuinews.tui.state import PANES, State
from tuinews.tui.widgets.lines import OneLine
from tuinews.tui.widgets.search import SearchBar

if TYPE_CHECKING:
    from tuinews.library import Library
    from tuinews.tui.app import TuinewsApp

_PREVIEW_AFTER = 0.12  # seconds that the cursor rests on a row before its article is shown
_NOTICE_FOR = 5.0  # seconds
_LOOK_EVERY = 2.0  # seconds between looks at whether another program wrote


class MainScreen(Screen[None]):
    """Holds the panes and the reader's state; `commands` do the rest."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(binding_keys(command), f"do('{command.id}')", command.footer, show=False, id=command.id)
        for command in COMMANDS
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (160, "-wide")]  # noqa: RUF012 (as Textual has it)
    AUTO_FOCUS = ""

    def __init__(self, library: Library, commands: tuple[Command, ...], *, demo: bool = False) -> None:
        super().__init__()
        self.library = library
        self.commands = {command.id: command for command in commands}
        self.demo = demo
        self.state = State()
        self.desk = Desk(library, self.post_message)
        self._preview: Timer | None = None
        self._notice: Timer | None = None
        self.greeted = False
        """Whether an empty library was greeted."""

    @property
    def host(self) -> TuinewsApp:
        """The app, as ours."""
        return cast("TuinewsApp", self.app)

    def compose(self) -> ComposeResult:
        glyphs = self.host.glyphs
        yield OneLine(id="masthead")
        with Horizontal(id="panes"):
            with Vertical(id="tree-frame", classes="frame"):
                yield TreePane(glyphs, id="tree")
            with Vertical(id="list-frame", classes="frame"):
                yield SearchBar(id="search")
                yield ListPane(glyphs, id="list")
            article = ArticlePane(glyphs, id="article")
            article.add_class("frame")
            yield article
            source = SourcePane(glyphs, id="source")
            source.add_class("frame")
            yield source
        yield OneLine(id="footline")

    def on_mount(self) -> None:
        self.tree_pane = self.query_one(TreePane)
        self.list_pane = self.query_one(ListPane)
        self.article_pane = self.query_one(ArticlePane)
        self.source_pane = self.query_one(SourcePane)
        self.search_bar = self.query_one(SearchBar)
        self.query_one("#tree-frame").border_title = "Feeds"
        self.source_pane.border_title = "Source"
        self.add_class("at-list")
        self.list_pane.focus()
        self.show_titles()
        self.library.changed_elsewhere()
        self.desk.list(self.state.wanted())
        self.desk.overview()
        self.set_interval(_LOOK_EVERY, self._look_elsewhere)

    def on_unmount(self) -> None:
        self.save_position()
        self.desk.close()

    # -- panes ----------------------------------------------------------------------------------------------------

    def pane(self, name: str) -> LinePane:
        """A pane by its name in the keymap."""
        return {
            "tree": self.tree_pane, "list": self.list_pane, "article": self.article_pane, "source": self.source_pane,
        }[name]  # fmt: skip

    @property
    def current_pane(self) -> LinePane:
        """The pane that the reader is in."""
        return self.pane(self.state.pane)

    def go_to_pane(self, name: str) -> None:
        """Go to a pane, showing it if it is hidden."""
        if name == "tree":
            self.set_class(True, "show-tree").remove_class("hide-tree")
        elif name in ("article", "source"):
            self.remove_class("show-tree")
        if name != "article":
            self.remove_class("alone")
        for other in PANES:
            self.set_class(other == name, f"at-{other}")
        self.state.pane = name
        self.pane(name).focus(scroll_visible=False)
        self.show_footer()

    @property
    def narrow(self) -> bool:
        """Whether one pane at a time fills the screen."""
        return self.has_class("-narrow")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        pane = event.widget
        if isinstance(pane, LinePane) and pane.place_name != self.state.pane:
            self.go_to_pane(pane.place_name)
            if pane.place_name == "article":
                self.enter_article()
        self.show_footer()

    # -- commands -------------------------------------------------------------------------------------------------

    def action_do(self, command_id: str) -> None:
        """Do what a key, the palette or a macro names."""
        run_command(self, command_id)
        self.state.count = ""
        self.show_titles()

    def on_key(self, event: events.Key) -> None:
        if event.character is not None and event.character.isdigit() and not isinstance(self.focused, Input):
            self.state.count += event.character

    def target(self) -> Target | None:
        """What a tag or a note is put on: the selected words, the statement, the article."""
        article_id = self.article_id()
        if article_id is None:
            return None
        view = self.state.view
        if view is not None and view.id == article_id and self.state.pane != "list":
            if self.article_pane.selection is not None:
                return Target(article_id, self.article_pane.selection)
            if (one := self.article_pane.current) is not None:
                return Target(article_id, Span(one.statement.start, one.statement.end), statement=True)
        row = self.list_pane.current
        if isinstance(row, StatementRow) and self.state.pane == "list":
            return Target(article_id, Span(row.start, row.end), statement=True)
        return Target(article_id)

    def article_id(self) -> int | None:
        """The article that the reader is at."""
        if self.state.pane in ("article", "source") and self.state.view is not None:
            return self.state.view.id
        row = self.list_pane.current
        if row is None:
            return None
        return row.article_id if isinstance(row, StatementRow) else row.id

    # -- list -----------------------------------------------------------------------------------------------------

    def reload(self, *, keep: bool = True) -> None:
        """Ask for the list again; the cursor stays on its article, or goes to the top."""
        self.desk.list(self.state.wanted(self.list_pane.current_id if keep else None))

    @on(Listed)
    def _listed(self, event: Listed) -> None:
        wanted = event.wanted
        if wanted != self.state.wanted(wanted.keep):
            return
        fetch = self.library.statement_rows if wanted.statements else self.library.rows
        text = wanted.text
        first = wanted.keep is None and not self.list_pane.count
        keep = wanted.keep if wanted.keep is not None else self._cursor_if_moved(event)
        self.list_pane.empty_text = titles.empty_words(self.state)
        self.list_pane.show(
            event.listing.ids, fetch, keep=keep,
            find_hits=(lambda words: self.library.hits(words, text)) if text.strip() else no_hits,
        )  # fmt: skip
        self.state.reading = event.listing.reading
        self.search_bar.say(titles.search_words(event) if self.has_class("searching") else "")
        self.show_titles()
        if self.state.view is None or first or text.strip() or wanted.keep is None:
            self.preview_soon()

    def _cursor_if_moved(self, event: Listed) -> int | None:
        """When the whole list follows its beginning, the cursor stays where the reader put it meanwhile."""
        beginning = self.list_pane.ids
        if event.whole and self.list_pane.cursor and event.listing.ids[: len(beginning)] == beginning:
            return self.list_pane.current_id
        return None

    @on(SearchBar.Typed)
    def _typed(self, event: SearchBar.Typed) -> None:
        finding.search_for(self, event.text)

    @on(SearchBar.Accepted)
    def _accepted(self, event: SearchBar.Accepted) -> None:
        finding.to_results(self)

    @on(SearchBar.Everywhere)
    def _everywhere(self, event: SearchBar.Everywhere) -> None:
        finding.search_everywhere(self)

    @on(CursorPane.Moved)
    def _moved(self, event: CursorPane.Moved) -> None:
        if event.pane is self.list_pane:
            self.preview_soon()
            self.show_titles()

    @on(CursorPane.Chosen)
    def _chosen(self, event: CursorPane.Chosen) -> None:
        run_command(self, "move.open")

    def preview_soon(self) -> None:
        """Show the article under the cursor when the cursor rests."""
        if self._preview is not None:
            self._preview.stop()
        if self.state.view is None:
            self.show_current()
        else:
            self._preview = self.set_timer(_PREVIEW_AFTER, self.show_current)

    # -- article --------------------------------------------------------------------------------------------------

    def show_current(self) -> None:
        """Show the article under the list's cursor, without having read it."""
        if self._preview is not None:
            self._preview.stop()
            self._preview = None
        row = self.list_pane.current
        if row is None:
            if not self.list_pane.count and self.state.pane == "list":
                self.leave_article()
                self.state.view = None
                self.article_pane.clear("")
                self.source_pane.clear()
            return
        article_id = row.article_id if isinstance(row, StatementRow) else row.id
        if self.state.view is None or self.state.view.id != article_id:
            self.load_article(article_id)
        if isinstance(row, StatementRow):
            self.go_to_span(Span(row.start, row.end))

    def load_article(self, article_id: int) -> None:
        """Show an article; the engine looks at it now if it has not."""
        try:
            view = self.library.article(article_id)
        except TuinewsError as error:
            self.say(str(error))
            return
        if self.state.view is None or self.state.view.id != article_id:
            self.leave_article()
        self.show_article(view)
        if not view.analysed:
            self.desk.analyse(article_id)

    def leave_article(self) -> None:
        """Remember how far the reader got in the article that was shown."""
        self.save_position()
        self.state.opened = False

    def save_position(self) -> None:
        view = self.state.view
        if view is not None and self.state.opened:
            offset, library, article_id = self.article_pane.position, self.library, view.id
            self.desk.save(lambda: library.save_position(article_id, offset))

    def show_article(self, view: ArticleView) -> None:
        """Show an article, or its newer picture."""
        statements = shown_statements(view, self.library.settings.confidence)
        text = self.state.text.strip()
        hits = self.library.hits(view.document.text, text, view.language) if text else []
        self.state.view = view
        self.article_pane.show(view, statements, hits)
        self.source_pane.show(view, statements, waiting=not view.analysed)
        if self.article_pane.focused_statement >= 0:
            self.source_pane.go_to_statement(self.article_pane.focused_statement)
        self.show_titles()

    def enter_article(self) -> None:
        """The reader goes into the article: it counts as opened."""
        view = self.state.view
        if view is None or self.state.opened:
            return
        self.state.opened = True
        if self.library.settings.read_when == "opened" and not view.row.read:
            library, ids = self.library, [view.id]
            self.desk.write(lambda: library.mark_read(ids), view.id, told=False)

    def go_to_span(self, span: Span) -> None:
        """Go to the statement that stands at a span of the shown article, or just there."""
        for index, one in enumerate(self.article_pane.statements):
            if (one.statement.start, one.statement.end) == span:
                self.article_pane.go_to_statement(index)
                return
        self.article_pane.reveal(span)

    @on(Analysed)
    def _analysed(self, event: Analysed) -> None:
        if self.state.view is not None and self.state.view.id == event.view.id:
            self.show_article(event.view)
        self.list_pane.refetch()

    @on(ArticlePane.Walked)
    def _walked(self, event: ArticlePane.Walked) -> None:
        self.source_pane.go_to_statement(event.index)
        self.show_titles()

    @on(ArticlePane.Selected)
    def _selected(self, event: ArticlePane.Selected) -> None:
        self.show_footer()

    @on(ArticlePane.LinkClicked)
    def _link_clicked(self, event: ArticlePane.LinkClicked) -> None:
        self.host.open_web(event.href)

    @on(SourcePane.StatementReached)
    def _statement_reached(self, event: SourcePane.StatementReached) -> None:
        self.article_pane.go_to_statement(event.index, tell=False)
        if event.chosen:
            self.go_to_pane("article")
            self.enter_article()

    # -- what the library tells -----------------------------------------------------------------------------------

    @on(Written)
    def _written(self, event: Written) -> None:
        if event.told:
            self.say(f"{event.done.message} · U takes it back" if event.done is not None else "Nothing to take back")
        self.library.changed_elsewhere()
        self.renew(event.ids)

    def renew(self, ids: tuple[int, ...] = ()) -> None:
        """Show what changed: the rows, the article, the counts; the list too if what it holds may have changed."""
        self.list_pane.refetch()
        view = self.state.view
        if view is not None and (not ids or view.id in ids):
            try:
                self.show_article(self.library.article(view.id))
            except TuinewsError:
                self.state.view = None
        if not ids or "is:" in self.state.wanted().within + self.state.text or "tag:" in self.state.place.query:
            self.reload()
        self.desk.overview()

    def _look_elsewhere(self) -> None:
        if self.library.changed_elsewhere():
            self.renew()

    @on(Overviewed)
    def _overviewed(self, event: Overviewed) -> None:
        self.state.summary, self.state.tags = event.summary, event.tags
        self.tree_pane.show(event.places)
        self.state.place = next((one for one in event.places if one.key == self.state.place.key), self.state.place)
        self.search_bar.suggester.tags = tuple(tag for tag, _ in event.tags)
        self.show_titles()
        if not event.summary.articles and not event.summary.feeds:
            run_command(self, "program.greet")

    @on(Gathered)
    def _gathered(self, event: Gathered) -> None:
        progress = event.progress
        if progress.kind == "finished":
            self.state.progress = ""
            self.say(progress.message or f"{progress.added} new, {progress.changed} changed")
            self.renew()
        elif progress.kind == "problem":
            self.say(f"{progress.name}: {progress.message}" if progress.name else progress.message)
        else:
            counted = f" {progress.done}/{progress.total}" if progress.total else ""
            self.state.progress = f"{event.task.kind}{counted} {progress.name}".strip()
        self.show_titles()

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self.say(event.words)

    # -- lines ----------------------------------------------------------------------------------------------------

    def say(self, words: str) -> None:
        """Tell the reader something in the footer, for a few seconds."""
        self.state.notice = words
        self.show_footer()
        if self._notice is not None:
            self._notice.stop()
        self._notice = self.set_timer(_NOTICE_FOR, self._unsay)

    def _unsay(self) -> None:
        self.state.notice = ""
        self.show_footer()

    def show_titles(self) -> None:
        """Say where the reader is, in the header line and the frames."""
        titles.show_titles(self)

    def show_footer(self) -> None:
        """Say what can be done here, or what just happened."""
        titles.show_footer(self)
