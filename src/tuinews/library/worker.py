"""The child process of `tasks`: does one job on a library and reports on standard output."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

from tuinews.core.errors import TuinewsError
from tuinews.library.settings import read_settings
from tuinews.library.tasks import write_event
from tuinews.library.views import Progress
from tuinews.storage.store import open_store

_NICE = 10
"""The reader who reads goes first, and has waited for nothing else but a processor."""


def main() -> int:
    """Read the job, do it, report. 0 when it could be begun."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    if sys.argv[1:2] == ["--alone"]:
        job = json.loads(sys.argv[2])
    else:
        job = json.loads(sys.stdin.readline())
        threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _do(job)
    except TuinewsError as error:
        _report(Progress("problem", name=error.name, message=str(error)))
        _report(Progress("finished", message=str(error)))
    except Exception as error:  # the parent shows it; a traceback would be lost with this process
        _report(Progress("finished", message=f"{job['kind']} failed: {type(error).__name__}: {error}"))
        return 1
    return 0


def _do(job: dict[str, Any]) -> None:
    from tuinews.library.jobs import JOBS  # deferred, so that the watch on the parent stands first

    store, settings = open_store(Path(job.pop("library"))), read_settings()[0]
    store.only_by = settings.only_by
    try:
        JOBS[job.pop("kind")](store, settings, _report, **job)
    finally:
        store.close()


def _report(event: Progress) -> None:
    sys.stdout.write(write_event(event) + "\n")
    sys.stdout.flush()


def _end_with_parent() -> None:
    """Standard input closes when the parent closes it or dies. SQLite undoes what was not committed."""
    sys.stdin.read()
    os._exit(3)


if __name__ == "__main__":
    sys.exit(main())
