"""Work on what strangers made, which may be made to last: here with a timer where there is one, or in processes that
their parent ends when they take too long.

A timer ends what runs in Python, in the first thread of a process on Unix. A process can be ended whatever it does, and
everywhere, but takes a quarter of a second to start.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import multiprocessing
import os
import signal
import sys
import threading
import types
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class TooLongError(Exception):
    """Work took longer than it may."""


class _TimeIsOver(BaseException):
    """What a timer raises. No `except Exception` of a parser stops it."""


def has_timer() -> bool:
    """Whether `with_timer` works here."""
    return threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer")


def with_timer(seconds: float, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """What the function gives, given up after so many seconds of CPU with TooLongError. Only where `has_timer()`."""
    before = signal.signal(signal.SIGPROF, _give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds, min(1.0, seconds / 2))  # again, where a bare `except` swallowed it
    try:
        return function(*arguments, **named)
    except _TimeIsOver as error:
        raise TooLongError from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _give_up(_number: int, _frame: object) -> None:
    raise _TimeIsOver


class Processes:
    """Processes that work for this one, each on one thing at a time. They start when they are needed; `close` ends
    them, and so does the end of this process.

    A thread hands each its work, since the event loop of a refresh stops for a tenth of a second when it stores.
    """

    def __init__(self, number: int, seconds: float) -> None:
        """`seconds`: on the clock, after which work is given up and its process ended."""
        self._number, self._seconds = number, seconds
        self._threads = ThreadPoolExecutor(number)
        self._idle: SimpleQueue[_Process | None] = SimpleQueue()
        for _ in range(number):
            self._idle.put(None)
        self._lock = threading.Lock()
        self._all: list[_Process] | None = []
        """All that were started; None when they are closed."""

    def start(self) -> None:
        """Start all of them now, beside whatever else there is to do."""
        for _ in range(self._number):
            self._threads.submit(self._work, os.getpid, ())

    async def run(self, function: Callable[..., T], *arguments: Any) -> T:
        """What a function gives, or raises, in one of the processes; TooLongError when it is given up, and when its
        process ended under it."""
        work = functools.partial(self._work, function, arguments)
        done, answer = await asyncio.get_running_loop().run_in_executor(self._threads, work)
        if not done:
            raise answer
        return answer  # type: ignore[no-any-return]  # what `function` gave, over a pipe

    def close(self) -> None:
        """End them, whatever they do."""
        with self._lock:
            processes, self._all = self._all or (), None
        for process in processes:
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in processes:
            process.end()

    def _work(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any]:
        process = self._idle.get() or self._start()
        answer: tuple[bool, Any] | None = None
        try:
            answer = process.ask(self._seconds, function, arguments)
            return answer
        finally:
            if answer is None:
                process.end()
            self._idle.put(None if answer is None else process)

    def _start(self) -> _Process:
        with self._lock:
            if self._all is None:
                raise TooLongError
            process = _Process()
            self._all.append(process)
            return process


class _Process:
    """A process and the pipe to it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        with _deaf_to_interrupts(), _without_main():
            self._process.start()
        theirs.close()

    def ask(self, seconds: float, function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any]:
        """(True, what the function gave) or (False, what it raised). Raises TooLongError."""
        try:
            self._pipe.send((function, arguments))
            if not self._pipe.poll(seconds):
                raise TooLongError
            answer: tuple[bool, Any] = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise TooLongError from error
        return answer

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _serve(pipe: Connection) -> None:
    """Does what comes through the pipe, until it is closed."""
    _watch_parent()
    while True:
        try:
            function, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = True, function(*arguments)
        except Exception as error:
            answer = False, error
        pipe.send(answer)


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl-C does not reach a process that starts here: it ends with the one that it is meant for."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where `_watch_parent` sees to it
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_ONE_STARTS = threading.Lock()


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """A process that starts here does not run the program's first file again, as `multiprocessing` would have it: that
    may be a script without `if __name__ == "__main__"`, and what it did would be done twice."""
    with _ONE_STARTS:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def _watch_parent() -> None:
    """A process ends with its parent, however that ends, and not by the Ctrl-C that is meant for it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(3)
