"""The reader's settings: a frozen record with defaults, read from `config.toml`.

A wrong file never keeps the program from starting: what is wrong in it is reported with its line, and the
default is used.
"""

from __future__ import annotations

import getpass
import os
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tuinews.core.errors import BadInput

T = TypeVar("T")


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "reader"


def _setting(default: T, meaning: str, *choices: T, least: float | None = None, most: float | None = None) -> T:
    """A field of `Settings`: its default, what it means (a sentence), and which values it takes."""
    about = {"meaning": meaning, "choices": choices, "least": least, "most": most}
    return field(default=default, metadata=about)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults, and what each means, as `tuinews config` tells it."""

    name: str = field(
        default_factory=_user_name, metadata={"meaning": "Who notes, tags and corrections are by; by default you."}
    )
    read_when: str = _setting(
        "opened",
        "When an article counts as read: opened, end (scrolled to its end), never (only by hand).",
        "opened", "end", "never",
    )  # fmt: skip
    codebook: str = _setting(
        "",
        "The file of the tags to code with, in the library's folder; none: codebook.toml there, if there is one.",
    )
    blind: bool = _setting(
        False, "Whether tags, notes, verdicts and corrections of others are hidden, so that what you code is your own."
    )
    citation: str = _setting(
        "",
        "The form of what is copied: {words} {speaker} {via} {manner} {title} {author} {outlet} {date} {origin} {link}"
        " {captured} {revision} {digest} {attribution} stand for what is known, \\n for a new line; none: ours.",
    )
    confidence: float = _setting(
        0.5, "Statements that the engine is less sure of (0 to 1) are hidden.", least=0.0, most=1.0
    )
    engine: str = _setting(
        "current",
        "Which statement engine looks at stored articles: current (again after each upgrade), pinned (never again).",
        "current", "pinned",
    )  # fmt: skip
    theme: str = _setting(
        "tuinews-dark",
        "Colours: tuinews-dark, tuinews-light, tuinews-contrast, a theme of Textual (nord), your own themes/NAME.toml.",
    )
    list_lines: int = _setting(2, "Lines of a row of the list: 1 or 2.", 1, 2)
    list_group: str = _setting(
        "none", "Headings in the list: none, day, outlet, feedtag.", "none", "day", "outlet", "feedtag"
    )
    list_times: str = _setting("age", "How the list tells times: age, local, utc.", "age", "local", "utc")
    refresh_on_start: bool = _setting(False, "Whether all feeds are refreshed when the reader opens.")
    refresh_minutes: int = _setting(0, "Minutes between refreshes while the reader is open; 0: only by hand.", least=0)
    unread_when_changed: bool = _setting(False, "Whether an article that its feed or page changed is unread again.")
    fetch_pages: str = _setting(
        "auto",
        "Whether the full page of a feed's entry is fetched: auto (when the entry is cut short), always, never.",
        "auto", "always", "never",
    )  # fmt: skip
    connections: int = _setting(16, "The most connections of a refresh at one time.", least=1)
    connections_per_host: int = _setting(2, "The most connections to one host at one time.", least=1)
    timeout: float = _setting(30.0, "Seconds after which a request is given up, all in all.", least=0.1)
    ascii: bool = _setting(False, "Draw with ASCII characters only.")
    preset: str = _setting(
        "tuinews",
        "The keys: tuinews (those of vi and more), newsboat (its own table), arrows (arrows, letters for words).",
        "tuinews", "newsboat", "arrows",
    )  # fmt: skip
    keys: dict[str, str] = field(
        default_factory=dict,
        metadata={
            "meaning": 'Keys of your own, over those of the preset: an action and its keys, as in "mark.note" = "a".'
        },
    )
    commands: dict[str, Any] = field(
        default_factory=dict,
        metadata={"meaning": 'Programs to send an article to, as in translate = ["trans", "{url}"] (outside.py).'},
    )
    macros: dict[str, Any] = field(
        default_factory=dict,
        metadata={"meaning": 'Actions in a row, by a key or a name, as in later = ["mark.star", "move.next-unread"].'},
    )

    @property
    def only_by(self) -> str:
        """The author whose tags, notes, verdicts and corrections alone are shown; empty: those of all."""
        return self.name if self.blind else ""


def data_folder() -> Path:
    """Where the reader's library lives by default."""
    from platformdirs import user_data_path

    return user_data_path("tuinews", appauthor=False)


