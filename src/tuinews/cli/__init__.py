"""The `tuinews` command: one thin function per subcommand over the library."""

from __future__ import annotations


def main() -> None:
    """Run the command line. Exit status: 0 done, 1 something failed (named on standard error), 2 wrong usage."""
    from tuinews.cli.program import run

    run()
