"""Pass 4: the noun phrase at a cue, on either side of it, with its role and apposition."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from tuinews.statements.sentences import Sentence, is_title

CORE = re.compile(r"(?:D{1,3}[ALE#Z]{0,3}|[LE](?=[NM]))?[NM#](?:G[ALE#]{0,2}(?=[NM])|[NM#])*")
"""A noun phrase without what hangs on it: "the newly elected president", "Trump's campaign manager"."""
CORE_WITH_GENITIVE = re.compile(CORE.pattern.replace("|[NM#])*", "|[NM#]|(?<=N)[LE](?=N))*"))
"""The same where a genitive follows its noun as it is: "Meinung politischer Beobachter"."""
REACH = 60
"""Tokens. How far from its cue a subject is looked for."""
CLAUSE_EDGE = ",;:-QSTC.VXH?"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Who, as token numbers of one sentence: the whole phrase, and in it the head without its appositions.
    `relative` when a relative pronoun stands for it ("officials who said"): then `pronoun` is its number."""

    first: int
    stop: int
    head_first: int
    head_stop: int
    pronoun: int = -1


def core_at(sentence: Sentence, at: int = 0) -> re.Match[str] | None:
    """The noun phrase core that begins at a token."""
    return (CORE_WITH_GENITIVE if sentence.lexicon.verb_second else CORE).match(sentence.tags, at)


def cores(sentence: Sentence) -> dict[int, int]:
    """End → start of each noun phrase core of a sentence."""
    return cores_in(sentence.tags, sentence.lexicon.verb_second)


@lru_cache(maxsize=4096)
def cores_in(tags: str, genitive: bool) -> dict[int, int]:
    return {match.end(): match.start() for match in (CORE_WITH_GENITIVE if genitive else CORE).finditer(tags)}


def subject_before(sentence: Sentence, verb: int) -> Phrase | None:
    """The subject of the verb at token `verb`, when it stands before it."""
    tags = sentence.tags
    stop = _skip_back(tags, verb)
    if stop <= 0:
        return None
    last = tags[stop - 1]
    if last == "R":
        there = sentence.lows[stop - 1] in sentence.lexicon.existential
        return None if there else Phrase(stop - 1, stop, stop - 1, stop)
    if last == "W":
        return _antecedent(sentence, stop - 1)
    if last == "T":
        return _antecedent(sentence, stop - 1)
    if last == ",":
        return _before_apposition(sentence, stop - 1)
    if last == "Q" and is_title(sentence, stop - 1) and _closing(sentence, stop - 1) == ",":
        return _before_apposition(sentence, stop - 1)
    if last == "-":
        return _before_dash(sentence, stop - 1)
    if last == "O":
        if sentence.lows[stop - 1] in sentence.lexicon.intensive and tags[stop - 2 : stop - 1] in ("N", "M"):
            return noun_phrase_ending(sentence, stop - 1)
        if tags[stop - 2 : stop - 1] == "P":  # "a man behind me whispered", "a source close to him said"
            stands = noun_phrase_ending(sentence, stop - 2)
            stands = stands or (noun_phrase_ending(sentence, stop - 3) if stop > 3 and tags[stop - 3] in "AN" else None)
            if stands:
                return replace(stands, stop=stop)
        return _head_of_relative(sentence, stop - 1)
    phrase = noun_phrase_ending(sentence, stop)
    if phrase and phrase.first and tags[phrase.first - 1] in ("VXLPD" if sentence.lexicon.head_first else "VLP"):
        return _relative_around(sentence, phrase.first) or phrase
    return phrase


def _closing(sentence: Sentence, quote: int) -> str:
    """The last character inside a quotation's marks: a comma there may be the narrator's."""
    end = sentence.quotes[quote].inner_end
    return sentence.text[end - 1 : end]


