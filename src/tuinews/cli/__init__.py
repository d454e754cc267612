"""The `tuinews` command: one thin function per subcommand over the library."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line. Exit status: 0 done, 1 something failed (named on standard error), 2 wrong usage."""
    if len(sys.argv) == 1 and "_TUINEWS_COMPLETE" not in os.environ:
        from tuinews.cli.screen import run  # without a command there is none to find, and the list is soon painted
    else:
        from tuinews.cli.program import run
    run()
