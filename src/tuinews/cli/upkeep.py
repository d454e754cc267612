"""Commands that keep the library whole: backup, doctor, capture, verify."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tuinews.cli.printing import say, say_json, warn
from tuinews.core.errors import BadInput

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy
    from tuinews.library.views import Progress


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


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ID…")
@click.option("--warc", type=click.Path(path_type=Path, dir_okay=False), help="Write them to this WARC file too (.gz).")
@click.pass_obj
def capture(lazy: Lazy, articles: tuple[str, ...], warc: Path | None) -> None:
    """Keep the raw pages of articles for good, as proof; one that is not there is fetched now.

    \b
    tuinews capture 12 --warc ferry.warc.gz      WARC/1.1 (ISO 28500)
    """
    from tuinews.library.jobs import complete_job

    library, problems = lazy.open(), 0
    ids = []
    for name in articles:
        article_id = library.find_article(name)
        if not library.keep_captures(article_id):
            url = library.article(article_id).row.url
            complete_job(library.store, library.settings, _warn_of, article_id, url)
        kept = library.keep_captures(article_id)
        problems += not kept
        ids.append(article_id)
        say(f"article {article_id}: {kept} raw {'page' if kept == 1 else 'pages'} kept")
    if warc is not None:
        from tuinews.library.exporting import export_warc

        try:
            say(f"wrote {export_warc(library, ids, warc)} to {warc}")
        except OSError as error:
            raise BadInput(str(warc), f"cannot be written ({error.strerror})") from error
    sys.exit(1 if problems else 0)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def verify(lazy: Lazy, as_json: bool) -> None:
    """Check texts, raw pages and the chain of records (when, from where, headers, digests) against the digests that
    were taken when they came. Exit status 1 when one differs."""
    library = lazy.open()
    found = library.verify()
    if as_json:
        say_json([asdict(finding) for finding in found])
    for finding in () if as_json else found:
        say(f"{finding.what}: {finding.problem}")
    if not found and not as_json:
        revisions, raw = library.captured()
        say(f"every revision is as it came: {revisions:,} revisions, {raw:,} with their raw bytes")
    sys.exit(1 if found else 0)


def _warn_of(event: Progress) -> None:
    if event.kind == "problem":
        warn(event.message)


COMMANDS = (backup, doctor, capture, verify)
