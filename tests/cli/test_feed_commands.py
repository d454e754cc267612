"""`tuinews feeds` and `tuinews feed`, with a script as the editor."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
OPML = '<opml version="2.0"><body><outline xmlUrl="https://a.example/f" text="A"/><outline xmlUrl="https://b.example/f" text="B"/></body></opml>'  # noqa: E501


@pytest.fixture
def two(tuinews: Run, tmp_path: Path) -> Run:
    (tmp_path / "feeds.opml").write_text(OPML)
    assert tuinews("import", str(tmp_path / "feeds.opml")).status == 0
    return tuinews


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Sets an editor that replaces one thing by another each time it is started."""

    def write(*changes: tuple[str, str]) -> None:
        script, counter = tmp_path / "an editor.py", tmp_path / "counter"
        counter.write_text("0")
        script.write_text(
            "import pathlib, re, sys\n"
            f"changes, counter = {list(changes)!r}, pathlib.Path({str(counter)!r})\n"
            "number = int(counter.read_text())\ncounter.write_text(str(number + 1))\n"
            "path = pathlib.Path(sys.argv[-1])\n"
            "path.write_text(re.sub(changes[number][0], changes[number][1], path.read_text(), flags=re.M))\n"
        )
        monkeypatch.setenv("VISUAL", f"{sys.executable} '{script}'")

    return write


def test_all_feeds_are_edited_as_text(two: Run, editor: Callable[..., None]) -> None:
    editor((r"name=A$", 'name="Alpha" folder=Coast every=30'))
    done = two("feeds", "--edit")
    assert (done.status, done.out) == (0, "Edited the feeds: 1 changed\n")
    assert ("Coast", "Alpha") in {(feed["folder"], feed["name"]) for feed in json.loads(two("feeds", "--json").out)}


def test_a_wrong_line_is_edited_again(two: Run, editor: Callable[..., None]) -> None:
    editor((r"name=B$", "name=B every=often"), ("often", "20"))
    done = two("feeds", "--edit", stdin="\n")
    assert "Line 7: every= should be a whole number" in done.err
    assert done.out == "Edited the feeds: 1 changed\n"


def test_giving_up_changes_nothing_and_loses_nothing(two: Run, editor: Callable[..., None]) -> None:
    editor((r"name=B$", "name=B every=often"))
    done = two("feeds", "--edit", stdin="n\n")
    kept = re.search(r"what you wrote is in (\S+)", done.err)
    assert kept is not None
    path = Path(kept[1])
    assert "every=often" in path.read_text()
    assert sys.platform == "win32" or path.stat().st_mode & 0o777 == 0o600
    path.unlink()
    assert (done.status, "often" in two("feeds", "--health").out) == (1, False)


@pytest.mark.parametrize(("stdin", "options", "left"), [("n\n", (), 2), ("y\n", (), 1), ("", ("--yes",), 1)])
def test_a_line_that_is_gone_ends_a_subscription_after_asking(
    two: Run, editor: Callable[..., None], stdin: str, options: tuple[str, ...], left: int
) -> None:
    editor((r"^.*name=B\n", ""))
    done = two("feeds", "--edit", *options, stdin=stdin)
    assert len(json.loads(two("feeds", "--json").out)) == left
    if left == 2:
        Path(done.err.split()[-1]).unlink()


def test_a_program_is_confirmed_by_the_reader(tuinews: Run, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text("\"exec:/bin/prog 'a b'\"\nhttps://a.example/f\n")
    assert "off until you confirm" in tuinews("import", str(tmp_path / "urls")).out
    assert "off until its program is confirmed" in tuinews("feeds", "--health").out
    asked = tuinews("feeds", "--confirm", stdin="y\n")
    assert "    /bin/prog\n    a b\n" in asked.out
    assert "Confirmed the program" in asked.out
    assert "off until" not in tuinews("feeds", "--health").out


def test_a_login_is_asked_for_and_never_shown(two: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.prompt", lambda *arguments, **named: "s3cret")
    assert two("feed", "1", "--login", "mira").status == 0
    looks = ("feed 1", "feeds --health --json", "export --to archive")
    shown = "".join(two(*words.split()).out for words in looks)
    assert "s3cret" not in shown
    where = json.loads(two("feed", "1", "--json").out)["credentials"]
    assert Path(where).read_text() == "mira:s3cret\n"


def test_an_editor_that_fails_is_named(two: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    done = two("feeds", "--edit", stdin="n\n")
    assert (done.status, "no-such-editor --wait: cannot be started" in done.err) == (1, True)
    Path(done.err.split()[-1]).unlink()


def test_what_is_set_shows_beside_how_a_feed_fares_and_no_secret_does(two: Run) -> None:
    two("feed", "1", *"--folder Coast --tag sea --keep 50 --interval 30".split(), "--header", "X-Key: s3cret")
    two("feed", "2", "--pause")
    shown = two("feeds", "--health").out
    assert "fine" in shown
    assert "every 30 min" in shown
    assert "in Coast · #sea · keep 50 · header X-Key" in shown
    assert "paused" in shown
    assert "s3cret" not in shown + two("feeds", "--health", "--json").out
