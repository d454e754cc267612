"""A search as SQL: the query tree compiled to conditions on an article `a` or a statement `s`.

Fields of a statement that stand together hold for one and the same statement: inside a conjunction they are compiled
to one condition on the `statement` table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tuinews.core.fold import fold
from tuinews.core.query import STATEMENT_FIELDS, And, Field, Node, Not, Or, Pattern, When, Words, said_by
from tuinews.storage import matching, tags, terms, verdicts, voices
from tuinews.storage.changed import CHANGED_SINCE_SEEN


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL and its parameters."""

    sql: str
    values: tuple[Any, ...] = ()

    def __and__(self, other: Condition) -> Condition:
        return Condition(f"({self.sql}) AND ({other.sql})", self.values + other.values)


_ARTICLE_SAYS = "SELECT rowid FROM article_terms WHERE article_terms MATCH ?"
_READER_WROTE = f"SELECT rowid >> {terms.OF_READER} FROM reader_terms WHERE reader_terms MATCH ? AND shown(author)"
"""SQL for the articles on which an author who is shown wrote such words, in notes or tags."""

NOTHING, EVERYTHING = Condition("0"), Condition("1")


@dataclass
class Compiler:
    """Compiles trees for one library. `sure`: the least confidence of a statement that counts. `one_by_one`: a few
    articles are looked at in order, so that each is asked for its statements; otherwise the statements are found
    first, and all their articles."""

    connection: sqlite3.Connection
    sure: float
    one_by_one: bool = False
    languages: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.languages = terms.languages(self.connection)

    # -- articles

    def article(self, node: Node) -> Condition:
        """The condition on an article `a`."""
        match node:
            case Words():
                return self._words(node)
            case And(nodes):
                return self._conjunction(nodes)
            case Or(nodes):
                if _about_statements(node):
                    return self._some_statement(self.statement(node))
                return _any([self.article(child) for child in nodes])
            case Not(inner):
                return _not(self.article(inner))
            case When():
                return _time(node)
            case Field(name) | Pattern(name) if name in STATEMENT_FIELDS:
                return self._some_statement(self.statement(node))
            case Pattern(name, regex):
                return Condition(f"matches(?, a.{name})", (regex,))
            case Field():
                return self._field(node)

    def _conjunction(self, nodes: Sequence[Node]) -> Condition:
        together = [node for node in nodes if _about_statements(node)]
        positive = any(not isinstance(node, Not) for node in together)
        apart = [node for node in nodes if not (positive and node in together)]
        parts = [*self._merged_words([node for node in apart if isinstance(node, Words)])]
        parts += [self.article(node) for node in apart if not isinstance(node, Words)]
        if positive:
            parts.append(self._some_statement(all_of([self.statement(node) for node in together])))
        return all_of(parts)

    def _merged_words(self, words: Sequence[Words]) -> Iterator[Condition]:
        """One index look-up for all words, unless the reader's own notes or tags hold one of them."""
        matched = [(node, self._matched(node)) for node in words]
        plain = [expression for node, expression in matched if expression and not self._reader_wrote(expression)]
        if plain:
            yield Condition(f"a.id IN ({_ARTICLE_SAYS})", (" AND ".join(plain),))
        for node, expression in matched:
            if expression is None or expression not in plain:
                yield self._words(node)

    def _words(self, node: Words) -> Condition:
        matched = self._matched(node)
        if matched is None:
            return EVERYTHING
        return Condition(f"a.id IN ({_ARTICLE_SAYS} UNION {_READER_WROTE})", (matched, matched))

    def _reader_wrote(self, matched: str) -> bool:
        return self.connection.execute(f"{_READER_WROTE} LIMIT 1", (matched,)).fetchone() is not None

    def _matched(self, node: Words | Field, *, names: bool = False) -> str | None:
        text = node.text if isinstance(node, Words) else node.value
        return matching.expression(text, prefix=node.prefix, languages=() if names else self.languages)

    def _field(self, node: Field) -> Condition:
        if node.name in ("title", "note"):
            matched = self._matched(node)
            if matched is None:
                return EVERYTHING
            column, of = ("title", _ARTICLE_SAYS) if node.name == "title" else ("notes", _READER_WROTE)
            return Condition(f"a.id IN ({of})", (matching.in_column(column, matched),))
        if node.name in ("feed", "folder", "feedtag"):
            return self._feeds(node)
        if node.name == "tag":
            return self._tagged(node)
        if node.name == "is":
            return Condition(_STATES[node.value])
        return _FIELDS[node.name](node)

    def _tagged(self, node: Field) -> Condition:
        """Articles that bear a tag, on themselves or on their words, or in which a voice speaks that bears it."""
        bears = self._tagging(node)
        there = Condition(f"a.id IN (SELECT article_id FROM tagging WHERE {bears.sql})", bears.values)
        spoken = self._tagged_voice(node)
        return there if spoken is None else _any([there, self._some_statement(spoken)])

    def _tagged_statement(self, node: Field) -> Condition:
        """Statements that bear a tag, or whose article does as a whole, or whose voice does."""
        bears = self._tagging(node)
        there = Condition(
            f"s.article_id IN (SELECT article_id FROM tagging WHERE {bears.sql}) AND EXISTS (SELECT 1 FROM tagging t"
            f" LEFT JOIN placement p ON p.uid = t.uid WHERE t.article_id = s.article_id AND {bears.sql}"
            f" AND (t.anchor IS NULL OR {verdicts.SAME_WORDS}))",
            bears.values * 2,
        )
        spoken = self._tagged_voice(node)
        return there if spoken is None else _any([there, spoken])

    def _tagging(self, node: Field) -> Condition:
        """The condition on a `tagging`: the tag or one below it, with the value that is asked for."""
        return Condition(*tags.bearing(self.connection, node.value, prefix=node.prefix))

    def _tagged_voice(self, node: Field) -> Condition | None:
        tag, _, value = node.value.partition("=")
        keys = voices.keys_tagged(self.connection, tag, value, prefix=node.prefix)
        return _one_of("s.speaker_key", keys) if keys else None

    def _feeds(self, node: Field) -> Condition:
        feeds = [
            feed_id
            for feed_id, *named in self.connection.execute(
                "SELECT s.id, s.name, coalesce(f.title, ''), s.url, s.folder, s.tags FROM subscription s"
                " LEFT JOIN feed_state f ON f.feed_id = s.id"
            )
            if _names_feed(node, *named)
        ]
        if not feeds:
            return NOTHING
        marks = ", ".join(map(str, feeds))
        return Condition(f"a.id IN (SELECT article_id FROM membership WHERE feed_id IN ({marks}))")

    def _some_statement(self, condition: Condition) -> Condition:
        if self.one_by_one:
            return Condition(
                "EXISTS (SELECT 1 FROM statement s WHERE s.article_id = a.id AND s.confidence >= ?"
                f" AND {condition.sql})",
                (self.sure, *condition.values),
            )
        return Condition(
            f"a.id IN (SELECT s.article_id FROM statement s WHERE s.confidence >= ? AND {condition.sql})",
            (self.sure, *condition.values),
        )

    # -- statements

    def statement(self, node: Node) -> Condition:
        """The condition on a statement `s` (of an article `a`, where one is joined)."""
        match node:
            case Words():
                matched = self._matched(node)
                names = self._matched(node, names=True)
                if matched is None or names is None:
                    return EVERYTHING
                return _statement_terms(
                    f"({matching.in_column('said', matched)}) OR ({matching.in_column('by', names)})"
                )
            case And(nodes):
                return all_of([self.statement(child) for child in nodes])
            case Or(nodes):
                return _any([self.statement(child) for child in nodes])
            case Not(inner):
                return _not(self.statement(inner))
            case Pattern(name, regex) if name in STATEMENT_FIELDS:
                return Condition(f"matches(?, s.{'speaker' if name == 'by' else name})", (regex,))
            case Field(name, value) if name in ("kind", "type", "stance"):
                return Condition(f"s.{name} = ?", (value,))
            case Field(name, value) if name in ("attribution", "status"):
                return _verdict(name, value)
            case Field("by"):
                return self._speaker(node)
            case Field("tag"):
                return self._tagged_statement(node)
            case Field(name) if name in STATEMENT_FIELDS:
                matched = self._matched(node, names=name != "said")
                return EVERYTHING if matched is None else _statement_terms(matching.in_column(name, matched))
            case _:
                return self.article(node)

    def _speaker(self, node: Field) -> Condition:
        """By whom: the words of the name, and the other names of a voice that the reader merged."""
        if node.exact:
            return _one_of("s.speaker_key", voices.keys_named(self.connection, node.value))
        matched = self._matched(node, names=True)
        if matched is None:
            return EVERYTHING
        found = _statement_terms(matching.in_column("by", matched))
        merged = voices.keys_like(self.connection, node.value)
        return _any([found, _one_of("s.speaker_key", merged)]) if merged else found

    # -- driving and ranking

    def driver(self, trees: Sequence[Node | None]) -> tuple[str, Condition] | None:
        """An expression on the article index that every answer must match, and the condition on what it finds: for
        answers that are wanted newest first, a few at a time. None when no word of the articles is asked for."""
        nodes = [
            node for tree in trees if tree is not None for node in (tree.nodes if isinstance(tree, And) else [tree])
        ]
        words = [node for node in nodes if isinstance(node, Words)]
        matched = [self._matched(node) for node in words]
        plain = [expression for expression in matched if expression is not None]
        if not plain or any(self._reader_wrote(expression) for expression in plain):
            return None
        rest = tuple(node for node in nodes if not isinstance(node, Words))
        return " AND ".join(plain), self.article(And(rest)) if rest else EVERYTHING

    def ranking(self, trees: Sequence[Node | None]) -> str | None:
        """An expression for bm25: any of the words that were asked for."""
        words = [node for tree in trees for node in said_by(tree) if isinstance(node, Words) or node.name == "title"]
        matched = [expression for expression in map(self._matched, words) if expression]
        return " OR ".join(matched) or None


