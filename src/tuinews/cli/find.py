"""Commands that find and show: search, show, notes, tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from msgspec.structs import asdict

from tuinews.cli.mark import words_in
from tuinews.cli.printing import (
    article_json,
    brief,
    day,
    iso,
    note_json,
    say,
    say_json,
    statement_json,
    table,
    warn,
)
from tuinews.core.errors import BadUsage
from tuinews.core.models import ArticleView
from tuinews.core.quoting import quoted
from tuinews.core.statement import Span

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy
    from tuinews.library import Library
    from tuinews.storage.notes import Sort


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


@click.command()
@click.option("--sort", type=click.Choice(["time", "article", "tag", "voice"]), default="time", show_default=True)
@click.option("--orphans", is_flag=True, help="What was written on words that are gone: notes, tags, verdicts.")
@click.option("--drafts", is_flag=True, help="What was being written in the reader and is no note yet.")
@click.option("--attach", metavar="ID", help="Let an orphan (or a note) stand on the words that --on names.")
@click.option("--on", "quote", metavar="WORDS", help="Words of the article, for --attach.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def notes(
    lazy: Lazy, sort: Sort, orphans: bool, drafts: bool, attach: str | None, quote: str | None, as_json: bool
) -> None:
    """List your notes: the latest first, or by article, tag or voice (who said the words they stand on).

    \b
    tuinews notes --sort voice
    tuinews notes --orphans
    tuinews notes --attach gn2rT0m1Kq8vXw3e --on "every drill was skipped"
    """
    library = lazy.open()
    if attach is not None:
        say(library.attach(attach, _words_of(library, attach, quote)).message)
    elif drafts:
        unfinished = library.drafts()
        if as_json:
            say_json([{**asdict(one), "at": iso(one.at)} for one in unfinished])
        else:
            table([str(one.article_id), day(one.at), brief(one.quote), " ".join(one.body.split())]
                  for one in unfinished)  # fmt: skip
    elif orphans:
        found = library.orphans()
        if as_json:
            say_json([{**asdict(one), "created": iso(one.created)} for one in found])
        else:
            table(
                [one.uid, str(one.article_id), one.record, f"revision {one.revision}", brief(one.quote),
                 " ".join(one.says.split())]
                for one in found
            )  # fmt: skip
    elif as_json:
        say_json([{**note_json(row.note), "voice": row.voice or None, "tags": row.tags}
                  for row in library.note_rows(sort)])  # fmt: skip
    else:
        table(
            (
                [row.note.uid, str(row.note.article_id), day(row.note.changed), row.note.author, row.voice,
                 " ".join(f"#{tag}" for tag in row.tags), brief(row.note.quote), " ".join(row.note.body.split())]
                for row in library.note_rows(sort)
            ),
            right=(1,),
        )  # fmt: skip


def _words_of(library: Library, uid: str, quote: str | None) -> Span:
    """Where WORDS stand in the article of a note, tag, …. Raises BadUsage, NotFound."""
    history = library.history(uid)
    row = (history[-1].after or history[-1].before or {}) if history else {}
    if not quote or row.get("article_id") is None:
        raise BadUsage(f"notes --attach {uid}", "needs an ID from `tuinews notes --orphans`, and --on WORDS")
    return words_in(library.article(row["article_id"]), quote)


@click.command()
@click.option("--rename", nargs=2, metavar="OLD NEW", help="Rename a tag everywhere, or merge it into another.")
@click.option("--delete", metavar="TAG", help="Take a tag off everything, with those below it.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def tags(lazy: Lazy, rename: tuple[str, str] | None, delete: str | None, as_json: bool) -> None:
    """List the tags in use with the number of articles that bear them, their values, the tags on voices, and what the
    codebook says."""
    library = lazy.open()
    if rename or delete:
        say((library.rename_tag(*rename) if rename else library.delete_tag(str(delete))).message)
        return
    for problem in library.codebook_problems:
        warn(f"tuinews: {problem}")
    used, values, on_voices, book = library.tags(), library.tag_values(), library.voice_tags(), library.codebook
    if as_json:
        say_json([
            {"tag": tag, "articles": count, "values": {value: n for name, value, n in values if name == tag}}
            for tag, count in used
        ] + [{"tag": tag, "voice": voice, "author": author} for voice, tag, author in on_voices])  # fmt: skip
        return
    rows = []
    for tag, count in used:
        code = book.code(tag)
        rows.append([str(count), f"#{tag}", code.description if code else ""])
        rows += [[str(n), f"  ={value}", ""] for name, value, n in values if name.casefold() == tag.casefold()]
    rows += [["voice", f"#{tag}", voice] for voice, tag, _ in on_voices]
    there = {tag.casefold() for tag, _ in used}
    rows += [["0", f"#{tag}", code.description] for tag, code in book.tags.items() if tag.casefold() not in there]
    table(rows, right=(0,))


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


COMMANDS = (search, show, notes, tags)
