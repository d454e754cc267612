"""Commands on the subscriptions: feeds, feed."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from tuinews.cli.printing import day, feed_json, iso, say, say_json, table, warn
from tuinews.core.errors import BadInput
from tuinews.core.links import without_userinfo
from tuinews.core.sanitize import visible_line

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy
    from tuinews.library import Library
    from tuinews.storage.feeds import FeedHealth


@click.command()
@click.argument("number", type=int, metavar="FEED")
@click.option("--pause/--resume", "paused", default=None, help="Leave it alone, or ask for it again.")
@click.option("--hide/--show", "hidden", default=None, help="Leave it out of the feed tree, or not.")
@click.option("--watch/--no-watch", default=None, help="Fetch the pages of all its articles again, to see edits.")
@click.option("--name", help='Its name here; "" for its own.')
@click.option("--folder", help="The folder it stands in.")
@click.option("--tag", "tags", multiple=True, help="Its tags, instead of those it has; may be given several times.")
@click.option("--fetch-pages", type=click.Choice(["auto", "always", "never", ""]), help="Full pages of its entries.")
@click.option("--interval", type=int, help="Minutes between two refreshes; 0: as often as it changes.")
@click.option("--keep", type=int, help="Keep at most so many of its articles, besides unread and marked ones; 0: all.")
@click.option("--user-agent", help="What it is told that we are.")
@click.option("--proxy", help="The proxy it is asked through.")
@click.option("--header", "headers", multiple=True, help='A header to send, as "Name: value".')
@click.option("--cookies", help="A cookies.txt, for the feed and its pages.")
@click.option("--credentials", help="A file of mode 600 whose first line is user:password.")
@click.option("--login", metavar="USER", help='Ask for the password of a user, and keep both; "" forgets them.')
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def feed(lazy: Lazy, /, number: int, as_json: bool, **options: Any) -> None:
    """Show one feed's settings, or change them. An empty value takes a setting back.

    \b
    tuinews feed 3 --pause
    tuinews feed 3 --name "Harbour Times" --folder Coast --interval 30
    """
    from tuinews.library.feed_settings import FeedChange, change_feed, shown_settings

    library = lazy.open()
    given = {key: value for key, value in options.items() if value is not None and value != ()}
    if given.get("login"):
        given["login"] += ":" + click.prompt("Password", hide_input=True, err=True)
    if given:
        done = change_feed(library.store, library.settings, number, FeedChange(**given))
        if not as_json:
            say(done.message)
            return
    settings = shown_settings(library.store, number)
    if as_json:
        say_json(settings)
    else:
        table([[key.replace("_", "-"), _written(value)] for key, value in settings.items()])


def _written(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--health", is_flag=True, help="Show how each fares: failing since when, why, and what is set for it.")
@click.option("--edit", is_flag=True, help="Edit all of them as text, in $VISUAL or $EDITOR.")
@click.option("--confirm", is_flag=True, help="Say for each feed that a program gives whether it may run.")
@click.option("--yes", is_flag=True, help="With --edit: end subscriptions whose lines are gone without asking.")
@click.pass_obj
def feeds(lazy: Lazy, as_json: bool, health: bool, edit: bool, confirm: bool, yes: bool) -> None:
    """List the subscriptions, or edit them all."""
    library = lazy.open()
    if edit:
        _edit(library, yes=yes)
        return
    if confirm:
        _confirm(library)
        return
    if health:
        _say_health(library, as_json=as_json)
        return
    views = library.feeds()
    if as_json:
        say_json([feed_json(feed) for feed in views])
    else:
        table(
            (
                [str(feed.id), f"{feed.unread}/{feed.total}", feed.folder, feed.name, without_userinfo(feed.url)]
                for feed in views
            ),
            right=(0, 1),
        )


def _say_health(library: Library, *, as_json: bool) -> None:
    from tuinews.library.feed_settings import health

    found = health(library.store)
    if as_json:
        times = ("failing_since", "not_before", "next_due")
        rows = [asdict(feed) | {"settings": _shown(feed.settings)} for feed in found]
        say_json([row | {name: iso(row[name] or None) for name in times} for row in rows])
        return
    table(([str(feed.id), feed.name, _state(feed), _pace(feed), _set(feed)] for feed in found), right=(0,))


def _state(feed: FeedHealth) -> str:
    """In a word or a sentence how a feed fares."""
    since = f" since {day(feed.failing_since)}" if feed.failing_since else ""
    why = f": {feed.problem}" if feed.problem else ""
    if feed.gone:
        return f"gone{since}{why}"
    if feed.paused:
        return "paused"
    if feed.settings.get("command") and not feed.allowed:
        return "off until its program is confirmed (--confirm)"
    later = f"; not before {iso(feed.not_before)}" if feed.not_before else ""
    return f"failing{since}{why}{later}" if feed.problem else "fine"


def _pace(feed: FeedHealth) -> str:
    minutes = round(feed.pause / 60)
    every = f"{minutes} min" if minutes < 120 else f"{round(minutes / 60)} h"
    return f"every {every}" if feed.settings.get("interval") else f"about every {every}"


def _set(feed: FeedHealth) -> str:
    """What the reader set for a feed, on one line; of headers and credentials only that there are some."""
    said = [f"in {feed.folder}"] * bool(feed.folder) + [f"#{tag}" for tag in feed.tags]
    for name, value in _shown(feed.settings).items():
        if name in ("cookies", "credentials") or (value is True and name != "paused"):
            said.append(name)
        elif name == "command":
            said.append(f"runs {visible_line(value[0])}")
        elif name not in ("paused", "interval", "source"):
            said.append(f"{'header' if name == 'headers' else name.replace('_', '-')} {_written(value)}")
    return " · ".join(said)


def _shown(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings with the mere names of headers: a value may be a key."""
    names = [line.partition(":")[0] for line in settings.get("headers", ())]
    return settings | ({"headers": names} if names else {})


