"""What the reader wrote as W3C Web Annotations (https://www.w3.org/TR/annotation-model/): one JSON-LD collection.

Each note is an annotation with a TextualBody in Markdown (motivation `commenting`), each tag one of its own (`tagging`,
§3.3.5), each verdict (`assessing`) and each correction of a statement (`editing`), since each has its author and its
time. A verdict's body reads `attribution: checked`, `status: disputed`, `proof: …`, one a line; a correction's is JSON:
`kind` (speaker, span, none, missed), `speaker`, `kind_of`. The target is the article's address (a URN for a file
without one). What stands on words has two selectors: TextQuoteSelector (§4.2.4) and TextPositionSelector (§4.2.5, code
points of the text that tuinews read from the page). Its state (TimeState, §4.3.1) is the revision that the anchor was
made on: when it was fetched, and its raw bytes' digest as a name (`ni:`, RFC 6920).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from tuinews.core.anchors import Anchor
from tuinews.export.json_text import json_text
from tuinews.export.records import (
    ExportArticle,
    ExportCorrection,
    ExportNote,
    ExportRevision,
    ExportTag,
    ExportVerdict,
)

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
GENERATOR = {"id": "https://github.com/tuinews/tuinews", "type": "Software", "name": "tuinews"}

Annotation = dict[str, Any]


def to_web_annotations(articles: Iterable[ExportArticle]) -> str:
    """An AnnotationCollection (§5.1) with all annotations on its first page, article by article."""
    items = [annotation for article in articles for annotation in annotations_of(article)]
    name = sha256("\n".join(item["id"] for item in items).encode()).hexdigest()[:16]
    collection: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"urn:x-tuinews:collection:{name}",
        "type": "AnnotationCollection",
        "label": "Notes, tags, verdicts and corrections",
        "total": len(items),
    }
    if items:
        page = {
            "id": f"urn:x-tuinews:page:{name}:1",
            "type": "AnnotationPage",
            "partOf": collection["id"],
            "startIndex": 0,
            "items": items,
        }
        collection |= {"first": page, "last": page["id"]}
    return json_text(collection)


def annotations_of(article: ExportArticle) -> Iterator[Annotation]:
    """The annotations of one article: notes, tags, verdicts, corrections."""
    for note in article.notes:
        yield _annotation(article, note, f"note:{note.uid}", "commenting", note.changed, _note_body(note))
    for tag in article.tags:
        yield _annotation(article, tag, f"tag:{tag.uid}", "tagging", tag.created, _tag_body(tag))
    for verdict in article.verdicts:
        body = _verdict_body(verdict)
        yield _annotation(article, verdict, f"verdict:{verdict.uid}", "assessing", verdict.changed, body)
    for one in article.corrections:
        yield _annotation(article, one, f"correction:{one.uid}", "editing", one.created, _correction_body(one))


def _annotation(
    article: ExportArticle,
    written: ExportNote | ExportTag | ExportVerdict | ExportCorrection,
    name: str,
    motivation: str,
    modified: datetime,
    body: dict[str, Any],
) -> Annotation:
    annotation: Annotation = {
        "id": f"urn:x-tuinews:{quote(name, safe=':')}",
        "type": "Annotation",
        "motivation": motivation,
        "creator": {"type": "Person", "name": written.author},
        "created": _utc(written.created),
        "generator": GENERATOR,
        "body": body,
        "target": _target(article, written.anchor),
    }
    if modified > written.created:
        annotation["modified"] = _utc(modified)
    return annotation


def _note_body(note: ExportNote) -> dict[str, Any]:
    return {"type": "TextualBody", "value": note.body, "format": "text/markdown", "purpose": "commenting"}


def _tag_body(tag: ExportTag) -> dict[str, Any]:
    return {"type": "TextualBody", "value": tag.name, "format": "text/plain", "purpose": "tagging"}


def _verdict_body(verdict: ExportVerdict) -> dict[str, Any]:
    said = {"attribution": verdict.attribution, "status": verdict.status, "proof": verdict.proof}
    words = "\n".join(f"{name}: {value}" for name, value in said.items() if value)
    return {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": "assessing"}


def _correction_body(one: ExportCorrection) -> dict[str, Any]:
    words = json.dumps({"kind": one.kind, "speaker": one.speaker, "kind_of": one.kind_of}, ensure_ascii=False)
    return {"type": "TextualBody", "value": words, "format": "application/json", "purpose": "editing"}


def _target(article: ExportArticle, anchor: Anchor | None) -> dict[str, Any]:
    source = article.link or f"urn:x-tuinews:article:{quote(article.uid)}"
    target: dict[str, Any] = {"type": "SpecificResource", "source": source}
    number = article.revision.number if anchor is None else anchor.revision
    revision = next((one for one in article.revisions if one.number == number), None)
    if anchor is not None:
        target["selector"] = [
            {"type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix},
            {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
        ]
    if revision is not None:
        target["state"] = _state(revision)
    return target


def _state(revision: ExportRevision) -> dict[str, Any]:
    state: dict[str, Any] = {"type": "TimeState", "sourceDate": _utc(revision.fetched)}
    if name := digest_name(revision.digest):
        state["cached"] = name
    return state


def digest_name(digest: str) -> str:
    """A SHA-256 digest in hexadecimal as a named-information URI (RFC 6920 §3); "" when it is none."""
    try:
        raw = bytes.fromhex(digest)
    except ValueError:
        return ""
    return f"ni:///sha-256;{base64.urlsafe_b64encode(raw).decode().rstrip('=')}" if len(raw) == 32 else ""


def _utc(moment: datetime) -> str:
    """xsd:dateTime in UTC, as §3.3.1 wants it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
