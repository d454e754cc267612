"""After an upgrade of the engine: what bears the reader's marks waits for the reader's word."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from keyboard import Open
from msgspec.structs import replace

from tuinews.core.statement import Source, Span, Statement
from tuinews.library import Library, analysing
from tuinews.library.analysing import analyse_waiting
from tuinews.library.views import Target
from tuinews.statements import find_statements


@pytest.fixture
def upgraded(monkeypatch: pytest.MonkeyPatch, library: Library) -> Callable[[], list[str]]:
    """The speakers of the first article, of which two statements are noted. Another engine says all was said by Mira
    Sol."""

    def speakers() -> list[str]:
        return [shown.speaker for shown in library.article(1).statements]

    def by_mira(found: Statement) -> Statement:
        return replace(found, source=Source("Mira Sol", None))

    for shown in library.article(1).statements[1:3]:
        library.add_note(Target(1, Span(shown.statement.start, shown.statement.end), statement=True), "check")
    monkeypatch.setattr(analysing, "ENGINE_VERSION", "next")
    monkeypatch.setattr(analysing, "find_statements", lambda *given: tuple(map(by_mira, find_statements(*given))))
    assert set(analyse_waiting(library.store, library.settings.confidence)) <= {""}
    library.settings = dataclasses.replace(library.settings, engine="pinned")  # the real engine is of another version
    return speakers


async def test_differences_are_announced_and_decided_on_one_by_one(reader: Open, upgraded) -> None:
    before = upgraded()
    async with reader() as at:
        waiting = len(at.main.library.reviews())
        assert waiting >= 2
        assert f"{waiting} to review" in at.seen()
        await at.press("colon")
        await at.type("review list")
        assert "Review list" in at.seen()
        await at.press("enter")
        await at.settle()
        assert "These bear your marks" in at.seen()
        await at.press("enter")
        assert "Keep it as it was" in at.seen() and "Mira Sol" in at.seen()
        await at.press("enter")  # keep; the others are listed again
        assert "These bear your marks" in at.seen()
        await at.press("enter", "j", "enter", "escape")  # accept
        assert len(at.main.library.reviews()) == waiting - 2
    after = upgraded()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