def _edit(library: Library, *, yes: bool) -> None:
    """All feeds as text in an editor, until the text is right or the reader gives up; then it is kept in its file."""
    from tuinews.library.editor import open_in_editor, write_draft
    from tuinews.library.feed_list import apply_feed_list, feed_list, read_feed_list

    path = write_draft(feed_list(library.store), "feeds")
    try:
        while True:
            try:
                edits = read_feed_list(library.store, open_in_editor(path))
                break
            except BadInput as error:
                warn(str(error))
                if not _asked("Nothing was changed yet. Edit again?", otherwise=True):
                    raise click.Abort from error
        names = ", ".join(name for _, name in edits.removed)
        question = f"End {len(edits.removed)} subscriptions ({names})? Their articles stay."
        if edits.removed and not yes and not _asked(question):
            raise click.Abort
    except click.Abort:
        warn(f"Nothing was changed; what you wrote is in {path}")
        sys.exit(1)
    say(apply_feed_list(library.store, library.settings, edits).message)
    path.unlink()


def _confirm(library: Library) -> None:
    """Each program with its arguments, one a line, and whether it may run."""
    from tuinews.library.command_feeds import commands, confirm

    found = commands(library.store)
    if not found:
        say("No feed is given by a program")
    for one in found:
        say(f"Feed {one.feed_id}, {one.name}, runs at each refresh, without a shell:")
        for argument in one.arguments:
            say(f"    {visible_line(argument)}")
        if one.source:
            say(f"  and gives it {visible_line(without_userinfo(one.source))} to read")
        allowed = _asked("May it run?", otherwise=one.allowed)
        if allowed != one.allowed:
            say(confirm(library.store, library.settings, one.feed_id, allowed=allowed).message)


def _asked(question: str, *, otherwise: bool = False) -> bool:
    return click.confirm(question, default=otherwise, err=True)


COMMANDS = (feeds, feed)
