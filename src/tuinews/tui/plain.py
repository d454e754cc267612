"""Lines in ASCII, whoever draws them: frames, scroll bars, footers, and what is said in dialogs."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tuinews.tui.glyphs import in_ascii


class AsciiOnly(LineFilter):
    """Draws the signs that have a plain one as that."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(in_ascii(text), style, control) for text, style, control in segments]
