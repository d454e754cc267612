"""The search language: a line of text becomes a tree.

    words  "a phrase"  pref*  -not  this OR that  (groups)  field:value  field:"a value"  title:/regex/

Any string parses. What cannot be read as it was meant is searched as words, and `Query.doubts` says so. Fields
of a statement that stand side by side hold for one and the same statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tuinews.core.moments import Moments, read_age, read_moments

ARTICLE_FIELDS = ("title", "feed", "feedtag", "folder", "outlet", "author", "tag", "note", "url", "lang")
TIME_FIELDS = ("after", "before", "on", "fetched")
STATEMENT_FIELDS = ("said", "by", "via", "cue", "kind", "type", "stance", "attribution", "status")
STATES = ("unread", "read", "starred", "tagged", "noted", "changed", "quoted", "watched", "hidden")
CHOICES = {
    "is": STATES,
    "kind": ("direct", "mixed", "indirect"),
    "type": ("person", "organisation", "place", "document", "anonymous"),
    "stance": ("says", "claims", "denies", "confirms", "asks", "believes"),
    "attribution": ("unchecked", "checked"),
    "status": ("open", "confirmed", "disputed", "false"),
}
FIELDS = (*ARTICLE_FIELDS, *TIME_FIELDS, "age", "is", *STATEMENT_FIELDS)
EXACT_FIELDS = ("feed", "folder", "outlet", "tag", "lang")
"""Fields of which quotation marks ask for the whole value, not for a part of it."""
_PATTERN_FIELDS = ("title", "author", "url", "outlet", "said", "by")
_MOST_TOKENS = 120  # a search that is longer is a pasted text: its beginning is searched
_DEEPEST = 40  # groups inside groups; deeper ones are read as words


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand together, in this order; `prefix`: the last may go on. One word is a phrase of one."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field and the words it must hold. For a `CHOICES` field the value is one of the choices."""

    name: str
    value: str
    prefix: bool = False
    exact: bool = False
    """Written in quotation marks or with `=`: the whole value, not a part of it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A field whose value a regular expression must match somewhere (case is ignored)."""

    name: str
    regex: str


@dataclass(frozen=True, slots=True)
class When:
    """A time field: `fetched` or `published` from `start` (inclusive) to `end` (exclusive), seconds since 1970."""

    name: str
    start: float | None
    end: float | None


@dataclass(frozen=True, slots=True)
class Not:
    node: Node


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple[Node, ...]


