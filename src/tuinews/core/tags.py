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
