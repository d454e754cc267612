"""From a key to the screen: moving in the list, opening long articles, the next unread one; beside an empty app of
three panes in the same process. Trust the ratios.

    python tests/benchmarks/bench_screen.py [--articles 2000] [--keys 60]
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from empty_app import Empty
from make_library import Words, make
from textual import events
from textual.app import App
from textual.screen import Screen

from tuinews.core import clock
from tuinews.core.document import Document
from tuinews.core.fetched import Fetched, Page
from tuinews.library import Library, open_library
from tuinews.library.analysing import analyse_waiting
from tuinews.library.intake import store_page
from tuinews.library.settings import Settings
from tuinews.tui.app import TuinewsApp

SIZE = (120, 40)


class Took(NamedTuple):
    """Milliseconds from a key to the screen: on the clock, and of the processor, which other work does not lengthen."""

    wall: float
    cpu: float


Press = Callable[..., Awaitable[Took]]


async def watched(app: App[Any], script: Callable[[Press], Awaitable[None]]) -> None:
    """Run a script of keys in an app. A key's time ends with the first painting after it, or the first after which
    a condition holds."""
    painted = asyncio.Event()
    display = app._display

    def shown(screen: Screen[Any], renderable: Any) -> None:
        display(screen, renderable)
        painted.set()

    app._display = shown  # type: ignore[method-assign]

    async def press(key: str, until: Callable[[], bool] = lambda: True, rest: float = 0.15) -> Took:
        painted.clear()
        started, worked = time.perf_counter(), time.process_time()
        app.post_message(events.Key(key, key if len(key) == 1 else None))
        while True:
            await asyncio.wait_for(painted.wait(), 20)
            painted.clear()
            if until():
                break
        took = Took((time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000)
        await asyncio.sleep(rest)
        return took

    async with app.run_test(size=SIZE):
        await asyncio.sleep(0.8)
        await script(press)


def told(name: str, times: list[Took], beside: list[Took] | None = None) -> None:
    """A line of the table: milliseconds, and how often the empty app's."""
    middle, high, work = _sums(times)
    ratio = ""
    if beside:
        usual, worst, works = _sums(beside)
        ratio = f"   {middle / usual:.2f} / {high / worst:.2f}, cpu {work / works:.2f} x the empty app's"
    print(f"{name:<24} median {middle:6.1f}  p95 {high:6.1f}  cpu {work:6.1f} ms{ratio}")


def _sums(times: list[Took]) -> tuple[float, float, float]:
    walls = [took.wall for took in times]
    return statistics.median(walls), statistics.quantiles(walls, n=20)[-1], statistics.median(t.cpu for t in times)


def long_articles(library: Library) -> None:
    """Articles of 2,000 and of 10,000 words in turn, each with 40 statements, newer than all others."""
    draw = random.Random(3)
    words = Words(draw)
    for number in range(24):
        length = (2_000, 10_000)[number % 2]
        paragraphs = [" ".join(words.some(max(1, length // 50 - 16))).capitalize() + "." for _ in range(50)]
        for at in range(40):
            said = " ".join(words.some(12)).capitalize()
            paragraphs[at] = f"“{said},” said Mira Sol{at}. {paragraphs[at]}"
        url, now = f"https://long.example/{number}", clock.now()
        document = Document.plain("\n".join(paragraphs))
        page = Page(url, f"Long {number}", document, outlet="Long Reads", canonical_url=url, extractor="bench")
        store_page(library.store, page, Fetched(url, 200, {}, b"", now + timedelta(seconds=number)))
    for _ in analyse_waiting(library.store, library.settings.confidence):
        pass


async def main(articles: int, keys: int) -> None:
    empty: dict[str, list[Took]] = {}
    ours: dict[str, list[Took]] = {}

    async def move(press: Press, into: dict[str, list[Took]]) -> None:
        await press("j")
        into["line"] = [await press("j") for _ in range(keys)]
        into["page"] = [await press("ctrl+f") for _ in range(keys // 2)]

    async def use_empty(press: Press) -> None:
        await move(press, empty)

    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "bench.db", settings=Settings(name="bench"))
        gc.disable()  # as the program does until the first paint
        make(library.store, articles)
        long_articles(library)
        app = TuinewsApp(library)

        async def use_ours(press: Press) -> None:
            pane = app.main.article_pane

            async def turn(key: str) -> Took:
                before = pane.view.id if pane.view is not None else 0
                return await press(key, until=lambda: pane.view is not None and pane.view.id != before, rest=0.4)

            await press("enter")
            for _ in range(22):
                took = await turn("J")
                assert pane.view is not None
                ours.setdefault(f"open {round(pane.view.row.words, -3):,} words", []).append(took)
            ours["next unread"] = [await turn("n") for _ in range(keys // 3)]
            await press("h")
            await press("g")
            await move(press, ours)

        await watched(Empty(), use_empty)
        await watched(app, use_ours)
        library.close()
    for name, times in ours.items():
        told(name, times, empty.get(name))
    for name, times in empty.items():
        told(f"empty app: {name}", times)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--keys", type=int, default=60)
    given = parser.parse_args()
    asyncio.run(main(given.articles, given.keys))
