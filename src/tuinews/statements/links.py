"""Pass 6: from sentence to article. Split quotations are joined, speakers carried on, loose quotations judged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tuinews.core.statement import Fragment, Kind
from tuinews.statements.drafts import Draft
from tuinews.statements.lexicon import Lexicon
from tuinews.statements.phrases import Phrase, noun_phrase_ending, phrase_starting, subject_before
from tuinews.statements.reach import Content
from tuinews.statements.sentences import Sentence, is_title
from tuinews.statements.sources import main_subject


def fragment_of(sentence: Sentence, content: Content) -> Fragment | None:
    """The stretch of text of a content: the words inside the marks when it is all quotation."""
    first, stop = content.first, content.stop
    while stop > first and sentence.tags[stop - 1] in ",;:-":
        stop -= 1
    while first < stop and (sentence.tags[first] in ",;:-" or sentence.tags[first:stop].rstrip(".") == "(Q"):
        first += 1
    if first >= stop:
        return None
    opening, closing = sentence.quotes.get(first), sentence.quotes.get(stop - 1)
    if opening and stop == first + 1:
        start, end = opening.inner_start, opening.inner_end
    else:
        start = opening.start if opening else sentence.starts[first]
        end = closing.end if closing else sentence.ends[stop - 1]
    return Fragment(start, end, _kind(sentence, first, stop)) if start < end else None


def _kind(sentence: Sentence, first: int, stop: int) -> Kind:
    tags = set(sentence.tags[first:stop])
    if tags <= set("Q,.:;-"):
        return "direct"
    return "mixed" if "Q" in tags else "indirect"


REACH = 40
"""Tokens. How far to the left the verb that governs a quotation is looked for."""


UNKNOWN_VERB = re.compile("[,-]?[OXA]{0,3}[VLN]{1,2}(?=[DNMR])")
"""What may stand between a quotation and its speaker, when no list has the verb."""
LONGEST_TITLE = 6
"""Words."""


@dataclass(slots=True)
class Loose:
    """A quotation that no cue of its sentence claims."""

    sentence: Sentence
    token: int
    alone: bool


def loose_quotes(sentence: Sentence, drafts: Iterable[Draft], named: set[int]) -> Iterator[Loose]:
    """The quotations of a sentence outside all that its drafts report. `named` are tokens that
    name a relay."""
    if not sentence.quotes:
        return
    covered = [(piece.first, piece.stop) for draft in drafts for piece in draft.contents]
    alone = not sentence.tags.strip("Q,.:;-CA?")
    for token in sentence.quotes:
        if token not in named and not any(first <= token < stop for first, stop in covered):
            yield Loose(sentence, token, alone)


def words_in(text: str, start: int, end: int) -> int:
    """The number of words of a stretch, counted up to ten."""
    return len(text[start : min(end, start + 400)].split(None, 10))


def is_statement(text: str, loose: Loose, lexicon: Lexicon) -> bool:
    """Whether a quotation inside a narrator's sentence is somebody's words, not a title, a term or a scare quote."""
    sentence, token = loose.sentence, loose.token
    quote = sentence.quotes[token]
    inner = text[quote.inner_start : min(quote.inner_end, quote.inner_start + 400)]
    words = [word for word in inner.split() if word[0].isalpha()]
    if not words:
        return False
    before = sentence.lows[token - 1] if token else ""
    if token > 1 and sentence.tags[token - 1] in "PSD" and "opaque" in lexicon.noun_kinds(sentence.lows[token - 2]):
        return False
    kinds = lexicon.noun_kinds(before)
    if "opaque" in kinds:
        return False
    if kinds & {"work", "organisation"} and len(words) <= 6 and inner[-1] not in ".!?…,":
        return False
    if lexicon.capitals == "nouns" and _may_be_title(words, inner, lexicon) and sentence.tags[token - 1 : token] == "D":
        return False
    if lexicon.titles_as_sentences and inner[0].isupper() and _set_off(sentence, token):
        return True
    if is_title(sentence, token) or (lexicon.titles_as_sentences and _may_be_title(words, inner, lexicon)):
        return False
    return len(words) >= 3


def governing(sentence: Sentence, token: int) -> tuple[Phrase | None, Content]:
    """Whose words a quotation inside a narrator's sentence is, and the clause that it belongs to: the subject of the
    verb that governs it, the nearest to the left that can speak (after a colon, that of the whole sentence)."""
    tags = sentence.tags
    alone = Content(token, token + 1, "quote")
    if named := _beside(sentence, token):
        return named, alone
    main = main_subject(sentence, token)
    if _after_condition(sentence, token):
        return None, Content(0, token + 1, "partial")
    if token and tags[token - 1] == ":" and main:
        return main, alone
    nearest: Phrase | None = None
    that = -1
    for at in range(token - 1, max(-1, token - REACH), -1):
        if tags[at] == ";":
            break
        if tags[at] == "T":
            that = at
        behind = tags[at] in "VX" and sentence.lexicon.verb_second and tags[at + 1 : at + 2] == "R"
        if behind and (phrase := phrase_starting(sentence, at + 1)) and _can_speak(sentence, phrase):
            return phrase, alone
        if tags[at] in "VXL" and at and (phrase := _subject_at(sentence, at)):
            if _can_speak(sentence, phrase):
                return phrase, _grown(sentence, max(at + 1, that), token)
            nearest = nearest or phrase
    return main or nearest, alone


def _subject_at(sentence: Sentence, verb: int) -> Phrase | None:
    """The subject of a verb: before it, or where one constituent stands before the verb and it is a circumstance,
    behind it."""
    phrase = subject_before(sentence, verb)
    circumstance = phrase and phrase.first and sentence.tags[phrase.first - 1] == "P"
    if circumstance and sentence.lexicon.verb_second and (behind := phrase_starting(sentence, verb + 1)):
        return behind
    return phrase


def _after_condition(sentence: Sentence, token: int) -> bool:
    """Whether nothing but a clause of condition or time stands before a quotation that ends its sentence: `Unless it
    rains, “we shall play.”` Then it is of whoever spoke before."""
    tags = sentence.tags
    lead = tags[:token]
    return lead[:1] in ("S", "H") and lead.endswith(",") and lead.count(",") == 1 and not tags[token + 1 :].strip(".")


def _grown(sentence: Sentence, first: int, token: int) -> Content:
    """A quotation with its clause: from the governing verb's object to the next mark that closes a clause."""
    tags = sentence.tags
    while first < token and tags[first] in "XAVL,:-":
        first += 1
    if not tags[first:token].strip("PD"):
        first = token
    stop = token + 1
    while stop < len(tags) and tags[stop] not in ".,;:-SC(":
        stop += 1
    return Content(first, stop, "partial")


