"""Numbers of things, as they are told."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """ "1 article", "1,204 articles", "2 searches". The thing is in the singular; its plural takes an s."""
    if number == 1:
        return f"1 {thing}"
    return f"{number:,} {thing}{'es' if thing.endswith(('ch', 's', 'x')) else 's'}"
