"""Commands that bring news in: add, import, refresh."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tuinews.cli.printing import say, say_json, table, warn
from tuinews.core.links import without_userinfo
from tuinews.library.views import Progress

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy
    from tuinews.core.fetched import Subscription
    from tuinews.library import Library


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@click.option("--article", is_flag=True, help="Store each page as an article, instead of subscribing.")
@click.option("--all", "all_of_them", is_flag=True, help="Subscribe to all feeds of a site, without asking.")
@click.pass_obj
def add(lazy: Lazy, urls: tuple[str, ...], article: bool, all_of_them: bool) -> None:
    """Subscribe to feeds, or to the feeds of sites; or store single articles.

    \b
    tuinews add https://harbour.example/feed.xml
    tuinews add harbour.example                     the site's feed is found; of several you choose
    tuinews add --article https://harbour.example/ferry-inquiry
    """
    from tuinews.library.jobs import add_job

    library = lazy.open()
    choose = _all if all_of_them else _chosen if sys.stdin.isatty() else None
    sys.exit(1 if add_job(library.store, library.settings, _tell, urls, article, choose, leave=True) else 0)


def _all(found: list[Subscription]) -> list[Subscription]:
    return found


def _chosen(found: list[Subscription]) -> list[Subscription]:
    """Those whose numbers the reader names."""
    say(f"There are {len(found)} feeds:")
    table([[str(number), feed.name, without_userinfo(feed.url)] for number, feed in enumerate(found, 1)], right=(0,))
    while True:
        said = click.prompt("Which? Numbers, or all", default="1", err=True).replace(",", " ").split()
        if said == ["all"]:
            return found
        if said and all(word.isdecimal() and 0 < int(word) <= len(found) for word in said):
            return [found[int(word) - 1] for word in dict.fromkeys(said)]
        warn(f"Write numbers from 1 to {len(found)}, as in: 1 3")


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="FILE…|-")
@click.option("--map", "mapping", metavar="FIELD=COLUMN,…", help="The columns of a corpus (CSV or JSON lines).")
@click.pass_obj
def import_(lazy: Lazy, files: tuple[Path, ...], mapping: str | None) -> None:
    """Import files: OPML (subscriptions), HTML, Markdown or plain text (articles), tables of texts, notes from
    elsewhere. `-` is standard input. Importing again changes nothing.

    \b
    tuinews import subscriptions.opml
    tuinews import interview.txt saved-page.html
    tuinews import corpus.csv --map title=headline,text=body,date=published,outlet=source
        fields: title text html date outlet url author language id
    tuinews import hypothesis.json readwise.csv          notes, tags, highlights
    tuinews import ~/.local/share/newsboat/cache.db      articles, what was read, flags as tags
    """
    from tuinews.ingest.corpus import read_mapping
    from tuinews.library.jobs import import_job

    fields = read_mapping(mapping) if mapping else None
    library = lazy.open()
    paths = [str(path) for path in files]
    sys.exit(1 if import_job(library.store, library.settings, _tell, paths, fields, leave=True) else 0)


@click.command()
@click.argument("feeds", nargs=-1, type=int, metavar="[FEED]…")
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON.")
@click.option("--every", metavar="TIME", help="Stay, and refresh what is due each time: 90s, 15m, 2h.")
@click.pass_obj
def refresh(lazy: Lazy, feeds: tuple[int, ...], as_json: bool, every: str | None) -> None:
    """Fetch what is new, of all feeds or of those with these numbers (`tuinews feeds` lists them).

    Ctrl-C ends it at any moment; what was stored stays, and the rest is asked for again the next time.
    """
    library, pause = lazy.open(), _seconds(every) if every else 0.0
    chosen, problems = list(feeds) or None, 0
    try:
        problems = _refresh_once(library, chosen, as_json=as_json)
        while pause:
            time.sleep(pause)
            problems = _refresh_once(library, chosen, as_json=as_json, due=pause * _PUNCTUAL)
    except KeyboardInterrupt:
        warn("Stopped; what was stored stays")
        sys.exit(130)
    sys.exit(1 if problems else 0)


def _refresh_once(library: Library, feeds: list[int] | None, *, as_json: bool, due: float | None = None) -> int:
    """Refresh, tell of it, and return how many problems there were."""
    from tuinews.library.jobs import refresh_job

    problems: list[dict[str, str]] = []
    bar = sys.stderr.isatty() and not as_json

    def tell(event: Progress) -> None:
        if event.kind == "problem":
            problems.append({"feed": event.name, "problem": event.message})
            warn(f"{chr(13) * bar}{_named(event)}".ljust(60 * bar))
        if bar and event.kind in ("feed", "page", "analysed"):
            what = {"feed": "feeds", "page": "full pages", "analysed": "articles analysed"}[event.kind]
            click.echo(f"\r{event.done}/{event.total} {what}".ljust(40), nl=False, err=True)

    finished = refresh_job(library.store, library.settings, tell, feeds, leave=True, due=due)
    if bar:
        click.echo("\r" + " " * 40 + "\r", nl=False, err=True)
    if as_json:
        say_json({"feeds": finished.total, "new": finished.added, "changed": finished.changed, "problems": problems})
    else:
        say(finished.message)
    return len(problems)


_PUNCTUAL = 0.9  # a feed that was asked a little late the last time is asked this time all the same
_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


def _seconds(time_span: str) -> float:
    """Seconds of a stretch of time as written (90s, 15m, 2h; a bare number is minutes)."""
    number, unit = (time_span[:-1], time_span[-1]) if time_span[-1:] in _UNITS else (time_span, "m")
    if not number.isdecimal() or not 1 <= int(number) * _UNITS[unit] <= 30 * 86400:
        raise click.BadParameter(f"{time_span!r} is no time; write it as 90s, 15m or 2h", param_hint="--every")
    return int(number) * _UNITS[unit]


def _tell(event: Progress) -> None:
    if event.kind == "problem":
        warn(_named(event))
    elif event.kind == "feed":
        say(event.message)


def _named(event: Progress) -> str:
    """The problem's line, which names its thing once."""
    return event.message if event.name in event.message else f"{event.name}: {event.message}"


COMMANDS = (add, import_, refresh)
