"""Makes a library of many articles from a seed, with words distributed as in real text (Zipf) and some statements.

    python tests/benchmarks/make_library.py --articles 100000 FILE

The articles pass through the same code as any other; only the analysis is replaced by ready-made statements, so that
making a library takes minutes and not hours.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from tuinews.core.document import Document
from tuinews.core.fetched import Subscription
from tuinews.core.statement import Fragment, Source, Span, Statement
from tuinews.statements import ENGINE_VERSION
from tuinews.storage import articles, feeds, statements, written
from tuinews.storage.articles import Incoming
from tuinews.storage.documents import packed
from tuinews.storage.store import Store, open_store

NOW = 1_770_000_000.0
FEEDS = 200
LETTERS = "etaoinshrdlucmfwypvbgkjqxz"
SPEAKERS = (
    "Ilan Reyes",
    "Mira Sol",
    "Ana Diaz",
    "Bo Lind",
    "the ministry",
    "Jan Weber",
    "Ines Marek",
    "Tove Lindqvist",
)


class Words:
    """A vocabulary whose words are drawn by Zipf's law; `rare` ones stand in about one article in a thousand."""

    def __init__(self, draw: random.Random, size: int = 30_000) -> None:
        weights = [26 - i for i in range(26)]
        self.words = list(
            dict.fromkeys("".join(draw.choices(LETTERS, weights, k=draw.randint(2, 11))) for _ in range(size))
        )
        self.sums = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))
        self.draw = draw

    def some(self, count: int) -> list[str]:
        total = self.sums[-1]
        return [self.words[bisect(self.sums, self.draw.random() * total)] for _ in range(count)]


def make(store: Store, count: int, seed: int = 1, size: int = 3000) -> None:
    """Fill a library with `count` articles of about `size` characters in FEEDS feeds."""
    draw = random.Random(seed)
    words = Words(draw)
    with written.step(store, "bench", "Subscribed") as step:
        feeds.subscribe(step, [Subscription(f"https://feed{i}.example/rss", f"Feed {i}") for i in range(FEEDS)], NOW)
    for start in range(0, count, 1000):
        with store.writing() as connection:
            for number in range(start, min(start + 1000, count)):
                incoming, found = _article(words, draw, number, count, size)
                stored = articles.store_article(connection, incoming)
                assert stored is not None
                feeds.remember_entry(connection, 1 + number % FEEDS, str(number), "d", stored.article_id, NOW)
                revision = connection.execute(
                    "SELECT revision_id FROM article WHERE id = ?", (stored.article_id,)
                ).fetchone()
                statements.store(connection, stored.article_id, revision[0], found, ENGINE_VERSION, 0.5)
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _article(
    words: Words, draw: random.Random, number: int, count: int, size: int
) -> tuple[Incoming, tuple[Statement, ...]]:
    paragraphs, found, at = [], [], 0
    for paragraph in _paragraphs(words, draw, size):
        if draw.random() < 0.3:
            speaker = draw.choice(SPEAKERS)
            quote = " ".join(words.some(12))
            paragraph = f"“{quote},” said {speaker}."
            end = at + 1 + len(quote) + 1
            mention = Span(at + len(paragraph) - 1 - len(speaker), at + len(paragraph) - 1)
            found.append(Statement((Fragment(at + 1, end, "direct"),), Source(speaker, mention), confidence=0.9))
        paragraphs.append(paragraph)
        at += len(paragraph) + 1
    title = " ".join(words.some(7)).capitalize()
    if draw.random() < 0.001:
        title += " zephyrine"
    published = NOW - (count - number) * 60
    incoming = Incoming(
        content=packed(title, Document.plain("\n".join(paragraphs)), "en"), origin="entry", fetched=published,
        digest=str(number),
        url=f"https://feed{number % FEEDS}.example/{number}", outlet=f"Feed {number % FEEDS}", language="en",
    )  # fmt: skip
    return incoming, tuple(found)


def _paragraphs(words: Words, draw: random.Random, size: int) -> Iterator[str]:
    left = size
    while left > 0:
        paragraph = " ".join(words.some(draw.randint(25, 60))).capitalize() + "."
        left -= len(paragraph)
        yield paragraph


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--characters", type=int, default=3000, help="of an article, about")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.file.exists():
        print(f"{options.file} exists already", file=sys.stderr)
        return 1
    began = time.perf_counter()
    store = open_store(options.file)
    make(store, options.articles, options.seed, options.characters)
    store.close()
    print(
        f"{options.articles:,} articles, {options.file.stat().st_size / 1e6:.0f} MB,"
        f" {time.perf_counter() - began:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
