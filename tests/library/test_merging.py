"""Two readers' libraries become one: nothing is lost, nothing is there twice, and merging again changes nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_never_lost import downgrade

from tuinews.core.document import Document
from tuinews.core.errors import BadInput, LibraryUnusable
from tuinews.core.fetched import Subscription
from tuinews.core.statement import Span
from tuinews.library import Library, open_library
from tuinews.library.exporting import export_text
from tuinews.library.settings import Settings
from tuinews.library.views import Target
from tuinews.storage.articles import Incoming, store_article
from tuinews.storage.documents import packed
from tuinews.storage.journal import COLUMNS

SENTENCES = (
    "The harbour office opened an inquiry on Monday.",
    "“Nobody told the crew,” said Ilan Reyes, a lawyer.",
    "The company did not answer questions.",
    "Ferries run again from Friday, the union said.",
)


def put(library: Library, number: int, text: str = "\n".join(SENTENCES), at: float = 1_770_000_000.0) -> int:
    incoming = Incoming(
        content=packed(f"Article {number}", Document.plain(text), "en"), origin="page", fetched=at,
        digest=str(hash(text)), url=f"https://harbour.example/{number}", language="en",
    )  # fmt: skip
    with library.store.writing() as connection:
        stored = store_article(connection, incoming)
    assert stored is not None
    return stored.article_id


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Library, Library]]:
    """Mira's library and Anna's, with article 1 of both; Anna has another one before it."""
    mira = open_library(tmp_path / "mira.db", settings=Settings(name="mira"))
    anna = open_library(tmp_path / "anna.db", settings=Settings(name="anna"))
    put(anna, 7)
    for library in (mira, anna):
        put(library, 1)
    yield mira, anna
    mira.close()
    anna.close()


def test_notes_and_tags_of_both_stand_on_the_words_they_were_written_on(two: tuple[Library, Library]) -> None:
    mira, anna = two
    mira.add_note(Target(1, Span(4, 18)), "mine")
    anna.add_note(Target(2, Span(29, 36)), "hers")
    anna.tag([Target(2), Target(1)], ["sea"])
    mira.tag([Target(1)], ["sea"])
    done = mira.merge(anna.path)
    assert (done.added["note"], done.added["tagging"], done.articles, done.authors) == (1, 2, 1, ("anna",))
    assert [(note.body, note.author, note.quote) for note in mira.notes()] == [
        ("mine", "mira", "harbour office"), ("hers", "anna", "inquiry"),
    ]  # fmt: skip
    assert mira.article(1).tags == ("sea",)
    assert mira.search("tag:sea").ids.tolist() == mira.search("").ids.tolist()
    assert len(anna.notes()) == 1
    assert mira.examine() == []


def test_one_page_of_two_addresses_is_known_by_its_bytes(two: tuple[Library, Library]) -> None:
    mira, anna = two
    text, digest = "The very same bytes.", "ab" * 32
    for library, url in ((mira, "https://harbour.example/a"), (anna, "https://mirror.example/b")):
        incoming = Incoming(
            content=packed("Same", Document.plain(text), "en"), origin="page", fetched=1.0, digest=digest, url=url
        )
        with library.store.writing() as connection:
            store_article(connection, incoming)
    anna.star([anna.find_article("https://mirror.example/b")])
    assert mira.merge(anna.path).articles == 0
    assert mira.rows([mira.find_article("https://harbour.example/a")])[0].starred


def test_the_later_change_stands_and_both_stay_in_the_history(two: tuple[Library, Library]) -> None:
    mira, anna = two
    mira.add_note(Target(1), "first")
    uid = mira.notes()[0].uid
    anna.merge(mira.path)
    anna.edit_note(uid, "Anna's")
    mira.edit_note(uid, "Mira's")
    assert mira.merge(anna.path).conflicts == 1
    assert anna.merge(mira.path).conflicts == 0  # mira's library knows both
    for library in two:
        assert [note.body for note in library.notes()] == ["Mira's"]
        told = [change.after and change.after["body"] for change in library.history(uid)]
        assert {"first", "Anna's", "Mira's"} == set(told)
    assert {change.who for change in mira.history(uid)} == {"mira", "anna"}


def test_marks_of_an_article_are_joined_one_by_one(two: tuple[Library, Library]) -> None:
    mira, anna = two
    anna.star([2])
    mira.mark_read([1])
    mira.merge(anna.path)
    row = mira.rows([1])[0]
    assert (row.starred, row.read) == (True, True)


def test_what_was_deleted_after_it_was_shared_stays_deleted(two: tuple[Library, Library]) -> None:
    mira, anna = two
    mira.add_note(Target(1), "shared")
    mira.subscribe([Subscription("https://harbour.example/feed")])
    anna.merge(mira.path)
    mira.delete_note(mira.notes()[0].uid)
    mira.unsubscribe([1])
    mira.merge(anna.path)
    assert (mira.notes(), mira.feeds()) == ([], [])
    anna.merge(mira.path)
    assert (anna.notes(), anna.feeds()) == ([], [])


def test_what_was_changed_after_it_was_deleted_elsewhere_is_back(two: tuple[Library, Library]) -> None:
    mira, anna = two
    for body in ("deleted, then edited", "edited, then deleted"):
        mira.add_note(Target(1), body)
    anna.merge(mira.path)
    first, second = (note.uid for note in mira.notes())
    mira.delete_note(first)
    anna.edit_note(first, "still needed")
    anna.edit_note(second, "not needed")
    mira.delete_note(second)
    mira.merge(anna.path)
    anna.merge(mira.path)
    assert [note.body for note in mira.notes()] == [note.body for note in anna.notes()] == ["still needed"]


def test_one_feed_of_both_stays_one_feed(two: tuple[Library, Library]) -> None:
    mira, anna = two
    mira.subscribe([Subscription("https://harbour.example/feed")])
    anna.subscribe([Subscription("https://rail.example/feed"), Subscription("https://harbour.example/feed", "Harbour")])
    mira.merge(anna.path)
    assert sorted((feed.url, feed.name) for feed in mira.feeds()) == [
        ("https://harbour.example/feed", "Harbour"), ("https://rail.example/feed", "https://rail.example/feed"),
    ]  # fmt: skip


def test_an_edit_that_only_the_other_one_saw_comes_along(two: tuple[Library, Library]) -> None:
    mira, anna = two
    put(anna, 1, SENTENCES[0] + "\nThe words are others now.", at=1_770_001_000.0)
    anna.add_note(Target(2, Span(48, 57)), "on the second revision")
    mira.add_note(Target(1, Span(4, 18)), "on the first")
    assert mira.merge(anna.path).revisions == 1
    assert mira.article(1).document.text.endswith("others now.")
    assert {note.quote for note in mira.notes() if note.span is not None} == {"harbour office", "The words"}
    assert [one.number for one in mira.revisions(1)] == [1, 2]
    assert mira.changes(1).old.number == 1


def test_an_older_revision_that_comes_later_is_not_the_last_one(two: tuple[Library, Library]) -> None:
    mira, anna = two
    put(anna, 1, SENTENCES[2], at=1_760_000_000.0)
    anna.star([2])
    mira.merge(anna.path)
    assert mira.article(1).document.text == "\n".join(SENTENCES)
    put(mira, 1, at=1_770_005_000.0)  # the next fetch finds it unchanged
    assert [one.number for one in mira.revisions(1)] == [2, 1]


def test_two_searches_of_one_name_are_both_kept(two: tuple[Library, Library]) -> None:
    mira, anna = two
    mira.save_search("Sea", "ferry")
    anna.save_search("Sea", "harbour")
    anna.save_search("Rail", "rail")
    mira.save_search("Rail", "rail")
    for _ in range(2):
        mira.merge(anna.path)
        assert sorted((name, query) for _, name, query in mira.saved_searches()) == [
            ("Rail", "rail"), ("Sea", "ferry"), ("Sea (anna)", "harbour"),
        ]  # fmt: skip


def test_a_library_of_an_older_version_is_merged_and_left_as_it_is(two: tuple[Library, Library]) -> None:
    mira, anna = two
    anna.add_note(Target(2), "from before")
    downgrade(anna)
    anna.close()
    before = anna.path.read_bytes()
    mira.merge(anna.path)
    assert [note.body for note in mira.notes()] == ["from before"]
    assert anna.path.read_bytes() == before
    assert mira.examine() == []


def test_a_library_is_not_merged_with_itself_nor_with_what_is_none(
    two: tuple[Library, Library], tmp_path: Path
) -> None:
    mira, _ = two
    with pytest.raises(BadInput, match="is this library itself"):
        mira.merge(mira.path)
    with pytest.raises(LibraryUnusable, match="is no file"):
        mira.merge(tmp_path / "nowhere.db")
    other = tmp_path / "text.db"
    other.write_text("no library at all, but some text that is long enough")
    with pytest.raises(LibraryUnusable, match="not a library file"):
        mira.merge(other)


# -- whatever both did

Deed = tuple[int, int, str]
numbers, words = st.integers(0, 2), st.sampled_from(["a", "b", "c"])
deeds = st.lists(st.tuples(st.integers(0, 13), numbers, words), max_size=8)


def _do(library: Library, deed: Deed) -> None:
    what, number, word = deed
    article = library.find_article(f"https://harbour.example/{number}")
    notes = [note.uid for note in library.notes()]
    target = Target(article, Span(4 + number, 18 + 10 * number))
    acts: list[Callable[[], object]] = [
        lambda: library.add_note(target, f"{library.settings.name} {word}"),
        lambda: notes and library.edit_note(notes[number % len(notes)], f"edited by {library.settings.name} {word}"),
        lambda: notes and library.delete_note(notes[number % len(notes)]),
        lambda: library.tag([target], [f"{word}=1"]),
        lambda: library.tag([Target(article)], [word]),
        lambda: library.tag([Target(article)], remove=[word]),
        lambda: library.judge(target, status="false" if word == "a" else "confirmed"),
        lambda: library.judge(f"claim/{word}", status="false" if number else "disputed"),
        lambda: library.star([article], word != "c"),
        lambda: library.mark_read([article], word != "c"),
        lambda: library.subscribe([Subscription(f"https://harbour.example/{word}")]),
        lambda: library.unsubscribe([feed.id for feed in library.feeds()]),
        lambda: library.join_voices("Ilan Reyes", [f"Reyes {word}"]),
        lambda: library.undo(),
    ]
    acts[what]()


def _written(library: Library) -> set[tuple[object, ...]]:
    """What the reader wrote, in words that mean the same in every library."""
    connection = library.store.connection
    uids = dict(connection.execute("SELECT id, uid FROM article"))
    found = set()
    for record, columns in COLUMNS.items():
        for row in connection.execute(f"SELECT {', '.join(columns)} FROM {record}"):
            told = dict(zip(columns, row, strict=True))
            told.pop("id", None)
            if record in ("subscription", "verdict"):
                told.pop("uid")  # one feed, one claim, whatever it is called
            if record == "reading":
                told.pop("changed")
                if not any(told[name] for name in ("read", "starred", "hidden", "watched")):
                    continue
            told["article_id"] = uids.get(told.get("article_id"))
            found.add((record, *sorted(told.items(), key=str)))
    return found


@settings(max_examples=40, deadline=None)
@given(shared=deeds, ours=deeds, theirs=deeds)
def test_whatever_both_did_is_there_once_in_both_orders(
    shared: list[Deed], ours: list[Deed], theirs: list[Deed]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        mira = open_library(Path(folder) / "mira.db", settings=Settings(name="mira"))
        for number in range(3):
            put(mira, number)
        for deed in shared:
            _do(mira, deed)
        mira.keep_as(Path(folder) / "anna.db")
        anna = open_library(Path(folder) / "anna.db", settings=Settings(name="anna"))
        for library, did in ((mira, ours), (anna, theirs)):
            for deed in did:
                _do(library, deed)
        before, body_count = _written(mira), {note.uid for note in (*mira.notes(), *anna.notes())}
        mira.merge(anna.path)
        assert {note.uid for note in mira.notes()} <= body_count
        after = export_text(mira, "", "archive")
        assert not any(mira.merge(anna.path).added.values())
        assert export_text(mira, "", "archive") == after, "merging twice changes nothing"
        anna.merge(mira.path)
        assert _written(anna) == _written(mira), "it does not matter who merges whom"
        assert [found for found in mira.examine() if found.what != "statements"] == []
        assert [found for found in anna.examine() if found.what != "statements"] == []
        if (
            export_text(mira, "", "archive") != after
            or mira.store.connection.execute("SELECT 1 FROM journal WHERE merged = step").fetchone()
        ):
            mira.undo()
            assert _written(mira) == before, "a merge is one step"
        mira.close()
        anna.close()
