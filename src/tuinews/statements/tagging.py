"""The light tagger of pass 2: one letter per word, from word lists, endings, capital letters and the word before."""

from __future__ import annotations

from tuinews.statements.lexicon import Lexicon
from tuinews.statements.marks import Quote

MARKS_BY_TAG = {
    ",": (",", "，", "、", ", —", ", –", ",—", ",–"),
    ":": (":", "："),
    ";": (";", "；"),
    "-": ("—", "–", "--", "-", "―", "‒"),
    "(": ("(", "["),
    ")": (")", "]"),
    ".": (".", "!", "?", "…", "...", "。", "！", "？"),
}
PUNCTUATION = {mark: tag for tag, marks in MARKS_BY_TAG.items() for mark in marks}
LONGEST_MODIFIER = 5
"""Tokens between a determiner and its noun."""


def tags_of(words: list[str], lows: list[str], inside: list[Quote | None], lexicon: Lexicon) -> str:
    """The tags of a sentence's words; `inside` holds the quotation that a word stands for, if it does."""
    known = lexicon.tags
    found: list[str] = []
    for number, low in enumerate(lows):
        if inside[number]:
            found.append("Q")
        elif (tag := known.get(low)) is None:
            found.append(_guessed(words, lows, number, found, lexicon))
        elif tag in UNSURE:
            found.append(_corrected(tag, words, lows, number, found, lexicon))
        else:
            found.append("O" if tag == "H" and words[number][0] == "-" else tag)
    if not lexicon.particles.isdisjoint(lows):
        _join_particles(words, lows, found, lexicon)
    if lexicon.capitals != "names":
        _name_the_named(words, lows, found, lexicon)
    if lexicon.capitals == "nouns":
        _name_pairs(words, lows, found, lexicon)
    return "".join(found)


UNSURE = frozenset("NVLEPSAZGDXOC")
"""Tags of the word lists that a capital letter or the word before may overrule."""


def _guessed(words: list[str], lows: list[str], number: int, found: list[str], lexicon: Lexicon) -> str:
    """The tag of a word that no list holds."""
    word, low = words[number], lows[number]
    if not number and word[0].isupper() and _common_at_start(words, low, lexicon):
        return "N"
    if word in "'’" and number and lows[number - 1].endswith("s") and found[-1] in "NM":
        return "G"
    if word == "%":
        return "N"
    if word == "&" and found[-1:] == ["M"]:
        return "M"
    tag = PUNCTUATION.get(word) or unknown(word, low, number, lexicon)
    if tag == "L" and lexicon.head_first and found[-1:] == ["D"]:
        return "N"
    if tag == "M" and not number and lexicon.head_first and words[1:2] and not words[1][0].isupper():
        return _opening(low, lexicon)
    return tag


def _corrected(tag: str, words: list[str], lows: list[str], number: int, found: list[str], lexicon: Lexicon) -> str:
    """The tag of a listed word in its place: part of a name, a noun after its determiner, a possessive."""
    before = found[-1] if number else ""
    if tag == "G":
        return "G" if before and before in "NMZ#)LE" else "X"
    if not number:
        if tag == "V" and lexicon.capitals == "nouns" and _before_its_source(lows[1:2], lexicon):
            return "N"  # "Angaben zufolge"
        return "M" if tag == "Z" and lexicon.titles_as_sentences and _inside_name(words, number) else tag
    if words[number][0].isupper():
        capital = _with_capital(tag, words, number, before, lexicon)
        if capital:
            return capital
    if tag == "V" and before == "P" and lexicon.head_first and _only_finite(lows[number], lexicon):
        return "N"
    if tag == "V" and before == "P" and not (lexicon.head_first or lexicon.verb_second or lows[number - 1] == "than"):
        return "N"
    if tag == "C" and before == "D" and lows[number] in lexicon.contrast:
        return "N"
    if tag == "E" and before in ("D", "G") and not lexicon.head_first:
        return "N"
    if tag == "V" and _is_noun(words, lows, number, found, lexicon):
        return "N"
    if tag == "S" and before == "," and words[number + 1 : number + 2] == [","]:  # "Ruiz, though, said"
        return "A"
    if lows[number] in lexicon.existential and before not in "NM" and _is_existential(words, number, lexicon):
        return "R"
    if tag == "X" and before == "D" and lows[number - 1] in lexicon.clitic:
        found[-1] = "O"
    return tag


