"""An article's page as a whole: fetched with all the pages that it goes on in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tuinews.core.errors import BadInput, FetchFailed
from tuinews.core.fetched import Fetched, Page
from tuinews.ingest.http import Ask
from tuinews.library.parsing import Parsers

Fetch = Callable[[Ask], Awaitable[Fetched]]


async def fetch_article(
    fetch: Fetch, parsers: Parsers, first: Ask, ask: Callable[[str], Ask] = Ask, *, in_full: bool = False
) -> tuple[Page | None, Fetched]:
    """The article at an address, joined of all its pages (asked for with `ask`), and the answer for the first; no page
    when it is as it was (304). A further page that cannot be had ends the article there, or (`in_full`) raises.

    Raises FetchFailed, BadInput.
    """
    from tuinews.ingest.paging import MOST_PAGES, joined, next_page  # deferred: seldom needed

    fetched = await fetch(first)
    if fetched.status == 304:
        return None, fetched
    page = await parsers.page(fetched)
    rest: list[Page] = []
    seen, following = {first.url, fetched.url}, next_page(fetched)
    while following and following not in seen and len(rest) < MOST_PAGES - 1:
        seen.add(following)
        try:
            further = await fetch(ask(following))
            rest.append(await parsers.page(further))
        except (FetchFailed, BadInput):
            if in_full:
                raise
            break
        following = next_page(further)
    return (joined(page, tuple(rest)) if rest else page), fetched
