"""A web page to its article: text, title, author, date, outlet.

readability-lxml first, trafilatura as a second opinion (chosen by how much each text covers of the other), JSON-LD
last. All of it works on text that was decoded and bounded here; nothing is fetched.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from importlib.metadata import version

from lxml import etree

from tuinews.core.document import Document
from tuinews.core.errors import BadInput
from tuinews.core.fetched import Fetched, Page
from tuinews.core.links import host_of, without_userinfo
from tuinews.ingest import bylines, coverage, gaps, kinds, posts
from tuinews.ingest.asides import without_asides
from tuinews.ingest.boilerplate import without_boilerplate
from tuinews.ingest.decode import decode
from tuinews.ingest.html import element_to_document, to_document
from tuinews.ingest.markup import parse, tame
from tuinews.ingest.metadata import Metadata, metadata_of
from tuinews.ingest.opening import without_opening

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
    root = parse(html, tamed=True)
    if root is None:
        raise BadInput(name, "is an empty page", "Open it in a browser to see what it shows")
    about = _completed(metadata_of(root, fetched.url), html, fetched.url)
    embedded = posts.posts_of(root, fetched.url)
    opinion = _best(root, posts.spared(html), fetched.url, about)
    if not opinion.document.text:
        raise BadInput(name, "is a page without an article", "Open it in a browser to see what it shows")
    return Page(
        url=fetched.url,
        title=about.title or host_of(fetched.url),
        document=posts.restored(opinion.document, embedded),
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
        said = find_date(html, url=url or None, original_date=True, extensive_search=False)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return about
    # The first of January is what it makes of a bare year, mostly that of a copyright line.
    return about if not said or said.endswith("-01-01") else replace(about, published=bylines.moment_of(said))


def _best(root: etree._Element, html: str, url: str, about: Metadata) -> _Opinion:
    """The better opinion, without what stands around the article and with what it missed inside. The tree is spent."""
    page = element_to_document(root, url)
    first, second = _readability(posts.spared(without_asides(root)), url), _trafilatura(html, url)
    chosen, other = first, second
    if coverage.prefers_second(first.document.text, second.document.text):
        chosen, other = second, first
    document = without_opening(chosen.document, about.title, about.author)
    document = gaps.filled(without_boilerplate(document, other.document), page, other.document)
    if document.words() < 25 and about.body:
        return _Opinion(to_document(about.body, url), about.body, "JSON-LD")
    if not document.text:
        return _Opinion(page, html, "all text")
    return replace(chosen, document=document)


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
