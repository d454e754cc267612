"""What stands among the words of an article and is not part of it: calls to click, credits, log-ins, link lists.

Two kinds of evidence: phrases (data, below), and what a second extractor left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from tuinews.core.document import LEAVES, Document, Range

_WORD = re.compile(r"\w+")
_SHORT = 14
"""Words of a leaf in which a phrase stands for the whole."""

_PHRASES: tuple[str, ...] = (
    # to click
    r"(?:read|learn|see|show|view|load|find out|discover|explore|watch|listen)\s(?:more|all|now|next|less)\b",
    r"read (?:also|next|the full|on)\b|continue reading|keep reading|(?:click|tap) (?:here|to)\b|download (?:now|our)",
    r"(?:also|you may also|you might also) (?:read|like)\b|editor.?s.? (?:picks?|choice)|article continues",
    r"related\s?(?:articles?|posts?|stories|reading|news|content|topics?)?\s?:?$|story continues",
    r"(?:more|most) (?:from|on|like|popular|read|stories)\b|recommended (?:for you|reading|stories)",
    r"weiterlesen|mehr (?:zum thema|lesen|erfahren|dazu)|lesen sie auch|lire (?:aussi|la suite)|à lire|leer más",
    r"lee también|leggi (?:anche|tutto)|lees (?:ook|verder|meer)|leia (?:também|mais)|читайте также|читать далее",
    # to join
    r"sign (?:up|in)\b|log (?:in|out)\b|subscribe\b|already (?:have an account|a (?:member|subscriber))",
    r"(?:join|get|receive) (?:our|the|your) (?:free |daily |weekly )?(?:newsletter|updates|emails?)|newsletter\b",
    r"enter your e-?mail|your e-?mail address|jetzt abonnieren|zum newsletter|s.abonner|suscr[ií]bete|iscriviti",
    r"to read the rest of this|this (?:article|content|story) is (?:exclusive|only|reserved)|view all plans",
    r"ask me anything|become a member|create an account|abonneer",
    # to share
    r"share (?:this|on|via|article|the)\b|share$|tweet$|pin it$|email$|print$|copy link|follow (?:us|me)\b|like us on",
    r"teilen$|partager|(?:facebook|twitter|whatsapp|linkedin|pinterest|reddit|telegram)\W*$",
    r"leave a (?:comment|reply)|\d* ?comments?$|kommentare?$",
    # of the page
    r"advertisements?\W*$|anzeige$|publicit[ée]|pubblicit|reklame|sponsored\b|affiliate (?:link|disclosure)",
    r"table of contents$|view (?:all )?(?:articles|posts) by|view all articles|all posts by|skip to|back to top",
    r"cookie(?:lawinfo|s? policy|$)|viewed_cookie|accept (?:all )?cookies|all rights reserved",
    r"copyright (?:©|\(c\)|\d{4})|©",
    r"\d{1,3} min(?:ute)?s? read|reading time|last updated|loading\W*$|javascript is",
)
"""How short leaves begin that are none of the article's words."""

_CREDITS: tuple[str, ...] = (
    r"(?:photo|image|picture|video|illustration|graphic|foto|bild|grafik)s?\W{0,3}"
    r"(?:credits?|source|by|courtesy|quelle|illustration)?\s?[:/©|]",
    r"(?:photo|image|picture)s? (?:by|via|courtesy|credit)\b|credits?\s?:|photographer\s?:|\(?©",
    r"source\s?:\s?(?:unsplash|pexels|getty|pixabay|shutterstock)|getty images|shutterstock|unsplash|istock",
)
"""How captions begin that only name who made a picture."""

_ENDINGS: tuple[str, ...] = (
    r"sources?|references|further reading|related\b.*|you (?:may|might) also.*|about the authors?|more from.*",
    r"recommended.*|tags?|topics?|share this.*|leave a (?:comment|reply).*|comments?|newsletter|sign up.*|subscribe.*",
    r"read (?:more|next|also).*|latest (?:news|posts|articles).*|popular (?:posts|articles).*|quellen|mehr zum thema",
    r"weitere (?:artikel|themen).*|sur le même sujet|para saber más",
)
"""Headings under which an article is over."""


def _any(patterns: tuple[str, ...], ending: str = "") -> re.Pattern[str]:
    return re.compile(rf"^\W{{0,5}}(?:{'|'.join(patterns)}){ending}", re.IGNORECASE)


_PHRASE, _CREDIT, _ENDING = _any(_PHRASES), _any(_CREDITS), _any(_ENDINGS, r"\W{0,5}$")
_LETTER = re.compile(r"[^\W\d_]")
_CREDIT_LENGTH = 60
_CREDITED = re.compile(
    r"(?:[|.(]|\s)\s{0,2}(?:(?:photo|image|picture|foto|bild|source)(?:graph)?(?:s|\s?credit)?\s?(?::|/|by\b)"
    r"|(?:©|via )?\s?(?:getty images|shutterstock|unsplash|reuters|afp|epa|dpa|istock)\)?$).{0,50}$",
    re.IGNORECASE,
)
"""How the words under a picture end when nothing in the markup says that they stand under it."""
_QUOTED = re.compile('["“”„«»]')
_COVERED = 0.6
"""The share of a leaf's word triples that the other text must hold to know the leaf."""
_LINKED = 0.85


