"""Words in quotation marks, as our own sentences name titles, notes and what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator

_INNER = str.maketrans({"“": "‘", "”": "’", "„": "‚"})


def quoted(words: str) -> str:
    """Words in quotation marks; those within become the inner ones."""
    return f"“{words.translate(_INNER)}”"


def places_of(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where words stand in a text: any white space for any other, and any quotation mark or apostrophe for any other,
    since who copies them from a screen has those of the screen."""
    pieces = words.split()
    pattern = r"\s+".join("".join(_ALIKE.get(char) or re.escape(char) for char in piece) for piece in pieces)
    return (match.span() for match in re.finditer(pattern, text)) if pieces else iter(())


_ALIKE = {char: f"[{chars}]" for chars in ('"“”„‟«»', "'’‘‚‛‹›") for char in chars}
