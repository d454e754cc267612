"""What `y` copies: words, who said them and through whom, where they were read, and how that can be proved.

    “Nobody told the crew.” — Ilan Reyes, via Yonhap ← the agency's statement
    Ferry inquiry opens. Mira Sol, Harbour Times, 2026-02-02. https://harbour.example/ferry
    Captured 2026-02-02T10:00:00+00:00, revision 2, sha256:9f86d0…
    [attribution unchecked]

Only words that are all the speaker's own stand in quotation marks; of others it is said what they are.
"""

from __future__ import annotations

from tuinews.core.sanitize import visible, visible_line
from tuinews.core.statement import Kind
from tuinews.export.records import CHECKED, ExportArticle, ExportStatement

_MANNERS: dict[Kind, str] = {"direct": "", "mixed": " [partly quoted]", "indirect": " [reported speech]"}


def citation(article: ExportArticle, statement: ExportStatement | None = None, words: str = "") -> str:
    """A citation of a statement, of other `words` of the article, or of the article itself; no newline at its end."""
    lines = [_said(statement) if statement else f"“{visible(words)}”" if words else "", _read(article)]
    lines.append(_captured(article))
    if statement is not None and statement.attribution != CHECKED:
        lines.append("[attribution unchecked]")
    return "\n".join(line for line in lines if line)


def _said(statement: ExportStatement) -> str:
    via = " ← ".join(relay.name for relay in statement.statement.via)
    who = visible_line(statement.speaker.strip() or "unnamed") + (f", via {visible_line(via)}" if via else "")
    return f"{visible(statement.cited)} — {who}{_MANNERS[statement.statement.kind]}"


def _read(article: ExportArticle) -> str:
    day = f"{article.published:%Y-%m-%d}" if article.published else "undated"
    title = article.title if article.title.endswith((".", "?", "!", "…")) else f"{article.title}."
    origin = ", ".join(part for part in (article.author, article.outlet, day) if part)
    return visible_line(f"{title} {origin}. {article.link}".strip())


def _captured(article: ExportArticle) -> str:
    revision = article.revision
    proof = f", {revision.proof}" if revision.proof else ""
    return visible_line(f"Captured {revision.fetched.isoformat(timespec='seconds')}, revision {revision.number}{proof}")
