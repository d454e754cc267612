"""Parts of a page that say of themselves that they are not its article: navigation, asides, footers, dialogs, what is
hidden.

They are taken out before an extractor that weighs all text alike sees the page; but authors also wrap whole articles
in such elements, so one that holds a good part of the page's words, or its headline, stays.
"""

from __future__ import annotations

from lxml import etree

from tuinews.ingest.html import is_hidden

_TAGS = frozenset({"nav", "aside", "footer", "dialog", "menu", "button", "select", "textarea"})
_ROLES = frozenset("alert alertdialog banner complementary contentinfo dialog menu menubar navigation search".split())
_MOST = 0.2
"""The share of a page's characters up to which such a part may be left out."""
_TELLING = ("h1", "article", "main")
"""Elements that make of what holds them more than an aside."""
_WORDLESS = frozenset({"script", "style", "noscript", "template"})


def without_asides(root: etree._Element) -> str:
    """The markup of a tree (that `markup.parse` made) without such parts. The tree is changed."""
    lengths = _lengths(root)
    most = _MOST * lengths.get(root, 0)
    for element in [item for item in lengths if _is_aside(item) and lengths[item] <= most]:
        if next(element.iter(*_TELLING), None) is None:
            _take_out(element)
    return etree.tostring(root, encoding="unicode", method="html")


def _is_aside(element: etree._Element) -> bool:
    if element.tag in ("html", "body"):
        return False
    return element.tag in _TAGS or (element.get("role") or "").lower() in _ROLES or is_hidden(element)


def _lengths(root: etree._Element) -> dict[etree._Element, int]:
    """The characters of text in each element, in document order."""
    found: dict[etree._Element, int] = {}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            found[element] = 0 if element.tag in _WORDLESS else len((element.text or "").strip())
            continue
        parent = element.getparent()
        if parent is not None and element is not root:
            found[parent] += found[element] + len((element.tail or "").strip())
    return found


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    previous, tail = element.getprevious(), element.tail or ""
    if previous is not None:
        previous.tail = f"{previous.tail or ''} {tail}"
    else:
        parent.text = f"{parent.text or ''} {tail}"
    parent.remove(element)
