"""Opening the reader's screen: `tuinews` alone, and `tuinews demo`."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuinews.core.errors import TuinewsError

if TYPE_CHECKING:
    from tuinews.library import Library


def run() -> None:
    """Open the reader's own library on the screen, and leave with the exit status."""
    gc.disable()  # until the first paint: nothing of what is loaded by then is garbage, and looking costs a tenth
    try:
        status = _open_own()
    except TuinewsError as error:
        _warn(str(error))
        status = 1
    except KeyboardInterrupt:
        _warn("stopped")
        status = 130
    _leave(status)


def _leave(status: int) -> None:
    """End the process at once. All that is ours is done by now: the screen has given the terminal back and ended the
    thread that writes to it, what was to be written is committed and the library closed, and children have been told
    to end. Left is Python's own end, which takes apart what it has loaded: half of the time that leaving takes."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _open_own() -> int:
    from tuinews.library import open_library
    from tuinews.library.settings import read_settings

    settings, problems = read_settings()
    for problem in problems:
        _warn(problem)
    library = open_library(settings=settings)
    try:
        return open_screen(library, problems)
    finally:
        library.close()


def open_screen(library: Library, problems: Sequence[str] = ()) -> int:
    """Show a library until the reader leaves; the exit status. `problems`: what is wrong with the settings file."""
    from tuinews.tui.app import SEE_SAMPLES  # the one way up, and a lazy one: textual costs 0.2 s
    from tuinews.tui.app import run as run_screen

    status = run_screen(library, problems=problems)
    return open_demo() if status == SEE_SAMPLES else status


def open_demo() -> int:
    """Show the bundled samples."""
    from tuinews.library.demo import demo_library
    from tuinews.tui.app import run as run_screen

    with demo_library() as library:
        return run_screen(library, demo=True)


def _warn(words: str) -> None:
    from tuinews.core.sanitize import visible_line

    print(visible_line(f"tuinews: {words}"), file=sys.stderr)
