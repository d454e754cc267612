from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from tuinews.core.anchors import make_anchor
from tuinews.core.document import Document
from tuinews.core.sanitize import is_clean
from tuinews.export.records import ExportArticle, ExportNote, ExportRevision
from tuinews.export.webannotation import digest_name, to_web_annotations

Make = Callable[..., ExportArticle]

# The model's classes and what each may hold (Web Annotation Data Model, W3C Recommendation 2017-02-23, §3-§5).
ALLOWED: dict[str, set[str]] = {
    "AnnotationCollection": {"@context", "id", "type", "label", "total", "first", "last"},
    "AnnotationPage": {"id", "type", "partOf", "startIndex", "items"},
    "Annotation": {"id", "type", "motivation", "creator", "created", "modified", "generator", "body", "target"},
    "TextualBody": {"type", "value", "format", "purpose"},
    "SpecificResource": {"type", "source", "selector", "state"},
    "TextQuoteSelector": {"type", "exact", "prefix", "suffix"},
    "TextPositionSelector": {"type", "start", "end"},
    "TimeState": {"type", "sourceDate", "cached"},
    "Person": {"type", "name"},
    "Software": {"id", "type", "name"},
}
MOTIVATIONS = set(
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating"
    " questioning replying tagging".split()
)
"""The instances of oa:Motivation (§3.3.5), which `motivation` and `purpose` take."""
DATES = {"created", "modified", "sourceDate"}


def break_rules(value: Any) -> list[str]:
    """What in a collection the data model does not know, or wants otherwise."""
    if isinstance(value, list):
        return [broken for item in value for broken in break_rules(item)]
    if not isinstance(value, dict):
        return []
    broken = sorted(set(value) - ALLOWED.get(value.get("type", ""), set()))
    broken += [value[name] for name in ("motivation", "purpose") if value.get(name, "tagging") not in MOTIVATIONS]
    for name in DATES & set(value):
        if not value[name].endswith("Z") or datetime.fromisoformat(value[name]).tzinfo is None:
            broken.append(value[name])
    return [*broken, *(one for item in value.values() for one in break_rules(item))]


def annotations(articles: list[ExportArticle]) -> list[dict[str, Any]]:
    collection = json.loads(to_web_annotations(articles))
    assert break_rules(collection) == []
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    items: list[dict[str, Any]] = collection.get("first", {}).get("items", [])
    assert collection["total"] == len(items) == len({item["id"] for item in items})
    return items


def test_a_note_on_words_selects_them_twice_and_names_the_revision(article: Make) -> None:
    note = annotations([article()])[0]
    anchor = article().notes[0].anchor
    assert anchor is not None
    assert note["body"] == {
        "type": "TextualBody",
        "value": "Ask *them*.",
        "format": "text/markdown",
        "purpose": "commenting",
    }
    assert (note["created"], note["modified"]) == ("2026-03-12T08:41:00Z", "2026-03-12T09:41:00Z")
    assert note["target"] == {
        "type": "SpecificResource",
        "source": "https://harbour.example/news/ferry",
        "selector": [
            {"type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix},
            {"type": "TextPositionSelector", "start": 1, "end": 22},
        ],
        "state": {"type": "TimeState", "sourceDate": "2026-03-12T08:41:00Z", "cached": digest_name("ab" * 32)},
    }


def test_each_tag_is_an_annotation_of_its_author(article: Make) -> None:
    tags = [item for item in annotations([article()]) if item["motivation"] == "tagging"]
    assert [(tag["body"]["value"], tag["creator"]["name"], "selector" in tag["target"]) for tag in tags] == [
        ("claim/drills", "mira", True),
        ("concept=aid", "jon", True),
        ("shipping", "mira", False),
    ]
    assert {tag["body"]["purpose"] for tag in tags} == {"tagging"}


def test_verdicts_and_corrections_leave_with_their_authors(article: Make) -> None:
    items = {item["id"]: item for item in annotations([article()])}
    verdict, correction = items["urn:x-tuinews:verdict:v1"], items["urn:x-tuinews:correction:c1"]
    assert (verdict["motivation"], verdict["creator"]["name"]) == ("assessing", "mira")
    assert verdict["body"]["value"] == "attribution: checked\nstatus: disputed\nproof: the tape"
    assert (correction["motivation"], correction["body"]["format"]) == ("editing", "application/json")
    assert json.loads(correction["body"]["value"]) == {
        "kind": "speaker", "speaker": "Ilan Reyes", "kind_of": "direct",
    }  # fmt: skip
    assert "urn:x-tuinews:correction:c2" in items


def test_orphans_go_out_with_the_words_they_had(article: Make) -> None:
    orphan = next(item for item in annotations([article()]) if item["body"]["value"] == "Gone.")
    assert orphan["target"]["selector"][0]["exact"] == "Nobody told the crew,"


def test_an_article_without_an_address_has_a_name(article: Make) -> None:
    items = annotations([article(url="notes.txt", uid="é 1")])
    assert {item["target"]["source"] for item in items} == {"urn:x-tuinews:article:%C3%A9%201"}


def test_nothing_written_is_an_empty_collection(article: Make) -> None:
    assert annotations([]) == annotations([article(notes=(), tags=(), corrections=(), verdicts=())]) == []


def test_a_digest_is_a_name_of_rfc_6920() -> None:
    hello = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069"  # "Hello World!", from its section 8.1
    assert digest_name(hello) == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"
    assert digest_name("ab" * 16) == digest_name("no digest") == ""


@given(st.text(max_size=40), st.text(min_size=1, max_size=40), st.text(max_size=10))
@example("\x1b[2J\x7f\x9b\u202e\u2066\ufdd0\ufeff\ufff9\uffff", "\u2028", "")
def test_any_words_come_back_and_none_acts_on_a_terminal(body: str, words: str, uid: str) -> None:
    now = datetime.fromisoformat("2026-03-12T08:41:00Z")
    note = ExportNote(uid, body, "mira", now, now, make_anchor(words, 0, len(words)), words)
    bare = ExportArticle("a", "Title", Document.plain(words), ExportRevision(1, now, ""), notes=(note,))
    text = to_web_annotations([bare])
    item = json.loads(text)["first"]["items"][0]
    assert item["body"]["value"] == body
    assert item["target"]["selector"][0]["exact"] == words
    assert is_clean(text)
