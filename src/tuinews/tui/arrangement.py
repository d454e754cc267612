"""How the reader arranged the screen, remembered by the library from one start to the next: not what is shown, but
how. What was never changed on the screen follows the settings."""

from __future__ import annotations

import json
from typing import Any, get_args

from msgspec import Struct, field

from tuinews.core.clock import Times
from tuinews.library.settings import Settings
from tuinews.library.views import Grouping

GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
_WIDEST = 1000  # cells


class Arrangement(Struct):
    """Lines of a row, groups of the list, how times are told, the widths of panes; what was told once."""

    lines: int = 2
    """Lines of a row of the list."""
    group: Grouping = "none"
    times: Times | None = None
    """How the list tells times; None: as fits what it shows."""
    widths: dict[str, dict[str, int]] = field(default_factory=dict)
    """Widths of panes in cells, by the panes that are shown together; those of the style sheet where there is none."""
    legend: bool = False
    """Whether the reader was shown what the marks mean."""


def remembered(text: str, settings: Settings) -> Arrangement:
    """The arrangement that was remembered, over what the settings say. What makes no sense is left out."""
    try:
        kept = json.loads(text) if text else {}
    except ValueError:
        kept = {}
    if not isinstance(kept, dict):
        kept = {}
    arrangement = from_settings(settings)
    if kept.get("lines") in (1, 2):
        arrangement.lines = kept["lines"]
    if kept.get("group") in GROUPINGS:
        arrangement.group = kept["group"]
    if kept.get("times") in get_args(Times):
        arrangement.times = kept["times"]
    arrangement.legend = kept.get("legend") is True
    widths = kept.get("widths")
    for name, panes in widths.items() if isinstance(widths, dict) else ():
        if isinstance(panes, dict) and all(isinstance(cells, int) and 0 < cells < _WIDEST for cells in panes.values()):
            arrangement.widths[name] = panes
    return arrangement


def to_remember(arrangement: Arrangement, settings: Settings) -> str:
    """What is to be remembered of an arrangement: where it differs from the settings."""
    usual = from_settings(settings)
    names = [
        name for name in ("lines", "group", "times", "legend") if getattr(arrangement, name) != getattr(usual, name)
    ]
    kept: dict[str, Any] = {name: getattr(arrangement, name) for name in names}
    return json.dumps({**kept, "widths": arrangement.widths} if arrangement.widths else kept)


def from_settings(settings: Settings) -> Arrangement:
    """The arrangement that the settings say."""
    times: Times | None = "utc" if settings.list_times == "utc" else "local" if settings.list_times == "local" else None
    group: Grouping = next((one for one in GROUPINGS if one == settings.list_group), "none")
    return Arrangement(settings.list_lines, group, times)
