"""The passes in a row: text → paragraphs → sentences → drafts → statements."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from tuinews.core.document import Range
from tuinews.core.statement import Fragment, Kind, Relay, Source, Span, Stance, Statement
from tuinews.statements.attribution import drafts_in, opening_source
from tuinews.statements.confidence import confidence
from tuinews.statements.drafts import Draft
from tuinews.statements.explain import why
from tuinews.statements.interruptions import split_interrupted
from tuinews.statements.lexicon import Lexicon, lexicon
from tuinews.statements.links import Loose, fragment_of, governing, is_statement, loose_quotes
from tuinews.statements.marks import quotes_in
from tuinews.statements.phrases import Phrase
from tuinews.statements.pointing import pointer_in
from tuinews.statements.reach import Content
from tuinews.statements.relays import path_of
from tuinews.statements.sentences import Sentence, sentences_in
from tuinews.statements.shapes import (
    Shaped,
    all_quoted,
    blockquotes_in,
    dateline_end,
    dialogue_in,
    posts_in,
    signature_in,
    turns_in,
)
from tuinews.statements.sources import main_subject
from tuinews.statements.spaceless import analyse_spaceless
from tuinews.statements.voices import Voices

DASHES = frozenset("—–―-")
"""Marks that open a line of dialogue."""


@dataclass(slots=True)
class Found:
    """A statement while its article is being read."""

    fragments: list[Fragment]
    source: Source | None
    cue: Span | None
    stance: Stance
    rule: str
    paragraph: int
    via: tuple[Relay, ...] = ()
    cited: bool = False
    """Whether somebody cites the source for it."""
    handed_on: bool = False
    """Whether the source is another one than the subject of the cue."""


@dataclass(slots=True)
class Article:
    """What is known while reading on."""

    text: str
    lexicon: Lexicon
    voices: Voices
    found: list[Found] = field(default_factory=list)
    waiting: list[Fragment] = field(default_factory=list)
    """Quotations of this paragraph that stand alone, until somebody is known to have said them."""
    paragraph: int = 0
    previous: Sentence | None = None
    """The sentence before, when it is in the same paragraph or ends the one before."""
    previous_paragraph: int = -1
    speaker: Source | None = None
    """Whose words a quotation without a cue is taken for, and from which paragraph that is known."""
    speaker_paragraph: int = -1
    speaker_sentence: Sentence | None = None


def analyse(text: str, language: str, layout: Sequence[Range] = ()) -> tuple[Statement, ...]:
    """The statements of a text in a known language."""
    words = lexicon(language)
    if words.spaceless:
        return analyse_spaceless(text, words)
    article = Article(text, words, Voices(words))
    lines = list(_paragraphs(text))
    shapes = _shapes(article, lines, layout)
    for number, (start, end) in enumerate(lines):
        article.paragraph = number
        if number in shapes.apart:
            _take_shaped(article, shapes.apart[number])
        elif number not in shapes.silent:
            start = dateline_end(text, start, end)
            quotes = dialogue_in(text, start, end, words) or quotes_in(text, start, end)
            if words.interrupted:
                quotes = split_interrupted(text, quotes, words)
            for sentence in sentences_in(text, start, end, quotes, words):
                _read_sentence(article, sentence)
            if article.waiting and number + 1 < len(lines):
                _sign(article, lines[number + 1], number + 1, shapes.silent)
            _settle(article)
    _take_posts(article, shapes.posts)
    return tuple(_statements(article))


@dataclass(frozen=True, slots=True)
class _Shapes:
    """What is somebody's by its place: lines that are read apart from the narrator's, by number; lines that are
    not read at all; posts, which are read like the rest and are statements besides."""

    apart: dict[int, Shaped]
    silent: set[int]
    posts: list[Shaped]


def _shapes(article: Article, lines: Sequence[tuple[int, int]], layout: Sequence[Range]) -> _Shapes:
    text = article.text
    posts, silent = posts_in(text, lines, layout)
    apart = turns_in(text, lines, article.lexicon)
    numbers = {start: number for number, (start, _) in enumerate(lines)}
    for block in blockquotes_in(text, lines, layout):
        inside = [numbers[start] for start, _ in block.pieces if start in numbers]
        apart[inside[0]] = block
        silent.update(inside[1:])
        if block.name_start >= 0:
            silent.add(inside[-1] + 1)
    for item in layout:
        if item.kind == "code" or (item.kind == "heading" and all_quoted(text, item.start, item.end)):
            silent.update(numbers[start] for start in (item.start,) if start in numbers)
    return _Shapes(apart, silent, posts)


def _take_shaped(article: Article, shaped: Shaped) -> None:
    """A turn of a transcript or a block quote."""
    fragments = [Fragment(start, end, "direct") for start, end in shaped.pieces]
    if shaped.name:
        mention = Span(shaped.name_start, shaped.name_end) if shaped.name_start >= 0 else None
        source: Source | None = article.voices.account(shaped.name, mention)
    else:
        source = article.speaker
    article.found.append(Found(fragments, source, None, "says", shaped.shape, article.paragraph))
    article.speaker, article.speaker_paragraph, article.speaker_sentence = source, article.paragraph, None


def _sign(article: Article, line: tuple[int, int], number: int, silent: set[int]) -> None:
    """Give a paragraph that is all quotation to the name under it."""
    start = article.waiting[0].start
    if article.lexicon.dialogue and not DASHES.isdisjoint(article.text[max(0, start - 2) : start]):
        return
    if signed := signature_in(article.text, *line):
        name, start, end = signed
        source = article.voices.account(name, Span(start, end))
        article.found.append(Found(article.waiting, source, None, "says", "signed", article.paragraph))
        article.waiting = []
        silent.add(number)


def _take_posts(article: Article, posts: Sequence[Shaped]) -> None:
    """A post is a statement; what it reports itself came through it."""
    narrated = sorted(article.found, key=_position)
    for post in posts:
        mention = Span(post.name_start, post.name_end) if post.name_start >= 0 else None
        source = article.voices.account(post.name, mention)
        if mention:
            relay = Relay(source.name or post.name, mention.start, mention.end)
            first = bisect_left(narrated, post.pieces[0][0], key=_position)
            last = bisect_left(narrated, post.pieces[-1][1], key=_position)
            for found in narrated[first:last]:
                found.via = (relay, *found.via)
        fragments = [Fragment(start, end, "direct") for start, end in post.pieces]
        article.found.append(Found(fragments, source, None, "says", "post", -1))


def _position(found: Found) -> int:
    return found.fragments[0].start


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            yield at, at + len(line)
        at += len(line) + 1


def _read_sentence(article: Article, sentence: Sentence) -> None:
    article.voices.read(sentence)
    if pointer := pointer_in(sentence):
        _take_pointed(article, pointer)
    drafts = [] if pointer else drafts_in(sentence, article.lexicon)
    named: set[int] = set()
    for draft in drafts:
        named |= _take(article, draft)
    if not drafts and _reported_mood(article, sentence):
        _take_mood(article, sentence)
    else:
        for loose in loose_quotes(sentence, drafts, named):
            _take_loose(article, loose)
    if opening := opening_source(sentence, article.lexicon):
        _speaks(article, article.voices.source_of(sentence, opening[0]), sentence)
    article.previous, article.previous_paragraph = sentence, article.paragraph


def _take_pointed(article: Article, pointer: Draft) -> None:
    """The sentence before, in this paragraph or at the end of the last, is somebody's who is named only now, unless it
    is a statement already."""
    before, last = article.previous, article.found[-1].fragments[-1].end if article.found else -1
    if not before or article.paragraph - article.previous_paragraph > 1 or before.quotes or last > before.start:
        return
    if told := fragment_of(before, Content(0, len(before) - before.tags.endswith("."), "before")):
        _keep(article, pointer, [told])


def _reported_mood(article: Article, sentence: Sentence) -> bool:
    """Whether the narrator tells by the verb's mood that these are still somebody else's words."""
    reported = article.lexicon.reported
    if not reported:
        return False
    for low, tag in zip(sentence.lows, sentence.tags, strict=True):
        if low in reported:
            return True
        if tag in "XVT":
            return False
    return False


def _take_mood(article: Article, sentence: Sentence) -> None:
    """A sentence that goes on with what was reported; one after the other they are one stretch."""
    fragment = fragment_of(sentence, Content(0, len(sentence) - sentence.tags.endswith("."), "mood"))
    source = _whose_words_go_on(article)
    if not fragment or source is None:
        return
    last = article.found[-1] if article.found else None
    if (
        last
        and last.rule == "mood"
        and last.paragraph == article.paragraph
        and article.speaker_sentence is article.previous
    ):
        before = last.fragments[-1]
        kind: Kind = before.kind if before.kind == fragment.kind else "mixed"
        last.fragments[-1] = Fragment(before.start, fragment.end, kind)
    else:
        article.found.append(Found([fragment], source, None, "says", "mood", article.paragraph))
    _speaks(article, source, sentence)


def _whose_words_go_on(article: Article) -> Source | None:
    """Of whom the sentence before told (`Die Stadt verteidigte ihr Vorgehen. Man habe …`), if nobody spoke in it and
    that one can speak; else whoever spoke last, in this paragraph or the last."""
    before = article.previous
    if before and article.previous_paragraph == article.paragraph and article.speaker_sentence is not before:
        phrase = main_subject(before)
        told = article.voices.source_of(before, phrase) if phrase else None
        if told and told.name and told.type in ("person", "organisation"):
            return told
    return article.speaker if article.paragraph - article.speaker_paragraph <= 1 else None


def _speaks(article: Article, source: Source | None, sentence: Sentence) -> None:
    article.speaker, article.speaker_paragraph, article.speaker_sentence = source, article.paragraph, sentence


def _take(article: Article, draft: Draft) -> set[int]:
    """Keep what a draft holds; the tokens that name its relays come back."""
    fragments = [piece for content in draft.contents if (piece := fragment_of(draft.sentence, content))]
    return _keep(article, draft, fragments) if fragments else set()


def _keep(article: Article, draft: Draft, fragments: list[Fragment]) -> set[int]:
    """Keep what a draft announces; the tokens that name its relays come back."""
    sentence, path = draft.sentence, path_of(draft)
    via = tuple(_relay(article, sentence, phrase) for phrase in path.relays)
    speaker = path.origin or draft.source
    source = article.voices.source_of(sentence, speaker) if speaker else _unnamed(article, sentence)
    if source is None and fragments[0].kind == "indirect":
        return set()
    via = tuple({relay.name: relay for relay in via if source is None or relay.name != source.name}.values())
    if source and draft.mention:
        source = replace(source, mention=Span(sentence.starts[draft.mention[0]], sentence.ends[draft.mention[1] - 1]))
    cue = Span(sentence.starts[draft.cue[0]], sentence.ends[draft.cue[1] - 1]) if draft.cue else None
    article.found.append(
        Found(
            fragments,
            source,
            cue,
            draft.stance,
            draft.rule,
            article.paragraph,
            via,
            path.cited,
            path.origin is not None,
        )
    )
    _speaks(article, source, sentence)
    _settle(article)
    return {phrase.first for phrase in path.relays}


def _relay(article: Article, sentence: Sentence, phrase: Phrase) -> Relay:
    name = article.voices.label(sentence, phrase)
    return Relay(name, sentence.starts[phrase.first], sentence.ends[phrase.stop - 1])


def _take_loose(article: Article, loose: Loose) -> None:
    sentence = loose.sentence
    quote = sentence.quotes[loose.token]
    if quote.inner_start >= quote.inner_end:
        return
    fragment = Fragment(quote.inner_start, quote.inner_end, "direct")
    if loose.alone:
        _take_alone(article, sentence, fragment)
        return
    if not is_statement(article.text, loose, article.lexicon):
        return
    phrase, content = governing(sentence, loose.token)
    fragment = fragment_of(sentence, content) or fragment
    source = article.voices.source_of(sentence, phrase) if phrase else _unnamed(article, sentence)
    article.found.append(Found([fragment], source, None, "says", "embedded", article.paragraph))
    if source and source.name and fragment.kind == "direct" and article.lexicon.titles_as_sentences:
        _speaks(article, source, sentence)


def _take_alone(article: Article, sentence: Sentence, fragment: Fragment) -> None:
    """A quotation that is a sentence of its own: of whoever spoke before, in this paragraph or the last."""
    last = article.found[-1] if article.found else None
    same = article.speaker_sentence is not None and article.speaker_sentence is article.previous
    if article.waiting:
        article.waiting.append(fragment)
    elif article.speaker_paragraph == article.paragraph and same:
        if last and last.paragraph == article.paragraph and last.rule != "embedded" and _continues(last):
            last.fragments.append(fragment)
        else:
            article.found.append(Found([fragment], article.speaker, None, "says", "carried", article.paragraph))
        article.speaker_sentence = sentence
    elif article.previous and article.previous_paragraph == article.paragraph:
        phrase = main_subject(article.previous)
        source = article.voices.source_of(article.previous, phrase) if phrase else None
        if source is None or source.type != "person":
            source = article.speaker or source
        article.found.append(Found([fragment], source, None, "says", "introduced", article.paragraph))
        _speaks(article, source, sentence)
    else:
        article.waiting.append(fragment)


def _continues(last: Found) -> bool:
    return last.fragments[-1].kind == "direct"


def _unnamed(article: Article, sentence: Sentence) -> Source | None:
    """Whose words a cue without a subject announces: of whoever spoke last, else of whom the sentence before told."""
    before = article.previous
    if (
        article.speaker is None
        and article.lexicon.pro_drop
        and before
        and article.previous_paragraph == article.paragraph
    ):
        phrase = main_subject(before)
        return article.voices.source_of(before, phrase) if phrase else None
    return _whose_words_go_on(article) if article.lexicon.reported else article.speaker


def _settle(article: Article) -> None:
    """Give the quotations that wait to whoever spoke last."""
    if article.waiting:
        source = _far_speaker(article)
        article.found.append(Found(article.waiting, source, None, "says", "carried-far", article.paragraph))
        article.waiting = []


def _far_speaker(article: Article) -> Source | None:
    """Who a paragraph of nothing but quotation belongs to."""
    return article.speaker


def _statements(article: Article) -> Iterator[Statement]:
    for found in sorted(article.found, key=_position):
        fragments = tuple(sorted(found.fragments, key=lambda piece: piece.start))
        source = article.voices.kind_of(found.source) if found.source else None
        reason = why(article.text, found.rule, source, found.cue, cited=found.handed_on)
        mixed = any(piece.kind == "mixed" for piece in fragments)
        sure = confidence(found.rule, mixed, source, article.lexicon.code, cited=found.cited)
        yield Statement(fragments, source, found.cue, found.via, found.stance, sure, reason, found.rule)
