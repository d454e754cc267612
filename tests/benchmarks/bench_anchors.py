"""How often an anchor is found again after an article was rewritten.

    python tests/benchmarks/bench_anchors.py [--seeds 200] [--from 0] [--failures 5] [--only changed]

Articles are the bundled samples (English, German, French, Japanese, Arabic), long generated ones with the word
frequencies of natural language, and gibberish of twenty words, which is harsher than any news. A stretch of 2 to 34
words is anchored, the article is changed by one to four of CHANGES, and each word is followed, so that it is known
where the anchored ones went. Then, in three rounds: the anchored words still stand (but for their quotation marks);
up to a third of them were replaced, left out, misspelt or got company; they are gone, with their sentence.

Found *right*: at least 80% of the words found are the anchored ones (or what took their place), and the other way
round. *Near*: at least half. *Wrong*: less. *Orphan*: not found. What is fair:

- Words that came in at the very edge of the anchored ones belong to them or not: they count neither way.
- Anchored words that were torn apart (one of two paragraphs moved away, or another came between) are found where the
  whole stretch is, or where a part of at least two fifths is.
- A third of two words is no word: in the second round at least three words are anchored.
- *Copy*: the words were changed or torn apart, and the very words that the reader marked stand elsewhere as a pulled
  quote. Finding them there is no error in a reader's eyes, but it is not what we want: it counts neither as right nor
  as wrong.
  Where they still stand together, the pulled quote is a wrong place.
- In the third round an orphan is right; what is found although it is gone is counted, but shown by itself.

The last lines compare the time to find 200 notes of an edited article of 10,000 words with the time to lay it out: its
text alone, and with its notes, as the reader shows it.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import accumulate, pairwise
from pathlib import Path

from tuinews import samples
from tuinews.core import clock
from tuinews.core.anchors import Place, find_anchor, find_anchors, make_anchor
from tuinews.core.document import Document
from tuinews.core.fetched import Fetched, Page
from tuinews.core.fold import UNSPACED
from tuinews.core.statement import Span
from tuinews.ingest.feeds import parse_feed
from tuinews.ingest.pages import extract_page
from tuinews.library import open_library
from tuinews.library.intake import store_page
from tuinews.library.settings import Settings
from tuinews.library.views import ArticleView, Target
from tuinews.tui.glyphs import choose_glyphs
from tuinews.tui.layout import lay_out
from tuinews.tui.page import make_page

WORD = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
FILLER = (
    "the a of in to and inquiry harbour report minister union safety spring office council loan grid island strike"
).split()
EDGE = -1
"""The origin of a word that came in at the edge of the anchored ones."""
SIZES = (2, 3, 5, 8, 13, 21, 34)
ROUNDS = {"stands": "the words still stand", "changed": "up to a third changed", "gone": "the words are gone"}


@dataclass(slots=True)
class Token:
    """A word, the number it had in the first text (None for one that came later), and what follows it."""

    word: str
    origin: int | None
    space: str = " "
    copied: bool = False


Paragraph = list[Token]


@dataclass(slots=True)
class Article:
    """What is rewritten: its paragraphs, which words are anchored, and the words that new sentences are made of."""

    paragraphs: list[Paragraph]
    vocabulary: list[str]
    draw: random.Random
    keep: set[int] = field(default_factory=set)

    def free(self) -> list[Token]:
        """The words that are not anchored."""
        return [token for paragraph in self.paragraphs for token in paragraph if token.origin not in self.keep]

    def new(self, least: int, most: int) -> Paragraph:
        """A new sentence of so many words."""
        words = self.draw.choices(self.vocabulary, k=self.draw.randint(least, most))
        space = "" if re.match(f"[{UNSPACED}]", words[0]) else " "
        return [Token(word, None, space) for word in [words[0].capitalize(), *words[1:-1], words[-1] + "."]]


def typos(article: Article) -> None:
    free = article.free()
    for token in article.draw.sample(free, min(max(12, len(free) // 40), len(free))):
        token.word = misspelt(token.word, article.draw)


def numbers(article: Article) -> None:
    for token in article.free():
        token.word = re.sub(r"\d", lambda _: str(article.draw.randrange(10)), token.word)


def move_paragraph(article: Article) -> None:
    paragraph = article.paragraphs.pop(article.draw.randrange(len(article.paragraphs)))
    article.paragraphs.insert(article.draw.randrange(len(article.paragraphs) + 1), paragraph)


def split_paragraph(article: Article) -> None:
    """After a sentence, also within the anchored words."""
    which = article.draw.randrange(len(article.paragraphs))
    paragraph = article.paragraphs[which]
    ends = [i + 1 for i, token in enumerate(paragraph[:-1]) if token.word.endswith((".", ".”", "。"))]
    if ends:
        at = article.draw.choice(ends)
        article.paragraphs[which : which + 1] = [paragraph[:at], paragraph[at:]]


def merge_paragraphs(article: Article) -> None:
    if len(article.paragraphs) > 1:
        which = article.draw.randrange(len(article.paragraphs) - 1)
        article.paragraphs[which : which + 2] = [article.paragraphs[which] + article.paragraphs[which + 1]]


def insert_sentence(article: Article) -> None:
    paragraph = article.draw.choice(article.paragraphs)
    inside = [{before.origin, after.origin} <= article.keep for before, after in pairwise(paragraph)]
    at = article.draw.choice([i for i in range(len(paragraph) + 1) if not (0 < i < len(paragraph) and inside[i - 1])])
    paragraph[at:at] = article.new(5, 18)


def rewrite_paragraph(article: Article) -> None:
    """One that holds none of the anchored words."""
    free = [
        i
        for i, paragraph in enumerate(article.paragraphs)
        if not any(token.origin in article.keep for token in paragraph)
    ]
    if free:
        article.paragraphs[article.draw.choice(free)] = article.new(15, 60)


def new_lead(article: Article) -> None:
    anchored = any(token.origin in article.keep for token in article.paragraphs[0])
    replaced = 0 if anchored or article.draw.random() < 0.5 else 1
    article.paragraphs[0:replaced] = [article.new(20, 60)]


def swap_marks(article: Article) -> None:
    """Everywhere: anchored words that stand between other marks still stand."""
    marks = article.draw.choice(('""\'\'"""', "„“‚‘„„“", "«»‹›«»«"))
    for paragraph in article.paragraphs:
        for token in paragraph:
            token.word = token.word.translate(str.maketrans("“”‘’„«»", marks))


