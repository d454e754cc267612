"""Commands for what is searched again and again: saved, rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tuinews.cli.printing import say, say_json, table
from tuinews.core.counting import counted
from tuinews.core.errors import BadUsage

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy


@click.command(context_settings={"ignore_unknown_options": True})  # `-word` is part of a search
@click.argument("name", required=False)
@click.argument("query", nargs=-1)
@click.option("--rename", metavar="NEW", help="Give it another name.")
@click.option("--delete", is_flag=True, help="Delete it.")
@click.option(
    "--notify", "how", metavar="HOW", help="Tell of what comes while the reader is open: bell, desktop, a program; off."
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def saved(
    lazy: Lazy, name: str | None, query: tuple[str, ...], rename: str | None, delete: bool, how: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """List the saved searches, or save one; they stand in the feed tree.

    \b
    tuinews saved
    tuinews saved "Denied this week" 'stance:denies age:<7d'
    tuinews saved "Denied this week" --notify bell
    tuinews saved "Denied this week" --delete
    """
    library = lazy.open()
    if name is None:
        searches, told = library.saved_searches(), library.told_searches()
        if as_json:
            say_json([{"id": uid, "name": title, "query": text, "notify": told.get(title)}
                      for uid, title, text in searches])  # fmt: skip
        else:
            table([title, text, told.get(title, "")] for _, title, text in searches)
    elif delete:
        say(library.delete_search(name).message)
    elif rename:
        say(library.rename_search(name, rename).message)
    elif query or how:
        if query:
            say(library.save_search(name, " ".join(query)).message)
        if how:
            say(library.notify_of_search(name, how).message)
    else:
        raise BadUsage(f"saved “{name}”", "needs a search, --rename, --notify or --delete")


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def rules(ctx: click.Context, as_json: bool) -> None:
    """What matches a search when it comes gets tags or marks. Without a subcommand: list the rules.

    \b
    tuinews rules add ferries 'ferry OR harbour' --tag transport --star
    tuinews rules run --dry-run
    """
    if ctx.invoked_subcommand is not None:
        return
    known = ctx.obj.open().rules()
    if as_json:
        say_json([{"id": one.uid, "name": one.name, "query": one.query, "does": str(one.actions)} for one in known])
    else:
        table([rule.name, rule.query, str(rule.actions)] for rule in known)


@rules.command(context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("query", nargs=-1, required=True)
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Put this tag on it.")
@click.option("--star", is_flag=True, help="Star it.")
@click.option("--read", is_flag=True, help="Mark it read.")
@click.option("--hide", is_flag=True, help="Hide it from every list but that of is:hidden.")
@click.option("--watch", is_flag=True, help="Watch it: is:watched finds it.")
@click.pass_obj
def add(
    lazy: Lazy, name: str, query: tuple[str, ...], tags: tuple[str, ...], star: bool, read: bool, hide: bool,
    watch: bool,
) -> None:  # fmt: skip
    """Make a rule. It runs on what comes from now on; `tuinews rules run` runs it on what is there."""
    from tuinews.library.views import Actions

    say(lazy.open().add_rule(name, " ".join(query), Actions(tags, star, read, hide, watch)).message)


@rules.command()
@click.argument("names", nargs=-1, metavar="[NAME]…")
@click.option("--dry-run", is_flag=True, help="Only say which articles match.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def run(lazy: Lazy, names: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Run rules (all, or those named) on everything stored."""
    library = lazy.open()
    done = library.run_rules(names, preview=dry_run)
    if as_json:
        say_json([{"name": one.rule.name, "does": str(one.rule.actions), "articles": one.articles} for one in done])
        return
    for one in done:
        say(f"{one.rule.name} ({one.rule.actions}): {counted(len(one.articles), 'article')}")
        if dry_run:
            table(([str(row.id), row.outlet, row.title] for row in library.rows(one.articles)), right=(0,))


@rules.command()
@click.argument("name")
@click.pass_obj
def delete(lazy: Lazy, name: str) -> None:
    """Delete a rule; what it did stays."""
    say(lazy.open().delete_rule(name).message)


COMMANDS = (saved, rules)
