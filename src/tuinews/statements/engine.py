"""The passes in a row: text → paragraphs → sentences → drafts → statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tuinews.core.document import Range
from tuinews.core.statement import Fragment, Source, Span, Stance, Statement
from tuinews.statements.attribution import Draft, drafts_in, main_subject, opening_source
from tuinews.statements.contents import Content
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
    if not drafts and _reported_mood(article, sentence):
        _take_mood(article, sentence)
    else:
        for loose in loose_quotes(sentence, drafts):
            _take_loose(article, loose)
    if opening := opening_source(sentence, article.lexicon):
        _speaks(article, article.voices.source_of(sentence, opening[0]), sentence)
    article.previous, article.previous_paragraph = sentence, article.paragraph


def _reported_mood(article: Article, sentence: Sentence) -> bool:
    """Whether the narrator tells by the verb's mood that these are still somebody else's words."""
    reported = article.lexicon.reported
    near = article.paragraph - article.speaker_paragraph <= 1
    return bool(reported) and near and article.speaker is not None and not reported.isdisjoint(sentence.lows)


def _take_mood(article: Article, sentence: Sentence) -> None:
    fragment = fragment_of(sentence, Content(0, len(sentence) - sentence.tags.endswith("."), "mood"))
    if fragment:
        article.found.append(Found([fragment], article.speaker, None, "says", "mood", article.paragraph))
        article.speaker_paragraph, article.speaker_sentence = article.paragraph, sentence


def _speaks(article: Article, source: Source | None, sentence: Sentence) -> None:
    article.speaker, article.speaker_paragraph, article.speaker_sentence = source, article.paragraph, sentence


def _take(article: Article, draft: Draft) -> None:
    sentence = draft.sentence
    fragments = [piece for content in draft.contents if (piece := fragment_of(sentence, content))]
    if not fragments:
        return
    source = article.voices.source_of(sentence, draft.source) if draft.source else _carried(article)
    cue = Span(sentence.starts[draft.cue[0]], sentence.ends[draft.cue[1] - 1]) if draft.cue else None
    article.found.append(Found(fragments, source, cue, draft.stance, draft.rule, article.paragraph))
    _speaks(article, source, sentence)
    _settle(article)


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
    phrase = governing_subject(sentence, loose.token)
    source = article.voices.source_of(sentence, phrase) if phrase else _carried(article)
    article.found.append(Found([fragment], source, None, "says", "embedded", article.paragraph))


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


def _carried(article: Article) -> Source | None:
    return article.speaker


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
    for found in sorted(article.found, key=lambda item: item.fragments[0].start):
        fragments = tuple(sorted(found.fragments, key=lambda piece: piece.start))
        yield Statement(fragments, found.source, found.cue, (), found.stance, 0.9, found.rule)
