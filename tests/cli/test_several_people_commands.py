"""merge, history, agreement in the shell."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest


def test_two_people_code_merge_and_compare(imported: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "anna.db"
    text = tmp_path / "ferry.txt"
    config = tmp_path / "anna.toml"
    config.write_text('name = "anna"\n')
    assert imported("tag", "1", "--on", "Nobody told", "concept=aid").status == 0
    with monkeypatch.context() as anna:
        anna.setenv("TUINEWS_CONFIG", str(config))
        anna.setenv("TUINEWS_LIBRARY", str(other))
        assert imported("import", str(text)).status == 0
        assert imported("tag", "1", "--on", "Nobody told", "concept=war").status == 0
        assert imported("note", "1", "hers \x1b[31m").status == 0
    merged = imported("merge", str(other))
    assert "added 1 note, 1 tag" in merged.out
    assert imported("merge", str(other)).out == "Merged anna.db: nothing new\n"
    [note] = json.loads(imported("notes", "--json").out)
    assert note["author"] == "anna"
    assert "body: hers" in imported("history", note["id"]).out
    [told] = json.loads(imported("agreement", "concept", "--json").out)
    assert set(told["disagreements"][0]["codes"].values()) == {"aid", "war"}
    assert "α 0.000" in imported("agreement").out
    assert imported("agreement", "nowhere").out == "#nowhere is on nothing\n"
    assert imported("merge", str(tmp_path / "nowhere.db")).status == 1
    assert imported("history", "nothing").status == 1


def test_all_that_was_written_on_an_article_has_a_history(imported: Callable) -> None:
    imported("tag", "1", "sea")
    imported("note", "1", "check")
    imported("star", "1")
    imported("undo")
    told = imported("history", "1").out.splitlines()
    assert [line.rsplit("  ", 1)[-1] for line in told] == ["tag: sea", "body: check", "starred", "gone"]
    assert [change["step"] for change in json.loads(imported("history", "1", "--json").out)][-1].startswith("Undid: ")
    assert imported("history", "2").status == 1
