"""What a page says about itself: JSON-LD (schema.org), OpenGraph and other meta elements, and what stands on it.

Each field is looked for in an order that is data: the first source that gives a plausible value wins.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from lxml import etree

from tuinews.core.sanitize import clean_line
from tuinews.ingest import bylines, surroundings
from tuinews.ingest.headline import headline
from tuinews.ingest.links import web_link

_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|Recipe|HowTo|WebPage|Guide|Story)$")
_MOST_JSON = 2_000_000
"""Characters of JSON-LD that are read of one page."""
_MOST_NODES = 2_000
_CONTROL = re.compile(r"[\x00-\x1f]")

TITLE_METAS = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title")
AUTHOR_METAS = (
    "author", "article:author", "dc.creator", "dcterms.creator", "dc.creator.name", "parsely-author", "sailthru.author",
    "byl", "cxenseparse:author", "twitter:data1", "og:article:author", "citation_author", "rbauthors",
)  # fmt: skip
DATE_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "publishdate", "publish-date",
    "pubdate", "publication_date", "article.published", "citation_publication_date", "cxenseparse:recs:publishtime",
    "date",
)  # fmt: skip
SITE_METAS = ("og:site_name", "application-name", "dc.publisher", "twitter:site")
IMAGE_METAS = ("og:image:secure_url", "og:image", "twitter:image", "twitter:image:src")
DESCRIPTION_METAS = ("og:description", "description", "twitter:description")

_BYLINES = (
    "//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(.//*[@itemprop])]",
    "//a[contains(concat(' ', @rel, ' '), ' author ')]",
    "//*[contains(@class, 'author-name') or contains(@class, 'author__name') or contains(@class, 'byline-name')"
    " or contains(@class, 'authorName') or contains(@class, 'article-author') or contains(@class, 'post-author')]",
    "//*[contains(@class, 'byline') or contains(@class, 'Byline')]",
)
"""Where bylines stand on a page, most telling first."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was found, cleaned; "" or None for what was not."""

    title: str = ""
    author: str = ""
    published: datetime | None = None
    outlet: str = ""
    canonical_url: str = ""
    language: str = ""
    image: str = ""
    body: str = ""
    """The `articleBody` of JSON-LD, for pages whose markup gives nothing."""


@dataclass(frozen=True, slots=True)
class _Clues:
    """A page's own statements, collected in one pass."""

    root: etree._Element
    metas: Mapping[str, str]
    things: tuple[Mapping[str, Any], ...]
    """JSON-LD nodes, articles first."""
    base: str


def metadata_of(root: etree._Element, url: str) -> Metadata:
    """What a page (a tree that `markup.parse` made) says about itself."""
    clues = _Clues(root, _metas(root), tuple(_things(root)), url)
    outlet = _outlet(clues)
    title = _title(clues, outlet)
    return Metadata(
        title=title,
        author=_author(clues, title, outlet),
        published=_published(clues, title),
        outlet=outlet,
        canonical_url=_canonical(clues),
        language=_language(clues),
        image=_image(clues),
        body=next((body for thing in clues.things if isinstance(body := thing.get("articleBody"), str)), ""),
    )


def _metas(root: etree._Element) -> dict[str, str]:
    """The content of meta elements by lower-case name or property; the first of each."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content[:5000])
    return found


def _things(root: etree._Element) -> Iterator[Mapping[str, Any]]:
    """The nodes of all JSON-LD on the page, flattened, articles first."""
    nodes: list[Mapping[str, Any]] = []
    budget = _MOST_JSON
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text and len(script.text) <= budget:
            budget -= len(script.text)
            _flatten(_loaded(script.text), nodes)
    yield from sorted(nodes, key=lambda node: not _ARTICLE_TYPES.search(_type(node)))


def _loaded(text: str) -> Any:
    """JSON as pages write it: in comments, with raw newlines in strings, with a last semicolon."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
    try:
        return json.loads(_CONTROL.sub(" ", text).strip().rstrip(";"))
    except (ValueError, RecursionError):
        return None


def _flatten(value: Any, nodes: list[Mapping[str, Any]]) -> None:
    waiting = [value]
    while waiting and len(nodes) < _MOST_NODES:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item[:_MOST_NODES]
        elif isinstance(item, dict):
            nodes.append(item)
            waiting[:0] = [item[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in item]


def _type(node: Mapping[str, Any]) -> str:
    kind = node.get("@type")
    return str(kind[0]) if isinstance(kind, list) and kind else str(kind or "")


def _names(value: Any) -> Iterator[str]:
    """The names of people or organisations in a JSON-LD value of any shape."""
    for item in value[:20] if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, list):
            yield from (part for part in name[:20] if isinstance(part, str))
        elif isinstance(name, str):
            yield name


def _metas_named(clues: _Clues, names: tuple[str, ...]) -> Iterator[str]:
    return (clues.metas[name] for name in names if name in clues.metas)


