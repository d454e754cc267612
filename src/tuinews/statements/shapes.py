"""Words that are somebody's by their place on the page, without quotation marks: embedded posts, block quotes,
transcripts, and dialogues that a dash opens.

Found line by line before anything else is read; each expression is tried on the beginning of one line only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tuinews.core.document import Range
from tuinews.statements.lexicon import Lexicon
from tuinews.statements.marks import Quote, quotes_in

_ACCOUNT = r"(?P<name>[^\n()@]{1,80}?)\s*\((?P<handle>@[\w.]{1,40}(?:@[\w.-]{1,80})?)\)\s*(?P<date>[^\n]{0,40})$"
SIGNATURE = re.compile(rf"[—–―-]{{1,2}}\s*{_ACCOUNT}")
"""The last line of an embedded post: a dash, a name, the handle in brackets, the date."""
HEADER = re.compile(rf"\s*{_ACCOUNT}")
"""The first line of one, as Mastodon has it: the same without a dash."""
SIGNED = re.compile(r"\s*[—–―]{1,2}\s*(?P<name>[^\n]{2,120})$")
"""The line under a block quote that names who said it."""
UNDER = re.compile(r"\s*[—–―-]{1,2}\s*(?P<name>[^\W\d_a-z][^\n]{1,100}?)[.\s]*$")
"""The same under a paragraph that is all quotation."""
TURN = re.compile(r"\s*[\"“'‘]{0,2}(?P<name>[^\W\d_]{2}[\w.'’-]{0,20}(?: [^\W\d_][\w.'’-]{0,20}){0,3}):\s+(?=\S)")
"""The beginning of a turn in a transcript: a name and a colon."""
LINK_TAIL = re.compile(r"(?:\s*(?:https?://|pic\.twitter\.com/|t\.co/)\S{1,200})+\s*$")
TAIL = 600
"""Characters at the end of a paragraph that are looked at for links."""
SHORTEST_TRANSCRIPT = 3
"""Turns. Fewer lines with a colon are no transcript."""

QUESTIONS = 2
"""Turns that ask something, from which on it is an interview."""
MOST_VOICES = 40
"""Of a transcript."""
OPENING = "\"'“‘„«»‹(¿¡[…—–"
"""What a turn may begin with besides a letter or a figure."""
PERSONS = frozenset({"person", "male", "female"})
LONGEST_NAME = 8
"""Words of a name under a quotation."""

Shape = Literal["post", "blockquote", "transcript", "dialogue"]


@dataclass(frozen=True, slots=True)
class Shaped:
    """Words that belong to somebody by their place. `name` is what the page says, at `name_start` to `name_end`
    (both -1 when it is not in the text); empty when only the context can tell."""

    shape: Shape
    pieces: tuple[tuple[int, int], ...]
    name: str = ""
    name_start: int = -1
    name_end: int = -1


Lines = Sequence[tuple[int, int]]


def posts_in(text: str, lines: Lines, layout: Sequence[Range]) -> tuple[list[Shaped], set[int]]:
    """Embedded posts, and the numbers of the lines that are only their signatures."""
    found: list[Shaped] = []
    signatures: set[int] = set()
    boxed: set[int] = set()
    outer_end = -1
    for box in layout:
        if box.kind != "embed" or box.start < outer_end:
            continue
        inside = _lines_of(lines, box)
        header = HEADER.match(text, *lines[inside[0]]) if len(inside) > 1 else None
        name = box.get("name") or (header["name"].strip() if header else "")
        if not name:
            continue
        outer_end = box.end
        boxed.update(inside)
        body = [number for number in inside if not SIGNATURE.match(text, *lines[number])]
        if header and body[:1] == [inside[0]]:
            del body[0]
        signatures.update(set(inside) - set(body))
        if pieces := _pieces(text, [lines[number] for number in body]):
            at = text.find(name, box.start, box.end)
            found.append(Shaped("post", pieces, name, at, at + len(name) if at >= 0 else -1))
    for number, (start, end) in enumerate(lines):
        match = SIGNATURE.match(text, start, end)
        if not match or number in boxed:
            continue
        signatures.add(number)
        if number and number - 1 not in signatures and (pieces := _pieces(text, [lines[number - 1]])):
            found.append(Shaped("post", pieces, match["name"], match.start("name"), match.end("name")))
    return found, signatures


def _lines_of(lines: Lines, box: Range) -> range:
    """The numbers of the lines that lie in a box."""
    return range(bisect_left(lines, (box.start, -1)), bisect_left(lines, (box.end, -1)))


def _pieces(text: str, lines: Lines) -> tuple[tuple[int, int], ...]:
    """The words of the lines, without links to pictures and pages at the end."""
    pieces = []
    for start, end in lines:
        tail = max(start, end - TAIL)
        if match := LINK_TAIL.search(text, tail, end):
            end = match.start()
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            pieces.append((start, end))
    return tuple(pieces)


def blockquotes_in(text: str, lines: Lines, layout: Sequence[Range]) -> list[Shaped]:
    """What the page sets off as a quotation, with the name of a last line that begins with a dash."""
    found = []
    outer_end = -1
    for box in layout:
        if box.kind != "quote" or box.start < outer_end:
            continue
        outer_end = box.end
        inside = [lines[number] for number in _lines_of(lines, box)]
        signed = SIGNED.match(text, *inside[-1]) if len(inside) > 1 else None
        body = inside[:-1] if signed else inside
        if body and signed:
            found.append(
                Shaped("blockquote", tuple(body), signed["name"].strip(), signed.start("name"), signed.end("name"))
            )
        elif body:
            found.append(Shaped("blockquote", tuple(body)))
    return found


def signature_in(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """The name in a line that is nothing else: `- Ana Ruiz.` under a quotation."""
    match = UNDER.match(text, start, end)
    if not match or len(match["name"].split()) > LONGEST_NAME:
        return None
    return match["name"], match.start("name"), match.end("name")


DATELINE = re.compile(
    r"(?:[^\W\d_][\w.'’-]{0,24}[ ,/]{1,2}){1,5}\([^\W\d_][^()\n]{1,40}\)\s?[—–-]{1,2}\s"
    r"|(?:[^\W\d_a-zß-öø-ÿ.]{2,24}[.,]?[ /]){1,4}[—–-]{1,2}\s"
)
"""Where and from which agency a report comes, before its first words: `NORTHGATE (Meridian Wire) — `."""


def dateline_end(text: str, start: int, end: int) -> int:
    """Where a paragraph begins after its dateline, if it has one."""
    match = DATELINE.match(text, start, min(end, start + 160))
    return match.end() if match else start


def all_quoted(text: str, start: int, end: int) -> bool:
    """Whether a line is nothing but a quotation: as a heading it repeats what the article quotes."""
    quotes = quotes_in(text, start, end)
    return len(quotes) == 1 and not (text[start : quotes[0].start] + text[quotes[0].end : end]).strip(" .,!?…")


def turns_in(text: str, lines: Lines, lexicon: Lexicon) -> dict[int, Shaped]:
    """Line number → its turn, for lines that begin with a speaker's name and a colon, as in a transcript. Other labels
    ("Pros:", "Best for:") are no speakers."""
    matches = {number: match for number, line in enumerate(lines) if (match := TURN.match(text, *line))}
    counts: dict[str, int] = {}
    for match in matches.values():
        counts[match["name"]] = counts.get(match["name"], 0) + 1
    if len(counts) > MOST_VOICES:
        return {}
    interview = sum(text.endswith("?", start, end) for start, end in map(lines.__getitem__, matches)) >= QUESTIONS
    counts = {
        name: number
        for name, number in counts.items()
        if name.isupper() or (_capitals(name, lexicon) and (interview or _speaks(text, name, lexicon)))
    }
    matches = {
        number: match
        for number, match in matches.items()
        if match["name"] in counts and (text[match.end()].isalnum() or text[match.end()] in OPENING)
    }
    found: dict[int, Shaped] = {}
    if len(counts) < 2 or len(matches) < SHORTEST_TRANSCRIPT:
        return found
    for number, match in matches.items():
        name = match["name"]
        if name.isupper() or (counts[name] > 1 and name[0].isupper()):
            end = _without_mark(text, match.end(), lines[number][1])
            if end > match.end():
                found[number] = Shaped(
                    "transcript", ((match.end(), end),), name, match.start("name"), match.end("name")
                )
    return found


def _capitals(label: str, lexicon: Lexicon) -> bool:
    return all(word[0].isupper() or word.lower() in lexicon.particles for word in label.split())


def _speaks(text: str, label: str, lexicon: Lexicon) -> bool:
    """Whether a label before a colon is somebody: a name by its first name or title, a person's noun ("Interviewer"),
    or a name that the text has elsewhere, in the midst of a sentence."""
    words = label.split()
    first, last = words[0].lower().rstrip("."), words[-1].lower()
    if lexicon.gender_of(first) or first in lexicon.titles or lexicon.noun_kinds(last) & PERSONS:
        return True
    return re.search(rf"(?<=[^\W\d_A-Z]\s){re.escape(words[-1])}\b(?!:)", text) is not None


def _without_mark(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1] in "\"”'’" or text[end - 1].isspace()):
        end -= 1
    return end


DIALOGUE = re.compile(r"\s*[—–―-]\s?(?=[^\s\d—–-])")
OPENED = re.compile(r"(?<=[.!?…:])\s[—–]\s(?=[^\W\d_a-z])")
DASH = re.compile(r"\s[—–-](?=\s|[.,]|[^\W\d_])|(?<=[,.!?…])\s?[—–](?=[\s\w.,])|(?<=\w)—(?=[\s.,])")


def dialogue_in(text: str, start: int, end: int, lexicon: Lexicon) -> list[Quote]:
    """The spoken parts of a line of dialogue that a dash opens, as quotations: `— No lo sé —dijo Ana—. Ya veremos.`"""
    if not lexicon.dialogue:
        return []
    opening = DIALOGUE.match(text, start, end)
    quotes: list[Quote] = []
    if not opening:
        before = quotes_in(text, start, end)
        opening = _opened_inside(text, start, end, before, lexicon)
        if not opening:
            return []
        quotes = [quote for quote in before if quote.end <= opening.start()]
    at, spoken = opening.end(), True
    edges = [match.span() for match in DASH.finditer(text, at, end)]
    for left, right in [*edges, (end, end)]:
        if spoken:
            if not _narrator_follows(text, right, lexicon) and left < end:
                continue
            quotes.extend(_speech(text, opening.start() if at == opening.end() else at, at, left))
            spoken = False
        else:
            spoken = True
        at = right
    if spoken and at < end:
        quotes.extend(_speech(text, at, at, end))
    return quotes


def _opened_inside(text: str, start: int, end: int, quotes: Sequence[Quote], lexicon: Lexicon) -> re.Match[str] | None:
    """The first dash that opens direct speech inside a paragraph: `Fabrykę zamknięto. – Szkoda – mówi Ewa Sol.`"""
    opening = OPENED.search(text, start, end)
    if not opening or any(quote.start < opening.start() < quote.end for quote in quotes):
        return None
    closing = DASH.search(text, opening.end(), end)
    return opening if closing and _narrator_follows(text, closing.end(), lexicon) else None


def _narrator_follows(text: str, at: int, lexicon: Lexicon) -> bool:
    words = re.findall(r"[^\W\d_]+", text[at : at + 60])[:3]
    if not words or not words[0][0].islower():
        return False
    named = len(words) > 1 and (words[1][0].isupper() or bool(lexicon.noun_kinds(words[1]) & {"male", "female"}))
    return named or any(word.lower() in lexicon.verbs or word.lower() in lexicon.phrasal for word in words)


def _speech(text: str, start: int, inner: int, end: int) -> list[Quote]:
    while inner < end and (text[inner].isspace() or text[inner] in ".,"):
        inner += 1
    while end > inner and text[end - 1].isspace():
        end -= 1
    return [Quote(start, inner, end, end)] if inner < end else []
