"""The colours that the codebook gives to tags, as names of the theme's variables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuinews.library import Library

TagColour = Callable[[str], str]
"""From a tag as it is shown ("  #war/kursk") to a variable of the theme ("$tag-red"); empty: it has no colour."""

ON_DARK = {
    "red": "#e07a6c", "orange": "#dd9a5b", "yellow": "#d9c06a", "green": "#a0b870", "cyan": "#7daea3",
    "blue": "#83a5d6", "purple": "#b9a3e3", "pink": "#d99ab8", "grey": "#a09a90",
}  # fmt: skip
ON_LIGHT = {
    "red": "#b03a2e", "orange": "#a05a10", "yellow": "#806600", "green": "#4d6b1d", "cyan": "#1f6b63",
    "blue": "#2f5fa0", "purple": "#6a47a8", "pink": "#a03a70", "grey": "#6d675b",
}  # fmt: skip


def no_colour(_tag: str) -> str:
    """No tag has a colour."""
    return ""


def variables(*, dark: bool) -> dict[str, str]:
    """The colours of tags as variables of a theme."""
    return {f"tag-{name}": colour for name, colour in (ON_DARK if dark else ON_LIGHT).items()}


def colours_of(library: Library) -> TagColour:
    """The colours of a library's codebook."""

    def colour(shown: str) -> str:
        name = library.codebook.color(shown.strip().removeprefix("#"))
        return f"$tag-{name}" if name else ""

    return colour
