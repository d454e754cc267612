"""Newsboat's own keys, as its table of operations has them, for what both programs do.

What newsboat has no word for keeps its key here, or gets one that newsboat leaves free. Keys of newsboat without a
counterpart (`e` for podcasts, `ctrl+k`, `#`, `$`, digits for links) do nothing, or begin a count.
"""

from __future__ import annotations

KEYS = {
    "move.open": "enter right",
    "move.down": "down",
    "move.up": "up",
    "move.page-down": "pagedown",
    "move.page-up": "pageup b",  # in an article; space is the same as here
    "move.top": "home",
    "move.bottom": "end",
    "move.next-article": "J",  # next
    "move.previous-article": "K",  # prev
    "move.next-feed": "j",  # next-feed
    "move.previous-feed": "k",  # prev-feed
    "move.next-unread-feed": "ctrl+n",  # next-unread-feed
    "move.previous-unread-feed": "ctrl+p",  # prev-unread-feed
    "move.next-unread": "n",  # next-unread
    "move.previous-unread": "p",  # prev-unread
    "move.previous-statement": ";",  # the comma begins a macro
    "look.unread-only": "l H",  # toggle-show-read-feeds
    "look.order": "G",  # rev-sort
    "look.tree": "B",
    "look.picture": "P",
    "arrange.list": "g L",  # sort
    "look.browser": "o",  # open-in-browser
    "look.browser-read": "O",  # open-in-browser-and-mark-read
    "look.links": "u",  # show-urls
    "mark.read": "N m",  # toggle-article-read
    "mark.list": "A M",  # mark-feed-read
    "mark.everything": "C",  # mark-all-feeds-read
    "mark.star": "s ctrl+b",  # save, bookmark
    "mark.tag": "t ctrl+e",  # select-tag, edit-flags
    "mark.delete": "D",  # delete-article
    "find.search": "/ F",  # open-search, set-filter
    "saved.searches": "f",  # select-filter
    "feeds.refresh": "r",  # reload
    "feeds.refresh-all": "R",  # reload-all
    "subscriptions.edit": "E",  # edit-urls
    "notes.list": "alt+a",
    "program.macro": ",",  # macro-prefix
    "program.palette": ":",  # cmdline
    "program.back": "q",  # quit: one dialog back, then leave
    "program.quit": "",
    "program.leave": "Q",  # hard-quit
    "program.help": "?",
}
