"""How often an anchor is found again after an article was rewritten.

    python tests/benchmarks/bench_anchors.py [--seeds 200] [--from 0] [--failures 5]

Articles are the bundled samples and generated ones. Each is changed by one to four of the CHANGES below, word by word,
so that it is known where the anchored words went. Found *right*: at least 80% of the words found are the anchored ones
(or what became of them), and the other way round. *Wrong*: found, and less than half of that holds.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from tuinews import samples
from tuinews.core.anchors import find_anchor, make_anchor
from tuinews.ingest.pages import extract_page

WORD = re.compile(r"\S+|\n")
FILLER = "the a of in to and inquiry harbour report minister union safety spring office council loan grid island strike".split()


@dataclass
class Token:
    """A word and the number it had in the first text; None for one that came later."""

    word: str
    origin: int | None


Article = list[list[Token]]
"""Paragraphs of words."""


def typos(article: Article, draw: random.Random, keep: set[int]) -> None:
    for token in _some(article, draw, 12, keep):
        if len(token.word) > 3:
            at = draw.randrange(1, len(token.word) - 1)
            token.word = token.word[:at] + token.word[at + 1] + token.word[at] + token.word[at + 2 :]


def numbers(article: Article, draw: random.Random, keep: set[int]) -> None:
    for paragraph in article:
        for token in paragraph:
            if any(char.isdigit() for char in token.word) and token.origin not in keep:
                token.word = re.sub(r"\d", lambda _: str(draw.randrange(10)), token.word)


def move_paragraph(article: Article, draw: random.Random, keep: set[int]) -> None:
    if len(article) > 1:
        article.insert(draw.randrange(len(article)), article.pop(draw.randrange(len(article))))


def split_paragraph(article: Article, draw: random.Random, keep: set[int]) -> None:
    """Between sentences, outside the anchored words."""
    which = draw.randrange(len(article))
    paragraph = article[which]
    ends = [
        i + 1 for i, token in enumerate(paragraph[:-1]) if token.word.endswith((".", ".”")) and token.origin not in keep
    ]
    if ends:
        at = draw.choice(ends)
        article[which : which + 1] = [paragraph[:at], paragraph[at:]]


def merge_paragraphs(article: Article, draw: random.Random, keep: set[int]) -> None:
    if len(article) > 1:
        which = draw.randrange(len(article) - 1)
        article[which : which + 2] = [article[which] + article[which + 1]]


def insert_sentence(article: Article, draw: random.Random, keep: set[int]) -> None:
    paragraph = draw.choice(article)
    places = [
        i
        for i in range(len(paragraph) + 1)
        if not (0 < i < len(paragraph) and {paragraph[i - 1].origin, paragraph[i].origin} <= keep)
    ]
    at = draw.choice(places)
    paragraph[at:at] = _new(draw, draw.randint(5, 18))


def rewrite_paragraph(article: Article, draw: random.Random, keep: set[int]) -> None:
    """One that holds none of the anchored words."""
    free = [i for i, paragraph in enumerate(article) if not any(token.origin in keep for token in paragraph)]
    if free:
        article[draw.choice(free)] = _new(draw, draw.randint(15, 60))


def new_lead(article: Article, draw: random.Random, keep: set[int]) -> None:
    article.insert(0, _new(draw, draw.randint(20, 60)))


def swap_marks(article: Article, draw: random.Random, keep: set[int]) -> None:
    for paragraph in article:
        for token in paragraph:
            if token.origin not in keep:
                token.word = token.word.translate(str.maketrans("“”‘’", "\"\"''"))


def repeat_phrase(article: Article, draw: random.Random, keep: set[int]) -> None:
    """The anchored words stand somewhere else, too (a pulled quote)."""
    words = [Token(token.word, None) for paragraph in article for token in paragraph if token.origin in keep]
    article.insert(draw.randrange(len(article) + 1), words)


CHANGES: dict[str, Callable[[Article, random.Random, set[int]], None]] = {
    change.__name__: change
    for change in (typos, numbers, move_paragraph, split_paragraph, merge_paragraphs, insert_sentence, rewrite_paragraph,
                   new_lead, swap_marks, repeat_phrase)
}  # fmt: skip


def change_words(article: Article, draw: random.Random, keep: set[int], most: float = 1 / 3) -> None:
    """Up to a third of the anchored words become others, go, or get company."""
    count = max(1, int(len(keep) * draw.uniform(0.1, most)))
    chosen = set(draw.sample(sorted(keep), min(count, len(keep))))
    for paragraph in article:
        for i in reversed(range(len(paragraph))):
            if paragraph[i].origin in chosen:
                how = draw.random()
                if how < 0.6:
                    paragraph[i].word = draw.choice(FILLER)
                elif how < 0.8:
                    del paragraph[i]
                else:
                    paragraph.insert(i, Token(draw.choice(FILLER), paragraph[i].origin))


def _some(article: Article, draw: random.Random, count: int, keep: set[int]) -> list[Token]:
    free = [token for paragraph in article for token in paragraph if token.origin not in keep]
    return draw.sample(free, min(count, len(free)))


def _new(draw: random.Random, count: int) -> list[Token]:
    words = [draw.choice(FILLER) for _ in range(count)]
    return [Token(word, None) for word in [words[0].capitalize(), *words[1:-1], words[-1] + "."]]


def texts() -> list[str]:
    """The samples' texts (those with spaces between words)."""
    pages = [record.fetched for record in samples.records(datetime(2026, 3, 12, tzinfo=UTC)) if record.kind == "page"]
    found = [extract_page(fetched).document.text for fetched in pages]
    return [text for text in found if len(text.split()) > 60]


