"""What the tests of the statement engine share: statements as plain tuples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tuinews.core.statement import Statement
from tuinews.statements import find_statements

Said = Callable[..., list[tuple[str, str | None]]]


@pytest.fixture
def said() -> Said:
    """`said(text, language="en")` → (words, name of the speaker or the words that stand for one) per statement."""

    def collect(text: str, language: str = "en") -> list[tuple[str, str | None]]:
        return [(statement.quote(text), speaker(text, statement)) for statement in find_statements(text, language)]

    return collect


def speaker(text: str, statement: Statement) -> str | None:
    """The resolved name, else the mention as it stands."""
    source = statement.source
    if source is None:
        return None
    if source.name is None and source.mention:
        return text[source.mention.start : source.mention.end]
    return source.name
