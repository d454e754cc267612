"""Pass 7: who is meant. Names, titles, descriptions and pronouns of one article → its voices.

The article is read once, from its first sentence on; a voice is known from its first mention, takes its fullest
name, and collects evidence of gender and kind on the way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tuinews.core.statement import Source, SourceType, Span
from tuinews.statements.lexicon import Lexicon
from tuinews.statements.phrases import CORE, Phrase
from tuinews.statements.sentences import Sentence

NAME_RUN = re.compile(r"M(?:M|-M|#(?=M)|(?<=M)P(?=M))*")
SMALL = re.compile(r"(?<!\w)[^\W\d_A-Z]{3,40}")
PERSONAL = frozenset({"person", "male", "female"})
IMPERSONAL = frozenset({"organisation", "document", "place"})
"""Types of sources that "it" can stand for."""
LONGEST_ROLE = 14
"""Tokens."""
APPOSED = re.compile("D?[NL]{0,2}(M)")
"""A name in apposition, with its rank: ", le colonel Yves Tanguy,"."""
WHAT_IT_IS = re.compile(r"D(?P<noun>N),$")
"""What stands before a name that tells its noun: "the company, Parley,"."""
FAR = 2
"""Sentences that a pronoun looks back for somebody who is not named, or for what may be no person."""
STILL = 3
"""Sentences within which a description that tells little is of whoever spoke."""
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
    words: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class _Stranger:
    """Somebody who spoke and is not named: in which sentence, as what, and the gender of the words, if they have
    one."""

    sentence: int
    type: SourceType
    gender: str


class Voices:
    """The voices met so far in one article. Feed sentences in order with `read`, ask with `source_of`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_key: dict[str, Voice] = {}
        self._recent: list[Voice] = []
        self._sentence = 0
        self._last_source: Source | None = None
        self._last_at = -1
        self._small: frozenset[str] | None = None
        """The words that the article writes small somewhere, once they are asked for."""
        self._topic: Voice | None = None
        """Whom the sentence read last begins with, when it is no person; one without a name is not to be named."""
        self._stranger: _Stranger | None = None

    def read(self, sentence: Sentence) -> None:
        """Note who is named in a sentence."""
        self._sentence += 1
        topic, self._topic = self._topic, None
        goes_on = sentence.tags[:1] in ("R", "D") and sentence.lows[0] in self._lexicon.speakers
        if goes_on or sentence.tags.startswith("Q"):
            self._topic = topic
        else:
            self._topic = self._thing(sentence)
        self._owner_of_people(sentence)
        if "M" not in sentence.tags:
            return
        first = True
        for match in NAME_RUN.finditer(sentence.tags):
            if match.span() == (0, 1) and sentence.lows[0] not in self._by_key and self._unlikely_name(sentence):
                continue
            voice = self._meet(sentence, match.start(), match.end())
            if voice:
                if voice.seen != self._sentence:
                    voice.before, voice.at = voice.seen, sentence.starts[match.start()]
                voice.seen = self._sentence
                self._followed(sentence, match.end(), voice)
                if voice.type == "person" and not voice.role:
                    voice.role = self._role_beside(sentence, match.start(), match.end())
                if match.start() <= 4 and self._topic is None and voice.type != "person":
                    self._topic = voice
                if first and voice.type == "person":
                    voice.subject = self._sentence
                    first = False
                self._touch(voice)

    def _thing(self, sentence: Sentence) -> Voice | None:
        """What a sentence begins with, when it is no name and no person: what "it" stands for in the next one."""
        core = CORE.match(sentence.tags)
        if not core or "M" in core.group() or sentence.tags[core.end() : core.end() + 1] not in ("V", "X", "L", ","):
            return None
        kinds = self._lexicon.noun_kinds(sentence.lows[core.end() - 1])
        if self._lexicon.capitals != "names" or kinds & PERSONAL:
            return None
        kind: SourceType = "document" if "document" in kinds else "organisation"
        text = self._clean_role(self._text(sentence, 0, core.end()))
        return Voice(text if kinds & {"document", "organisation"} else "", kind)

    def _followed(self, sentence: Sentence, stop: int, voice: Voice) -> None:
        """Learn from the relative pronoun after a name ("Kestrel Line, which …") that it is no person."""
        if voice.certain or voice.role or sentence.tags[stop : stop + 2] != ",W":
            return
        if self._lexicon.speakers.get(sentence.lows[stop + 1]) == "neuter":
            self._no_person(voice)

    def _owner_of_people(self, sentence: Sentence) -> None:
        """`Heritage Watch said so. Its director …`: who has people like that is no person."""
        for at, low in enumerate(sentence.lows[:-1]):
            if sentence.tags[at] == "D" and self._lexicon.speakers.get(low) == "neuter":
                if self._lexicon.noun_kinds(sentence.lows[at + 1]) & PERSONAL and (voice := self._doubtful()):
                    self._no_person(voice)
                return

    def _doubtful(self) -> Voice | None:
        """Whom the last sentences were about, if nothing tells that it is a person."""
        known = [voice for voice in self._recent if voice.subject >= max(1, self._sentence - FAR)]
        voice = max(known, key=lambda voice: voice.subject, default=None)
        if voice is None or voice.certain or voice.role or voice.gender or voice.type != "person":
            return None
        return voice

    def _no_person(self, voice: Voice) -> None:
        voice.type, voice.gender, voice.certain = "organisation", "neuter", True

    def kind_of(self, source: Source) -> Source:
        """A source with the kind that its name turned out to have by the end of the article."""
        voice = self._by_key.get(self._key(source.name.split())) if source.name else None
        if voice is None or voice.type == source.type or source.type != "person" or not voice.certain:
            return source
        return replace(source, type=voice.type, role="")

    def _unlikely_name(self, sentence: Sentence) -> bool:
        """Whether the first word of a sentence has its capital only from there, for all that is known."""
        return sentence.lows[0] not in self._lexicon.first_names and sentence.tags[1:2] not in ("X", "V", "G", ",")

    def _common_plural(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with people who are not named ("Demonstrators said"): with a word that the
        article also writes small."""
        low = sentence.lows[0]
        if not low.endswith("s") or low in self._lexicon.first_names:
            return False
        if self._small is None:
            self._small = frozenset(word for word in SMALL.findall(sentence.text))
        return low in self._small

    def source_of(self, sentence: Sentence, phrase: Phrase) -> Source:
        """The source that a phrase of the sentence read last stands for; it has spoken now."""
        at = phrase.pronoun if phrase.pronoun >= 0 else -1
        mention = (
            Span(sentence.starts[at], sentence.ends[at])
            if at >= 0
            else Span(sentence.starts[phrase.first], sentence.ends[phrase.stop - 1])
        )
        head = sentence.tags[phrase.head_first : phrase.head_stop]
        if head in ("R", "O") or (head == "D" and sentence.lows[phrase.head_first] in self._lexicon.speakers):
            found = self._pronoun(sentence.lows[phrase.head_first], mention)
        elif "M" in head:
            found = self._named(sentence, phrase, mention)
        else:
            found = self._surname(sentence, phrase, mention) or self._described(sentence, phrase, mention)
        self._last_source, self._last_at = found, self._sentence
        return found

    def _surname(self, sentence: Sentence, phrase: Phrase, mention: Span) -> Source | None:
        """Where every noun has a capital, a name is told from a noun by the person that was called so before."""
        last = phrase.head_stop - 1
        if self._lexicon.capitals != "nouns" or not sentence.words[last][:1].isupper():
            return None
        if phrase.head_first != last or self._lexicon.noun_kinds(sentence.lows[last]):
            return None
        voice = self._by_key.get(self._key([sentence.words[last]]))
        if voice is None or voice.type != "person" or not voice.role:
            return None
        self._speak(voice)
        return Source(voice.name, mention, voice.type, voice.role)

    def _touch(self, voice: Voice) -> None:
        if voice in self._recent[-RECENT:]:
            self._recent.remove(voice)
        self._recent.append(voice)
        if len(self._recent) > 2 * RECENT:
            del self._recent[:RECENT]

    # names

    def _meet(self, sentence: Sentence, first: int, stop: int) -> Voice | None:
        """The voice of a run of names: one that is known, or a new one."""
        if sentence.lows[first] in self._lexicon.greeting and first + 1 < stop:
            first += 1
        titles, start = self._titles(sentence, first, stop)
        words = [word for word in sentence.words[start:stop] if word != "."]
        if not words:
            return None
        text = " ".join(words)
        known = self._find(words)
        kind, gender, certain = self._judge(sentence, start, stop, titles)
        if known:
            if len(words) > len(known.name.split()) and known.type == "person":
                known.name = text
                self._by_key.setdefault(self._key(words), known)
            known.gender = known.gender or gender
            if certain and not known.certain:
                known.type, known.certain = kind, True
            return known
        voice = Voice(text, kind, gender, certain=certain)
        self._by_key[self._key(words)] = voice
        if len(words) > 1:
            if kind == "person":
                self._by_key[self._key(words[-1:])] = voice
            else:
                acronym = "".join(word[0] for word in words if word[0].isupper()).lower()
                if len(acronym) > 1:
                    self._by_key.setdefault(acronym, voice)
        return voice

    def _role_beside(self, sentence: Sentence, first: int, stop: int) -> str:
        """The role in a short apposition or a title: `Ana Ruiz, the mayor,` or `Mayor Ana Ruiz`."""
        tags = sentence.tags
        if tags[stop : stop + 2] == ",D":
            end = next((at for at in range(stop + 2, min(len(tags), stop + LONGEST_ROLE)) if tags[at] in ",.;"), -1)
            if end > 0 and not set(tags[stop + 1 : end]) & set("VXWRQ"):
                return self._clean_role(self._text(sentence, stop + 1, end))
        titles, name = self._titles(sentence, first, stop)
        if titles and not sentence.words[first].endswith("."):
            return self._text(sentence, first, name)
        noun = sentence.lows[first - 1] if first and self._lexicon.head_first else ""
        if self._lexicon.noun_kinds(noun) & {"male", "female", "person"}:
            return noun
        return ""

    def _titles(self, sentence: Sentence, first: int, stop: int) -> tuple[list[str], int]:
        """The titles at the head of a name ("Ukrainian President"), and where the name itself begins."""
        titles = self._lexicon.titles
        for at in range(stop - 2, first - 1, -1):
            low = sentence.lows[at]
            if low in titles or low.rstrip(".") in titles:
                name = at + 1
                while name + 1 < stop and sentence.tags[name] == "P":
                    name += 2
                return (sentence.lows[first:name], name) if name < stop else ([], first)
        return [], first

    def _key(self, words: list[str]) -> str:
        """What a name is looked up by: lower case, without case endings."""
        return " ".join(self._lexicon.stem(part) for part in " ".join(words).lower().split())

    def _nominative(self, name: str) -> bool:
        return name.split()[0].lower() in self._lexicon.first_names

    def _find(self, words: list[str]) -> Voice | None:
        whole = self._by_key.get(self._key(words))
        if whole or len(words) == 1:
            return whole
        by_surname = self._by_key.get(self._key(words[-1:]))
        if by_surname and by_surname.type == "person":
            first = by_surname.name.split()[0]
            if len(by_surname.name.split()) == 1 or first.lower()[:3] == words[0].lower()[:3]:
                return by_surname
        return None

    def _judge(self, sentence: Sentence, first: int, stop: int, titles: list[str]) -> tuple[SourceType, str, bool]:
        """Kind and gender of a name, and whether there is evidence for the kind."""
        lexicon = self._lexicon
        lows = sentence.lows[first:stop]
        if titles:
            genders = {lexicon.titles.get(title, "") for title in titles} & {"male", "female"}
            return "person", genders.pop() if genders else lexicon.gender_of(lows[0]) or "", True
        kinds = lexicon.noun_kinds(lows[-1]) | lexicon.noun_kinds(lows[0])
        compass = len(lows) == 2 and "compass" in lexicon.noun_kinds(lows[0])
        if "place" in kinds and (len(lows) == 1 or compass):
            return "place", "neuter", True
        for kind in ("organisation", "document"):
            if any(kind in lexicon.noun_kinds(low) for low in lows):
                return kind, "neuter", True
        if len(lows) > 1 and (given := lexicon.gender_of(lows[0])):
            return "person", given, True
        return self._judge_beside(sentence, first, lows)

    def _judge_beside(self, sentence: Sentence, first: int, lows: list[str]) -> tuple[SourceType, str, bool]:
        """The same, where the name itself does not tell, by what stands before it."""
        lexicon = self._lexicon
        if self._apposed_body(sentence, first):
            return "organisation", "neuter", True
        before = sentence.lows[first - 1] if first else ""
        before_kinds = lexicon.noun_kinds(before)
        if "person" in before_kinds:
            return "person", "", True
        for gender in ("male", "female"):
            if gender in before_kinds:
                return "person", gender, True
        if len(lows) == 1 and before in lexicon.via.get("place", ()):
            return "place", "neuter", False
        if len(lows) == 1 and sentence.words[first].isupper() and len(lows[0]) > 1:
            return "organisation", "neuter", False
        told = before in lexicon.via.get("told", ()) and not lexicon.gender_of(lows[0])
        if len(lows) == 1 and (before == "the" or told):
            return "organisation", "neuter", False
        return "person", "", False

    def _apposed_body(self, sentence: Sentence, first: int) -> bool:
        """Whether an organisation's noun stands before a name: `the company, Parley,`."""
        noun = WHAT_IT_IS.search(sentence.tags, max(0, first - 3), first)
        if not noun or (first > 3 and sentence.tags[first - 4] == "P"):
            return False
        kinds = self._lexicon.noun_kinds(sentence.lows[noun.start("noun")])
        return "organisation" in kinds and not kinds & PERSONAL

    def _named(self, sentence: Sentence, phrase: Phrase, mention: Span) -> Source:
        stop = self._head_with_office(sentence, phrase)
        last = list(NAME_RUN.finditer(sentence.tags, phrase.head_first, stop))[-1]
        if last.end() < stop and set(sentence.tags[last.end() : stop]) & set("NG"):
            return self._described(sentence, phrase, mention)
        if last.span() == (0, 1) and self._common_plural(sentence):
            return Source(None, mention, "anonymous")
        voice = self._meet(sentence, last.start(), last.end())
        if voice is None:
            return self._described(sentence, phrase, mention)
        name_at = self._titles(sentence, last.start(), last.end())[1]
        of_head = sentence.tags[phrase.head_first : name_at]
        role = ""
        if of_head and of_head.strip("DALEG#"):
            role = self._prenominal(sentence, phrase.head_first, name_at)
        if voice.type != "person":
            role = ""
        elif not role and phrase.stop > phrase.head_stop + 1 and sentence.tags[phrase.head_stop] == ",":
            apposition = sentence.tags[phrase.head_stop + 1]
            if apposition in "DNML":
                role = self._text(sentence, phrase.head_stop + 1, phrase.stop)
        voice.role = voice.role or self._clean_role(role)
        self._speak(voice)
        return Source(voice.name, mention, voice.type, voice.role)

    def _head_with_office(self, sentence: Sentence, phrase: Phrase) -> int:
        """Where the head of a phrase ends, over an office of several words: Secretary of State Ana Ruiz."""
        stop = phrase.head_stop
        if sentence.tags[stop : stop + 2] != "PM" or sentence.lows[stop - 1] not in self._lexicon.titles:
            return stop
        office = NAME_RUN.match(sentence.tags, stop + 1)
        return office.end() if office and office.end() <= phrase.stop and office.end() > stop + 2 else stop

    def _prenominal(self, sentence: Sentence, first: int, name: int) -> str:
        """What stands before a name, if it is a role ("union lawyer", but not "in a radio interview")."""
        lexicon = self._lexicon
        personal = (low in lexicon.titles or lexicon.noun_kinds(low) & PERSONAL for low in sentence.lows[first:name])
        return self._text(sentence, first, name) if any(personal) else ""

    def _speak(self, voice: Voice) -> None:
        voice.spoke = self._sentence
        self._touch(voice)

    def _text(self, sentence: Sentence, first: int, stop: int) -> str:
        out = ""
        for number in range(first, stop):
            if number > first and sentence.starts[number] > sentence.ends[number - 1]:
                out += " "
            out += sentence.words[number]
        return out

    def _clean_role(self, role: str) -> str:
        words = role.strip(" ,").split()
        while words and self._lexicon.tags.get(words[0].lower()) == "D":
            words = words[1:]
        return " ".join(words)

    # descriptions

    def _described(self, sentence: Sentence, phrase: Phrase, mention: Span) -> Source:
        lexicon = self._lexicon
        lows = sentence.lows[phrase.head_first : phrase.head_stop]
        noun = lows[-1] if lows else ""
        if lexicon.head_first:
            noun = next((low for low in lows if lexicon.noun_kinds(low)), noun)
        kinds = lexicon.noun_kinds(noun)
        definite = bool(lows) and lows[0] in lexicon.definite
        plural = noun.endswith("s") and noun not in lexicon.nouns
        if definite and not plural:
            voice = self._by_role(sentence, phrase, noun, kinds)
            if voice:
                self._speak(voice)
                return Source(voice.name, mention, voice.type, voice.role)
        appositive = self._appositive_name(sentence, phrase)
        if appositive:
            appositive.role = appositive.role or self._clean_role(
                self._text(sentence, phrase.head_first, phrase.head_stop)
            )
            self._speak(appositive)
            return Source(appositive.name, mention, appositive.type, appositive.role)
        if "plain" in kinds and (definite or lexicon.cases) and (voice := self._still_speaking(kinds)):
            return Source(voice.name, mention, voice.type, voice.role)
        if "generic" in kinds and definite and not plural and len(lows) == 2 and (voice := self._known_body()):
            self._speak(voice)
            return Source(voice.name, mention, voice.type, voice.role)
        text = self._clean_role(self._text(sentence, phrase.head_first, phrase.head_stop))
        for kind in ("document", "organisation", "place"):
            if kind in kinds:
                return Source(text, mention, kind)
        found: SourceType = "person" if kinds & {"person"} and not plural and definite else "anonymous"
        who = phrase.stop > phrase.head_stop and "W" in sentence.tags[phrase.head_stop : phrase.stop]
        who = who and lexicon.speakers.get(sentence.lows[sentence.tags.index("W", phrase.head_stop)]) == "relative"
        personal = bool(kinds & (PERSONAL | {"anonymous"})) or who
        if personal and not plural and lows[:1] and lexicon.tags.get(lows[0]) == "D":
            gender = next((gender for gender in ("male", "female") if gender in kinds), "")
            self._stranger = _Stranger(self._sentence, found, gender)
        return Source(None, mention, found)

    def _known_body(self) -> Voice | None:
        """Whom `the company` stands for: the organisation spoken of last whose name does not say that it is
        something else."""
        for voice in reversed(self._recent[-RECENT:]):
            if voice.type == "organisation" and voice.certain and self._sentence - voice.seen <= 2 * STILL:
                kinds = [self._lexicon.noun_kinds(word) for word in voice.name.lower().split()]
                if not any("organisation" in kind for kind in kinds):
                    return voice
        return None

    def _still_speaking(self, kinds: frozenset[str]) -> Voice | None:
        """Whom `the woman` or `the pensioner` stands for: who spoke last, if the noun fits."""
        for voice in reversed(self._recent[-RECENT:]):
            if voice.type == "person" and self._sentence - voice.spoke <= STILL and voice.spoke >= 0:
                return voice if not voice.gender or voice.gender in kinds else None
        return None

    def account(self, name: str, mention: Span | None) -> Source:
        """Who posts or signs under a name: a voice of the article, if it is one."""
        words = [word.strip(",.") for word in name.split(",")[0].split()]
        known = self._find([word for word in words if word]) if words else None
        if known:
            known.spoke = self._sentence
            return Source(known.name, mention, known.type, known.role)
        kinds = [self._lexicon.noun_kinds(word.lower()) for word in words]
        organisation = any("organisation" in kind for kind in kinds)
        return Source(name, mention, "organisation" if organisation else "person")

    def label(self, sentence: Sentence, phrase: Phrase) -> str:
        """The name of a relay as the reader should see it."""
        runs = list(NAME_RUN.finditer(sentence.tags, phrase.head_first, phrase.head_stop))
        if runs and runs[-1].end() == phrase.head_stop:
            voice = self._meet(sentence, runs[-1].start(), runs[-1].end())
            if voice:
                return voice.name
        if sentence.tags[phrase.first] == "Q":
            quote = sentence.quotes[phrase.first]
            return sentence.text[quote.inner_start : min(quote.inner_end, quote.inner_start + 120)]
        return self._clean_role(self._text(sentence, phrase.head_first, phrase.head_stop))

    def _appositive_name(self, sentence: Sentence, phrase: Phrase) -> Voice | None:
        """`the minister, Ana Ruiz,` names its noun."""
        at = sentence.tags.find(",", phrase.head_stop, phrase.stop)
        if at >= 0:
            name = APPOSED.match(sentence.tags, at + 1, phrase.stop)
            match = name and NAME_RUN.match(sentence.tags, name.start(1), phrase.stop)
            if match:
                return self._meet(sentence, match.start(), match.end())
        return None

    def _by_role(self, sentence: Sentence, phrase: Phrase, noun: str, kinds: frozenset[str]) -> Voice | None:
        """The voice whose role or name holds every word of a description, latest first."""
        words = {
            low
            for low, tag in zip(
                sentence.lows[phrase.head_first : phrase.head_stop],
                sentence.tags[phrase.head_first : phrase.head_stop],
                strict=True,
            )
            if tag != "D"
        }
        for voice in reversed(self._recent[-RECENT:]):
            if words <= set(f"{voice.role} {voice.name}".lower().replace(",", " ").split()):
                return voice
        if kinds & {"organisation"} and words == {noun}:
            for voice in reversed(self._recent[-RECENT:]):
                if voice.type == "organisation" and noun in voice.name.lower().split():
                    return voice
        return None

    # pronouns

    def _pronoun(self, pronoun: str, mention: Span) -> Source:
        gender = self._lexicon.speakers.get(pronoun, "")
        if gender in ("male", "female"):
            voice = self._fitting(gender, mention.start)
            stranger = self._strange(gender, mention.start, voice)
            if stranger:
                self._stranger = replace(stranger, sentence=self._sentence, gender=gender)
                return Source(None, mention, stranger.type)
            if voice:
                voice.gender = voice.gender or gender
                self._speak(voice)
                return Source(voice.name, mention, voice.type, voice.role)
            return Source(None, mention, "person")
        last = self._last_source
        if gender == "neuter":
            just = last and last.name and self._last_at >= self._sentence - 1
            if last and just and not (self._topic and self._topic.name) and last.type in IMPERSONAL:
                return Source(last.name, mention, last.type, last.role)
            if self._topic and not self._topic.name:
                return Source(None, mention, "organisation")
            if self._topic is None and (doubtful := self._doubtful()):
                self._no_person(doubtful)
                self._topic = doubtful
            if self._topic:
                self._speak(self._topic)
                return Source(self._topic.name, mention, self._topic.type, self._topic.role)
            if last and last.type in IMPERSONAL:
                return Source(last.name, mention, last.type, last.role)
            return Source(None, mention, "organisation")
        if gender == "plural" and last and last.type != "person":
            return Source(last.name, mention, last.type, last.role)
        return Source(None, mention, "anonymous" if gender == "plural" else "person")

    def _fitting(self, gender: str, at: int) -> Voice | None:
        """The voice that `he` or `she` at a place of the text stands for: who spoke last or was last spoken about,
        if the gender fits. Who is only named after the pronoun is not meant."""
        people = [voice for voice in self._recent[-RECENT:] if voice.type == "person" and voice.gender in (gender, "")]
        known = [(self._nearness(voice, at), voice) for voice in people]
        best = max((score for score, _ in known), default=-1.0)
        if best < 0:
            return None
        bonus = {id(voice): score + 0.5 * (voice.gender == gender) for score, voice in known}
        return max(reversed(people), key=lambda voice: bonus[id(voice)])

    def _strange(self, gender: str, at: int, voice: Voice | None) -> _Stranger | None:
        """Somebody without a name whom `he` or `she` stands for rather than for a voice."""
        stranger = self._stranger
        if stranger is None or stranger.gender not in (gender, "") or self._sentence - stranger.sentence > FAR:
            return None
        return stranger if voice is None or self._nearness(voice, at) <= stranger.sentence else None

    def _nearness(self, voice: Voice, at: int) -> float:
        """How near a voice is in the reader's mind, in sentences; -1 when it is not yet known."""
        later = voice.seen == self._sentence and voice.at > at
        seen = voice.before if later else voice.seen
        subject = -1 if later and voice.subject == self._sentence else voice.subject
        if max(seen, voice.spoke) < 0:
            return -1.0
        return max(voice.spoke - 0.2, subject, seen - 0.7)
