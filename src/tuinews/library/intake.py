"""From what was fetched and parsed to stored articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tuinews.core.fetched import Entry, Fetched, Page, ParsedFeed
from tuinews.core.links import host_of
from tuinews.ingest.enclosures import with_enclosures
from tuinews.ingest.feeds import parse_feed
from tuinews.storage import articles, feeds
from tuinews.storage.articles import Incoming, Stored
from tuinews.storage.documents import packed
from tuinews.storage.store import Store
from tuinews.storage.terms import NewTerms

KEPT_HEADERS = ("content-type", "date", "etag", "last-modified", "server")


@dataclass(frozen=True, slots=True)
class PreparedEntry:
    """A feed's entry, ready to be stored."""

    guid: str
    digest: str
    url: str
    truncated: bool
    incoming: Incoming


@dataclass(frozen=True, slots=True)
class PreparedFeed:
    """A feed, parsed, its entries ready to be stored, oldest first (ids follow arrival)."""

    title: str
    site_url: str
    language: str
    ttl: int | None
    entries: tuple[PreparedEntry, ...]


def prepare_feed(fetched: Fetched, known: Mapping[str, str] | None = None) -> PreparedFeed:
    """Parse a feed, without the entries that are `known` (guid → digest), and do all that needs no database. Raises
    BadInput. May run in another process."""
    feed = parse_feed(fetched, known)
    when = fetched.when.timestamp()
    links = Counter(entry.url for entry in feed.entries if entry.url)
    by_time = sorted(feed.entries, key=lambda entry: entry.published.timestamp() if entry.published else when)
    entries = tuple(
        PreparedEntry(
            entry.guid, entry.digest, entry.url, entry.truncated,
            _from_entry(entry, feed, fetched, shared=links[entry.url] > 1),
        )
        for entry in by_time
    )  # fmt: skip
    return PreparedFeed(feed.title, feed.site_url, feed.language, feed.ttl, entries)


def store_feed(
    store: Store, feed_id: int, feed: PreparedFeed, at: float, new_terms: NewTerms | None = None
) -> list[tuple[PreparedEntry, Stored]]:
    """Store a feed's new and changed entries in one transaction. Who stores many feeds in one gives `new_terms`."""
    stored: list[tuple[PreparedEntry, Stored]] = []
    with store.writing() as connection:
        waiting = new_terms or NewTerms(connection)
        for entry in feed.entries:
            known = feeds.article_of_entry(connection, feed_id, entry.guid)
            if known is not None:
                waiting.flush()
                result = Stored(known, changed=articles.add_revision(connection, known, entry.incoming))
            else:
                result = articles.store_article(connection, entry.incoming, waiting)
            feeds.remember_entry(connection, feed_id, entry.guid, entry.digest, result.article_id, at)
            stored.append((entry, result))
        if new_terms is None:
            waiting.flush()
    return stored


def store_entries(store: Store, feed: PreparedFeed) -> list[Stored]:
    """Store the entries of a feed that nobody subscribed to (a saved file)."""
    with store.writing() as connection:
        return [articles.store_article(connection, entry.incoming) for entry in feed.entries]


def store_page(
    store: Store, page: Page, fetched: Fetched, *, keep_raw: bool = True, article_id: int | None = None
) -> Stored:
    """Store a web page: as another revision of an article that it belongs to, or as an article."""
    incoming = _from_page(page, fetched, keep_raw)
    with store.writing() as connection:
        if article_id is not None:
            return Stored(article_id, changed=articles.add_revision(connection, article_id, incoming))
        return articles.store_article(connection, incoming)


def store_file(store: Store, page: Page, fetched: Fetched) -> Stored:
    """Store a file that the reader imports. It is known by its bytes, unless it names the page that it is of."""
    incoming = Incoming(
        content=packed(page.title, page.document, page.language),
        origin="file",
        fetched=fetched.when.timestamp(),
        digest=fetched.digest(),
        url=page.canonical_url,
        canonical_url=page.canonical_url,
        identity=f"file:{fetched.digest()}",
        outlet=page.outlet,
        author=page.author,
        language=page.language,
        published=page.published,
        extractor=page.extractor,
        body=fetched.body,
    )
    with store.writing() as connection:
        return articles.store_article(connection, incoming)


def _from_entry(entry: Entry, feed: ParsedFeed, fetched: Fetched, *, shared: bool) -> Incoming:
    return Incoming(
        content=packed(entry.title, with_enclosures(entry.document, entry.enclosures), entry.language or feed.language),
        origin="entry",
        fetched=fetched.when.timestamp(),
        digest=entry.digest,
        url=entry.url,
        identity=f"entry:{fetched.asked or fetched.url}#{entry.guid}",
        own_identity=shared or not entry.url,
        outlet=feed.title,
        author=entry.author,
        language=entry.language or feed.language,
        published=entry.published,
        image=next((one.url for one in entry.enclosures if one.type.startswith("image/")), ""),
        tags=entry.tags,
        truncated=entry.truncated,
        headers=_kept(fetched),
    )


def _from_page(page: Page, fetched: Fetched, keep_raw: bool) -> Incoming:
    return Incoming(
        content=packed(page.title, page.document, page.language),
        origin="page",
        fetched=fetched.when.timestamp(),
        digest=fetched.digest(),
        url=page.url or fetched.url,
        canonical_url=page.canonical_url,
        outlet=page.outlet or host_of(fetched.url),
        author=page.author,
        language=page.language,
        published=page.published,
        image=page.image,
        extractor=page.extractor,
        headers=_kept(fetched),
        body=fetched.body if keep_raw else None,
    )


def _kept(fetched: Fetched) -> dict[str, str]:
    return {name: fetched.headers[name] for name in KEPT_HEADERS if name in fetched.headers}


def wanting_pages(stored: Sequence[tuple[PreparedEntry, Stored]], mode: str) -> list[tuple[int, str]]:
    """The (article, address) pairs whose full page is to be fetched, by the feed's mode (auto, always, never)."""
    if mode == "never":
        return []
    return [
        (result.article_id, entry.url)
        for entry, result in stored
        if (result.new or result.changed) and entry.url and (mode == "always" or entry.truncated)
    ]
