"""What tasks report while the reader reads, and the refreshes and analyses that nobody asks for by a key."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

from tuinews.core.errors import TuinewsError
from tuinews.tui.desk import Gathered

if TYPE_CHECKING:
    from tuinews.library.tasks import Task
    from tuinews.tui.screens.main import MainScreen

_MINUTE = 60.0  # seconds
_START_AFTER = 1.0  # seconds from the first paint
_ANALYSE_AFTER = 1.5  # seconds from the first paint; after a refresh on start has begun, which analyses too
_JUST_ASKED = 15 * 60.0
"""A feed that was asked so many seconds ago is not asked again only because the reader opens."""
_PUNCTUAL = (
    0.9  # of the time between two refreshes: a feed that was asked a little late the last time is due all the same
)


def begin(screen: MainScreen) -> None:
    """Refresh on start and every so many minutes, as the settings say, and have analysed what waits."""
    settings = screen.library.settings
    screen.set_timer(_START_AFTER, lambda: _remember_newest(screen))
    screen.set_timer(_ANALYSE_AFTER, lambda: None if _refreshes(screen) else _analyse_waiting(screen))
    if screen.demo:
        screen.say(screen.keyed("{program.help} shows all keys, and what the marks mean"))
        return
    if settings.refresh_on_start:
        screen.set_timer(_START_AFTER, lambda: _refresh(screen, _JUST_ASKED))
    refresh_every(screen)


def refresh_every(screen: MainScreen) -> None:
    """Refresh every so many minutes from now on, as the settings say."""
    minutes = screen.library.settings.refresh_minutes
    if screen.refreshing is not None:
        screen.refreshing.stop()
        screen.refreshing = None
    if minutes > 0 and not screen.demo:
        due = minutes * 60.0 * _PUNCTUAL
        screen.refreshing = screen.set_interval(minutes * _MINUTE, lambda: _refresh(screen, due))


def watch_refresh(screen: MainScreen, start: Callable[[], Task], *, quietly: bool = False) -> None:
    """Start a refresh in place of an analysis that runs: a refresh ends with one, and two would do the same twice."""
    for task in [*screen.desk.tasks]:
        if task.kind == "analyse" and task.running:
            task.cancel()
    screen.desk.watch(start, quietly=quietly)


def _refresh(screen: MainScreen, due: float) -> None:
    """Fetch what is due, without a word: what comes shows in the counts and the list, and the cursor stays."""
    if not _refreshes(screen):
        watch_refresh(screen, lambda: screen.library.start_refresh(due=due), quietly=True)


def _refreshes(screen: MainScreen) -> bool:
    return any(task.kind == "refresh" and task.running for task in screen.desk.tasks)


def _analyse_waiting(screen: MainScreen) -> None:
    """Have what waits for the engine analysed in a process of its own."""
    library, desk = screen.library, screen.desk
    desk.ask(
        library.waits_for_analysis,
        lambda waits: desk.watch(library.start_analysis, quietly=True) if waits else None,
    )


def show_gathered(screen: MainScreen, event: Gathered) -> None:
    """Show what a task reports. One that nobody asked for says nothing: its progress stands in the header line, and a
    feed that fails is marked in the tree."""
    progress, state = event.progress, screen.state
    if progress.kind == "found":
        state.found.append((progress.name, progress.message))
        return
    if progress.kind == "finished" and event.task.kind == "discover" and state.found:
        from tuinews.tui.commands import gathering  # dialogs are imported when they are needed

        gathering.choose_found(screen)
        return
    if progress.kind == "finished":
        state.progress = ""
        if event.task.kind == "refresh":
            state.offline = progress.offline
            _analyse_waiting(screen)  # as after one that could not reach its end
        problem = "" if progress.added or progress.changed else state.problem
        if not event.task.quietly:
            screen.say(progress.message or problem or f"{progress.added} new, {progress.changed} changed")
        state.problem = ""
        screen.renew()
        _tell_of_arrivals(screen)
    elif progress.kind != "problem":
        counted = f" {progress.done}/{progress.total}" if progress.total else ""
        state.progress = f"{event.task.kind}{counted} {progress.name}".strip()
    elif not event.task.quietly:
        named = progress.name and not progress.message.startswith(progress.name)
        state.problem = f"{progress.name}: {progress.message}" if named else progress.message
        screen.say(state.problem)
    screen.show_titles()


def _remember_newest(screen: MainScreen) -> None:
    """What is here already is no arrival."""
    library = screen.library

    def newest() -> int:
        from tuinews.library import notifying

        return notifying.newest(library)

    def known(newest: int) -> None:
        if screen.state.newest is None:  # else something came meanwhile, and was told of or will be
            screen.state.newest = newest

    screen.desk.ask(newest, known)


def _tell_of_arrivals(screen: MainScreen) -> None:
    """Let the saved searches that are set to it tell of what has come: away from the screen, but for the bell."""
    library, after = screen.library, screen.state.newest
    if after is None:
        return
    from tuinews.library import notifying

    def arrived() -> tuple[int, list[notifying.Arrival], str]:
        newest, problem = notifying.newest(library), ""
        found = notifying.arrivals(library, after) if newest > after else []
        for arrival in found:
            try:
                notifying.tell(library, arrival)
            except TuinewsError as error:
                problem = str(error)
        return newest, found, problem

    def told(answer: tuple[int, list[notifying.Arrival], str]) -> None:
        screen.state.newest, found, problem = answer
        if any(arrival.how == notifying.BELL for arrival in found):
            screen.app.bell()
        if found or problem:
            screen.say(problem or str(found[0]))

    screen.desk.outside(arrived, told, Event())
