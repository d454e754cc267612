"""The use cases, behind one door: `open_library` gives a `Library`, which screen and shell share."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tuinews.library.door import Library, open_library
    from tuinews.storage.search import SearchStopped

__all__ = ["Library", "SearchStopped", "open_library"]


def __getattr__(name: str) -> Any:
    """What is named above, imported when it is asked for: the processes that parse and fetch never ask."""
    if name == "SearchStopped":
        from tuinews.storage import search as module
    elif name in __all__:
        from tuinews.library import door as module  # type: ignore[no-redef]  # the same name at run time only
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(module, name)
