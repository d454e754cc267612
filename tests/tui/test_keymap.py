"""Which keys the commands have: the presets, and the reader's own over them."""

from __future__ import annotations

from importlib import import_module

import pytest
from keyboard import Open

from tuinews.library import Library, open_library
from tuinews.library.settings import Settings, all_settings
from tuinews.tui.keymap import keymap, plain_key
from tuinews.tui.keys import COMMANDS, Command, key_of, keyed, textual_key

PRESETS = next(one.choices for one in all_settings() if one.name == "preset")
WITHOUT_A_KEY = {"newsboat": {"program.quit"}}
"""Commands that lose their key in a preset, since another does the same there (`program.back`)."""


def keys_of(commands: tuple[Command, ...]) -> dict[str, tuple[str, ...]]:
    return {command.id: command.keys for command in commands}


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_has_a_key_for_every_command_and_no_key_for_two(preset: str) -> None:
    commands, problems = keymap(preset, {})
    assert problems == []
    keys = [textual_key(key) for command in commands for key in command.keys]
    assert len(keys) == len(set(keys))
    assert not set(keys) & set("0123456789")
    usual, given = keys_of(COMMANDS), keys_of(commands)
    lost = {name for name in usual if usual[name] and not given[name]}
    assert lost == WITHOUT_A_KEY.get(preset, set())


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != "tuinews"])
def test_the_table_of_a_preset_names_real_commands_and_keys(preset: str) -> None:
    table: dict[str, str] = import_module(f"tuinews.tui.presets.{preset}").KEYS
    assert set(table) <= {command.id for command in COMMANDS}
    for keys in table.values():
        assert keys.split() == [plain_key(key) for key in keys.split()]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("j", "j"), ("G", "G"), ("?", "?"), ("+", "+"), ("^p", "ctrl+p"), ("Ctrl+P", "ctrl+p"), ("shift+g", "G"),
        ("Esc", "escape"), ("PgDn", "pagedown"), ("alt+1", "alt+1"), ("ctrl+i", "tab"), ("F5", "f5"),
        ("shift+ctrl+up", "ctrl+shift+up"), ("ctrl++", "ctrl++"), ("ü", "ü"),
    ],
)  # fmt: skip
def test_keys_are_written_in_plain_characters(written: str, meant: str) -> None:
    assert plain_key(written) == meant


@pytest.mark.parametrize("written", ["5", "cntrl+p", "jj", "f99"])
def test_what_is_no_key_is_named(written: str) -> None:
    commands, problems = keymap("tuinews", {"mark.note": written})
    assert commands == COMMANDS
    assert [problem.command for problem in problems] == ["mark.note"]
    assert f"“{written}”" in problems[0].words


def test_what_is_wrong_keeps_its_key_and_what_is_right_is_taken() -> None:
    commands, problems = keymap(
        "tuinews", {"mark": {"note": "s", "nte": "x", "tag": "T ctrl+e"}, "look.times": "ctrl+t"}
    )
    assert [(problem.command, problem.words) for problem in problems] == [
        ("mark.nte", "“mark.nte” is no action; is it mark.note?"),
        ("mark.note", "“s” is given to both mark.star and mark.note"),
    ]
    keys = keys_of(commands)
    assert keys["mark.note"] == ("a",)
    assert keys["mark.tag"] == ("T", "ctrl+e")
    assert keys["look.times"] == ("ctrl+t",)


def test_two_commands_can_change_their_keys_and_one_can_lose_them() -> None:
    commands, problems = keymap("tuinews", {"mark.note": "s", "mark.star": "a", "look.why": ""})
    assert problems == []
    keys = keys_of(commands)
    assert (keys["mark.note"], keys["mark.star"], keys["look.why"]) == (("s",), ("a",), ())


def test_words_name_the_key_that_the_reader_has() -> None:
    def told(preset: str, own: dict[str, str]) -> str:
        return keyed({one.id: one for one in keymap(preset, own)[0]}, "{mark.read} or {find.search}, {not one}")

    assert told("tuinews", {}) == "m or /, {not one}"
    assert told("newsboat", {"find.search": "^s"}) == "N or ^s, {not one}"
    without = {one.id: one for one in keymap("tuinews", {"mark.note": ""})[0]}
    assert key_of(without, "mark.note") == ": note"


def reading(library: Library, preset: str) -> Library:
    return open_library(library.path, settings=Settings(name="mira", preset=preset))


async def test_newsboat_keys_mark_and_move_as_newsboat_does(reader: Open, library: Library) -> None:
    other = reading(library, "newsboat")
    async with reader(of=other) as at:
        assert "n next unread" in at.seen() and "q back" in at.seen()
        await at.press("N")
        assert other.rows([1])[0].read
        await at.press("down", "enter", "q")
        assert at.main.state.pane == "list"
        await at.press("l")
        assert at.main.state.unread_only
        await at.press("C", "enter")
        assert other.summary().unread == 0
        await at.press("q")
        assert at.main.state.pane == "tree"
        await at.press("q")
        assert at.app._exit
    other.close()


async def test_arrows_need_no_letters(reader: Open, library: Library) -> None:
    other = reading(library, "arrows")
    async with reader(of=other) as at:
        await at.press("down", "up", "right")
        assert at.main.state.pane == "article"
        await at.press("ctrl+right", "left")
        assert at.main.state.pane == "list"
        await at.press("j")
        assert at.main.list_pane.cursor == 0
        await at.press("f1")
        assert "Keys of the list" in at.seen()
        await at.press("escape", "ctrl+q")
        assert at.app._exit
    other.close()
