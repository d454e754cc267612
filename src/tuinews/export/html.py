"""Articles as one self-contained HTML page, to be printed or kept: no scripts, no styles or pictures from elsewhere.

Statements are marked by kind, notes stand as numbered references with their words at the end. Everything is escaped;
a content security policy forbids whatever an escape might have missed; only http and https become links.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from tuinews.core.document import BOXES, Document, Range
from tuinews.core.links import is_web
from tuinews.core.sanitize import visible, visible_line
from tuinews.export.records import ExportArticle, ExportNote, ExportStatement
from tuinews.export.segments import cut, segments

STYLE = """
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.55 Georgia, serif; color: #111; }
article + article { border-top: 1px solid #999; margin-top: 3rem; padding-top: 1rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; } pre { overflow: auto; background: #f4f4f4; padding: .6rem; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid #bbb; }
table { border-collapse: collapse; } td, th { border: 1px solid #bbb; padding: .2rem .5rem; text-align: left; }
.caption, .about, .meta { color: #555; font-size: .9rem; } .body { white-space: pre-wrap; }
mark { background: none; color: inherit; } mark.direct { border-bottom: 2px solid #06c; }
mark.mixed { border-bottom: 2px dashed #06c; } mark.indirect { border-bottom: 1px dotted #06c; }
.noted { background: #fff3b0; } .tag { color: #555; }
@media print { article + article { break-before: page; border: 0; } a { color: inherit; text-decoration: none; } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_BOX_TAGS: dict[str, str] = {"quote": "blockquote", "embed": "blockquote", "item": "li", "figure": "figure"}
_INLINE_TAGS: dict[str, str] = {
    "noted": '<span class="noted">', "direct": '<mark class="direct">', "mixed": '<mark class="mixed">',
    "indirect": '<mark class="indirect">', "strong": "<strong>", "emphasis": "<em>", "mono": "<code>", "strike": "<s>",
    "superscript": "<sup>", "subscript": "<sub>",
}  # fmt: skip
"""Opening tags by kind of range, the outermost first."""
_TAG_NAME = re.compile(r"<(\w+)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")


def to_html(articles: Iterable[ExportArticle], title: str = "tuinews") -> Iterator[str]:
    """The page, in pieces."""
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_line(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )
    for article in articles:
        yield article_to_html(article)
    yield "</body>\n</html>\n"


def article_to_html(article: ExportArticle) -> str:
    """One article as an `article` element."""
    language = f' lang="{article.language}"' if _LANGUAGE.fullmatch(article.language) else ""
    parts = [
        f'<article{language} dir="auto">\n<h1>{_line(article.title)}</h1>\n',
        f'<p class="about">{_about(article)}</p>\n',
        _text(article),
        _notes(article.notes),
        _statements(article.statements),
        f'<p class="meta">{_capture(article)}</p>\n</article>\n',
    ]
    return "".join(parts)


def _about(article: ExportArticle) -> str:
    date = article.published.isoformat(timespec="minutes") if article.published else ""
    facts = [_line(fact) for fact in (article.outlet, article.author, date) if fact]
    facts += [_link(_line(article.link), article.link)] if article.link else []
    facts += [_tag(name) for name in article.own_tags]
    return " · ".join(facts)


def _capture(article: ExportArticle) -> str:
    revision = article.revision
    proof = f", {_line(revision.proof)}" if revision.proof else ""
    return f"Captured {revision.fetched.isoformat(timespec='seconds')}, revision {revision.number}{proof}"


def _text(article: ExportArticle) -> str:
    document = article.document if article.document.layout else Document.plain(article.document.text)
    said = (
        Range(piece.start, piece.end, piece.kind) for shown in article.statements for piece in shown.statement.fragments
    )
    noted = [Range(note.span.start, note.span.end, "noted") for note in article.notes if note.span is not None]
    pieces = [piece for leaf in document.leaves() for piece in _pieces(document.text, leaf)]
    ranges = cut(chain(document.inline, said, noted), pieces)
    return "".join(_Writer(document, ranges, _references(article.notes, pieces)).parts())


def _pieces(text: str, leaf: Range) -> Iterator[tuple[int, int]]:
    """A leaf, or the cells of a row."""
    if leaf.kind != "row":
        yield leaf.start, leaf.end
        return
    at = leaf.start
    for cell in text[leaf.start : leaf.end].split("\t"):
        yield at, at + len(cell)
        at += len(cell) + 1


def _references(notes: Sequence[ExportNote], pieces: Sequence[tuple[int, int]]) -> dict[int, str]:
    """Position → the numbers of the notes whose words end there."""
    starts = [piece[0] for piece in pieces]
    found: dict[int, str] = {}
    for number, note in enumerate(notes, 1):
        at = bisect_left(starts, note.span.end) - 1 if note.span is not None else -1
        if at >= 0 and note.span is not None:
            end = min(note.span.end, pieces[at][1])
            found[end] = found.get(end, "") + f'<sup><a href="#{_note_id(note)}">{number}</a></sup>'
    return found


@dataclass(slots=True)
class _Writer:
    """Writes the layout in one pass. `ranges` are cut to leaves and cells, in order of start."""

    document: Document
    ranges: Sequence[Range]
    references: dict[int, str]
    _starts: list[int] = field(default_factory=list)
    _open: list[tuple[Range, str]] = field(default_factory=list)
    """Open boxes with their closing tags."""
    _in_table: bool = False

    def parts(self) -> Iterator[str]:
        self._starts = [item.start for item in self.ranges]
        for item in self.document.layout:
            if self._in_table and (item.kind != "row" or self._ends_before(item.start)):
                yield self._end_table()
            yield from self._close(item.start)
            yield from self._box(item) if item.kind in BOXES else self._leaf(item)
        if self._in_table:
            yield self._end_table()
        yield from self._close(len(self.document.text) + 1)

    def _ends_before(self, at: int) -> bool:
        return bool(self._open) and self._open[-1][0].end <= at

    def _end_table(self) -> str:
        self._in_table = False
        return "</table>\n"

    def _close(self, at: int) -> Iterator[str]:
        while self._ends_before(at):
            yield self._open.pop()[1]

    def _box(self, item: Range) -> Iterator[str]:
        tag = _BOX_TAGS.get(item.kind, "")
        opening = f"<{tag}>" if tag else ""
        if item.kind == "list":
            tag = "ol" if item.get("ordered") else "ul"
            start = item.get("start")
            opening = f'<ol start="{start}">' if tag == "ol" and start.isascii() and start.isdigit() else f"<{tag}>"
        elif item.kind == "item" and not self._in_list():
            tag, opening = "div", "<div>"
        self._open.append((item, f"</{tag}>\n" if tag else ""))
        yield f"{opening}\n" if opening else ""
        if item.kind == "figure" and is_web(item.get("src")):
            yield f'<p class="caption">{_link(_line(item.get("alt") or "picture"), item.get("src"))}</p>\n'
        if item.kind == "embed" and is_web(item.get("url")):
            who = " ".join(part for part in (item.get("name"), item.get("handle")) if part)
            yield f'<p class="caption">{_link(_line(who or item.get("url")), item.get("url"))}</p>\n'

    def _in_list(self) -> bool:
        return bool(self._open) and self._open[-1][0].kind == "list"

    def _leaf(self, leaf: Range) -> Iterator[str]:
        if leaf.kind == "row":
            yield "" if self._in_table else "<table>\n"
            self._in_table = True
            yield f"<tr>{''.join(map(self._cell, _pieces(self.document.text, leaf)))}</tr>\n"
            return
        words = self._inline(leaf.start, leaf.end)
        opening, closing = _leaf_tags(leaf)
        within = ("<li>", "</li>") if self._in_list() else ("", "")
        yield f"{within[0]}{opening}{words}{closing}{within[1]}\n"

    def _cell(self, cell: tuple[int, int]) -> str:
        low, high = bisect_left(self._starts, cell[0]), bisect_left(self._starts, cell[1])
        header = any(item.kind == "cell" and item.get("header") for item in self.ranges[low:high])
        tag = "th" if header else "td"
        return f"<{tag}>{self._inline(*cell)}</{tag}>"

    def _inline(self, start: int, end: int) -> str:
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return "".join(
            self._segment(one.start, one.end, one.href, one.kinds)
            for one in segments(start, end, self.ranges[low:high], _INLINE_TAGS)
        )

    def _segment(self, start: int, end: int, href: str, kinds: frozenset[str]) -> str:
        words = html.escape(visible(self.document.text[start:end]))
        tags = [tag for kind, tag in _INLINE_TAGS.items() if kind in kinds]
        closing = "".join(f"</{match.group(1)}>" for tag in reversed(tags) if (match := _TAG_NAME.match(tag)))
        styled = f"{''.join(tags)}{words}{closing}"
        return f"{_link(styled, href) if href else styled}{self.references.get(end, '')}"


def _leaf_tags(leaf: Range) -> tuple[str, str]:
    if leaf.kind == "code":
        return "<pre><code>", "</code></pre>"
    if leaf.kind == "heading":
        level = max(2, int(leaf.get("level"))) if leaf.get("level") in tuple("123456") else 2
        return f"<h{level}>", f"</h{level}>"
    return ('<p class="caption">', "</p>") if leaf.kind == "caption" else ("<p>", "</p>")


def _notes(notes: Sequence[ExportNote]) -> str:
    if not notes:
        return ""
    items = "".join(
        f'<li id="{_note_id(note)}"><p class="meta">{_line(note.author)}, {note.changed.isoformat(timespec="minutes")}'
        f"{' (its words are gone from this revision)' if note.orphan else ''}</p>\n"
        + (f"<blockquote>{_line(note.quote)}</blockquote>\n" if note.quote else "")
        + f'<div class="body">{html.escape(visible(note.body))}</div></li>\n'
        for note in notes
    )
    return f"<h2>Notes</h2>\n<ol>\n{items}</ol>\n"


def _statements(statements: Sequence[ExportStatement]) -> str:
    if not statements:
        return ""
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in (_who(shown), _line(shown.cited), _what(shown))) + "</tr>\n"
        for shown in statements
    )
    return f"<h2>Statements</h2>\n<table>\n<tr><th>Said by</th><th>Words</th><th>Kind</th></tr>\n{rows}</table>\n"


def _who(shown: ExportStatement) -> str:
    via = " ← ".join(_line(relay.name) for relay in shown.statement.via)
    return (_line(shown.speaker.strip()) or "unnamed") + (f", via {via}" if via else "")


def _what(shown: ExportStatement) -> str:
    tags = "".join(f" {_tag(name)}" for name in dict.fromkeys(tag.name for tag in shown.tags))
    return _line(f"{shown.statement.kind}, {shown.statement.stance}; {shown.attribution}, {shown.status}") + tags


def _tag(name: str) -> str:
    return f'<span class="tag">#{_line(name)}</span>'


def _note_id(note: ExportNote) -> str:
    return f"note-{_line(note.uid)}"


def _link(words: str, url: str) -> str:
    """A link around HTML `words`; the words alone when the address is not http or https."""
    return f'<a href="{_line(url)}" rel="noopener noreferrer">{words}</a>' if is_web(url) else words


def _line(text: str) -> str:
    return html.escape(visible_line(text))