def _beside(sentence: Sentence, token: int) -> Phrase | None:
    """`Ana Ruiz: "…"` and `"…," the nominee riffed`: the phrase next to a quotation, whatever its verb."""
    tags = sentence.tags
    if token > 1 and tags[token - 1] == ":":
        before = noun_phrase_ending(sentence, token - 1)
        named = before is not None and (
            tags[before.head_first : before.head_stop].endswith("M") or _heads(sentence, before)
        )
        if before and named and (before.first == 0 or tags[before.first - 1] in "-.,"):
            return before
    quote = sentence.quotes[token]
    if sentence.text[quote.inner_end - 1] not in ",?!" and (not sentence.lexicon.titles_as_sentences or token):
        return None
    if behind := _behind(sentence, token + 1):
        return behind
    after = phrase_starting(sentence, token + 1)
    if after and after.stop < len(tags) and tags[after.stop] in "VLAX":
        return after
    return None


def _heads(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a heading begins with a body or a person: `Union: “We were not told”`."""
    kinds = sentence.lexicon.noun_kinds(sentence.lows[phrase.head_stop - 1])
    return phrase.first == 0 and bool(kinds & {"organisation", "person", "male", "female", "anonymous"})


def _behind(sentence: Sentence, at: int) -> Phrase | None:
    """The named subject behind an unknown verb: `"…," riffed Ana Ruiz`, `»…«, — успокоил мэр Соль`."""
    tags = sentence.tags
    if sentence.lexicon.titles_as_sentences and (match := UNKNOWN_VERB.match(tags, at)):
        at = match.end() - 1
    elif tags[at : at + 1] not in ("L", "V"):
        return None
    found = phrase_starting(sentence, at + 1)
    if found is None:
        return None
    if tags[found.head_first] == "R":
        return found if sentence.lexicon.titles_as_sentences else None
    return found if "M" in tags[found.head_first : found.stop] or _is_known(sentence, found) else None


def _is_known(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase describes a person that a reader knows by now ("la sénatrice")."""
    lexicon = sentence.lexicon
    if not lexicon.titles_as_sentences or sentence.lows[phrase.head_first] not in lexicon.definite:
        return False
    kinds = (lexicon.noun_kinds(sentence.lows[at]) for at in range(phrase.head_first, phrase.head_stop))
    return any(kind & {"male", "female", "person"} for kind in kinds)


def _can_speak(sentence: Sentence, phrase: Phrase) -> bool:
    if phrase.pronoun >= 0:
        return False
    if sentence.lows[phrase.head_first] in sentence.lexicon.oblique:
        return False
    head = sentence.tags[phrase.head_first : phrase.head_stop]
    if head == "R":
        return sentence.lows[phrase.head_first] in sentence.lexicon.speakers
    kinds = sentence.lexicon.noun_kinds(sentence.lows[phrase.head_stop - 1])
    return head.endswith("M") or bool(kinds - {"work", "opaque", "place"})


def _set_off(sentence: Sentence, token: int) -> bool:
    """Whether a mark sets a quotation off as speech: a colon before it, or a comma behind it at the beginning."""
    if not token:
        return sentence.tags[1:2] in (",", "-") and len(sentence) > 2 and "V" in sentence.tags[2:5]
    return sentence.lows[token - 1] == ":" or sentence.tags[max(0, token - 2) : token] == ":-"


def _may_be_title(words: list[str], inner: str, lexicon: Lexicon) -> bool:
    """Whether a few words that begin with a capital letter hold no verb, as titles of works do."""
    if len(words) > LONGEST_TITLE or not words[0][0].isupper() or inner[-1] in ".!?…,":
        return False
    return not any(lexicon.tags.get(word.lower(), "N") in "VXR" for word in words)
