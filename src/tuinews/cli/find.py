"""Commands that find and show: search, show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tuinews.cli.printing import (
    article_json,
    day,
    iso,
    note_json,
    say,
    say_json,
    statement_json,
    table,
    warn,
)
from tuinews.core.models import ArticleView
from tuinews.core.quoting import quoted

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy


@click.command(context_settings={"ignore_unknown_options": True})  # `-word` is part of a search
@click.argument("query", nargs=-1)
@click.option("--statements", is_flag=True, help="List statements instead of articles.")
@click.option("--ranked", is_flag=True, help="The best match first, instead of the newest.")
@click.option("--limit", type=click.IntRange(1), help="The most results to print.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def search(
    lazy: Lazy, query: tuple[str, ...], statements: bool, ranked: bool, limit: int | None, as_json: bool
) -> None:
    """Find articles or statements. Anything may be written; how it was read is said when in doubt.

    \b
    words "a phrase" pref* -not  this OR that  (groups)
    title: feed: outlet: author: tag: note: url: lang: after: before: on: age: is:
    and of one and the same statement:  said: by: via: cue: kind: type: stance:

    \b
    tuinews search 'ferry -strike tag:safety after:yesterday'
    tuinews search --statements by:reyes said:drill
    """
    library, text = lazy.open(), " ".join(query)
    if statements:
        listing = library.search_statements(text, limit=limit)
        rows = library.statement_rows(listing.ids)
        if as_json:
            say_json([statement_json(row) for row in rows])
        else:
            table(
                ([str(row.article_id), day(row.published), row.kind, row.speaker or "—", row.quote] for row in rows),
                right=(0,),
            )
    else:
        listing = library.search(text, order="ranked" if ranked else "newest", limit=limit)
        articles = library.rows(listing.ids)
        if as_json:
            say_json([article_json(row) for row in articles])
        else:
            table(
                ([str(row.id), day(row.published), _marks(row), row.outlet, row.title] for row in articles), right=(0,)
            )
    for doubt in listing.doubts:
        warn(f"tuinews: {doubt}")


@click.command()
@click.argument("article", metavar="ID")
@click.option("--markdown", is_flag=True, help="Print as Markdown, with notes and statements.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.pass_obj
def show(lazy: Lazy, article: str, markdown: bool, as_json: bool) -> None:
    """Print an article, named by its number, its public id or its address."""
    library = lazy.open()
    view = library.analyse_article(library.find_article(article))
    if as_json:
        say_json(_article_json(view))
    elif markdown:
        from tuinews.library.exporting import as_markdown

        say(as_markdown(library, view.id))
    else:
        _show(view)


def _marks(row: object) -> str:
    read, starred, changed = (getattr(row, name) for name in ("read", "starred", "changed"))
    return f"{' ' if read else '●'}{'★' if starred else ' '}{'∆' if changed else ' '}"


def _show(view: ArticleView) -> None:
    say(view.row.title)
    about = [
        view.row.outlet,
        view.author,
        day(view.row.published),
        view.row.url,
        " ".join(f"#{tag}" for tag in view.tags),
    ]
    say(" · ".join(part for part in about if part))
    say()
    say("\n\n".join(view.document.text[leaf.start : leaf.end] for leaf in view.document.leaves()))
    for note in view.notes:
        say()
        say(f"✎ {note.author}, {day(note.changed)}{f', on {quoted(note.quote)}' if note.quote else ''}")
        say(note.body)


def _article_json(view: ArticleView) -> dict[str, object]:
    from tuinews.library.texts import in_article

    return {
        **article_json(view.row),
        "uid": view.uid,
        "author": view.author,
        "language": view.language,
        "published": iso(view.published),
        "text": view.document.text,
        "layout": [[r.start, r.end, r.kind, dict(r.attributes)] for r in view.document.layout],
        "inline": [[r.start, r.end, r.kind, dict(r.attributes)] for r in view.document.inline],
        "revision": {
            "number": view.revision.number,
            "origin": view.revision.origin,
            "fetched": iso(view.revision.fetched),
            "digest": view.revision.digest,
        },
        "notes_in_full": [note_json(note) for note in view.notes],
        "article_tags": list(view.tags),
        "statements_in_full": in_article(view).rows(),
    }


COMMANDS = (search, show)
