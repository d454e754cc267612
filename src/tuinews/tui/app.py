"""The Textual app: themes, keys, the main screen, and the way out to the browser."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.console import Console
from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.constants import COLOR_SYSTEM, DRIVER
from textual.dom import DOMNode
from textual.filter import LineFilter

from tuinews.core.links import is_web
from tuinews.tui.columns import with_columns
from tuinews.tui.commands import run_command
from tuinews.tui.configured import configured_commands
from tuinews.tui.garbage import Garbage
from tuinews.tui.glyphs import ASCII, choose_glyphs
from tuinews.tui.looks import PARTS, READING
from tuinews.tui.plain import AsciiOnly
from tuinews.tui.screens.main import MainScreen
from tuinews.tui.theme import SIXTEEN, THEMES, own_variables, style_folder, themes_folder
from tuinews.tui.typed import Typed

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.css.styles import RenderStyles
    from textual.driver import Driver

    from tuinews.core.fetched import Subscription
    from tuinews.library import Library
    from tuinews.tui.keys import Command

SEE_SAMPLES = 100
"""The return code with which the app asks for the demo instead of the reader's own library."""


def _provider() -> type[Provider]:
    """What the palette offers; imported when it is first opened."""
    from tuinews.tui.palette import TuinewsProvider

    return TuinewsProvider


