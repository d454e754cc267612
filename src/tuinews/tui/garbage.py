"""Looking for garbage while nobody waits.

Python looks whenever so many objects are new: by default 700, but a painted screen makes ten thousand, a long article
a hundred thousand, and hardly any is garbage. Looking at 50,000 takes 50 ms, in the midst of a paint. So it is done
between keys, a little at a time.
"""

from __future__ import annotations

import gc
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuinews.tui.app import TuinewsApp

_AT_LEAST = (150_000, 1_000, 1_000)
"""When Python looks all the same: where keys come without a rest. By the thresholds of `gc.set_threshold`."""
_EVERY = 0.25  # seconds between looks at whether it is time
_RESTED = 0.15  # seconds after a key: by then what it led to is painted
_FEW, _MANY = 2_000, 20_000
"""New objects that are worth a look, about 2 ms; and those that would take too long: nearly all were made on purpose,
for one long article, and go with it."""
_OLDER_EVERY = 40
"""After so many looks what outlived them is looked at, too."""


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
        new = gc.get_count()[0]
        if new < _FEW or monotonic() - self.typed < _RESTED:
            return
        if new > _MANY:
            gc.freeze()
            return
        self._looks += 1
        gc.collect(1 if self._looks % _OLDER_EVERY == 0 else 0)
