"""How sure is each rule? Share of right statements per rule, and whether confidence keeps its promise.

    python tests/benchmarks/calibrate_statements.py TRAIN.jsonl [SHOWN.jsonl] [--language en]

The files are JSON lines `{"id", "text", "gold": [{"start", "end", "kind", "source": [[start, end], …]}]}`, as
`eval_statements.py --dump` writes them. The first file prints the tables for `confidence.py`; the second (or the first)
shows the calibration: of the statements between two confidences, how many are right. Right: at least four
fifths of the words in common with one annotated content (a quotation may also be a part of it), and a mention that
overlaps its source (or a name with its last word in common).
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from tuinews.core.statement import Statement
from tuinews.statements import find_statements

LEAST_SHARED = 0.8
LEAST_INSIDE = 0.95
LEAST_SEEN = 15
"""A rule that was seen less often keeps the confidence of a rule that nothing is known about."""
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Judged:
    """One fragment that was found, and whether it is right."""

    rule: str
    mixed: bool
    named: bool
    confidence: float
    right: bool


def main() -> None:
    """Print both tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("train", type=Path)
    options.add_argument("shown", type=Path, nargs="?")
    options.add_argument("--language", default="en")
    given = options.parse_args()
    _print_rules(list(_judged(given.train, given.language)))
    print()
    _print_calibration(list(_judged(given.shown or given.train, given.language)))


def _judged(path: Path, language: str) -> Iterator[Judged]:
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        text, gold = document["text"], document["gold"]
        for statement in find_statements(text, language):
            for piece in statement.fragments:
                start, end = _trimmed(text, piece.start, piece.end)
                quoted = piece.kind != "indirect"
                right = any(_same(text, statement, (start, end), quoted, item) for item in gold)
                named = bool(statement.source and statement.source.name)
                yield Judged(statement.rule, piece.kind == "mixed", named, statement.confidence, right)


def _same(text: str, statement: Statement, found: tuple[int, int], quoted: bool, item: Mapping[str, Any]) -> bool:
    (start, end), first, last = found, int(item["start"]), int(item["end"])
    shared = min(end, last) - max(start, first)
    part = quoted and shared >= LEAST_INSIDE * (end - start)
    if not part and shared < LEAST_SHARED * (max(end, last) - min(start, first)):
        return False
    spans: list[list[int]] = item["source"]
    source = statement.source
    if not spans or source is None:
        return not spans and (source is None or source.name is None)
    mention = source.mention
    if mention and any(mention.start < b and a < mention.end for a, b in spans):
        return True
    words = " ".join(text[a:b] for a, b in spans).lower().split()
    return bool(source.name) and str(source.name).lower().split()[-1] in words


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _print_rules(judged: list[Judged]) -> None:
    by_rule: dict[str, list[Judged]] = defaultdict(list)
    for item in judged:
        by_rule[item.rule].append(item)
    for rule, items in sorted(by_rule.items(), key=lambda entry: -len(entry[1])):
        named = [item for item in items if item.named]
        whole, mixed = [item for item in named if not item.mixed], [item for item in named if item.mixed]
        unnamed = [item for item in items if not item.named]
        share = _share(whole) or _share(named) or _share(items)
        line = f'    "{rule}": {share:.2f}' if share else f'    "{rule}": too few'
        line += f"  MIXED {_share(mixed):.2f}" if share and _share(mixed) else ""
        for name, of_them in (("UNNAMED", False), ("UNNAMED_MIXED", True)):
            nobody = _share([item for item in unnamed if item.mixed == of_them])
            known = _share(mixed if of_them else whole) or share
            line += f"  {name} {min(1.0, nobody / known):.2f}" if share and nobody else ""
        print(f"{line}  # {len(whole)} whole, {len(mixed)} mixed, {len(unnamed)} unnamed")


def _share(items: list[Judged]) -> float:
    """The share that is right, 0 when there are too few to tell."""
    return sum(item.right for item in items) / len(items) if len(items) >= LEAST_SEEN else 0.0


def _print_calibration(judged: list[Judged]) -> None:
    print("confidence    found  right")
    for low, high in pairwise(EDGES):
        inside = [item.right for item in judged if low <= item.confidence < high]
        if inside:
            print(f"{low:.1f} to {min(high, 1.0):.1f}  {len(inside):7}  {100 * sum(inside) / len(inside):4.0f}%")


if __name__ == "__main__":
    main()
