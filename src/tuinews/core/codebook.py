"""The codebook: which tags a team codes with, what they mean, which values they take.

A TOML file, for which nothing but the names is needed:

    closed = true                  # other tags than these are refused
    [tags.concept]
    description = "What the statement is about"
    values = ["aid", "war"]        # written concept=aid; without `values` any will do
    several = true                 # one statement may have more than one of them
    color = "green"
    [tags."war/kursk"]
    description = "The front in the Kursk region"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from tuinews.core.errors import BadInput
from tuinews.core.sanitize import clean_line
from tuinews.core.tags import clean_tag

COLOURS = ("red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink", "grey")
"""The colours that every theme has."""


@dataclass(frozen=True, slots=True)
class Code:
    """One tag of the codebook. `color` is one of COLOURS, or empty; empty `values` allow any."""

    description: str = ""
    values: tuple[str, ...] = ()
    color: str = ""
    several: bool = False


@dataclass(frozen=True, slots=True)
class Codebook:
    """The tags by name. An empty one allows everything."""

    tags: Mapping[str, Code] = field(default_factory=dict)
    closed: bool = False

    def check(self, tag: str) -> None:
        """Raise BadInput for a tag (`name` or `name=value`) that the codebook does not allow, saying what it does."""
        name, _, value = tag.partition("=")
        code = self.code(name)
        if code is None:
            if self.closed:
                near = get_close_matches(name, self.tags, 3) or list(self.tags)[:8] or ["no tags yet"]
                raise BadInput(f"tag “{name}”", "is not in the codebook", f"It has {', '.join(near)}")
        elif code.values and value not in code.values:
            problem = f"has no value “{value}” in the codebook" if value else "needs a value"
            raise BadInput(f"tag “{name}”", problem, f"It has {', '.join(code.values)}")

    def code(self, name: str) -> Code | None:
        """What the codebook says of a tag itself."""
        return self.tags.get(name) or next((c for n, c in self.tags.items() if n.casefold() == name.casefold()), None)

    def color(self, tag: str) -> str:
        """The colour of a tag: its own, or that of the nearest tag above it which has one; empty when there is none."""
        name = tag.partition("=")[0]
        while name:
            code = self.code(name)
            if code is not None and code.color:
                return code.color
            name = name.rpartition("/")[0]
        return ""

    def several(self, tag: str) -> bool:
        """Whether a place may bear this tag with more than one value."""
        code = self.code(tag.partition("=")[0])
        return code is not None and code.several

    def offers(self) -> Iterator[tuple[str, str]]:
        """(tag as it may be written, what it means), for completing what is typed."""
        for name, code in self.tags.items():
            if not code.values:
                yield name, code.description
            for value in code.values:
                yield f"{name}={value}", code.description


def read_codebook(text: str) -> tuple[Codebook, list[str]]:
    """The codebook of a file's text, and what is wrong with it, one sentence each. Never fails."""
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Codebook(), [f"{error}; it is not used"]
    problems = [
        f"“{name}” is no part of a codebook" + (f". Tags stand under [tags.{name}]" if isinstance(value, dict) else "")
        for name, value in written.items()
        if name not in ("closed", "tags")
    ]
    tags: dict[str, Code] = {}
    told = written.get("tags", {})
    for name, entry in told.items() if isinstance(told, dict) else ():
        try:
            tags[clean_tag(name)] = _code(name, entry, problems)
        except BadInput as error:
            problems.append(str(error))
    if not isinstance(written.get("closed", False), bool):
        problems.append("“closed” should be true or false")
    if not isinstance(told, dict):
        problems.append("“tags” should be tables, as in [tags.concept]")
    return Codebook(tags, written.get("closed") is True), problems


def _code(name: str, entry: Any, problems: list[str]) -> Code:
    """What is told of a tag. What is wrong in it is left out, and named; the rest holds. Raises BadInput."""
    if not isinstance(entry, dict):
        raise BadInput(f"tags.{name}", "should be a table", f"Write [tags.{name}]")
    told: dict[str, Any] = {}
    for key, value in entry.items():
        problem = _problem(key, value)
        if problem:
            problems.append(str(BadInput(f"tags.{name}", *problem)))
        else:
            told[key] = value
    return Code(
        clean_line(told.get("description", "")),
        tuple(clean_line(value).strip() for value in told.get("values", ())),
        told.get("color", ""),
        told.get("several", False),
    )


def _problem(key: str, value: Any) -> tuple[str, str] | None:
    """What is wrong with one line of a tag, and what would be right."""
    if key not in _KINDS:
        return f"has no “{key}”", f"It has {', '.join(_KINDS)}"
    kind, right = _KINDS[key]
    if not isinstance(value, kind):
        return f"“{key}” should not be {value!r}", f"Write {right}"
    if key == "color" and value and value not in COLOURS:
        return f"has no colour “{value}”", f"There are {', '.join(COLOURS)}"
    if key == "values" and not all(isinstance(one, str) and clean_line(one).strip() for one in value):
        return "its values should be words in quotation marks", f"Write {right}"
    return None


_KINDS: dict[str, tuple[type[Any], str]] = {
    "description": (str, 'description = "what it means"'), "values": (list, 'values = ["yes", "no"]'),
    "color": (str, f'color = "{COLOURS[0]}"'), "several": (bool, "several = true"),
}  # fmt: skip