def asks_for_statements(node: Node | None) -> bool:
    """Whether a field of statements stands somewhere in a tree."""
    match node:
        case Field(name) | Pattern(name):
            return name in STATEMENT_FIELDS
        case Not(inner):
            return asks_for_statements(inner)
        case And(nodes) | Or(nodes):
            return any(map(asks_for_statements, nodes))
        case _:
            return False


def _about_statements(node: Node) -> bool:
    """Whether a node speaks of statements only."""
    match node:
        case Field(name) | Pattern(name):
            return name in STATEMENT_FIELDS
        case Not(inner):
            return _about_statements(inner)
        case And(nodes) | Or(nodes):
            return all(_about_statements(child) for child in nodes)
        case _:
            return False


def _names_feed(node: Field, name: str, title: str, url: str, folder: str, tags: str) -> bool:
    wanted = node.value.casefold()
    if node.name == "folder":
        below = wanted if node.prefix else f"{wanted}/"
        return folder.casefold() == wanted or (not node.exact and folder.casefold().startswith(below))
    if node.name == "feedtag":
        return (f'"{wanted}' if node.prefix else f'"{wanted}"') in tags.casefold()
    shown = (name or title).casefold()
    if node.exact:
        return wanted in (shown, url.casefold())
    return fold(node.value) in fold(f"{name} {title}") or wanted in url.casefold()


