"""What `y` copies: words, who said them and through whom, where they were read, and how that can be proved.

    “Nobody told the crew.” — Ilan Reyes, via Yonhap ← the agency's statement
    Ferry inquiry opens. Mira Sol, Harbour Times, 2026-02-02. https://harbour.example/ferry
    Captured 2026-02-02T10:00:00+00:00, revision 2, sha256:9f86d0…
    [attribution unchecked]

Only words that are all the speaker's own stand in quotation marks; of others it is said what they are. The form is the
reader's: `FORM`, or the setting `citation`, in which `{words}` and the other FIELDS stand for what is known. A line of
which nothing is known is left out.
"""

from __future__ import annotations

import re

from tuinews.core.sanitize import visible, visible_line
from tuinews.core.statement import Kind
from tuinews.export.records import CHECKED, ExportArticle, ExportStatement

FORM = """\
{words} — {speaker}{via}{manner}
{title} {origin}. {link}
Captured {captured}, revision {revision}{, digest}
{attribution}"""
"""The form of a citation. `{, digest}`: a comma before it, unless it is empty."""
FIELDS = (
    "words", "speaker", "via", "manner", "title", "author", "outlet", "date", "origin", "link", "captured", "revision",
    "digest", "attribution",
)  # fmt: skip
"""`words` in quotation marks where they are the speaker's own; `via`: ", via …"; `manner`: " [reported speech]" or
" [partly quoted]"; `origin`: author, outlet and date; `captured`: when it was fetched (UTC); `attribution`:
"[attribution unchecked]" until it was checked."""
_MANNERS: dict[Kind, str] = {"direct": "", "mixed": " [partly quoted]", "indirect": " [reported speech]"}
_FIELD = re.compile(rf"\{{(?P<before>[^{{}}\w]*)(?P<name>{'|'.join(FIELDS)})\}}")


def citation(article: ExportArticle, statement: ExportStatement | None = None, words: str = "", form: str = "") -> str:
    """A citation of a statement, of other `words` of the article, or of the article itself; no newline at its end."""
    known = {**_of_article(article), **_of_words(statement, words)}
    lines = (_line(line, known) for line in (form or FORM).replace("\\n", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def unknown_fields(form: str) -> list[str]:
    """What stands in braces in a form and is none of FIELDS."""
    return [found for found in re.findall(r"\{\W*(\w+)\}", form) if found not in FIELDS]


def _line(line: str, known: dict[str, str]) -> str:
    """A line of the form with what is known; empty when it has fields, and nothing is known of them. What stands
    between two fields goes with the second one."""
    fields = list(_FIELD.finditer(line))
    if fields and not any(known[match["name"]] for match in fields):
        return ""
    parts: list[str] = []
    at = 0
    for match in fields:
        value = known[match["name"]]
        between = line[at : match.start()]
        parts.append(between if value or not parts else "")
        parts.append(match["before"] + value if value else "")
        at = match.end()
    return visible("".join([*parts, line[at:]]).strip())


def _of_words(statement: ExportStatement | None, words: str) -> dict[str, str]:
    if statement is None:
        said = {"words": f"“{visible(words)}”" if words else ""}
        return dict.fromkeys(("speaker", "via", "manner", "attribution"), "") | said
    via = " ← ".join(relay.name for relay in statement.statement.via)
    return {
        "words": visible(statement.cited),
        "speaker": visible_line(statement.speaker.strip() or "unnamed"),
        "via": f", via {visible_line(via)}" if via else "",
        "manner": _MANNERS[statement.statement.kind],
        "attribution": "" if statement.attribution == CHECKED else "[attribution unchecked]",
    }


def _of_article(article: ExportArticle) -> dict[str, str]:
    day = f"{article.published:%Y-%m-%d}" if article.published else "undated"
    title = article.title if article.title.endswith((".", "?", "!", "…")) else f"{article.title}."
    revision = article.revision
    told = {
        "title": title,
        "author": article.author,
        "outlet": article.outlet,
        "date": day,
        "origin": ", ".join(part for part in (article.author, article.outlet, day) if part),
        "link": article.link,
        "captured": revision.fetched.isoformat(timespec="seconds"),
        "revision": str(revision.number),
        "digest": revision.proof,
    }
    return {name: visible_line(value) for name, value in told.items()}
