"""The program: its options, its subcommands, its exit status."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path

import click

from tuinews import __version__
from tuinews.cli import (
    config,
    engine,
    feeds,
    find,
    gather,
    judge,
    mark,
    notes,
    past,
    rules,
    several,
    share,
    upkeep,
    voices,
)
from tuinews.cli.printing import warn
from tuinews.cli.screen import open_demo, open_screen
from tuinews.core.errors import BadUsage, TuinewsError
from tuinews.library import Library, open_library
from tuinews.library.settings import read_settings

_HELP = """A news reader that shows who said what.

Without a command it opens the reader; `tuinews demo` opens it on a bundled sample library, without network.

\b
  tuinews add https://example.org          subscribe to a feed, or to a site's feed
  tuinews refresh                          fetch what is new
  tuinews search 'by:reyes said:drill'     find statements and articles
  tuinews statements --file speech.txt     who says what in any text
"""


class Program(click.Group):
    """The command group; errors that a reader may see become one line and an exit status."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order in which a reader meets them


class Lazy:
    """The library of this run, opened when a command first asks for it."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._library: Library | None = None
        self.problems: list[str] = []
        """What is wrong with the settings file."""

    def open(self) -> Library:
        """The open library. Raises LibraryUnusable."""
        if self._library is None:
            settings, self.problems = read_settings()
            for problem in self.problems:
                warn(f"tuinews: {problem}")
            self._library = open_library(self.path, settings=settings)
        return self._library

    def close(self) -> None:
        """Close it, if it was opened."""
        if self._library is not None:
            self._library.close()


@click.group(
    cls=Program, invoke_without_command=True, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--library", type=click.Path(path_type=Path, dir_okay=False), envvar="TUINEWS_LIBRARY",
    help="The library file (default: your own, in the platform's data folder).",
)  # fmt: skip
@click.version_option(__version__, "--version", "-V", message="tuinews %(version)s")
@click.pass_context
def program(ctx: click.Context, library: Path | None) -> None:
    ctx.obj = Lazy(library)
    ctx.call_on_close(ctx.obj.close)
    if ctx.invoked_subcommand is None:
        ctx.exit(open_screen(ctx.obj.open(), ctx.obj.problems))


@program.command()
def demo() -> None:
    """Open the reader on the bundled samples, in a throw-away library, without network."""
    sys.exit(open_demo())


for family in (gather, feeds, find, notes, mark, judge, engine, voices, past, rules, several, share, config, upkeep):
    for command in family.COMMANDS:
        program.add_command(command)


@program.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    For bash:  eval "$(tuinews completion bash)"
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(program, {}, "tuinews", "_TUINEWS_COMPLETE").source())


def run() -> None:
    """Run the program and leave with its exit status."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and os.name == "nt":
            stream.reconfigure(encoding="utf-8")  # a redirected stream has the code page there
    try:
        status = program.main(standalone_mode=False, prog_name="tuinews")
    except BadUsage as error:
        warn(f"tuinews: {error}")
        status = 2
    except TuinewsError as error:
        warn(f"tuinews: {error}")
        status = 1
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        warn("tuinews: stopped")
        status = 130
    except OSError as error:
        if not isinstance(error, BrokenPipeError) and (os.name, error.errno) != ("nt", errno.EINVAL):
            raise
        # `tuinews search … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status if isinstance(status, int) else 0)
