"""On whose word an article rests: its statements by who said them, and the sum of it in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from tuinews.core.counting import counted
from tuinews.core.quoting import quoted
from tuinews.core.sanitize import visible_line
from tuinews.library.views import ArticleView, StatementView
from tuinews.tui.marks import unsure

UNNAMED = "unnamed"


class Voice(Struct):
    """Someone quoted in an article, and the indexes of what they said."""

    name: str
    type: str
    role: str = ""
    named: bool = True
    statements: list[int] = field(default_factory=list)
    relayed: bool = False
    """Whether any of it reached the page through someone else."""

    @property
    def sort(self) -> str:
        """Under which figure it counts: named, anonymous or document."""
        if self.type == "document":
            return "document"
        return "named" if self.named and self.type != "anonymous" else "anonymous"


def shown_statements(view: ArticleView, confidence: float) -> tuple[StatementView, ...]:
    """The statements of an article that are sure enough; those that the reader touched always are."""
    return tuple(one for one in view.statements if not unsure(one, confidence))


def voices(text: str, statements: Sequence[StatementView]) -> list[Voice]:
    """Everyone quoted, most quoted first, then in order of the text."""
    found: dict[tuple[str, bool], Voice] = {}
    for index, view in enumerate(statements):
        name, named = speaker_of(text, view)
        voice = found.get((name.casefold(), named))
        source = view.statement.source
        if voice is None:
            kind = source.type if source is not None else "anonymous"
            voice = found[(name.casefold(), named)] = Voice(name, kind, named=named)
        voice.role = voice.role or (source.role if source is not None else "")
        voice.statements.append(index)
        voice.relayed = voice.relayed or bool(view.statement.via)
    return sorted(found.values(), key=lambda voice: -len(voice.statements))


def speaker_of(text: str, view: StatementView) -> tuple[str, bool]:
    """Who said it: a name and True, or the words that stand for them ("two officials") and False."""
    source = view.statement.source
    if source is None:
        return UNNAMED, False
    if source.name:
        return source.name, True
    if source.mention is not None and 0 <= source.mention.start < source.mention.end <= len(text):
        return " ".join(text[source.mention.start : source.mention.end].split()), False
    return UNNAMED, False


def sum_up(found: Iterable[Voice]) -> str:
    """ "Rests on 7: 5 named, 1 anonymous, 1 document; 2 relayed". The parts add up to the whole."""
    everyone = list(found)
    if not everyone:
        return "Quotes nobody"
    counts = Counter(voice.sort for voice in everyone)
    parts = [
        counted(counts[sort], sort) if sort == "document" else f"{counts[sort]} {sort}"
        for sort in ("named", "anonymous", "document")
        if counts[sort]
    ]
    relayed = sum(1 for voice in everyone if voice.relayed)
    return f"Rests on {len(everyone)}: {', '.join(parts)}" + (f"; {relayed} relayed" if relayed else "")


def path_to_origin(outlet: str, text: str, view: StatementView, arrow: str) -> str:
    """The way the words took, from the page back: "Harbour Times ← Yonhap ← the ministry". Empty when nobody
    stood between the page and the speaker."""
    if not view.statement.via:
        return ""
    speaker, _ = speaker_of(text, view)
    chain = [outlet, *(relay.name for relay in view.statement.via), speaker]
    return f" {arrow} ".join(part for part in chain if part)


def as_said(speaker: str, shown: StatementView) -> str:
    """A statement in one sentence: in quotation marks when these are the words, after a colon alone when not."""
    words = visible_line(shown.text)[:200]
    return f"{visible_line(speaker)}: " + (quoted(words) if shown.statement.kind == "direct" else words)