def _contains(column: str) -> Callable[[Field], Condition]:
    def condition(node: Field) -> Condition:
        if node.exact:
            return Condition(f"a.{column} = ? COLLATE NOCASE", (node.value,))
        return Condition(f"holds(a.{column}, ?)", (fold(node.value),))

    return condition


def _lang(node: Field) -> Condition:
    return Condition("(a.language = ? COLLATE NOCASE OR a.language LIKE ?)", (node.value, f"{node.value}-%"))


def _url(node: Field) -> Condition:
    return Condition("instr(lower(a.url), ?) > 0", (node.value.lower(),))


_FIELDS: dict[str, Callable[[Field], Condition]] = {
    "outlet": _contains("outlet"), "author": _contains("author"), "lang": _lang, "url": _url,
}  # fmt: skip

MARKED = (
    "a.id IN (SELECT article_id FROM reading WHERE starred OR watched UNION SELECT article_id FROM tagging"
    " UNION SELECT article_id FROM note"
    " UNION SELECT article_id FROM verdict WHERE claim IS NULL)"
)
"""SQL on an article `a`: it bears something of the reader's."""

_STATES = {
    "unread": "a.id NOT IN (SELECT article_id FROM reading WHERE read)",
    "read": "a.id IN (SELECT article_id FROM reading WHERE read)",
    "starred": "a.id IN (SELECT article_id FROM reading WHERE starred)",
    "tagged": "a.id IN (SELECT article_id FROM tagging WHERE shown(author))",
    "noted": "a.id IN (SELECT article_id FROM note WHERE shown(author))",
    "changed": CHANGED_SINCE_SEEN,
    "quoted": "a.quotes > 0",
    "watched": MARKED,
    "hidden": "a.id IN (SELECT article_id FROM reading WHERE hidden)",
}


