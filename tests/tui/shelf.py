"""Articles put into a library, at a fixed moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tuinews.core.document import Document
from tuinews.core.fetched import Fetched, Page
from tuinews.library import Library
from tuinews.library.intake import store_page

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def store(library: Library, number: int, title: str, outlet: str, text: str | Document) -> None:
    """Store an article, published so many times three hours ago."""
    when = NOW - timedelta(hours=3 * number + 1)
    url = f"https://news.example/{number}"
    document = Document.plain(text) if isinstance(text, str) else text
    language = "ja" if outlet == "東京通信" else "en"
    page = Page(
        url=url, title=title, document=document, author="Mira Sol", published=when, outlet=outlet,
        canonical_url=url, language=language, extractor="test",
    )  # fmt: skip
    fetched = Fetched(url, 200, {}, document.text.encode(), NOW - timedelta(minutes=number))
    assert store_page(library.store, page, fetched)
