"""The word lists of a language, as the passes need them.

The lists are data: `data/<code>.toml`, described in `data/README.md`. They are read when a language is first met
and kept. Nothing else in the engine knows a word of any language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

from tuinews.core.statement import SourceType, Stance

DATA = Path(__file__).parent / "data"

SHORTEST_TAIL = 4
LONGEST_COMPOUND = 40
"""Characters of a compound noun's last part, and of what may stand before it."""

SHORTEST_STEM = 3
"""Characters of a name without its case ending."""

Form = Literal["finite", "base", "gerund", "participle"]
Gender = Literal["male", "female", "neuter", "plural"]

TAG_OF_CLASS: Mapping[str, str] = {
    "determiner": "D",
    "pronoun": "R",
    "object": "O",
    "relative": "W",
    "question": "H",
    "complementiser": "T",
    "preposition": "P",
    "infinitive": "I",
    "conjunction": "C",
    "subordinator": "S",
    "auxiliary": "X",
    "possessive": "G",
    "adverb": "A",
    "time": "Z",
    "verb": "V",
    "noun": "N",
}
"""Word class in the data file → the letter that stands for it in a sentence's tag string."""

ENDING_TAGS: Mapping[str, str] = {"adverb": "A", "past": "L", "gerund": "E", "noun": "N", "verb": "V"}


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb that may be a cue. `takes` says what may follow it (README.md); `particle` is the word
    that a split verb leaves at the end of its clause ("teilte … mit")."""

    stance: Stance
    takes: frozenset[str]
    form: Form
    particle: str = ""
    plain: bool = False
    """Whether the verb means nothing but that somebody said something ("said", "sagte")."""


@dataclass(frozen=True, slots=True)
class Preface:
    """Words that name a source beside its statement: "according to" X. `source` tells on which side X stands."""

    words: tuple[str, ...]
    stance: Stance
    source: Literal["after", "before", "inside", "own"]
    heads: tuple[str, ...] = ()
    """When given, the source must hold a noun that ends in one of these."""
    edge: bool = False
    """Whether only at the edge of its clause, after a comma or a quotation."""
    quoted: bool = False
    """Whether only at the beginning of a sentence and of a quotation ("Pour X, « … »")."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Everything that is known about a language, looked up by lower-case word."""

    code: str
    capitals: Literal["names", "nouns", "none"]
    verb_second: bool
    dialogue: bool
    """Whether a dash at the beginning of a line opens direct speech."""
    tags: Mapping[str, str]
    endings: tuple[tuple[str, str], ...]
    adverb_endings: tuple[str, ...]
    verbs: Mapping[str, tuple[Verb, ...]]
    phrasal: Mapping[str, tuple[tuple[str, ...], ...]]
    prefaces: Mapping[str, tuple[Preface, ...]]
    claims: Mapping[str, Stance]
    speakers: Mapping[str, str]
    titles: Mapping[str, str]
    abbreviations: frozenset[str]
    first_names: Mapping[str, Gender]
    nouns: Mapping[str, frozenset[str]]
    outlets: frozenset[str]
    """Names of agencies, papers and stations, in any language, that do not say what they are."""
    via: Mapping[str, frozenset[str]]
    reported: frozenset[str]
    """Verb forms that a narrator uses only for the words of others (the German Konjunktiv I)."""
    binding: frozenset[str]
    """Words that bind a noun phrase to the one before ("of", "der")."""
    joining: frozenset[str]
    """Those of them that stand inside names ("Bank of Sol")."""
    narrator: frozenset[str]
    """Pronouns of who wrote the article ("I"): what they think is no statement of a source."""
    anybody: frozenset[str]
    """Pronouns of whoever reads it ("you")."""
    negation: frozenset[str]
    """Words that deny the verb beside them ("not", "didn't")."""
    comment: frozenset[str]
    """Words that open a comment on the sentence around it ("as X put it")."""
    existential: frozenset[str]
    """Words that stand like a subject before a verb of being ("there was")."""
    abstract: tuple[str, ...]
    """Endings of nouns that are said rather than say ("Kritik", "Hoffnung"), where an object may open a sentence."""
    nominative: frozenset[str]
    """Articles that only a subject has ("der")."""
    charging: frozenset[str]
    """Words between who is accused and of what ("accused X of taking bribes")."""
    pointing: tuple[tuple[str, ...], ...]
    """Words that point back at the sentence before ("Das teilte X mit", "Об этом сообщает X")."""
    thus: frozenset[str]
    """Words that point back at what was said ("„…“, so sagte X")."""
    refusing: frozenset[str]
    """Verbs of those who do not say what follows ("declined to say")."""
    owned: frozenset[str]
    """Nouns that make a preface with their owner ("in Ruiz's words")."""
    intensive: frozenset[str]
    """Pronouns that stress the noun before ("the bank itself")."""
    measures: frozenset[str]
    """Nouns that another noun follows without being named ("Millionen Menschen")."""
    dative: frozenset[str]
    """Articles that hold a preposition, before the name of who is spoken to ("ai giornalisti")."""
    wordless: frozenset[str]
    """Objects of saying that are no clause ("said nothing", "said goodbye")."""
    expressing: frozenset[str]
    """Verbs that put a claim into words ("voiced the hope that")."""
    issuing: frozenset[str]
    """Verbs of those who put a document into the world ("sent a letter saying")."""
    contrast: frozenset[str]
    """Conjunctions that join clauses, not nouns ("but")."""
    greeting: frozenset[str]
    """Words before the name of who is spoken to ("Dear")."""
    perfect: frozenset[str]
    """Auxiliaries that stand apart from their participle ("hat … gesagt")."""
    passive: frozenset[str]
    particles: frozenset[str]
    """Small words inside names ("von", "de")."""
    oblique: frozenset[str]
    """Words that no subject begins with ("dem")."""
    elided: frozenset[str]
    """Words that lose their vowel and join the next one ("l'", "qu'")."""
    enclitic: frozenset[str]
    """Pronouns that a hyphen joins to the verb before ("dit-elle")."""
    clitic: frozenset[str]
    """Articles that before an auxiliary are object pronouns ("l'a dit")."""
    aside: frozenset[str]
    """Words that after a comma open a remark of the narrator's ("sans préciser quand")."""
    reflexive: frozenset[str]
    """Pronouns that keep a verb with "to be" from being passive ("s'est indigné")."""
    definite: frozenset[str]
    """Words that open a description of somebody known ("the", "la")."""
    cases: tuple[str, ...]
    """Endings that a name takes by case ("Олени"), longest first; empty where names do not change."""
    dotted_ordinals: bool
    """Whether a full stop makes a number an ordinal ("am 1. Juli")."""
    head_first: bool
    """Whether the noun that a phrase is about stands first ("source proche du dossier")."""
    titles_as_sentences: bool
    """Whether titles of works have one capital letter only ("Les heures blanches")."""
    quoted_names: bool
    """Whether names of organisations stand in quotation marks (Компания «Гидромаш»)."""
    spaceless: Mapping[str, frozenset[str]]
    """Particles around what was said, where words are not divided by spaces (`spaceless.py`); empty elsewhere."""
    pro_drop: bool
    """Whether a verb may have no subject: who spoke before goes on ("Dodał, że …")."""
    interrupted: bool
    """Whether "X says" may stand inside the quotation marks («A, dit X, B»)."""

    def stem(self, word: str) -> str:
        """A lower-case word without its case ending."""
        return stem_of(word, self.cases)

    def gender_of(self, first_name: str) -> Gender | None:
        """The gender of a lower-case first name, in any case; None when it is not known as one."""
        return self.first_names.get(first_name) or (self.first_names.get(self.stem(first_name)) if self.cases else None)

    def is_outlet(self, name: str) -> bool:
        """Whether a lower-case name is that of an outlet, its article or not ("Welt", "Die Welt")."""
        return name in self.outlets or any(f"{article} {name}" in self.outlets for article in ARTICLES)

    def noun_kinds(self, word: str) -> frozenset[str]:
        """What a noun can name ("person", "male", "organisation", …), its plural ending aside. Where nouns are
        written together, the last one tells."""
        known = self.nouns.get(word) or self.nouns.get(self.stem(word) if self.cases else word.removesuffix("s"))
        if known or self.capitals != "nouns":
            return known or frozenset()
        for first in range(1, min(len(word) - SHORTEST_TAIL, LONGEST_COMPOUND)):
            if found := self.nouns.get(word[first:]):
                return found
        return frozenset()


