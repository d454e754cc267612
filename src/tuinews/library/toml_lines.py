"""Where something stands in a TOML text: `tomllib` reads values, not their lines."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_KEY = re.compile(r"""\s*((?:[\w.\s-]|"[^"]*"|'[^']*')+?)\s*=""")
_TABLE = re.compile(r"""\s*\[+((?:[\w.\s-]|"[^"]*"|'[^']*')+)\]""")


def told_error(error: tomllib.TOMLDecodeError, text: str) -> tuple[str, int]:
    """What the parser has to say, and the line that it means."""
    words, _, place = str(error).rpartition(" (at ")
    line = re.match(r"line (\d+)", place)
    return words or str(error), int(line.group(1)) if line else max(1, len(text.rstrip().splitlines()))


def where(path: Path, *names: str) -> str:
    """The file and the line where a value is written, for the reader."""
    try:
        return f"{path}, line {line_of(path.read_text(encoding='utf-8'), *names)}"
    except (OSError, UnicodeDecodeError):
        return str(path)


def line_of(text: str, *names: str) -> int:
    """The line where a value is written (`"keys", "mark.note"`), or the table that it is in; else 1."""
    wanted, nearest, table = ".".join(names), 1, ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line):
            name = _plain(header.group(1))
            table = name + "."
        elif written := _KEY.match(line):
            name = table + _plain(written.group(1))
        else:
            continue
        if name == wanted:
            return number
        if wanted.startswith(name + ".") and nearest == 1:
            nearest = number
    return nearest


def _plain(key: str) -> str:
    """A dotted key without its quotation marks."""
    return re.sub(r"""["'\s]""", "", key)
