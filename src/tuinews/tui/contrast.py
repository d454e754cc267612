"""How well words stand out from their ground (WCAG 2.2 §1.4.3)."""

from __future__ import annotations

from textual.color import Color

LEAST = 4.5
"""The contrast ratio that words have at least."""
_BLACK, _WHITE = Color(0, 0, 0), Color(255, 255, 255)
_STEPS = 10


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Color, ground: Color, ink: Color | None = None) -> Color:
    """A colour, or the nearest to it that can be read on the ground: on the way to an ink (default: to black or white,
    whichever stands out more)."""
    if contrast(colour, ground) >= LEAST:
        return colour
    towards = ink or max(_BLACK, _WHITE, key=lambda one: contrast(one, ground))
    for step in range(1, _STEPS):
        nearer = colour.blend(towards, step / _STEPS)
        if contrast(nearer, ground) >= LEAST:
            return nearer
    return towards


def _luminance(colour: Color) -> float:
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized)
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