def _first(values: Iterator[str], plausible: Callable[[str], bool] = bool) -> str:
    for value in values:
        line = clean_line(value)
        if line and plausible(line):
            return line
    return ""


def _outlet(clues: _Clues) -> str:
    def candidates() -> Iterator[str]:
        yield from _metas_named(clues, SITE_METAS[:1])
        for thing in clues.things:
            yield from _names(thing.get("publisher"))
        for thing in clues.things:
            if _type(thing) == "WebSite":
                yield from _names(thing)
        yield from _metas_named(clues, SITE_METAS[1:])

    return _first(candidates())[:200]


def _canonical(clues: _Clues) -> str:
    for link in clues.root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return web_link(link.get("href") or "", clues.base)
    return web_link(clues.metas.get("og:url", ""), clues.base)


def _language(clues: _Clues) -> str:
    said = (
        clues.root.get("lang") or clues.root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or clues.metas.get("og:locale") or clues.metas.get("content-language") or clues.metas.get("inlanguage") or ""
    )  # fmt: skip
    tag = said.strip().replace("_", "-")[:20]
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", tag) else ""


def _image(clues: _Clues) -> str:
    return next((url for said in _metas_named(clues, IMAGE_METAS) if (url := web_link(said, clues.base))), "")


def _title(clues: _Clues, outlet: str) -> str:
    def said() -> Iterator[str]:
        yield from _metas_named(clues, TITLE_METAS[:1])
        for thing in clues.things[:1]:
            yield from _names(thing.get("headline"))
        yield from _metas_named(clues, TITLE_METAS[1:])
        yield "".join(str(piece) for element in list(clues.root.iter("title"))[:1] for piece in element.itertext())

    return headline(clues.root, said(), outlet)


def _author(clues: _Clues, title: str, outlet: str) -> str:
    """Who wrote it; an organisation under its own name only when nobody else is named."""
    organisation = ""
    near = surroundings.bylines(clues.root, title)
    on_page = chain(near, _authors_on_page(clues), surroundings.signatures(clues.root))
    for source in (_authors_in_json(clues), _authors_in_metas(clues), on_page):
        for said in source:
            line = ", ".join(list(dict.fromkeys(bylines.people(said)))[:10])
            if line and _is_outlet(clean_line(said), outlet):
                organisation = organisation or clean_line(said)
            elif line:
                return line
    return organisation


def _is_outlet(name: str, outlet: str) -> bool:
    ours, theirs = (re.sub(r"\W+", "", text.casefold()) for text in (name, outlet))
    return bool(ours) and bool(theirs) and (ours in theirs or theirs in ours)


def _authors_in_json(clues: _Clues) -> Iterator[str]:
    for thing in clues.things:
        if _ARTICLE_TYPES.search(_type(thing)) and (thing.get("author") or thing.get("creator")):
            ids = {str(node.get("@id")): node for node in clues.things if node.get("@id")}
            yield ", ".join(_names(_resolved(thing.get("author") or thing.get("creator"), ids)))


def _resolved(value: Any, ids: Mapping[str, Mapping[str, Any]]) -> Any:
    """References to other nodes of the graph (`{"@id": …}`), followed one step."""
    items = value if isinstance(value, list) else [value]
    return [
        ids.get(str(item["@id"]), item) if isinstance(item, dict) and "name" not in item and "@id" in item else item
        for item in items
    ]


def _authors_in_metas(clues: _Clues) -> Iterator[str]:
    return _metas_named(clues, AUTHOR_METAS)


def _authors_on_page(clues: _Clues) -> Iterator[str]:
    for path in _BYLINES:
        found = clues.root.xpath(path)
        elements = [item for item in found if etree.iselement(item)] if isinstance(found, list) else []
        for element in [item for item in elements[:8] if not surroundings.is_comment(item)][:4]:
            line = clean_line(" ".join(str(piece) for piece in element.itertext()))
            if 0 < len(line) < bylines.LONGEST:
                yield line


def _published(clues: _Clues, title: str) -> datetime | None:
    for said in _dates(clues, title):
        if moment := bylines.moment_of(said):
            return moment
    return None


def _dates(clues: _Clues, title: str) -> Iterator[str]:
    for name in ("datePublished", "dateCreated", "uploadDate"):
        for thing in clues.things:
            if isinstance(thing.get(name), str) and _ARTICLE_TYPES.search(_type(thing)):
                yield thing[name]
    yield from _metas_named(clues, DATE_METAS)
    yield from surroundings.moments(clues.root, title)
    yield from surroundings.written_days(clues.root, title)
    for element in clues.root.iter("time", "meta", "span", "abbr", "div", "p"):
        if "datePublished" in (element.get("itemprop") or "") or element.get("pubdate") is not None:
            yield element.get("datetime") or element.get("content") or element.text or ""
