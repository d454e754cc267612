"""The passes in a row: text → paragraphs → sentences → drafts → statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tuinews.core.document import Range
from tuinews.core.statement import Fragment, Source, Span, Stance, Statement
from tuinews.statements.attribution import Draft, drafts_in
from tuinews.statements.lexicon import Lexicon, lexicon
from tuinews.statements.links import Loose, fragment_of, governing_subject, is_statement, loose_quotes
from tuinews.statements.marks import quotes_in
from tuinews.statements.sentences import Sentence, sentences_in
from tuinews.statements.voices import Voices


@dataclass(slots=True)
class Found:
    """A statement while its article is being read."""

    fragments: list[Fragment]
    source: Source | None
    cue: Span | None
    stance: Stance
    rule: str
    paragraph: int


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


def analyse(text: str, language: str, layout: Sequence[Range] = ()) -> tuple[Statement, ...]:
    """The statements of a text in a known language."""
    words = lexicon(language)
    article = Article(text, words, Voices(words))
    for number, (start, end) in enumerate(_paragraphs(text, layout)):
        article.paragraph = number
        quotes = quotes_in(text, start, end)
        for sentence in sentences_in(text, start, end, quotes, words):
            _read_sentence(article, sentence)
        _settle(article)
    return tuple(_statements(article))


def _paragraphs(text: str, layout: Sequence[Range]) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            yield at, at + len(line)
        at += len(line) + 1


def _read_sentence(article: Article, sentence: Sentence) -> None:
    article.voices.read(sentence)
    drafts = drafts_in(sentence, article.lexicon)
    for draft in drafts:
        _take(article, draft)
    for loose in loose_quotes(sentence, drafts):
        _take_loose(article, loose)


def _take(article: Article, draft: Draft) -> None:
    sentence = draft.sentence
    fragments = [piece for content in draft.contents if (piece := fragment_of(sentence, content))]
    if not fragments:
        return
    source = article.voices.source_of(sentence, draft.source) if draft.source else _carried(article)
    cue = Span(sentence.starts[draft.cue[0]], sentence.ends[draft.cue[1] - 1]) if draft.cue else None
    article.found.append(Found(fragments, source, cue, draft.stance, draft.rule, article.paragraph))
    _settle(article)


def _take_loose(article: Article, loose: Loose) -> None:
    sentence = loose.sentence
    quote = sentence.quotes[loose.token]
    if quote.inner_start >= quote.inner_end:
        return
    fragment = Fragment(quote.inner_start, quote.inner_end, "direct")
    if loose.alone:
        last = article.found[-1] if article.found else None
        if last and last.paragraph == article.paragraph and not article.waiting:
            if last.fragments[-1].kind != "indirect" and "partial" not in last.rule:
                last.fragments.append(fragment)
            else:
                article.found.append(Found([fragment], last.source, last.cue, "says", "carried", article.paragraph))
        else:
            article.waiting.append(fragment)
        return
    if not is_statement(article.text, loose, article.lexicon):
        return
    phrase = governing_subject(sentence, loose.token)
    source = article.voices.source_of(sentence, phrase) if phrase else _carried(article)
    article.found.append(Found([fragment], source, None, "says", "embedded", article.paragraph))


def _carried(article: Article) -> Source | None:
    return article.found[-1].source if article.found else None


def _settle(article: Article) -> None:
    """Give the quotations that wait to whoever spoke last."""
    if article.waiting:
        source = _carried(article)
        article.found.append(Found(article.waiting, source, None, "says", "carried-far", article.paragraph))
        article.waiting = []


def _statements(article: Article) -> Iterator[Statement]:
    for found in sorted(article.found, key=lambda item: item.fragments[0].start):
        fragments = tuple(sorted(found.fragments, key=lambda piece: piece.start))
        yield Statement(fragments, found.source, found.cue, (), found.stance, 0.9, found.rule)
