"""Looking for garbage while nobody waits.

Python looks whenever so many objects are new: by default 700, but a painted screen makes ten thousand and a long
article a hundred thousand. Looking at 50,000 takes 50 ms, in the midst of a paint. So it is done between keys. Not too
often: what is seen at that moment outlives the look, and is looked at again only when all is.
"""

from __future__ import annotations

import gc
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuinews.tui.app import TuinewsApp

_AT_LEAST = (60_000, 1_000, 1_000)
"""When Python looks all the same: where keys come without a rest. By the thresholds of `gc.set_threshold`."""
_EVERY = 0.25  # seconds between looks at whether it is time
_RESTED = 0.2  # seconds after a key: by then what it led to is painted
_ENOUGH = 10_000  # new objects, which take about 10 ms
_ALL_EVERY = 5
"""After so many looks at what is new, all is looked at, but for what was loaded at the start."""


class Garbage:
    """Looks between keys, if the start put it off (`gc.disable`); as Python does, otherwise."""

    def __init__(self) -> None:
        self.typed = 0.0
        """When the last key came, by the monotonic clock."""
        self._looks = 0

    def begin(self, app: TuinewsApp) -> None:
        """What was loaded until now stays for good, and is not looked at."""
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(*_AT_LEAST)
            gc.enable()
            app.set_interval(_EVERY, self._look)

    def _look(self) -> None:
        if gc.get_count()[0] >= _ENOUGH and monotonic() - self.typed >= _RESTED:
            self._looks += 1
            gc.collect(1 if self._looks % _ALL_EVERY else 2)
