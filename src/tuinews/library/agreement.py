"""How far several people agree who tagged the same articles and statements.

A *unit* is a place that bears a tag of anybody: an article, or words of it (a statement; words that share more than
half are one place). An author who tagged anything in an article is taken to have looked at all its units: where they
put no tag that is asked for, their category is "none". Authors who tagged nothing there are no coders of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tuinews.core.agreement import alpha
from tuinews.core.errors import BadInput
from tuinews.core.statement import Span, same_words
from tuinews.storage import outgoing
from tuinews.storage.outgoing import Placed
from tuinews.storage.store import Store

NONE = "none"
"""The category of a unit on which an author did not put the tag."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A unit that authors coded differently. `span` is None for an article; `said`: the category by author."""

    article_id: int
    title: str
    span: Span | None
    words: str
    said: dict[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Krippendorff's α (nominal) on one tag; None when it says nothing. `units` were coded by two authors or more."""

    tag: str
    alpha: float | None
    units: int
    authors: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]
    put_by: tuple[str, ...] = ()
    """Everybody who put the tag, or one below it, on anything."""


@dataclass
class _Unit:
    article_id: int
    title: str
    span: Span | None
    words: str
    tags: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    """(tag, value) by author."""


def agreement(store: Store, tags: Sequence[str], *, by: Collection[str] = (), given: bool = False) -> list[Agreement]:
    """The agreement on each tag (with those below it as its categories), of all authors or of those named in `by`.
    `given`: only what was coded counts, and not that nothing was. Raises BadInput while coding is blind."""
    if store.only_by:
        raise BadInput("agreement", "would show what others coded", "Set `blind = false` when the coding is over")
    placed = [one for one in outgoing.placed_tags(store.connection) if not by or one.author in by]
    units, coders = _units(placed), _coders(placed)
    wanted = tags or _used_by_two(placed)
    return [_on_tag(tag, units, coders, given) for tag in wanted]


def _on_tag(tag: str, units: Iterable[_Unit], coders: dict[int, set[str]], given: bool) -> Agreement:
    coded: list[tuple[_Unit, dict[str, str]]] = []
    put_by: set[str] = set()
    for unit in units:
        put_by |= {author for author, put in unit.tags.items() if _category(tag, put) != NONE}
        said = {author: _category(tag, unit.tags.get(author, ())) for author in sorted(coders[unit.article_id])}
        if given:
            said = {author: category for author, category in said.items() if category != NONE}
        if len(said) > 1:
            coded.append((unit, said))
    authors = sorted({author for _, said in coded for author in said})
    return Agreement(
        tag,
        alpha([tuple(said.values()) for _, said in coded]),
        len(coded),
        tuple(authors),
        tuple(
            Disagreement(unit.article_id, unit.title, unit.span, unit.words, said)
            for unit, said in coded
            if len(set(said.values())) > 1
        ),
        tuple(sorted(put_by)),
    )


def _category(tag: str, put: Iterable[tuple[str, str]]) -> str:
    """What an author said of a unit: the value of the tag; for one without values, which of the tags at or below."""
    wanted = tag.casefold()
    chosen = {
        value if value and name.casefold() == wanted else f"{name}={value}" if value else name
        for name, value in put
        if name.casefold() == wanted or name.casefold().startswith(f"{wanted}/")
    }
    return " + ".join(sorted(chosen)) or NONE


def _units(placed: Iterable[Placed]) -> list[_Unit]:
    by_article: dict[int, list[_Unit]] = defaultdict(list)
    for one in placed:
        unit = next((there for there in by_article[one.article_id] if _same_place(there.span, one.span)), None)
        if unit is None:
            unit = _Unit(one.article_id, one.title, one.span, one.words)
            by_article[one.article_id].append(unit)
        unit.tags[one.author].append((one.tag, one.value))
    return [unit for units in by_article.values() for unit in units]


def _same_place(one: Span | None, other: Span | None) -> bool:
    return one is other if one is None or other is None else same_words(one, other)


def _coders(placed: Iterable[Placed]) -> dict[int, set[str]]:
    """Who tagged anything in an article."""
    coders: dict[int, set[str]] = defaultdict(set)
    for one in placed:
        coders[one.article_id].add(one.author)
    return coders


def _used_by_two(placed: Iterable[Placed]) -> Iterator[str]:
    users: dict[str, set[str]] = defaultdict(set)
    for one in placed:
        users[one.tag].add(one.author)
    return (tag for tag, authors in sorted(users.items()) if len(authors) > 1)
