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
"mark.note" = "e"
"""


def test_every_setting_is_told_with_its_value_its_default_and_its_meaning(tuinews: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(OWN)
    told = json.loads(tuinews("config", "--json").out)
    assert told["file"] == str(tmp_path / "config.toml")
    assert [one["name"] for one in told["settings"]] == [one.name for one in fields(Settings)]
    assert all(one["meaning"].endswith(".") for one in told["settings"])
    theme = next(one for one in told["settings"] if one["name"] == "theme")
    assert (theme["value"], theme["default"]) == ("nord", "tuinews-dark")
    said = tuinews("config").out
    assert 'theme = "nord"   (by default "tuinews-dark")' in said
    assert 'keys = {"mark.note" = "e"}' in said


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
    path.write_text(OWN)
    assert tuinews("config", "set", name, value).status == 0
    text = path.read_text()
    assert tomllib.loads(text) == tomllib.loads(OWN) | {name: meant}
    for kept in ("# how I read", "# calm", "# seconds", "# the little finger hurts"):
        assert kept in text
    assert not list(tmp_path.glob(".config*"))
    assert tuinews("config", "unset", name).status == 0
    assert name not in tomllib.loads(path.read_text())


def test_the_first_setting_makes_the_file(tuinews: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUINEWS_CONFIG", str(tmp_path / "new" / "config.toml"))
    assert "not there yet" in tuinews("config").out
    assert tuinews("config", "set", "refresh_minutes", "15").status == 0
    assert (tmp_path / "new" / "config.toml").read_text() == "refresh_minutes = 15\n"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("read_when", "sometimes", "read_when: has no value 'sometimes'. It has opened, end, never"),
        ("refresh_minutes", "soon", "refresh_minutes: should be a whole number, not 'soon'"),
        ("confidence", "1.5", "confidence: should be 1 or less, not 1.5"),
        ("ascii", "maybe", "ascii: should be true or false, not 'maybe'"),
        ("colour", "red", "colour: is no setting"),
        ("thme", "red", "thme: is no setting. Is it theme?"),
        ("keys", "a", "keys: is a table. Name one of its entries"),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence(
    tuinews: Run, tmp_path: Path, name: str, value: str, said: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(OWN)
    result = tuinews("config", "set", name, value)
    assert result.status == 1
    assert said in result.err
    assert path.read_text() == OWN


def test_a_file_that_is_no_toml_is_left_alone(tuinews: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("theme = 'nord'\nthis is none\n")
    result = tuinews("config", "set", "ascii", "true")
    assert result.status == 1
    assert f"{path}, line 2" in result.err
    assert path.read_text().endswith("this is none\n")


@pytest.mark.parametrize(
    "written", ['[keys]\n"mark.note" = "e"\n', '[keys.mark]\nnote = "e"\n', 'keys = {"mark.note" = "e"}\n', ""]
)
def test_a_key_is_changed_where_it_stands(tuinews: Run, tmp_path: Path, written: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(written)
    assert tuinews("config", "set", "keys.mark.note", "E").status == 0
    keys = tomllib.loads(path.read_text())["keys"]
    assert keys in ({"mark.note": "E"}, {"mark": {"note": "E"}})
    assert '"e"' not in path.read_text()
