"""The part of the door that is about notes as a whole: all of them, those whose words are gone, giving them others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.core.deferred import deferred
from tuinews.core.errors import BadInput
from tuinews.library.views import Done, Target

if TYPE_CHECKING:
    from tuinews.core.models import Draft, NoteRow, Orphan
    from tuinews.core.statement import Span
    from tuinews.library.settings import Settings
    from tuinews.storage import drafts, notes, orphans, written
    from tuinews.storage.notes import Sort
    from tuinews.storage.store import Store
else:  # the first paint needs none of these
    drafts, notes, orphans, written = deferred("tuinews.storage", "drafts", "notes", "orphans", "written")


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

    # -- what is being written

    def drafts(self) -> list[Draft]:
        """What was being written and is no note yet, the latest first."""
        return drafts.drafts(self.store.connection)

    def draft_key(self, target: Target, note: str | None = None) -> str:
        """The key of what is being written on a target, or in a note there (its public id): that of a draft which is
        there already, also when the article changed since."""
        if note is not None:
            return f"note:{note}"
        anchor = written.anchor_at(self.store.connection, target.article_id, target.span, target.revision)
        place = (None, None) if anchor is None else ((anchor.start, anchor.end), anchor.revision)
        for one in drafts.drafts(self.store.connection, target.article_id):
            if not one.note and (one.span, one.revision) == place:
                return one.key
        if anchor is None:
            return f"article:{target.article_id}"
        return f"words:{target.article_id}:{anchor.revision}:{anchor.start}:{anchor.end}"

    def save_draft(self, key: str, body: str) -> None:
        """Keep what is being written, so that a crash loses nothing."""
        drafts.save(self.store, key, body)

    def draft(self, key: str) -> str:
        """What was being written under this key; empty when nothing was."""
        return drafts.body(self.store.connection, key)

    def drop_draft(self, key: str) -> None:
        """Forget a draft: it became a note."""
        drafts.drop(self.store, key)
