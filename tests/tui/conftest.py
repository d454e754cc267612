"""A real library of a few articles, a fixed clock, and a reader at the keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from keyboard import Open, Reader
from shelf import NOW, store

from tuinews.library import Library, open_library
from tuinews.library.analysing import analyse_waiting
from tuinews.library.settings import Settings
from tuinews.tui.app import TuinewsApp

FERRY = (
    "The inquiry found that “every safety drill was skipped”, according to two officials.\n"
    "“Nobody told the crew,” said Ilan Reyes, the union's lawyer. “We asked twice.”\n"
    "The company did not answer questions. Mr Reyes said that the owner had ignored three letters.\n"
    "The ministry will publish the report in May, Yonhap reported, citing the minister, Dana Okafor. "
    "“We will not wait,” she said.\n"
) + "\n".join(f"Paragraph {number} tells more about the harbour, the ferry and its crew." for number in range(20))
ARTICLES = (
    ("Ferry inquiry blames owner", "Harbour Times", FERRY),
    ("Grid loan approved", "Northern Wire", "“It is a start,” said the energy minister, Olga Brandt."),
    ("[/b] [@click=app.quit]Quit[/] \x1b]52;c;aGk=\x07\u202etitle", "Evil [red]News", "[b]Text[/b] “[/x],” said Eve."),
    ("日本の首都で記者会見が開かれた", "東京通信", "交通大臣は「遅れは許されない」と述べた。"),
)


@pytest.fixture(autouse=True)
def _fixed_screen(_own_world: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same moment and the same signs in every test."""
    monkeypatch.setenv("TUINEWS_NOW", NOW.isoformat())
    monkeypatch.setenv("TUINEWS_ASCII", "0")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library.db", settings=Settings(name="mira"))
    for number, (title, outlet, text) in enumerate(ARTICLES):
        store(opened, number, title, outlet, text)
    for _ in analyse_waiting(opened.store, opened.settings.confidence):
        pass
    yield opened
    opened.close()


@pytest.fixture
def reader(library: Library) -> Open:
    """Opens the app on the library: `async with reader(size=(120, 40)) as reader`."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (120, 40), demo: bool = False, of: Library | None = None
    ) -> AsyncIterator[Reader]:
        app = TuinewsApp(of or library, demo=demo)
        async with app.run_test(size=size) as pilot:
            reader = Reader(pilot)
            await reader.settle()
            yield reader

    return opened
