"""The settings: what they are, where they stand, and changing them."""

from __future__ import annotations

from textwrap import wrap

import click

from tuinews.cli.printing import say, say_json, table, warn
from tuinews.core.errors import BadInput


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def config(ctx: click.Context, as_json: bool) -> None:
    """Show every setting with its value, default and meaning, and the file where they stand.

    \b
    tuinews config set read_when end
    tuinews config unset read_when
    tuinews config keys
    """
    if ctx.invoked_subcommand is not None:
        return
    from tuinews.library.configuring import shown_value
    from tuinews.library.settings import all_settings, config_file, read_settings
    from tuinews.tui.configured import configured_commands

    settings, problems = read_settings()
    problems += configured_commands(settings)[1]
    path = config_file()
    values = {one.name: getattr(settings, one.name) for one in all_settings()}
    if as_json:
        told = [
            {"name": one.name, "value": values[one.name], "default": one.default, "meaning": one.meaning}
            | ({"choices": list(one.choices)} if one.choices else {})
            for one in all_settings()
        ]
        say_json({"file": str(path), "problems": problems, "settings": told})
        return
    for problem in problems:
        warn(f"tuinews: {problem}")
    say(f"# {path}{'' if path.exists() else ' (not there yet: `tuinews config set NAME VALUE` makes it)'}")
    for one in all_settings():
        value = values[one.name]
        usual = "" if value == one.default else f"   (by default {shown_value(one.default)})"
        say(f"\n{one.name} = {shown_value(value)}{usual}")
        for line in wrap(one.meaning, 78):
            say(f"  {line}")


@config.command(name="set", context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("value")
def set_(name: str, value: str) -> None:
    """Write a setting into the file; comments and layout stay.

    \b
    tuinews config set confidence 0.6
    tuinews config set keys.mark.note ctrl+n
    """
    from tuinews.library.configuring import shown_value, value_of, write_setting

    meant = value_of(name, value)
    if name.startswith("keys."):
        _check_key(name.removeprefix("keys."), value)
    elif name == "theme":
        _check_theme(value)
    path = write_setting(name, meant)
    say(f"{name} = {shown_value(meant)} in {path}")


@config.command()
@click.argument("name")
def unset(name: str) -> None:
    """Take a setting out of the file: its default holds again."""
    from tuinews.library.configuring import write_setting

    say(f"took {name} out of {write_setting(name, None)}")


@config.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def keys(as_json: bool) -> None:
    """List all actions with their keys: those of the preset, and your own over them."""
    from tuinews.library.settings import read_settings
    from tuinews.tui.configured import configured_commands
    from tuinews.tui.keys import keyed

    commands, _ = configured_commands(read_settings()[0])
    known = {one.id: one for one in commands}
    if as_json:
        say_json([{"action": one.id, "keys": one.keys, "meaning": keyed(known, one.help)} for one in commands])
    else:
        table([one.id, " ".join(one.keys), keyed(known, one.help)] for one in commands)


def _check_key(action: str, keys: str) -> None:
    """Raises BadInput when an action cannot have these keys."""
    from tuinews.library.settings import read_settings
    from tuinews.tui.keymap import flat, keymap

    settings, _ = read_settings()
    _, problems = keymap(settings.preset, {**dict(flat(settings.keys)), action: keys})
    for problem in problems:
        if problem.command == action:
            raise BadInput("keys", problem.words, "`tuinews config keys` lists all actions")


def _check_theme(name: str) -> None:
    """Raises BadInput when there are no colours of this name, or the reader's own file of it is wrong."""
    from tuinews.tui.own_themes import own_theme, theme_names
    from tuinews.tui.theme import themes_folder

    own, problems = own_theme(themes_folder(), name)
    if problems:
        raise BadInput("theme", problems[0])
    names = theme_names(themes_folder())
    if own is None and name not in names:
        raise BadInput("theme", f"has no colours {name!r}", f"There are {', '.join(names)}")


COMMANDS = (config,)
