"""Our own colours, and the style sheets."""

from __future__ import annotations

from pathlib import Path

from textual.color import Color
from textual.theme import Theme

from tuinews.library.settings import config_file
from tuinews.tui import tag_colours
from tuinews.tui.contrast import readable

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
        "faint": "#756f63",
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
SIXTEEN = Theme(
    name="tuinews-16",
    ansi=True,  # the terminal's own colours, on its own ground
    primary="ansi_yellow",
    secondary="ansi_cyan",
    accent="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    success="ansi_green",
    warning="ansi_magenta",
    error="ansi_red",
    dark=True,
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border-blurred": "ansi_bright_black",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_white",
        "input-cursor-background": "ansi_white",
        "input-cursor-foreground": "ansi_black",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
    },
)
"""For terminals of 16 colours, which would make the others' into the same few."""
THEMES = (DARK, LIGHT, HIGH_CONTRAST, SIXTEEN)

_OF_SIXTEEN = {
    "faint": "ansi_bright_black", "ground": "ansi_blue", "border-blurred": "ansi_bright_black",
    "noted-ground": "ansi_default", "hit-ground": "ansi_cyan", "selected-ground": "ansi_yellow",
    "picked-ground": "ansi_magenta", "over": "ansi_black",
}  # fmt: skip
"""Grounds and faint words where none can be mixed; what stands on a coloured ground is `over` it."""


def own_variables(theme: Theme) -> dict[str, str]:
    """Values for our names of colours under any theme: `lead` and `cool` for words that stand out, the kinds of
    statements, notes, what is `faint`, the `ground` under a cursor and those of marks, words `over` a ground that is a
    colour of its own. Themes of others choose their colours for surfaces; as words they are brought nearer to the ink
    until they can be read."""
    accents = {
        "lead": theme.primary,
        "cool": theme.secondary or theme.primary,
        "direct": theme.primary,
        "mixed": theme.warning or theme.primary,
        "indirect": theme.secondary or theme.primary,
        "note": theme.accent or theme.primary,
    }
    grounds = {
        "noted-ground": f"{accents['note']} 14%",
        "hit-ground": f"{accents['cool']} 35%",
        "selected-ground": f"{theme.primary} 40%",
        "picked-ground": f"{theme.primary} 18%",
        "over": theme.background or "black",
    }
    tags = tag_colours.variables(dark=theme.dark)
    if theme.ansi:
        return {**tags, **accents, **_OF_SIXTEEN, **theme.variables}
    if theme in THEMES:
        return {**tags, **grounds, **accents, **theme.variables}
    generated = theme.to_color_system().generate()
    ground, ink = Color.parse(generated["background"]), Color.parse(generated["foreground"])
    return {
        **tags,
        **grounds,
        "over": ground.hex,
        "faint": readable(ground.blend(ink, 0.5), ground, ink).hex,
        "ground": ground.blend(ink, 0.14).hex,
        "border-blurred": ground.blend(ink, 0.25).hex,
        **{name: readable(Color.parse(colour), ground, ink).hex for name, colour in accents.items()},
        **theme.variables,
    }


def themes_folder() -> Path:
    """Where the reader's own themes are: `themes` beside `config.toml`."""
    return config_file().parent / "themes"


def style_folder() -> Path:
    """Where the style sheets are: beside the package's modules in a wheel, at the top of the repository in an
    editable install."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "styles"
    return inside if inside.is_dir() else package.parent.parent / "styles"
