"""Commands that take things out: export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tuinews.cli.printing import say, warn
from tuinews.core.errors import BadInput

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy


@click.command(context_settings={"ignore_unknown_options": True})  # `-word` is part of a search
@click.argument("query", nargs=-1)
@click.option(
    "--to",
    "kind",
    default="markdown",
    show_default=True,
    type=click.Choice(["markdown", "opml", "webannotation", "csv", "csl-json", "bibtex", "html"]),
    help="The format.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A file (default: standard output).")
@click.pass_obj
def export(lazy: Lazy, query: tuple[str, ...], kind: str, output: Path | None) -> None:
    """Write articles with their notes, tags and statements, or the subscriptions (opml).

    \b
    tuinews export is:noted --to markdown -o notes.md
    tuinews export --to opml > subscriptions.opml
    """
    from tuinews.library.exporting import export_text

    text = export_text(lazy.open(), " ".join(query), kind)
    if output is None:
        say(text.removesuffix("\n"))
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(str(output), f"cannot be written ({error.strerror})") from error
    warn(f"wrote {output}")


COMMANDS = (export,)
