"""Choosing colours: each theme is shown while the cursor is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import OptionList

from tuinews.tui.screens.choice import Choice, ChoiceScreen

if TYPE_CHECKING:
    from tuinews.tui.app import TuinewsApp


class ThemeScreen(ChoiceScreen):
    """Offers all themes; leaving it brings back the one that there was."""

    def __init__(self, names: list[str], present: str, hint: str = "") -> None:
        choices = [Choice(name, name) for name in names]
        super().__init__("Colours", choices, hint=hint or "Esc: as before")
        self.add_class("see-through")
        self._present = present
        self._names = names

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.highlighted = self._names.index(self._present) if self._present in self._names else 0

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.app.theme = self._names[event.option_index]

    def action_leave(self) -> None:
        self.app.theme = self._present
        super().action_leave()


def theme_names(app: TuinewsApp) -> list[str]:
    """Our own themes first, then the reader's, then those of Textual."""
    ours = [name for name in app.available_themes if name.startswith("tuinews-")]
    own = sorted(app.own_themes)
    return [*ours, *own, *sorted(name for name in app.available_themes if name not in {*ours, *own})]
