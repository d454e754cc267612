"""Passes 4 and 5 for prefaces: the source beside "according to", and the clause that it stands in."""

from __future__ import annotations

from dataclasses import replace

from tuinews.statements.cues import PrefaceCue
from tuinews.statements.drafts import Draft
from tuinews.statements.leading import after_adverb
from tuinews.statements.phrases import Phrase, noun_phrase_ending, owner, phrase_starting
from tuinews.statements.reach import Content
from tuinews.statements.sentences import Sentence
from tuinews.statements.sources import main_subject

LONGEST_RELATIVE = 24
"""Tokens."""


def boundary_of(sentence: Sentence, item: PrefaceCue) -> int:
    """The token before which what another cue reports must end: a whole quotation before a preface belongs to it."""
    comma = item.start - (sentence.tags[item.start - 1 : item.start] == ",")
    quote = sentence.quotes.get(comma - 1)
    whole = quote is not None and not sentence.text[quote.inner_start : quote.inner_start + 1].islower()
    return comma - whole


def draft_of(sentence: Sentence, item: PrefaceCue, stops: list[int]) -> Draft | None:
    mention = None
    if item.preface.source == "own":
        source, mention = main_subject(sentence) or _behind_verb(sentence), (item.start, item.stop)
        start, stop = item.start, item.stop
    elif item.preface.source == "inside":
        spoken_of = (at for at in range(item.start, item.stop) if sentence.lows[at] in sentence.lexicon.speakers)
        source = next((Phrase(at, at + 1, at, at + 1) for at in spoken_of), None)
        start, stop = item.start, item.stop
    elif item.preface.source == "before":
        source = noun_phrase_ending(sentence, item.start) if item.start else None
        source = None if source and sentence.tags[source.head_first : source.stop] == "D" else source
        start, stop = (source.first, item.stop) if source else (0, 0)
    else:
        source = source_after(sentence, item.stop)
        start, stop = item.start, source.stop if source else 0
    if not source and item.preface.source != "inside":
        return None
    if source and item.preface.source == "after":
        source = _before_lower(sentence, _with_participle(sentence, _apart(sentence, _before_number(sentence, source))))
        stop = source.stop
    if source and item.preface.source == "after" and item.preface.heads:
        source = _whose(sentence, source)
    contents = _around(sentence, start, stop, [at for at in stops if at > item.stop])
    if not contents or (item.preface.quoted and "Q" not in sentence.tags[contents[0].first : contents[0].stop]):
        return None
    rule = "preface-" + contents[0].rule
    return Draft(sentence, contents, source, (item.start, item.stop), item.preface.stance, rule, mention=mention)


def source_after(sentence: Sentence, at: int) -> Phrase | None:
    """The source that a preface names, also one that begins with what is no noun by itself: `according to early
    results`, `to polling by Brun`."""
    if whole := phrase_starting(sentence, at):
        return whole
    before = at
    while before < at + 2 and sentence.tags[before : before + 1] in ("A", "Z", "E", "L"):
        before += 1
    source = phrase_starting(sentence, before) if before > at else None
    if source is None and sentence.tags[at : at + 2] == "EP":
        source = phrase_starting(sentence, at + 2)
    return replace(source, first=at) if source else None


def owned_drafts(sentence: Sentence, stops: list[int]) -> list[Draft]:
    """`In Ruiz's words, the port was “a grave”`: what stands beside somebody's words or view."""
    found = []
    for at, low in enumerate(sentence.lows):
        if low not in sentence.lexicon.owned or not at:
            continue
        if sentence.tags[at - 1] == "G":
            source = owner(sentence, at - 1)
        elif sentence.lows[at - 1] in sentence.lexicon.speakers:
            source = Phrase(at - 1, at, at - 1, at)
        else:
            continue
        opening = source.first - 1 if source else -1
        place = sentence.lexicon.via.get("place", ())
        if (
            source is None
            or opening < 0
            or sentence.lows[opening] not in place
            or sentence.tags[at + 1 : at + 2] != ","
        ):
            continue
        if contents := _around(sentence, opening, at + 1, [stop for stop in stops if stop > at + 1]):
            rule = "preface-" + contents[0].rule
            found.append(Draft(sentence, contents, source, (opening, at + 1), "says", rule))
    return found


def _behind_verb(sentence: Sentence) -> Phrase | None:
    """The subject behind the first verb of a sentence that begins with a circumstance."""
    verb = next((at for at, tag in enumerate(sentence.tags) if tag in "VX"), -1)
    return phrase_starting(sentence, verb + 1) if verb >= 0 else None


def _whose(sentence: Sentence, source: Phrase) -> Phrase:
    """Whose words a preface speaks of: `nach Angaben der Feuerwehr` names the Feuerwehr."""
    at = source.head_stop
    if at >= source.stop or sentence.tags[at] not in "DP" or sentence.lows[at] not in sentence.lexicon.binding:
        return source
    whose = phrase_starting(sentence, at + (sentence.tags[at] == "P"))
    whose = _before_number(sentence, whose) if whose else None
    return whose if whose and whose.stop <= source.stop else source


def _apart(sentence: Sentence, source: Phrase) -> Phrase:
    """A source without an apposition that would leave nothing of the sentence: then it is what was said."""
    comma = sentence.tags.find(",", source.head_stop, source.stop)
    left = sentence.tags[source.stop :].strip(".-")
    if comma < 0 or left not in ("", "Q"):  # "in Ruiz's view, the decree “is waste paper”"
        return source
    return replace(source, stop=comma)


