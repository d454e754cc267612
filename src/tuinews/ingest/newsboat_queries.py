"""newsboat's filter language (`unread = "yes" and tags # "news"`) in the words of our search language."""

from __future__ import annotations

import re
from collections.abc import Callable

from tuinews.core.sanitize import clean_line

_TOKEN = re.compile(
    r"""\s*(?:(\()|(\))|(and|or)\b"""
    r"""|([a-z_]+)\s*(!~|=~|==|!=|!#|<=|>=|=|#|<|>|between)\s*("(?:[^"\\]|\\.)*"|[\w:.-]+))"""
)
_DEEPEST = 20


class Untranslatable(ValueError):
    """What the search language cannot say; the message goes on after the query's name."""


def translate(expression: str) -> str:
    """The same filter as a search. Raises Untranslatable."""
    tokens = _tokens(expression)
    found, rest = _alternatives(tokens, 0)
    if rest:
        raise Untranslatable("has an unfinished expression")
    return found


Token = tuple[str, ...]


def _tokens(expression: str) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    text = expression.strip()[:5000]
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise Untranslatable(f"has an expression that is not understood (“{clean_line(text[at : at + 40])}”)")
        opened, closed, joint, name, operator, value = match.groups()
        tokens.append(("(",) if opened else (")",) if closed else (joint,) if joint else (name, operator, _bare(value)))
        at = match.end()
    if not tokens:
        raise Untranslatable("is empty")
    return tokens


def _bare(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value


def _alternatives(tokens: list[Token], depth: int) -> tuple[str, list[Token]]:
    """`or` binds less than `and`, in both languages."""
    parts: list[str] = []
    while True:
        part, tokens = _together(tokens, depth)
        parts.append(part)
        if not tokens or tokens[0] != ("or",):
            break
        tokens = tokens[1:]
    return (parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"), tokens


def _together(tokens: list[Token], depth: int) -> tuple[str, list[Token]]:
    parts: list[str] = []
    while True:
        part, tokens = _one(tokens, depth)
        parts.append(part)
        if not tokens or tokens[0] != ("and",):
            return " ".join(parts), tokens
        tokens = tokens[1:]


def _one(tokens: list[Token], depth: int) -> tuple[str, list[Token]]:
    if not tokens or depth > _DEEPEST:
        raise Untranslatable("has an unfinished expression")
    first, rest = tokens[0], tokens[1:]
    if first == ("(",):
        inner, rest = _alternatives(rest, depth + 1)
        if not rest or rest[0] != (")",):
            raise Untranslatable("has a parenthesis that does not close")
        return (inner if inner.startswith("(") else f"({inner})"), rest[1:]
    if len(first) != 3:
        raise Untranslatable("has an unfinished expression")
    name, operator, value = first
    translator = ATTRIBUTES.get(name)
    said = translator(operator, value) if translator else None
    if said is None:
        raise Untranslatable(f"asks for “{name} {operator}”, which has no counterpart here")
    return said, rest


def _quoted(value: str) -> str:
    value = clean_line(value).replace('"', "")
    if not value:
        raise Untranslatable("compares with nothing")
    return value if re.fullmatch(r"[\w.-]+", value) else f'"{value}"'


def _words(field: str) -> Callable[[str, str], str | None]:
    """A field of text: `=` is the phrase, `=~` a regular expression where we have them, `!` turns both around."""

    def said(operator: str, value: str) -> str | None:
        minus = "-" if operator.startswith("!") else ""
        if operator in ("=", "==", "!=", "#", "!#"):
            return f"{minus}{field}{_quoted(value)}"
        if operator in ("=~", "!~"):
            plain = re.fullmatch(r"[\w\s.'-]+", value) is not None and "." not in value
            if plain:
                return f"{minus}{field}{_quoted(value)}"
            if field in ("title:", "author:", "url:") and "/" not in value:
                return f"{minus}{field}/{value}/"
        return None

    return said


def _unread(operator: str, value: str) -> str | None:
    if operator not in ("=", "==", "!="):
        return None
    wants = (value.casefold() == "yes") == (operator != "!=")
    return "is:unread" if wants else "is:read"


def _age(operator: str, value: str) -> str | None:
    """Days since publication."""
    if operator == "between" and (match := re.fullmatch(r"(\d{1,5}):(\d{1,5})", value)):
        low, high = sorted(map(int, match.groups()))
        return f"age:<{high + 1}d" if low == 0 else f"age:>{low}d age:<{high + 1}d"
    if not re.fullmatch(r"\d{1,5}", value):
        return None
    days = int(value)
    limits = {"<": f"age:<{days}d", "<=": f"age:<{days + 1}d", ">": f"age:>{days + 1}d", ">=": f"age:>{days}d"}
    return limits.get(operator)


def _flags(operator: str, value: str) -> str | None:
    """newsboat's flags are single letters; a flagged article is a starred one."""
    return {"#": "is:starred", "!#": "-is:starred"}.get(operator) if len(value) == 1 else None


ATTRIBUTES: dict[str, Callable[[str, str], str | None]] = {
    "unread": _unread,
    "age": _age,
    "flags": _flags,
    "title": _words("title:"),
    "author": _words("author:"),
    "link": _words("url:"),
    "content": _words(""),
    "feedtitle": _words("feed:"),
    "rssurl": _words("feed:"),
    "feedlink": _words("feed:"),
    "tags": _words("feedtag:"),
}
"""What newsboat's attributes are called here, and which of their comparisons can be said."""
