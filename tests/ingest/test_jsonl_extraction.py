"""Extraction as JSON lines: one answer per line, whatever the line is."""

from __future__ import annotations

import json
from pathlib import Path

from test_page_extraction import BODY, HEAD, PARAGRAPHS

from tuinews.ingest.jsonl import extract_lines


def test_every_line_is_answered_and_bad_ones_name_their_error(tmp_path: Path) -> None:
    good = tmp_path / "good.html"
    good.write_text(
        f"<html lang='en'>{HEAD}<body><article><h1>Ferry inquiry blames owner</h1>{BODY}</article></body></html>"
    )
    pdf = tmp_path / "bad.html"
    pdf.write_bytes(b"%PDF-1.4")
    asks = [
        json.dumps({"id": "1", "url": "https://harbour.example/1", "html_path": str(good)}),
        "no json",
        json.dumps({"id": 3, "html_path": str(tmp_path / "missing")}),
        "",
        json.dumps({"id": "4", "url": "https://harbour.example/4", "html_path": str(pdf)}),
        json.dumps([1]),
    ]
    answers = [json.loads(line) for line in extract_lines(asks)]
    assert [found.get("id") for found in answers] == ["1", None, 3, "4", None]
    first = answers[0]
    assert (first["title"], first["site"], first["language"]) == ("Ferry inquiry blames owner", "Harbour Times", "en")
    assert PARAGRAPHS[0] in first["text"] and "error" not in first
    assert all(found["error"] and found["text"] == "" for found in answers[1:])
