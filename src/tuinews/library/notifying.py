"""Saved searches that tell when something new matches them: by the terminal's bell, on the desktop, by a program."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuinews.core.errors import BadInput
from tuinews.core.query import parse_query
from tuinews.library import outside
from tuinews.storage import rules, search

if TYPE_CHECKING:
    from tuinews.core.models import ArticleRow
    from tuinews.library.door import Library

BELL, DESKTOP, OFF = "bell", "desktop", "off"
_MOST = 50
"""Articles of one arrival that are looked at."""
_SECONDS = 5.0
_SCRIPT = ("on run argv", "display notification (item 2 of argv) with title (item 1 of argv)", "end run")


@dataclass(frozen=True, slots=True)
class Arrival:
    """New articles that a saved search matches. `how`: bell, desktop, or the name of one of the reader's programs."""

    name: str
    how: str
    articles: Sequence[ArticleRow]

    def __str__(self) -> str:
        more = "+" if len(self.articles) == _MOST else ""
        return f"{self.name}: {len(self.articles)}{more} new, {self.articles[0].title}"


def newest(library: Library) -> int:
    """The id of the article that came last; 0 when there is none."""
    return search.newest_id(library.store.connection)


def arrivals(library: Library, after: int) -> list[Arrival]:
    """What has come after an article, for the saved searches that tell of it."""
    found = []
    for name, query, how in rules.notifying(library.store.connection):
        ids = search.article_ids(
            library.store.connection, [parse_query(query).tree], "newest", _MOST, library.settings.confidence, after
        )
        if ids:
            found.append(Arrival(name, how, library.rows(ids)))
    return found


def tell(library: Library, arrival: Arrival) -> None:
    """Tell of an arrival outside the terminal. Waits for the program that does. Raises BadInput when there is none."""
    if arrival.how == BELL:
        return
    if arrival.how == DESKTOP:
        _on_desktop(arrival)
        return
    known = outside.programs(library.settings.commands)[0]
    program = next((one for one in known if one.name == arrival.how), None)
    if program is None:
        raise BadInput(arrival.how, "is none of your programs", "They stand under [commands] in the settings")
    lines = "\n".join(f"{row.title}\t{row.url}" for row in arrival.articles)
    outside.run(program, outside.Sent(f"{lines}\n", str(arrival), arrival.articles[0].url), threading.Event())


def _on_desktop(arrival: Arrival) -> None:
    title, body = f"tuinews: {arrival.name}", "\n".join(row.title for row in arrival.articles[:5])
    if (program := shutil.which("notify-send")) is not None:
        arguments = [program, "--app-name=tuinews", "--", title, body]
    elif (program := shutil.which("osascript")) is not None:
        arguments = [program, *(part for line in _SCRIPT for part in ("-e", line)), title, body]
    else:
        raise BadInput(arrival.name, "cannot be told on this desktop", "There is no notify-send and no osascript")
    try:
        subprocess.run(
            arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BadInput(arrival.name, f"could not be told on the desktop: {error}") from error