def _is_noun(words: list[str], lows: list[str], number: int, found: list[str], lexicon: Lexicon) -> bool:
    """Whether a word that may be a verb is a noun here: after a determiner, or after a verb that only means speaking
    ("said comments from …")."""
    before = found[-1]
    if before == "I" and number > 1 and _opens_preface(lows[number - 2 : number], lexicon):
        return True  # "according to state records"
    speaks = any(reading.plain for reading in lexicon.verbs.get(lows[number], ()))
    if before == "D" and lexicon.noun_kinds(lows[number - 1]):  # "some say", "others claim the port …"
        following = words[number + 1 : number + 2]
        parted = following == [","] and (lexicon.verb_second or bool(lexicon.cases))  # as before every clause there
        clause = parted or _tag_of(following, lexicon) in ("T", "D", "R", "M")
        return not speaks and (lows[number].endswith("s") or not clause)  # "many reasons that"
    if tuple(lows[:number]) in lexicon.pointing:  # "Lo riferisce l'agenzia"
        return False
    if before in "DG":
        return lexicon.capitals != "nouns" or words[number][0].isupper()
    if before == "V" and any(reading.plain for reading in lexicon.verbs.get(lows[number - 1], ())):
        return lexicon.capitals == "names" and not speaks
    return number > 1 and not speaks and _noun_again(lows[number], words[number - 1], found, lexicon)


def _tag_of(following: list[str], lexicon: Lexicon) -> str:
    """The tag of the next word, as far as it is listed; a name's, when it has a capital. Empty at the end."""
    if not following:
        return ""
    return lexicon.tags.get(following[0].lower(), "M" if following[0][0].isupper() else "")


def _before_its_source(following: list[str], lexicon: Lexicon) -> bool:
    """Whether a preface follows that stands behind its source."""
    return any(preface.source == "before" for low in following for preface in lexicon.prefaces.get(low, ()))


def _is_existential(words: list[str], number: int, lexicon: Lexicon) -> bool:
    """Whether `there` stands like a subject: `there was`, `there certainly was`."""
    following = words[number + 1 : number + 2]
    adverb = bool(following) and following[0].endswith(lexicon.adverb_endings or "-")
    return _tag_of(words[number + 2 : number + 3] if adverb else following, lexicon) == "X"


def _opens_preface(words: list[str], lexicon: Lexicon) -> bool:
    """Whether two words are a preface ("according to"): what follows is a noun."""
    return any(preface.words == tuple(words) for preface in lexicon.prefaces.get(words[0], ()))


def _only_finite(low: str, lexicon: Lexicon) -> bool:
    """Whether a cue has no form that could follow a preposition ("para decir")."""
    readings = lexicon.verbs.get(low, ())
    return bool(readings) and all(reading.form == "finite" for reading in readings)


def _with_capital(tag: str, words: list[str], number: int, before: str, lexicon: Lexicon) -> str:
    """What a capital inside a sentence makes of a listed word; empty when it makes nothing."""
    if tag == "Z":
        named = before == "M" or lexicon.titles_as_sentences
        return "M" if named and _inside_name(words, number) else ""
    if tag == "X" and words[number].lower() in lexicon.first_names:
        follows = words[number + 1 : number + 2]
        return "M" if (follows and follows[0][0].isupper()) or words[number - 1].lower() in lexicon.first_names else ""
    if lexicon.capitals == "names":
        if lexicon.head_first and (tag == "X" or words[number].lower() in lexicon.titles):
            return "M"
        return "M" if tag in "NVLEPSA" or (tag == "D" and before == "M") else ""
    if tag == "X" and words[number + 1 : number + 2] and words[number + 1][0].isupper():
        return "M"  # "Will Grant"
    return "N" if tag in "VLA" else ""


def _common_at_start(words: list[str], low: str, lexicon: Lexicon) -> bool:
    """Whether the capital of a sentence's first word is only that: "Officials said"."""
    return not words[1:2] or (not words[1][0].isupper() and bool(lexicon.noun_kinds(low) - {"place"}))


def _inside_name(words: list[str], number: int) -> bool:
    """Whether a name goes on after a word of time that has a capital: This Morning Show."""
    return number + 1 < len(words) and words[number + 1][0].isupper() and words[number + 1].isalpha()


def _noun_again(low: str, before: str, found: list[str], lexicon: Lexicon) -> bool:
    """Whether a word that is verb and noun alike is the noun: "a snappy retort", "his latest request"."""
    if found[-1] not in "NLZAM" or before.endswith("s") or found[-2:] == ["N", "A"]:
        return False
    if found[-1] == "Z" and before[0].isupper():
        return False
    at = len(found) - 1
    while at > 0 and found[at] in "NLZAM" and len(found) - at < LONGEST_MODIFIER:
        at -= 1
    if found[at] not in "DG":
        return False
    readings = lexicon.verbs.get(low)
    return all(reading.form == "base" for reading in readings) if readings else lexicon.tags.get(low + "s") == "V"


