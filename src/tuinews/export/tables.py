"""Statements as CSV (RFC 4180, with bare line feeds; UTF-8): one row per statement and tag.

A statement without tags has one row. The columns:

| column | is |
| --- | --- |
| `statement` | stable id, made from the article, the words, and how many of the same words stand before |
| `article` | public id of the article, the same in every library |
| `title`, `outlet`, `article_author`, `url`, `language` | of the article |
| `published` | ISO 8601, with the publisher's own offset |
| `revision`, `fetched` | number of the revision, when it was fetched (UTC) |
| `digest` | `sha256:` and that of the fetched bytes, or `entry:` and a digest of the entry in the feed |
| `start`, `end` | of the words, in code points of the article's text |
| `fragments` | each contiguous piece as `start-end kind`, joined by `; ` |
| `words` | what was said, fragments joined by ` … ` |
| `kind` | direct, mixed, indirect; none: a reader said that this is no statement |
| `origin` | who said it: the name, or the words that stand for the speaker; empty: nobody |
| `named` | yes when `origin` is a name |
| `type` | of the origin: person, organisation, place, document, anonymous |
| `role` | what the article calls the origin ("union lawyer") |
| `via` | who relayed it, from the page back to the origin, joined by ` ← ` |
| `cue`, `stance` | the words that report it; says, claims, denies, confirms, asks, believes |
| `confidence` | share of such statements that are right, 0 to 1 |
| `attribution` | unchecked, checked: did they say it? |
| `status` | of the claim: open, confirmed, disputed, false |
| `proof` | an address or a few words, for what was decided |
| `corrected`, `corrected_by` | what was corrected (speaker, span, missed, none), joined by `; `, and by whom |
| `tag`, `value` | one tag on the statement, and its value (`concept=aid`) |
| `author`, `tagged` | who put the tag, and when (UTC); empty without a tag |
| `engine` | version of the engine that found the statement |

What a reader said is no statement has a row of its own, after those of its article: `statement` is the correction's id,
`kind` and `corrected` are none, `start` and `end` are empty when its words are gone, and what only a statement has is
empty. Whoever counts statements leaves out the rows whose kind is none.

A cell that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line end, also after
blanks or as a full-width character), or that begins with an apostrophe, has one apostrophe put before it. Take that
away from a cell that begins with one, and you have the very text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from tuinews.core.sanitize import visible
from tuinews.export.records import ExportArticle, ExportCorrection, ExportStatement, ExportTag

COLUMNS = (
    "statement", "article", "title", "outlet", "article_author", "url", "language", "published", "revision", "fetched",
    "digest", "start", "end", "fragments", "words", "kind", "origin", "named", "type", "role", "via", "cue", "stance",
    "confidence", "attribution", "status", "proof", "corrected", "corrected_by", "tag", "value", "author",
    "tagged", "engine",
)  # fmt: skip

_OBEYED = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n']")


def to_csv(articles: Iterable[ExportArticle]) -> Iterator[str]:
    """The header, then the rows of each article."""
    yield _lines([COLUMNS])
    for article in articles:
        yield _lines(_rows(article))


def guarded_cell(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if _OBEYED.match(value) else value


def _lines(rows: Iterable[Iterable[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def _rows(article: ExportArticle) -> Iterator[list[str]]:
    about = _about_article(article)
    for statement in article.statements:
        shared = about | _about_statement(article, statement)
        for tag in statement.tags or (None,):
            row = shared | _about_tag(tag)
            yield [guarded_cell(visible(row[name])) for name in COLUMNS]
    for correction in article.corrections:
        if correction.kind == "none":
            row = about | _about_none(article, correction) | _about_tag(None)
            yield [guarded_cell(visible(row.get(name, ""))) for name in COLUMNS]


def _about_article(article: ExportArticle) -> dict[str, str]:
    return {
        "article": article.uid,
        "title": article.title,
        "outlet": article.outlet,
        "article_author": article.author,
        "url": article.link,
        "language": article.language,
        "published": article.published.isoformat(timespec="seconds") if article.published else "",
        "revision": str(article.revision.number),
        "fetched": article.revision.fetched.isoformat(timespec="seconds"),
        "digest": article.revision.proof,
        "engine": article.engine,
    }


def _about_statement(article: ExportArticle, shown: ExportStatement) -> dict[str, str]:
    statement, source, cue = shown.statement, shown.statement.source, shown.statement.cue
    return {
        "statement": shown.uid,
        "start": str(statement.start),
        "end": str(statement.end),
        "fragments": "; ".join(f"{piece.start}-{piece.end} {piece.kind}" for piece in statement.fragments),
        "words": shown.words,
        "kind": statement.kind,
        "origin": shown.speaker,
        "named": "yes" if source and source.name else "no",
        "type": source.type if source else "",
        "role": source.role if source else "",
        "via": " ← ".join(relay.name for relay in statement.via),
        "cue": article.document.text[cue.start : cue.end] if cue else "",
        "stance": statement.stance,
        "confidence": f"{statement.confidence:.3f}",
        "attribution": shown.attribution,
        "status": shown.status,
        "proof": shown.proof,
        "corrected": "; ".join(dict.fromkeys(one.kind for one in shown.corrections)),
        "corrected_by": "; ".join(dict.fromkeys(one.author for one in shown.corrections)),
    }


def _about_none(article: ExportArticle, correction: ExportCorrection) -> dict[str, str]:
    """What a reader said is no statement."""
    span = correction.span
    return {
        "statement": correction.uid,
        "start": "" if span is None else str(span.start),
        "end": "" if span is None else str(span.end),
        "words": correction.anchor.exact if span is None else article.document.text[span.start : span.end],
        "kind": "none",
        "corrected": "none",
        "corrected_by": correction.author,
    }


def _about_tag(tag: ExportTag | None) -> dict[str, str]:
    if tag is None:
        return {"tag": "", "value": "", "author": "", "tagged": ""}
    name, _, value = tag.name.partition("=")
    tagged = tag.created.isoformat(timespec="seconds")
    return {"tag": name, "value": value, "author": tag.author, "tagged": tagged}
