"""Every language file keeps to the format that data/README.md describes."""

from __future__ import annotations

import tomllib
from typing import Any, get_args

import pytest

from tuinews.core.statement import Stance
from tuinews.statements.languages import guess_language
from tuinews.statements.lexicon import DATA, languages, lexicon

README = (DATA / "README.md").read_text(encoding="utf-8")
NEEDED = {"determiner", "pronoun", "preposition", "conjunction", "auxiliary"}


def read(code: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{code}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", languages())
def test_a_language_file_is_sound(code: str) -> None:
    data = read(code)
    assert data["code"] == code
    assert set(data["words"]) >= NEEDED or data["capitals"] == "none"
    for group in data["verbs"]:
        assert group["stance"] in get_args(Stance)
        assert [word for word in group["takes"].split() if f"`{word}`" not in README] == []
        assert any(group.get(form) for form in ("finite", "base", "gerund", "participle"))
    for group in (*data.get("prefaces", ()), *data.get("claims", ())):
        assert group.get("stance", "says") in get_args(Stance)
    assert len(data["common"].split()) >= 15


@pytest.mark.parametrize("code", languages())
def test_words_are_lower_case(code: str) -> None:
    data = read(code)
    words = [
        word for group in data["verbs"] for form in ("finite", "base", "gerund") for word in group.get(form, "").split()
    ]
    words += [word for listed in data["words"].values() for word in listed.split()]
    assert [word for word in words if word != word.lower()] == []


@pytest.mark.parametrize("code", languages())
def test_word_lists_are_read_once(code: str) -> None:
    assert lexicon(code) is lexicon(code)


def test_an_unknown_language_is_read_as_english() -> None:
    assert lexicon("xx") is lexicon("en")
    assert lexicon("../../secret") is lexicon("en")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ferry is late and the harbour is closed because of the wind.", "en"),
        ("Die Fähre ist spät, und der Hafen ist wegen des Windes geschlossen.", "de"),
        ("", None),
        ("12345 67890", None),
    ],
)
def test_the_language_is_told_by_its_common_words(text: str, code: str | None) -> None:
    assert guess_language(text) == code
