"""Words in quotation marks, as our own sentences name titles, notes and what was said."""

from __future__ import annotations

_INNER = str.maketrans({"“": "‘", "”": "’", "„": "‚"})


def quoted(words: str) -> str:
    """Words in quotation marks; those within become the inner ones."""
    return f"“{words.translate(_INNER)}”"
