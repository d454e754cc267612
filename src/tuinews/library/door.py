"""The one door to a library for screen and shell."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tuinews.core.counting import counted
from tuinews.core.deferred import deferred
from tuinews.core.errors import BadInput, NotFound
from tuinews.core.quoting import quoted
from tuinews.core.sanitize import clean, clean_line
from tuinews.core.tags import clean_tag
from tuinews.library.coding import Coding
from tuinews.library.lasting import Lasting
from tuinews.library.orphaned import Orphaned
from tuinews.library.settings import Settings, library_file, read_settings
from tuinews.library.views import Done, Listing, Summary, Target
from tuinews.storage import lists, remembering, search
from tuinews.storage.store import Store, open_store

if TYPE_CHECKING:
    from tuinews.core.fetched import Subscription
    from tuinews.core.models import ArticleRow, ArticleView, FeedView, NoteView, StatementRow
    from tuinews.core.query import Node
    from tuinews.core.statement import Kind
    from tuinews.library import places, tasks
    from tuinews.library.correcting import CorrectionKind
    from tuinews.library.tasks import Task
    from tuinews.library.views import Group, Grouping, Hit, Place
    from tuinews.storage import backups, corrections, feeds, grouping, library_state, statements, written
    from tuinews.storage.search import Order
else:  # the first paint needs none of these
    places, tasks = deferred("tuinews.library", "places", "tasks")
    backups, corrections, feeds, grouping, library_state, statements, written = deferred(
        "tuinews.storage",
        *("backups", "corrections", "feeds", "grouping", "library_state", "statements", "written"),
    )


def open_library(path: Path | None = None, *, settings: Settings | None = None) -> Library:
    """Open a library, making it when there is none: the given file, or the reader's own.

    Raises LibraryUnusable with what to do about it. Costs a few milliseconds.
    """
    return Library(open_store(path or library_file()), settings or read_settings()[0])


class Library(Lasting, Coding, Orphaned):
    """An open library. Every method may be called from any thread; those that write are one undoable step each."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self.store.only_by = settings.only_by
        if settings.blind:
            corrections.seen_by(store, settings.only_by)
        self._searches = search.Interrupts()
        self._seen_version = threading.local()

    @property
    def path(self) -> Path:
        """The library's file."""
        return self.store.path

    def close(self) -> None:
        """Close the file. Tasks go on until they are cancelled."""
        self.store.close()

    # -- reading -------------------------------------------------------------------------------------------------

    def search(self, text: str = "", *, within: str = "", order: Order = "newest", limit: int | None = None) -> Listing:
        """The articles for which a search holds, within another one (a Place's). Never fails on what is written.

        Raises SearchStopped when `stop_search` was called meanwhile.
        """
        asked = _asked(text, within)
        with self._searches.running(self.store.connection):
            ids = search.article_ids(
                self.store.connection, asked.trees, order, _one_more(limit), self.settings.confidence
            )
        return _listing(ids, asked, limit)

    def search_statements(
        self, text: str = "", *, within: str = "", order: Order = "newest", limit: int | None = None
    ) -> Listing:
        """The statements for which a search holds; fields of a statement hold for the statement itself."""
        asked = _asked(text, within)
        with self._searches.running(self.store.connection):
            ids = search.statement_ids(
                self.store.connection, asked.trees, order, _one_more(limit), self.settings.confidence
            )
        return _listing(ids, asked, limit)

    def grouped(self, ids: array[int], by: Grouping, *, statements: bool = False) -> tuple[array[int], list[Group]]:
        """A list that a search gave, in groups: its ids in their order, and where each group begins. Raises
        SearchStopped."""
        with self._searches.running(self.store.connection):
            return grouping.group(self.store.connection, ids, by, statements=statements)

    def stop_search(self) -> None:
        """Interrupt the searches that run in other threads; they raise SearchStopped there."""
        self._searches.stop()

    def rows(self, ids: Sequence[int]) -> list[ArticleRow]:
        """The list rows of articles, in this order; gone ones are left out."""
        return lists.article_rows(self.store.connection, ids)

    def statement_rows(self, ids: Sequence[int]) -> list[StatementRow]:
        """The list rows of statements, in this order; gone ones are left out."""
        return lists.statement_rows(self.store.connection, ids)

    def article(self, article_id: int, sure: float | None = None) -> ArticleView:
        """An article to read, with the statements of at least a confidence (None: that of the settings). Raises
        NotFound."""
        least = self.settings.confidence if sure is None else sure
        view = lists.article_view(self.store.connection, article_id, least)
        if view is None:
            raise NotFound(f"article {article_id}", "is not in this library", "`tuinews search` lists what is")
        return view

    def find_article(self, name: str) -> int:
        """The id of an article named by its number, its public id or its address. Raises NotFound."""
        article_id = library_state.article_named(self.store.connection, name)
        if article_id is None:
            raise NotFound(name, "is no article of this library", "`tuinews search` lists what is")
        return article_id

    def analyse_article(self, article_id: int) -> ArticleView:
        """The article with its statements, found now if they were not yet. Takes a few ms per page of text."""
        from tuinews.library.analysing import analyse_article

        analyse_article(self.store, article_id, self.settings.confidence, pinned=self.settings.engine == "pinned")
        return self.article(article_id)

    def target_at(self, view: ArticleView, start: int, end: int) -> Target:
        """What a stretch of an article is: the statement that holds it, or just these words."""
        from tuinews.core.statement import Span

        for shown in view.statements:
            if shown.statement.start <= start and end <= shown.statement.end:
                return Target.of(view, shown)
        return Target.of(view, Span(start, end))

    def hits(self, text: str, query: str, language: str = "") -> list[Hit]:
        """Where the words of a search stand in a text."""
        from tuinews.core.query import parse_query
        from tuinews.library.hits import hits_in

        return hits_in(text, parse_query(query), language)

    def places(self) -> list[Place]:
        """The feed tree."""
        connection = self.store.connection
        saved = [(*one, self._unread(one[2], places.COUNTED)) for one in library_state.saved_searches(connection)]
        return places.feed_tree(self.feeds(), lists.tags_in_use(connection), saved, self.summary())

    def _unread(self, query: str, most: int) -> int:
        trees = _asked(query, "is:unread").trees
        return len(search.article_ids(self.store.connection, trees, "newest", most, self.settings.confidence))

    def summary(self) -> Summary:
        """The state of the whole library."""
        return Summary(*library_state.counts(self.store.connection))

    def feeds(self) -> list[FeedView]:
        """All subscriptions."""
        return feeds.feed_views(self.store.connection)

    def notes(self) -> list[NoteView]:
        """All notes."""
        return lists.notes_of(self.store.connection)

    def changed_elsewhere(self) -> bool:
        """Whether another thread or process wrote since this thread last asked."""
        version = self.store.data_version()
        before = getattr(self._seen_version, "value", version)
        self._seen_version.value = version
        return bool(version != before)

    # -- marking -------------------------------------------------------------------------------------------------

    def mark_read(self, ids: Sequence[int], read: bool = True) -> Done:
        """Mark articles read, or unread."""
        return self._reading(ids, "Marked {} read" if read else "Marked {} unread", read=read)

    def star(self, ids: Sequence[int], on: bool = True) -> Done:
        """Star articles, or take the star off."""
        return self._reading(ids, "Starred {}" if on else "Took the star off {}", starred=on)

    def tag(self, targets: Sequence[Target], add: Sequence[str] = (), remove: Sequence[str] = ()) -> Done:
        """Put tags on articles, statements or words, and take tags off them. Raises BadInput for a bad tag, or one that
        the codebook does not allow."""
        added, removed = [clean_tag(tag) for tag in add], [clean_tag(tag) for tag in remove]
        for tag in added:
            self.codebook.check(tag)
        words = " ".join([f"#{tag}" for tag in added] + [f"-#{tag}" for tag in removed])
        named = self._named([target.article_id for target in targets])
        with written.step(self.store, self.settings.name, f"Tagged {named} {words}") as step:
            for target in targets:
                anchor = written.anchor_at(step.connection, target.article_id, target.span, target.revision)
                for tag in added:
                    several = self.codebook.several(tag)
                    written.add_tag(step, target.article_id, _about(target), anchor, tag, several=several)
                for tag in removed:
                    written.remove_tag(step, target.article_id, anchor, tag, only_own=self.settings.blind)
        return Done(step.label, step.uid) if step.records else Done(f"Nothing changed on {named}: {words}", "")

    def add_note(self, target: Target, body: str) -> Done:
        """Write a note on an article, a statement or words. Raises BadInput when it is empty."""
        body, label = _note_body(body), f"Noted on {self._named([target.article_id])}"
        with written.step(self.store, self.settings.name, label) as step:
            anchor = written.anchor_at(step.connection, target.article_id, target.span, target.revision)
            written.add_note(step, target.article_id, _about(target), anchor, body)
        return Done(label, step.uid)

    def edit_note(self, uid: str, body: str) -> Done:
        """Change the words of a note. Raises NotFound, BadInput."""
        body = _note_body(body)
        with written.step(self.store, self.settings.name, "Changed a note") as step:
            written.edit_note(step, uid, body)
        return Done(step.label, step.uid)

    def delete_note(self, uid: str) -> Done:
        """Delete a note. Raises NotFound."""
        with written.step(self.store, self.settings.name, "Deleted a note") as step:
            written.delete_note(step, uid)
        return Done(step.label, step.uid)

    def correct(
        self, target: Target, kind: CorrectionKind, *, speaker: str | None = None, kind_of: Kind = "direct"
    ) -> ArticleView:
        """Correct the statement at a target: its `speaker` (None: nobody is named), its `span` (the target's), that it
        is `none`, or that one was `missed` there. Returns the article as it is then; undoable; survives every later
        analysis. Raises BadInput without a span."""
        if target.span is None:
            raise BadInput("correction", "needs a statement or selected words")
        name = clean_line(speaker or "") or None
        with written.step(self.store, self.settings.name, f"Corrected {self._named([target.article_id])}") as step:
            anchor = written.anchor_at(step.connection, target.article_id, target.span, target.revision)
            assert anchor is not None
            corrections.add(step, target.article_id, kind, anchor, {"speaker": name, "kind": kind_of})
        return self.analyse_article(target.article_id)

    def delete_articles(self, ids: Sequence[int]) -> Done:
        """Put articles away; a refresh does not bring them back."""
        label = f"Deleted {self._named(ids)}"
        with written.step(self.store, self.settings.name, label) as step:
            for article_id in ids:
                written.delete_article(step, article_id)
        return Done(label, step.uid)

    def undo(self) -> Done | None:
        """Take back the last step; None when there is nothing left to take back."""
        undone = written.undo(self.store, self.settings.name)
        return None if undone is None else Done(f"Undid: {undone[1]}", "")

    def save_position(self, article_id: int, offset: int) -> None:
        """Remember how far the reader got, and that the article was opened."""
        library_state.save_progress(self.store, article_id, offset)

    def arrangement(self) -> str:
        """How the reader arranged the screen, as `save_arrangement` was told; empty at first."""
        return remembering.remembered(self.store.connection, "arrangement")

    def save_arrangement(self, arrangement: str) -> None:
        """Remember how the reader arranged the screen."""
        remembering.remember(self.store, "arrangement", arrangement)

    # -- gathering -----------------------------------------------------------------------------------------------

    def subscribe(self, subscriptions: Sequence[Subscription]) -> Done:
        """Subscribe to feeds (nothing is fetched yet)."""
        from tuinews.library import credentials

        label = f"Subscribed to {counted(len(subscriptions), 'feed')}"
        with written.step(self.store, self.settings.name, label) as step:
            credentials.subscribe(step, subscriptions)
        return Done(label, step.uid)

    def unsubscribe(self, feed_ids: Sequence[int]) -> Done:
        """End subscriptions. Their articles stay; the message says how many bear something of the reader's."""
        names = [feed.name for feed in self.feeds() if feed.id in feed_ids]
        label = f"Unsubscribed from {quoted(names[0]) if len(names) == 1 else counted(len(feed_ids), 'feed')}"
        with written.step(self.store, self.settings.name, label) as step:
            kept = feeds.unsubscribe(step, feed_ids)
        return Done(f"{label}; its articles are kept, {kept} of them with your marks" if kept else label, step.uid)

    def start_refresh(self, feed_ids: Sequence[int] | None = None, *, due: float | None = None) -> Task:
        """Fetch feeds (default: all that may be asked; `due`: of these the ones whose interval is over, which is at
        least so many seconds) in a child process, store what is new and analyse it."""
        return tasks.start_task(self.path, "refresh", feeds=None if feed_ids is None else list(feed_ids), due=due)

    def start_add(self, urls: Sequence[str], *, article: bool = False) -> Task:
        """Subscribe to feeds or to the feeds of sites, or (`article`) store pages, in a child process."""
        return tasks.start_task(self.path, "add", urls=list(urls), article=article)

    def start_discover(self, url: str) -> Task:
        """Find the feeds of a site in a child process: one "found" event each (name, and address as message)."""
        return tasks.start_task(self.path, "discover", url=url)

    def waits_for_analysis(self) -> bool:
        """Whether stored articles wait for the engine: new ones, or all after an upgrade (unless pinned)."""
        from tuinews.statements import ENGINE_VERSION

        corrections.seen_by(self.store, self.settings.only_by)
        pinned = self.settings.engine == "pinned"
        return statements.any_waiting(self.store.connection, None if pinned else ENGINE_VERSION)

    def start_analysis(self) -> Task:
        """Analyse whatever waits, in a child process."""
        return tasks.start_task(self.path, "analyse")

    def start_completion(self, article_id: int) -> Task:
        """Fetch the full page of an article, in a child process."""
        return tasks.start_task(self.path, "complete", article_id=article_id, url=self.article(article_id).row.url)

    def start_import(self, paths: Sequence[Path]) -> Task:
        """Import files (OPML, HTML, text, Markdown, …) in a child process."""
        return tasks.start_task(self.path, "import", paths=[str(path) for path in paths])

    def keep_as(self, path: Path) -> None:
        """Copy this library, consistently, to another file (which must not exist). Raises LibraryUnusable."""
        backups.copy_to(self.store.connection, path)

    # -- inside --------------------------------------------------------------------------------------------------

    def _reading(
        self, ids: Sequence[int], label: str, *, read: bool | None = None, starred: bool | None = None
    ) -> Done:
        with written.step(self.store, self.settings.name, label.format(self._named(ids))) as step:
            written.set_reading(step, ids, read=read, starred=starred)
        return Done(step.label, step.uid)

    def _named(self, ids: Sequence[int]) -> str:
        unique = list(dict.fromkeys(ids))
        if len(unique) != 1:
            return counted(len(unique), "article")
        rows = self.rows(unique)
        return quoted(rows[0].title) if rows else "an article"


def _note_body(body: str) -> str:
    body = clean(body).strip()
    if not body:
        raise BadInput("note", "is empty")
    return body


def _about(target: Target) -> str:
    if target.span is None:
        return written.ABOUT_ARTICLE
    return written.ABOUT_STATEMENT if target.statement else written.ABOUT_WORDS


def _one_more(limit: int | None) -> int | None:
    return None if limit is None else limit + 1


class _Asked(NamedTuple):
    """What is asked for: trees that must all hold, how they were read, and what of that was in doubt."""

    trees: list[Node | None]
    reading: str = "everything"
    doubts: tuple[str, ...] = ()


def _asked(text: str, within: str) -> _Asked:
    """What a search asks for within another. To ask for everything takes no parser, and the first paint asks that."""
    if not text.strip() and not within.strip():
        return _Asked([])
    from tuinews.core.query import parse_query

    query = parse_query(text)
    return _Asked([query.tree, parse_query(within).tree], query.explain(), query.doubts)


def _listing(ids: search.Ids, asked: _Asked, limit: int | None) -> Listing:
    return Listing(ids[:limit], asked.reading, asked.doubts, limit is None or len(ids) <= limit)