def _relative_around(sentence: Sentence, first: int) -> Phrase | None:
    """The head of a relative clause that ends in a noun: `un dirigente che chiede l'anonimato racconta`."""
    tags = sentence.tags
    relative = "WT" if sentence.lexicon.head_first else "W"
    for at in range(first - 1, max(0, first - 12), -1):
        if tags[at] in ",;:Q.":
            return None
        if tags[at] in relative and tags[at - 1] in "NM" and tags[at + 1] in "VXOAL":
            head = noun_phrase_ending(sentence, at)
            return _chain_left(sentence, head) if head else None
    return None


def noun_phrase_ending(sentence: Sentence, stop: int) -> Phrase | None:
    """The noun phrase that ends at token `stop`, grown to the left over what hangs on its head."""
    tags = sentence.tags
    body = stop
    if tags[stop - 1] == ")":
        opening = tags.rfind("(", max(0, stop - 12), stop)
        if opening <= 0:
            return None
        body = opening
    known = cores(sentence)
    if body not in known and body > 1 and tags[body - 1] == "L" and body - 1 in known:
        body -= 1
    if body not in known:
        return _determiner_ending(sentence, body, stop)
    start = last_core = known[body]
    for _ in range(8):
        grown = _grow_left(sentence, start, known)
        if grown < 0:
            break
        start = grown
    else:
        grown = -1
    if start and tags[start - 1] in "P" and start != last_core:
        start = last_core
    head_stop = next((end for end, begin in known.items() if begin == start), body)
    return Phrase(start, stop, start, min(head_stop, body))


def _determiner_ending(sentence: Sentence, body: int, stop: int) -> Phrase | None:
    """A phrase without a noun that ends at a token: `many`, `one in five`, `those surveyed`."""
    tags = sentence.tags
    if tags[body - 2 : body] == "DL" and _stands_alone(sentence, body - 2):
        return Phrase(body - 2, stop, body - 2, body - 1)
    if tags[body - 1] != "D" or not _stands_alone(sentence, body - 1):
        return None
    if body < 2 or tags[body - 2] != "P":
        return Phrase(body - 1, stop, body - 1, body)
    if tags[body - 3 : body] == "DPD" and _stands_alone(sentence, body - 3):
        return Phrase(body - 3, stop, body - 3, body - 2)
    return None


def owner(sentence: Sentence, possessive: int) -> Phrase | None:
    """Who owns what follows the possessive mark at a token: `Ana Ruiz's claim`."""
    for end, start in cores(sentence).items():
        if start < possessive < end:
            return Phrase(start, possessive, start, possessive)
    return None


def _stands_alone(sentence: Sentence, at: int) -> bool:
    """Whether a determiner can be a whole phrase ("many", "others"; not "the")."""
    return bool(sentence.lexicon.noun_kinds(sentence.lows[at])) or sentence.lows[at] in sentence.lexicon.speakers


def _grow_left(sentence: Sentence, start: int, known: dict[int, int]) -> int:
    """The start of the phrase grown by one modifier to the left, or -1."""
    tags = sentence.tags
    if start < 2:
        return -1
    before = tags[start - 1]
    if tags[start] == "D" and start in known and sentence.lows[start] in sentence.lexicon.binding:
        return known[start]
    if before in "PI":
        if start - 1 in known:
            return known[start - 1]
        if tags[start - 2] in "LEA" and start - 2 in known:
            return known[start - 2]
        if tags[start - 2] == ")":
            opening = tags.rfind("(", max(0, start - 10), start)
            return known.get(opening, -1)
        if tags[start - 2] == "D":
            return start - 2
        if tags[start - 2] == "C" and start - 2 in known:  # "observers in Sol and around the country"
            return known[start - 2]
    if before == "C" and tags[start - 2] == "R" and (start == 2 or tags[start - 3] in ",QST"):
        return start - 2  # "he and Ana Ruiz"
    if before == "C" and sentence.lows[start - 1] not in sentence.lexicon.contrast and start - 1 in known:
        left = known[start - 1]
        if left and tags[left - 1] == "P" and "M" in tags[start : start + 3]:
            return left
        if left == 0 or tags[left - 1] in ",QST":
            if left > 1 and tags[left - 1] == "," and left - 1 in known and "M" in tags[known[left - 1] : left - 1]:
                return known[left - 1]
            return left
    return -1


