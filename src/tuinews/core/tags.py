"""Tags as they are stored: `war/kursk`, `agree=yes`."""

from __future__ import annotations

from tuinews.core.errors import BadInput
from tuinews.core.sanitize import clean_line

_LONGEST = 200  # characters of a name, and of a value


def clean_tag(tag: str) -> str:
    """A tag as it is stored: no `#`, no white space, parts divided by `/`. Raises BadInput when nothing is left."""
    name, equals, value = clean_line(tag).removeprefix("#").partition("=")
    parts = ["-".join(part.split()).strip(",") for part in name.split("/")]
    tag = "/".join(part for part in parts if part)
    if not any(char.isalnum() for char in tag):
        raise BadInput(f"tag “{clean_line(name)}”", "has no letter or digit")
    return f"{tag[:_LONGEST]}{equals}{value.strip()[:_LONGEST]}" if value.strip() else tag[:_LONGEST]


def searched_tag(tag: str) -> str:
    """A tag, its name or its value, as it is compared in a search: without case and accents, written in whatever way
    `clean_tag` takes."""
    from tuinews.core.fold import fold_word  # deferred: starting the program must not pay for it

    parts = ["-".join(part.split()) for part in tag.removeprefix("#").split("/")]
    return "/".join(fold_word(part) for part in parts if part)


def is_same_or_below(name: str, of: str, *, prefix: bool = False) -> bool:
    """Whether a tag is another or one below it (`prefix`: or begins so); both as they are compared."""
    return name == of or name.startswith(of if prefix else f"{of}/")
