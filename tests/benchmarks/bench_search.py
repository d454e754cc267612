"""From a search to its first results, as the list asks for them, in a large library (make_library.py makes one).

    python tests/benchmarks/bench_search.py LIBRARY [--runs 21]

Prints the median and the 95th percentile in milliseconds. Trust the ratios; the words are those of the library.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from tuinews.core.query import parse_query
from tuinews.library import open_library
from tuinews.storage.search import Order

FIRST = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--runs", type=int, default=21)
    options = parser.parse_args()
    library = open_library(options.library)
    print(f"{'search':52}{'found':>7}{'median':>9}{'p95':>9}  ms")
    for name, text, order in _searches(library.store.connection):
        times = []
        for _ in range(options.runs):
            began = time.perf_counter()
            found = library.search(text, order=order, limit=FIRST).ids
            library.rows(found[:20])
            times.append((time.perf_counter() - began) * 1000)
        times.sort()
        p95 = times[min(len(times) - 1, round(len(times) * 0.95))]
        label = f"{name}: {parse_query(text).text}"[:51]
        print(f"{label:52}{len(found):7}{statistics.median(times):9.1f}{p95:9.1f}")
    library.close()


def _searches(connection: sqlite3.Connection) -> Iterator[tuple[str, str, Order]]:
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'article_terms', 'row')")
    words = connection.execute("SELECT term, doc FROM temp.words ORDER BY doc DESC").fetchall()
    common, some = words[0][0], words[1000][0]
    rare = words[-1][0]
    speaker, seldom = (
        connection.execute(
            f"SELECT speaker FROM statement WHERE speaker > '' GROUP BY 1 ORDER BY count(*) {way} LIMIT 1"
        ).fetchone()[0]
        for way in ("DESC", "ASC")
    )
    yield "rare", rare, "newest"
    yield "common", common, "newest"
    yield "prefix", f"{common[:2]}*", "newest"
    yield "two words", f"{common} {some}", "newest"
    yield "without", f"{common} -{some}", "newest"
    yield "nothing found", "qqqqqq", "newest"
    yield "ranked, common", common, "ranked"
    yield "ranked, in some", some, "ranked"
    yield "ranked, two words", f"{common} {some}", "ranked"
    yield "by, often", f'by:"{speaker}"', "newest"
    yield "by, seldom", f'by:"{seldom}"', "newest"
    yield "by nobody", "by:qqqqqq", "newest"
    yield "by and a common word", f'{common} by:"{speaker}"', "newest"
    yield "by and a rare word", f'{rare} by:"{speaker}"', "newest"
    yield "kind", "kind:direct", "newest"
    yield "unread", "is:unread", "newest"


if __name__ == "__main__":
    main()
