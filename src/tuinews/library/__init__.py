"""The use cases, behind one door: `open_library` gives a `Library`, which screen and shell share."""

from tuinews.library.door import Library, open_library
from tuinews.storage.search import SearchStopped

__all__ = ["Library", "SearchStopped", "open_library"]
