"""How well the engine does on the labelled passages of each language (see README.md beside this file).

python tests/statements/languages/score.py [--folder unseen] [--failures] [--record] [code …]
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tuinews.statements import find_statements

HERE = Path(__file__).parent
FOLDERS = ("passages", "unseen", "fresh", "newsroom", "later", "last", "wires")
RECORDED = HERE / "recorded.toml"
CASE_ENDING = 3
"""Characters that two forms of one name may differ by at their ends."""
SHORTEST_STEM = 2


@dataclass(frozen=True, slots=True)
class Said:
    """One fragment: where it stands, and the speaker's name (empty: nobody is named)."""

    start: int
    end: int
    by: str
    kind: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A labelled text."""

    text: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one language: fragments expected, found, right, and right with the right speaker."""

    expected: int
    found: int
    right: int
    spoken: int

    @property
    def spans(self) -> float:
        """F1 of the fragments' exact spans, in per cent."""
        return self._f1(self.right)

    @property
    def speakers(self) -> float:
        """F1 of fragments with exact span and right speaker, in per cent."""
        return self._f1(self.spoken)

    def _f1(self, right: int) -> float:
        return round(200 * right / max(1, self.expected + self.found), 1)


def codes() -> list[str]:
    """The languages that have passages."""
    return sorted(path.stem for path in (HERE / "passages").glob("*.toml"))


def passages(code: str, folder: str = "passages") -> list[Passage]:
    """The labelled passages of a language. Raises ValueError for words that their text does not hold."""
    with (HERE / folder / f"{code}.toml").open("rb") as file:
        return [_passage(item) for item in tomllib.load(file)["passages"]]


def _passage(item: Mapping[str, Any]) -> Passage:
    text, said, at = str(item["text"]), [], 0
    for label in item.get("said", ()):
        start = text.index(label["words"], at)
        at = start + len(label["words"])
        said.append(Said(*_trimmed(text, start, at), label["by"], label["kind"]))
    return Passage(text, tuple(said))


def found_in(text: str, language: str | None) -> list[Said]:
    """What the engine finds, in the terms of the labels."""
    return [
        Said(*_trimmed(text, piece.start, piece.end), (statement.source and statement.source.name) or "", piece.kind)
        for statement in find_statements(text, language)
        for piece in statement.fragments
    ]


def score(code: str, folder: str = "passages") -> Score:
    """The engine's score on the passages of a language."""
    total = [0, 0, 0, 0]
    for passage in passages(code, folder):
        found = found_in(passage.text, code)
        pairs = list(_pairs(passage.said, found))
        total[0] += len(passage.said)
        total[1] += len(found)
        total[2] += len(pairs)
        total[3] += sum(same_speaker(gold.by, mine.by) for gold, mine in pairs)
    return Score(*total)


def _pairs(expected: Sequence[Said], found: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    by_span = {(item.start, item.end): item for item in found}
    for gold in expected:
        if mine := by_span.get((gold.start, gold.end)):
            yield gold, mine


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def same_speaker(expected: str, name: str) -> bool:
    """Whether two names are one speaker's: one holds the other's words, whatever their case."""
    ours, theirs = _words(expected), _words(name)
    if not ours or not theirs:
        return ours == theirs
    few, many = sorted((ours, theirs), key=len)
    return all(any(_same_word(word, other) for other in many) for word in few)


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.lower())


def _same_word(one: str, other: str) -> bool:
    shortest = max(SHORTEST_STEM, max(len(one), len(other)) - CASE_ENDING)
    return one == other or (len(one) > SHORTEST_STEM and one[:shortest] == other[:shortest])


def failures(code: str, folder: str = "passages") -> Iterator[str]:
    """One paragraph per passage that is not wholly right: its text, what is missing, what is wrong."""
    for passage in passages(code, folder):
        found = found_in(passage.text, code)
        pairs = list(_pairs(passage.said, found))
        right = [item for pair in pairs for item in pair]
        lines = [f"  - missing {_shown(passage.text, item)}" for item in passage.said if item not in right]
        lines += [f"  + wrong   {_shown(passage.text, item)}" for item in found if item not in right]
        lines += [
            f"  ~ speaker {mine.by!r}, should be {_shown(passage.text, gold)}"
            for gold, mine in pairs
            if not same_speaker(gold.by, mine.by)
        ]
        if lines:
            yield "\n".join((passage.text, *lines))


def _shown(text: str, item: Said) -> str:
    return f"[{item.by}] {text[item.start : item.end]}"


def main() -> None:
    """Print a line per language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("codes", nargs="*", default=codes())
    parser.add_argument("--failures", action="store_true", help="list what went wrong")
    parser.add_argument("--folder", default="passages", choices=FOLDERS, help="which passages (README.md)")
    parser.add_argument("--record", action="store_true", help="write the scores of all languages to recorded.toml")
    asked = parser.parse_args()
    print("         passages  expected  found      P      R  spans F1  + speaker F1")
    for code in asked.codes:
        if (HERE / asked.folder / f"{code}.toml").is_file():
            print(_row(code, asked.folder))
            if asked.failures:
                print("\n\n".join(failures(code, asked.folder)))
    if asked.record:
        RECORDED.write_text(_record(), encoding="utf-8")


def _row(code: str, folder: str) -> str:
    got = score(code, folder)
    precision, recall = 100 * got.right / max(1, got.found), 100 * got.right / max(1, got.expected)
    return (
        f"{code:8} {len(passages(code, folder)):8} {got.expected:9} {got.found:6} "
        f"{precision:6.1f} {recall:6.1f} {got.spans:9.1f} {got.speakers:13.1f}"
    )


def _record() -> str:
    lines = ["# F1 in per cent: exact spans, and those with the right speaker. Written by score.py --record."]
    for code in codes():
        got = score(code)
        lines.append(f"{code} = {{ spans = {got.spans}, speakers = {got.speakers} }}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
