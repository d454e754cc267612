"""What changed in an article: first its statements, then its words, the removed and the added in place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tuinews.core import clock
from tuinews.core.sanitize import visible, visible_line
from tuinews.tui.glyphs import Glyphs
from tuinews.tui.page import day_and_time

if TYPE_CHECKING:
    from tuinews.library.changes import ChangesView

_AROUND = 120
"""Characters of what stayed the same that are shown beside a change."""
_MOST_SHOWN = 400
"""Changes; an article that was written anew is read anew."""
_KINDS = {"reattributed": "said by another", "altered": "altered", "removed": "removed", "added": "added"}


class ChangesScreen(ModalScreen[None]):
    """Shows two revisions as one text. Removed words stand in [- -], added ones in {+ +}, with and without colour."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,d", "leave", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(15)", show=False),
        Binding("pageup", "scroll(-15)", show=False),
    ]

    def __init__(self, changes: ChangesView, glyphs: Glyphs) -> None:
        super().__init__()
        self._changes = changes
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        old, new = self._changes.old, self._changes.new
        with Vertical(classes="dialog tall") as dialog:
            dialog.border_title = Content(f"Revision {old.number} to {new.number}")
            dialog.border_subtitle = Content("j k scroll · Esc leaves")
            with VerticalScroll():
                yield Static(Content("\n").join(changed_lines(self._changes, self._glyphs)))

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_leave(self) -> None:
        self.dismiss(None)


def changed_lines(changes: ChangesView, glyphs: Glyphs) -> Iterator[Content]:
    """The statements that changed, then the words, as lines."""
    times = (day_and_time(clock.local(one.fetched)) for one in (changes.old, changes.new))
    yield Content(f"fetched {' and '.join(times)}").stylize("$faint")
    yield Content("")
    yield Content(f"Statements: {len(changes.statements)} changed").stylize("bold $primary")
    for change in changes.statements[:_MOST_SHOWN]:
        yield Content(f"  {_KINDS[change.kind]}").stylize("$faint")
        for said, sign, style in ((change.old, "-", "$error"), (change.new, "+", "$success")):
            if said is not None:
                words = f"  {sign} {visible_line(said.speaker or 'unnamed')}: {visible_line(said.words)}"
                yield Content(words).stylize(style)
    yield Content("")
    yield Content("Words").stylize("bold $primary")
    yield _inline(changes, glyphs)


def _inline(changes: ChangesView, glyphs: Glyphs) -> Content:
    parts: list[Content] = []
    shown = changes.words[: 2 * _MOST_SHOWN]
    if all(change.kind == "same" for change in shown):
        return Content("  The words are the same").stylize("$faint")
    for number, change in enumerate(shown):
        removed = visible(changes.old_document.text[change.old.start : change.old.end])
        added = visible(changes.new_document.text[change.new.start : change.new.end])
        if change.kind == "same":
            parts.append(Content(_cut(added, number == 0, number == len(shown) - 1, glyphs)))
            continue
        if removed:
            parts.append(Content(f"[-{removed}-]").stylize("$error"))
        if added:
            parts.append(Content(f"{{+{added}+}}").stylize("$success"))
    return Content("").join(parts)


def _cut(words: str, first: bool, last: bool, glyphs: Glyphs) -> str:
    """What stayed the same, without its middle (at the ends: without what is far from a change)."""
    if (first and last) or len(words) <= 2 * _AROUND:
        return words
    before = "" if first else words[:_AROUND]
    after = "" if last else words[-_AROUND:]
    return f"{before} {glyphs.ellipsis} {after}"