def generated(draw: random.Random) -> str:
    """An article of repetitive words: the hard case."""
    return "\n".join(
        " ".join(token.word for _ in range(draw.randint(2, 5)) for token in _new(draw, draw.randint(6, 20)))
        for _ in range(draw.randint(4, 14))
    )


def parse(text: str) -> Article:
    number = 0
    article: Article = []
    for line in filter(str.strip, text.split("\n")):
        paragraph = []
        for word in line.split():
            paragraph.append(Token(word, number))
            number += 1
        article.append(paragraph)
    return article


def render(article: Article) -> tuple[str, list[tuple[int, int, int | None]]]:
    """The text, and (start, end, origin) of every word."""
    parts, places, at = [], [], 0
    for paragraph in article:
        for i, token in enumerate(paragraph):
            places.append((at, at + len(token.word), token.origin))
            parts.append(token.word + (" " if i < len(paragraph) - 1 else "\n"))
            at += len(parts[-1])
    return "".join(parts).rstrip("\n"), places


def trial(text: str, draw: random.Random, *, changed: bool) -> tuple[str, str]:
    """One anchor, one rewriting: "right", "orphan", "near" or "wrong", and the story of it."""
    article = parse(text)
    before, places = render(article)
    size = draw.choice((2, 3, 5, 8, 13, 21, 34))
    first = draw.randrange(max(1, len(places) - size))
    last = min(first + size, len(places)) - 1
    anchor = make_anchor(before, places[first][0], places[last][1])
    keep = set(range(first, last + 1))
    names = draw.sample(sorted(CHANGES), draw.randint(1, 4))
    for name in names:
        CHANGES[name](article, draw, keep)
    if changed:
        change_words(article, draw, keep)
    after, places = render(article)
    place = find_anchor(after, anchor)
    story = f"{names} {'changed' if changed else ''}\n  was   {anchor.exact!r}"
    if place is None:
        return "orphan", story
    found = Counter(origin in keep for start, end, origin in places if start < place.end and end > place.start)
    wanted = sum(origin in keep for _, _, origin in places)
    if not wanted:
        return "near", story
    good, bad = found[True], found[False]
    share = min(good / wanted, good / max(1, good + bad))
    story += f"\n  found {after[place.start : place.end]!r} {place.how} {place.score:.2f}"
    return ("right" if share >= 0.8 else "near" if share >= 0.5 else "wrong"), story


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--failures", type=int, default=0)
    options = parser.parse_args()
    known = texts()
    for changed in (False, True):
        counts: Counter[str] = Counter()
        shown, spent = 0, 0.0
        for seed in range(options.first, options.first + options.seeds):
            draw = random.Random(f"{seed}-{changed}")
            for text in [*known, generated(draw), generated(draw)]:
                began = time.perf_counter()
                outcome, story = trial(text, draw, changed=changed)
                spent += time.perf_counter() - began
                counts[outcome] += 1
                if outcome != "right" and shown < options.failures:
                    shown += 1
                    print(f"{outcome} {story}")
        total = counts.total()
        shares = "  ".join(f"{name} {100 * counts[name] / total:.2f}%" for name in ("right", "near", "orphan", "wrong"))
        print(
            f"{'up to a third of the words changed' if changed else 'the words still stand'}: {total} anchors  {shares}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
