"""From a key to the screen, and from `q` to the end, in a real terminal with a large library (make_library.py makes
one); beside an empty Textual app of three panes and newsboat with the same articles, in the same run.

    python tests/benchmarks/bench_keys.py LIBRARY [--only search,quit] [--keys 40] [--runs 7]

The library is copied first. A time ends with the first output after which the screen shows what was asked for.
Milliseconds; `cpu` is what the program's threads worked until it was quiet again. Other work on the machine lengthens
all but that: trust the ratios.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from bench_screen import long_articles
from recorded_terminal import RecordedTerminal, Step

from tuinews.core.query import FIELDS
from tuinews.core.unfinished import as_typed
from tuinews.library import Library, open_library

HERE = Path(__file__).parent
PARTS = ("start", "move", "unread", "search", "open", "quit")
SEARCHES = 15


class Kind(NamedTuple):
    """A program to measure."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]
    painted: Callable[[RecordedTerminal], bool]
    place: Callable[[RecordedTerminal], int]
    """On which row of the list the cursor is, counted from any."""
    title: Callable[[RecordedTerminal], str]
    """Of the article that is open."""
    to_list: str = ""
    """The key from the first screen to the list of all articles."""
    leave: str = "q"
    down: str = "j"
    up: str = "k"
    page: str = "\x06"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--runs", type=int, default=7, help="of start and quit")
    parser.add_argument("--without", default="", help="programs to leave out: newsboat, empty")
    asked = parser.parse_args()
    parts = asked.only.split(",")
    with tempfile.TemporaryDirectory(prefix="bench-keys-") as folder:
        copy = Path(folder) / "library.db"
        shutil.copyfile(asked.library, copy)
        kinds = [kind for kind in programs(copy, Path(folder)) if kind.name not in asked.without]
        if "start" in parts or "quit" in parts:
            start_and_quit(kinds, asked.runs)
        if "move" in parts:
            for kind in kinds:
                move(kind, asked.keys)
        if "unread" in parts:
            for kind in kinds:
                if kind.name != "empty app":
                    unread(kind, asked.keys)
        if "search" in parts:
            search(kinds[0], copy)
            for kind in kinds:
                if kind.name == "newsboat":
                    search_newsboat(kind, copy)
        if "open" in parts:
            open_long(kinds[0], copy)


# -- the programs -----------------------------------------------------------------------------------------------------


def programs(library: Path, folder: Path) -> Iterator[Kind]:
    """Ours, the empty app and newsboat (where it is installed), each ready to start."""
    world = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    config = folder / "config.toml"
    config.write_text('name = "bench"\nrefresh_on_start = false\nrefresh_minutes = 0\n')
    titles = newest_titles(library, 2_000)

    def our_place(terminal: RecordedTerminal) -> int:
        shown = next((row[4:] for row in terminal.rows(0, 36) if row[1] == "▌"), "").rstrip(" …│")
        return next((at for at, title in enumerate(titles) if shown and title.startswith(shown)), -1)

    def number(terminal: RecordedTerminal) -> int:
        words = [word for word in terminal.marked().split() if word.isdecimal()]
        return int(words[0]) if words else -1

    own = {**world, "TUINEWS_LIBRARY": str(library), "TUINEWS_CONFIG": str(config)}
    yield Kind("tuinews", [str(Path(sys.executable).with_name("tuinews"))], own,
               lambda t: our_place(t) == 0, our_place, lambda t: "".join(t.rows(42, 86)[3:5]).strip())  # fmt: skip
    yield Kind("empty app", [sys.executable, str(HERE / "empty_app.py")], world,
               lambda t: number(t) == 0, number, lambda t: "", leave="\x11")  # fmt: skip
    if newsboat := shutil.which("newsboat"):
        urls, cache = newsboat_library(newsboat, library, folder)
        command = [newsboat, "-q", "-u", str(urls), "-c", str(cache), "-C", "/dev/null"]
        yield Kind("newsboat", command, {**world, "TERM": "linux", "HOME": str(folder)},
                   lambda t: number(t) == 1, number, lambda t: t.rows()[0].partition(" - Article ")[2],
                   to_list="\r", leave="Q", down="\x1b[B", up="\x1b[A", page="\x1b[6~")  # fmt: skip


def newest_titles(library: Path, count: int) -> list[str]:
    """Titles of the newest articles, in the order of the list."""
    with closing(sqlite3.connect(library)) as connection:
        rows = connection.execute("SELECT title FROM article ORDER BY sorted DESC, id DESC LIMIT ?", (count,))
        return [str(title) for (title,) in rows]


