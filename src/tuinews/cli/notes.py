"""Commands about notes and tags as a whole: notes, tags."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
from msgspec.structs import asdict

from tuinews.cli.mark import words_in
from tuinews.cli.printing import brief, day, iso, note_json, say, say_json, table, warn
from tuinews.core.errors import BadUsage

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy
    from tuinews.core.models import ArticleView
    from tuinews.core.statement import Span
    from tuinews.library import Library
    from tuinews.storage.notes import Sort


@click.command()
@click.option("--sort", type=click.Choice(["time", "article", "tag", "voice"]), default="time", show_default=True)
@click.option("--orphans", is_flag=True, help="What was written on words that are gone: notes, tags, verdicts.")
@click.option("--drafts", is_flag=True, help="What was being written in the reader and is no note yet.")
@click.option("--attach", metavar="ID", help="Let an orphan (or a note) stand on the words that --on names.")
@click.option("--on", "quote", metavar="WORDS", help="Words of the article, for --attach.")
@click.option("--change", nargs=2, metavar="ID TEXT", help="Let a note say TEXT; - is standard input.")
@click.option("--delete", metavar="ID", help="Delete a note.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def notes(
    lazy: Lazy, sort: Sort, orphans: bool, drafts: bool, attach: str | None, quote: str | None,
    change: tuple[str, str] | None, delete: str | None, as_json: bool,
) -> None:  # fmt: skip
    """List your notes: the latest first, or by article, tag or voice (who said the words they stand on); change them.

    \b
    tuinews notes --sort voice
    tuinews notes --orphans
    tuinews notes --attach gn2rT0m1Kq8vXw3e --on "every drill was skipped"
    tuinews notes --change gn2rT0m1Kq8vXw3e "not so: see the May report"
    """
    library = lazy.open()
    if attach is not None:
        view, words = _words_of(library, attach, quote)
        say(library.attach(attach, words, view.revision.number).message)
    elif change is not None:
        uid, text = change
        say(library.edit_note(uid, sys.stdin.read() if text == "-" else text).message)
    elif delete is not None:
        say(library.delete_note(delete).message)
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
                [one.uid, str(one.article_id), one.record.replace("tagging", "tag"), f"revision {one.revision}",
                 brief(one.quote), " ".join(one.says.split())]
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


def _words_of(library: Library, uid: str, quote: str | None) -> tuple[ArticleView, Span]:
    """Where WORDS stand in the article of a note, tag, …. Raises BadUsage, NotFound."""
    history = library.history(uid)
    row = (history[-1].after or history[-1].before or {}) if history else {}
    if not quote or row.get("article_id") is None:
        raise BadUsage(f"notes --attach {uid}", "needs an ID from `tuinews notes --orphans`, and --on WORDS")
    view = library.article(row["article_id"])
    return view, words_in(view, quote)


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


COMMANDS = (notes, tags)
