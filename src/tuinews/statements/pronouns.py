"""Whom a pronoun stands for: `he`, `she`, `it`, `they`."""

from __future__ import annotations

from dataclasses import replace

from tuinews.core.statement import Source, Span
from tuinews.statements.roster import FAR, Roster, Stranger, Voice, no_person

IMPERSONAL = frozenset({"organisation", "document", "place"})
"""Types of sources that "it" can stand for."""


def stands_for(roster: Roster, pronoun: str, mention: Span) -> Source:
    """The source that a lower-case pronoun stands for at a place of the text."""
    gender = roster.lexicon.speakers.get(pronoun, "")
    if gender in ("male", "female"):
        return _person(roster, gender, mention)
    if gender == "neuter":
        return _thing(roster, mention)
    if gender == "any":
        return _anybody(roster, mention)
    last = roster.last_source
    if gender == "plural" and last and last.type != "person":
        return Source(last.name, mention, last.type, last.role)
    return Source(None, mention, "anonymous" if gender == "plural" else "person")


def _anybody(roster: Roster, mention: Span) -> Source:
    """Whom a pronoun without gender stands for ("en su opinión"): who spoke last, else who was last spoken about."""
    last = roster.last_source
    if last and last.name and roster.sentence - roster.last_at <= FAR:
        return Source(last.name, mention, last.type, last.role)
    voice = next((voice for voice in roster.latest() if voice.type == "person" and voice.seen > 0), None)
    return voice.meant_by(mention) if voice else Source(None, mention, "person")


def _person(roster: Roster, gender: str, mention: Span) -> Source:
    voice = _fitting(roster, gender, mention.start)
    if stranger := _strange(roster, gender, mention.start, voice):
        roster.stranger = replace(stranger, sentence=roster.sentence, gender=gender)
        return Source(None, mention, stranger.type)
    if voice is None:
        return Source(None, mention, "person")
    voice.gender = voice.gender or gender
    roster.speak(voice)
    return voice.meant_by(mention)


def _thing(roster: Roster, mention: Span) -> Source:
    last, topic = roster.last_source, roster.topic
    just = last and last.name and roster.last_at >= roster.sentence - 1
    if last and just and not (topic and topic.name) and last.type in IMPERSONAL:
        return Source(last.name, mention, last.type, last.role)
    if topic and not topic.name:
        return Source(None, mention, "organisation")
    if topic is None and (doubtful := roster.doubtful()):
        no_person(doubtful)
        roster.topic = topic = doubtful
    if topic:
        roster.speak(topic)
        return topic.meant_by(mention)
    if last and last.type in IMPERSONAL:
        return Source(last.name, mention, last.type, last.role)
    return Source(None, mention, "organisation")


def _fitting(roster: Roster, gender: str, at: int) -> Voice | None:
    """The voice that `he` or `she` at a place of the text stands for: who spoke last or was last spoken about, if the
    gender fits. Who is only named after the pronoun is not meant."""
    people = [voice for voice in roster.latest() if voice.type == "person" and voice.gender in (gender, "")]
    best: Voice | None = None
    highest = -1.0
    known = False
    for voice in people:
        near = _nearness(roster, voice, at)
        known = known or near >= 0
        if near + 0.5 * (voice.gender == gender) > highest:
            best, highest = voice, near + 0.5 * (voice.gender == gender)
    return best if known else None


def _strange(roster: Roster, gender: str, at: int, voice: Voice | None) -> Stranger | None:
    """Somebody without a name whom `he` or `she` stands for rather than for a voice."""
    stranger = roster.stranger
    if stranger is None or stranger.gender not in (gender, "") or roster.sentence - stranger.sentence > FAR:
        return None
    return stranger if voice is None or _nearness(roster, voice, at) <= stranger.sentence else None


def _nearness(roster: Roster, voice: Voice, at: int) -> float:
    """How near a voice is in the reader's mind, in sentences; -1 when it is not yet known."""
    later = voice.seen == roster.sentence and voice.at > at
    seen = voice.before if later else voice.seen
    subject = -1 if later and voice.subject == roster.sentence else voice.subject
    if max(seen, voice.spoke) < 0:
        return -1.0
    return max(voice.spoke - 0.2, subject, seen - 0.7)