def newsboat_library(newsboat: str, library: Path, folder: Path) -> tuple[Path, Path]:
    """The same articles for newsboat: its list of feeds, which begins with all unread ones, and its cache."""
    urls, cache = folder / "urls", folder / "cache.db"
    with closing(sqlite3.connect(library)) as connection:
        feeds = connection.execute("SELECT id, url, name FROM subscription ORDER BY id").fetchall()
        lines = ['"query:All articles:unread = \\"yes\\""', *(url for _, url, _ in feeds)]
        urls.write_text("\n".join(lines) + "\n")
        subprocess.run(
            [newsboat, "-u", urls, "-c", cache, "-C", "/dev/null", "-x", "print-unread"],
            check=True, stdout=subprocess.DEVNULL, env={**os.environ, "HOME": str(folder)},
        )  # fmt: skip
        with closing(sqlite3.connect(cache)) as kept:
            kept.executemany(
                "INSERT OR REPLACE INTO rss_feed (rssurl, url, title) VALUES (?, ?, ?)",
                [(url, url, title) for _, url, title in feeds],
            )
            rows = connection.execute(
                "SELECT a.url, a.title, a.url, f.url, a.sorted, r.text FROM article a JOIN revision r"
                " ON r.id = a.revision_id JOIN entry e ON e.article_id = a.id JOIN subscription f ON f.id = e.feed_id"
                " ORDER BY f.id, a.id"
            )
            kept.executemany(
                "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread)"
                " VALUES (?, ?, '', ?, ?, ?, ?, 1)",
                rows,
            )
            kept.execute("ANALYZE")  # as newsboat does now and then; without, it starts 30 times as slowly
            kept.commit()
    return urls, cache


# -- what is measured -------------------------------------------------------------------------------------------------


def begin(kind: Kind) -> tuple[RecordedTerminal, float]:
    """A program whose first screen is painted and that is quiet, and the seconds until the paint."""
    terminal = RecordedTerminal(kind.command, kind.environment)
    painted = terminal.first(lambda: kind.painted(terminal))
    if painted is None:
        raise TimeoutError("\n".join([f"{kind.name} shows:", *terminal.rows()]))
    return terminal, painted


def start_and_quit(kinds: Sequence[Kind], runs: int) -> None:
    """From exec to the list, and from the key that leaves to the end of the process."""
    starts: dict[str, list[float]] = {kind.name: [] for kind in kinds}
    quits: dict[str, list[float]] = {kind.name: [] for kind in kinds}
    for run in range(runs + 1):
        for kind in kinds:
            terminal, painted = begin(kind)
            left = terminal.leave(kind.leave)
            if run:  # the first round warms the disk's cache
                starts[kind.name].append(painted)
                quits[kind.name].append(left)
    for kind in kinds:
        told("first paint", kind.name, starts[kind.name])
    for kind in kinds:
        told("quit", kind.name, quits[kind.name])