def _skip_back(tags: str, verb: int) -> int:
    stop = verb
    for _ in range(12):
        if stop > 0 and tags[stop - 1] in "XA":
            stop -= 1
        elif stop > 1 and tags[stop - 1] == "Z":
            stop -= 1
            while stop > 1 and tags[stop - 1] in "AD#Z":
                stop -= 1
            stop -= tags[stop - 1] == "P"
        elif stop > 2 and tags[stop - 1] == "," and tags[stop - 2] in "AZ":
            comma = tags.rfind(",", max(0, stop - 5), stop - 1)
            if comma < 0 or tags[comma + 1 : stop - 1].strip("AZPD#"):
                break
            stop = comma
        else:
            break
    return stop


def _antecedent(sentence: Sentence, pronoun: int) -> Phrase | None:
    """The phrase that a relative pronoun stands for."""
    stop = pronoun - 1 if pronoun and sentence.tags[pronoun - 1] == "," else pronoun
    if stop <= 0:
        return None
    phrase = noun_phrase_ending(sentence, stop)
    if not phrase or (
        sentence.tags[phrase.first : stop] == "N" and sentence.tags[phrase.first - 1 : phrase.first] in ("R", "X")
    ):
        return None  # a question: "we print who said it", "it is unclear who said it"
    phrase = _chain_left(sentence, phrase)
    return Phrase(phrase.first, phrase.stop, phrase.head_first, phrase.head_stop, pronoun)


def _before_apposition(sentence: Sentence, comma: int) -> Phrase | None:
    """The phrase before `, …,` where the second comma stands at `comma`: `Ana Ruiz, a lawyer, said`."""
    tags = sentence.tags
    nearest: Phrase | None = None
    fallback: Phrase | None = None
    for at in range(comma - 1, max(0, comma - REACH), -1):
        if tags[at] in ";." or (tags[at] == "Q" and not is_title(sentence, at)):
            break
        if tags[at] != "," or (
            tags[at + 1] not in ("WDNMP#LEAIZCT" if sentence.lexicon.head_first else "WDNMP#LEAIZC")
            and tags[at + 1 : at + 3] != "VP"
        ):
            continue
        phrase = noun_phrase_ending(sentence, at)
        if phrase is None:
            continue
        whole = Phrase(phrase.first, comma, phrase.head_first, phrase.head_stop)
        named = "M" in tags[phrase.head_first : phrase.head_stop]
        if named and (phrase.first == 0 or tags[phrase.first - 1] == "Q"):
            return whole
        if named and nearest is None:
            nearest = _chain_left(sentence, whole)
        fallback = whole
    return nearest or fallback


def _chain_left(sentence: Sentence, phrase: Phrase) -> Phrase:
    """`Ana Ruiz, the mayor of Sol, a lawyer, said`: found from its second apposition, begins at the name."""
    tags = sentence.tags
    first = phrase.first
    if first > 1 and tags[first] in "DN" and tags[first - 1] == ",":
        left = noun_phrase_ending(sentence, first - 1)
        if (
            left
            and "M" in tags[left.head_first : left.head_stop]
            and (left.first <= 1 or tags[left.first - 1] not in "P")
        ):
            return Phrase(left.first, phrase.stop, left.head_first, left.head_stop)
    return phrase


def _before_dash(sentence: Sentence, dash: int) -> Phrase | None:
    opening = sentence.tags.rfind("-", max(0, dash - REACH), dash)
    return noun_phrase_ending(sentence, opening) if opening > 0 else None