def _with_participle(sentence: Sentence, source: Phrase) -> Phrase:
    """A source with what a participle or its place tells about it: `According to polls conducted for Parley, …`."""
    tags = sentence.tags
    comma = tags.find(",", source.stop, source.stop + LONGEST_RELATIVE)
    following = tags[source.stop : source.stop + 2]
    placed = following[:1] == "P" and sentence.lows[source.stop] in sentence.lexicon.via.get("place", ())
    told = following[:1] in ("L", "N", "P") if sentence.lexicon.head_first else following == "LP" or placed
    if not told or comma < 0 or set(tags[source.stop : comma]) & set("XVWTQ"):
        return source
    return replace(source, stop=comma)


def _before_lower(sentence: Sentence, source: Phrase) -> Phrase:
    """A source without the common noun after its name, where no comma parts it from the clause: `Zdaniem Ewy Marczak
    ceny rosną`. Only where a phrase begins with its noun."""
    tags = sentence.tags
    apart = sentence.lexicon.head_first or (sentence.lexicon.verb_second and sentence.lexicon.capitals == "names")
    if not apart or source.stop >= len(tags) or tags[source.stop] in ",.:;Q":
        return source
    if subject := _subject_of_next(sentence, source):
        return replace(source, stop=subject, head_stop=min(subject, source.head_stop))
    for at in range(source.head_first + 1, source.head_stop):
        if tags[at - 1] == "M" and tags[at] in "NLA":
            return replace(source, stop=at, head_stop=at)
    return source


def _before_number(sentence: Sentence, source: Phrase) -> Phrase:
    """A source without the number and the noun that go on with the clause, where no comma parts it from that: `das nach
    Angaben der Wache 40 Menschen trug`."""
    number = sentence.tags.find("N#N", source.head_first, source.stop) + 1
    if not sentence.lexicon.verb_second or not number:
        return source
    return replace(source, stop=number, head_stop=min(number, source.head_stop))


def _subject_of_next(sentence: Sentence, source: Phrase) -> int:
    """The token of a noun that looks like part of a source but is the subject of the verb after it, where a source has
    no article: `Według strażaków ogień pojawił się`. 0 when there is none."""
    tags = sentence.tags
    head = tags[source.head_first : source.head_stop]
    bare = sentence.lexicon.cases and len(head) > 1 and not head.strip("NL")
    verb = source.stop + (tags[source.stop] == "A")
    if not bare or source.stop != source.head_stop or tags[verb : verb + 1] not in ("V", "X"):
        return 0
    subject = source.stop - 1
    while subject - 1 > source.head_first and tags[subject - 1] == "L":
        subject -= 1
    return subject


def _around(sentence: Sentence, start: int, stop: int, stops: list[int]) -> list[Content]:
    tags = sentence.tags
    left_stop = start - 1 if start and tags[start - 1] in ",-" else start
    first = max(tags.rfind(";", 0, left_stop), tags.rfind(":", 0, left_stop)) + 1
    lead = tags[first:left_stop]
    right = stop + 1 if stop < len(tags) and tags[stop] == "," else stop
    right_stop = next((at for at in stops if at > right), len(tags))
    while right_stop > right and tags[right_stop - 1] in ".,;:-C":
        right_stop -= 1
    if (pronoun := _pronoun_before(sentence, start)) >= 0:
        closing = tags.find(",", right, right_stop)
        right_stop = closing if closing >= 0 else right_stop
        clause = [Content(pronoun, start, "left"), Content(right, right_stop, "right")]
        return clause if right_stop > right + 1 else []
    if (that := lead.rstrip(",").rfind("T")) >= 0 and not lead[that + 1 :].strip(","):
        lead = ""  # "X reported that, according to Y, …"
    leads_in = not lead.strip("CASZ,PD#")
    if leads_in:
        right = _past_relative(sentence, right)
        enough = right_stop > right + 1 or tags[right:right_stop] == "Q"
        return [Content(right, right_stop, "right")] if enough else []
    contents = [Content(after_adverb(tags, first, left_stop), left_stop, "left")]
    split = sentence.lexicon.verb_second and left_stop == start
    aside = lead.rstrip(",").endswith("Q") and not set(tags[right:right_stop]) & set("XVLQ")  # "„…“, so X gegenüber Y"
    split = split or (right > stop and (lead.endswith("X") or tags[right : right + 1] == "Q"))
    if not aside and (split or not any(tag in "XVL" for tag in lead)) and right_stop > right + (not split):
        contents.append(Content(right, right_stop, "right"))
    return contents


def _pronoun_before(sentence: Sentence, start: int) -> int:
    """The relative pronoun before a preface that stands in its clause (`the boat, which according to X sank, …`), or
    -1."""
    tags, last = sentence.tags, start - 1
    if last < 2 or tags[last - 1] != ",":
        return -1
    relative = tags[last] == "W" or (
        sentence.lexicon.verb_second and sentence.lexicon.speakers.get(sentence.lows[last]) == "relative"
    )
    return last if relative else -1


def _past_relative(sentence: Sentence, at: int) -> int:
    """Where a clause begins over what is told about its source: `According to a note, seen by X, the …`."""
    tags = sentence.tags
    end = tags.find(",", at, at + LONGEST_RELATIVE)
    if at == 0 or tags[at - 1] != "," or end < 0 or not any(tag in "XVL" for tag in tags[end:]):
        return at
    clause = tags[at:end]
    relative = clause[:1] in ("W", "L") or (clause[:1] == "T" and sentence.lexicon.head_first)
    final = sentence.lexicon.verb_second and clause[:1] in ("D", "R", "W") and clause[-1:] in ("V", "X", "L")
    return end + 1 if relative or final else at
