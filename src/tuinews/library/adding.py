"""Adding what the reader names by address: a feed, a site whose feed is found, one article."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from tuinews.core.errors import BadInput, FetchFailed
from tuinews.core.fetched import Fetched, Subscription
from tuinews.core.links import is_web, without_userinfo
from tuinews.core.quoting import quoted
from tuinews.ingest.discovery import common_paths, service_feeds
from tuinews.ingest.http import Ask
from tuinews.library import credentials, intake
from tuinews.library.paged import Fetch, fetch_article
from tuinews.library.parsing import Parsers
from tuinews.library.refresh import PAGES_AT_FIRST
from tuinews.library.settings import Settings
from tuinews.library.views import Progress
from tuinews.storage import feeds, pages, written
from tuinews.storage.store import Store

_LEAST_WORDS = 12
"""An article has at least so many words; a page with fewer has none (a notice, a login, a redirect by script)."""


Choose = Callable[[list[Subscription]], Sequence[Subscription]]
"""Which of several feeds of a site the reader wants."""


async def add_feed(
    store: Store, settings: Settings, fetch: Fetch, url: str, choose: Choose | None = None
) -> list[Progress]:
    """Subscribe to a feed, or to those of a site's feeds that are chosen (default: the first), and store their entries.
    Of several, one that cannot be had is a "problem", and the others are added.

    Raises FetchFailed, BadInput (no feed there).
    """
    url = web_address(url)
    found = await discover(fetch, url)
    chosen = choose(found) if choose is not None and len(found) > 1 else found[:1]
    added: list[Progress] = []
    for one in chosen:
        try:
            added.append(await _add(store, settings, fetch, one, login=credentials.login_in(url)))
        except (FetchFailed, BadInput) as error:
            if len(chosen) == 1:
                raise
            added.append(Progress("problem", name=one.name or without_userinfo(one.url), message=str(error)))
    if choose is None and len(found) > 1:
        others = ", ".join(other.url for other in found[1:4])
        message = f"{added[0].message}; it has {len(found) - 1} more: {others}"
        added[0] = replace(added[0], message=message)
    return added


async def _add(store: Store, settings: Settings, fetch: Fetch, chosen: Subscription, *, login: str) -> Progress:
    user, colon, password = login.partition(":")
    fetched = await fetch(Ask(chosen.url, credentials=(user, password) if colon else None))
    with Parsers() as parsers:
        parsed = await parsers.prepare(fetched, {})
    label = f"Subscribed to {parsed.title or without_userinfo(chosen.url)}"
    with written.step(store, settings.name, label) as step:
        feed_id = credentials.subscribe(step, [chosen])[0]
        if login:
            credentials.set_login(step, feed_id, login)
        feeds.set_state(
            step.connection,
            feed_id,
            title=parsed.title,
            site_url=parsed.site_url,
            language=parsed.language,
            fetched=fetched.when.timestamp(),
            etag=fetched.headers.get("etag", ""),
            last_modified=fetched.headers.get("last-modified", ""),
        )
    stored = intake.store_feed(store, feed_id, parsed, fetched.when.timestamp())
    with store.writing() as connection:
        pages.want(connection, intake.wanting_pages(stored, settings.fetch_pages)[-PAGES_AT_FIRST:])
    return Progress("feed", 1, 1, parsed.title or chosen.url, label, sum(result.new for _, result in stored))


async def add_article(store: Store, settings: Settings, fetch: Fetch, url: str) -> Progress:
    """Store one page as an article. Raises FetchFailed, BadInput (no article there)."""
    with Parsers() as parsers:
        page, fetched = await fetch_article(fetch, parsers, Ask(web_address(url)))
    if page is None or page.document.words() < _LEAST_WORDS:
        raise BadInput(
            without_userinfo(url), "is a page without an article", "Open it in a browser to see what it shows"
        )
    stored = intake.store_page(store, page, fetched)
    return Progress(
        "feed", 1, 1, page.title, f"Stored {quoted(page.title)} as article {stored.article_id}", int(stored.new)
    )


async def discover(fetch: Fetch, url: str) -> list[Subscription]:
    """The feeds of an address: itself, those its page names, those that a service is known to have for such a page
    (also when it refuses the page itself), or the first one at the usual places. Raises BadInput when there are none,
    FetchFailed when the address cannot be had."""
    url = web_address(url)
    refused: FetchFailed | None = None
    try:
        fetched = await fetch(Ask(url))
        if found := await _feeds_in(fetched):
            return list(found)
        here = fetched.url
    except FetchFailed as error:
        refused, here = error, url
    if there := [feed for made in service_feeds(here) for feed in await _try(fetch, made)]:
        return there
    if refused is not None:
        raise refused
    for candidate in common_paths(here):
        if there := await _try(fetch, candidate):
            return there
    raise BadInput(
        without_userinfo(url),
        "has no feed that could be found",
        "Give the feed's own address, or store the page with --article",
    )


def web_address(url: str) -> str:
    """An address as a reader types it, made whole. Raises BadInput when it is none."""
    url = url.strip()
    whole = url if "://" in url or url.startswith("-") else f"https://{url}"
    if not is_web(whole) or ("." not in whole.split("/")[2] and "localhost" not in whole):
        raise BadInput(
            without_userinfo(url) or "address", "is no web address", "It should begin with https:// or http://"
        )
    return whole


async def _try(fetch: Fetch, url: str) -> list[Subscription]:
    """The feed at an address, if there is one."""
    try:
        answer = await fetch(Ask(url))
    except FetchFailed:
        return []
    return [feed for feed in (await _feeds_in(answer))[:1] if feed.url == answer.url]


async def _feeds_in(fetched: Fetched) -> tuple[Subscription, ...]:
    with Parsers() as parsers:
        return await parsers.feeds(fetched)
