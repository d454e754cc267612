"""Commands that show the engines at work on any text or page: statements, extract."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tuinews.cli.printing import say, say_json, table
from tuinews.core.errors import BadUsage

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy


@click.command()
@click.argument("articles", nargs=-1, metavar="[ID…|-]")
@click.option("--file", "files", multiple=True, type=click.Path(path_type=Path), help="The text of a file.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--jsonl", is_flag=True, help='Read {"id", "text"} lines, answer each with its statements.')
@click.option("--why", is_flag=True, help="Say by which rule each was found.")
@click.pass_obj
def statements(
    lazy: Lazy, articles: tuple[str, ...], files: tuple[Path, ...], as_json: bool, jsonl: bool, why: bool
) -> None:
    """Who said what in articles, in a file, or in a text on standard input (`-`).

    \b
    tuinews statements 12
    tuinews statements --file speech.txt --why
    tuinews statements --jsonl < texts.jsonl
    """
    from tuinews.library import texts

    if jsonl:
        if articles or files:
            raise BadUsage("statements --jsonl", "reads standard input alone")
        _answer(texts.statement_lines(sys.stdin))
        return
    found: list[dict[str, Any]] = []
    for path in files:
        found += [{"article": str(path), **row} for row in texts.statements_in_file(path)]
    for name in articles:
        if name == "-":
            found += [{"article": "-", **row} for row in texts.statements_in_text(sys.stdin.read())]
        else:
            view = lazy.open().analyse_article(lazy.open().find_article(name))
            found += [{"article": view.id, **row} for row in texts.statement_rows_of(view)]
    if not articles and not files:
        raise BadUsage(
            "statements", "needs an article, --file, or - for standard input", "See `tuinews statements --help`"
        )
    if as_json:
        say_json(found)
    else:
        _table(found, why)


@click.command()
@click.argument("source", required=False, metavar="FILE|URL")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--jsonl", is_flag=True, help='Read {"id", "url", "html_path"} lines, answer each with its article.')
def extract(source: str | None, as_json: bool, jsonl: bool) -> None:
    """The article of a web page: its title, author, date and text.

    \b
    tuinews extract https://harbour.example/ferry-inquiry
    tuinews extract saved-page.html --json
    """
    from tuinews.library import texts

    if jsonl:
        _answer(texts.extract_lines(sys.stdin))
        return
    if source is None:
        raise BadUsage("extract", "needs a file or an address", "See `tuinews extract --help`")
    page = texts.extract(source)
    if as_json:
        say_json(page)
        return
    say(page["title"])
    say(" · ".join(str(page[name]) for name in ("site", "author", "published", "canonical_url") if page[name]))
    say()
    say(page["text"])


def _answer(lines: Any) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _table(found: list[dict[str, Any]], why: bool) -> None:
    rows = []
    for row in found:
        via = " ← ".join(relay["name"] for relay in row["via"])
        speaker = row["speaker"] or "—"
        rows.append(
            [
                row["kind"],
                f"{speaker} (via {via})" if via else speaker,
                row["cue"] or "",
                f"{row['confidence']:.2f}",
                *([row.get("why", "")] if why else []),
                " ".join(row["text"].split()),
            ]
        )
    table(rows)


COMMANDS = (statements, extract)