def repeat_phrase(article: Article) -> None:
    """The anchored words stand somewhere else, too (a pulled quote), but not in their own midst."""
    words = [
        Token(token.word, None, token.space, copied=True)
        for paragraph in article.paragraphs
        for token in paragraph
        if token.origin in article.keep
    ]
    holding = [i for i, paragraph in enumerate(article.paragraphs) if any(t.origin in article.keep for t in paragraph)]
    gaps = [i for i in range(len(article.paragraphs) + 1) if not holding[0] < i <= holding[-1]]
    article.paragraphs.insert(article.draw.choice(gaps), words)


CHANGES: dict[str, Callable[[Article], None]] = {
    change.__name__: change
    for change in (typos, numbers, move_paragraph, split_paragraph, merge_paragraphs, insert_sentence,
                   rewrite_paragraph, new_lead, swap_marks, repeat_phrase)
}  # fmt: skip


# Edits of other kinds (`--others`), for what the first ones do not do.


def straight_marks(article: Article) -> None:
    for paragraph in article.paragraphs:
        for token in paragraph:
            token.word = token.word.translate(str.maketrans("“”„«»‘’‚‹›–—", "\"\"\"\"\"'''''--"))


def hard_spaces(article: Article) -> None:
    for paragraph in article.paragraphs:
        for token in paragraph:
            if token.space and article.draw.random() < 0.2:
                token.space = article.draw.choice(("\xa0", "\u202f", "  ", "\u2009"))


def advertisements(article: Article) -> None:
    """The same words again and again, between the paragraphs."""
    for at in range(len(article.paragraphs), 0, -article.draw.randint(1, 3)):
        article.paragraphs.insert(at, [Token(word, None) for word in "Advertisement — continue reading below.".split()])


def other_order(article: Article) -> None:
    article.draw.shuffle(article.paragraphs)


