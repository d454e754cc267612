"""What is kept so that it need not be made again."""

from __future__ import annotations

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(dict[K, V]):
    """The newest things, at most so many.

    Textual's LRUCache links what it keeps in a ring. Forgotten all at once, as panes do for every article, it is
    garbage that stays until Python looks for it: 0.3 MB an article.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: K, value: V) -> None:
        if len(self) >= self._most and key not in self:
            del self[next(iter(self))]
        super().__setitem__(key, value)
