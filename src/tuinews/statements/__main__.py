"""`python -m tuinews.statements`: the engine as a filter over JSON lines, see `rows`."""

from __future__ import annotations

import sys

from tuinews.statements.rows import answer_lines


def main() -> None:
    """Answer each line as it comes."""
    for answer in answer_lines(sys.stdin):
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
