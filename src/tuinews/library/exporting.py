"""Taking things out: records filled from the library, and the formats that are made from them."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tuinews.core import clock
from tuinews.core.errors import BadInput, NotFound
from tuinews.core.fetched import Subscription
from tuinews.core.links import is_web
from tuinews.core.models import ArticleView, StatementView
from tuinews.core.query import STATEMENT_FIELDS, And, Field, Node, Not, Or, Pattern, parse_query
from tuinews.core.statement import Span, same_words
from tuinews.export.records import (
    ExportArticle,
    ExportCorrection,
    ExportNote,
    ExportRevision,
    ExportStatement,
    ExportTag,
    ExportVerdict,
    speaker_of,
    statement_uid,
)
from tuinews.library.door import Library
from tuinews.storage import captures, outgoing, statements
from tuinews.storage.outgoing import Tagging


def as_markdown(library: Library, article_id: int) -> str:
    """One article as Markdown with front matter, notes and statements. Raises NotFound."""
    from tuinews.export.markdown import article_to_markdown

    return article_to_markdown(export_article(library, article_id))


def export_text(library: Library, query: str, kind: str) -> str:
    """What a search finds (everything, when it is empty), in one of `KINDS`. "opml": the subscriptions, "archive": the
    whole library, whatever is searched. Raises BadInput for another kind."""
    return "".join(export_pieces(library, query, kind))


def export_folder(library: Library, query: str, folder: Path) -> int:
    """Write each article that a search finds as a Markdown file of its own, with front matter; how many. An article
    that was written there before is written over, under its present title. Raises OSError."""
    from tuinews.export.markdown import article_to_markdown, file_name

    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for article in _found(library, query):
        name = file_name(article)
        for before in folder.glob(f"*-{article.uid[:12]}.md"):
            if before.name != name:
                before.unlink()
        (folder / name).write_text(article_to_markdown(article), encoding="utf-8")
        count += 1
    return count


def export_warc(library: Library, article_ids: Sequence[int], path: Path) -> int:
    """Write the captures of articles into a WARC file (packed when its name ends in .gz); how many pages. Raises
    NotFound, OSError; BadInput for damaged bytes."""
    from tuinews.export.warc import CapturedPage, write_warc

    def pages() -> Iterator[CapturedPage]:
        for article_id in article_ids:
            view = library.article(article_id)
            for one in captures.kept(library.store.connection, article_id):
                yield CapturedPage(
                    view.uid, view.row.title, one.number, one.url or view.row.url, _moment(one.fetched), one.digest,
                    one.headers, one.extractor, one.chain, one.body,
                )  # fmt: skip

    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            count = write_warc(file, path.name, pages(), packed=path.suffix == ".gz")
        part.replace(path)
    except zlib.error as error:
        raise BadInput("capture", f"is damaged ({error})", "`tuinews verify` says which") from error
    finally:
        part.unlink(missing_ok=True)
    return count


def export_pieces(library: Library, query: str, kind: str) -> Iterator[str]:
    """`export_text` in pieces, so that an export of everything needs the memory of one article."""
    if kind not in KINDS:
        raise BadInput(kind, "is no format", f"There are {', '.join(KINDS)}")
    return KINDS[kind](library, query)


def description(kind: str) -> str:
    """What a format of `KINDS` holds, for who reads it with another program: what its module says of it."""
    where = {"archive": "tuinews.storage.archive", "csv": "tuinews.export.tables"}
    where |= dict.fromkeys(("csl-json", "bibtex"), "tuinews.export.references")
    return inspect.cleandoc(importlib.import_module(where.get(kind, f"tuinews.export.{kind}")).__doc__ or "")


def citation_of(library: Library, article_id: int, statement_id: int | None = None, words: str = "") -> str:
    """What `y` copies: a citation of a statement (`StatementView.id`), of other `words` of the article, or of the
    article itself. Raises NotFound."""
    from tuinews.export.citation import citation

    view, article = _read(library, article_id)
    by_id = {shown.id: record for shown, record in zip(view.statements, article.statements, strict=True)}
    if statement_id is not None and statement_id not in by_id:
        raise NotFound(f"statement {statement_id}", "is not in this article")
    form = library.settings.citation
    return citation(article, None if statement_id is None else by_id[statement_id], words, form)


def export_article(library: Library, article_id: int) -> ExportArticle:
    """Everything about one article; its statements are found now if they were not yet. Raises NotFound."""
    return _read(library, article_id)[1]


def _read(library: Library, article_id: int) -> tuple[ArticleView, ExportArticle]:
    view = library.article(article_id)
    if not view.analysed:
        view = library.analyse_article(article_id)
    return view, _record(library, view)


def _record(library: Library, view: ArticleView) -> ExportArticle:
    connection, article_id = library.store.connection, view.id
    tags = list(outgoing.taggings(connection, article_id))
    corrections = tuple(
        ExportCorrection(uid, kind, detail.get("speaker"), detail.get("kind") or "", author, _moment(at), anchor, span)
        for uid, kind, detail, author, at, anchor, span in outgoing.corrections(connection, article_id)
    )
    return ExportArticle(
        uid=view.uid,
        title=view.row.title,
        document=view.document,
        revision=ExportRevision(view.revision.number, _moment(view.revision.fetched), view.revision.digest),
        url=view.row.url,
        outlet=view.row.outlet,
        author=view.author,
        published=None if view.published is None else clock.with_offset(view.published, view.published_offset),
        language=view.language,
        revisions=tuple(
            ExportRevision(number, _moment(fetched), digest)
            for number, fetched, digest in outgoing.revisions(connection, article_id)
        ),
        engine=statements.engine_of(connection, article_id) or "",
        statements=tuple(_statements(view, tags, corrections)),
        notes=tuple(_notes(library, view)),
        tags=tuple(_tag(tagging) for tagging in tags),
        corrections=corrections,
        verdicts=tuple(
            ExportVerdict(uid, attribution, status, proof, author, _moment(created), _moment(changed), anchor)
            for uid, attribution, status, proof, author, created, changed, anchor in outgoing.verdicts(
                connection, article_id
            )
        ),
        starred=view.row.starred,
        read=view.row.read,
    )


def _markdown(library: Library, query: str) -> Iterator[str]:
    from tuinews.export.markdown import article_to_markdown, articles_to_markdown

    ids = library.search(query).ids
    if len(ids) == 1:
        return iter((article_to_markdown(export_article(library, ids[0])),))
    return articles_to_markdown(_articles(library, ids))


def _webannotation(library: Library, query: str) -> Iterator[str]:
    from tuinews.export.webannotation import to_web_annotations

    yield to_web_annotations(_found(library, query))


def _csv(library: Library, query: str) -> Iterator[str]:
    from tuinews.export.tables import to_csv

    ids = library.search(query).ids
    if not _names_statements(parse_query(query).tree):
        return to_csv(_articles(library, ids))
    found = frozenset(library.search_statements(query).ids)
    return to_csv(_with_statements(library, article_id, found) for article_id in ids)


def _csl_json(library: Library, query: str) -> Iterator[str]:
    from tuinews.export.references import to_csl_json

    yield to_csl_json(_found(library, query))


def _bibtex(library: Library, query: str) -> Iterator[str]:
    from tuinews.export.references import to_bibtex

    return to_bibtex(_found(library, query))


def _html(library: Library, query: str) -> Iterator[str]:
    from tuinews.export.html import to_html

    return to_html(_found(library, query), query or "tuinews")


def _opml(library: Library, _query: str) -> Iterator[str]:
    from tuinews.export.opml import to_opml

    feeds = (
        Subscription(feed.url, "" if feed.name == feed.url else feed.name, feed.site_url, feed.folder, feed.tags)
        for feed in library.feeds()
        if is_web(feed.url)  # a program's feed is nobody else's
    )
    yield to_opml(feeds, clock.now())


def _archive(library: Library, _query: str) -> Iterator[str]:
    from tuinews.storage import archive

    return archive.write(library.store)


KINDS: dict[str, Callable[[Library, str], Iterator[str]]] = {
    "markdown": _markdown,
    "opml": _opml,
    "webannotation": _webannotation,
    "csv": _csv,
    "csl-json": _csl_json,
    "bibtex": _bibtex,
    "html": _html,
    "archive": _archive,
}
"""The formats, by the name that `tuinews export --to` knows."""


def _articles(library: Library, ids: Iterable[int]) -> Iterator[ExportArticle]:
    """The articles, but for those that went away since they were found."""
    for article_id in ids:
        with contextlib.suppress(NotFound):
            yield export_article(library, article_id)


def _with_statements(library: Library, article_id: int, found: Collection[int]) -> ExportArticle:
    """An article with those statements alone that a search found."""
    view, article = _read(library, article_id)
    kept = (record for shown, record in zip(view.statements, article.statements, strict=True) if shown.id in found)
    return replace(article, statements=tuple(kept))


def _names_statements(node: Node | None) -> bool:
    """Whether a search names fields of a statement: then it means just the statements for which they hold."""
    match node:
        case And(nodes) | Or(nodes):
            return any(map(_names_statements, nodes))
        case Not(inner):
            return _names_statements(inner)
        case Field(name) | Pattern(name):
            return name in STATEMENT_FIELDS
        case _:
            return False


def _found(library: Library, query: str) -> Iterator[ExportArticle]:
    return _articles(library, library.search(query).ids)


def _statements(
    view: ArticleView, tags: Sequence[Tagging], corrections: Sequence[ExportCorrection]
) -> Iterator[ExportStatement]:
    seen: Counter[str] = Counter()
    for shown in view.statements:
        here = Span(shown.statement.start, shown.statement.end)
        on_it = [tagging for tagging in tags if tagging.span is not None and same_words(tagging.span, here)]
        yield ExportStatement(
            uid=statement_uid(view.uid, shown.text, seen[shown.text]),
            statement=shown.statement,
            words=shown.text,
            speaker=_speaker(view, shown),
            attribution=shown.attribution,
            status=shown.status,
            tags=tuple(map(_tag, on_it)),
            proof=shown.proof,
            corrections=tuple(one for one in corrections if one.span is not None and same_words(one.span, here)),
        )
        seen[shown.text] += 1


def _speaker(view: ArticleView, shown: StatementView) -> str:
    return speaker_of(shown.statement, view.document.text)


def _notes(library: Library, view: ArticleView) -> Iterator[ExportNote]:
    anchors = outgoing.note_anchors(library.store.connection, view.id)
    for note in view.notes:
        yield ExportNote(
            uid=note.uid,
            body=note.body,
            author=note.author,
            created=_moment(note.created),
            changed=_moment(note.changed),
            anchor=anchors.get(note.uid),
            quote=note.quote,
            span=note.span,
            orphan=note.orphan,
        )


def _tag(tagging: Tagging) -> ExportTag:
    return ExportTag(tagging.uid, tagging.tag, tagging.author, _moment(tagging.created), tagging.anchor)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
