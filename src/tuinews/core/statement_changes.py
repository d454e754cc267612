"""What became of the statements of an article between two revisions: by their words first, then by who says them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tuinews.core.fold import fold
from tuinews.core.statement import Span, Statement

StatementChangeKind = Literal["reattributed", "altered", "removed", "added"]
_ORDER: tuple[StatementChangeKind, ...] = ("reattributed", "altered", "removed", "added")
_SIMILAR = 0.55  # of the words' characters, so that one statement counts as the other's new wording
_CANDIDATES = 8  # new statements with the most words in common, that an old one is compared with
_COMMON = 20  # statements that share a word, from which on it tells nothing
_COMPARED = 1000  # characters of a statement


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of one revision: where it stands, its words, and who says them (None: nobody is named)."""

    span: Span
    words: str
    speaker: str | None
    anonymous: bool = False
    """Whether its source is known to be somebody who is not named, or nobody at all; a "she" that the engine could
    not resolve is not."""


@dataclass(frozen=True, slots=True)
class StatementChange:
    """`reattributed`: given to someone else (its words may have changed too); `altered`: other words by the same
    speaker. `old` is None for an added one, `new` for a removed one."""

    kind: StatementChangeKind
    old: Said | None
    new: Said | None

    @property
    def place(self) -> tuple[int, Span]:
        """Where it stands among the changes of an article: by what happened, then by where."""
        there = self.new or self.old
        assert there is not None
        return _ORDER.index(self.kind), there.span


def said(statement: Statement, text: str) -> Said:
    """A statement of a text, as it is compared."""
    source = statement.source
    nobody = source is None or (source.name is None and source.type == "anonymous")
    return Said(
        Span(statement.start, statement.end), statement.quote(text), source.name if source is not None else None, nobody
    )


def compare_statements(old: Sequence[Said], new: Sequence[Said]) -> tuple[StatementChange, ...]:
    """What changed: first those given to someone else, then the altered, the removed, the added; by place."""
    pairs = _paired(old, new)
    changes = [*_changed(old, new, pairs)]
    changes += [StatementChange("removed", said, None) for i, said in enumerate(old) if i not in pairs]
    taken = set(pairs.values())
    changes += [StatementChange("added", None, said) for i, said in enumerate(new) if i not in taken]
    return tuple(sorted(changes, key=lambda change: change.place))


def _changed(old: Sequence[Said], new: Sequence[Said], pairs: dict[int, int]) -> Iterator[StatementChange]:
    for i, j in pairs.items():
        if not _same_speaker(old[i], new[j]):
            yield StatementChange("reattributed", old[i], new[j])
        elif _folded(old[i].words) != _folded(new[j].words):
            yield StatementChange("altered", old[i], new[j])


def _paired(old: Sequence[Said], new: Sequence[Said]) -> dict[int, int]:
    """Index of an old statement → that of the new one: the same words first, then the most similar ones."""
    pairs: dict[int, int] = {}
    free: defaultdict[str, list[int]] = defaultdict(list)
    for j in reversed(range(len(new))):
        free[_folded(new[j].words)].append(j)
    for i, statement in enumerate(old):
        if same := free[_folded(statement.words)]:
            pairs[i] = same.pop()
    taken = set(pairs.values())
    left = [i for i in range(len(old)) if i not in pairs]
    for _, i, j in sorted(_similar(old, new, left, [j for j in range(len(new)) if j not in taken])):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _similar(
    old: Sequence[Said], new: Sequence[Said], here: Sequence[int], there: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    """(distance, old, new) of those that may be the same: few for each, so that it stays linear."""
    from rapidfuzz.distance import Indel  # deferred: only a comparison needs it

    holding: defaultdict[str, list[int]] = defaultdict(list)
    for j in there:
        for word in set(_folded(new[j].words).split()):
            holding[word].append(j)
    for i in here:
        words = set(_folded(old[i].words).split())
        shared = Counter(j for word in words if len(holding.get(word, ())) <= _COMMON for j in holding.get(word, ()))
        for j, _ in shared.most_common(_CANDIDATES):
            one, other = (_folded(said.words)[:_COMPARED] for said in (old[i], new[j]))
            distance = Indel.normalized_distance(one, other, score_cutoff=1 - _SIMILAR)
            if distance <= 1 - _SIMILAR:
                yield distance, i, j


def _same_speaker(one: Said, other: Said) -> bool:
    """Whether two revisions mean the same speaker: a part of a name ("Reyes") is the same one; a pronoun that could
    not be resolved may be anybody; somebody who is not named any more is another."""
    if one.speaker is None or other.speaker is None:
        named, unnamed = (other, one) if one.speaker is None else (one, other)
        return named.speaker is None or not unnamed.anonymous
    names = [set(fold(name).split()) for name in (one.speaker, other.speaker)]
    return names[0] <= names[1] or names[1] <= names[0]


def _folded(words: str) -> str:
    return " ".join(fold(words).split())