def _join_particles(words: list[str], lows: list[str], found: list[str], lexicon: Lexicon) -> None:
    """Small words inside a name belong to it: Ursula von der Leyen."""
    inside = False
    for number, low in enumerate(lows[:-1]):
        particle = low in lexicon.particles
        if particle and (inside or (number == 0 and lows[1] in lexicon.particles)):
            ahead = number + 2 if lows[number + 1] in lexicon.particles else number + 1
            if ahead < len(words) and words[ahead][0].isupper():
                found[number] = "M"
                inside = True
                continue
        inside = found[number] == "M" and words[number][0].isupper()


def _name_the_named(words: list[str], lows: list[str], found: list[str], lexicon: Lexicon) -> None:
    """Where every noun has a capital: names are first names, titles and what follows them or a person's noun."""
    for number, word in enumerate(words):
        before = found[number - 1] if number else ""
        if found[number] == "Z" and before == "M" and _inside_name(words, number):
            found[number] = "M"
        if found[number] not in "NL" or not word[0].isupper():
            continue
        low = lows[number]
        if low in lexicon.first_names or "place" in lexicon.nouns.get(low, ()):
            found[number] = "M"
        elif low in lexicon.titles or lexicon.noun_kinds(low):
            continue
        elif before == "M":
            found[number] = "M" if not words[number - 1].isupper() else found[number]
        elif before == "N" and _personal(lows[number - 1], lexicon):
            found[number] = "M"


def _name_pairs(words: list[str], lows: list[str], found: list[str], lexicon: Lexicon) -> None:
    """Where every noun has a capital: two in a row that no list knows, and that nothing modifies, are a name."""
    for number in range(len(words) - 1):
        if found[number : number + 2] != ["N", "N"] or not words[number + 1][0].isupper():
            continue
        if number and found[number - 1] in "D#LP":
            _name_behind(words, lows, found, number, lexicon)
        elif all(words[at][0].isupper() and not lexicon.noun_kinds(lows[at]) for at in (number, number + 1)):
            found[number : number + 2] = ["M", "M"]


def _name_behind(words: list[str], lows: list[str], found: list[str], noun: int, lexicon: Lexicon) -> None:
    """A noun with its article is followed by the name of who or what it is: "der Ökonom Roman Kastner"."""
    if lows[noun] in lexicon.measures or found[noun - 1] == "#" or not words[noun][0].isupper():
        return
    stop = noun + 1
    while stop < len(words) and found[stop] == "N" and words[stop][0].isupper() and not lexicon.noun_kinds(lows[stop]):
        stop += 1
    named = stop > noun + 2 or lexicon.noun_kinds(lows[noun]) & {"male", "female", "person", "organisation"}
    if stop > noun + 1 and named:
        found[noun + 1 : stop] = ["M"] * (stop - noun - 1)


def _personal(low: str, lexicon: Lexicon) -> bool:
    return low in lexicon.titles or bool(lexicon.noun_kinds(low) & {"male", "female"})


def unknown(word: str, low: str, number: int, lexicon: Lexicon) -> str:
    """The tag of a word that no list holds, by its first letter and its ending."""
    first = word[0]
    if not number and len(low) > 5 and low.endswith(lexicon.adverb_endings):
        return "A"
    if first.isdigit():
        return _counted(word, lexicon) if word[-1].isalpha() else "#"
    if not first.isalpha():
        return "M" if first in "@#" and len(word) > 1 else "?"
    if first.isupper() and (lexicon.capitals == "names" or (len(word) > 1 and word.isupper())):
        return "M"
    if first.isupper() and lexicon.capitals == "nouns":
        return "N"
    if lexicon.cases and lexicon.noun_kinds(low):
        return "N"
    if len(low) > 4 or not first.isupper():
        for ending, tag in lexicon.endings:
            if low.endswith(ending) and len(low) > len(ending) + 2:
                return tag
    return "L" if lexicon.capitals == "nouns" and first.islower() else "N"


def _counted(word: str, lexicon: Lexicon) -> str:
    """The tag of a word that begins with a number: "38-year-old", "38-Jähriger", "12-köpfige"."""
    last = word.rpartition("-")[2]
    return "L" if lexicon.capitals == "nouns" and last[:1].islower() else "N"


def _opening(low: str, lexicon: Lexicon) -> str:
    """The tag of a sentence's first word, whose capital tells nothing."""
    if lexicon.noun_kinds(low):
        return "N"
    tag = unknown(low, low, 0, lexicon)
    return "M" if tag == "N" else tag
