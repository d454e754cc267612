"""Commands that take things out: export, cite."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tuinews.cli.printing import say, warn
from tuinews.core.errors import BadInput, BadUsage
from tuinews.core.sanitize import visible

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy


@click.command(context_settings={"ignore_unknown_options": True})  # `-word` is part of a search
@click.argument("query", nargs=-1)
@click.option(
    "--to",
    "kind",
    default="markdown",
    show_default=True,
    type=click.Choice(["markdown", "opml", "webannotation", "csv", "csl-json", "bibtex", "html", "archive"]),
    help="The format.",
)
@click.option("--output", "-o", "given", default="", metavar="FILE", help="A file; of Markdown a FOLDER/ too.")
@click.option("--describe", is_flag=True, help="Only say what a format holds: the columns of csv, and how others are.")
@click.pass_obj
def export(lazy: Lazy, query: tuple[str, ...], kind: str, given: str, describe: bool) -> None:
    """Write articles with their notes, tags and statements, or the subscriptions (opml).

    \b
    tuinews export is:noted --to markdown -o notes.md
    tuinews export is:starred -o vault/                one file for each article, with front matter
    tuinews export --to opml > subscriptions.opml
    tuinews export --to archive -o library.jsonl    all of it; `tuinews import` rebuilds the library
    """
    from tuinews.library.exporting import description, export_folder, export_pieces

    if describe:
        say(description(kind))
        return
    if query and kind in _OF_EVERYTHING:
        raise BadUsage(f"export --to {kind}", f"takes {_OF_EVERYTHING[kind]}, and no search", "Leave it out")
    output = Path(given) if given else None
    if output is not None and (output.is_dir() or given.endswith(("/", os.sep))):
        if kind != "markdown":
            raise BadUsage(str(output), f"is a folder, and {kind} goes into one file", "Name a file")
        try:
            count = export_folder(lazy.open(), " ".join(query), output)
        except OSError as error:
            raise BadInput(str(output), f"cannot be written ({error.strerror})") from error
        warn(f"wrote {count:,} files to {output}")
        return
    pieces = export_pieces(lazy.open(), " ".join(query), kind)
    if output is None:
        _print(pieces)
        return
    try:
        _write(output, pieces)
    except OSError as error:
        raise BadInput(str(output), f"cannot be written ({error.strerror})") from error
    warn(f"wrote {output}")


_OF_EVERYTHING = {"archive": "the whole library", "opml": "all subscriptions"}


def _write(output: Path, pieces: Iterator[str]) -> None:
    """Write a file whole, or leave what stood there: an older export may be the only copy. Raises OSError."""
    if output.exists() and not output.is_file():  # a pipe, a device
        with output.open("w", encoding="utf-8") as file:
            file.writelines(pieces)
        return
    part = output.with_name(f"{output.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            file.writelines(pieces)
        part.replace(output.resolve())
    finally:
        part.unlink(missing_ok=True)


def _print(pieces: Iterator[str]) -> None:
    """Print pieces as they come, and a newline at the end unless they end with one."""
    last = "\n"
    for piece in pieces:
        click.echo(visible(piece), nl=False)
        last = piece or last
    if not last.endswith("\n"):
        click.echo()


@click.command()
@click.argument("article", metavar="ID")
@click.option("--on", "quote", metavar="WORDS", help="The statement that holds these words, or just these words.")
@click.pass_obj
def cite(lazy: Lazy, article: str, quote: str | None) -> None:
    """Print a citation: words, speaker, via, article, outlet, date, link, time of capture and digest, and
    [attribution unchecked] until it was checked. Its form is the setting `citation`.

    \b
    tuinews cite 12 --on "every drill was skipped"
    """
    from tuinews.cli.mark import target_of
    from tuinews.library.exporting import citation_of

    library = lazy.open()
    target = target_of(library, article, quote)
    view = library.analyse_article(target.article_id)
    here = (one.id for one in view.statements if (one.statement.start, one.statement.end) == target.span)
    statement = next(here, None) if target.statement else None
    say(citation_of(library, view.id, statement, "" if statement is not None else quote or ""))


COMMANDS = (export, cite)
