"""The part of the door that is about what lasts: revisions and their changes, verdicts, reviews, saved
searches and rules, copies and repairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.core.counting import counted
from tuinews.core.deferred import deferred
from tuinews.core.errors import BadInput
from tuinews.core.sanitize import clean_line
from tuinews.core.tags import clean_tag
from tuinews.library.views import Claim, Done, Target

if TYPE_CHECKING:
    from tuinews.core.models import RevisionView
    from tuinews.library.changes import ChangesView
    from tuinews.library.joining import Change, Merged
    from tuinews.library.ruling import Ruled
    from tuinews.library.settings import Settings
    from tuinews.storage import backups, captures, library_state, reviews, revisions, rules, verdicts, written
    from tuinews.storage.health import Finding
    from tuinews.storage.reviews import Review
    from tuinews.storage.rules import Actions, Rule
    from tuinews.storage.store import Store
else:  # starting the program must not pay for any of these
    backups, captures, library_state, reviews, revisions, rules, verdicts, written = deferred(
        "tuinews.storage",
        *("backups", "captures", "library_state", "reviews", "revisions", "rules", "verdicts", "written"),
    )


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

    def judge(
        self, target: Target | str, attribution: str | None = None, status: str | None = None, proof: str = ""
    ) -> Done:
        """Decide about a statement or words (a target with a span): whether they said it (`attribution`) and whether
        it is so (`status`); or about the status of a claim (a tag, whose statements it covers). What is None, or an
        empty proof, stays as it was. Raises BadInput."""
        words, proof = _decision(attribution, status), clean_line(proof)
        if not words and not proof:
            raise BadInput("verdict", "says nothing", "Give an attribution, a status or a proof")
        if isinstance(target, str):
            return self._judge_claim(clean_tag(target).partition("=")[0], attribution, status, proof)
        if target.span is None:
            raise BadInput("verdict", "needs a statement, selected words, or a claim")
        with written.step(self.store, self.settings.name, f"Decided: {words or proof}") as step:
            anchor = written.anchor_at(step.connection, target.article_id, target.span, target.revision)
            assert anchor is not None
            verdicts.judge_words(step, target.article_id, anchor, attribution, status, proof)
        return Done(step.label, step.uid)

    def claims(self) -> list[Claim]:
        """The claims about which something was decided, by name."""
        return [Claim(*row) for row in verdicts.claims(self.store.connection)]

    def reviews(self) -> list[Review]:
        """Statements that bear your marks, and that a newer engine would find otherwise."""
        return reviews.waiting(self.store.connection)

    def settle_review(self, review_id: int, *, accept: bool) -> Review:
        """Accept what the newer engine found, or keep the old. Raises NotFound."""
        from tuinews.library.analysing import settle_review

        return settle_review(self.store, review_id, self.settings.confidence, accept=accept)

    def saved_searches(self) -> list[tuple[str, str, str]]:
        """(uid, name, query) of the saved searches, by name."""
        return library_state.saved_searches(self.store.connection)

    def told_searches(self) -> dict[str, str]:
        """How each saved search that tells of what comes does so: name → `bell`, `desktop` or a program."""
        return {name: how for name, _, how in rules.notifying(self.store.connection)}

    def save_search(self, name: str, query: str) -> Done:
        """Save a search under a name; one that has it already is replaced. Raises BadInput without a name."""
        name = _clean_name(name)
        with written.step(self.store, self.settings.name, f"Saved the search “{name}”") as step:
            rules.save_search(step, name, clean_line(query))
        return Done(step.label, step.uid)

    def notify_of_search(self, name: str, how: str) -> Done:
        """Have a saved search (by its name or uid) tell of what comes: bell, desktop, the name of a program under
        `commands` in the settings; off. Raises NotFound, BadInput."""
        if how not in ("bell", "desktop", "off") and how not in self.settings.commands:
            raise BadInput(how, "is no way to tell", "There are bell, desktop, off, and your programs under [commands]")
        words = "tells no more" if how == "off" else f"tells by {how}"
        with written.step(self.store, self.settings.name, f"The search “{name}” {words}") as step:
            rules.notify(step, name, "" if how == "off" else how)
        return Done(step.label, step.uid)

    def rename_search(self, name: str, new: str) -> Done:
        """Rename a saved search (by its name or uid). Raises NotFound, BadInput."""
        new = _clean_name(new)
        with written.step(self.store, self.settings.name, f"Renamed a search to “{new}”") as step:
            rules.rename_search(step, name, new)
        return Done(step.label, step.uid)

    def delete_search(self, name: str) -> Done:
        """Delete a saved search (by its name or uid). Raises NotFound."""
        with written.step(self.store, self.settings.name, f"Deleted the search “{name}”") as step:
            rules.delete_search(step, name)
        return Done(step.label, step.uid)

    def rules(self) -> list[Rule]:
        """The rules, in the order in which they run."""
        return rules.rules(self.store.connection)

    def add_rule(self, name: str, query: str, actions: Actions) -> Done:
        """Make a rule: what matches the search when it comes gets these tags and marks. Raises BadInput."""
        name, tags = _clean_name(name), tuple(clean_tag(tag) for tag in actions.tags)
        if not actions:
            raise BadInput(f"rule “{name}”", "does nothing", "Give it a tag or a mark")
        with written.step(self.store, self.settings.name, f"Made the rule “{name}”") as step:
            rules.add_rule(step, name, clean_line(query), replace(actions, tags=tags))
        return Done(step.label, step.uid)

    def delete_rule(self, name: str) -> Done:
        """Delete a rule (by its name or uid); what it did stays. Raises NotFound."""
        with written.step(self.store, self.settings.name, f"Deleted the rule “{name}”") as step:
            rules.delete_rule(step, name)
        return Done(step.label, step.uid)

    def run_rules(self, names: Sequence[str] = (), *, preview: bool = False) -> list[Ruled]:
        """Run rules on everything stored, each one undoable step; with `preview` only say what they match."""
        from tuinews.library.ruling import run_rules

        return run_rules(self.store, self.settings, names=names, preview=preview)

    def hide(self, ids: Sequence[int], on: bool = True) -> Done:
        """Hide articles from every list but that of `is:hidden`, or show them again."""
        with written.step(
            self.store, self.settings.name, f"{'Hid' if on else 'Showed'} {counted(len(ids), 'article')}"
        ) as step:
            written.set_reading(step, ids, hidden=on)
        return Done(step.label, step.uid)

    def keep_captures(self, article_id: int) -> int:
        """Keep the raw bytes of an article's revisions for good; how many there are."""
        with self.store.writing() as connection:
            return captures.keep(connection, article_id)

    def verify(self) -> list[Finding]:
        """The revisions whose text or raw bytes do not agree with the digests taken when they came."""
        return list(captures.verify(self.store.connection))

    def captured(self) -> tuple[int, int]:
        """How many revisions there are, and of how many the raw bytes are kept."""
        return captures.counts(self.store.connection)

    def backup(self, path: Path | None = None) -> Path:
        """Copy the library, consistently, while it is in use; where the copy is. Without a path it goes to `backups/`
        beside the library. Raises LibraryUnusable."""
        path = path or backups.new_place(self.store.path)
        backups.copy_to(self.store.connection, path)
        return path

    def examine(self, *, repair: bool = True) -> list[Finding]:
        """Check everything in the library, and repair what can be repaired: what was wrong, and what was done. Takes
        as long as reading all of it."""
        from tuinews.storage.health import examine

        return examine(self.store, repair=repair)

    def merge(self, path: Path) -> Merged:
        """Join what the reader of another library wrote, as one undoable step; articles that are missing here come in
        with their revisions, and stay. Raises LibraryUnusable, BadInput."""
        from tuinews.library.joining import merge_library

        return merge_library(self.store, self.settings, path)

    def history(self, uid: str) -> list[Change]:
        """Every change of one thing that the reader wrote (by its public id), here and in merged libraries, oldest
        first."""
        from tuinews.library.joining import history

        return history(self.store, uid)

    def article_history(self, article_id: int) -> list[Change]:
        """Every change of what was written on an article: notes, tags, verdicts, corrections, marks; oldest first."""
        from tuinews.library.joining import article_history

        return article_history(self.store, article_id)

    def _judge_claim(self, claim: str, attribution: str | None, status: str | None, proof: str) -> Done:
        if attribution is not None:
            raise BadInput(f"#{claim}", "is a claim: who said it is decided for each statement")
        label = f"Decided: #{claim} {status or proof}"
        with written.step(self.store, self.settings.name, label) as step:
            verdicts.judge_claim(step, claim, status, proof)
        return Done(label, step.uid)


def _clean_name(name: str) -> str:
    name = clean_line(name).strip()
    if not name:
        raise BadInput("name", "is empty")
    return name[:200]


def _decision(attribution: str | None, status: str | None) -> str:
    """What is decided, in words. Raises BadInput for what is no choice."""
    from tuinews.core.query import CHOICES

    said = {"attribution": attribution, "status": status}
    for name, value in said.items():
        if value is not None and value not in CHOICES[name]:
            raise BadInput(f"{name} “{value}”", "is none", f"There are {', '.join(CHOICES[name])}")
    return ", ".join(value for value in said.values() if value)
