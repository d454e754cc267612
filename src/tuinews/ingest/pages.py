"""A web page to its article: text, title, author, date, outlet.

readability-lxml first, trafilatura as a second opinion (chosen by how much each text covers of the other), JSON-LD
last. All of it works on text that was decoded and bounded here; nothing is fetched.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from importlib.metadata import version

from tuinews.core.document import Document
from tuinews.core.errors import BadInput
from tuinews.core.fetched import Fetched, Page
from tuinews.core.links import host_of, without_userinfo
from tuinews.ingest import bylines, coverage, kinds, posts
from tuinews.ingest.boilerplate import without_boilerplate
from tuinews.ingest.decode import decode
from tuinews.ingest.html import element_to_document, to_document
from tuinews.ingest.markup import parse, tame
from tuinews.ingest.metadata import Metadata, metadata_of

_LARGEST = 2_000_000
"""Characters of markup that the extractors see, scripts and styles left out where there is more."""


@dataclass(frozen=True, slots=True)
class _Opinion:
    """The article as one extractor sees it."""

    document: Document
    html: str
    extractor: str


def extract_page(fetched: Fetched) -> Page:
    """The article of a web page. BadInput, in the reader's words, when it is not HTML or holds no text."""
    name = without_userinfo(fetched.asked or fetched.url)
    text = decode(fetched.body, fetched.headers.get("content-type", ""))
    kinds.refuse_unless_html(name, fetched, text)
    html = tame(text, _LARGEST)
    root = parse(html)
    if root is None:
        raise BadInput(name, "is an empty page", "Open it in a browser to see what it shows")
    about = _completed(metadata_of(root, fetched.url), html, fetched.url)
    opinion = _best(posts.spared(html), fetched.url, about)
    if not opinion.document.text:
        raise BadInput(name, "is a page without an article", "Open it in a browser to see what it shows")
    return Page(
        url=fetched.url,
        title=about.title or host_of(fetched.url),
        document=posts.restored(opinion.document, posts.posts_of(root, fetched.url)),
        author=about.author,
        published=about.published,
        outlet=about.outlet or host_of(fetched.url),
        canonical_url=about.canonical_url,
        language=about.language,
        image=about.image,
        extractor=opinion.extractor,
        html=opinion.html,
    )


def _completed(about: Metadata, html: str, url: str) -> Metadata:
    """The date as htmldate finds it in the text and markup of a page that does not declare one."""
    if about.published:
        return about
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        said = find_date(html, url=url or None, original_date=True, extensive_search=True)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return about
    # The first of January is what it makes of a bare year, mostly that of a copyright line.
    return about if not said or said.endswith("-01-01") else replace(about, published=bylines.moment_of(said))


def _best(html: str, url: str, about: Metadata) -> _Opinion:
    first, second = _readability(html, url), _trafilatura(html, url)
    chosen, other = first, second
    if coverage.prefers_second(first.document.text, second.document.text):
        chosen, other = second, first
    chosen = replace(chosen, document=without_boilerplate(chosen.document, other.document))
    if chosen.document.words() < 25 and about.body:
        return _Opinion(to_document(about.body, url), about.body, "JSON-LD")
    if not chosen.document.text:
        root = parse(html)
        if root is not None:
            return _Opinion(element_to_document(root, url), html, "all text")
    return chosen


def _readability(html: str, url: str) -> _Opinion:
    from readability import Document as Readable
    from readability.readability import Unparseable

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        found = str(Readable(html).summary(html_partial=True))
    except (Unparseable, ValueError, RecursionError, TypeError):
        found = ""
    return _Opinion(to_document(found, url), found, f"readability {version('readability-lxml')}")


def _trafilatura(html: str, url: str) -> _Opinion:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.extract(
        html,
        output_format="html",
        favor_precision=True,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        include_links=True,
        with_metadata=False,
    )
    return _Opinion(to_document(found or "", url), found or "", f"trafilatura {version('trafilatura')}")


def _main() -> None:
    """`python -m tuinews.ingest.pages`: JSON lines in, JSON lines out."""
    import sys

    from tuinews.ingest.jsonl import extract_lines

    for line in extract_lines(sys.stdin):
        print(line, flush=True)


if __name__ == "__main__":
    _main()
