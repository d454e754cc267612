"""Commands about who speaks: voices, timeline, correct, evaluate."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from tuinews.cli.mark import words_in
from tuinews.cli.printing import day, iso, say, say_json, statement_json, table, warn
from tuinews.core.errors import BadUsage
from tuinews.library.correcting import without_marks
from tuinews.library.views import Target

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy
    from tuinews.core.models import StatementRow
    from tuinews.library.correcting import CorrectionKind


@click.command()
@click.argument("name", required=False)
@click.option("--join", "joined", multiple=True, metavar="OTHER", help="OTHER is the same voice as NAME.")
@click.option("--rename", metavar="NEW", help="NAME is called NEW from now on.")
@click.option("--part", is_flag=True, help="NAME is a voice of its own again.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def voices(
    lazy: Lazy, name: str | None, joined: tuple[str, ...], rename: str | None, part: bool, as_json: bool
) -> None:
    """Everyone who speaks in the library, the most quoted first; or join and part names.

    \b
    tuinews voices
    tuinews voices "Ilan Reyes" --join Reyes
    tuinews timeline 'by:"=Ilan Reyes"'
    """
    library = lazy.open()
    if joined or part or rename:
        if name is None:
            raise BadUsage("voices", "needs the NAME of a voice to join or part")
        if part:
            done = library.part_voice(name)
        else:
            done = library.join_voices(rename or name, [*joined, *([name] if rename else [])])
        say(done.message)
        return
    known = [voice for voice in library.voices() if name is None or name.casefold() in voice.name.casefold()]
    if as_json:
        say_json(
            [
                {"name": voice.name, "statements": voice.statements, "articles": voice.articles, "type": voice.type,
                 "role": voice.role, "aliases": list(voice.aliases), "tags": list(voice.tags),
                 "outlets": list(voice.outlets), "first": iso(voice.first), "last": iso(voice.last)}
                for voice in known
            ]
        )  # fmt: skip
    else:
        table(
            (
                [str(v.statements), day(v.first)[:10], day(v.last)[:10], v.type, v.name,
                 " ".join([*(f"#{tag}" for tag in v.tags), ", ".join(v.aliases)])]
                for v in known
            ),
            right=(0,),
        )  # fmt: skip


@click.command(context_settings={"ignore_unknown_options": True})  # `-word` is part of a search
@click.argument("query", nargs=-1, required=True)
@click.option("--utc", is_flag=True, help="Times in UTC, and beside them when each was first seen here.")
@click.option("--csv", "as_csv", is_flag=True, help="Print as CSV, times in UTC.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def timeline(lazy: Lazy, query: tuple[str, ...], utc: bool, as_csv: bool, as_json: bool) -> None:
    """Who said what, oldest first, across outlets.

    \b
    tuinews timeline by:reyes
    tuinews timeline 'tag:claim/ferry-drills' --csv > ferry.csv
    """
    from tuinews.library.timeline import as_csv as csv_of
    from tuinews.library.timeline import timeline as timeline_of

    rows, doubts = timeline_of(lazy.open(), " ".join(query))
    if as_json:
        say_json([statement_json(row) for row in rows])
    elif as_csv:
        say(csv_of(rows).removesuffix("\n"))
    else:
        table([*_times(row, utc), row.outlet, row.speaker or "—", " ".join(row.quote.split())] for row in rows)
    for doubt in doubts:
        warn(f"tuinews: {doubt}")


def _times(row: StatementRow, utc: bool) -> list[str]:
    return [f"{iso(row.published)}", f"seen {iso(row.seen)}"] if utc else [day(row.published)]


@click.command()
@click.argument("article", metavar="ID")
@click.argument("kind", type=click.Choice(["speaker", "span", "none", "missed"]))
@click.argument("words")
@click.option("--speaker", help="Who really said it (without it: nobody is named).")
@click.pass_obj
def correct(lazy: Lazy, article: str, kind: CorrectionKind, words: str, speaker: str | None) -> None:
    """Correct a statement: its speaker, its span, that it is none, or that one was missed. It survives every analysis.

    \b
    tuinews correct 12 speaker "We asked twice" --speaker "Mira Sol"
    tuinews correct 12 missed "the drills were never held" --speaker "Ilan Reyes"
    """
    library = lazy.open()
    view = library.analyse_article(library.find_article(article))
    meant = words_in(view, words)
    target = library.target_at(view, meant.start, meant.end)
    chosen, kind_of = without_marks(view.document.text, meant)
    if kind in ("span", "missed") or target.span is None:
        target = Target.of(view, chosen)
    library.correct(target, kind, speaker=speaker, kind_of=kind_of)
    say(f"Corrected article {view.id}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def evaluate(lazy: Lazy, as_json: bool) -> None:
    """Score the statement engine against your corrections."""
    from tuinews.library.analysing import score_engine

    score = score_engine(lazy.open().store)
    if as_json:
        say_json({"right": score.right, "wrong": score.wrong, "untouched": score.untouched})
        return
    total = score.right + score.wrong
    say(f"Of {total} corrections the engine gets {score.right} right by itself now, {score.wrong} still wrong.")
    say(f"In the same articles {score.untouched} statements stand as it found them.")


@click.command()
@click.option("--accept", type=int, metavar="NUMBER", help="Take what the newer engine found.")
@click.option("--keep", type=int, metavar="NUMBER", help="Keep the statement as it was.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def review(lazy: Lazy, accept: int | None, keep: int | None, as_json: bool) -> None:
    """Statements that bear your marks, and that a newer engine would find otherwise: keep them, or accept the new."""
    library = lazy.open()
    for number, new in ((accept, True), (keep, False)):
        if number is not None:
            done = library.settle_review(number, accept=new)
            verb, words = ("Accepted", done.new_words) if new else ("Kept", done.old_words)
            say(f"{verb} in article {done.article_id}: {words}")
            return
    waiting = library.reviews()
    if as_json:
        say_json([asdict(one) for one in waiting])
        return
    table(
        (
            [str(one.id), str(one.article_id), f"{one.old_speaker or '—'}: {one.old_words}"[:70],
             f"{one.new_speaker or '—'}: {one.new_words}" if one.new_words else "no statement"]
            for one in waiting
        ),
        right=(0, 1),
    )  # fmt: skip


COMMANDS = (voices, timeline, correct, review, evaluate)
