"""Columns that stay where they are, whatever a terminal thinks of an emoji.

Terminals disagree on how many cells a flag, a skin tone, a family or a heart takes; what we count is what Unicode
says. So each of them is drawn on cleared cells, and the cursor is then put where we count it to be: where a terminal
takes fewer cells a blank follows, where it takes more the next character covers what is too much.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from textual.driver import Driver

_AFTER = "\ufe0f\u20e3\U0001f3fb-\U0001f3ff"  # emoji presentation, keycap, skin tones
_MAY_BE_JOINED = re.compile(f"[{_AFTER}\u200d\U0001f1e6-\U0001f1ff]")
_JOINED = re.compile(
    "\x1b[]].*?(?:\x07|\x1b\\\\)"  # an operating system command: no text
    rf"|(?P<emoji>[\U0001f1e6-\U0001f1ff]{{2}}|[^\x00-\x1f][{_AFTER}]+(?:\u200d[^\x00-\x1f][{_AFTER}]*)*"
    rf"|[\u2190-\u2bff\U0001f000-\U0001faff](?:\u200d[^\x00-\x1f][{_AFTER}]*)+)",
    re.DOTALL,
)
_SAVE, _RESTORE = "\x1b7", "\x1b8"  # DECSC, DECRC
_NO_WRAP, _WRAP = "\x1b[?7l", "\x1b[?7h"  # DECAWM: what is too wide at the edge must not go on in the next line


def keep_columns(data: str) -> str:
    """What is written to a terminal, with the cursor put right after each emoji of more than one character."""
    return _JOINED.sub(_placed, data) if not data.isascii() and _MAY_BE_JOINED.search(data) else data


def _placed(match: re.Match[str]) -> str:
    emoji = match["emoji"]
    if emoji is None:
        return match.group()
    cells = cell_len(emoji)
    drawn = "".join(f"{_SAVE}{text}{_RESTORE}" for text in (" " * cells, emoji))
    return f"{_NO_WRAP}{drawn}{_WRAP}\x1b[{cells}C"


def with_columns(driver: type[Driver]) -> type[Driver]:
    """A driver that keeps columns."""

    class Columns(driver):  # type: ignore[valid-type,misc]  # which driver it is depends on the system
        def write(self, data: str) -> None:
            super().write(keep_columns(data))

    return Columns
