"""HTML to a Document: what a browser would show as text, and where it stands.

Paragraphs, headings, lists, block quotes, code, tables, figures, embedded posts; inline style and links. In a
table row the cells are separated by one tab each, empty ones included, so that the n-th tab ends the n-th column.
A line break (`br`) ends its paragraph. The line that signs an embedded post is a caption inside its box.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from tuinews.core.document import Attributes, Document
from tuinews.core.sanitize import clean_line
from tuinews.ingest import embeds, tables
from tuinews.ingest.building import Builder
from tuinews.ingest.links import web_link
from tuinews.ingest.markup import parse

UNSEEN = frozenset(
    "script style template noscript head title meta link object applet canvas audio video map area select option "
    "button input textarea datalist progress meter dialog svg annotation annotation-xml rp rt rtc iframe".split()
)
"""Elements whose text a reader does not see, or that make no sense on paper."""

MARKS: dict[str, str] = {
    "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "cite": "emphasis", "dfn": "emphasis",
    "var": "emphasis", "code": "mono", "kbd": "mono", "samp": "mono", "tt": "mono", "s": "strike",
    "strike": "strike", "del": "strike", "sup": "superscript", "sub": "subscript", "dt": "strong",
}  # fmt: skip
"""Elements that are an inline range."""

FLOWING = frozenset(
    "a abbr acronym bdi bdo big data font img ins label mark math nobr q rb ruby small span time u wbr picture source "
    "mi mn mo ms mtext mrow msup msub mfrac msqrt semantics mstyle mspace msubsup munder mover munderover".split()
).union(MARKS.keys() - {"dt"})
"""Elements inside a line. Every other one begins and ends a block; so do unknown ones, which authors use as boxes."""

QUOTATION_MARKS: dict[str, str] = {
    "de": "„“‚‘", "fr": "«»‹›", "es": "«»“”", "it": "«»“”", "pt": "«»“”", "ru": "«»„“", "uk": "«»„“", "pl": "„”‚’",
}  # fmt: skip
"""The outer and inner marks that `q` shows, by language."""
_ENGLISH_MARKS = "“”‘’"

_PAGE = re.compile(r"\s*<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_CODE_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|brush:)[-\s]?([\w+#]{1,20})")
_GUTTERS = frozenset({"gutter", "linenos", "lineno", "line-numbers", "blob-num"})


def to_document(html: str, base_url: str = "") -> Document:
    """The document of an HTML text or fragment; relative links are resolved against `base_url`.

    Linear in the length of the text, and sound (`Document.problems()` is empty) for any text.
    """
    if "<" not in html and "&" not in html:
        builder = Builder()
        builder.text(html)
        return builder.document()
    root = parse(html if _PAGE.match(html) else f"<body>{html}")
    return Document("") if root is None else element_to_document(root, base_url)


def to_line(html: str) -> str:
    """The words of an HTML text on one line: for titles and names."""
    return clean_line(to_document(html).text)


def element_to_document(root: etree._Element, base_url: str = "") -> Document:
    """The document of a tree that `markup.parse` made (so that its depth is bounded)."""
    base = next((web_link(item.get("href") or "", base_url) for item in root.iter("base")), "") or base_url
    walk = _Walk(base, marks=_quotation_marks(root.get("lang") or ""))
    walk.through(root)
    document = walk.builder.document()
    return document if document.text else _pictures_only(root, base)


def _pictures_only(root: etree._Element, base: str) -> Document:
    """A comic, a photograph: the words that stand for the pictures, as captions."""
    builder = Builder()
    for picture in root.iter("img"):
        builder.open_box("figure", _picture(picture, base))
        for words in dict.fromkeys(clean_line(picture.get(name) or "") for name in ("alt", "title")):
            builder.text(words)
            builder.end_leaf("caption")
        builder.close_box()
    return builder.document()


@dataclass(frozen=True, slots=True)
class _Leaf:
    """The kind of leaf that text becomes where it stands."""

    kind: str
    attributes: Attributes = ()
    signs_post: bool = False
    """Beside the paragraphs of an embedded post, text is its signature."""


@dataclass(slots=True)
class _Walk:
    """One pass over a tree: what is open, and the Builder that collects."""

    base: str
    marks: str
    builder: Builder = field(default_factory=Builder)
    leaves: list[_Leaf] = field(default_factory=lambda: [_Leaf("paragraph")])
    """The kinds of leaf that are open, innermost last."""
    tables: list[bool] = field(default_factory=list)
    """For each open table, whether its rows are rows of data."""
    cells: int = 0
    """Cells begun in the open row."""
    quotes: int = 0
    """Open `q` elements."""
    _closers: list[list[Callable[[], None]]] = field(default_factory=list)

    def through(self, root: etree._Element) -> None:
        """Reads the whole tree, without recursion."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._end(element, has_tail=element is not root)
                continue
            self._closers.append([])
            if _is_unseen(element):
                walker.skip_subtree()
                self._frame(element)
            else:
                self._start(element)

    def _start(self, element: etree._Element) -> None:
        name = element.tag
        if not _flows(name):
            self.boundary()
        handler = _HANDLERS.get(name)
        if handler:
            handler(self, element)
        elif name in MARKS:
            self.mark(MARKS[name])
        elif service := embeds.service_of(element):
            self.box("embed", embeds.post_attributes(element, service, self.base))
        if element.text:
            self.text(element.text)

    def _end(self, element: etree._Element, *, has_tail: bool) -> None:
        if not _flows(element.tag) and element.tag not in UNSEEN:
            self.boundary()
        for close in reversed(self._closers.pop()):
            close()
        if element.tail and has_tail:
            self.text(element.tail)

    @property
    def in_code(self) -> bool:
        return self.leaves[-1].kind == "code"

    @property
    def in_row(self) -> bool:
        """Inside a row, blocks are only spaces and boxes are none."""
        return self.leaves[-1].kind == "row"

    def text(self, text: str) -> None:
        self.builder.text(text, folded=not self.in_code)

    def boundary(self) -> None:
        """A block begins or ends here."""
        if not self.builder.pieces:
            return
        if self.in_code:
            self.builder.new_line()
        elif self.in_row:
            self.builder.text(" ")
        else:
            self.builder.end_leaf(self.leaves[-1].kind, self.leaves[-1].attributes)

    def later(self, close: Callable[[], None]) -> None:
        """Does something when the element at hand ends; the last said first."""
        self._closers[-1].append(close)

    def mark(self, kind: str, attributes: Attributes = ()) -> None:
        """An inline range over the element at hand."""
        self.builder.open_mark(kind, attributes)
        self.later(self.builder.close_mark)

    def box(self, kind: str, attributes: Attributes = ()) -> None:
        """A box around the element at hand."""
        if not self.in_row and not self.in_code:
            self.builder.open_box(kind, attributes)
            self.later(self.builder.close_box)

    def leaf(self, leaf: _Leaf) -> None:
        """What text becomes inside the element at hand."""
        if self.in_row or self.in_code:
            return
        self.leaves.append(leaf)
        self.later(self._end_leaf)

    def _end_leaf(self) -> None:
        leaf = self.leaves.pop()
        self.builder.end_leaf(leaf.kind, leaf.attributes)

    def _frame(self, element: etree._Element) -> None:
        """A player or widget that is worth a line: a link in an embed box."""
        url = embeds.player_of(element, self.base) if element.tag in ("iframe", "script") else ""
        if not url or self.in_code or self.in_row:
            return
        self.boundary()
        self.builder.open_box("embed", (("url", url),))
        self.builder.open_mark("link", (("href", url),))
        self.builder.text(element.get("title") or url.partition("://")[2])
        self.builder.end_leaf()
        self.builder.close_mark()
        self.builder.close_box()


