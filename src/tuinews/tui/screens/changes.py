"""What changed in an article: first its statements, then its words, in place or with both revisions side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tuinews.core import clock
from tuinews.core.models import RevisionView
from tuinews.core.sanitize import visible, visible_line
from tuinews.tui.glyphs import Glyphs
from tuinews.tui.page import day_and_time

if TYPE_CHECKING:
    from tuinews.core.changes import Change
    from tuinews.library.changes import ChangesView

_AROUND = 120
"""Characters of what stayed the same that are shown beside a change."""
_MOST_SHOWN = 400
"""Changes; an article that was written anew is read anew."""
_BESIDE = 110
"""Cells of the screen from which on both revisions stand side by side."""
_KINDS = {"reattributed": "said by another", "altered": "altered", "removed": "removed", "added": "added"}


class ChangesScreen(ModalScreen[str | None]):
    """Shows two revisions. Removed words stand in [- -], added ones in {+ +}, with and without colour. Gives "old" or
    "new" when the reader wants to choose another revision, None when they leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,d", "leave", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(15)", show=False),
        Binding("pageup", "scroll(-15)", show=False),
        Binding("s", "beside", show=False),
        Binding("o", "choose('old')", show=False),
        Binding("n", "choose('new')", show=False),
    ]

    def __init__(self, changes: ChangesView, glyphs: Glyphs, revisions: int = 2) -> None:
        super().__init__()
        self._changes = changes
        self._glyphs = glyphs
        self._revisions = revisions
        self._beside: bool | None = None
        """Whether both stand side by side; None: where there is room."""

    def compose(self) -> ComposeResult:
        old, new = self._changes.old, self._changes.new
        with Vertical(classes="dialog tall wide") as dialog:
            dialog.border_title = Content(f"Revision {old.number} to {new.number}")
            others = "o n other revisions · " if self._revisions > 2 else ""
            dialog.border_subtitle = Content(f"j k scroll · s side by side or in place · {others}Esc leaves")
            with VerticalScroll():
                yield Static(id="changed")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self.call_after_refresh(self._show)

    def on_resize(self, _event: events.Resize) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        width = self.query_one(VerticalScroll).scrollable_content_region.width
        beside = self.app.size.width >= _BESIDE if self._beside is None else self._beside
        lines = changed_lines(self._changes, self._glyphs, width if beside else 0)
        self.query_one("#changed", Static).update(Content("\n").join(lines))

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_beside(self) -> None:
        beside = self.app.size.width >= _BESIDE if self._beside is None else self._beside
        self._beside = not beside
        self._show()

    def action_choose(self, which: str) -> None:
        if self._revisions > 2:
            self.dismiss(which)

    def action_leave(self) -> None:
        self.dismiss(None)


def changed_lines(changes: ChangesView, glyphs: Glyphs, beside: int = 0) -> Iterator[Content]:
    """Notices of the publisher, the statements that changed, then the words: side by side in so many cells, or (0) in
    place."""
    old, new = changes.old, changes.new
    yield Content(_about(old)).stylize("$faint")
    yield Content(f"{_about(new)} ({new.size - old.size:+,})").stylize("$faint")
    for notice in changes.notices:
        words = visible_line(changes.new_document.text[notice.start : notice.end])
        yield Content.assemble(Content("Notice  ").stylize("bold $warning"), words)
    yield Content("")
    yield Content(f"Statements: {len(changes.statements)} changed").stylize("bold $lead")
    for change in changes.statements[:_MOST_SHOWN]:
        yield Content(f"  {_KINDS[change.kind]}").stylize("$faint")
        for said, sign, style in ((change.old, "-", "$error"), (change.new, "+", "$success")):
            if said is not None:
                words = f"  {sign} {visible_line(said.speaker or 'unnamed')}: {visible_line(said.words)}"
                yield Content(words).stylize(style)
    if any(change.kind != "same" for change in changes.title):
        yield Content("")
        yield Content("Headline").stylize("bold $lead")
        yield _inline(changes.title, old.title, new.title, glyphs)
    yield Content("")
    yield Content("Words").stylize("bold $lead")
    if all(change.kind == "same" for change in changes.words):
        yield Content("  The words are the same").stylize("$faint")
    elif beside:
        yield from _side_by_side(changes, glyphs, beside)
    else:
        yield _inline(changes.words[: 2 * _MOST_SHOWN], changes.old_document.text, changes.new_document.text, glyphs)


