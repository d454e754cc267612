"""Parsing feeds on all cores: in processes once there is enough to parse, and here until then.

A process costs a quarter of a second to start. A refresh in which hardly anything is new never starts one.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from types import TracebackType

from tuinews.core.errors import BadInput
from tuinews.core.fetched import Fetched
from tuinews.core.links import without_userinfo
from tuinews.library.intake import PreparedFeed, prepare_feed

MOST_SECONDS = 30.0
"""Of CPU, for one feed. The largest that make sense take six, three million bytes of ill-formed ones twenty."""
_ENOUGH = 1_000_000  # bytes of feeds to parse, from which on processes are worth their start


class Parsers:
    """Prepares feeds for storing. A context manager; leaving it ends the processes."""

    def __init__(self, *, much: bool = False) -> None:
        """`much`: that there will be enough for processes is known from the beginning."""
        self._pool: ProcessPoolExecutor | None = None
        self._parsed = _ENOUGH if much else 0

    def __enter__(self) -> Parsers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    async def prepare(self, fetched: Fetched, known: Mapping[str, str]) -> PreparedFeed:
        """Parse a feed. Raises BadInput."""
        self._parsed += len(fetched.body)
        if self._parsed < _ENOUGH or (os.cpu_count() or 1) < 2:
            return prepare_in_time(fetched, known)
        if self._pool is None:
            self._pool = _new_pool()
        return await asyncio.get_running_loop().run_in_executor(self._pool, prepare_in_time, fetched, known)


def prepare_in_time(fetched: Fetched, known: Mapping[str, str]) -> PreparedFeed:
    """`prepare_feed`, given up after MOST_SECONDS: whatever a document is made for, no parser runs on for hours.
    Raises BadInput. (Where there are no timers, and in other threads than the first, it has no bound.)"""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        return prepare_feed(fetched, known)
    before = signal.signal(signal.SIGPROF, _give_up)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        return prepare_feed(fetched, known)
    except _TooLong as error:
        name = without_userinfo(fetched.asked or fetched.url)
        raise BadInput(name, f"is a feed that takes more than {MOST_SECONDS:g} seconds to read") from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class _TooLong(BaseException):
    """Time is over. No `except Exception` of a parser stops it."""


def _give_up(_number: int, _frame: object) -> None:
    raise _TooLong


def _new_pool() -> ProcessPoolExecutor:
    """Processes that Ctrl-C does not reach: they end with the one that it is meant for. Each starts at a piece of work
    for which none is idle, and takes over the signal mask of that moment."""
    processes = min(4, os.cpu_count() or 1)
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _watch_parent)
    with _deaf_to_interrupts():
        for _ in range(processes):
            pool.submit(_nothing)
    return pool


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where `_watch_parent` sees to it
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _nothing() -> None:
    pass


def _watch_parent() -> None:
    """A process of the pool ends with its parent, however that ends, and not by the Ctrl-C that is meant for it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(3)