def _on_line_break(walk: _Walk, _element: etree._Element) -> None:
    if walk.in_code:
        walk.builder.text("\n", folded=False)
    elif walk.leaves[-1].kind in ("heading", "caption"):
        walk.builder.text(" ")
    else:
        walk.boundary()


def _on_paragraph(walk: _Walk, _element: etree._Element) -> None:
    if walk.leaves[-1].signs_post:
        walk.leaf(_Leaf("paragraph"))


def _on_anchor(walk: _Walk, element: etree._Element) -> None:
    if href := web_link(element.get("href") or "", walk.base):
        walk.mark("link", (("href", href),))


def _on_heading(walk: _Walk, element: etree._Element) -> None:
    walk.leaf(_Leaf("heading", (("level", element.tag[1]),)))


def _on_caption(walk: _Walk, _element: etree._Element) -> None:
    walk.leaf(_Leaf("caption"))


def _on_preformatted(walk: _Walk, element: etree._Element) -> None:
    language = _code_language(element)
    walk.leaf(_Leaf("code", (("language", language),) if language else ()))


def _on_code(walk: _Walk, _element: etree._Element) -> None:
    if not walk.in_code:
        walk.mark("mono")


def _on_quote(walk: _Walk, element: etree._Element) -> None:
    service = embeds.service_of(element)
    if service:
        walk.box("embed", embeds.post_attributes(element, service, walk.base))
        walk.leaf(_Leaf("caption", signs_post=True))
    else:
        walk.box("quote")