def _about(revision: RevisionView) -> str:
    when = day_and_time(clock.local(revision.fetched))
    return f"Revision {revision.number} fetched {when} ({revision.origin}), {revision.size:,} characters"


def _inline(shown: tuple[Change, ...], old: str, new: str, glyphs: Glyphs) -> Content:
    parts: list[Content] = []
    for number, change in enumerate(shown):
        removed, added = (
            visible(old[change.old.start : change.old.end]),
            visible(new[change.new.start : change.new.end]),
        )
        if change.kind == "same":
            parts.append(Content(_cut(added, number == 0, number == len(shown) - 1, glyphs)))
            continue
        if removed:
            parts.append(_removed(removed))
        if added:
            parts.append(_added(added))
    return Content("").join(parts)


def _removed(words: str) -> Content:
    return Content(f"[-{words}-]").stylize("$error")


def _added(words: str) -> Content:
    return Content(f"{{+{words}+}}").stylize("$success")


def _cut(words: str, first: bool, last: bool, glyphs: Glyphs) -> str:
    """What stayed the same, without its middle (at the ends: without what is far from a change)."""
    if (first and last) or len(words) <= 2 * _AROUND:
        return words
    before = "" if first else words[:_AROUND]
    after = "" if last else words[-_AROUND:]
    return f"{before} {glyphs.ellipsis} {after}"


def _side_by_side(changes: ChangesView, glyphs: Glyphs, width: int) -> Iterator[Content]:
    """The paragraphs that changed, the old ones at the left, the new ones at the right."""
    column = max(16, (width - 3) // 2)
    yield _row(Content(f"Revision {changes.old.number}"), Content(f"Revision {changes.new.number}"), column, glyphs)
    skipped = False
    for old, new, changed in _paragraphs(changes):
        if not changed:
            skipped = True
            continue
        if skipped:
            yield Content(glyphs.ellipsis).stylize("$faint")
        skipped = False
        left, right = (list(side.wrap(column)) if side.plain else [] for side in (old, new))
        for at in range(max(len(left), len(right))):
            here, there = (side[at] if at < len(side) else Content("") for side in (left, right))
            yield _row(here, there, column, glyphs)


def _row(left: Content, right: Content, column: int, glyphs: Glyphs) -> Content:
    left = left.rstrip()
    gap = " " * max(0, column - left.cell_length)
    return Content.assemble(left, gap, Content(f" {glyphs.bar} ").stylize("$faint"), right.rstrip())


def _paragraphs(changes: ChangesView) -> Iterator[tuple[Content, Content, bool]]:
    """(old, new, whether anything changed) of each stretch between two line ends that both revisions have."""
    old: list[Content] = []
    new: list[Content] = []
    changed = False
    for number, change in enumerate(changes.words):
        removed = visible(changes.old_document.text[change.old.start : change.old.end])
        added = visible(changes.new_document.text[change.new.start : change.new.end])
        if change.kind != "same":
            changed = number < 2 * _MOST_SHOWN
            old.extend([_removed(removed)] if removed else [])
            new.extend([_added(added)] if added else [])
            continue
        first, *rest = added.split("\n")
        old.append(Content(first))
        new.append(Content(first))
        for line in rest:
            yield Content("").join(old), Content("").join(new), changed
            old, new, changed = [Content(line)], [Content(line)], False
    yield Content("").join(old), Content("").join(new), changed
