"""The formats from a real library, through the program's own commands."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from tuinews.cli import main
from tuinews.library import open_library
from tuinews.library.exporting import KINDS, citation_of

ARTICLES = {
    "ferry.md": "# Ferry inquiry opens\n\n“Nobody told the crew,” said Ilan Reyes. “We asked *twice*.”\n\n- a\n- b\n",
    "grid.md": "# Grid loan approved\n\nMinister Tove Lind denied that the loan was late.\n",
}


class Result(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """The program on a library with two imported articles, of which the first (1) bears a note and two tags."""

    def run(*arguments: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["tuinews", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        captured = capsys.readouterr()
        return Result(int(end.value.code or 0), captured.out, captured.err)

    monkeypatch.setenv("TUINEWS_NOW", "2026-03-12T08:41:00+00:00")
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        run("import", str(tmp_path / name))
    run("note", "1", "--on", "Nobody told the crew", "Ask *them*.")
    run("tag", "1", "ferry", "war/kursk")
    return run


def test_what_a_search_finds_is_written_as_markdown_with_notes_and_statements(program: Run) -> None:
    text = program("export", "is:noted").out
    assert text.strip() == program("show", "1", "--markdown").out.strip()
    assert text.startswith('---\ntitle: "Ferry inquiry opens"\n')
    for part in ("“We asked _twice_.”", "\n- a\n- b\n", "\\#ferry \\#war/kursk", "  > Nobody told", "  Ask *them*.\n"):
        assert part in text
    assert "**Ilan Reyes** (direct, says" in text
    assert "Grid loan" not in text


def test_every_format_of_everything(program: Run, tmp_path: Path) -> None:
    for kind in KINDS:
        path = tmp_path / f"out.{kind}"
        result = program("export", "--to", kind, "-o", str(path))
        assert (result.status, result.out) == (0, "")
        assert path.read_text(encoding="utf-8").strip() == program("export", "--to", kind).out.strip()


def test_csv_has_the_statements_that_are_asked_for(program: Run) -> None:
    def rows(*query: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(program("export", *query, "--to", "csv").out)))

    assert {row["origin"] for row in rows()} == {"Ilan Reyes", "Tove Lind"}
    assert {row["origin"] for row in rows("grid")} == {"Tove Lind"}
    assert [(row["origin"], row["stance"]) for row in rows("stance:denies")] == [("Tove Lind", "denies")]
    assert rows("by:Nobody") == []


def test_annotations_stand_on_the_words_in_the_text(program: Run) -> None:
    items = json.loads(program("export", "--to", "webannotation").out)["first"]["items"]
    assert sorted(item["body"]["value"] for item in items) == ["Ask *them*.", "ferry", "war/kursk"]
    note = next(item for item in items if item["motivation"] == "commenting")
    quote, position = note["target"]["selector"]
    text = json.loads(program("show", "1", "--json").out)["text"]
    assert text[position["start"] : position["end"]] == quote["exact"]
    assert note["target"]["state"]["cached"].startswith("ni:///sha-256;")


def test_subscriptions_leave_and_come_back(program: Run, tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(
        '<opml version="2.0"><body><outline text="World"><outline text="A &amp; B" category="war"'
        ' xmlUrl="https://a.example/f?x=1&amp;y=2"/></outline></body></opml>'
    )
    program("import", str(path))
    program("export", "--to", "opml", "-o", str(path))
    (feed,) = [item for item in ElementTree.parse(path).iter("outline") if item.get("xmlUrl")]
    assert (feed.get("text"), feed.get("category")) == ("A & B", "war")
    assert "0 feeds (1 were there already)" in program("import", str(path)).out


def test_an_empty_answer_is_an_empty_document_of_its_kind(program: Run) -> None:
    assert program("export", "nothing-like-it").out.strip() == ""
    assert json.loads(program("export", "nothing-like-it", "--to", "csl-json").out) == []
    assert json.loads(program("export", "nothing-like-it", "--to", "webannotation").out)["total"] == 0


def test_a_file_that_cannot_be_written_is_named(program: Run, tmp_path: Path) -> None:
    result = program("export", "-o", str(tmp_path / "nowhere" / "out.md"))
    assert (result.status, "out.md: cannot be written (No such file" in result.err) == (1, True)


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_is_described_and_csv_column_by_column(program: Run, kind: str) -> None:
    told = program("export", "--to", kind, "--describe")
    assert told.status == 0 and len(told.out) > 80
    if kind == "csv":
        header = next(csv.reader(io.StringIO(program("export", "--to", "csv").out)))
        assert [column for column in header if f"`{column}`" not in told.out] == []


def test_what_stood_in_a_file_stays_until_all_of_the_new_is_there(program: Run, tmp_path: Path) -> None:
    output = tmp_path / "all.jsonl"
    output.write_text("older")
    (tmp_path / "all.jsonl.part").mkdir()
    assert program("export", "--to", "archive", "-o", str(output)).status == 1
    assert output.read_text() == "older"
    (tmp_path / "all.jsonl.part").rmdir()
    assert program("export", "--to", "archive", "-o", str(output)).status == 0
    assert output.read_text().startswith('{"tuinews": "archive"')
    assert not (tmp_path / "all.jsonl.part").exists()


@pytest.mark.parametrize("kind", ["archive", "opml"])
def test_a_search_for_a_format_that_takes_everything_is_refused(program: Run, kind: str) -> None:
    refused = program("export", "is:noted", "--to", kind)
    assert (refused.status, refused.out) == (2, "") and "no search" in refused.err


def test_a_citation_from_the_library(program: Run, tmp_path: Path) -> None:
    library = open_library(tmp_path / "library.db")
    try:
        view = library.article(1)
        text = citation_of(library, 1, view.statements[0].id)
        assert text.startswith("“Nobody told the crew, … We asked twice.” — Ilan Reyes\nFerry inquiry opens. ")
        assert text.endswith(f"sha256:{view.revision.digest}\n[attribution unchecked]")
        assert "“the crew”" in citation_of(library, 1, words="the crew")
    finally:
        library.close()


def test_a_folder_gets_one_markdown_file_for_each_article(program: Run, tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    other = tmp_path / "other.txt"
    other.write_text("../../etc/passwd: a “title”\n\nIt names a file.\n")
    assert program("import", str(other)).status == 0
    assert program("export", "-o", f"{folder}/").status == 0
    files = sorted(path.name for path in folder.iterdir())
    assert [name.rpartition("-")[0] for name in files] == [
        "undated-etc-passwd-a-title", "undated-ferry-inquiry-opens", "undated-grid-loan-approved",
    ]  # fmt: skip
    assert all((folder / name).read_text().startswith('---\ntitle: "') for name in files)
    program("tag", "1", "harbour")
    assert program("export", "ferry", "-o", str(folder)).status == 0
    assert sorted(path.name for path in folder.iterdir()) == files
    assert '"harbour"' in (folder / files[1]).read_text().partition("\n---\n")[0]
    assert program("export", "--to", "csv", "-o", f"{folder}/").status == 2


def test_a_citation_in_the_shell(program: Run) -> None:
    said = program("cite", "1", "--on", "Nobody told")
    assert said.status == 0
    assert "— Ilan Reyes" in said.out and "Captured 20" in said.out and "sha256:" in said.out
    assert said.out.endswith("[attribution unchecked]\n")
    program("status", "1", "--on", "Nobody told", "--checked")
    assert "unchecked" not in program("cite", "1", "--on", "Nobody told").out