def half_removed(article: Article) -> None:
    free = [p for p in article.paragraphs if not any(token.origin in article.keep for token in p)]
    gone = {id(p) for p in article.draw.sample(free, len(free) // 2)}
    article.paragraphs = [p for p in article.paragraphs if id(p) not in gone]


def synonyms(article: Article) -> None:
    """A third of all words that are not anchored become others."""
    for token in article.free():
        if token.word.isalnum() and article.draw.random() < 0.33:
            token.word = article.draw.choice(article.vocabulary)


def capitals(article: Article) -> None:
    """Of one paragraph, as a heading."""
    for token in article.draw.choice(article.paragraphs):
        token.word = token.word.upper()


def repeated_lines(article: Article) -> None:
    """A paragraph that holds none of the anchored words stands three times more."""
    free = [p for p in article.paragraphs if not any(token.origin in article.keep for token in p)]
    if free:
        chosen = article.draw.choice(free)
        for _ in range(3):
            copy = [Token(token.word, None, token.space) for token in chosen]
            article.paragraphs.insert(article.draw.randrange(len(article.paragraphs) + 1), copy)


def composed(article: Article) -> None:
    """As another program may write it: letters and their accents apart, and brought together again on the way in."""
    for paragraph in article.paragraphs:
        for token in paragraph:
            token.word = unicodedata.normalize("NFC", unicodedata.normalize("NFD", token.word))


OTHERS: dict[str, Callable[[Article], None]] = {
    change.__name__: change
    for change in (straight_marks, hard_spaces, advertisements, other_order, half_removed, synonyms, capitals,
                   repeated_lines, composed, new_lead, merge_paragraphs)
}  # fmt: skip


def change_words(article: Article) -> None:
    """Up to a third of the anchored words become others, are misspelt, go, or get company."""
    draw, keep = article.draw, article.keep
    most = max(1, len(keep) // 3)
    chosen = set(draw.sample(sorted(keep), draw.randint(max(1, most // 3), most)))
    for paragraph in article.paragraphs:
        for i in reversed(range(len(paragraph))):
            token = paragraph[i]
            if token.origin not in chosen:
                continue
            how = draw.random()
            if how < 0.5:
                token.word = draw.choice(article.vocabulary)
            elif how < 0.65:
                token.word = misspelt(token.word, draw)
            elif how < 0.8 and len(paragraph) > 1:
                del paragraph[i]
            else:
                edge = i == 0 or paragraph[i - 1].origin not in keep
                paragraph.insert(i, Token(draw.choice(article.vocabulary), EDGE if edge else token.origin, token.space))


def remove_words(article: Article) -> None:
    """The anchored words go, with the rest of their sentence or with their paragraph."""
    for paragraph in article.paragraphs:
        sentence, doomed = 0, set()
        for token in paragraph:
            if token.origin in article.keep:
                doomed.add(sentence)
            sentence += token.word.endswith((".", ".”", "。", "?", "!"))
        sentence, left = 0, []
        for token in paragraph:
            if sentence not in doomed:
                left.append(token)
            sentence += token.word.endswith((".", ".”", "。", "?", "!"))
        paragraph[:] = left
    article.paragraphs = [paragraph for paragraph in article.paragraphs if paragraph] or [article.new(20, 60)]


def misspelt(word: str, draw: random.Random) -> str:
    if len(word) < 4:
        return word
    at = draw.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def sample_texts() -> list[str]:
    """The samples' texts, of pages and of feeds, that are long enough to be rewritten."""
    found: dict[str, None] = {}
    for record in samples.records(datetime(2026, 3, 12, tzinfo=UTC)):
        if record.kind == "page":
            found[extract_page(record.fetched).document.text] = None
        else:
            found.update(dict.fromkeys(entry.document.text for entry in parse_feed(record.fetched).entries))
    return [text for text in found if len(WORD.findall(text)) > 100]


def natural(draw: random.Random, paragraphs: int) -> str:
    """An article of invented words, as often repeated as words are (Zipf)."""
    syllables = "ka lo mi ter ven sol dra pe nu sha gol rim ba tin or est ul fen qua zy".split()
    words = [*FILLER[:6], *("".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(3000))]
    odds = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    return "\n".join(
        " ".join(_sentence(draw, words, odds) for _ in range(draw.randint(1, 5))) for _ in range(paragraphs)
    )


def _sentence(draw: random.Random, words: list[str], odds: list[float]) -> str:
    chosen = draw.choices(words, cum_weights=odds, k=draw.randint(6, 30))
    if draw.random() < 0.3:
        chosen[0], chosen[-3] = "“" + chosen[0], chosen[-3] + ",”"
    if draw.random() < 0.3:
        chosen[2] = str(draw.randint(2, 2000))
    return " ".join(chosen).capitalize() + "."


def gibberish(draw: random.Random) -> str:
    """An article of twenty words: the hard case."""
    return "\n".join(
        " ".join(
            " ".join(draw.choices(FILLER, k=draw.randint(6, 20))).capitalize() + "." for _ in range(draw.randint(2, 5))
        )
        for _ in range(draw.randint(4, 14))
    )


def parse(text: str, draw: random.Random) -> Article:
    numbered = iter(range(len(text)))
    paragraphs = [
        [
            Token(match.group(), next(numbered), "" if line[match.end() : match.end() + 1].strip() else " ")
            for match in WORD.finditer(line)
        ]
        for line in text.split("\n")
        if line.strip()
    ]
    plain = [token.word for paragraph in paragraphs for token in paragraph if token.word.isalnum()]
    return Article(paragraphs, plain or FILLER, draw)


def render(article: Article) -> tuple[str, list[tuple[int, int, Token]]]:
    """The text, and where every word is in it."""
    parts, places, at = [], [], 0
    for paragraph in article.paragraphs:
        for i, token in enumerate(paragraph):
            places.append((at, at + len(token.word), token))
            parts.append(token.word + (token.space if i < len(paragraph) - 1 else "\n"))
            at += len(parts[-1])
    return "".join(parts).rstrip("\n"), places


def trial(text: str, draw: random.Random, which: str, changes: dict[str, Callable[[Article], None]]) -> tuple[str, str]:
    """One anchor, one rewriting: the outcome, and the story of it."""
    article = parse(text, draw)
    before, places = render(article)
    size = draw.choice(SIZES if which == "stands" else SIZES[1:] if which == "changed" else SIZES[2:])
    first = draw.randrange(max(1, len(places) - size))
    last = min(first + size, len(places)) - 1
    start, end = _without_marks(before, places[first][0], places[last][1], draw)
    anchor = make_anchor(before, start, end)
    article.keep = {
        token.origin for low, high, token in places if low < end and high > start and token.origin is not None
    }
    names = draw.sample(sorted(changes), draw.randint(1, 4))
    if which == "gone":
        names = [name for name in names if name != "repeat_phrase"]
        remove_words(article)
    for name in names:
        changes[name](article)
    if which == "changed":
        change_words(article)
    after, places = render(article)
    place = find_anchor(after, anchor)
    found = "" if place is None else f"\n  found {after[place.start : place.end]!r} {place.how} {place.score:.2f}"
    stands = " ".join(token.word for _, _, token in places if token.origin in article.keep)
    outcome = judge(places, article.keep, place)
    if outcome == "copy" and which != "changed" and len({len(part) for part in _parts(places, article.keep)}) == 1:
        outcome = "wrong"
    return outcome, f"{names} {which}\n  was   {anchor.exact!r}\n  is    {stands!r}{found}"


def _without_marks(text: str, start: int, end: int, draw: random.Random) -> tuple[int, int]:
    """Half of the time a reader leaves the marks around the words out."""
    bare = text[start:end].strip("\n “”\"'„«».,;:!?。、「」") if draw.random() < 0.5 else ""
    return (text.index(bare, start), text.index(bare, start) + len(bare)) if len(bare) > 1 else (start, end)


def judge(places: list[tuple[int, int, Token]], keep: set[int], place: Place | None) -> str:
    if place is None:
        return "orphan"
    found = [i for i, (start, end, _) in enumerate(places) if start < place.end and end > place.start]
    if found and all(places[i][2].copied for i in found):
        return "copy"
    share = max((_share(places, set(found), set(part)) for part in _parts(places, keep)), default=0.0)
    return "right" if share >= 0.8 else "near" if share >= 0.5 else "wrong"


def _parts(places: list[tuple[int, int, Token]], keep: set[int]) -> Iterator[list[int]]:
    """What counts as the anchored words: all of them, or a large part that stayed together and in order."""
    wanted = [i for i, (_, _, token) in enumerate(places) if token.origin in keep]
    together: list[list[int]] = []
    for i in wanted:
        now = places[i][2].origin or 0
        if (
            together
            and all(places[k][2].origin == EDGE for k in range(together[-1][-1] + 1, i))
            and now >= (places[together[-1][-1]][2].origin or 0)
        ):
            together[-1].append(i)
        else:
            together.append([i])
    yield from (part for part in [wanted, *together] if 5 * len(part) >= 2 * len(wanted) > 0)


def _share(places: list[tuple[int, int, Token]], found: set[int], wanted: set[int]) -> float:
    counted = [i for i in found if places[i][2].origin != EDGE]
    good = sum(i in wanted for i in counted)
    return min(good / len(wanted), good / max(1, len(counted)))


def run(
    which: str, seeds: range, known: list[str], failures: int, changes: dict[str, Callable[[Article], None]] = CHANGES
) -> Counter[str]:
    counts: Counter[str] = Counter()
    for seed in seeds:
        draw = random.Random(f"{seed}-{which}")
        chosen = draw.sample(known, min(6, len(known)))
        for text in [*chosen, natural(draw, 12), natural(draw, 50), gibberish(draw)]:
            outcome, story = trial(text, draw, which, changes)
            counts[outcome] += 1
            if outcome != ("orphan" if which == "gone" else "right") and failures:
                failures -= 1
                print(f"{seed} {outcome} {story}")
    return counts


def costs() -> Iterator[str]:
    """What 200 notes of an article of 10,000 words cost after each of the changes, after all of them, and after harsher
    edits, beside laying the article out."""
    draw = random.Random("cost")
    text = " ".join(natural(draw, 260).split(" ")[:10_000])
    spans = [match.span() for match in WORD.finditer(text)]
    picked = [(first, first + draw.choice(SIZES)) for first in (draw.randrange(len(spans) - 40) for _ in range(200))]
    noted = [(spans[first][0], spans[last - 1][1]) for first, last in picked]
    anchors = [make_anchor(text, start, end) for start, end in noted]
    view = noted_article(text, noted)
    shown = min(_seconds(lambda: make_page(view, 80, choose_glyphs())) for _ in range(9))
    laid = min(_seconds(lambda: lay_out(view.document, 80)) for _ in range(9))
    yield f"200 notes, 10,000 words: the text is laid out in {1000 * laid:.1f} ms, with its notes in {1000 * shown:.1f}"
    for name, changes in EDITS.items():
        article = parse(text, random.Random(name))
        for change in changes:
            change(article)
        after, _ = render(article)
        finding = min(_seconds(partial(find_anchors, after, anchors)) for _ in range(9))
        alone = sorted(_seconds(partial(find_anchor, after, anchor)) for anchor in anchors)
        yield (
            f"{name:36} {1000 * finding:5.1f} ms, {finding / laid:4.2f} × the text, {finding / shown:4.2f} × with notes"
            f"; one note alone {1000 * alone[len(alone) // 2]:.2f} ms, at most {1000 * alone[-1]:.1f}"
        )


def change_everywhere(article: Article, words: int, rewritten: int = 0) -> None:
    """So many words of each paragraph, and (unless 0) each `rewritten`. paragraph anew."""
    for paragraph in article.paragraphs:
        for token in article.draw.sample(paragraph, min(words, len(paragraph))):
            token.word = article.draw.choice(article.vocabulary)
    for i in range(3, len(article.paragraphs), rewritten) if rewritten else ():
        article.paragraphs[i] = article.new(15, 60)


ONCE = [change for change in CHANGES.values() if change is not repeat_phrase]  # which is about one anchor's words
EDITS: dict[str, list[Callable[[Article], None]]] = {
    **{change.__name__: [change] for change in ONCE},
    "all of these at once": ONCE,
    "1 word in each paragraph": [partial(change_everywhere, words=1), new_lead],
    "3 words in each paragraph": [partial(change_everywhere, words=3), new_lead],
    "6 words in each paragraph": [partial(change_everywhere, words=6), new_lead],
    "1 word, and each 10. paragraph anew": [partial(change_everywhere, words=1, rewritten=10), new_lead],
}


def noted_article(text: str, noted: list[tuple[int, int]]) -> ArticleView:
    """The text as an article of a library, with a note on each stretch."""
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library.db", settings=Settings(name="bench"))
        url = "https://bench.example/long"
        page = Page(url, "Long", Document.plain(text), outlet="Bench", canonical_url=url, extractor="bench")
        store_page(library.store, page, Fetched(url, 200, {}, b"", clock.now()))
        for start, end in noted:
            library.add_note(Target(1, Span(start, end)), "A note of a few words.")
        view = library.article(1)
        library.close()
    return view


def _seconds(work: Callable[[], object]) -> float:
    """Of this process alone: others may be at work beside it."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--others", action="store_true", help="edits of other kinds")
    parser.add_argument("--failures", type=int, default=0)
    parser.add_argument("--only", choices=list(ROUNDS), action="append")
    options = parser.parse_args()
    known = sample_texts()
    changes = OTHERS if options.others else CHANGES
    both: Counter[str] = Counter()
    for which in options.only or ROUNDS:
        counts = run(which, range(options.first, options.first + options.seeds), known, options.failures, changes)
        shares = "  ".join(
            f"{name} {100 * counts[name] / counts.total():.2f}%"
            for name in ("right", "near", "orphan", "copy", "wrong")
        )
        print(f"{ROUNDS[which]:22} {counts.total():5} anchors  {shares}")
        both += counts if which != "gone" else Counter()
    if both:
        print(f"in a wrong place, over the first two: {100 * both['wrong'] / both.total():.2f}%")
    for line in costs():
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
