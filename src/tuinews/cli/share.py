"""Commands that take things out: export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tuinews.cli.printing import warn
from tuinews.core.errors import BadInput
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
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A file (default: standard output).")
@click.pass_obj
def export(lazy: Lazy, query: tuple[str, ...], kind: str, output: Path | None) -> None:
    """Write articles with their notes, tags and statements, or the subscriptions (opml).

    \b
    tuinews export is:noted --to markdown -o notes.md
    tuinews export --to opml > subscriptions.opml
    tuinews export --to archive -o library.jsonl    all of it; `tuinews import` rebuilds the library
    """
    from tuinews.library.exporting import export_pieces

    pieces = export_pieces(lazy.open(), " ".join(query), kind)
    if output is None:
        _print(pieces)
        return
    try:
        with output.open("w", encoding="utf-8") as file:
            file.writelines(pieces)
    except OSError as error:
        raise BadInput(str(output), f"cannot be written ({error.strerror})") from error
    warn(f"wrote {output}")


def _print(pieces: Iterator[str]) -> None:
    """Print pieces as they come, and a newline at the end unless they end with one."""
    last = "\n"
    for piece in pieces:
        click.echo(visible(piece), nl=False)
        last = piece or last
    if not last.endswith("\n"):
        click.echo()


COMMANDS = (export,)
