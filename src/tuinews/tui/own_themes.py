"""The reader's own themes: `themes/NAME.toml` beside `config.toml`.

    dark = false              # what it starts from: the colours of tuinews-dark, or of tuinews-light
    like = "nord"             # or those of another theme
    [colors]                  # any of these, as #rrggbb or by name; the rest is the other theme's
    background = "#fdf6e3"

What the colours are for is said in `COLORS`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from tuinews.tui.theme import DARK, LIGHT, THEMES

COLORS = {
    "background": "behind everything",
    "foreground": "words",
    "primary": "what stands out: titles of frames, keys, unread",
    "secondary": "what stands out quietly: links, headings of the list",
    "accent": "a third colour",
    "surface": "behind dialogs",
    "panel": "behind parts of dialogs",
    "boost": "behind code and what is typed",
    "success": "what went well",
    "warning": "what needs care",
    "error": "what failed",
    "direct": "direct quotes",
    "mixed": "mixed statements",
    "indirect": "reported speech",
    "note": "notes",
    "faint": "what is said aside",
    "ground": "behind the cursor",
    "border-blurred": "the frames of panes that the reader is not in",
}
"""The names of colours in a theme's file, and what they are for."""
_IN_THEME = frozenset({
    "background", "foreground", "primary", "secondary", "accent", "surface", "panel", "boost", "success", "warning",
    "error",
})  # fmt: skip


def own_theme(folder: Path, name: str) -> tuple[Theme | None, list[str]]:
    """The theme of a name, if the reader has one of it, and what is wrong with its file, one sentence each. What is
    wrong is left out."""
    path = folder / f"{name}.toml"
    if Path(name).name != name or not path.is_file():
        return None, []
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return None, [f"{path}: {error}"]
    problems: list[str] = []
    start = _beginning(written, problems)
    colours = _colours(written.get("colors", {}), problems)
    in_theme: dict[str, Any] = {key: one for key, one in colours.items() if key in _IN_THEME}
    theme = replace(
        start,
        name=name,
        dark=written["dark"] if isinstance(written.get("dark"), bool) else start.dark,
        variables={**start.variables, **{key: one for key, one in colours.items() if key not in _IN_THEME}},
        **in_theme,
    )
    return theme, [f"{path}: {problem}" for problem in problems]


def own_themes(folder: Path) -> tuple[list[Theme], list[str]]:
    """All themes of the reader, by name, and what is wrong with their files."""
    themes: list[Theme] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        theme, wrong = own_theme(folder, path.stem)
        themes.extend([theme] if theme is not None else [])
        problems.extend(wrong)
    return themes, problems


def theme_names(folder: Path) -> list[str]:
    """The names of all themes: ours, Textual's, and the reader's own."""
    own = (path.stem for path in folder.glob("*.toml"))
    return sorted({*(theme.name for theme in THEMES), *BUILTIN_THEMES, *own})


def _beginning(written: Mapping[str, Any], problems: list[str]) -> Theme:
    for name in written.keys() - {"dark", "like", "colors"}:
        problems.append(f"“{name}” means nothing; there are dark, like and [colors]")
    usual = LIGHT if written.get("dark") is False else DARK
    like = written.get("like")
    if like is None:
        return usual
    for theme in (*THEMES, *BUILTIN_THEMES.values()):
        if theme.name == like:
            return theme
    problems.append(f"there is no theme “{like}” to start from")
    return usual


def _colours(written: Any, problems: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    if not isinstance(written, Mapping):
        problems.append("“colors” should be a table")
        return found
    for name, value in written.items():
        try:
            if name not in COLORS:
                raise KeyError(name)
            Color.parse(str(value))
        except KeyError:
            problems.append(f"“{name}” is no name of a colour; there are {', '.join(COLORS)}")
        except ColorParseError:
            problems.append(f"“{value}” is no colour ({name})")
        else:
            found[name] = str(value)
    return found
