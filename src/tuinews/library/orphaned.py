"""The part of the door that is about notes as a whole: all of them, those whose words are gone, giving them others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.core.deferred import deferred
from tuinews.core.errors import BadInput
from tuinews.library.views import Done

if TYPE_CHECKING:
    from tuinews.core.models import NoteRow, Orphan
    from tuinews.core.statement import Span
    from tuinews.library.settings import Settings
    from tuinews.storage import notes, orphans, written
    from tuinews.storage.notes import Sort
    from tuinews.storage.store import Store
else:  # the first paint needs none of these
    notes, orphans, written = deferred("tuinews.storage", "notes", "orphans", "written")


class Orphaned:
    """What a Library can do about notes wherever they are."""

    store: Store
    settings: Settings

    def note_rows(self, sort: Sort = "time") -> list[NoteRow]:
        """All notes, by time (the latest first), article, tag or voice."""
        return notes.note_rows(self.store.connection, sort)

    def orphans(self, article_id: int | None = None) -> list[Orphan]:
        """Notes, tags, verdicts and corrections whose words are gone, of one article or of all."""
        return orphans.orphans(self.store.connection, article_id)

    def attach(self, uid: str, span: Span, revision: int | None = None) -> Done:
        """Let a note, tag, verdict or correction stand on other words of its article, in the revision of this number
        (None: the one that is shown). Raises NotFound, BadInput."""
        with written.step(self.store, self.settings.name, "Attached to other words") as step:
            try:
                article_id = orphans.article_of(step.connection, uid)
                anchor = written.anchor_at(step.connection, article_id, span, revision)
                orphans.attach(step, uid, anchor)
            except ValueError as error:
                raise BadInput("words", f"cannot be found ({error})") from error
        return Done(step.label, step.uid)

    def revision_text(self, article_id: int, number: int) -> tuple[str, str, float]:
        """(title, text, when it was fetched) of a revision by its number. Raises NotFound."""
        return orphans.revision_text(self.store.connection, article_id, number)
