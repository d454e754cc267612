"""Writes to a library until it is killed: notes, tags, new revisions of the articles that bear them, a merge.

Run as `python killed_writer.py LIBRARY SEED`. Every note that the reader would have seen confirmed is one line
`note <its words>` on standard output, written after the library said that it was done.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from tuinews.core.document import Document
from tuinews.core.statement import Span
from tuinews.library import Library, open_library
from tuinews.library.settings import Settings
from tuinews.library.views import Target
from tuinews.storage.articles import Incoming, store_article
from tuinews.storage.documents import packed

SENTENCES = [f"In the port of {name} the crew was not told, said Ilan Reyes of {name}." for name in "ABCDEF"]


def main(path: Path, seed: int) -> None:
    """Write for ever."""
    chance, library = random.Random(seed), open_library(path, settings=Settings(name="mira"))
    other = _other_library(path.with_name("other.db"), chance, f"{seed}-other")
    print("open", flush=True)
    number = 0
    while True:
        _refresh(library, chance)
        number += 1
        body = f"{seed}-{number}"
        article = chance.choice(library.search().ids)
        start = chance.randrange(len(library.article(article).document.text) - 20)
        library.add_note(Target(article, Span(start, start + 20)), body)
        print(f"note {body}", flush=True)
        library.tag([Target(article)], [f"t{seed}-{number}"])
        print(f"tag t{seed}-{number}", flush=True)
        library.analyse_article(article)
        if number == 1:
            library.merge(other)
            print(f"note {seed}-other", flush=True)


def _other_library(path: Path, chance: random.Random, body: str) -> Path:
    """Somebody else's library, with a note on one of the same articles."""
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    other = open_library(path, settings=Settings(name="anna"))
    _refresh(other, chance)
    other.add_note(Target(1, Span(3, 20)), body)
    other.close()
    return path


def _refresh(library: Library, chance: random.Random) -> None:
    which = chance.randrange(4)
    text = "\n".join(chance.sample(SENTENCES, 4))
    incoming = Incoming(
        content=packed(f"Article {which}", Document.plain(text), "en"), origin="page",
        fetched=1_770_000_000.0 + chance.random(), digest=text, url=f"https://harbour.example/{which}",
        body=text.encode(),
    )  # fmt: skip
    with library.store.writing() as connection:
        store_article(connection, incoming)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
