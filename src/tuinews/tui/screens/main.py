"""The main screen: the panes, what goes on between them, and the commands they are given."""

from __future__ import annotations

from asyncio import Event
from collections.abc import Callable, Iterable
from time import monotonic
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from tuinews.core.errors import TuinewsError
from tuinews.library.views import Done
from tuinews.tui.arrangement import remembered
from tuinews.tui.bindings import key_bindings
from tuinews.tui.commands import run_command
from tuinews.tui.desk import FIRST, Analysed, Answered, Desk, Failed, Gathered, Listed, Overviewed, Wanted, Written
from tuinews.tui.keys import TAKEN_BACK, Command, keyed
from tuinews.tui.panes.cursor import CursorPane
from tuinews.tui.panes.list import ListPane
from tuinews.tui.panes.scrolling import LinePane
from tuinews.tui.screens import arriving, filling, listing, opening, titles
from tuinews.tui.screens.hearing import Hearing
from tuinews.tui.screens.pointing import Pointing
from tuinews.tui.state import PANES, State
from tuinews.tui.tag_colours import colours_of
from tuinews.tui.widgets.frames import Frames
from tuinews.tui.widgets.lines import OneLine

if TYPE_CHECKING:
    from tuinews.library import Library
    from tuinews.tui.app import TuinewsApp
    from tuinews.tui.panes.article import ArticlePane
    from tuinews.tui.panes.source import SourcePane
    from tuinews.tui.panes.tree import TreePane
    from tuinews.tui.screens.legend import Legend
    from tuinews.tui.widgets.search import SearchBar

_WHILE_TYPING = ("move.escape", "move.next-pane", "move.previous-pane", "find.ranked")
"""Commands whose keys work in the search bar too."""
_NOTICE_FOR, _READ_IN = 5.0, 1.5  # seconds; after so many it gives way to another pane's keys
_LOOK_EVERY = 2.0  # seconds between looks at whether another program wrote


