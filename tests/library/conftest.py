from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tuinews.core.document import Document
from tuinews.library import Library, open_library
from tuinews.library.settings import Settings
from tuinews.storage.articles import Incoming, Stored, store_article

FERRY = (
    "The harbour office opened an inquiry on Monday.\n"
    "“Nobody told the crew,” said Ilan Reyes, the union's lawyer. “We asked twice.”\n"
    "The company did not answer questions about the elections."
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An open, empty library."""
    opened = open_library(tmp_path / "library.db", settings=Settings(name="mira"))
    yield opened
    opened.close()


@pytest.fixture
def put(library: Library) -> Callable[..., Stored]:
    """Puts an article into the library: `put("Title", "text", url=…, outlet=…)`."""

    def put(title: str, text: str = FERRY, *, at: float = 1_770_000_000.0, **more: object) -> Stored:
        more.setdefault("url", f"https://harbour.example/{title.replace(' ', '-').lower()}")
        more.setdefault("origin", "page")
        more.setdefault("language", "en")
        incoming = Incoming(title=title, document=Document.plain(text), fetched=at, digest=str(hash(text)), **more)  # type: ignore[arg-type]
        with library.store.writing() as connection:
            stored = store_article(connection, incoming)
        assert stored is not None
        return stored

    return put
