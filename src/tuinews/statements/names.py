"""What a name in a sentence tells by itself and by what stands beside it: its titles, its kind, its role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tuinews.core.statement import SourceType
from tuinews.statements.lexicon import Lexicon
from tuinews.statements.outlets import names_outlet
from tuinews.statements.phrases import Phrase
from tuinews.statements.sentences import Sentence

NAME_RUN = re.compile(r"M(?:M|#(?=M)|(?<=M)P(?=M))*")
PERSONAL = frozenset({"person", "male", "female"})
LONGEST_ROLE = 14
"""Tokens."""
WHAT_IT_IS = re.compile(r"D(?P<noun>N),$")
"""What stands before a name that tells its noun: "the company, Parley,"."""


def name_runs(sentence: Sentence, first: int = 0, stop: int | None = None) -> Iterator[tuple[int, int]]:
    """First and stop of each name among some tokens. A preposition is part of one only where it binds ("Bank of Sol",
    but not "Ana Ruiz on Telegram")."""
    for run in NAME_RUN.finditer(sentence.tags, first, len(sentence) if stop is None else stop):
        start = run.start()
        for at in range(run.start(), run.end()):
            if sentence.tags[at] == "P" and not _joins(sentence, start, at):
                yield start, at
                start = at + 1
            elif start < at < run.end() - 1 and _behind_genitive(sentence, at):
                yield start, at
                start = at
        yield start, run.end()


def _behind_genitive(sentence: Sentence, at: int) -> bool:
    """Whether a person's name begins within a run of names, behind the body or the country it has an office in: `der
    Präsident Russlands | Wladimir Putin`. Only where nouns are written like names."""
    lexicon, before = sentence.lexicon, sentence.lows[at - 1]
    if lexicon.capitals != "nouns" or sentence.lows[at] not in lexicon.first_names:
        return False
    return before not in lexicon.first_names and before.rstrip(".") not in lexicon.titles and "." not in before


def _joins(sentence: Sentence, first: int, preposition: int) -> bool:
    """Whether the name that begins at a token goes on behind a preposition: a person's does not ("Ana Ruiz of Sol")."""
    lexicon, lows = sentence.lexicon, sentence.lows
    if lows[preposition] in lexicon.particles:
        return True
    head = lows[first:preposition]
    body = any(lexicon.noun_kinds(low) & {"organisation", "document", "outlet"} for low in head)
    office = head[-1] in lexicon.titles
    unknown = len(head) == 1 and not lexicon.noun_kinds(head[0]) & PERSONAL
    return lows[preposition] in lexicon.joining and (body or office or unknown)


class Judgement(NamedTuple):
    """Kind and gender of a name, and whether there is evidence for the kind."""

    type: SourceType
    gender: str
    certain: bool


def text_of(sentence: Sentence, first: int, stop: int) -> str:
    """The words of some tokens, each apart from the next as in the text, but by one space at most."""
    out = ""
    for number in range(first, stop):
        if number > first and sentence.starts[number] > sentence.ends[number - 1]:
            out += " "
        out += sentence.words[number]
    return out


def without_determiner(role: str, lexicon: Lexicon) -> str:
    """A role or description as it stands beside a name: "the mayor of Sol," → "mayor of Sol"."""
    words = role.strip(" ,").split()
    while words and lexicon.tags.get(words[0].lower()) == "D":
        words = words[1:]
    head, mark, rest = words[0].replace("’", "'").partition("'") if words else ("", "", "")
    if rest and lexicon.tags.get(head.lower() + mark) == "D":  # "l'opposition"
        words[0] = rest
    return " ".join(words)


def titles_of(sentence: Sentence, first: int, stop: int) -> tuple[list[str], int]:
    """The titles at the head of a name ("Ukrainian President"), and where the name itself begins."""
    titles = sentence.lexicon.titles
    for at in range(stop - 2, first - 1, -1):
        low = sentence.lows[at]
        if low in titles or low.rstrip(".") in titles:
            name = at + 1
            while name + 1 < stop and sentence.tags[name] == "P":
                name += 2
            return (sentence.lows[first:name], name) if name < stop else ([], first)
    return [], first


def judge(sentence: Sentence, first: int, stop: int, titles: list[str]) -> Judgement:
    """What kind of thing a name is, by its words, else by what stands before it."""
    lexicon = sentence.lexicon
    lows = sentence.lows[first:stop]
    if titles:
        genders = {lexicon.titles.get(title, "") for title in titles} & {"male", "female"}
        return Judgement("person", genders.pop() if genders else lexicon.gender_of(lows[0]) or "", True)
    kinds = lexicon.noun_kinds(lows[-1]) | lexicon.noun_kinds(lows[0])
    compass = len(lows) == 2 and "compass" in lexicon.noun_kinds(lows[0])
    if "place" in kinds and (len(lows) == 1 or compass):
        return Judgement("place", "neuter", True)
    for kind in ("organisation", "document"):
        if any(kind in lexicon.noun_kinds(low) for low in lows):
            return Judgement(kind, "neuter", True)
    if len(lows) > 1 and (given := lexicon.gender_of(lows[0])):
        return Judgement("person", given, True)
    if len(lows) > 1 and first and lexicon.noun_kinds(sentence.lows[first - 1]) & PERSONAL:
        return Judgement("person", "", True)
    if names_outlet(sentence, first, stop):
        return Judgement("organisation", "neuter", True)
    return _judge_beside(sentence, first, stop)


def _judge_beside(sentence: Sentence, first: int, stop: int) -> Judgement:
    """The same, where the name itself does not tell, by what stands before it."""
    lexicon = sentence.lexicon
    lows = sentence.lows[first:stop]
    if _apposed_body(sentence, first):
        return Judgement("organisation", "neuter", True)
    before = sentence.lows[first - 1] if first else ""
    before_kinds = lexicon.noun_kinds(before)
    if "person" in before_kinds:
        return Judgement("person", "", True)
    for gender in ("male", "female"):
        if gender in before_kinds:
            return Judgement("person", gender, True)
    if "organisation" in before_kinds and (lexicon.capitals == "nouns" or lexicon.head_first):
        return Judgement("organisation", "neuter", True)
    owns = sentence.tags[stop : stop + 1] == "G"
    if len(lows) == 1 and before in lexicon.via.get("place", ()) and not owns:
        return Judgement("place", "neuter", False)
    if len(lows) == 1 and sentence.words[first].isupper() and len(lows[0]) > 1:
        return Judgement("organisation", "neuter", False)
    told = before in lexicon.via.get("told", ()) and not lexicon.gender_of(lows[0])
    if len(lows) == 1 and (before == "the" or told):
        return Judgement("organisation", "neuter", False)
    return Judgement("person", "", False)


def _apposed_body(sentence: Sentence, first: int) -> bool:
    """Whether an organisation's noun stands before a name: `the company, Parley,`."""
    noun = WHAT_IT_IS.search(sentence.tags, max(0, first - 3), first)
    if not noun or (first > 3 and sentence.tags[first - 4] == "P"):
        return False
    kinds = sentence.lexicon.noun_kinds(sentence.lows[noun.start("noun")])
    return "organisation" in kinds and not kinds & PERSONAL


def role_beside(sentence: Sentence, first: int, stop: int) -> str:
    """The role in a short apposition or a title: `Ana Ruiz, the mayor,` or `Mayor Ana Ruiz`."""
    tags, lexicon = sentence.tags, sentence.lexicon
    if tags[stop : stop + 2] == ",D":
        end = next((at for at in range(stop + 2, min(len(tags), stop + LONGEST_ROLE)) if tags[at] in ",.;"), -1)
        if end > 0 and not set(tags[stop + 1 : end]) & set("VXWRQ"):
            return without_determiner(text_of(sentence, stop + 1, end), lexicon)
    titles, name = titles_of(sentence, first, stop)
    if titles and not sentence.words[first].endswith("."):
        return text_of(sentence, first, name)
    noun = sentence.lows[first - 1] if first and lexicon.head_first else ""
    return noun if lexicon.noun_kinds(noun) & PERSONAL else ""


def name_behind(sentence: Sentence, phrase: Phrase) -> Phrase | None:
    """The person's name at the end of a phrase that begins with an office and its body: `der Sprecher der Polizei Hans
    Maier`. Only where nouns are written like names, and a comma need not part the two."""
    lexicon, head = sentence.lexicon, sentence.lows[phrase.head_stop - 1]
    if lexicon.capitals != "nouns" or not (head in lexicon.titles or lexicon.noun_kinds(head) & PERSONAL):
        return None
    comma = sentence.tags.find(",", phrase.head_stop, phrase.stop)
    stop = comma if comma >= 0 else phrase.stop
    first, last = next(reversed(list(name_runs(sentence, phrase.head_stop, stop))), (0, 0))
    known = sentence.lows[first] in lexicon.first_names or sentence.tags[first - 1] == "N"
    if last != stop or last - first < 2 or not known or sentence.tags[first - 1] in "DP":
        return None
    return Phrase(phrase.first, phrase.stop, first, last, phrase.pronoun)


def role_before(sentence: Sentence, first: int, name: int) -> str:
    """What stands before a name, if it is a role ("union lawyer", but not "in a radio interview")."""
    lexicon = sentence.lexicon
    personal = (low in lexicon.titles or lexicon.noun_kinds(low) & PERSONAL for low in sentence.lows[first:name])
    return text_of(sentence, first, name) if any(personal) else ""


def head_with_office(sentence: Sentence, phrase: Phrase) -> int:
    """Where the head of a phrase ends, over an office of several words: Secretary of State Ana Ruiz."""
    stop = phrase.head_stop
    if sentence.tags[stop : stop + 2] != "PM" or sentence.lows[stop - 1] not in sentence.lexicon.titles:
        return stop
    office = NAME_RUN.match(sentence.tags, stop + 1)
    return office.end() if office and office.end() <= phrase.stop and office.end() > stop + 2 else stop