def _time(node: When) -> Condition:
    column = "a.arrived" if node.name == "fetched" else "a.sorted"
    parts = []
    if node.start is not None:
        parts.append(Condition(f"{column} >= ?", (node.start,)))
    if node.end is not None:
        parts.append(Condition(f"{column} < ?", (node.end,)))
    return all_of(parts)


def _statement_terms(matched: str) -> Condition:
    return Condition("s.id IN (SELECT rowid FROM statement_terms WHERE statement_terms MATCH ?)", (matched,))


def _verdict(name: str, value: str) -> Condition:
    """What was last decided, on the statement itself or on a claim that it bears; only articles with verdicts or
    claims are looked at."""
    decided = (
        f"(SELECT v.{name} FROM verdict v WHERE v.{name} IS NOT NULL AND shown(v.author)"
        " AND (EXISTS (SELECT 1 FROM placement p"
        f" WHERE p.uid = v.uid AND p.article_id = s.article_id AND {verdicts.SAME_WORDS}) OR v.claim IS NOT NULL"
        " AND EXISTS (SELECT 1 FROM tagging t JOIN placement p ON p.uid = t.uid WHERE t.article_id = s.article_id"
        f" AND {verdicts.BEARS_CLAIM} AND {verdicts.SAME_WORDS} AND shown(t.author)))"
        " ORDER BY v.changed DESC, v.rowid DESC LIMIT 1)"
    )
    some = (
        "s.article_id IN (SELECT article_id FROM verdict WHERE claim IS NULL UNION SELECT t.article_id FROM verdict v"
        f" JOIN tagging t ON {verdicts.BEARS_CLAIM})"
    )
    if value == verdicts.DEFAULTS[name]:  # what nothing was said about is that, too
        return Condition(f"NOT ({some} AND coalesce({decided} != ?, 0))", (value,))
    return Condition(f"({some} AND coalesce({decided} = ?, 0))", (value,))


def all_of(parts: Sequence[Condition]) -> Condition:
    """The condition that all of these hold."""
    result = EVERYTHING
    for part in parts:
        result = part if result is EVERYTHING else result & part
    return result


def _any(parts: Sequence[Condition]) -> Condition:
    sql = " OR ".join(f"({part.sql})" for part in parts)
    return Condition(f"({sql})", tuple(value for part in parts for value in part.values)) if parts else NOTHING


def _one_of(column: str, values: Sequence[str]) -> Condition:
    return Condition(f"{column} IN ({', '.join('?' * len(values))})", tuple(values)) if values else NOTHING


def _not(part: Condition) -> Condition:
    return Condition(f"NOT ({part.sql})", part.values)
