"""What can go wrong, as the reader is told.

TuinewsError
├── BadInput          what was given is not what it should be (a feed, a page, a URL, a file, a query)
├── FetchFailed       the network or the server did not give it
├── LibraryUnusable   the library file cannot be opened, written, or is of a newer version
├── NotFound          nothing has that id or name
└── BadUsage          the command's words do not fit together
"""

from __future__ import annotations


class TuinewsError(Exception):
    """An error a reader may see as it stands.

    `name` is the thing it is about (a URL, a file, a feed), `problem` says what happened, `advice` what to do
    next (may be empty). `str()` gives all three as one line.
    """

    def __init__(self, name: str, problem: str, advice: str = "") -> None:
        super().__init__(name, problem, advice)
        self.name = name
        self.problem = problem
        self.advice = advice

    def __str__(self) -> str:
        line = f"{self.name}: {self.problem}" if self.name else self.problem
        return f"{line}. {self.advice}" if self.advice else line


class BadInput(TuinewsError):
    """What was given is not what it should be."""


class FetchFailed(TuinewsError):
    """The network or the server did not give it.

    `status` is the HTTP status, 0 when there was no answer; `retry_after` the seconds that the server asked us
    to wait (RFC 9110 §10.2.3), None when it did not. `no_way`: not even the way to the server was found, as when we
    are offline.
    """

    def __init__(
        self, name: str, problem: str, advice: str = "", *, status: int = 0, retry_after: float | None = None,
        no_way: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(name, problem, advice)
        self.status = status
        self.retry_after = retry_after
        self.no_way = no_way


class LibraryUnusable(TuinewsError):
    """The library file cannot be opened or written, is no library, or is of a newer version."""


class NotFound(TuinewsError):
    """Nothing has that id or name."""


class BadUsage(TuinewsError):
    """The words of a command do not fit together."""
