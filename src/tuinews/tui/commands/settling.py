"""Settings changed from the screen: asked for, taken at once where that can be, and kept in the reader's own file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from tuinews.core.errors import BadInput
from tuinews.core.sanitize import visible_line
from tuinews.library.configuring import is_written, shown_value, value_of, write_setting
from tuinews.library.settings import About, all_settings, config_file
from tuinews.tui.arrangement import from_settings
from tuinews.tui.commands.arranging import remember
from tuinews.tui.screens import arriving
from tuinews.tui.screens.asking import Answer, AskScreen
from tuinews.tui.screens.choice import Choice, ChoiceScreen

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen

_KEYS = {
    "tuinews": ("The keys of vi, and more", "j k move, Enter opens, h goes back, n next unread, a note"),
    "newsboat": ("newsboat's keys", "Enter opens, q goes back, n p unread, N read, A all read"),
    "arrows": ("Arrows and words", "arrows move, open and go back; F1 helps; letters for words"),
}
"""How the presets are told."""
_LATER = ("ascii", "blind", "codebook")
"""Settings that an open library does not look at again."""


def ask_setting(screen: MainScreen) -> None:
    """Which setting to change."""
    settings = screen.library.settings
    choices = [
        Choice(one.name, f"{one.name} = {shown_value(getattr(settings, one.name))}", one.meaning)
        for one in all_settings()
    ]

    def chosen(name: str | None) -> None:
        if name is not None:
            change_setting(screen, name)

    screen.app.push_screen(ChoiceScreen("Settings", choices, about=f"{config_file()}\n"), chosen)


def change_setting(screen: MainScreen, name: str) -> None:
    """Ask for the value of a setting: one of its choices, or a line."""
    one = next(one for one in all_settings() if one.name == name)
    if name == "theme":
        screen.action_do("program.theme")
    elif name == "preset":
        ask_preset(screen)
    elif isinstance(one.default, dict):
        _tell_of_table(screen, one)
    elif one.choices:
        _choose(screen, one)
    else:
        _type(screen, one)


def _choose(screen: MainScreen, one: About) -> None:
    here, sign = getattr(screen.library.settings, one.name), screen.host.glyphs.picked
    choices = [
        Choice(str(number), f"{sign if value == here else ' '} {shown_value(value).strip(chr(34))}")
        for number, value in enumerate(one.choices)
    ]

    def chosen(answer: str | None) -> None:
        if answer is not None:
            put(screen, one.name, one.choices[int(answer)])

    at = str(one.choices.index(here)) if here in one.choices else ""
    screen.app.push_screen(ChoiceScreen(one.name, choices, about=f"{one.meaning}\n", at=at), chosen)


def _type(screen: MainScreen, one: About) -> None:
    here = getattr(screen.library.settings, one.name)

    def wrong(text: str) -> str:
        try:
            value_of(one.name, text)
        except BadInput as error:
            return str(error)
        return ""

    def answered(answer: Answer | None) -> None:
        if answer is not None:
            put(screen, one.name, value_of(one.name, answer[0]))

    about = f"{one.meaning} By default {shown_value(one.default)}."
    empty = isinstance(one.default, str)
    screen.app.push_screen(AskScreen(one.name, about, value=str(here), check=wrong, empty=empty), answered)


def _tell_of_table(screen: MainScreen, one: About) -> None:
    """What stands in a table, and where more is written."""
    entries = getattr(screen.library.settings, one.name).items()
    shown = [Choice("", visible_line(f"{name} = {shown_value(value)}")) for name, value in entries]
    where = f"They stand under [{one.name}] in {config_file()}.\n`tuinews config keys` lists all actions."
    about = f"{one.meaning}\n\n{where}\n"
    screen.app.push_screen(ChoiceScreen(one.name, shown or [Choice("", "There are none yet")], about=about))


def ask_preset(screen: MainScreen, then: Callable[[], None] | None = None) -> None:
    """Which keys the reader would like; Esc leaves them as they are. `then` comes afterwards: at the first start, where
    Esc is an answer too."""
    here = screen.library.settings.preset
    choices = [Choice(name, words, detail) for name, (words, detail) in _KEYS.items()]

    def chosen(answer: str | None) -> None:
        if answer is not None or then is not None:
            put(screen, "preset", answer or here)
        if then is not None:
            then()

    title = "Welcome to tuinews" if then is not None else "Keys"
    about = "Which keys do your fingers know? You can change them later.\n"
    hint = "Esc takes the first" if then is not None else ""
    screen.app.push_screen(ChoiceScreen(title, choices, about=about, hint=hint, at=here), chosen)


def ask_preset_first(screen: MainScreen, then: Callable[[], None]) -> None:
    """Ask for the keys before something else, unless the settings say which."""
    if screen.demo or is_written("preset"):
        then()
    else:
        ask_preset(screen, then)


def tell_of_presets(screen: MainScreen) -> None:
    """Say that other keys can be had, unless the settings say which."""
    if not is_written("preset"):
        screen.say(screen.keyed("Keys as in vi; {settings.preset}: newsboat, arrows"))


def put(screen: MainScreen, name: str, value: Any) -> None:
    """Take a setting at once where that can be, and keep it in the file, away from the screen's thread."""
    screen.library.settings = replace(screen.library.settings, **{name: value})
    if name in _AT_ONCE:
        _AT_ONCE[name](screen)
    words = f"{name} = {shown_value(value)}"
    when = " from the next start" if name in _LATER else ""
    screen.desk.ask(lambda: write_setting(name, value), lambda path: screen.say(f"{words}{when}, kept in {path.name}"))


def _use_keys(screen: MainScreen) -> None:
    screen.use_keys(screen.host.read_keys())
    screen.show_footer()


def _arrange(part: str, screen: MainScreen) -> None:
    """Have the list look as the settings now say, though it was arranged otherwise on the screen."""
    usual = from_settings(screen.library.settings)
    setattr(screen.state.arrangement, part, getattr(usual, part))
    remember(screen)
    screen.reload()


_AT_ONCE: dict[str, Callable[[MainScreen], None]] = {
    "preset": _use_keys,
    "confidence": lambda screen: screen.renew(),
    "list_lines": partial(_arrange, "lines"),
    "list_group": partial(_arrange, "group"),
    "list_times": partial(_arrange, "times"),
    "refresh_minutes": arriving.refresh_every,
}
"""What has to be done for a setting to be seen; the others are looked at when they are needed."""

COMMANDS: dict[str, Callable[[MainScreen], None]] = {
    "settings.change": ask_setting,
    "settings.preset": ask_preset,
}
