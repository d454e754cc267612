"""Keys for those who use arrows: the keys that all programs have, letters that stand for words, function keys.

The letters of vi are left out; `[keys]` in the settings brings any of them back.
"""

from __future__ import annotations

KEYS = {
    "move.down": "down",
    "move.up": "up",
    "move.top": "home",
    "move.bottom": "end",
    "move.page-down": "pagedown",
    "move.page-up": "pageup",
    "move.open": "enter right",
    "move.back": "left backspace",
    "move.next-article": "ctrl+down N",
    "move.previous-article": "ctrl+up P",
    "move.next-unread": "n",  # next
    "move.previous-unread": "p",  # previous
    "move.next-statement": ". ctrl+right",
    "move.previous-statement": ", ctrl+left",
    "move.next-hit": "f3 ]",
    "move.previous-hit": "[",
    "find.search": "/ ctrl+f",
    "mark.undo": "ctrl+z U",
    "mark.delete": "delete D",
    "feeds.refresh": "f5 r",
    "feeds.refresh-all": "R",
    "feeds.add": "+ insert",
    "program.help": "f1 ?",
    "program.palette": "ctrl+p :",
    "program.leave": "ctrl+q Q",
}
