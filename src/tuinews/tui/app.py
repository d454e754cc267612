"""The Textual app: themes, keys, the main screen, and the way out to the browser."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import App

from tuinews.core.links import is_web
from tuinews.tui.glyphs import ASCII, choose_glyphs
from tuinews.tui.keys import with_settings
from tuinews.tui.looks import PARTS
from tuinews.tui.screens.main import MainScreen
from tuinews.tui.theme import THEMES, own_variables, style_folder

if TYPE_CHECKING:
    from textual.command import Provider

    from tuinews.core.fetched import Subscription
    from tuinews.library import Library

SEE_SAMPLES = 100
"""The return code with which the app asks for the demo instead of the reader's own library."""


def _provider() -> type[Provider]:
    """What the palette offers; imported when it is first opened."""
    from tuinews.tui.palette import TuinewsProvider

    return TuinewsProvider


class TuinewsApp(App[int]):
    """Shows a library. Nothing slow happens before the first paint, or on the screen's thread."""

    TITLE = "tuinews"
    CSS_PATH = style_folder() / "tuinews.tcss"
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"{pane}--{part}" for pane, parts in PARTS.items() for part in parts}
    COMMANDS: ClassVar[set[Callable[[], type[Provider]]]] = {_provider}  # type: ignore[assignment]

    def __init__(self, library: Library, *, demo: bool = False) -> None:
        self.library = library
        self.demo = demo
        self.glyphs = ASCII if library.settings.ascii else choose_glyphs()
        super().__init__()
        self.commands, self.key_problems = with_settings(library.settings.keys)
        for theme in THEMES:
            self.register_theme(theme)
        wanted = library.settings.theme
        self._begin_with(wanted if wanted in self.available_themes else THEMES[0].name)
        self.set_class(self.glyphs is ASCII, "-ascii")
        self.animation_level = "none"

    def _begin_with(self, theme: str) -> None:
        """Set the theme before anything is shown. Set as usual, Textual would read all style sheets a second time,
        an eighth of the way to the first paint."""
        self.set_reactive(TuinewsApp.theme, theme)
        dark = self.current_theme.dark
        self.update_classes({f"-theme-{theme}": True, "-dark-mode": dark, "-light-mode": not dark}, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return own_variables(self.current_theme)

    def get_default_screen(self) -> MainScreen:
        return MainScreen(self.library, self.commands, demo=self.demo)

    @property
    def main(self) -> MainScreen:
        """The screen with the panes, beneath all dialogs."""
        return cast("MainScreen", self.screen_stack[0])

    def on_mount(self) -> None:
        self.call_after_refresh(_collect_again)

    def open_web(self, url: str) -> None:
        """Open an address in the browser, if it is http or https."""
        if not is_web(url):
            self.main.say(
                "Nothing to open: this has no web address" if not url else "Only http and https links are opened"
            )
            return
        self.open_url(url)
        self.main.say(f"Opened {url}")

    def starter_feeds(self) -> dict[str, tuple[Subscription, ...]]:
        """Feeds to start with, by language."""
        from tuinews.samples import starter_feeds

        return starter_feeds()

    def see_samples(self) -> None:
        """Leave for the demo."""
        self.exit(SEE_SAMPLES)


def _collect_again() -> None:
    """Look for garbage again, if the start put it off, but not among what was loaded for good."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def run(library: Library, demo: bool = False) -> int:
    """Show a library until the reader leaves; the exit status (`SEE_SAMPLES`: the reader wants the demo)."""
    app = TuinewsApp(library, demo=demo)
    status = app.run()
    return app.return_code or (status or 0)
