"""The commands as data: each with its usual keys, its words for the footer and for help.

Keys are written as they are typed: `j`, `?`, `ctrl+p`, `space`, `alt+1`. A preset and the settings may give a command
other keys (`keymap`); words name a key as `{find.search}`, so that they tell the one that the reader has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

Group = Literal["Move", "Mark", "Look", "Find", "Feeds", "Program"]
Pane = Literal["any", "list", "article", "source", "tree"]


class Command(Struct, frozen=True):
    """Something that the reader can do. `footer` is empty when it is never named in the footer."""

    id: str
    keys: tuple[str, ...]
    footer: str
    help: str
    group: Group
    panes: tuple[Pane, ...] = ("any",)
    """Where it does something."""

    def works_in(self, pane: str) -> bool:
        return "any" in self.panes or pane in self.panes


def _command(id: str, keys: str, footer: str, help: str, group: Group, *panes: Pane) -> Command:
    return Command(id, tuple(keys.split()), footer, help, group, panes or ("any",))


COMMANDS: tuple[Command, ...] = (
    _command("move.down", "j down", "down", "Down a line, or to the next item; 5{move.down} goes five", "Move"),
    _command("move.up", "k up", "up", "Up a line, or to the item before", "Move"),
    _command("move.page-down", "pagedown ctrl+f", "", "A page down", "Move"),
    _command("move.page-up", "pageup ctrl+b", "", "A page up", "Move"),
    _command("move.half-down", "ctrl+d", "", "Half a page down", "Move"),
    _command("move.half-up", "ctrl+u", "", "Half a page up", "Move"),
    _command("move.top", "g home", "", "To the top", "Move"),
    _command("move.bottom", "G end", "", "To the bottom", "Move"),
    _command("move.open", "enter l right", "open", "Open what is under the cursor: go deeper", "Move"),
    _command("move.back", "h left", "back", "Back to the pane before", "Move"),
    _command("move.escape", "escape", "back", "Leave search, selection, article alone, pane", "Move"),
    _command("move.next-pane", "tab", "next pane", "To the next pane", "Move"),
    _command("move.previous-pane", "shift+tab", "", "To the pane before", "Move"),
    _command("move.pane-1", "alt+1", "", "To the feed tree", "Move"),
    _command("move.pane-2", "alt+2", "", "To the list", "Move"),
    _command("move.pane-3", "alt+3", "", "To the article", "Move"),
    _command("move.pane-4", "alt+4", "", "To the sources", "Move"),
    _command("move.read-on", "space", "read on", "A page on; at the end, the next unread article", "Move"),
    _command("move.next-article", "J", "", "The next article, from anywhere", "Move"),
    _command("move.previous-article", "K", "", "The one before, from anywhere", "Move"),
    _command("move.next-unread", "n", "next unread", "The next unread article of the list", "Move"),
    _command("move.previous-unread", "N", "", "The previous unread article of the list", "Move"),
    _command("move.next-feed", "", "", "The list of the next feed", "Move"),
    _command("move.previous-feed", "", "", "The list of the feed before", "Move"),
    _command("move.next-unread-feed", "", "", "The next feed with unread articles", "Move"),
    _command("move.previous-unread-feed", "", "", "The feed with unread articles before", "Move"),
    _command("move.next-statement", ".", "statements", "The next statement", "Move"),
    _command("move.previous-statement", ",", "", "The previous statement", "Move"),
    _command("move.next-hit", "]", "next hit", "The next place where the search was found", "Move"),
    _command("move.previous-hit", "[", "", "The previous place where the search was found", "Move"),
    _command("look.tree", "b", "feeds", "Show or hide the feed tree", "Look"),
    _command("look.alone", "z", "", "The article alone, or all panes again", "Look"),
    _command("look.statements", "i", "", "List statements instead of articles, and back", "Look"),
    _command("look.order", "O", "", "Oldest first (statements: a timeline), or newest first", "Look"),
    _command("look.times", "T", "", "Tell times as ages, as dates, or in UTC", "Look"),
    _command("arrange.list", "L", "", "Headings by day, outlet or feed tag; one or two lines; times", "Look"),
    _command("arrange.wider", ">", "", "Make this pane wider; or drag the line between two", "Look"),
    _command("arrange.narrower", "<", "", "Make this pane narrower", "Look"),
    _command("arrange.usual", "=", "", "The usual widths of the panes", "Look"),
    _command("voices.show", "V", "", "Voices: everyone who said something, and what they said over time", "Look"),
    _command("look.browser", "o", "browser", "Open the article in the web browser", "Look"),
    _command("look.browser-read", "", "", "Open the article in the web browser and mark it read", "Look"),
    _command(
        "look.links",
        "u",
        "links",
        "Open a link by the letter beside it; again: list them all",
        "Look",
        "article",
        "source",
        "list",
    ),
    _command("look.picture", "p", "next picture", "The next picture of the article; Enter opens it", "Look"),
    _command("look.copy", "y", "copy", "Copy what is selected, or the statement, with its citation", "Look"),
    _command("send.choose", "|", "", "Send the article, statement, words or note to a program of yours", "Look"),
    _command("look.why", "w", "", "Why this is marked as a statement", "Look", "article", "source"),
    _command("look.changes", "d", "", "What changed in the article: its statements, its words", "Look"),
    _command("look.full-text", "x", "", "Fetch the full text of the article from its page", "Look"),
    _command("look.unsure", "~", "", "Show statements below your confidence, dimmed, or hide them", "Look"),
    _command("look.unread-only", "H", "", "Hide what is read, or show it again", "Look"),
    _command(
        "mark.select",
        "v",
        "select",
        "Select words, then the sentence, the paragraph; in the list: rows",
        "Mark",
        "article",
        "list",
    ),
    _command("mark.note", "a", "note", "Write a note on the words, statement or article", "Mark"),
    _command("mark.tag", "t", "tag", "Tag the words, the statement or the article", "Mark"),
    _command("mark.star", "s", "star", "Star the article, or take its star off", "Mark"),
    _command("mark.read", "m", "read", "Mark the article read, or unread", "Mark"),
    _command("correct.statement", "c", "correct", "Correct a statement: speaker, words, none; or add one", "Mark"),
    _command("judge.status", "S", "", "Whether they said it, and whether it is so; proof; claims", "Mark"),
    _command("notes.list", "A", "", "All notes: filter by typing, sort, go there", "Mark"),
    _command("notes.orphans", "X", "", "What stood on words that are gone; attach it to selected words", "Mark"),
    _command("tags.list", "#", "", "All tags: what bears one; rename, merge", "Mark"),
    _command("tags.everything", "", "", "Tag everything that this list or search shows", "Mark"),
    _command("rules.list", "", "", "Rules: what they match, run, delete; make one of this search", "Find"),
    _command("review.list", "", "", "Review list: what bears your marks, and a newer engine finds otherwise", "Mark"),
    _command("mark.list", "M", "", "Mark the whole list read, or what is above or below", "Mark", "list"),
    _command("mark.everything", "", "", "Mark everything stored read, after naming the number", "Mark"),
    _command(
        "mark.delete", "D", "delete", "Delete a note, the article; in the tree: a feed, tag, search (asks)", "Mark"
    ),
    _command("mark.undo", "U", "undo", "Take back the last change", "Mark"),
    _command("find.search", "/", "search", "Search in this list; again: in everything stored", "Find"),
    _command("find.ranked", "ctrl+r", "", "A search lists the best match first, or the newest again", "Find"),
    _command("saved.searches", "f", "", "Saved searches: go to one, save this one, delete one", "Find"),
    _command("feeds.refresh", "r", "refresh", "Fetch this feed (in a list of many feeds: all of them)", "Feeds"),
    _command("feeds.refresh-all", "R", "", "Fetch all feeds", "Feeds"),
    _command("feeds.add", "+", "add", "Add a feed, a site or an article by its address", "Feeds"),
    _command("feeds.import", "", "", "Import a list of feeds, or files", "Feeds"),
    _command("subscriptions.settings", "e", "settings", "What is set for this feed, and how it fares", "Feeds", "tree"),
    _command("subscriptions.edit", "E", "", "Edit all feeds as text, in your editor", "Feeds"),
    _command("feeds.remove", "", "", "Unsubscribe from a feed, or take away a tag or saved search", "Feeds", "tree"),
    _command("program.help", "?", "help", "The keys of this pane, and what the marks mean", "Program"),
    _command("program.palette", ": ctrl+p", "", "Every command, feed and tag by name", "Program"),
    _command("feeds.greet", "", "", "Ways to begin: starter feeds, samples", "Feeds"),
    _command("settings.change", "", "settings", "Settings: what each means, and its value", "Program"),
    _command("settings.preset", "", "", "Choose other keys: tuinews, newsboat, arrows", "Program"),
    _command("program.theme", "", "", "Choose other colours", "Program"),
    _command("program.macro", "", "macro", "Run a macro: then its key, or choose it", "Program"),
    _command("program.problems", "", "", "What is wrong with the settings file", "Program"),
    _command("program.quit", "q", "quit", "Close what is on top, then leave", "Program"),
    _command("program.back", "", "back", "Close what is on top, or go a pane back; from the feeds, leave", "Program"),
    _command("program.leave", "Q", "", "Leave at once", "Program"),
)

FOOTERS: dict[str, tuple[str, ...]] = {
    "list": ("move.open", "move.next-unread", "mark.star", "mark.tag", "find.search"),
    "article": ("move.next-statement", "mark.note", "mark.tag", "mark.select", "move.next-unread"),
    "source": ("move.open", "mark.note", "mark.tag", "look.copy", "look.links"),
    "tree": ("move.open", "feeds.refresh", "feeds.add", "subscriptions.settings", "look.tree"),
    "selection": ("mark.note", "mark.tag", "look.copy", "mark.select", "move.escape"),
    "picked": ("mark.read", "mark.star", "mark.tag", "mark.delete", "move.escape"),
    "picture": ("move.open", "look.picture", "move.next-statement", "look.browser", "move.escape"),
    "hits": ("move.next-hit", "move.next-statement", "mark.note", "mark.tag", "find.search"),
}
"""The five commands that matter in a pane or state. How to get help and to leave is added to each."""

TAKEN_BACK = "{mark.undo} takes it back"
"""What a dialog says of a change that can be undone."""

_SHOWN = {
    "enter": "Enter", "escape": "Esc", "space": "Space", "down": "↓", "up": "↑", "left": "←", "right": "→",
    "tab": "Tab", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End", "backspace": "Backspace",
    "delete": "Del", "insert": "Ins", "ctrl": "Ctrl", "shift": "Shift", "alt": "Alt",
}  # fmt: skip
_OPPOSITES = {"move.next-statement": "move.previous-statement", "move.next-hit": "move.previous-hit"}
"""Commands that the footer names together with their opposite."""


def shown_key(key: str) -> str:
    """A key as the reader sees it on the keyboard."""
    if re.fullmatch(r"ctrl\+.", key):
        return f"^{key[-1]}"
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    named = last.upper() if re.fullmatch(r"f\d+", last) else _SHOWN.get(last, last)
    return "+".join([*(_SHOWN[one] for one in modifiers), named])


def textual_key(key: str) -> str:
    """A key as Textual names it: `/` is `slash`, `G` is itself."""
    from textual.keys import _character_to_key  # `tuinews config` looks at the commands too, and needs no screen

    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return "+".join([*modifiers, _character_to_key(last) if len(last) == 1 else last])


def key_of(commands: Mapping[str, Command], name: str) -> str:
    """The key of a command, as words name it; for one without a key, its name in the palette."""
    command = commands[name]
    if command.keys:
        return shown_key(command.keys[0])
    palette = commands["program.palette"].keys
    return f"{shown_key(palette[0]) if palette else 'the palette:'} {command.footer or command.help.split(':')[0]}"


def keyed(commands: Mapping[str, Command], words: str) -> str:
    """Words of ours with the keys of the commands that they name: `{find.search} searches`."""
    return re.sub(r"\{([a-z]+\.[a-z0-9-]+)\}", lambda named: key_of(commands, named.group(1)), words)


def footer_key(commands: Mapping[str, Command], name: str) -> str:
    """The key that the footer names, with that of the opposite command where there is one."""
    names = (name, _OPPOSITES.get(name, ""))
    return " ".join(shown_key(commands[one].keys[0]) for one in names if one and commands[one].keys)
