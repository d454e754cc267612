"""The signs of the screen as data: one set for Unicode terminals, one in plain ASCII.

Every sign of the Unicode set is one cell wide in every terminal we know; both sets tell all kinds apart
without colour.
"""

from __future__ import annotations

import os

from msgspec import Struct


class Glyphs(Struct, frozen=True):
    """Signs by what they mean. Each is one cell wide, but for those that say otherwise."""

    name: str
    direct: str
    mixed: str
    indirect: str
    dimmed: str
    """A statement below the confidence that the reader asked for."""
    note: str
    star: str
    unread: str
    read: str
    changed: str
    quotes: str
    picked: str
    cursor: str
    bar: str
    """Left of a block quote."""
    bullets: tuple[str, ...]
    """List markers by depth; the last one goes on."""
    picture: str
    continued: str
    """Starts a code line that was broken."""
    top: str
    side: str
    bottom: str
    rule: str
    arrow: str
    """From the page back to the origin."""
    folded: str
    unfolded: str
    problem: str
    dot: str
    """Between facts on one line."""
    ellipsis: str
    dash: str


UNICODE = Glyphs(
    name="unicode", direct="▌", mixed="▎", indirect="┊", dimmed="·", note="✎", star="★", unread="●", read="○",
    changed="∆", quotes="❝", picked="✓", cursor="▌", bar="│", bullets=("•", "◦", "‣"), picture="▣", continued="↪",
    top="╭", side="│", bottom="╰", rule="─", arrow="←", folded="▸", unfolded="▾", problem="!", dot="·", ellipsis="…",
    dash="–",
)  # fmt: skip

ASCII = Glyphs(
    name="ascii", direct="#", mixed="+", indirect=":", dimmed=".", note="&", star="*", unread="o", read=" ",
    changed="^", quotes='"', picked="x", cursor=">", bar="|", bullets=("-", "+", "*"), picture="@", continued="\\",
    top="+", side="|", bottom="+", rule="-", arrow="<", folded=">", unfolded="v", problem="!", dot="-", ellipsis="~",
    dash="-",
)  # fmt: skip


_PLAIN = str.maketrans({
    **dict(zip("“”„‟«»‘’‚‹›–—‑…·•−×\u00a0\u202f", '""""""\'\',\'\'---~-*-x  ', strict=True)),
    **dict(zip("↑↓←→⏎●○✓✗▲▼▶◀█▌▐▀▄", "^v<>/o.xx^v><#||-_", strict=True)),
    **{chr(code): "?" for code in (*range(0x2400, 0x2440), 0xFFFD)},  # what stands for control characters
    **{chr(code): "+" for code in range(0x2500, 0x2580)},  # what lines are drawn of
    **dict.fromkeys("─━┄┅┈┉╌╍═╴╶╸╺", "-"), **dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻", "|"),
    **dict.fromkeys("▁▂▃▅▆▇", "_"), **dict.fromkeys("▉▊▋▍▎▏▕", "|"), "▔": "-", **dict.fromkeys("░▒▓", ":"),
})  # fmt: skip


def in_ascii(words: str) -> str:
    """Words with the usual punctuation of newspapers, and what screens are drawn of, in ASCII: one character for each.
    Letters stay as they are."""
    return words if words.isascii() else words.translate(_PLAIN)


def choose_glyphs() -> Glyphs:
    """The set for this terminal: ASCII when `TUINEWS_ASCII` is set (and not 0) or the locale knows no Unicode."""
    wanted = os.environ.get("TUINEWS_ASCII", "")
    if wanted:
        return UNICODE if wanted == "0" else ASCII
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    return ASCII if locale.upper() in ("POSIX", "C") and os.environ.get("TERM") == "linux" else UNICODE
