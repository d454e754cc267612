"""A statement: what was said, by whom, in which words, and how it reached the page.

In corpus linguistics an *attribution*: a content, a cue, a source (Pareti 2015). All positions count code
points of the text that was analysed.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct

Kind = Literal["direct", "mixed", "indirect"]
"""`direct`: all inside quotation marks; `mixed`: partly inside; `indirect`: reported speech."""
Stance = Literal["says", "claims", "denies", "confirms", "asks", "believes"]
SourceType = Literal["person", "organisation", "place", "document", "anonymous"]
QUOTE_MARKS = frozenset("“”„‟\"«»‹›「」『』‘’‚'")


class Span(NamedTuple):
    """A half-open stretch of text, in code points."""

    start: int
    end: int


def same_words(one: Span, other: Span) -> bool:
    """Whether two stretches mean the same statement: they share more than half of both (an engine's next version
    may draw its edges a little differently)."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared * 2 > max(one.end - one.start, other.end - other.start)


class Fragment(Struct, frozen=True):
    """One contiguous piece of a content. For `direct` it spans the words inside the marks, for `mixed` the
    clause, for `indirect` the reported clause."""

    start: int
    end: int
    kind: Kind


class Source(Struct, frozen=True):
    """Who said it. `name` is the fullest name that the article gives, for organisations and documents without one
    what they are called ("coast guard office", "report"); None: nobody is named, or it could not be told.
    `mention`: the words that stand for the speaker here ("he", "the minister"); `role`: what the article calls them
    ("union lawyer"), empty when it does not."""

    name: str | None
    mention: Span | None
    type: SourceType = "person"
    role: str = ""


class Relay(Struct, frozen=True):
    """One element of a via chain: who passed the words on, to whom they were told, or where they stood.
    `name` as the reader should see it; start and end of its mention."""

    name: str
    start: int
    end: int


class Statement(Struct, frozen=True):
    """One attribution. `via` runs from the page back to the origin: ("Harbour Times" is the page) Yonhap, then
    the agency's statement. `why` says in a sentence by which rule the engine found it; `confidence` is the
    share of such statements that are right (0 to 1). `rule` is the engine's own name of that rule."""

    fragments: tuple[Fragment, ...]
    source: Source | None
    cue: Span | None = None
    via: tuple[Relay, ...] = ()
    stance: Stance = "says"
    confidence: float = 1.0
    why: str = ""
    rule: str = ""

    @property
    def start(self) -> int:
        return self.fragments[0].start

    @property
    def end(self) -> int:
        return self.fragments[-1].end

    @property
    def kind(self) -> Kind:
        """The kind of the whole: direct or indirect when every fragment is, else mixed."""
        kinds = {fragment.kind for fragment in self.fragments}
        return kinds.pop() if len(kinds) == 1 else "mixed"

    def quote(self, text: str) -> str:
        """The words, fragments joined by an ellipsis."""
        return " … ".join(text[piece.start : piece.end] for piece in self.fragments)
