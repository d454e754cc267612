"""The words of strangers are never code: cleaning at ingest, and a last guard at the screen.

`clean` removes and normalises once, before ranges are computed. `visible` replaces one character by one, so
that ranges hold. Zero-width joiner and non-joiner (U+200C, U+200D) stay: Persian, Indic scripts and emoji
need them; so do the direction marks U+200E and U+200F, which cannot reorder what is around them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_FORBIDDEN_CLASS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
)
_FORBIDDEN = re.compile(f"[{_FORBIDDEN_CLASS}]")
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")
_NOT_INLINE = re.compile(f"[\t\n{_FORBIDDEN_CLASS}]")
_SPACES = re.compile(r"\s+")
_MOST_MARKS = 30
"""To order marks canonically is quadratic in their number: UAX #15 §13 (Stream-Safe Text) allows 30 in a row."""


@cache  # what shows a text has no need of it
def _escapes() -> re.Pattern[str]:
    """ECMA-48 §5.4: control sequences (CSI … final byte), control strings (OSC, DCS, SOS, PM, APC … ST or BEL), and
    escapes. Bounded, so that a hostile text of openers costs linear time."""
    return re.compile(
        "(?:\x1b\\[|\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]"
        "|(?:\x1b[]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\\\|\x9c)"
        "|\x1b[ -/]{1,8}[0-~]"
        "|\x1b[0-~]"
    )


@cache
def _many_marks() -> re.Pattern[str]:
    """Combining marks are not \\w, so that this finds them (and some punctuation, which is looked at again)."""
    return re.compile(r"[^\w\s\x00-\u02ff]{31,}")


def clean(text: str) -> str:
    """Text from outside without escape sequences, controls and direction overrides, in NFC (UAX #15).

    Newlines of every convention become `\\n`; tabs stay. Cleaning twice changes nothing.
    """
    if not text.isprintable():  # no forbidden character is printable
        text = _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", _escapes().sub("", text)))
    if text.isascii():
        return text
    text = _many_marks().sub(_fewer_marks, text)
    if unicodedata.is_normalized("NFC", text):
        return text
    # Again afterwards, since a few marks become two (U+0344).
    return _many_marks().sub(_fewer_marks, unicodedata.normalize("NFC", text))


def clean_line(text: str) -> str:
    """`clean`, with white space folded to single spaces: for titles and names."""
    return _SPACES.sub(" ", clean(text)).strip()


def visible(text: str) -> str:
    """The same number of characters, each forbidden one shown: controls as their pictures (U+2400…), others
    as U+FFFD. Newlines and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return _FORBIDDEN.sub(_shown, text)


def visible_line(text: str) -> str:
    """`visible` for one line of a screen or terminal: newlines and tabs become spaces."""
    if text.isascii() and text.isprintable():
        return text
    return _NOT_INLINE.sub(lambda match: " " if match.group() in "\t\n" else _shown(match), text)


def is_clean(text: str) -> bool:
    """Whether no forbidden character is left."""
    return _FORBIDDEN.search(text) is None


def _shown(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def _fewer_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in match.group():
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
