"""The Textual app: themes, keys, the main screen, and the way out to the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import App

from tuinews.core.links import is_web
from tuinews.tui.glyphs import ASCII, choose_glyphs
from tuinews.tui.keys import binding_keys, with_settings
from tuinews.tui.panes import article, source, tree, voices
from tuinews.tui.panes import list as list_pane
from tuinews.tui.screens.main import MainScreen
from tuinews.tui.theme import THEMES, own_variables, style_folder
from tuinews.tui.widgets import lines

if TYPE_CHECKING:
    from textual.command import Provider

    from tuinews.core.fetched import Subscription
    from tuinews.library import Library

SEE_SAMPLES = 100
"""The return code with which the app asks for the demo instead of the reader's own library."""


_STYLES = {
    "list": list_pane.STYLES,
    "article": article.STYLES,
    "source": source.STYLES,
    "tree": tree.STYLES,
    "voices": voices.STYLES,
    "line": lines.STYLES,
}
"""The parts of lines that the style sheets give colours, by the pane that draws them."""


def _provider() -> type[Provider]:
    """What the palette offers; imported when it is first opened."""
    from tuinews.tui.palette import TuinewsProvider

    return TuinewsProvider


class TuinewsApp(App[int]):
    """Shows a library. Nothing slow happens before the first paint, or on the screen's thread."""

    TITLE = "tuinews"
    CSS_PATH = style_folder() / "tuinews.tcss"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"{prefix}--{name}" for prefix, styles in _STYLES.items() for name in styles
    }
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

    def on_mount(self) -> None:
        self.set_keymap({command.id: binding_keys(command) for command in self.commands})

    def open_web(self, url: str) -> None:
        """Open an address in the browser, if it is http or https."""
        main = self.screen_stack[0]
        assert isinstance(main, MainScreen)
        if not is_web(url):
            main.say("Nothing to open: this has no web address" if not url else "Only http and https links are opened")
            return
        self.open_url(url)
        main.say(f"Opened {url}")

    def starter_feeds(self) -> dict[str, tuple[Subscription, ...]]:
        """Feeds to start with, by language."""
        from tuinews.samples import starter_feeds

        return starter_feeds()

    def see_samples(self) -> None:
        """Leave for the demo."""
        self.exit(SEE_SAMPLES)


def run(library: Library, demo: bool = False) -> int:
    """Show a library until the reader leaves; the exit status (`SEE_SAMPLES`: the reader wants the demo)."""
    app = TuinewsApp(library, demo=demo)
    status = app.run()
    return app.return_code or (status or 0)
