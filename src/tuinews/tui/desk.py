"""Asks the library away from the screen's thread and tells the screen by messages.

Three threads of its own, each with its own connection: one for searches (a new one interrupts the running one),
one for articles and overviews, one that writes, in order. Tasks (refresh, add, import) run in child processes;
a thread for each passes on what they report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Condition, Event, Lock
from typing import Any, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from textual.message import Message

from tuinews.core.errors import TuinewsError
from tuinews.library import Library, SearchStopped
from tuinews.library.tasks import Task
from tuinews.library.views import ArticleView, Done, Group, Grouping, Listing, Place, Progress, Summary

_REST_AFTER = 0.15  # seconds between the beginning of a list and the whole
T = TypeVar("T")
FIRST = 200
"""Results that are shown before the rest is asked for."""


class Wanted(Struct, frozen=True):
    """What the list should show."""

    within: str = ""
    text: str = ""
    statements: bool = False
    oldest_first: bool = False
    ranked: bool = False
    group: Grouping = "none"
    keep: int | None = None
    """The id to keep the cursor on; None: to the top."""


@dataclass(eq=False, repr=False)
class Listed(Message):
    """The answer to what is wanted. Until `whole`, only its beginning."""

    wanted: Wanted
    listing: Listing
    whole: bool
    groups: Sequence[Group] = ()


@dataclass(eq=False, repr=False)
class Analysed(Message):
    """The engine has looked at an article."""

    view: ArticleView


@dataclass(eq=False, repr=False)
class Overviewed(Message):
    """The state of the library."""

    summary: Summary
    places: list[Place]
    tags: list[tuple[str, int]]


@dataclass(eq=False, repr=False)
class Written(Message):
    """A change was stored. `done` is None when there was nothing to do."""

    done: Done | None
    ids: tuple[int, ...]
    """Articles that show it."""
    told: bool = True
    """Whether the reader is told; what goes by itself (an opened article counts as read) is not."""


@dataclass(eq=False, repr=False)
class Gathered(Message):
    """A task reports."""

    task: Task
    progress: Progress


@dataclass(eq=False, repr=False)
class Answered(Message):
    """The answer to a question, for the one who asked it."""

    answer: Any
    use: Callable[[Any], None]


@dataclass(eq=False, repr=False)
class Failed(Message):
    """Something could not be done; the words are for the reader."""

    words: str


class Desk:
    """The library, asked from a screen. `tell` must be safe to call from any thread."""

    def __init__(self, library: Library, tell: Callable[[Message], object]) -> None:
        self.library, self.tell = library, tell
        self.tasks: list[Task] = []
        self._searches = ThreadPoolExecutor(1, "searches")
        self._reads = ThreadPoolExecutor(1, "reads")
        self._writes = ThreadPoolExecutor(1, "writes")
        self._watches = ThreadPoolExecutor(8, "tasks")
        self._lock = Lock()
        self._pending = 0
        self._closed = False
        self._stops: list[Event] = []
        self._latest: Wanted | None = None
        self._asked = Condition()
        """Told whenever something else is wanted."""

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._pending > 0

    @property
    def listing(self) -> bool:
        """Whether a list was asked for."""
        return self._latest is not None

    def close(self) -> None:
        """Store what is still to be written, and end everything else."""
        self._closed = True
        for stop in [*self._stops]:
            stop.set()
        for task in [*self.tasks]:
            if task.running:
                task.cancel()
        self._want(None)
        self.library.stop_search()
        for pool in (self._searches, self._reads, self._watches):
            pool.shutdown(wait=True, cancel_futures=True)
        self._writes.shutdown(wait=True)

    # -- asking ---------------------------------------------------------------------------------------------------

    def list(self, wanted: Wanted, *, beginning_too: bool = True) -> None:
        """Ask for a list: its beginning first, then the whole. What was asked for before is given up."""
        self._want(wanted)
        self.library.stop_search()
        in_time = wanted.group in ("none", "day")  # the beginning of other groups is known when all is
        self._submit(self._searches, self._list, wanted, (FIRST, None) if beginning_too and in_time else (None,))

    def _list(self, wanted: Wanted, limits: tuple[int | None, ...]) -> None:
        search = self.library.search_statements if wanted.statements else self.library.search
        order: Literal["newest", "oldest", "ranked"] = (
            "ranked" if wanted.ranked else "oldest" if wanted.oldest_first else "newest"
        )
        for limit in limits:
            for _ in range(2):  # once more, if the interrupt was meant for the search before
                if self._latest is not wanted:
                    return
                try:
                    listing = search(wanted.text, within=wanted.within, order=order, limit=limit)
                    ids, groups = self.library.grouped(listing.ids, wanted.group, statements=wanted.statements)
                except SearchStopped:
                    continue
                self.tell(Listed(wanted, replace(listing, ids=ids), listing.complete, groups))
                if listing.complete:
                    return
                self._pause(wanted)
                break

    def _want(self, wanted: Wanted | None) -> None:
        with self._asked:
            self._latest = wanted
            self._asked.notify_all()

    def _pause(self, wanted: Wanted) -> None:
        """Leave the processor to the paint of a list's beginning, as long as nothing else is wanted: who types on does
        not want the whole."""
        with self._asked:
            self._asked.wait_for(lambda: self._latest is not wanted, _REST_AFTER)

    def analyse(self, article_id: int) -> None:
        """Ask for the statements of an article that has not been looked at."""
        self._submit(self._reads, lambda: self.tell(Analysed(self.library.analyse_article(article_id))))

    def ask(self, question: Callable[[], T], use: Callable[[T], None]) -> None:
        """Ask something that may take long; the answer is used on the screen's thread."""
        self._submit(self._reads, lambda: self.tell(Answered(question(), use)))

    def outside(self, work: Callable[[], T], use: Callable[[T], None], stop: Event) -> None:
        """Have something done that waits for another program; `stop` is set when the reader leaves meanwhile."""

        def done() -> None:
            self._stops.append(stop)
            try:
                if not self._closed:
                    self.tell(Answered(work(), use))
            finally:
                self._stops.remove(stop)

        self._submit(self._watches, done)

    def overview(self) -> None:
        """Ask for the state of the library: counts, places, tags."""
        self._submit(self._reads, self._overview)

    def _overview(self) -> None:
        library = self.library
        self.tell(Overviewed(library.summary(), library.places(), library.tags()))

    def write(self, change: Callable[[], Done | None], *ids: int, told: bool = True) -> None:
        """Make a change, after those before it. The reader is told, unless it goes by itself."""

        def written() -> None:
            self.tell(Written(change(), ids, told))

        self._submit(self._writes, written)

    def finish_writing(self) -> None:
        """Wait until everything is written that was to be written."""
        self._writes.submit(lambda: None).result()

    def watch(self, start: Callable[[], Task], *, quietly: bool = False) -> None:
        """Start a task and pass on what it reports (`quietly`: that nobody asked for)."""

        def watched() -> None:
            task = start()
            task.quietly = quietly
            self.tasks.append(task)
            if self._closed:
                task.cancel()
            for progress in task.events():
                self.tell(Gathered(task, progress))
            self.tasks.remove(task)

        self._submit(self._watches, watched)

    def save(self, work: Callable[[], None]) -> None:
        """Store something that nobody needs to see, after the changes before it."""
        self._submit(self._writes, work)

    def _submit(self, pool: ThreadPoolExecutor, work: Callable[..., Any], *arguments: Any) -> None:
        with self._lock:
            self._pending += 1
        pool.submit(self._guarded, work, *arguments).add_done_callback(self._over)

    def _guarded(self, work: Callable[..., Any], *arguments: Any) -> None:
        try:
            work(*arguments)
        except TuinewsError as error:
            self.tell(Failed(str(error)))
        except Exception as error:  # a bug must not take the reader's screen away
            self.tell(Failed(f"{type(error).__name__}: {error}"))

    def _over(self, _: Future[Any]) -> None:
        with self._lock:
            self._pending -= 1