def _on_inline_quote(walk: _Walk, element: etree._Element) -> None:
    marks = _quotation_marks(element.get("lang") or "") if element.get("lang") else walk.marks
    inner = 2 * (walk.quotes % 2)
    walk.quotes += 1
    walk.text(marks[inner])

    def close() -> None:
        walk.quotes -= 1
        walk.text(marks[inner + 1])

    walk.later(close)


def _on_list(walk: _Walk, element: etree._Element) -> None:
    attributes: Attributes = (("ordered", "1"),) if element.tag == "ol" else ()
    start = (element.get("start") or "").strip()
    if attributes and re.fullmatch(r"[0-9]{1,6}", start, re.ASCII):
        attributes = (*attributes, ("start", start))
    walk.box("list", attributes)


def _on_item(walk: _Walk, _element: etree._Element) -> None:
    walk.box("item")


def _on_figure(walk: _Walk, element: etree._Element) -> None:
    picture = element.find(".//img")
    walk.box("figure", () if picture is None else _picture(picture, walk.base))


def _on_image(walk: _Walk, element: etree._Element) -> None:
    words = element.get("alt") or ""
    if 0 < len(words) <= 8 and not words.isascii() and not any(character.isalpha() for character in words):
        walk.text(words)  # an emoji drawn as a picture


def _on_table(walk: _Walk, element: etree._Element) -> None:
    walk.tables.append(tables.holds_data(element))
    walk.later(lambda: walk.tables.__delitem__(-1))
    if walk.tables[-1]:
        walk.box("table")


def _on_row(walk: _Walk, _element: etree._Element) -> None:
    if walk.tables and walk.tables[-1]:
        walk.cells = 0
        walk.leaf(_Leaf("row"))


def _on_cell(walk: _Walk, element: etree._Element) -> None:
    if not walk.in_row:
        return
    if walk.cells:
        walk.builder.new_cell()
    walk.cells += 1
    walk.mark("cell", (("header", "1"),) if element.tag == "th" else ())


_HANDLERS: dict[str, Callable[[_Walk, etree._Element], None]] = {
    "a": _on_anchor, "blockquote": _on_quote, "br": _on_line_break, "caption": _on_caption, "code": _on_code,
    "figcaption": _on_caption, "figure": _on_figure, "img": _on_image, "li": _on_item, "ol": _on_list,
    "p": _on_paragraph, "pre": _on_preformatted, "listing": _on_preformatted, "xmp": _on_preformatted,
    "q": _on_inline_quote, "table": _on_table, "td": _on_cell, "th": _on_cell, "tr": _on_row, "ul": _on_list,
    **{f"h{level}": _on_heading for level in range(1, 7)},
}  # fmt: skip


@lru_cache(maxsize=1024)
def _flows(name: str) -> bool:
    return name in FLOWING or name == "br" or ":" in name


def is_hidden(element: etree._Element) -> bool:
    """Whether an element says that it is not shown, or that screen readers are to pass over it."""
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN_STYLE.search(style[:2000]))


def _is_unseen(element: etree._Element) -> bool:
    if element.tag in UNSEEN or is_hidden(element):
        return True
    return element.tag in ("td", "div", "span") and (element.get("class") or "").strip().lower() in _GUTTERS


def _picture(element: etree._Element, base: str) -> Attributes:
    source = next((url for name in ("src", "data-src") if (url := web_link(element.get(name) or "", base))), "")
    found = (("src", source), ("alt", clean_line((element.get("alt") or "")[:1000])))
    return tuple((key, value) for key, value in found if value)


def _code_language(element: etree._Element) -> str:
    for item in (element, *list(element)[:1]):
        if match := _CODE_LANGUAGE.search((item.get("class") or "")[:200].lower()):
            return match.group(1)
    return ""


def _quotation_marks(language: str) -> str:
    return QUOTATION_MARKS.get(language[:2].lower(), _ENGLISH_MARKS)
