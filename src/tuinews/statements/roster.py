"""Everybody who was named in an article so far, in the order in which a reader has them in mind.

A voice is known from its first mention, takes its fullest name, and collects evidence of gender and kind on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tuinews.core.statement import Source, SourceType, Span
from tuinews.statements.lexicon import Lexicon
from tuinews.statements.names import judge, titles_of
from tuinews.statements.sentences import Sentence

FAR = 2
"""Sentences that a pronoun looks back for somebody who is not named, or for what may be no person."""
RECENT = 40
"""Voices. How far back a pronoun or a description is looked up."""


@dataclass(slots=True, eq=False)
class Voice:
    """Somebody or something that is named in the article."""

    name: str
    type: SourceType
    gender: str = ""
    role: str = ""
    spoke: int = -1
    """Number of the sentence in which the voice last spoke, -1 when it has not."""
    seen: int = -1
    subject: int = -1
    """Number of the sentence of which the voice was last the first name."""
    at: int = -1
    """Where it was named last, in the text; `before` is the sentence in which it was named before that."""
    before: int = -1
    certain: bool = False

    def meant_by(self, mention: Span) -> Source:
        """This voice as the source that a mention stands for."""
        return Source(self.name, mention, self.type, self.role)


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who spoke and is not named: in which sentence, as what, and the gender of the words, if they have
    one."""

    sentence: int
    type: SourceType
    gender: str


@dataclass(slots=True)
class Roster:
    """The voices of one article, and what its last sentences were about."""

    lexicon: Lexicon
    sentence: int = 0
    """Number of the sentence read last."""
    topic: Voice | None = None
    """Whom the sentence read last begins with, when it is no person; one without a name is not to be named."""
    stranger: Stranger | None = None
    last_source: Source | None = None
    last_at: int = -1
    """Who spoke last, and in which sentence."""
    by_key: dict[str, Voice] = field(default_factory=dict)
    _recent: list[Voice] = field(default_factory=list)

    def latest(self) -> Iterator[Voice]:
        """The voices that a reader still has in mind, latest first."""
        return reversed(self._recent[-RECENT:])

    def touch(self, voice: Voice) -> None:
        """Note that a voice was just named or meant."""
        if voice in self._recent[-RECENT:]:
            self._recent.remove(voice)
        self._recent.append(voice)
        if len(self._recent) > 2 * RECENT:
            del self._recent[:RECENT]

    def speak(self, voice: Voice) -> None:
        """Note that a voice has spoken in the sentence read last."""
        voice.spoke = self.sentence
        self.touch(voice)

    def key(self, words: list[str]) -> str:
        """What a name is looked up by: lower case, without case endings."""
        return " ".join(self.lexicon.stem(part) for part in " ".join(words).lower().split())

    def find(self, words: list[str]) -> Voice | None:
        """The voice that a name stands for, by the whole of it or by a person's surname."""
        whole = self.by_key.get(self.key(words))
        if whole or len(words) == 1:
            return whole
        by_surname = self.by_key.get(self.key(words[-1:]))
        if by_surname and by_surname.type == "person":
            first = by_surname.name.split()[0]
            if len(by_surname.name.split()) == 1 or first.lower()[:3] == words[0].lower()[:3]:
                return by_surname
        return None

    def meet(self, sentence: Sentence, first: int, stop: int) -> Voice | None:
        """The voice of a run of names: one that is known, or a new one."""
        if sentence.lows[first] in self.lexicon.greeting and first + 1 < stop:
            first += 1
        titles, start = titles_of(sentence, first, stop)
        words = [word for word in sentence.words[start:stop] if word != "."]
        if not words:
            return None
        text = " ".join(words)
        known = self.find(words)
        kind, gender, certain = judge(sentence, start, stop, titles)
        if known is None:
            voice = Voice(text, kind, gender, certain=certain)
            self._enter(voice, words)
            return voice
        if len(words) > len(known.name.split()) and known.type == "person":
            known.name = text
            self.by_key.setdefault(self.key(words), known)
        known.gender = known.gender or gender
        if certain and not known.certain:
            known.type, known.certain = kind, True
        return known

    def _enter(self, voice: Voice, words: list[str]) -> None:
        """Make a new voice known by its name, a person's surname, or an organisation's initials."""
        self.by_key[self.key(words)] = voice
        if len(words) == 1:
            return
        if voice.type == "person":
            self.by_key[self.key(words[-1:])] = voice
            return
        acronym = "".join(word[0] for word in words if word[0].isupper()).lower()
        if len(acronym) > 1:
            self.by_key.setdefault(acronym, voice)

    def doubtful(self) -> Voice | None:
        """Whom the last sentences were about, if nothing tells that it is a person."""
        known = [voice for voice in self.latest() if voice.subject >= max(1, self.sentence - FAR)]
        voice = max(reversed(known), key=lambda voice: voice.subject, default=None)
        if voice is None or voice.certain or voice.role or voice.gender or voice.type != "person":
            return None
        return voice


def no_person(voice: Voice) -> None:
    """Note that a voice has turned out to be an organisation."""
    voice.type, voice.gender, voice.certain = "organisation", "neuter", True
