"""The part of the door that is about what lasts: revisions and their changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.core.models import RevisionView
from tuinews.library.settings import Settings
from tuinews.storage import revisions
from tuinews.storage.store import Store

if TYPE_CHECKING:
    from tuinews.library.changes import ChangesView


class Lasting:
    """What a Library can do about the past of its articles. What each method needs is imported when it is asked for:
    starting the program must not pay for it."""

    store: Store
    settings: Settings

    def revisions(self, article_id: int) -> list[RevisionView]:
        """The revisions of an article, oldest first; none when there is no such article."""
        return revisions.revisions(self.store.connection, article_id)

    def changes(self, article_id: int, old: int | None = None, new: int | None = None) -> ChangesView:
        """What changed between two revisions, by their numbers; without them, since the reader saw the article, or
        since the revision before. Raises NotFound. Takes as long as analysing the article twice."""
        from tuinews.library.changes import changes

        return changes(self.store, article_id, self.settings.confidence, old, new)
