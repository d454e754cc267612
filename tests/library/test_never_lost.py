"""After any sequence of what can happen to a library, everything that the reader wrote is there, exactly once."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tuinews.core.document import Document
from tuinews.core.errors import LibraryUnusable
from tuinews.core.fetched import Subscription
from tuinews.core.statement import Span
from tuinews.library import Library, open_library
from tuinews.library.settings import Settings
from tuinews.library.views import Target
from tuinews.storage import feeds
from tuinews.storage.articles import Incoming, store_article
from tuinews.storage.documents import packed

SENTENCES = (
    "The harbour office opened an inquiry on Monday.",
    "“Nobody told the crew,” said Ilan Reyes, a lawyer.",
    "The company did not answer questions.",
    "“The sea was calm,” Mira Sol said.",
    "Ferries run again from Friday, the union said.",
)
FEED = "https://harbour.example/feed"
texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map("\n".join)
articles = st.integers(0, 2)
places = st.tuples(st.integers(0, 200), st.integers(5, 40))
words = st.text("abc é", min_size=1, max_size=12).filter(str.strip)


class Reading(RuleBasedStateMachine):
    """A reader and the web write to one library; `expected` is what the reader was told is kept: a stack of (notes,
    tags, judged, stars), one for each step, which undo goes back on."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = 1_770_000_000.0
        self.open()
        self.steps: list[tuple[dict[str, str], frozenset[object], frozenset[str], frozenset[int]]] = [
            ({}, frozenset(), frozenset(), frozenset())
        ]
        for number in range(3):
            self.comes(number, "\n".join(SENTENCES[number:]))

    def open(self) -> None:
        self.library = open_library(Path(self.folder.name) / "library.db", settings=Settings(name="mira"))

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()

    # -- what happens to the library

    @rule(number=articles, text=texts)
    def comes(self, number: int, text: str) -> None:
        """An article, or its next revision, comes in by a feed that may be subscribed to."""
        self.clock += 60
        incoming = Incoming(
            content=packed(f"Article {number}", Document.plain(text), "en"), origin="page", fetched=self.clock,
            digest=str(hash(text)), url=f"https://harbour.example/{number}", language="en",
        )  # fmt: skip
        with self.library.store.writing() as connection:
            stored = store_article(connection, incoming)
            assert stored is not None
            for feed in feeds.feed_views(connection):
                feeds.remember_entry(connection, feed.id, str(number), "digest", stored.article_id, self.clock)

    @rule(number=articles)
    def is_analysed_by_another_engine(self, number: int) -> None:
        self.library.store.connection.execute("UPDATE analysis SET engine = 'older'")
        self.library.analyse_article(number + 1)

    @rule()
    def closes_and_opens(self) -> None:
        self.library.close()
        self.open()

    @rule()
    def is_upgraded(self) -> None:
        """The library is as the first version left it, and this one opens it."""
        downgrade(self.library)
        self.library.close()
        self.open()

    @rule(body=words)
    def meets_a_full_disk(self, body: str) -> None:
        """What was not confirmed is not there; what was, is."""
        before = self.uids("note")
        connection = self.library.store.connection
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        long = body.strip() + 40_000 * "é"
        try:
            self.library.add_note(Target(1), long)
        except LibraryUnusable as error:
            assert "the disk is full" in str(error)
        else:
            (uid,) = self.uids("note") - before
            self.did(notes={**self.steps[-1][0], uid: long})
        connection.execute(f"PRAGMA max_page_count = {2**31 - 2}")

    @rule(number=articles, body=words)
    def merges(self, number: int, body: str) -> None:
        """Somebody went on with a copy, and it comes back."""
        copy = Path(self.folder.name) / "anna.db"
        copy.unlink(missing_ok=True)
        self.library.keep_as(copy)
        anna = open_library(copy, settings=Settings(name="anna"))
        notes, tags = ({row[0] for row in anna.store.connection.execute(f"SELECT uid FROM {table}")} for table in
                       ("note", "tagging"))  # fmt: skip
        anna.add_note(self.target(number, (3, 9)), body)
        anna.tag([Target(number + 1)], ["anna"])
        (note,) = {row[0] for row in anna.store.connection.execute("SELECT uid FROM note")} - notes
        tag = {row[0] for row in anna.store.connection.execute("SELECT uid FROM tagging")} - tags
        anna.close()
        self.library.merge(copy)
        assert not any(self.library.merge(copy).added.values())
        for left in Path(self.folder.name).glob("anna.db*"):
            left.unlink()
        self.did(
            notes={**self.steps[-1][0], note: body.strip()}, tags=self.steps[-1][1] | {(uid, "anna") for uid in tag}
        )

    @rule()
    def is_examined(self) -> None:
        assert [found for found in self.library.examine() if not found.done] == []

    # -- what the reader does: each is one step

    def did(self, **changes: object) -> None:
        notes, tags, judged, stars = self.steps[-1]
        was = {"notes": notes, "tags": tags, "judged": judged, "stars": stars}
        self.steps.append(tuple({**was, **changes}.values()))  # type: ignore[arg-type]

    def target(self, number: int, place: tuple[int, int] | None) -> Target:
        if place is None:
            return Target(number + 1)
        length = len(self.library.article(number + 1).document.text)
        start = place[0] % (length - 1)
        return Target(number + 1, Span(start, min(length, start + place[1])))

    def uids(self, table: str) -> set[str]:
        return {row[0] for row in self.library.store.connection.execute(f"SELECT uid FROM {table}")}

    @rule(number=articles, place=st.none() | places, body=words)
    def notes(self, number: int, place: tuple[int, int] | None, body: str) -> None:
        before = self.uids("note")
        self.library.add_note(self.target(number, place), body)
        (uid,) = self.uids("note") - before
        self.did(notes={**self.steps[-1][0], uid: body.strip()})

    @precondition(lambda self: self.steps[-1][0])
    @rule(data=st.data(), body=words)
    def edits(self, data: st.DataObject, body: str) -> None:
        uid = data.draw(st.sampled_from(sorted(self.steps[-1][0])))
        if self.steps[-1][0][uid] != body.strip():
            self.library.edit_note(uid, body)
            self.did(notes={**self.steps[-1][0], uid: body.strip()})

    @precondition(lambda self: self.steps[-1][0])
    @rule(data=st.data())
    def deletes_a_note(self, data: st.DataObject) -> None:
        uid = data.draw(st.sampled_from(sorted(self.steps[-1][0])))
        self.library.delete_note(uid)
        self.did(notes={key: body for key, body in self.steps[-1][0].items() if key != uid})

    @rule(number=articles, place=places, tag=st.sampled_from(["war", "war/kursk", "claim/ferry"]))
    def tags(self, number: int, place: tuple[int, int], tag: str) -> None:
        before = self.uids("tagging")
        self.library.tag([self.target(number, place)], [tag])
        if new := self.uids("tagging") - before:
            self.did(tags=self.steps[-1][1] | {(uid, tag) for uid in new})

    @rule(number=articles, place=places, status=st.sampled_from(["confirmed", "false"]))
    def judges(self, number: int, place: tuple[int, int], status: str) -> None:
        self.library.judge(self.target(number, place), status=status)
        self.did(judged=frozenset(self.uids("verdict")))

    @rule(number=articles, on=st.booleans())
    def stars(self, number: int, on: bool) -> None:
        if (number + 1 in self.steps[-1][3]) != on:
            self.library.star([number + 1], on)
            self.did(stars=self.steps[-1][3] ^ {number + 1})

    @rule(number=articles)
    def deletes_an_article(self, number: int) -> None:
        if self.library.search("", limit=3).ids.count(number + 1):
            self.library.delete_articles([number + 1])
            self.did()

    @rule()
    def subscribes_or_unsubscribes(self) -> None:
        there = self.library.feeds()
        if there:
            self.library.unsubscribe([feed.id for feed in there])
        else:
            self.library.subscribe([Subscription(FEED)])
        self.did()

    @precondition(lambda self: len(self.steps) > 1)
    @rule()
    def takes_back(self) -> None:
        assert self.library.undo() is not None
        self.steps.pop()

    # -- what must hold

    @invariant()
    def everything_is_there_once(self) -> None:
        notes, tags, judged, stars = self.steps[-1]
        shown = self.library.notes()
        assert sorted((note.uid, note.body) for note in shown) == sorted(notes.items())
        connection = self.library.store.connection
        assert set(connection.execute("SELECT uid, tag FROM tagging")) == tags
        assert self.uids("verdict") == judged
        assert {row.id for row in self.library.rows([1, 2, 3]) if row.starred} == stars

    @invariant()
    def every_note_stands_on_its_words_or_is_an_orphan(self) -> None:
        for note in self.library.notes():
            text = self.library.article(note.article_id).document.text
            assert note.orphan == (bool(note.quote) and note.span is None)
            assert note.span is None or note.span.end <= len(text)
        connection = self.library.store.connection
        anchored = sum(
            len(connection.execute(f"SELECT uid FROM {table} WHERE anchor IS NOT NULL").fetchall())
            for table in ("note", "tagging", "verdict", "correction")
        )
        placed = connection.execute("SELECT count(*) FROM placement").fetchone()[0]
        assert placed == anchored


def downgrade(library: Library) -> None:
    """Make a library what the first schema made it; one that has merged another keeps what tells of it."""
    connection = library.store.connection
    merged = connection.execute("SELECT 1 FROM journal WHERE merged IS NOT NULL").fetchone() is not None
    kept = "('m001_floors', 'm003_merging')" if merged else "('m001_floors')"
    for statement in (
        "DROP TABLE watch", "ALTER TABLE revision DROP COLUMN chain", "ALTER TABLE feed_state DROP COLUMN asked",
        "CREATE TABLE tombstone (key TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID",
        "DROP TABLE reader_terms", "CREATE VIRTUAL TABLE reader_terms USING fts5(notes, tags, tokenize='ascii')",
        *(() if merged else ("DROP INDEX journal_merged", "ALTER TABLE journal DROP COLUMN merged")),
        f"DELETE FROM _sqlite_migrations WHERE name NOT IN {kept}", "PRAGMA user_version = 1",
    ):  # fmt: skip
        connection.execute(statement)


Reading.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestEverythingThatTheReaderWroteIsThere = Reading.TestCase
