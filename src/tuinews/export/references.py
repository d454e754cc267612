"""Articles as references: CSL-JSON (citeproc-js's input format, 1.0.2) and BibTeX.

Both give an article the same key, made from outlet, year and public id, so that it stays when others come or go.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from tuinews.core.sanitize import visible_line
from tuinews.export.json_text import json_text
from tuinews.export.records import ExportArticle

_BETWEEN_AUTHORS = re.compile(r"\s*;\s*|\s+(?:and|und|et|&)\s+")
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9]+")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NOT_IN_URLS = re.compile(r"[\s{}\\]")

LATEX: dict[str, str] = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_",
}  # fmt: skip
"""Characters that LaTeX obeys. Braces have names, since BibTeX counts even escaped ones."""
_LATEX = str.maketrans(LATEX)


def to_csl_json(articles: Iterable[ExportArticle]) -> str:
    """A list of CSL items, newspaper articles where an outlet is known, else web pages."""
    return json_text([_csl(article) for article in articles])


def to_bibtex(articles: Iterable[ExportArticle]) -> Iterator[str]:
    """One entry per article: `@article` in a `journal` where an outlet is known, else `@misc`."""
    return (_bibtex(article) for article in articles)


def reference_key(article: ExportArticle) -> str:
    """The key of an article: ASCII letters and digits, the same in every export and library."""
    outlet = unicodedata.normalize("NFKD", article.outlet).encode("ascii", "ignore").decode()
    year = str(article.published.year) if article.published else ""
    return _NOT_IN_KEYS.sub("", f"{outlet.lower()[:24]}{year}{article.uid}") or "article"


def authors_of(article: ExportArticle) -> list[str]:
    """The names in the byline, as far as they are told apart."""
    return [name for name in _BETWEEN_AUTHORS.split(article.author.strip()) if name]


def _csl(article: ExportArticle) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": reference_key(article),
        "type": "article-newspaper" if article.outlet else "webpage",
        "title": article.title,
        "container-title": article.outlet,
        "author": [{"literal": name} for name in authors_of(article)],
        "issued": _date_parts(article.published) if article.published else None,
        "accessed": _date_parts(article.revision.fetched),
        "URL": article.link,
        "language": article.language,
        "keyword": ", ".join(article.own_tags),
        "note": _capture(article),
    }
    return {name: value for name, value in item.items() if value}


def _date_parts(moment: datetime) -> dict[str, list[list[int]]]:
    return {"date-parts": [[moment.year, moment.month, moment.day]]}


def _bibtex(article: ExportArticle) -> str:
    published = article.published
    fields = {
        "title": f"{{{_latex(article.title)}}}",  # in braces of its own, so that styles leave its capitals alone
        "author": " and ".join(f"{{{_latex(name)}}}" for name in authors_of(article)),
        "journal": _latex(article.outlet),
        "year": str(published.year) if published else "",
        "month": _MONTHS[published.month - 1] if published else "",
        "day": str(published.day) if published else "",
        "url": _url(article.link),
        "urldate": f"{article.revision.fetched:%Y-%m-%d}",
        "language": _latex(article.language),
        "keywords": _latex(", ".join(article.own_tags)),
        "note": _latex(_capture(article)),
    }
    lines = "".join(f"  {name} = {_value(name, value)},\n" for name, value in fields.items() if value not in ("", "{}"))
    return f"@{'article' if article.outlet else 'misc'}{{{reference_key(article)},\n{lines}}}\n\n"


def _value(name: str, value: str) -> str:
    return value if name == "month" else f"{{{value}}}"  # months are BibTeX's own macros


def _latex(text: str) -> str:
    return " ".join(visible_line(text).split()).translate(_LATEX)


def _url(url: str) -> str:
    return _NOT_IN_URLS.sub(lambda match: f"%{ord(match.group()):02X}", visible_line(url))


def _capture(article: ExportArticle) -> str:
    revision = article.revision
    return f"Revision {revision.number}" + (f", {revision.proof}" if revision.proof else "")
