"""Commands that show the engines at work on any text or page: statements, extract."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tuinews.cli.printing import inert_json, say, say_json, table
from tuinews.core.errors import BadUsage

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy
    from tuinews.core.statement import Statement
    from tuinews.library.texts import Found


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
    if not articles and not files:
        raise BadUsage("statements", "needs an article, --file, or - for standard input", "See --help")
    found = [texts.in_file(path) for path in files] + [_named(lazy, name) for name in articles]
    if as_json:
        say_json([row for text in found for row in text.rows()])
    else:
        table(_cells(text, statement, why) for text in found for statement in text.statements)


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
        sys.stdout.write(inert_json(line) + "\n")
        sys.stdout.flush()


def _named(lazy: Lazy, name: str) -> Found:
    """The statements of what an argument names: an article, or standard input."""
    from tuinews.library import texts

    if name == "-":
        return texts.in_text(sys.stdin.read())
    library = lazy.open()
    return texts.in_article(library.analyse_article(library.find_article(name)))


def _cells(text: Found, statement: Statement, why: bool) -> list[str]:
    chain = " ← ".join([*(relay.name for relay in statement.via), text.speaker(statement)])
    cue = text.text[statement.cue.start : statement.cue.end] if statement.cue is not None else ""
    words = " ".join(statement.quote(text.text).split())
    return [statement.kind, chain, cue, f"{statement.confidence:.2f}", *([statement.why] if why else []), words]


COMMANDS = (statements, extract)
