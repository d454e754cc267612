"""What reading feeds costs: `python tests/benchmarks/bench_ingest_feeds.py [FEEDS] [ENTRIES]`.

CPU seconds for reading all feeds for the first time, again unchanged, and with two new entries each; and what
feedparser alone takes for the first, without its sanitiser, as a measure of the machine.
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

import feedparser

from tuinews.core.fetched import Fetched
from tuinews.ingest.feeds import parse_feed

WORDS = "harbour ferry inquiry “drill” officials union “crew” report minister islands winter company vote".split()


def entry(chance: random.Random, number: int) -> str:
    paragraphs = "".join(f"<p>{' '.join(chance.choices(WORDS, k=60))}.</p>" for _ in range(5))
    return (
        f"<item><title>Entry {number}</title><link>https://n.example/{number}</link>"
        f'<guid isPermaLink="false">{number}</guid><pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate>'
        f"<description><![CDATA[{paragraphs}]]></description></item>"
    )


def feed(seed: int, entries: int, new: int = 0) -> Fetched:
    items = [entry(random.Random(seed * 1_000_003 + number), number) for number in range(entries + new)]
    body = f'<rss version="2.0"><channel><title>Feed {seed}</title>{"".join(reversed(items))}</channel></rss>'
    return Fetched(f"https://n.example/{seed}.xml", 200, {}, body.encode(), datetime.now(UTC))


def timed(name: str, work: Callable[[], object]) -> None:
    start = time.process_time()
    work()
    print(f"{name:28} {time.process_time() - start:7.2f} s")


def main(feeds: int = 200, entries: int = 50) -> None:
    first = [feed(seed, entries) for seed in range(feeds)]
    later = [feed(seed, entries, new=2) for seed in range(feeds)]
    known = [{found.guid: found.digest for found in parse_feed(fetched).entries} for fetched in first]
    print(f"{feeds} feeds of {entries} entries, {sum(len(fetched.body) for fetched in first) / 1e6:.1f} MB")
    options = {"sanitize_html": False, "resolve_relative_uris": False}
    timed("feedparser alone", lambda: [feedparser.parse(io.BytesIO(fetched.body), **options) for fetched in first])
    timed("first time", lambda: [parse_feed(fetched) for fetched in first])
    timed("unchanged", lambda: [parse_feed(fetched, old) for fetched, old in zip(first, known, strict=True)])
    timed("two new entries each", lambda: [parse_feed(fetched, old) for fetched, old in zip(later, known, strict=True)])


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
