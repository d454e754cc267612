"""One leaf of a Document as inline Markdown (CommonMark 0.31 with GitHub's tables and strikethrough).

The text is escaped so that it shows the very text and opens no HTML. A style that CommonMark could not tell from
plain asterisks where it stands (§6.2, flanking) is left out: the words matter more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from tuinews.core.document import Range
from tuinews.core.links import is_web
from tuinews.core.sanitize import visible, visible_line
from tuinews.export.segments import segments

_SPECIAL = re.compile(r"[\\`*_\[\]<&~|]")
_AT_START = re.compile(r"[#>+=:-]|[0-9]{1,9}(?=[.)])")
_BACKTICKS = re.compile("`+")
_NOT_IN_DESTINATION = re.compile(r"""[\x00-\x20()<>\\"`|\x7f-\x9f]""")

_DELIMITERS: dict[str, str] = {"strike": "~~", "strong": "**", "emphasis": "_"}
"""The styles that are written around words, the outermost first."""
_STYLES = frozenset({*_DELIMITERS, "mono"})


@dataclass(frozen=True, slots=True)
class _Run:
    """Words with the same styles and link throughout."""

    text: str
    href: str
    styles: frozenset[str]


def escape(text: str) -> str:
    """Plain words as Markdown inside a line; at the start of one, use `escape_line`."""
    escaped = _SPECIAL.sub(r"\\\g<0>", visible_line(text))
    return f"{escaped[:-1]}\\!" if escaped.endswith("!") else escaped


def escape_line(text: str) -> str:
    """Plain words as a line of Markdown of their own."""
    return guarded(escape(text.strip()))


def guarded(line: str) -> str:
    """A line of inline Markdown, made safe at its start: no list, heading, quotation or rule begins there."""
    match = _AT_START.match(line)
    if match is None:
        return line
    mark = match.group()
    return f"{mark}\\{line[len(mark) :]}" if mark[0].isdigit() else f"\\{line}"


def link(words: str, url: str) -> str:
    """A link around Markdown `words`; the words alone when the address is not http or https."""
    return f"[{words}]({destination(url)})" if words and is_web(url) else words


def destination(url: str) -> str:
    """An address as the destination of a link (CommonMark §6.3)."""
    quoted = _NOT_IN_DESTINATION.sub(lambda match: f"%{ord(match.group()):02X}", visible(url))
    return quoted.replace("&", "\\&")


def code_span(text: str) -> str:
    """Words as a code span (CommonMark §6.1)."""
    fence = "`" * (longest_run(text) + 1)
    pad = " " if text[:1] in " `" or text[-1:] in " `" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def longest_run(text: str) -> int:
    """The length of the longest run of backticks."""
    return max((len(run) for run in _BACKTICKS.findall(text)), default=0)


def inline_markdown(text: str, start: int, end: int, ranges: Iterable[Range], *, in_cell: bool = False) -> str:
    """`text[start:end]` with the styles and links that the ranges give it. `in_cell`: inside a table row."""
    found = segments(start, end, ranges, _STYLES)
    runs = [_Run(visible_line(text[one.start : one.end]), one.href, one.kinds) for one in found]
    written: list[str] = []
    for href, group in groupby(runs, key=lambda run: run.href):
        linked = list(group)
        if not href:
            _write(written, linked, list(_DELIMITERS), text[end : end + 1], in_cell)
            continue
        words: list[str] = ["["]
        _write(words, linked, list(_DELIMITERS), "]", in_cell)
        inside = "".join(words)[1:]
        lead, tail = _margins(inside)
        shown = inside[lead:tail]
        written.append(f"{inside[:lead]}{link(shown, href)}{inside[tail:]}" if shown else inside)
    return "".join(written)


def _write(out: list[str], runs: Sequence[_Run], kinds: Sequence[str], after: str, in_cell: bool) -> None:
    """Append runs, with these kinds of style (outermost first) still to be written; `after` follows them."""
    if not kinds:
        for mono, group in groupby(runs, key=lambda run: "mono" in run.styles):
            words = "".join(run.text for run in group)
            out.append(_code(out, words, in_cell) if mono else escape(words))
        return
    parts = [(on, list(part)) for on, part in groupby(runs, key=lambda run: kinds[0] in run.styles)]
    for i, (on, part) in enumerate(parts):
        following = parts[i + 1][1][0].text[:1] if i + 1 < len(parts) else after
        if not (on and _wrap(out, part, kinds, following, in_cell)):
            _write(out, part, kinds[1:], following, in_cell)


def _wrap(out: list[str], group: Sequence[_Run], kinds: Sequence[str], after: str, in_cell: bool) -> bool:
    """Append a group inside the delimiters of its style, blanks outside; False when they would not be read as such."""
    delimiter = _DELIMITERS[kinds[0]]
    words = [delimiter]
    _write(words, group, kinds[1:], delimiter, in_cell)
    inside = "".join(words)[len(delimiter) :]
    lead, tail = _margins(inside)
    if lead >= tail:
        return False
    before = " " if lead else next((piece[-1] for piece in reversed(out) if piece), "")
    after = " " if tail < len(inside) else after
    opens, closes = _edge(before, inside[lead], delimiter), _edge(after, inside[tail - 1], delimiter)
    if opens and closes:
        out.append(f"{inside[:lead]}{delimiter}{inside[lead:tail]}{delimiter}{inside[tail:]}")
    return opens and closes


def _edge(outside: str, inside: str, delimiter: str) -> bool:
    """Whether a delimiter between these two characters is read as one (CommonMark §6.2)."""
    if outside == delimiter[0]:
        return False
    if not outside or outside.isspace() or _is_punctuation(outside):
        return True
    return delimiter != "_" and unicodedata.category(inside)[0] in "LN"


def _is_punctuation(character: str) -> bool:
    if character.isascii():
        return character.isprintable() and not character.isalnum()
    return unicodedata.category(character)[0] == "P"


def _code(out: Sequence[str], words: str, in_cell: bool) -> str:
    lead, tail = _margins(words)
    before = next((piece[-1] for piece in reversed(out) if piece), "")
    hides = before == "`" or (in_cell and ("|" in words or "\\" in words))
    if lead >= tail or (hides and lead == 0):
        return escape(words)
    return f"{words[:lead]}{code_span(words[lead:tail])}{words[tail:]}"


def _margins(text: str) -> tuple[int, int]:
    """Where the words of a text begin and end."""
    return len(text) - len(text.lstrip()), len(text.rstrip())