def without_boilerplate(document: Document, other: Document) -> Document:
    """The document without the leaves that are not part of its article. `other` is what a second extractor found on the
    same page; when it found little, only phrases count."""
    leaves = list(document.leaves())
    theirs = known(document, leaves, other)
    dropped = {number for number, leaf in enumerate(leaves) if is_noise(document, leaf)}
    if sum(theirs) >= 0.5 * len(leaves):
        dropped |= _lone_links(document, leaves, theirs)
        dropped |= _tail(document, leaves, theirs)
        dropped |= _strays(document, leaves, theirs)
    return document if not dropped else keep(document, [leaf for n, leaf in enumerate(leaves) if n not in dropped])


def keep(document: Document, leaves: Iterable[Range]) -> Document:
    """A document of these leaves alone, with the boxes around them and what is inside them."""
    kept = list(leaves)
    moved: list[tuple[Range, int]] = []
    pieces: list[str] = []
    at = 0
    for leaf in kept:
        moved.append((leaf, at - leaf.start))
        pieces.append(document.text[leaf.start : leaf.end])
        at += leaf.end - leaf.start + 1
    return Document("\n".join(pieces), _layout(document, moved), _inline(document, moved))


def _layout(document: Document, moved: list[tuple[Range, int]]) -> tuple[Range, ...]:
    shifts = dict(moved)
    starts = [leaf.start for leaf, _ in moved]
    layout: list[Range] = []
    for item in document.layout:
        if item in shifts:
            shift = shifts[item]
            layout.append(Range(item.start + shift, item.end + shift, item.kind, item.attributes))
            continue
        first, last = bisect_left(starts, item.start), bisect_left(starts, item.end)
        if item.kind not in LEAVES and first < last:
            begin, end = moved[first], moved[last - 1]
            layout.append(Range(begin[0].start + begin[1], end[0].end + end[1], item.kind, item.attributes))
    return tuple(layout)


def _inline(document: Document, moved: list[tuple[Range, int]]) -> tuple[Range, ...]:
    found: list[Range] = []
    at = 0
    for item in document.inline:
        while at < len(moved) and moved[at][0].end <= item.start:
            at += 1
        if at < len(moved) and moved[at][0].covers(item):
            shift = moved[at][1]
            found.append(Range(item.start + shift, item.end + shift, item.kind, item.attributes))
    return tuple(found)


def known(document: Document, leaves: list[Range], other: Document) -> list[bool]:
    """For each leaf, whether the other text holds its words."""
    theirs = _triples(_words(other.text))
    found: list[bool] = []
    for leaf in leaves:
        ours = _triples(_words(document.text[leaf.start : leaf.end]))
        found.append(not ours or len(ours & theirs) >= _COVERED * len(ours))
    return found


def is_noise(document: Document, leaf: Range) -> bool:
    """Whether a short leaf is a phrase that stands around articles, or only names who made a picture."""
    text = document.text[leaf.start : leaf.end]
    if leaf.kind == "code" or len(_WORD.findall(text[:400])) > _SHORT or _QUOTED.search(text):
        return False  # what somebody said stays, also when it is “Learn more”
    return bool(_PHRASE.match(text)) or (leaf.kind in ("caption", "paragraph") and bool(_CREDIT.match(text)))


def _lone_links(document: Document, leaves: list[Range], known: list[bool]) -> set[int]:
    """Paragraphs that are nothing but a link and unknown to the other, unless they are a good part of the article."""
    links = linked(document, leaves)
    found = {
        number
        for number, leaf in enumerate(leaves)
        if leaf.kind in ("paragraph", "heading") and not known[number] and links[number] >= _LINKED
    }
    return found if len(found) <= 0.25 * len(leaves) else set()


def _tail(document: Document, leaves: list[Range], known: list[bool]) -> set[int]:
    """What follows the last leaf that the other knows: from a heading on that ends articles, or all if it is links."""
    end = max((number for number, is_known in enumerate(known) if is_known), default=len(leaves)) + 1
    rest = range(end, len(leaves))
    for number in rest:
        text = document.text[leaves[number].start : leaves[number].end]
        if len(text) < 80 and _ENDING.match(text):
            return set(range(number, len(leaves)))
    links = linked(document, leaves)
    if rest and sum(links[number] for number in rest) >= 0.5 * len(rest):
        return set(rest)
    return set()


def _strays(document: Document, leaves: list[Range], known: list[bool]) -> set[int]:
    """Paragraphs that the other does not know and that hold no letter, or are a picture's words with its credit."""
    found: set[int] = set()
    for number, leaf in enumerate(leaves):
        text = document.text[leaf.start : leaf.end]
        if leaf.kind != "paragraph" or known[number] or _QUOTED.search(text):
            continue
        if not _LETTER.search(text) or _CREDITED.search(text[-_CREDIT_LENGTH:]):
            found.add(number)
    return found


def linked(document: Document, leaves: list[Range]) -> list[float]:
    """For each leaf, the share of its characters that are links."""
    shares = [0] * len(leaves)
    starts = [leaf.start for leaf in leaves]
    for item in document.inline:
        if item.kind == "link":
            shares[bisect_left(starts, item.start + 1) - 1] += item.end - item.start
    return [share / (leaf.end - leaf.start) for share, leaf in zip(shares, leaves, strict=True)]


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _triples(words: list[str]) -> set[tuple[str, ...]]:
    """Three words in a row; shorter texts are one tuple."""
    size = 3
    return {tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1))} if words else set()
