"""Articles as Markdown: the text, then the reader's notes under the words they stand on, then who says what.

One article begins with YAML front matter (title, author, outlet, date, url, lang, tags; id, fetched, revision,
digest; starred, read); the same facts are a list under the title where several articles share a file, since front
matter can only stand at its head. Outside text is escaped and opens no HTML. A note's own Markdown is kept, inside a
list item (which ends whatever it leaves open), with its `<` written as `&lt;` but for fenced code, which opens no HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from tuinews.core.sanitize import visible, visible_line
from tuinews.export.blocks import document_to_markdown as document_to_markdown
from tuinews.export.inline import escape, escape_line
from tuinews.export.records import ExportArticle, ExportNote, ExportStatement

Fact = str | int | bool | list[str]

_WORD = re.compile(r"\w+")
_FENCE = re.compile(r"(?P<marks>`{3,}(?=[^`]*$)|~{3,})")
_HTML_OPENER = re.compile(r"<(?!https?://[^\s<>]{1,2000}>)")


def article_to_markdown(article: ExportArticle) -> str:
    """One article with front matter."""
    facts = "".join(f"{name}: {_yaml(value)}\n" for name, value in _facts(article))
    return f"---\n{facts}---\n\n{_body(article)}"


def file_name(article: ExportArticle) -> str:
    """A name for an article's own file, on every system: its day, the words of its title, its public id."""
    day = f"{article.published:%Y-%m-%d}" if article.published else "undated"
    words = "-".join(_WORD.findall(visible_line(article.title).casefold()))
    return f"{day}-{words.encode()[:80].decode('utf-8', 'ignore').strip('-') or 'untitled'}-{article.uid[:12]}.md"


def articles_to_markdown(articles: Iterable[ExportArticle]) -> Iterator[str]:
    """Any number of articles for one file, in pieces: thematic breaks part them."""
    for number, article in enumerate(articles):
        facts = "\n".join(f"- {name}: {_shown(value)}" for name, value in _facts(article) if name != "title")
        title, _, rest = _body(article).partition("\n")
        yield ("\n---\n\n" if number else "") + f"{title}\n\n{facts}\n{rest}"


def _facts(article: ExportArticle) -> Iterator[tuple[str, Fact]]:
    """What is known of an article; what is not, is left out."""
    facts: dict[str, Fact] = {
        "title": article.title,
        "author": article.author,
        "outlet": article.outlet,
        "date": article.published.isoformat() if article.published else "",
        "url": article.link,
        "lang": article.language,
        "tags": list(article.own_tags),
        "id": article.uid,
        "fetched": article.revision.fetched.isoformat(timespec="seconds"),
        "revision": article.revision.number,
        "digest": article.revision.proof,
        "starred": article.starred,
        "read": article.read,
    }
    return ((name, value) for name, value in facts.items() if value not in ("", []))


def _yaml(value: Fact) -> str:
    """A value as YAML 1.2: every JSON string is a double-quoted scalar of it (§7.3.1)."""
    if isinstance(value, str):
        return json.dumps(visible_line(value), ensure_ascii=False)
    if isinstance(value, list):
        return f"[{', '.join(map(_yaml, value))}]"
    return str(value).lower()


def _shown(value: Fact) -> str:
    return escape(", ".join(value) if isinstance(value, list) else _plain(value))


def _plain(value: Fact) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _body(article: ExportArticle) -> str:
    parts = [f"# {escape_line(article.title) or 'Untitled'}\n", document_to_markdown(article.document, top=2)]
    if article.own_tags:
        parts.append(" ".join(f"\\#{escape(tag)}" for tag in article.own_tags) + "\n")
    if article.notes:
        parts.append("## Notes\n\n" + "\n".join(map(_note, article.notes)))
    if article.statements:
        parts.append("## Statements\n\n" + "".join(_statement(one, article.outlet) for one in article.statements))
    return "\n".join(part for part in parts if part)


def _note(note: ExportNote) -> str:
    """A list item: who and when, the words it stands on, what it says."""
    where = " (its words are gone from this revision)" if note.orphan else ""
    lines = [f"- {escape(note.author)}, {note.changed.isoformat(timespec='minutes')}{where}", ""]
    if note.quote:
        quoted = [escape_line(line) for line in note.quote.split("\n")]
        lines += ["\n  >\n".join(f"  > {line}" for line in quoted if line), ""]
    lines += [f"  {line}".rstrip() for line in _without_html(visible(note.body).split("\n"))]
    return "\n".join(lines) + "\n"


def _without_html(lines: Iterable[str]) -> Iterator[str]:
    """Markdown without HTML. Of code only what is fenced at the margin is known for sure (CommonMark §4.5)."""
    fence = ""
    for line in lines:
        if fence:
            yield line
            marks = line.strip(" ")
            if marks == fence[0] * len(marks) and len(marks) >= len(fence) and len(line) - len(line.lstrip(" ")) < 4:
                fence = ""
        elif opens := _FENCE.match(line):
            fence = opens["marks"]
            yield _HTML_OPENER.sub("&lt;", line)
        else:
            yield _HTML_OPENER.sub("&lt;", line)


def _statement(shown: ExportStatement, outlet: str) -> str:
    """A list item: the way from the page to the origin, what it is, the words."""
    statement = shown.statement
    relays = [escape(name) for name in (outlet, *(relay.name for relay in statement.via)) if name]
    who = f"**{escape(shown.speaker)}**" if shown.speaker.strip() else "unnamed"
    way = " ← ".join([*relays, who]) if statement.via else who
    about = [statement.kind, statement.stance, f"{statement.confidence:.0%} sure"]
    about += [f"attribution {shown.attribution}", *([f"claim {shown.status}"] if shown.status != "open" else [])]
    tags = "".join(f" \\#{escape(name)}" for name in dict.fromkeys(tag.name for tag in shown.tags))
    return f"- {way} ({', '.join(about)}): {escape(shown.cited)}{tags}\n"
