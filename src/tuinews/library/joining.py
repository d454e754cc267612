"""Several people, one library: merging another one in, and who changed what when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tuinews.core.errors import BadInput
from tuinews.library.settings import Settings
from tuinews.storage import journal, merging, written
from tuinews.storage.merging import Merged as Merged
from tuinews.storage.store import Store, reading_other


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a note, tag, …: when, by whom, in the course of what, and what stood there before and after (None:
    nothing)."""

    at: float
    who: str
    label: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def merge_library(store: Store, settings: Settings, path: Path) -> Merged:
    """Join what the reader of another library wrote, all or nothing. Raises LibraryUnusable; BadInput for this library
    itself, or for one that holds what cannot be."""
    if path.exists() and path.samefile(store.path):
        raise BadInput(str(path), "is this library itself")
    with (
        reading_other(path) as other,
        written.step(store, settings.name, f"Merged {path.name}", merges=True) as step,
    ):
        try:
            return merging.merge(step, other)
        except (ValueError, TypeError, KeyError) as error:
            raise BadInput(str(path), f"holds what no library should ({error})") from error


def history(store: Store, uid: str) -> list[Change]:
    """Every change of one thing that the reader wrote, oldest first."""
    return [_change(*row) for row in journal.history(store.connection, uid)]


def article_history(store: Store, article_id: int) -> list[Change]:
    """Every change of what was written on an article, oldest first."""
    return [_change(*row) for row in journal.history_of_article(store.connection, article_id)]


def _change(at: float, who: str, label: str, before: str | None, after: str | None) -> Change:
    return Change(at, who, label, *(None if row is None else json.loads(row) for row in (before, after)))
