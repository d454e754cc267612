"""Commands about the past of articles: changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tuinews.cli.printing import day, iso, say, say_json, table
from tuinews.core.quoting import quoted

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy
    from tuinews.core.changes import Change
    from tuinews.core.models import RevisionView
    from tuinews.core.statement_changes import Said, StatementChange
    from tuinews.library.changes import ChangesView

_AROUND = 30  # characters shown on both sides of a change


@click.command()
@click.argument("article", required=False, metavar="[ID]")
@click.option("--old", type=int, help="The number of the older revision.")
@click.option("--new", type=int, help="The number of the newer revision.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def changes(lazy: Lazy, article: str | None, old: int | None, new: int | None, as_json: bool) -> None:
    """What changed in an article; without ID, the articles that changed since you opened or noted them.

    \b
    tuinews changes
    tuinews changes 12                  since you saw it, or since the revision before
    tuinews changes 12 --old 1 --new 3
    """
    library = lazy.open()
    if article is None:
        rows = library.rows(library.search("is:changed").ids)
        if as_json:
            say_json([{"id": row.id, "title": row.title, "outlet": row.outlet, "url": row.url} for row in rows])
        else:
            table(([str(row.id), day(row.published), row.outlet, row.title] for row in rows), right=(0,))
        return
    view = library.changes(library.find_article(article), old, new)
    if as_json:
        say_json(changes_json(view))
    else:
        _show(view)


def changes_json(view: ChangesView) -> dict[str, Any]:
    """The changes between two revisions; offsets count code points of each revision's own text."""
    return {
        "article": view.article_id,
        "old": _revision_json(view.old),
        "new": _revision_json(view.new),
        "statements": [_statement_json(change) for change in view.statements],
        "notices": [view.new_document.text[slice(*span)] for span in view.notices],
        "title": _words_json(view.title, view.old.title, view.new.title),
        "words": _words_json(view.words, view.old_document.text, view.new_document.text),
    }


def _show(view: ChangesView) -> None:
    from tuinews.core.changes import only_changes  # deferred: no other command pays for what aligns words

    grown = view.new.size - view.old.size
    say(
        f"{view.new.title}\nrevision {view.old.number} ({view.old.origin}, {day(view.old.fetched)}) → "
        f"revision {view.new.number} ({view.new.origin}, {day(view.new.fetched)}), {grown:+,} characters"
    )
    for span in view.notices:
        say(f"notice: {view.new_document.text[slice(*span)]}")
    if view.statements:
        say()
    for statement in view.statements:
        say(_statement_line(statement))
    say()
    for change in only_changes(view.title):
        say(f"headline: {_change_line(change, view.old.title, view.new.title)}")
    for change in only_changes(view.words):
        say(_change_line(change, view.old_document.text, view.new_document.text))


def _statement_line(change: StatementChange) -> str:
    old, new = change.old, change.new
    there = new or old
    assert there is not None
    if change.kind == "reattributed" and old is not None and new is not None:
        return f"now said by {_name(new)}, not by {_name(old)}: {quoted(' '.join(new.words.split()))}"
    if change.kind == "altered" and old is not None:
        return (
            f"altered, {_name(there)}: {quoted(' '.join(old.words.split()))} → {quoted(' '.join(there.words.split()))}"
        )
    return f"{change.kind}, {_name(there)}: {quoted(' '.join(there.words.split()))}"


def _name(said: Said) -> str:
    return said.speaker or "nobody named"


def _change_line(change: Change, old: str, new: str) -> str:
    before = new[max(0, change.new.start - _AROUND) : change.new.start]
    after = new[change.new.end : change.new.end + _AROUND]
    removed, added = old[slice(*change.old)], new[slice(*change.new)]
    marked = (f"[-{removed}-]" if removed else "") + (f"{{+{added}+}}" if added else "")
    return " ".join(f"…{before}{marked}{after}…".split())


def _revision_json(revision: RevisionView) -> dict[str, Any]:
    return {
        "number": revision.number, "fetched": iso(revision.fetched), "origin": revision.origin, "url": revision.url,
        "digest": revision.digest, "title": revision.title, "characters": revision.size,
    }  # fmt: skip


def _statement_json(change: StatementChange) -> dict[str, Any]:
    return {"change": change.kind, "old": _said_json(change.old), "new": _said_json(change.new)}


def _said_json(said: Said | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {"start": said.span.start, "end": said.span.end, "text": said.words, "speaker": said.speaker}


def _words_json(changes: tuple[Change, ...], old: str, new: str) -> list[dict[str, Any]]:
    from tuinews.core.changes import only_changes

    return [
        {"change": change.kind, "old": list(change.old), "new": list(change.new),
         "removed": old[slice(*change.old)], "added": new[slice(*change.new)]}
        for change in only_changes(changes)
    ]  # fmt: skip


COMMANDS = (changes,)
