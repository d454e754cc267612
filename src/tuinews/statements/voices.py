"""Pass 7: who is meant. Names, titles, descriptions and pronouns of one article → its voices.

The article is read once, from its first sentence on.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from tuinews.core.statement import Source, SourceType, Span
from tuinews.statements.descriptions import described, notice, surname
from tuinews.statements.lexicon import Lexicon
from tuinews.statements.names import (
    PERSONAL,
    head_with_office,
    name_behind,
    name_runs,
    role_before,
    role_beside,
    text_of,
    titles_of,
    without_determiner,
)
from tuinews.statements.phrases import Phrase, core_at
from tuinews.statements.pronouns import stands_for
from tuinews.statements.roster import Roster, Voice, no_person
from tuinews.statements.sentences import Sentence

SMALL = re.compile(r"(?<!\w)[^\W\d_A-Z]{3,40}")


class Voices:
    """The voices met so far in one article. Feed sentences in order with `read`, ask with `source_of`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._roster = Roster(lexicon)
        self._small: frozenset[str] | None = None
        """The words that the article writes small somewhere, once they are asked for."""

    def read(self, sentence: Sentence) -> None:
        """Note who is named in a sentence."""
        roster = self._roster
        roster.sentence += 1
        topic, roster.topic = roster.topic, None
        goes_on = sentence.tags[:1] in ("R", "D") and sentence.lows[0] in self._lexicon.speakers
        roster.topic = topic if goes_on or sentence.tags.startswith("Q") else _thing(sentence)
        self._owner_of_people(sentence)
        notice(roster, sentence)
        first = True
        for start, stop in name_runs(sentence):
            if (start, stop) == (0, 1) and sentence.lows[0] not in roster.by_key and _unlikely_name(sentence):
                continue
            voice = roster.meet(sentence, start, stop)
            if voice:
                self._note(sentence, start, stop, voice)
                if first and voice.type == "person" and not _governed(sentence, start):
                    voice.subject = roster.sentence
                    first = False

    def _note(self, sentence: Sentence, start: int, stop: int, voice: Voice) -> None:
        """Learn from one mention of a name what it tells about its voice."""
        roster = self._roster
        if voice.seen != roster.sentence:
            voice.before, voice.at = voice.seen, sentence.starts[start]
        voice.seen = roster.sentence
        _followed(sentence, stop, voice)
        if voice.type == "person" and not voice.role:
            voice.role = role_beside(sentence, start, stop)
        if start <= 4 and roster.topic is None and voice.type != "person":
            roster.topic = voice
        roster.touch(voice)

    def _owner_of_people(self, sentence: Sentence) -> None:
        """`Heritage Watch said so. Its director …`: who has people like that is no person."""
        for at, low in enumerate(sentence.lows[:-1]):
            if sentence.tags[at] == "D" and self._lexicon.speakers.get(low) == "neuter":
                people = self._lexicon.noun_kinds(sentence.lows[at + 1]) & PERSONAL
                if people and (voice := self._roster.doubtful()):
                    no_person(voice)
                return

    def kind_of(self, source: Source) -> Source:
        """A source with the kind that its name turned out to have by the end of the article."""
        voice = self._roster.by_key.get(self._roster.key(source.name.split())) if source.name else None
        if voice is None or voice.type == source.type or source.type != "person" or not voice.certain:
            return source
        return replace(source, type=voice.type, role="")

    def source_of(self, sentence: Sentence, phrase: Phrase) -> Source:
        """The source that a phrase of the sentence read last stands for; it has spoken now."""
        at = phrase.pronoun if phrase.pronoun >= 0 else -1
        mention = (
            Span(sentence.starts[at], sentence.ends[at])
            if at >= 0
            else Span(sentence.starts[phrase.first], sentence.ends[phrase.stop - 1])
        )
        roster = self._roster
        head = sentence.tags[phrase.head_first : phrase.head_stop]
        if head in ("R", "O") or (head == "D" and sentence.lows[phrase.head_first] in self._lexicon.speakers):
            found = stands_for(roster, sentence.lows[phrase.head_first], mention)
        elif "M" in head:
            found = self._named(sentence, phrase, mention)
        elif named := name_behind(sentence, phrase):
            role = text_of(sentence, phrase.head_first, named.head_first)
            found = self._named(sentence, named, mention, without_determiner(role, self._lexicon))
        else:
            found = surname(roster, sentence, phrase, mention) or described(roster, sentence, phrase, mention)
        if head != "D":  # "he" is nobody of "some say"
            roster.last_source, roster.last_at = found, roster.sentence
        return found

    def _named(self, sentence: Sentence, phrase: Phrase, mention: Span, role: str = "") -> Source:
        stop = head_with_office(sentence, phrase)
        first, last = list(name_runs(sentence, phrase.head_first, stop))[-1]
        if last == phrase.head_stop:
            last = stop = _whole_name(sentence, phrase, first)
        if last < stop and set(sentence.tags[last:stop]) & set("NG"):
            return described(self._roster, sentence, phrase, mention)
        if (first, last) == (0, 1) and self._common_plural(sentence):
            return Source(None, mention, "anonymous")
        voice = self._roster.meet(sentence, first, last)
        if voice is None:
            return described(self._roster, sentence, phrase, mention)
        if role and not voice.certain:
            voice.type = "person"  # who has an office
        if voice.type == "person" and not voice.role:
            voice.role = role or without_determiner(_role_around(sentence, phrase, first, last), self._lexicon)
        self._roster.speak(voice)
        source = voice.meant_by(mention)
        office = _office(sentence, phrase, first)
        return replace(source, name=f"{office} {voice.name}", type="organisation") if office else source

    def _common_plural(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with people who are not named ("Demonstrators said"): with a word that the
        article also writes small."""
        low = sentence.lows[0]
        if not low.endswith("s") or low in self._lexicon.first_names:
            return False
        if self._small is None:
            self._small = frozenset(word for word in SMALL.findall(sentence.text))
        return low in self._small

    def account(self, name: str, mention: Span | None) -> Source:
        """Who posts or signs under a name: a voice of the article, if it is one."""
        words = [word.strip(",.") for word in name.split(",")[0].split()]
        known = self._roster.find([word for word in words if word]) if words else None
        if known:
            known.spoke = self._roster.sentence
            return Source(known.name, mention, known.type, known.role)
        kinds = [self._lexicon.noun_kinds(word.lower()) for word in words]
        organisation = any("organisation" in kind for kind in kinds)
        return Source(name, mention, "organisation" if organisation else "person")

    def label(self, sentence: Sentence, phrase: Phrase) -> str:
        """The name of a relay as the reader should see it."""
        runs = list(name_runs(sentence, phrase.head_first, phrase.head_stop))
        if runs and runs[-1][1] == phrase.head_stop:
            voice = self._roster.meet(sentence, *runs[-1])
            if voice:
                return voice.name
        if sentence.tags[phrase.first] == "Q":
            quote = sentence.quotes[phrase.first]
            return sentence.text[quote.inner_start : min(quote.inner_end, quote.inner_start + 120)]
        return without_determiner(text_of(sentence, phrase.head_first, phrase.head_stop), self._lexicon)


def _thing(sentence: Sentence) -> Voice | None:
    """What a sentence begins with, when it is no name and no person: what "it" stands for in the next one."""
    lexicon = sentence.lexicon
    core = core_at(sentence)
    if not core or "M" in core.group() or sentence.tags[core.end() : core.end() + 1] not in ("V", "X", "L", ",", "P"):
        return None
    if sentence.tags[core.end()] == "P" and "document" not in lexicon.noun_kinds(sentence.lows[core.end() - 1]):
        return None
    kinds = lexicon.noun_kinds(sentence.lows[core.end() - 1])
    if lexicon.capitals != "names" or kinds & PERSONAL:
        return None
    kind: SourceType = "document" if "document" in kinds else "organisation"
    text = without_determiner(text_of(sentence, 0, core.end()), lexicon)
    return Voice(text if kinds & {"document", "organisation"} else "", kind)


def _followed(sentence: Sentence, stop: int, voice: Voice) -> None:
    """Learn from the relative pronoun after a name ("Kestrel Line, which …") that it is no person."""
    if voice.certain or voice.role or sentence.tags[stop : stop + 2] != ",W":
        return
    if sentence.lexicon.speakers.get(sentence.lows[stop + 1]) == "neuter":
        no_person(voice)


def _whole_name(sentence: Sentence, phrase: Phrase, first: int) -> int:
    """Where the name that begins at a token of a phrase's head ends: "Bank of Sol" goes on behind it."""
    joined = sentence.tags[phrase.head_stop : phrase.head_stop + 2] == "PM"
    runs = name_runs(sentence, first, phrase.stop) if joined else iter(())
    return next((stop for start, stop in runs if start == first), phrase.head_stop)


def _governed(sentence: Sentence, name: int) -> bool:
    """Whether a name hangs on a preposition or stands in brackets, and so is no subject: "la ministre de la Mer"."""
    before = sentence.tags[max(0, name - 2) : name]
    return before[-1:] in ("P", "(") or before == "PD"


def _office(sentence: Sentence, phrase: Phrase, name: int) -> str:
    """The noun of a body that is only named together with it: "Staatsanwaltschaft Krefeld", not "Firma Parley"."""
    if sentence.lexicon.capitals != "nouns" or name <= phrase.head_first:
        return ""
    kinds = sentence.lexicon.noun_kinds(sentence.lows[name - 1])
    office = "organisation" in kinds and not kinds & (PERSONAL | {"generic"})
    return sentence.words[name - 1] if office else ""


def _unlikely_name(sentence: Sentence) -> bool:
    """Whether the first word of a sentence has its capital only from there, for all that is known."""
    lexicon, low = sentence.lexicon, sentence.lows[0]
    if low in lexicon.first_names:
        return False
    many = low.endswith("s") and not sentence.words[0].isupper() and not (lexicon.head_first or lexicon.cases)
    return many or sentence.tags[1:2] not in ("X", "V", "G", ",")


def _role_around(sentence: Sentence, phrase: Phrase, start: int, stop: int) -> str:
    """The role that a phrase gives the person that it names, before the name or in apposition behind it."""
    name = titles_of(sentence, start, stop)[1]
    role = ""
    if sentence.tags[phrase.head_first : name].strip("DALEG#"):
        role = role_before(sentence, phrase.head_first, name)
    apposed = phrase.stop > phrase.head_stop + 1 and sentence.tags[phrase.head_stop] == ","
    if not role and apposed and sentence.tags[phrase.head_stop + 1] in "DNML":
        role = text_of(sentence, phrase.head_stop + 1, phrase.stop)
    return role
