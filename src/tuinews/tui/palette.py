"""What the command palette offers: every command, every setting, and every place of the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tuinews.core.sanitize import visible_line
from tuinews.library.configuring import shown_value
from tuinews.library.settings import all_settings
from tuinews.tui.commands import run_command
from tuinews.tui.commands.settling import change_setting
from tuinews.tui.keys import shown_key
from tuinews.tui.screens.main import MainScreen


class TuinewsProvider(Provider):
    """Commands by their help text or their name, places by their names."""

    def _all(self) -> Iterator[tuple[str, str, str, Callable[[], None]]]:
        """Words, what else is known by, detail, and what it does."""
        screen = self.screen
        if not isinstance(screen, MainScreen):
            return
        for command in screen.commands.values():
            keys = " ".join(shown_key(key) for key in command.keys)
            yield (
                screen.keyed(command.help),
                command.id,
                f"{command.group} · {keys}" if keys else command.group,
                partial(run_command, screen, command.id),
            )
        for one in all_settings():
            value = shown_value(getattr(screen.library.settings, one.name))
            yield f"Setting {one.name} = {value}", "", one.meaning, partial(change_setting, screen, one.name)
        for index, place in enumerate(screen.tree_pane.places):
            yield f"Go to {visible_line(place.title)}", "", f"{place.unread} unread", partial(_go_to, screen, index)

    async def discover(self) -> Hits:
        for words, _, detail, run in self._all():
            yield DiscoveryHit(Content(words), run, text=words, help=Content(detail))  # type: ignore[arg-type]  # Content will do

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for words, name, detail, run in self._all():
            score = max(matcher.match(words), matcher.match(name))
            if score > 0:
                yield Hit(score, matcher.highlight(words), run, text=words, help=Content(detail))  # type: ignore[arg-type]  # Content will do


def _go_to(screen: MainScreen, index: int) -> None:
    screen.tree_pane.move_to(index)
    screen.state.pane = "tree"
    run_command(screen, "move.open")
