"""Modules that are imported when something of them is first used, so that starting does not pay for them."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Deferred:
    """Stands for a module until then. (`importlib.util.LazyLoader` would do, but before Python 3.12 two threads that
    meet in it both run the module.)"""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)


def deferred(package: str, *names: str) -> tuple[Any, ...]:
    """Stand-ins for modules of a package. Import them for the type checker too, under `TYPE_CHECKING`."""
    return tuple(Deferred(f"{package}.{name}") for name in names)
