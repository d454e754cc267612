"""Reading feeds and pages on all cores: in processes once there is enough to read, and here until then.

A refresh in which hardly anything is new never starts one. Whatever a document is made for, no parser runs on for
hours.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Concatenate, ParamSpec, TypeVar

from tuinews.core.errors import BadInput
from tuinews.core.fetched import Fetched, Page, Subscription
from tuinews.core.links import without_userinfo
from tuinews.library.bounded import Processes, TooLongError, has_timer, with_timer
from tuinews.library.intake import PreparedFeed, prepare_feed

P = ParamSpec("P")
T = TypeVar("T")

MOST_SECONDS = 30.0
"""Of CPU, for one feed or page. The largest feeds that make sense take six, three million bytes of ill-formed ones
twenty. On the clock it may be twice as long, since there may be other work."""
_ENOUGH = 1_000_000  # bytes to read, from which on processes are worth their start
_HARMLESS = 50_000
"""Bytes that no document can make last: they are read here also where there is no timer."""
MANY_PAGES = 5
"""So many are read in a process of their own: what finds articles takes a hundred megabytes, and one at a time."""


class Parsers:
    """Prepares feeds for storing, and finds the articles of pages. A context manager; leaving it ends the processes."""

    def __init__(self, *, much: bool = False, most: int = 4) -> None:
        """`much`: that there will be enough for processes is known from the beginning; `most` of them at a time."""
        self._read = _ENOUGH if much else 0
        self._cores = min(most, os.cpu_count() or 1)
        self._processes: Processes | None = None
        if much and (os.cpu_count() or 1) > 1:
            self._processes = Processes(self._cores, 2 * MOST_SECONDS)
            self._processes.start()

    def __enter__(self) -> Parsers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._processes is not None:
            self._processes.close()

    async def prepare(self, fetched: Fetched, known: Mapping[str, str]) -> PreparedFeed:
        """Parse a feed. Raises BadInput."""
        return await self._run(len(fetched.body), prepare_feed, fetched, known)

    async def page(self, fetched: Fetched) -> Page:
        """The article of a page. Raises BadInput."""
        return await self._run(0, _extract, fetched)

    async def feeds(self, fetched: Fetched) -> tuple[Subscription, ...]:
        """The feeds that an answer is or names. Raises BadInput."""
        return await self._run(len(fetched.body), _feeds_in, fetched)

    async def _run(
        self,
        weight: int,
        function: Callable[Concatenate[Fetched, P], T],
        fetched: Fetched,
        *more: P.args,
        **named: P.kwargs,
    ) -> T:
        self._read += weight
        enough = self._read >= _ENOUGH and (os.cpu_count() or 1) > 1
        if not enough and (has_timer() or len(fetched.body) <= _HARMLESS):
            return in_time(function, fetched, *more, **named)
        if self._processes is None:
            self._processes = Processes(self._cores, 2 * MOST_SECONDS)
        try:
            return await self._processes.run(in_time, function, fetched, *more)
        except TooLongError as error:
            raise _too_long(fetched) from error


def in_time(function: Callable[Concatenate[Fetched, P], T], fetched: Fetched, *more: P.args, **named: P.kwargs) -> T:
    """What the function makes of what was fetched, given up after MOST_SECONDS where there are timers. Raises
    BadInput."""
    if not has_timer():
        return function(fetched, *more, **named)
    try:
        return with_timer(MOST_SECONDS, function, fetched, *more, **named)
    except TooLongError as error:
        raise _too_long(fetched) from error


def _feeds_in(fetched: Fetched) -> tuple[Subscription, ...]:
    from tuinews.ingest.discovery import feeds_in

    return feeds_in(fetched)


def _extract(fetched: Fetched) -> Page:
    from tuinews.ingest.pages import extract_page  # deferred: a refresh without cut entries never pays for it

    return extract_page(fetched)


def _too_long(fetched: Fetched) -> BadInput:
    name = without_userinfo(fetched.asked or fetched.url)
    return BadInput(name, f"takes more than {MOST_SECONDS:g} seconds to read")
