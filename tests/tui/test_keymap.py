"""Which keys the commands have: the presets, and the reader's own over them."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from keyboard import Open, Reader

from tuinews.library import Library, open_library
from tuinews.library.settings import Settings, all_settings
from tuinews.tui.keymap import keymap, plain_key
from tuinews.tui.keys import COMMANDS, Command, key_of, keyed, textual_key
from tuinews.tui.screens.prefix import MacroScreen, letters

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


async def test_newsboat_opens_in_the_browser_and_marks_read(
    reader: Open, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = reading(library, "newsboat")
    opened: list[str] = []
    async with reader(of=other) as at:
        monkeypatch.setattr(at.app, "open_url", opened.append)
        await at.press("O")
        assert opened == ["https://news.example/0"]
        assert other.rows([1])[0].read
    other.close()


def test_a_macro_has_the_letter_that_no_other_has() -> None:
    assert letters(["later", "l", "late night", "ab", "ba", "b"]) == ["a", "l", "t", "", "", "b"]


async def test_the_comma_of_newsboat_leads_to_the_macros(reader: Open, library: Library) -> None:
    other = reading(library, "newsboat")
    done: list[str | None] = []
    async with reader(of=other) as at:
        await at.press(",")
        assert "No macros yet" in at.seen()
        at.app.push_screen(MacroScreen([Command("macro.later", (), "", "Macro: mark.star", "Program")]), done.append)
        await at.settle()
        assert "l  later" in at.seen()
        await at.press("l")
        assert done == ["macro.later"]
    other.close()


async def test_a_character_that_is_a_key_is_typed_where_one_types(reader: Open, library: Library) -> None:
    other = open_library(
        library.path, settings=Settings(name="mira", keys={"move.escape": "escape x", "look.full-text": ""})
    )
    async with reader(of=other) as at:
        await at.press("/", "x", "y")
        assert at.main.search_bar.input.value == "xy"
        await at.press("escape", "enter")
        assert at.main.state.pane == "article"
        await at.press("x")
        assert at.main.state.pane == "list"
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


async def test_the_first_start_asks_which_keys_and_remembers(reader: Open, tmp_path: Path) -> None:
    empty = open_library(tmp_path / "empty.db", settings=Settings(name="mira"))
    async with reader(of=empty) as at:
        assert "Which keys" in at.seen()
        await at.press("down", "enter")
        assert "What would you like to read?" in at.seen()
        await at.press("escape", "down")
        assert "q back" in at.seen()
    config = tmp_path / "config.toml"
    assert config.read_text() == 'preset = "newsboat"\n'
    async with reader(of=empty) as at:
        assert "What would you like to read?" in at.seen()
    empty.close()


async def test_no_file_is_lost_over_the_question(reader: Open, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("# mine\nlist_lines = 1\nthis is none\n")
    empty = open_library(tmp_path / "empty.db", settings=Settings(name="mira"))
    async with reader(of=empty) as at:
        assert "What would you like to read?" in at.seen()
    assert "this is none" in config.read_text()
    empty.close()


async def test_settings_are_changed_on_the_screen_and_hold_at_once(
    reader: Open, library: Library, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("# how I read\n")

    async def choose(at: Reader, *words: str) -> None:
        await at.press("ctrl+p")
        await at.type("Setting " + words[0])
        await at.pilot.pause(0.5)
        await at.press("down", "enter", *words[1:])

    async with reader() as at:
        await choose(at, "list_lines", "k", "enter")
        assert at.main.state.arrangement.lines == 1
        await choose(at, "preset", "j", "j", "enter")
        assert at.main.commands["program.help"].keys[0] == "f1"
        assert 'preset = "arrows", kept in config.toml' in at.seen()
        await choose(at, "refresh_minutes", "backspace", "2", "enter")
        assert at.main.refreshing is not None
        await choose(at, "confidence", "x", "enter")
        assert "confidence: should be a number, not 'x'" in at.seen()
        await at.press("backspace", "0", ".", "5", "9", "enter")
        assert at.main.library.settings.confidence == 0.59
    written = config.read_text()
    assert written.startswith("# how I read\n")
    assert tomllib.loads(written)["list_lines"] == 1
    assert tomllib.loads(written)["preset"] == "arrows"
    assert tomllib.loads(written)["refresh_minutes"] == 2
    assert tomllib.loads(written)["confidence"] == 0.59
