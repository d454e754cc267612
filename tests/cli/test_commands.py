import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tuinews.cli.printing import brief

Run = Callable[..., Any]


def test_an_imported_text_is_found_shown_and_listed(imported: Run) -> None:
    assert "Ferry inquiry opens" in imported("search", "crew").out
    assert "“Nobody told the crew,”" in imported("show", "1").out
    assert imported("search", "nothing-like-it").out == ""


def test_json_wherever_there_is_a_list(imported: Run) -> None:
    imported("tag", "1", "safety")
    imported("note", "1", "check")
    for arguments in (["search"], ["search", "--statements"], ["feeds"], ["notes"], ["tags"], ["statements", "1"]):
        assert isinstance(json.loads(imported(*arguments, "--json").out), list)
    assert json.loads(imported("show", "1", "--json").out)["title"] == "Ferry inquiry opens"


def test_a_note_on_words_stands_on_their_statement(imported: Run) -> None:
    assert imported("note", "1", "--on", "We asked twice", stdin="two lines\nof **Markdown**").status == 0
    note = json.loads(imported("notes", "--json").out)[0]
    assert note["body"] == "two lines\nof **Markdown**"
    assert note["quote"].startswith("Nobody told the crew")


def test_a_note_is_changed_and_deleted_by_its_id(imported: Run) -> None:
    imported("note", "1", "check")
    uid = json.loads(imported("notes", "--json").out)[0]["id"]
    assert imported("notes", "--change", uid, "checked").status == 0
    assert imported("notes", "--change", uid, "-", stdin="checked\ntwice").status == 0
    assert json.loads(imported("notes", "--json").out)[0]["body"] == "checked\ntwice"
    assert imported("notes", "--delete", uid).status == 0
    assert json.loads(imported("notes", "--json").out) == []
    assert imported("undo").status == 0
    assert len(json.loads(imported("notes", "--json").out)) == 1
    assert imported("notes", "--delete", "nothing").status == 1


def test_tags_are_put_and_taken_off(imported: Run) -> None:
    imported("tag", "1", "energy", "war/kursk")
    assert "1" in imported("search", "tag:war").out
    imported("tag", "1", "--", "-energy")
    for same in (("war/kursk",), ("--", "-energy")):
        assert imported("tag", "1", *same).out.startswith("Nothing changed on “Ferry inquiry opens”: ")
    assert [row["tag"] for row in json.loads(imported("tags", "--json").out)] == ["war/kursk"]
    assert imported("undo").status == 0
    assert len(json.loads(imported("tags", "--json").out)) == 2


def test_statements_of_any_text(tuinews: Run) -> None:
    text = "“Nobody told the crew,” said Ilan Reyes."
    assert "Ilan Reyes" in tuinews("statements", "-", stdin=text).out
    row = json.loads(tuinews("statements", "-", "--json", stdin=text).out)[0]
    assert (row["kind"], row["speaker"], row["cue"]) == ("direct", "Ilan Reyes", "said")
    assert text[row["start"] : row["end"]] == row["text"]


def test_the_line_protocol_answers_each_line_as_it_is(tuinews: Run) -> None:
    text = "“Cafe\u0301 first,” said Ilan Reyes."  # not NFC: offsets must hold all the same
    lines = json.dumps({"id": "a", "text": text}) + "\nnot json\n" + json.dumps({"id": "b", "text": ""}) + "\n"
    first, broken, last = (json.loads(line) for line in tuinews("statements", "--jsonl", stdin=lines).out.splitlines())
    row = first["statements"][0]
    assert text[row["start"] : row["end"]] == row["text"]
    assert {"kind", "start", "end", "text", "attribution", "speaker", "speaker_start", "speaker_end", "cue",
            "cue_start", "cue_end", "via", "type", "stance", "confidence"} <= set(row)  # fmt: skip
    assert "error" in broken
    assert (last["id"], last["statements"]) == ("b", [])


