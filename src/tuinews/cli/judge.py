"""Commands that say what the reader holds of statements and claims: status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tuinews.cli.mark import target_of
from tuinews.cli.printing import say, say_json, table
from tuinews.core.errors import BadUsage
from tuinews.core.query import CHOICES

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy
    from tuinews.core.models import ArticleView


@click.command()
@click.argument("target", required=False, metavar="[ID|CLAIM]")
@click.argument("status", required=False, type=click.Choice(CHOICES["status"]))
@click.option("--on", "quote", metavar="WORDS", help="The statement that holds these words of the article.")
@click.option("--checked/--unchecked", "checked", default=None, help="Whether they really said it.")
@click.option("--proof", default="", metavar="TEXT", help="An address or a few words that prove it.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def status(
    lazy: Lazy, target: str | None, status: str | None, quote: str | None, checked: bool | None, proof: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Say whether a statement was said and whether it is so, or what holds of a claim (a tag); list what was said.

    \b
    tuinews status                                            the claims
    tuinews status 12                                         the statements of an article
    tuinews status 12 disputed --on "every drill was skipped" --checked
    tuinews status claim/ferry-drills false --proof https://harbour.example/report
    """  # fmt: skip
    library = lazy.open()
    decides = status is not None or checked is not None or bool(proof)
    attribution = None if checked is None else ("checked" if checked else "unchecked")
    if decides and target is not None and quote is None:
        if _is_article(target):
            raise BadUsage(f"status {target}", "needs the words of a statement", "Name them with --on")
        say(library.judge(target, attribution, status, proof).message)
    elif decides and target is not None:
        meant = target_of(library, target, quote)
        if not meant.statement:
            hint = f"`tuinews statements {target}` lists them; `tuinews correct {target} missed WORDS` marks one"
            raise BadUsage(f"status {target}", "these words are in no statement", hint)
        say(library.judge(meant, attribution, status, proof).message)
    elif decides:
        raise BadUsage("status", "needs an article or a claim", "See `tuinews status --help`")
    elif target is not None and _is_article(target):
        _list_statements(library.analyse_article(library.find_article(target)), as_json)
    else:
        known = [claim for claim in library.claims() if target in (None, claim.tag)]
        if as_json:
            say_json([{"claim": c.tag, "status": c.status, "proof": c.proof, "author": c.author,
                       "statements": c.statements} for c in known])  # fmt: skip
        else:
            table(([c.status, str(c.statements), f"#{c.tag}", c.proof] for c in known), right=(1,))


def _is_article(name: str) -> bool:
    """A claim is written as a tag; an article as its number, its public id or its address."""
    return name.isdigit() or "://" in name or (len(name) == 16 and all(char in "0123456789abcdef" for char in name))


def _list_statements(view: ArticleView, as_json: bool) -> None:
    if as_json:
        say_json([_json(view, i) for i in range(len(view.statements))])
        return
    table(
        [shown.attribution, shown.status, shown.speaker, " ".join(shown.text.split()), shown.proof]
        for shown in view.statements
    )


def _json(view: ArticleView, number: int) -> dict[str, Any]:
    shown = view.statements[number]
    return {
        "article": view.id, "start": shown.statement.start, "end": shown.statement.end, "speaker": shown.speaker,
        "text": shown.text, "attribution": shown.attribution, "status": shown.status, "proof": shown.proof or None,
    }  # fmt: skip


COMMANDS = (status,)
