from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("colour = 1", "line 1: colour: is no setting"),
        (
            "theme = 'x'\nread_when = 'sometimes'",
            "line 2: read_when: has no value 'sometimes'. It has opened, end, never",
        ),
        ("timeout = 'long'", "timeout: should be a number"),
        ("this is no toml", "the defaults are used"),
    ],
)
def test_what_is_wrong_in_the_settings_is_named_and_the_program_goes_on(
    tuinews: Run, tmp_path: Path, written: str, said: str
) -> None:
    (tmp_path / "config.toml").write_text(written)
    result = tuinews("feeds")
    assert result.status == 0
    assert said in result.err


def test_notes_bear_the_name_in_the_settings(imported: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('name = "Mira Sol"\ntimeout = 10\n')
    imported("note", "1", "check")
    assert '"author": "Mira Sol"' in imported("notes", "--json").out