class MainScreen(Pointing, Hearing, Screen[None]):
    """Holds the panes and the reader's state; `commands` do the rest."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (160, "-wide")]  # noqa: RUF012 (as Textual has it)
    AUTO_FOCUS = ""

    tree_pane: TreePane
    search_bar: SearchBar
    article_pane: ArticlePane
    source_pane: SourcePane

    def __init__(self, library: Library, commands: tuple[Command, ...], *, demo: bool = False) -> None:
        super().__init__(classes="at-list")
        self.library = library
        self.commands: dict[str, Command] = {}
        self.use_keys(commands)
        self.demo = demo
        self.state = State(arrangement=remembered(library.arrangement(), library.settings))
        self.desk = Desk(library, self.post_message)
        self.preview: Timer | None = None
        """Runs while the cursor has not rested long enough for its article to be shown."""
        self._notice: Timer | None = None
        self._said = 0.0
        self.painted = False
        """Whether the screen was painted for the first time, and all frames were filled."""
        self.awaited: Wanted | None = None
        """What the list was asked for and does not show yet."""
        self.placed: int | None = None
        """The id that the cursor was on when the list was asked for, or last shown: on another, the reader moved it."""
        self.results = Event()
        """Not set while the reader has left the search bar for results that are still to come, nor before all panes are
        there: what is typed waits."""
        self.when_listed: Callable[[], None] | None = None
        """What is done first when they come."""
        self.refreshing: Timer | None = None
        """Refreshes every so many minutes."""
        self.legend: Legend | None = None
        self.greeted = False
        """Whether an empty library was greeted."""

    @property
    def host(self) -> TuinewsApp:
        """The app, as ours."""
        return cast("TuinewsApp", self.app)

    def compose(self) -> ComposeResult:
        yield OneLine(id="masthead")
        with Frames(id="panes"):
            yield Vertical(id="tree-frame", classes="frame")
            with Vertical(id="list-frame", classes="frame"):
                yield ListPane(self.host.glyphs, id="list")
            yield Vertical(id="article", classes="frame")
            yield Vertical(id="source", classes="frame")
        yield OneLine(id="footline")

    def on_mount(self) -> None:
        self.frames = self.query_one(Frames)
        self.frames.widths = self.state.arrangement.widths
        self.list_pane = self.query_one(ListPane)
        self.list_pane.tag_colour = colours_of(self.library)
        self.set_focus(self.list_pane)
        self.query_one("#tree-frame").border_title = "Feeds"
        self.show_titles()
        self.library.changed_elsewhere()
        listing.show_first(self)
        self.call_after_refresh(self.go_on)

    async def go_on(self) -> None:
        """Do all that the first paint could do without; what was typed meanwhile waits for the panes."""
        await filling.fill(self)
        self.painted = True
        self.results.set()
        opening.show_current(self)
        listing.ask_for_rest(self)
        self.desk.overview()
        self.set_interval(_LOOK_EVERY, self.look_elsewhere)
        arriving.begin(self)
        if self.host.problems:
            self.call_after_refresh(run_command, self, "program.problems")

    def get_focusable_widget_at(self, x: int, y: int) -> Widget | None:
        """The pane that a click goes to: none, where the line between two is dragged."""
        return None if self.frames.line_at(x, y) is not None else super().get_focusable_widget_at(x, y)

    def on_unmount(self) -> None:
        opening.save_position(self)
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
        if name != self.state.pane and monotonic() > self._said + _READ_IN:
            self.state.notice = ""  # it is old news here, and hides what can be done
        for other in PANES:
            self.set_class(other == name, f"at-{other}")
        self.state.pane = name
        self.frames.use_widths()
        self.set_focus(self.pane(name), scroll_visible=False)
        self.show_footer()

    @property
    def narrow(self) -> bool:
        """Whether one pane at a time fills the screen."""
        return self.has_class("-narrow")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        pane = event.widget
        if pane is not self.focused:  # told late; following it would take the focus from where it is now, for ever
            return
        if isinstance(pane, LinePane) and pane.place_name != self.state.pane:
            self.go_to_pane(pane.place_name)
            if pane.place_name == "article":
                opening.enter_article(self)
        self.show_footer()

    # -- commands -------------------------------------------------------------------------------------------------

    def use_keys(self, commands: Iterable[Command]) -> None:
        """Give the commands the keys that they have from now on."""
        self.commands = {command.id: command for command in commands}
        self._bindings = key_bindings(self.commands.values())

    def action_do(self, command_id: str, character: bool = False) -> None:
        """Do what a key, the palette or a macro names. `character`: the key is one that can be typed."""
        if self.legend is not None:
            self.legend.put_away()
        named, row = self.state.leaving, self.list_pane.cursor
        run_command(self, command_id)
        if self.state.leaving == named:
            self.state.leaving = ""
        self.state.count = ""
        if self.preview is None and self.list_pane.cursor == row:
            self.show_titles()

    def action_count(self, digit: str) -> None:
        """A digit before a command says how often."""
        self.state.count += digit

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys go to commands first (`priority`), so that what is typed ahead is done in order; but what is typed
        into the search bar goes there."""
        if action in ("do", "count") and not isinstance(self.focused, LinePane):
            if parameters == ("move.next-pane",) and self.search_bar.completing:
                return False
            return len(parameters) == 1 and parameters[0] in _WHILE_TYPING
        return True

    # -- list -----------------------------------------------------------------------------------------------------

    def reload(self, *, keep: bool = True) -> None:
        """Ask for the list again; the cursor stays on its article, or goes to the top."""
        self.placed = self.list_pane.current_id
        self.awaited = self.state.wanted(self.placed if keep else None)
        self.desk.list(self.awaited, beginning_too=not keep or self.list_pane.cursor < FIRST)

    @on(Listed)
    def _listed(self, event: Listed) -> None:
        listing.show_listed(self, event)
        if event.wanted == self.awaited:
            self.awaited, self.when_listed, then = None, None, self.when_listed
            if then is not None:
                then()
            if not self.search_bar.holding:
                self.results.set()

    @on(Frames.Resized)
    def _resized(self) -> None:
        from tuinews.tui.commands.arranging import remember  # it is imported when it is first needed

        remember(self)

    @on(OneLine.Clicked)
    def _clicked(self, event: OneLine.Clicked) -> None:
        if self.painted:
            self.action_do(event.command)

    @on(CursorPane.Moved)
    def _moved(self, event: CursorPane.Moved) -> None:
        if event.pane is self.list_pane:
            opening.preview_soon(self)  # and the titles with it: a frame that changes is drawn as a whole

    @on(CursorPane.Chosen)
    def _chosen(self, event: CursorPane.Chosen) -> None:
        if self.painted:
            run_command(self, "move.open")

    @on(Analysed)
    def _analysed(self, event: Analysed) -> None:
        if self.state.view is not None and self.state.view.id == event.view.id:
            opening.show_article(self, opening.fetch(self, event.view.id) if self.state.unsure else event.view)
        self.list_pane.refetch(() if self.state.statements else (event.view.id,))

    # -- what the library tells -----------------------------------------------------------------------------------

    @on(Written)
    def _written(self, event: Written) -> None:
        if event.told:
            self.say(self._told(event.done))
        self.library.changed_elsewhere()
        self.renew(event.ids)

    def renew(self, ids: tuple[int, ...] = ()) -> None:
        """Show what changed: the rows, the article, the counts; the list too if what it holds may have changed."""
        self.list_pane.refetch(() if self.state.statements else ids)
        view = self.state.view
        if view is not None and (not ids or view.id in ids):
            try:
                newer = opening.fetch(self, view.id)
                opening.show_article(self, newer)
                if not newer.analysed:  # a correction was taken back
                    self.desk.analyse(view.id)
            except TuinewsError:
                self.state.view = None
        if not ids or "is:" in self.state.wanted().within + self.state.text or "tag:" in self.state.place.query:
            self.reload()
        self.desk.overview()

    def look_elsewhere(self) -> None:
        """Show what another program wrote."""
        if self.library.changed_elsewhere():
            self.renew()

    @on(Overviewed)
    def _overviewed(self, event: Overviewed) -> None:
        self.state.summary, self.state.tags = event.summary, event.tags
        self.tree_pane.show(event.places)
        self.state.place = next((one for one in event.places if one.key == self.state.place.key), self.state.place)
        self.show_titles()
        if self.host.may_be_first or not (event.summary.articles or event.summary.feeds):
            run_command(self, "feeds.greet")

    @on(Gathered)
    def _gathered(self, event: Gathered) -> None:
        arriving.show_gathered(self, event)

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        event.use(event.answer)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self.say(event.words)

    def _told(self, done: Done | None) -> str:
        """What was done, as the reader is told."""
        if done is None:
            return "Nothing to take back"
        return f"{done.message} · {self.keyed(TAKEN_BACK)}" if done.step else done.message

    # -- lines ----------------------------------------------------------------------------------------------------

    def keyed(self, words: str) -> str:
        """Words of ours, with the keys of the commands that they name: `{find.search} searches`."""
        return keyed(self.commands, words)

    def say(self, words: str) -> None:
        """Tell the reader something in the footer, for a few seconds."""
        self.state.notice, self._said = words, monotonic()
        self.show_footer()
        if self._notice is not None:
            self._notice.stop()
        self._notice = self.set_timer(_NOTICE_FOR, self.unsay)

    def unsay(self) -> None:
        """Say again what can be done here, instead of what just happened."""
        self.state.notice = ""
        self.show_footer()

    def show_titles(self) -> None:
        """Say where the reader is, in the header line and the frames."""
        titles.show_titles(self)

    def show_footer(self) -> None:
        """Say what can be done here, or what just happened."""
        titles.show_footer(self)