def test_what_a_terminal_would_obey_is_shown_instead(tuinews: Run, tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text("Title [/b] [@click=app.quit]\x1b[2J\x1b]52;c;eA==\x07 \u202eevil\n\nbody \x9b31m words here\n")
    tuinews("import", str(path))
    for arguments in (
        ["search"],
        ["search", "--json"],
        ["show", "1"],
        ["show", "1", "--json"],
        ["show", "1", "--markdown"],
    ):
        out = tuinews(*arguments).out
        assert not set(out) & set("\x1b\x07\x9b\u202e"), arguments
        assert "[/b] [@click=app.quit]" in out


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["show", "77"], 1, "77: is no article"),
        (["show"], 2, "Missing argument"),
        (["statements"], 2, "needs an article"),
        (["statements", "--jsonl", "1"], 2, "standard input alone"),
        (["import", "nowhere.txt"], 1, "nowhere.txt: cannot be read"),
        (["add", "javascript:alert(1)"], 1, "is no web address"),
        (["add", "nonsense"], 1, "is no web address"),
        (["tag", "1", "safety"], 1, "1: is no article"),
        (["nonsense"], 2, "No such command"),
        (["extract", "nowhere.html"], 1, "cannot be read"),
        (["export", "--to", "cake"], 2, "Invalid value"),
    ],
)
def test_what_is_wrong_is_named_in_one_line(tuinews: Run, arguments: list[str], status: int, said: str) -> None:
    result = tuinews(*arguments)
    assert (result.status, said in result.err.replace("\n", " ")) == (status, True), result
    assert "Traceback" not in result.err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\n"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(
    tuinews: Run, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text("A good file\n\nIt has words in it.\n")
    result = tuinews("import", str(tmp_path / name), str(tmp_path / "good.txt"))
    assert result.status == 1
    assert name in result.err
    assert "A good file" in tuinews("search").out


def test_a_file_that_is_no_library_is_named(tuinews: Run, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear library, " * 200)
    result = tuinews("--library", str(path), "search")
    assert (result.status, "not a library file" in result.err) == (1, True)
    assert path.read_text().startswith("Dear library")


def test_opml_comes_in_once(tuinews: Run, tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(
        '<opml version="2.0"><body><outline text="World"><outline text="A & B" xmlUrl="https://a.example/f?x=1&y=2"/>'
        '</outline><outline xmlUrl="https://b.example/f"/></body></opml>'
    )
    assert "2 feeds" in tuinews("import", str(path)).out
    assert "0 feeds (2 were there already)" in tuinews("import", str(path)).out
    urls = [row["url"] for row in json.loads(tuinews("feeds", "--json").out)]
    assert sorted(urls) == ["https://a.example/f?x=1&y=2", "https://b.example/f"]


def test_completion_scripts_are_printed(tuinews: Run) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_TUINEWS_COMPLETE" in tuinews("completion", shell).out


def test_help_of_every_command_has_an_example_or_says_it_all(tuinews: Run) -> None:
    for command in (
        "add",
        "import",
        "search",
        "show",
        "statements",
        "extract",
        "tag",
        "note",
        "export",
        "refresh",
        "feeds",
    ):
        assert tuinews(command, "--help").status == 0


def test_the_line_protocol_shows_a_terminal_nothing_to_obey_and_means_the_same(tuinews: Run) -> None:
    text = "“We \u202easked \x9b2Jtwice today,” said Ilan Reyes."
    out = tuinews("statements", "--jsonl", stdin=json.dumps({"id": "\x9b31m", "text": text}) + "\n").out
    assert not set(out) & set("\x1b\x9b\u202e")
    answer = json.loads(out)
    row = answer["statements"][0]
    assert answer["id"] == "\x9b31m"
    assert row["text"] == text[row["start"] : row["end"]]


def test_the_words_of_a_note_are_not_cut_in_the_middle_of_one() -> None:
    assert brief("Nobody told the residents what was in the water") == "Nobody told the residents what was in…"
    assert brief("short\nwords") == "short words"
