"""Our own colours, and the style sheets."""

from __future__ import annotations

from pathlib import Path

from textual.theme import Theme

from tuinews.tui import tag_colours

# Ink on a quiet ground; one warm accent for words that were said, one cool for words that were reported.
DARK = Theme(
    name="tuinews-dark",
    primary="#d8a657",
    secondary="#7daea3",
    accent="#e3b778",
    foreground="#d6d0c4",
    background="#16181a",
    surface="#1b1e21",
    panel="#2a2e33",
    boost="#24282c",
    success="#a0b870",
    warning="#d8a657",
    error="#e07a6c",
    dark=True,
    variables={
        "direct": "#e8b86a",
        "mixed": "#d59a6f",
        "indirect": "#82b3ab",
        "note": "#b9a3e3",
        "faint": "#85817a",
        "ground": "#2b2f35",
        "border-blurred": "#3a3f45",
        "input-selection-background": "#d8a657 35%",
    },
)
LIGHT = Theme(
    name="tuinews-light",
    primary="#8a5a00",
    secondary="#1f6b63",
    accent="#9a6410",
    foreground="#2b2a27",
    background="#faf7f0",
    surface="#f4efe4",
    panel="#e4ddcd",
    boost="#efe9db",
    success="#4d6b1d",
    warning="#8a5a00",
    error="#b03a2e",
    dark=False,
    variables={
        "direct": "#8a5200",
        "mixed": "#95431a",
        "indirect": "#1d665e",
        "note": "#6a47a8",
        "faint": "#7d776b",
        "ground": "#e9e1cf",
        "border-blurred": "#cfc6b3",
        "input-selection-background": "#8a5a00 25%",
    },
)
HIGH_CONTRAST = Theme(
    name="tuinews-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#303030",
    boost="#202020",
    success="#00ff00",
    warning="#ffff00",
    error="#ff6060",
    dark=True,
    variables={
        "direct": "#ffff00",
        "mixed": "#ffb000",
        "indirect": "#00ffff",
        "note": "#ff9cff",
        "faint": "#c0c0c0",
        "ground": "#3a3a3a",
        "border-blurred": "#a0a0a0",
    },
)
THEMES = (DARK, LIGHT, HIGH_CONTRAST)

FALLBACK = {
    "direct": "#e8b86a", "mixed": "#d59a6f", "indirect": "#82b3ab", "note": "#b9a3e3", "faint": "#85817a",
    "ground": "#808080 25%", "border-blurred": "#808080 60%",
}  # fmt: skip
"""Our own names of colours, for themes that have none of them."""


def own_variables(theme: Theme) -> dict[str, str]:
    """Values for our names of colours under any theme."""
    accents = {
        "direct": theme.primary,
        "mixed": theme.warning or theme.primary,
        "indirect": theme.secondary or theme.primary,
        "note": theme.accent or theme.primary,
    }
    return {**FALLBACK, **tag_colours.variables(dark=theme.dark), **accents, **theme.variables}


def style_folder() -> Path:
    """Where the style sheets are: beside the package's modules in a wheel, at the top of the repository in an
    editable install."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "styles"
    return inside if inside.is_dir() else package.parent.parent / "styles"
