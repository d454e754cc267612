"""Commands that bring news in: add, import, refresh, feeds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tuinews.cli.printing import day, feed_json, say, say_json, table, warn
from tuinews.library.views import Progress

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@click.option("--article", is_flag=True, help="Store each page as an article, instead of subscribing.")
@click.pass_obj
def add(lazy: Lazy, urls: tuple[str, ...], article: bool) -> None:
    """Subscribe to feeds, or to the feeds of sites; or store single articles.

    \b
    tuinews add https://harbour.example/feed.xml
    tuinews add harbour.example                     the site's feed is found
    tuinews add --article https://harbour.example/ferry-inquiry
    """
    from tuinews.library.jobs import add_job

    library = lazy.open()
    sys.exit(1 if add_job(library.store, library.settings, _tell, urls, article) else 0)


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="FILE…|-")
@click.pass_obj
def import_(lazy: Lazy, files: tuple[Path, ...]) -> None:
    """Import files: OPML (subscriptions), HTML, Markdown or plain text (articles). `-` is standard input.

    \b
    tuinews import subscriptions.opml
    tuinews import interview.txt saved-page.html
    """
    from tuinews.library.jobs import import_job

    library = lazy.open()
    sys.exit(1 if import_job(library.store, library.settings, _tell, [str(path) for path in files]) else 0)


@click.command()
@click.argument("feeds", nargs=-1, type=int, metavar="[FEED]…")
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON.")
@click.pass_obj
def refresh(lazy: Lazy, feeds: tuple[int, ...], as_json: bool) -> None:
    """Fetch what is new, of all feeds or of those with these numbers (`tuinews feeds` lists them)."""
    from tuinews.library.jobs import refresh_job

    library = lazy.open()
    problems: list[dict[str, str]] = []
    bar = sys.stderr.isatty() and not as_json

    def tell(event: Progress) -> None:
        if event.kind == "problem":
            problems.append({"feed": event.name, "problem": event.message})
            warn(f"{chr(13) * bar}{_named(event)}".ljust(60 * bar))
        if bar and event.kind in ("feed", "page", "analysed"):
            what = {"feed": "feeds", "page": "full pages", "analysed": "articles analysed"}[event.kind]
            click.echo(f"\r{event.done}/{event.total} {what}".ljust(40), nl=False, err=True)

    finished = refresh_job(library.store, library.settings, tell, list(feeds) or None, leave=True)
    if bar:
        click.echo("\r" + " " * 40 + "\r", nl=False, err=True)
    if as_json:
        say_json({"feeds": finished.total, "new": finished.added, "changed": finished.changed, "problems": problems})
    else:
        say(finished.message)
    sys.exit(1 if problems else 0)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--health", is_flag=True, help="Show only the feeds that fail, since when and why.")
@click.pass_obj
def feeds(lazy: Lazy, as_json: bool, health: bool) -> None:
    """List the subscriptions."""
    views = [feed for feed in lazy.open().feeds() if feed.problem or not health]
    if as_json:
        say_json([feed_json(feed) for feed in views])
    elif health:
        table(
            (
                [str(feed.id), feed.name, day(feed.failing_since) if feed.failing_since else "", feed.problem]
                for feed in views
            ),
            right=(0,),
        )
    else:
        table(
            ([str(feed.id), f"{feed.unread}/{feed.total}", feed.folder, feed.name, feed.url] for feed in views),
            right=(0, 1),
        )


def _tell(event: Progress) -> None:
    if event.kind == "problem":
        warn(_named(event))
    elif event.kind == "feed":
        say(event.message)


def _named(event: Progress) -> str:
    """The problem's line, which names its thing once."""
    return event.message if event.name in event.message else f"{event.name}: {event.message}"


COMMANDS = (add, import_, refresh, feeds)