def move(kind: Kind, keys: int) -> None:
    """The cursor in the list of all articles: to the next row and back; on and on, so that the list scrolls; a page."""
    terminal, _ = begin(kind)

    def place() -> int:
        return kind.place(terminal)

    def press(key: str) -> Step:
        before = place()
        return terminal.step([key], lambda: place() not in (before, -1))

    if kind.to_list:
        terminal.step([kind.to_list], anything)
    press(kind.down)
    told_steps("cursor, rested", kind.name, [press((kind.down, kind.up)[n % 2]) for n in range(keys)])
    told("down, 150 ms apart", kind.name, terminal.in_row(kind.down, keys, 0.15, place))
    told("down, 33 ms apart", kind.name, terminal.in_row(kind.down, keys, 1 / 30, place))
    told_steps("page down, rested", kind.name, [press(kind.page) for _ in range(keys // 2)])
    terminal.kill()


def unread(kind: Kind, keys: int) -> None:
    """The next unread article from within one: each is of another feed."""
    terminal, _ = begin(kind)

    def press(key: str) -> Step:
        before = kind.title(terminal)
        return terminal.step([key], lambda: kind.title(terminal) not in (before, ""), quiet=0.4)

    if kind.to_list:
        terminal.step([kind.to_list], anything)
    terminal.step("\r", anything)
    told_steps("next unread", kind.name, [press("n") for _ in range(keys)])
    terminal.kill()


def open_long(kind: Kind, copy: Path) -> None:
    """Articles of 2,000 and of 10,000 words, each with 40 statements."""
    with closing(open_library(copy)) as library:
        long_articles(library)
    terminal = RecordedTerminal(kind.command, kind.environment)
    terminal.first(lambda: "Long 23" in kind.title(terminal))
    terminal.step("\r", anything)
    steps: dict[int, list[Step]] = {0: [], 1: []}
    for number in [*range(22, -1, -1), *range(1, 24)]:  # down with J, then up again with K

        def shown(number: int = number) -> bool:
            return kind.title(terminal).split()[:2] == ["Long", str(number)]

        key = "J" if len(steps[0]) + len(steps[1]) < 23 else "K"
        steps[number % 2].append(terminal.step([key], shown, quiet=0.5))
    told_steps("open, 2,000 words", kind.name, steps[0])
    told_steps("open, 10,000 words", kind.name, steps[1])
    terminal.kill()


def search(kind: Kind, copy: Path) -> None:
    """From the last key of a search to its newest results."""
    terminal, _ = begin(kind)
    library = open_library(copy)
    for name, texts in searches(library).items():
        ranked = name.startswith("ranked")
        terminal.step("/", anything)
        if ranked:
            terminal.step("\x12", anything)
        steps = []
        for text in texts:
            found = library.search(as_typed(text), order="ranked" if ranked else "newest", limit=1)
            title = library.rows(found.ids)[0].title[18:26]  # what the offers of completion leave in sight
            steps.append(terminal.step(text, partial(found_so, terminal, text, title), quiet=0.3))
            if steps[-1].reached is None:
                print(f"{text}: never showed {title}", *terminal.rows(0, 40)[:8], sep="\n")
            terminal.step("\x15", anything, quiet=0.3)  # empties the line
        if ranked:
            terminal.step("\x12", anything)
        terminal.step("\x1b", anything, quiet=0.3)
        told_steps(f"search, {name}", kind.name, steps)
    library.close()
    terminal.kill()


def anything() -> bool:
    return True


def found_so(terminal: RecordedTerminal, text: str, title: str) -> bool:
    """Whether the list shows what was found for a text, and says that it was read so."""
    meaning = " ".join(row.strip("│ ") for row in terminal.rows(0, 39)[2:6])
    word = f"“{text.rpartition(':')[2]}"
    read = "found" in meaning and (f"{word}…”" in meaning or f"{word}”" in meaning)
    return read and any(title in row for row in terminal.rows(0, 36)[4:12])


def search_newsboat(kind: Kind, library: Path) -> None:
    """The same in newsboat: there a search is typed and sent off."""
    with closing(open_library(library)) as opened:
        kinds = searches(opened)
    for name, texts in kinds.items():
        if not name.startswith(("rare", "common")):
            continue
        steps = []
        for text in texts[:5]:
            terminal, _ = begin(kind)
            terminal.step(f"/{text}", anything)
            found = terminal.step("\r", partial(in_title, terminal), quiet=4.0)
            steps.append(found)
            terminal.kill()
        told_steps(f"search, {name}", kind.name, steps)


def in_title(terminal: RecordedTerminal) -> bool:
    return "Search" in terminal.screen.display[0]


def searches(library: Library) -> dict[str, list[str]]:
    """What is searched for, by kind, from the words of the library."""
    connection = library.store.connection
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'article_terms', 'row')")
    ordered = connection.execute("SELECT term FROM temp.words WHERE length(term) > 3 ORDER BY doc DESC").fetchall()
    names = connection.execute("SELECT speaker FROM statement GROUP BY 1 ORDER BY count(*) DESC").fetchall()

    def some(terms: Iterable[tuple[str]]) -> list[str]:
        """Words that are found as they stand in the index, and are no field of the search language."""
        found = (term for (term,) in terms if term not in FIELDS and library.search(term, limit=1).ids)
        return list(islice(found, SEARCHES))

    names_of_fields = {field[:2] for field in FIELDS}  # what is offered for them hides the first results
    common, rare = some(ordered), some(reversed(ordered))
    return {
        "rare word": rare,
        "common word": common,
        "prefix": [word[:length] for length in (2, 3) for word in common if word[:2] not in names_of_fields][:SEARCHES],
        "by": [f"by:{name.split()[-1].lower()}" for (name,) in names for _ in range(2)][:SEARCHES],
        "ranked, common word": common,
        "ranked, rare word": rare,
    }


# -- telling ----------------------------------------------------------------------------------------------------------


def told_steps(what: str, name: str, steps: Sequence[Step]) -> None:
    cpu, quiet = statistics.median(step.cpu for step in steps), statistics.median(step.quiet for step in steps)
    reached = [step.reached for step in steps if step.reached is not None]
    told(what, name, reached, f"   cpu {cpu * 1000:5.1f}   quiet after {quiet * 1000:5.0f}")


def told(what: str, name: str, seconds: Sequence[float], more: str = "") -> None:
    """A line of the table, in milliseconds."""
    times = sorted(one * 1000 for one in seconds)
    if not times:
        print(f"{what:28}{name:12} never reached")
        return
    p95 = times[min(len(times) - 1, round(0.95 * (len(times) - 1)))]
    middle = statistics.median(times)
    print(
        f"{what:28}{name:12}median {middle:7.1f}  p95 {p95:7.1f}  best {times[0]:7.1f}  n={len(times)}{more}",
        flush=True,
    )


if __name__ == "__main__":
    main()