def config_file() -> Path:
    """Where the settings are: `TUINEWS_CONFIG`, or config.toml in the platform's folder for settings."""
    named = os.environ.get("TUINEWS_CONFIG")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("tuinews", appauthor=False) / "config.toml"


def library_file() -> Path:
    """The reader's library: `TUINEWS_LIBRARY`, or library.db in the platform's data folder."""
    named = os.environ.get("TUINEWS_LIBRARY")
    return Path(named) if named else data_folder() / "library.db"


class About(NamedTuple):
    """A setting as the reader may know it."""

    name: str
    meaning: str
    default: Any
    choices: tuple[Any, ...]
    """All values that it takes; none when it takes others."""


def all_settings() -> tuple[About, ...]:
    """Every setting, in the order in which they are told."""
    defaults = Settings()
    return tuple(
        About(one.name, one.metadata["meaning"], getattr(defaults, one.name), _choices(one)) for one in fields(Settings)
    )


def _choices(one: Field[Any]) -> tuple[Any, ...]:
    return (True, False) if one.type == "bool" else one.metadata.get("choices", ())


def read_settings(path: Path | None = None) -> tuple[Settings, list[str]]:
    """The settings in a file (default: `config_file()`), and what is wrong with it, one sentence each."""
    path = path or config_file()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings(), []
    except (OSError, UnicodeDecodeError) as error:
        return Settings(), [f"{path}: {error}; the defaults are used"]
    import tomllib  # without a file there is nothing to read

    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from tuinews.library.toml_lines import told_error

        reason, line = told_error(error, text)
        return Settings(), [f"{path}, line {line}: {reason}; until then the defaults are used"]
    problems: list[str] = []
    values: dict[str, Any] = {}
    for name, value in written.items():
        try:
            values[name] = checked(name, value)
        except BadInput as error:
            from tuinews.library.toml_lines import line_of  # a file in order needs none of it

            problems.append(f"{path}, line {line_of(text, name)}: {error}")
    return Settings(**values), problems


def checked(name: str, value: Any) -> Any:
    """A value that a setting may have. Raises BadInput."""
    one = next((one for one in fields(Settings) if one.name == name), None)
    if one is None:
        raise BadInput(name, "is no setting", _like(name))
    if one.type == "float" and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    kind, words = _KINDS[str(one.type)]
    if type(value) is not kind:
        raise BadInput(name, f"should be {words}, not {value!r}")
    choices, least, most = _choices(one), one.metadata.get("least"), one.metadata.get("most")
    if choices and value not in choices:
        raise BadInput(name, f"has no value {value!r}", f"It has {', '.join(map(str, choices))}")
    if least is not None and not value >= least:
        raise BadInput(name, f"should be {least:g} or more, not {value!r}")
    if most is not None and not value <= most:
        raise BadInput(name, f"should be {most:g} or less, not {value!r}")
    return value


def _like(name: str) -> str:
    """What to do about a name that no setting has."""
    from difflib import get_close_matches

    near = get_close_matches(name, [one.name for one in fields(Settings)], 1)
    return f"Is it {near[0]}?" if near else "`tuinews config` lists them"


_KINDS: dict[str, tuple[type, str]] = {
    "str": (str, "text"),
    "bool": (bool, "true or false"),
    "int": (int, "a whole number"),
    "float": (float, "a number"),
    "dict[str, str]": (dict, "a table"),
    "dict[str, Any]": (dict, "a table"),
}
