"""A search that is still being typed: what it is taken for, until the reader is done.

It is written in the search language, so that what is shown can be marked, saved and explained like any search.
"""

from __future__ import annotations

from tuinews.core.moments import read_age, read_moments
from tuinews.core.query import CHOICES, EXACT_FIELDS, FIELDS, TIME_FIELDS, TOKEN

_PARTS = ("feed", "outlet", "author", "url")
"""Fields for which any part of the value is enough."""


def as_typed(text: str) -> str:
    """What a search is taken for while it is typed: its last word is the beginning of one.

    What cannot be searched yet (a field without a value, half a date, a single letter) is left out; a field that may
    take several values that begin so takes any of these. What is excluded, or ended by a space, a bracket or a
    quotation mark, stays as it is.
    """
    tokens = [*TOKEN.finditer(text)]
    if not tokens or tokens[-1].lastgroup not in ("word", "phrase", "curly"):
        return text
    last = tokens.pop()
    field = tokens.pop() if tokens and tokens[-1].lastgroup == "field" else None
    quoted = last.lastgroup != "word"
    closed = quoted and len(last.group()) > 1 and last.group()[-1] in '"”“»'
    if closed or (tokens and tokens[-1].lastgroup == "minus"):
        return text
    value = last[last.lastgroup or 0]
    name = field.group()[:-1].lower() if field is not None else ""
    if field is None and value.endswith(":") and value[:-1].lower() in FIELDS:
        name, value = value[:-1].lower(), ""
    start = text[: (field or last).start()]
    if last.group() == "OR":
        return start.rstrip()
    if name in CHOICES:
        return (start + _choices(name, value)).rstrip()
    return text + _end(name, value, quoted=quoted) if _searchable(name, value, quoted=quoted) else start.rstrip()


def _choices(name: str, value: str) -> str:
    known = [choice for choice in CHOICES[name] if value and choice.startswith(value.lower())]
    return f"{name}:({' OR '.join(known)})" if known else ""


def _searchable(name: str, value: str, *, quoted: bool) -> bool:
    if name == "age":
        return read_age(value, read_moments(None)) is not None
    if name in TIME_FIELDS:
        return read_moments(None).read(value) is not None
    if quoted and name in EXACT_FIELDS:
        return False
    letters = [char for char in value if char.isalnum()]
    return len(letters) > 1 or "".join(letters) > "\u0e00" or (bool(letters) and (len(value) > 1 or name in _PARTS))


def _end(name: str, value: str, *, quoted: bool) -> str:
    goes_on = value[-1].isalnum() and value[0] not in "=/" and name not in (*_PARTS, *TIME_FIELDS, "age")
    return "*" if goes_on else ""
