"""What changed in an article, on the screen."""

from __future__ import annotations

from keyboard import Open
from shelf import store

from tuinews.library import Library


async def test_changed_statements_come_first_then_the_words(reader: Open, library: Library) -> None:
    store(library, 1, "Grid loan approved", "Northern Wire", "“It is a late start,” said the premier, Ada Moreau.")
    async with reader() as at:
        await at.press("j", "d")
        seen = at.seen()
        assert "Revision 1 to 2" in seen and "Statements: 1 changed" in seen
        assert "- Olga Brandt: It is a start" in seen and "+ Ada Moreau: It is a late start" in seen
        assert "{+late +}" in seen and seen.index("Statements") < seen.index("{+late +}")
        await at.press("escape")
        assert at.app.screen is at.main


async def test_an_article_that_did_not_change_says_so(reader: Open) -> None:
    async with reader() as at:
        await at.press("d")
        assert "did not change" in at.seen()