ARTICLES = ("der", "die", "das", "the", "le", "la", "el", "il", "o")
"""What names of outlets begin with."""


def stem_of(word: str, cases: tuple[str, ...]) -> str:
    """A word without the first of the endings that it has."""
    for ending in cases:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: len(word) - len(ending)]
    return word


@lru_cache(maxsize=16)
def lexicon(code: str) -> Lexicon:
    """The word lists of a language; those of English for a language that has none."""
    path = DATA / f"{code}.toml"
    if not code.isalpha() or not path.is_file():
        return lexicon("en")
    with path.open("rb") as file:
        return _build(tomllib.load(file))


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The codes of the languages that have word lists."""
    return tuple(sorted(path.stem for path in DATA.glob("*.toml")))


def _build(data: Mapping[str, Any]) -> Lexicon:
    verbs, phrasal = _verbs(data.get("verbs", ()))
    words = {name: frozenset(text.split()) for name, text in data["words"].items()}
    none: frozenset[str] = frozenset()
    cases = tuple(sorted(data.get("cases", {}).get("endings", "").split(), key=len, reverse=True))
    return Lexicon(
        code=data["code"],
        capitals=data.get("capitals", "names"),
        verb_second=data.get("verb_second", False),
        dialogue=data.get("dialogue", False),
        tags=_tags(data, verbs),
        endings=_endings(data.get("endings", {})),
        adverb_endings=tuple(data.get("endings", {}).get("adverb", "").split()),
        verbs=verbs,
        phrasal=phrasal,
        prefaces=_prefaces(data.get("prefaces", ())),
        claims={word: group["stance"] for group in data.get("claims", ()) for word in group["words"].split()},
        speakers=_by_word(data.get("speakers", {})),
        titles=_by_word({key: words for key, words in data.get("titles", {}).items() if key != "particles"}),
        abbreviations=frozenset(data.get("abbreviations", {}).get("words", "").split()),
        first_names=cast("dict[str, Gender]", _stemmed(_by_word(data.get("first_names", {})), cases)),
        nouns=_kinds(data.get("nouns", {}), cases),
        outlets=_outlets(),
        via={key: frozenset(words.split()) for key, words in data.get("via", {}).items()},
        reported=frozenset(data.get("mood", {}).get("reported", "").split()),
        binding=frozenset(data["words"].get("binding", "").split()),
        narrator=words.get("narrator", none),
        anybody=words.get("anybody", none),
        joining=words.get("joining", words.get("binding", none)),
        negation=frozenset(data["words"].get("negation", "").split()),
        comment=frozenset(data["words"].get("comment", "").split()),
        existential=words.get("existential", none),
        abstract=tuple(data["words"].get("abstract", "").split()),
        nominative=words.get("nominative", none),
        charging=words.get("charging", none),
        pointing=tuple(tuple(phrase.split("_")) for phrase in data["words"].get("pointing", "").split()),
        thus=words.get("thus", none),
        refusing=words.get("refusing", none),
        owned=words.get("owned", none),
        intensive=words.get("intensive", none),
        measures=words.get("measures", none),
        dative=words.get("dative", none),
        wordless=words.get("wordless", none),
        expressing=words.get("expressing", none),
        issuing=words.get("issuing", none),
        contrast=frozenset(data["words"].get("contrast", "").split()),
        greeting=words.get("greeting", none),
        perfect=frozenset(data["words"].get("perfect", "").split()),
        passive=frozenset(data["words"].get("passive", "").split()),
        particles=frozenset(data.get("titles", {}).get("particles", "").split()),
        oblique=frozenset(data["words"].get("oblique", "").split()),
        elided=words.get("elided", none),
        enclitic=words.get("enclitic", none),
        clitic=words.get("clitic", none),
        aside=words.get("aside", none),
        reflexive=words.get("reflexive", none),
        definite=words.get("definite", frozenset(("the", "this"))),
        cases=cases,
        dotted_ordinals=data.get("dotted_ordinals", False),
        head_first=data.get("head_first", False),
        titles_as_sentences=data.get("titles_as_sentences", False),
        quoted_names=data.get("quoted_names", False),
        spaceless={key: frozenset(text.split()) for key, text in data.get("spaceless", {}).items()},
        pro_drop=data.get("pro_drop", False),
        interrupted=data.get("interrupted", False),
    )


@lru_cache(maxsize=1)
def _outlets() -> frozenset[str]:
    lines = (DATA / "outlets.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line and not line.startswith("#"))


def _tags(data: Mapping[str, Any], verbs: Mapping[str, tuple[Verb, ...]]) -> dict[str, str]:
    """Word → tag. A class that stands earlier in TAG_OF_CLASS wins a word that is in two; cue verbs come last."""
    tags: dict[str, str] = {}
    for name, tag in TAG_OF_CLASS.items():
        for word in data.get("words", {}).get(name, "").split():
            tags.setdefault(word, tag)
    for word, readings in verbs.items():
        forms = {verb.form for verb in readings}
        if "_" not in word:
            tags.setdefault(word, "V" if forms & {"finite", "base"} else "E" if "gerund" in forms else "L")
    return tags


def _endings(data: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((ending, ENDING_TAGS[name]) for name, endings in data.items() for ending in endings.split())


def _verbs(
    groups: Iterable[Mapping[str, Any]],
) -> tuple[dict[str, tuple[Verb, ...]], dict[str, tuple[tuple[str, ...], ...]]]:
    """Word → its readings (one per form and particle, what it takes joined); first word → the rests of phrasal cues."""
    readings: dict[str, dict[tuple[str, str], Verb]] = {}
    phrasal: dict[str, set[tuple[str, ...]]] = {}
    for group in groups:
        takes = frozenset(group["takes"].split())
        particle = group.get("particle", "")
        for form in ("finite", "base", "gerund", "participle"):
            for word in group.get(form, "").split():
                first, *rest = word.split("_")
                if rest:
                    phrasal.setdefault(first, set()).add(tuple(rest))
                known = readings.setdefault(word, {})
                old = known.get((form, particle))
                known[form, particle] = Verb(
                    old.stance if old else group["stance"],
                    takes | old.takes if old else takes,
                    form,
                    particle,
                    group.get("plain", False) or bool(old and old.plain),
                )
    longest_first = {first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in phrasal.items()}
    return {word: tuple(known.values()) for word, known in readings.items()}, longest_first


def _prefaces(groups: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Preface, ...]]:
    """First word → the prefaces that begin with it, longest first."""
    found: dict[str, list[Preface]] = {}
    for group in groups:
        for phrase in group["words"].split():
            words = tuple(phrase.split("_"))
            heads = tuple(group.get("heads", "").split())
            side = group.get("source", "after")
            stance, edge, quoted = group.get("stance", "says"), group.get("edge", False), group.get("quoted", False)
            preface = Preface(words, stance, side, heads, edge, quoted)
            found.setdefault(words[0], []).append(preface)
    return {first: tuple(sorted(items, key=lambda item: -len(item.words))) for first, items in found.items()}


def _by_word(table: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in table.items():
        for word in words.split():
            found.setdefault(word, name)
    return found


def _stemmed(table: dict[str, str], cases: tuple[str, ...]) -> dict[str, str]:
    """The table, found by what is left of a word without its case ending too."""
    return {**{stem_of(word, cases): name for word, name in table.items()}, **table}


def _kinds(table: Mapping[str, str], cases: tuple[str, ...]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, words in table.items():
        for word in words.split():
            found.setdefault(word, set()).add(name)
            if cases:
                found.setdefault(stem_of(word, cases), set()).add(name)
    return {word: frozenset(kinds) for word, kinds in found.items()}


SOURCE_TYPES: tuple[SourceType, ...] = ("person", "organisation", "place", "document", "anonymous")