Node = Words | Field | Pattern | When | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed search. `tree` is None when nothing was asked for (everything matches)."""

    tree: Node | None
    doubts: tuple[str, ...] = ()
    text: str = field(default="", compare=False)

    def explain(self) -> str:
        """How the search was read, in words."""
        read = "everything" if self.tree is None else _say(self.tree)
        return " · ".join((read, *self.doubts))

    def __bool__(self) -> bool:
        return self.tree is not None


def parse_query(text: str, now: datetime | None = None) -> Query:
    """Read a search. Never raises. `now` is what "yesterday" and "3 days ago" are counted from (default: the
    clock), in the time zone in which days begin."""
    reader = _Reader(text, read_moments(now))
    tree = reader.alternatives(0)
    return Query(tree, tuple(dict.fromkeys(reader.doubts)), text)


def said_by(node: Node | None) -> Iterator[Words | Field]:
    """Everything positive in a tree that has words: what is to be marked in the text."""
    if isinstance(node, Words | Field):
        yield node
    elif isinstance(node, And | Or):
        for child in node.nodes:
            yield from said_by(child)


def complete(text: str, at: int) -> tuple[int, str, str]:
    """What is being typed at a position: (where the word starts, its field or "", its beginning)."""
    head = text[:at]
    match = re.search(r'(?:^|[\s(])-?(?:(?P<field>[a-z]+):)?(?P<value>"[^"]*|[^\s"()]*)$', head)
    if match is None:
        return at, "", ""
    name, value = match["field"] or "", match["value"]
    return at - len(value), name, value.lstrip('"')


# -- reading -----------------------------------------------------------------------------------------------------

TOKEN = re.compile(
    r"""
    (?P<space>\s+)
    | (?P<open>\() | (?P<close>\))
    | (?P<minus>-)(?=[^\s\-)])
    | (?P<field>[A-Za-z]+:)(?=[^\s)])
    | (?P<regex>/(?:[^/\\\n]|\\.){1,200}/)(?=[\s)]|$)
    | "(?P<phrase>[^"]*)(?:"|$)
    | [“„«](?P<curly>[^“”„«»"]*)(?:[”“»]|$)
    | (?P<word>[^\s()"]+)
    """,
    re.VERBOSE,
)


class _Reader:
    """Recursive descent over tokens; every failure falls back to words."""

    def __init__(self, text: str, moments: Moments) -> None:
        self.tokens = [match for match in TOKEN.finditer(text) if match.lastgroup != "space"]
        self.at = 0
        self.doubts: list[str] = []
        if len(self.tokens) > _MOST_TOKENS:
            del self.tokens[_MOST_TOKENS:]
            self.doubts.append(f"only the first {_MOST_TOKENS} words were read")
        self.moments = moments

    def peek(self) -> re.Match[str] | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def alternatives(self, depth: int) -> Node | None:
        """`a b OR c`: alternatives of conjunctions, as in every search engine."""
        choices: list[Node] = []
        while True:
            node = self.conjunction(depth)
            if node is not None:
                choices.append(node)
            token = self.peek()
            if token is not None and token.group() == "OR":
                self.at += 1
                continue
            if token is not None and depth == 0:  # a closing bracket that nothing opened
                self.at += 1
                self.doubts.append("“)” was left out")
                continue
            break
        if len(choices) > 1 and depth == 0 and not any(token.group() == "OR" for token in self.tokens):
            return And(tuple(choices))
        return Or(tuple(choices)) if len(choices) > 1 else choices[0] if choices else None

    def conjunction(self, depth: int) -> Node | None:
        nodes: list[Node] = []
        while (token := self.peek()) is not None and token.lastgroup != "close" and token.group() != "OR":
            node = self.term(depth)
            if node is not None:
                nodes.append(node)
        return And(tuple(nodes)) if len(nodes) > 1 else nodes[0] if nodes else None

    def term(self, depth: int) -> Node | None:
        token = self.tokens[self.at]
        self.at += 1
        if token.lastgroup == "minus":
            inner = self.term(depth) if self.peek() is not None else None
            return Not(inner) if inner is not None else None
        if token.lastgroup == "open":
            return self.group(depth)
        if token.lastgroup == "field":
            return self.field(token.group()[:-1])
        if token.lastgroup in ("phrase", "curly"):
            return _words(token[token.lastgroup])
        return _words(token.group())

    def group(self, depth: int) -> Node | None:
        if depth >= _DEEPEST:
            self.doubts.append("brackets nested too deep were left out")
            return None
        node = self.alternatives(depth + 1)
        token = self.peek()
        if token is None:
            self.doubts.append("“(” was never closed")
        else:
            self.at += 1
        return node

    def field(self, written: str) -> Node | None:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        name = written.lower()
        if token is None or token.lastgroup in ("close", "minus") or name not in FIELDS:
            return self.not_a_field(written, token)
        self.at += 1
        if token.lastgroup == "open":
            self.at -= 1
            return self.distributed(name)
        if token.lastgroup == "field":  # `feed:https://…`, `said:a:b`: what looks like a field is the value
            return self.value(name, token.group() + self.rest_of_word(token), exact=False)
        if token.lastgroup == "regex" and name in _PATTERN_FIELDS:
            return self.pattern(name, token.group()[1:-1])
        quoted = token.lastgroup in ("phrase", "curly")
        return self.value(name, token[token.lastgroup or 0] if quoted else token.group(), exact=quoted)

    def not_a_field(self, written: str, token: re.Match[str] | None) -> Node | None:
        value = ""
        if token is not None and token.lastgroup in ("word", "regex", "field"):
            self.at += 1
            value = token.group() + (self.rest_of_word(token) if token.lastgroup == "field" else "")
        self.doubts.append(f"“{written}:” is no field, searched as words")
        return _words(f"{written}:{value}")

    def rest_of_word(self, token: re.Match[str]) -> str:
        """What follows without a space: `https:` + `//host/path`."""
        following = self.peek()
        rest = ""
        while (
            following is not None
            and following.start() == token.end()
            and following.lastgroup in ("word", "regex", "field")
        ):
            self.at += 1
            rest += following.group()
            token, following = following, self.peek()
        return rest

    def distributed(self, name: str) -> Node | None:
        """`by:(reyes OR sol)`: the field holds for everything in the brackets."""
        self.at += 1
        node = self.group(_DEEPEST - 8)
        return None if node is None else self.under(name, node)

    def under(self, name: str, node: Node) -> Node:
        if isinstance(node, Words):
            return self.value(name, node.text + ("*" if node.prefix else ""), exact=False) or node
        if isinstance(node, Not):
            return Not(self.under(name, node.node))
        if isinstance(node, And | Or):
            return type(node)(tuple(self.under(name, child) for child in node.nodes))
        return node

    def pattern(self, name: str, regex: str) -> Node | None:
        try:
            re.compile(regex)
        except (re.error, OverflowError, RecursionError):
            self.doubts.append(f"/{regex}/ is no regular expression, searched as words")
            return _words(regex)
        return Pattern(name, regex)

    def value(self, name: str, value: str, *, exact: bool) -> Node | None:
        if name in CHOICES:
            return self.choice(name, value)
        if name in TIME_FIELDS or name == "age":
            return self.time(name, value)
        if value.startswith("=") and len(value) > 1:
            return Field(name, value[1:], exact=True)
        exact = exact and name in EXACT_FIELDS
        prefix = not exact and value.endswith("*")
        value = value.rstrip("*") if prefix else value
        if not value.strip():
            return None
        return Field(name, value, prefix, exact)

    def choice(self, name: str, value: str) -> Node | None:
        known = [choice for choice in CHOICES[name] if choice.startswith(value.lower())] if value else []
        if value.lower() in known:
            return Field(name, value.lower())
        if len(known) == 1:
            return Field(name, known[0])
        self.doubts.append(f"{name}: has no “{value}” (it has {', '.join(CHOICES[name])}), searched as words")
        return _words(f"{name}:{value}")

    def time(self, name: str, value: str) -> Node | None:
        if name == "age":
            limits = read_age(value, self.moments)
            if limits is not None:
                return When("published", *limits)
        else:
            day = self.moments.read(value)
            if day is not None:
                start, end = day
                if name == "before":
                    return When("published", None, start)
                if name == "after":
                    return When("published", start, None)
                return When("fetched" if name == "fetched" else "published", start, end)
        self.doubts.append(f"“{value}” is no time, searched as words")
        return _words(f"{name}:{value}")


def _words(text: str) -> Node | None:
    prefix = len(text) > 1 and text.endswith("*")
    text = text.rstrip("*") if prefix else text
    return Words(text, prefix) if any(char.isalnum() for char in text) else None


# -- saying ------------------------------------------------------------------------------------------------------

_SAID = {
    "said": "that say", "by": "by", "via": "relayed by", "cue": "with the cue", "kind": "that are", "type": "of a",
    "stance": "whose stance is", "attribution": "whose attribution is", "status": "whose status is",
    "title": "with title", "feed": "in feed", "feedtag": "in feeds tagged", "folder": "in folder",
    "outlet": "published by", "author": "written by", "tag": "tagged", "note": "with a note of", "url": "with link",
    "lang": "in language",
}  # fmt: skip


def _say(node: Node) -> str:
    match node:
        case Words(text, prefix):
            return f"“{text}…”" if prefix else f"“{text}”"
        case Field("is", value):
            return value
        case Field(name, value, prefix):
            words = f"{_SAID[name]} “{value}{'…' if prefix else ''}”"
            return f"statements {words}" if name in STATEMENT_FIELDS else words
        case Pattern(name, regex):
            return f"{_SAID[name]} matching /{regex}/"
        case When(name, start, end):
            return f"{name} {_say_time(start, end)}"
        case Not(inner):
            return f"not {_say_inside(inner)}"
        case And(nodes):
            return " and ".join(_say_inside(child) for child in nodes)
        case Or(nodes):
            return " or ".join(_say_inside(child) for child in nodes)


def _say_inside(node: Node) -> str:
    return f"({_say(node)})" if isinstance(node, And | Or) else _say(node)


def _say_time(start: float | None, end: float | None) -> str:
    def day(seconds: float) -> str:
        moment = datetime.fromtimestamp(seconds)
        return f"{moment:%Y-%m-%d}" if not (moment.hour or moment.minute) else f"{moment:%Y-%m-%d %H:%M}"

    if start is None:
        return f"before {day(end)}" if end is not None else "at any time"
    if end is None:
        return f"from {day(start)}"
    return f"on {day(start)}" if end - start <= 90_000 else f"from {day(start)} to before {day(end)}"