class TuinewsApp(App[int], inherit_bindings=False):
    """Shows a library. Nothing slow happens before the first paint, or on the screen's thread."""

    TITLE = "tuinews"
    CSS_PATH = style_folder() / "tuinews.tcss"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--name"}  # one, so that Textual forgets all when the theme changes
    COMMAND_PALETTE_BINDING = "f24"  # a key that nobody types: the main screen's keys open it, the reader's own too
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", show=False),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]
    COMMANDS: ClassVar[set[Callable[[], type[Provider]]]] = {_provider}  # type: ignore[assignment]  # narrower

    def __init__(
        self, library: Library, *, demo: bool = False, few_colours: bool = False, problems: Sequence[str] = ()
    ) -> None:
        self._few_colours = few_colours
        self.library = library
        self.demo = demo
        self.typed = Typed(self)
        self.garbage = Garbage()
        self.glyphs = ASCII if library.settings.ascii else choose_glyphs()
        super().__init__()
        self.problems = list(problems)
        """What is wrong with the settings."""
        self.may_be_first = False
        """Whether the reader may never have been asked for their keys."""
        self.commands = self.read_keys()
        for theme in THEMES:
            self.register_theme(theme)
        self.own_themes: set[str] = set()
        """The names of the reader's own themes."""
        self._begin_with(self._wanted_theme(library.settings.theme))
        self.set_class(self.glyphs is ASCII, "-ascii")
        self.animation_level = "none"

    def get_driver_class(self) -> type[Driver]:
        """What reads keys from the terminal and writes to it: on Unix ours, unless the environment names another."""
        if sys.platform == "win32" or DRIVER is not None:
            return with_columns(super().get_driver_class())
        from tuinews.tui.terminal import Terminal  # there is nothing of it on Windows

        return with_columns(Terminal)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What each line passes before it is drawn."""
        filters = super().get_line_filters()
        return [*filters, AsciiOnly()] if self.glyphs is ASCII else filters

    def read_keys(self) -> tuple[Command, ...]:
        """The commands with the keys that the settings now give them."""
        commands, told = configured_commands(self.library.settings)
        self.problems += [words for words in told if words not in self.problems]
        return commands

    def _wanted_theme(self, name: str) -> str:
        """The theme of the settings, read from the reader's folder if it is there; ours, when there is none."""
        if self._few_colours and name in (theme.name for theme in THEMES):
            return SIXTEEN.name
        if name not in self.available_themes:
            from tuinews.tui.own_themes import own_theme

            own, problems = own_theme(themes_folder(), name)
            self.problems += problems or ([_told_theme(name, self.available_themes)] if own is None else [])
            if own is not None:
                self.register_theme(own)
                self.own_themes.add(own.name)
        return name if name in self.available_themes else THEMES[0].name

    def read_own_themes(self) -> list[str]:
        """Read all themes of the reader's; what is wrong with them."""
        from tuinews.tui.own_themes import own_themes

        themes, problems = own_themes(themes_folder())
        for theme in themes:
            if theme.name not in self.available_themes or theme.name in self.own_themes:
                self.register_theme(theme)
                self.own_themes.add(theme.name)
        return problems

    def _begin_with(self, theme: str) -> None:
        """Set the theme before anything is shown. Set as usual, Textual would read all style sheets a second time,
        an eighth of the way to the first paint."""
        if self.available_themes[theme].ansi:  # which takes more than a sheet
            self.theme = theme
            return
        self.set_reactive(TuinewsApp.theme, theme)
        dark = self.current_theme.dark
        self.update_classes({f"-theme-{theme}": True, "-dark-mode": dark, "-light-mode": not dark}, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return own_variables(self.current_theme)

    def get_default_screen(self) -> MainScreen:
        return MainScreen(self.library, self.commands, demo=self.demo)

    def get_component_styles(self, *names: str) -> RenderStyles:
        """The styles of parts of lines, each found when it is first drawn: of a hundred, the first paint draws few."""
        for name in names:
            if name not in self._component_styles and name in PARTS:
                if name in READING:
                    self.read_styles("reading.tcss")
                part = DOMNode(classes=name)
                part._attach(self)
                self.stylesheet.apply(part, animate=False)
                self._component_styles[name] = part.styles
        return super().get_component_styles(*names)

    def push_screen(self, screen: Any, *given: Any, **named: Any) -> Any:
        """Show a screen; the first dialog has the styles of all dialogs read."""
        if self._screen_stack:
            self.read_styles("dialogs.tcss")
        return super().push_screen(screen, *given, **named)

    def read_styles(self, sheet: str) -> None:
        """Read one of our style sheets, if it is not read yet."""
        path = style_folder() / sheet
        if not self.stylesheet.has_source(str(path)):
            self.stylesheet.read(path)
            self.stylesheet.parse()

    @property
    def main(self) -> MainScreen:
        """The screen with the panes, beneath all dialogs."""
        return cast("MainScreen", self.screen_stack[0])

    def on_mount(self) -> None:
        self.call_after_refresh(self.garbage.begin, self)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.garbage.typed = monotonic()
            await self.typed.add(event)
        else:
            await super().on_event(event)

    async def take_typed(self, event: events.Key | events.Paste) -> None:
        """Give a key to a command or to what has the focus; its turn has come."""
        await super().on_event(event)

    async def action_quit(self) -> None:
        """Leave, from a dialog too."""
        run_command(self.main, "program.leave")

    def open_web(self, url: str) -> None:
        """Open an address in the browser, if it is http or https."""
        if not is_web(url):
            self.main.say(
                "Nothing to open: this has no web address" if not url else "Only http and https links are opened"
            )
            return
        Thread(target=self.open_url, args=(url,), daemon=True).start()  # some browsers keep whoever starts them waiting
        self.main.say(f"Opened {url}")

    def copy(self, text: str) -> None:
        """Put a text on the clipboard: of the terminal (OSC 52), which may be far away, and of the system."""
        from tuinews.library import clipboard

        self.copy_to_clipboard(text)
        Thread(target=clipboard.put, args=(text,), daemon=True).start()

    def starter_feeds(self) -> dict[str, tuple[Subscription, ...]]:
        """Feeds to start with, by language."""
        from tuinews.samples import starter_feeds

        return starter_feeds()

    def see_samples(self) -> None:
        """Leave for the demo."""
        self.exit(SEE_SAMPLES)


def _told_theme(wanted: str, themes: Iterable[str]) -> str:
    from tuinews.library.settings import config_file
    from tuinews.library.toml_lines import where

    return f"{where(config_file(), 'theme')}: theme: has no value {wanted!r}. It has {', '.join(sorted(themes))}"


_GIVE_WAY_AFTER = 0.0005
"""Seconds after which a thread that searches lets the screen's go on, which wants to ten times in a paint. Python's own
5 ms each would double it."""


def run(library: Library, demo: bool = False, problems: Sequence[str] = ()) -> int:
    """Show a library until the reader leaves; the exit status (`SEE_SAMPLES`: the reader wants the demo).
    `problems`: what is wrong with the settings file."""
    few_colours = Console(color_system=COLOR_SYSTEM).color_system == "standard"  # type: ignore[arg-type]  # a str
    app = TuinewsApp(library, demo=demo, few_colours=few_colours, problems=problems)
    app.may_be_first = not demo
    sys.setswitchinterval(_GIVE_WAY_AFTER)
    status = app.run()
    return app.return_code or (status or 0)
