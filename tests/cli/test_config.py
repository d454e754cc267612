"""`tuinews config`: every setting is told, and changed in the reader's own file."""

import json
import tomllib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from tuinews.library.settings import Settings

Run = Callable[..., Any]

OWN = """# how I read
theme = "nord"   # calm

timeout = 10 # seconds

[keys]
# the little finger hurts
"mark.note" = "ä"
"""


def test_every_setting_is_told_with_its_value_its_default_and_its_meaning(tuinews: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(OWN, encoding="utf-8")
    told = json.loads(tuinews("config", "--json").out)
    assert told["file"] == str(tmp_path / "config.toml")
    assert [one["name"] for one in told["settings"]] == [one.name for one in fields(Settings)]
    assert all(one["meaning"].endswith(".") for one in told["settings"])
    theme = next(one for one in told["settings"] if one["name"] == "theme")
    assert (theme["value"], theme["default"]) == ("nord", "tuinews-dark")
    said = tuinews("config").out
    assert 'theme = "nord"   (by default "tuinews-dark")' in said
    assert 'keys = {"mark.note" = "ä"}' in said


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("theme", "dracula", "dracula"), ("timeout", "20", 20.0), ("ascii", "yes", True), ("list_lines", "1", 1),
        ("confidence", "0.75", 0.75), ("name", "Mira Sol", "Mira Sol"),
    ],
)  # fmt: skip
def test_setting_a_value_keeps_comments_and_layout(
    tuinews: Run, tmp_path: Path, name: str, value: str, meant: Any
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(OWN, encoding="utf-8")
    assert tuinews("config", "set", name, value).status == 0
    text = path.read_text(encoding="utf-8")
    assert tomllib.loads(text) == tomllib.loads(OWN) | {name: meant}
    for kept in ("# how I read", "# calm", "# seconds", "# the little finger hurts"):
        assert kept in text
    assert not list(tmp_path.glob(".config*"))
    assert tuinews("config", "unset", name).status == 0
    assert name not in tomllib.loads(path.read_text(encoding="utf-8"))


def test_the_first_setting_makes_the_file(tuinews: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUINEWS_CONFIG", str(tmp_path / "new" / "config.toml"))
    assert "not there yet" in tuinews("config").out
    assert tuinews("config", "set", "refresh_minutes", "15").status == 0
    assert (tmp_path / "new" / "config.toml").read_text(encoding="utf-8") == "refresh_minutes = 15\n"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("read_when", "sometimes", "read_when: has no value 'sometimes'. It has opened, end, never"),
        ("refresh_minutes", "soon", "refresh_minutes: should be a whole number, not 'soon'"),
        ("confidence", "1.5", "confidence: should be 1 or less, not 1.5"),
        ("ascii", "maybe", "ascii: should be true or false, not 'maybe'"),
        ("colour", "red", "colour: is no setting"),
        ("thme", "red", "thme: is no setting. Is it theme?"),
        ("keys", "a", "keys: is a table. Name an entry"),
        ("citation", "{words} by {speeker}", "citation: has no {speeker}. It has {words}, {speaker},"),
        ("theme", "nonsense", "theme: has no colours 'nonsense'. There are"),
        ("theme", "../config", "theme: has no colours '../config'. There are"),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence(
    tuinews: Run, tmp_path: Path, name: str, value: str, said: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(OWN, encoding="utf-8")
    result = tuinews("config", "set", name, value)
    assert result.status == 1
    assert said in result.err
    assert path.read_text(encoding="utf-8") == OWN


def test_a_theme_of_the_readers_own_can_be_set_when_its_file_is_right(tuinews: Run, tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    own = tmp_path / "themes" / "sea.toml"
    own.write_text('like = "nonsense"\n', encoding="utf-8")
    assert "no theme “nonsense” to start from" in tuinews("config", "set", "theme", "sea").err
    own.write_text('like = "nord"\n', encoding="utf-8")
    assert tuinews("config", "set", "theme", "sea").status == 0
    assert "sea, " in tuinews("config", "set", "theme", "nonsense").err


def test_a_file_that_is_no_toml_is_left_alone(tuinews: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("theme = 'nord'\nthis is none\n", encoding="utf-8")
    result = tuinews("config", "set", "ascii", "true")
    assert result.status == 1
    assert f"{path}, line 2" in result.err
    assert path.read_text(encoding="utf-8").endswith("this is none\n")


@pytest.mark.parametrize(
    "written", ['[keys]\n"mark.note" = "ä"\n', '[keys.mark]\nnote = "ä"\n', 'keys = {"mark.note" = "ä"}\n', ""]
)
def test_a_key_is_changed_where_it_stands(tuinews: Run, tmp_path: Path, written: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(written, encoding="utf-8")
    assert tuinews("config", "set", "keys.mark.note", "Ä").status == 0
    keys = tomllib.loads(path.read_text(encoding="utf-8"))["keys"]
    assert keys in ({"mark.note": "Ä"}, {"mark": {"note": "Ä"}})
    assert '"ä"' not in path.read_text(encoding="utf-8")


def test_what_is_not_there_cannot_be_taken_out(tuinews: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(OWN, encoding="utf-8")
    assert "ascii: is not in the file" in tuinews("config", "unset", "ascii").err
    assert tuinews("config", "unset", "keys.mark.note").status == 0
    assert tomllib.loads(path.read_text(encoding="utf-8"))["keys"] == {}


def test_keys_are_listed_and_a_wrong_one_is_refused(tuinews: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('preset = "newsboat"\n[keys]\n"mark.note" = "ä"\n', encoding="utf-8")
    told = {one["action"]: one for one in json.loads(tuinews("config", "keys", "--json").out)}
    assert told["mark.read"]["keys"] == ["N", "m"]
    assert told["mark.note"]["keys"] == ["ä"]
    for name, keys, said in (
        ("keys.mark.nte", "x", "“mark.nte” is no action; is it mark.note?"),
        ("keys.mark.tag", "ä", "“ä” is given to both mark.note and mark.tag"),
        ("keys.mark.tag", "hyper+x", "“hyper+x” is no key"),
    ):
        result = tuinews("config", "set", name, keys)
        assert result.status == 1
        assert said in result.err
    path.write_text('[macros]\nlater = ["mark.str"]\n', encoding="utf-8")
    assert f"{path}, line 2: macros: “later”: “mark.str” is no action; is it mark.star?" in tuinews("config").err
    path.write_text('[keys]\n"mark.note" = "s"\n', encoding="utf-8")
    assert f"{path}, line 2: keys: “s” is given to both mark.star and mark.note" in tuinews("config").err
