"""The reader's settings: a frozen record with defaults, read from `config.toml`.

A wrong file never keeps the program from starting: what is wrong in it is reported with its line, and the
default is used.
"""

from __future__ import annotations

import getpass
import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from tuinews.core.errors import BadInput


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "reader"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults. The comment under each is what `tuinews config` prints."""

    name: str = field(default_factory=_user_name)
    """Who notes, tags and corrections are by."""
    read_when: str = "opened"
    """When an article counts as read: opened, end (scrolled to its end), never (only by `m`)."""
    codebook: str = ""
    """The file of the tags to code with, in the library's folder; none: codebook.toml there, if there is one."""
    blind: bool = False
    """Whether tags, notes and verdicts of others are hidden, so that what you code is your own."""
    confidence: float = 0.5
    """Statements that the engine is less sure of (0 to 1) are hidden."""
    engine: str = "current"
    """Which statement engine looks at stored articles: current (again after each upgrade), pinned (never again)."""
    theme: str = "tuinews-dark"
    """Colours: tuinews-dark, tuinews-light, or any theme of Textual."""
    list_lines: int = 2
    """Lines of a row of the list: 1 or 2."""
    list_group: str = "none"
    """Headings in the list: none, day, outlet, feedtag."""
    list_times: str = "age"
    """How the list tells times: age, local, utc."""
    refresh_on_start: bool = False
    """Whether all feeds are refreshed when the reader opens."""
    refresh_minutes: int = 0
    """Minutes between refreshes while the reader is open; 0: only by hand."""
    fetch_pages: str = "auto"
    """Whether the full page of a feed's entry is fetched: auto (when the entry is cut short), always, never."""
    connections: int = 16
    """The most connections of a refresh at one time."""
    connections_per_host: int = 2
    """The most connections to one host at one time."""
    timeout: float = 30.0
    """Seconds after which a request is given up, all in all."""
    ascii: bool = False
    """Draw with ASCII characters only."""
    keys: dict[str, str] = field(default_factory=dict)
    """Keys of your own: a command and its keys, as in `"mark.note" = "a"`; `?` names the commands."""


_CHOICES: dict[str, tuple[Any, ...]] = {
    "engine": ("current", "pinned"),
    "read_when": ("opened", "end", "never"),
    "list_lines": (1, 2),
    "list_group": ("none", "day", "outlet", "feedtag"),
    "list_times": ("age", "local", "utc"),
    "fetch_pages": ("auto", "always", "never"),
}


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


def read_settings(path: Path | None = None) -> tuple[Settings, list[str]]:
    """The settings in a file (default: `config_file()`), and what is wrong with it, one sentence each."""
    path = path or config_file()
    try:
        text = path.read_text(encoding="utf-8")
        written = tomllib.loads(text)
    except FileNotFoundError:
        return Settings(), []
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Settings(), [f"{path}: {error}; the defaults are used"]
    problems: list[str] = []
    values: dict[str, Any] = {}
    defaults = Settings()
    for name, value in written.items():
        try:
            values[name] = _checked(name, value, defaults)
        except BadInput as error:
            problems.append(f"{path}, line {_line_of(text, name)}: {error}")
    return Settings(**values), problems


def _checked(name: str, value: Any, defaults: Settings) -> Any:
    if name not in {item.name for item in fields(Settings)}:
        raise BadInput(name, "is no setting", "`tuinews config` lists them")
    default = getattr(defaults, name)
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not type(default):
        raise BadInput(name, f"should be {_KINDS[type(default)]}, not {value!r}")
    if name in _CHOICES and value not in _CHOICES[name]:
        raise BadInput(name, f"has no value {value!r}", f"It has {', '.join(map(str, _CHOICES[name]))}")
    return value


_KINDS = {str: "text", bool: "true or false", int: "a whole number", float: "a number", dict: "a table"}


def _line_of(text: str, name: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().strip("[").startswith(name):
            return number
    return 1
