"""What the reader writes on articles: read and starred, tags, notes, deletions. Every change goes through a Step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from tuinews.core import clock
from tuinews.core.anchors import Anchor, find_anchors, make_anchor
from tuinews.core.errors import NotFound
from tuinews.core.statement import Span
from tuinews.storage import following, journal, orphans, statements
from tuinews.storage.following import pack_anchor
from tuinews.storage.journal import Step, new_uid, read_record
from tuinews.storage.store import Store

_UNMARKED = {"read": 0, "starred": 0, "hidden": 0, "watched": 0}
ABOUT_ARTICLE, ABOUT_STATEMENT, ABOUT_WORDS = "article", "statement", "words"


@contextmanager
def step(store: Store, who: str, label: str, *, merges: bool = False, part_of: str | None = None) -> Iterator[Step]:
    """One change of the reader's, in a transaction of its own; what is derived from it follows. `part_of`: the uid that
    all parts of a long one share, which are taken back together."""
    with store.writing() as connection:
        change = Step(connection, who, label, merges=merges, uid=part_of or new_uid())
        yield change
        _follow(change)


def undo(store: Store, who: str) -> tuple[str, str] | None:
    """Take back the last step that was not taken back yet: its (uid, label). None when there is none."""
    with store.writing() as connection:
        last = journal.last_step(connection)
        if last is None:
            return None
        change = Step(connection, who, f"Undid: {last[1]}", undoes=last[0])
        journal.undo_step(change, last[0])
        _follow(change)
        return last


def _follow(change: Step) -> None:
    """What is derived from a change follows in its transaction; an article whose corrections changed waits for
    analysis again."""
    following.follow(change.connection, change.touched)
    for article_id in change.touched:
        if "correction" in change.records:
            statements.forget(change.connection, article_id)
            statements.queue(change.connection, article_id)


def set_reading(change: Step, article_ids: Iterable[int], **marks: bool | None) -> None:
    """Mark articles `read`, `starred`, `hidden` or `watched`, or not (False); None leaves a mark as it is."""
    wanted = {name: int(on) for name, on in marks.items() if on is not None}
    for article_id in article_ids:
        uid = _uid(change.connection, article_id)
        if uid is None:
            continue
        before = read_record(change.connection, "reading", uid) or {"uid": uid, "article_id": article_id, **_UNMARKED}
        if any(before[name] != on for name, on in wanted.items()):
            change.put("reading", {**before, **wanted, "changed": clock.timestamp()})
    change.touched.clear()  # nothing derived hangs on it but the tally, which triggers keep


def anchor_at(
    connection: sqlite3.Connection, article_id: int, span: Span | None, revision: int | None = None
) -> Anchor | None:
    """The anchor of a stretch of an article, in the revision that was on the screen when it was meant (None: the one
    that is shown now). What came between is looked through for the words; where they are gone, they are an orphan's.
    Raises NotFound when there is no such article or revision."""
    row = connection.execute(
        "SELECT r.text, r.number FROM article a JOIN revision r ON r.id = a.revision_id WHERE a.id = ?", (article_id,)
    ).fetchone()
    if row is None:
        raise NotFound(f"article {article_id}", "is not in this library")
    if span is None:
        return None
    text, number = row
    if revision is None or revision == number:
        return make_anchor(text, span.start, span.end, number)
    meant = make_anchor(orphans.revision_text(connection, article_id, revision)[1], span.start, span.end, revision)
    [place] = find_anchors(text, [meant])
    return meant if place is None else make_anchor(text, place.start, place.end, number)


def add_note(change: Step, article_id: int, about: str, anchor: Anchor | None, body: str) -> str:
    """Write a note; its public id."""
    uid, now = new_uid(), clock.timestamp()
    change.put(
        "note",
        {
            "uid": uid,
            "article_id": article_id,
            "about": about,
            "anchor": pack_anchor(anchor),
            "body": body,
            "created": now,
            "changed": now,
            "author": change.who,
        },
    )
    return uid


def edit_note(change: Step, uid: str, body: str) -> None:
    """Change the words of a note. Raises NotFound."""
    change.put("note", {**_note(change.connection, uid), "body": body, "changed": clock.timestamp()})


def delete_note(change: Step, uid: str) -> None:
    """Delete a note. Raises NotFound."""
    _note(change.connection, uid)
    change.drop("note", uid)


def add_tag(
    change: Step, article_id: int, about: str, anchor: Anchor | None, tag: str, *, several: bool = False
) -> None:
    """Put a tag (`name` or `name=value`) on an article or on words of it, once for each author; another value takes
    the place of the one that was given before, unless there may be `several`."""
    name, _, value = tag.partition("=")
    for uid, present, author in _tags_at(change.connection, article_id, anchor):
        if name.casefold() == present.casefold() and author == change.who:
            before = read_record(change.connection, "tagging", uid) or {}
            if not several or before.get("value") == (value or None):
                change.put("tagging", {**before, "value": value or None})
                return
    change.put(
        "tagging",
        {
            "uid": new_uid(),
            "article_id": article_id,
            "about": about,
            "anchor": pack_anchor(anchor),
            "tag": name,
            "value": value or None,
            "created": clock.timestamp(),
            "author": change.who,
        },
    )


def remove_tag(change: Step, article_id: int, anchor: Anchor | None, tag: str, *, only_own: bool = False) -> None:
    """Take a tag (with `=value`: if it has that) off an article or off words of it: the author's own; where there is
    none, that of others, unless `only_own`."""
    name, _, value = tag.partition("=")
    bearing = [
        (uid, author == change.who)
        for uid, present, author in _tags_at(change.connection, article_id, anchor)
        if present.casefold() == name.casefold()
        and (not value or (read_record(change.connection, "tagging", uid) or {}).get("value") == value)
    ]
    own_ones = only_own or any(own for _, own in bearing)
    for uid, own in bearing:
        if own or not own_ones:
            change.drop("tagging", uid)


def delete_article(change: Step, article_id: int) -> None:
    """Put an article away: out of all lists, kept from coming back, and undoable. It counts as read."""
    uid = _uid(change.connection, article_id)
    if uid is not None:
        set_reading(change, [article_id], read=True)
        change.put("deletion", {"uid": uid, "article_id": article_id, "at": clock.timestamp(), "author": change.who})


def _uid(connection: sqlite3.Connection, article_id: int) -> str | None:
    row = connection.execute("SELECT uid FROM article WHERE id = ?", (article_id,)).fetchone()
    return None if row is None else str(row[0])


def _note(connection: sqlite3.Connection, uid: str) -> dict[str, object]:
    row = read_record(connection, "note", uid)
    if row is None:
        raise NotFound(f"note {uid}", "is not in this library")
    return row


def _tags_at(connection: sqlite3.Connection, article_id: int, anchor: Anchor | None) -> list[tuple[str, str, str]]:
    """(uid, tag, author) of the tags on the article (no anchor) or on about the same words of its shown revision."""
    if anchor is None:
        return connection.execute(
            "SELECT uid, tag, author FROM tagging WHERE article_id = ? AND anchor IS NULL", (article_id,)
        ).fetchall()
    return connection.execute(
        "SELECT t.uid, t.tag, t.author FROM tagging t JOIN placement p ON p.uid = t.uid WHERE t.article_id = ?1"
        " AND 2 * (min(p.end, ?3) - max(p.start, ?2)) > max(p.end - p.start, ?3 - ?2)"
        f" AND {following.IS_SHOWN}",
        (article_id, anchor.start, anchor.end, anchor.revision),
    ).fetchall()