def _head_of_relative(sentence: Sentence, stop: int) -> Phrase | None:
    """The head of a relative clause that ends right before the cue: `groups that have endorsed him say`."""
    tags = sentence.tags
    for at in range(stop, max(0, stop - 25), -1):
        if tags[at] in "WT":
            return noun_phrase_ending(sentence, at)
        if tags[at] in ",;:Q":
            return None
    return None


def phrase_starting(sentence: Sentence, first: int) -> Phrase | None:
    """The noun phrase that begins at token `first`, with its apposition: what follows `said` or `according to`."""
    tags = sentence.tags
    if first >= len(tags):
        return None
    if tags[first] in "RO":
        return Phrase(first, first + 1, first, first + 1)
    match = core_at(sentence, first) or _behind_attribute(sentence, first)
    if not match:
        if tags[first] == "Q" and first and tags[first - 1] == "P" and is_title(sentence, first):
            return Phrase(first, first + 1, first, first + 1)
        if tags[first] == "D" and _stands_alone(sentence, first):
            stop = _of_them(sentence, first + 1)
            return Phrase(first, _with_apposition(sentence, first, stop), first, stop)
        return None
    head_stop = stop = match.end()
    for _ in range(8):
        grown = _grow_right(sentence, stop)
        if grown <= stop:
            break
        stop = grown
    return Phrase(first, _with_apposition(sentence, first, stop), first, head_stop)


ATTRIBUTE = re.compile("DP[DALNMZ#]{1,6}(?=L[NM])")
"""What stands between an article and its noun in German: "einer am Donnerstag veröffentlichten Studie"."""


def _behind_attribute(sentence: Sentence, first: int) -> re.Match[str] | None:
    if not sentence.lexicon.verb_second:
        return None
    attribute = ATTRIBUTE.match(sentence.tags, first)
    return core_at(sentence, attribute.end()) if attribute else None


def _of_them(sentence: Sentence, at: int) -> int:
    """The end of a phrase that counts: `one of them`, `two of the sailors`."""
    tags = sentence.tags
    if tags[at : at + 1] != "P" or sentence.lows[at] not in sentence.lexicon.binding:
        return at
    core = core_at(sentence, at + 1)
    return at + 2 if tags[at + 1 : at + 2] == "O" else core.end() if core else at


def _grow_right(sentence: Sentence, stop: int) -> int:
    tags = sentence.tags
    if stop >= len(tags):
        return stop
    tag = tags[stop]
    binding = sentence.lows[stop] in sentence.lexicon.binding
    if tag == "D" and binding:
        match = core_at(sentence, stop)
        return match.end() if match else stop
    if (tag == "P" and binding) or (tag == "C" and sentence.lows[stop] not in sentence.lexicon.contrast):
        match = core_at(sentence, stop + 1)
        if match and not (tag == "C" and match.end() < len(tags) and tags[match.end()] in "VXL"):
            return match.end()
    if tag == "(":
        closing = tags.find(")", stop, stop + 12)
        return closing + 1 if closing > 0 else stop
    return stop


def _with_apposition(sentence: Sentence, first: int, stop: int) -> int:
    """The end of the phrase with `, a lawyer for …` or `, who …` up to the next comma that closes it."""
    tags = sentence.tags
    if stop + 1 >= len(tags) or tags[stop] != "," or tags[stop + 1] not in "DNMW#":
        return stop
    if (
        tags[stop + 1] == "M"
        and "M" in tags[first:stop]
        and "M" in tags[stop + 2 : stop + 3]
        and "D" not in tags[first]
    ):
        pass
    end = closed = stop + 1
    limit = min(len(tags), stop + REACH)
    while end < limit and tags[end] not in ".;:Q-":
        if tags[end] == ",":
            if not (tags[end + 1 : end + 2] in ("C", "D") and tags[stop + 1] != "W"):
                break
            closed = end
        if tags[end] in "VX" and tags[stop + 1] != "W":
            return closed if closed > stop + 1 else stop
        end += 1
    return end
