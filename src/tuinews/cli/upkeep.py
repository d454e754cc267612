"""Commands that keep the library whole: backup, doctor."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tuinews.cli.printing import say, say_json

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(lazy: Lazy, file: Path | None) -> None:
    """Copy the library to FILE (default: backups/ beside it), also while it is in use.

    To go back, give the copy to --library, or put it in the library's place.
    """
    say(f"copied the library to {lazy.open().backup(file)}")


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what is wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def doctor(lazy: Lazy, dry_run: bool, as_json: bool) -> None:
    """Check the library and repair what can be repaired. Exit status 1 when something is left.

    It looks at the file's structure, what belongs to what, your notes against the journal, where they stand, counts,
    and the search index.
    """
    library = lazy.open()
    found = library.examine(repair=not dry_run)
    if as_json:
        say_json([asdict(finding) for finding in found])
    elif not found:
        say(f"{library.path} is sound")
    else:
        for finding in found:
            say(f"{finding.what}: {finding.problem}; {finding.done or 'left as it is'}")
    sys.exit(1 if any(not finding.done for finding in found) else 0)


COMMANDS = (backup, doctor)
