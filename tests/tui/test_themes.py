"""Colours: every theme can be read, the reader's own are read from their folder, the choice is shown at once."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest
from keyboard import Open
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tuinews.library import Library, open_library
from tuinews.library.settings import Settings, read_settings
from tuinews.tui.contrast import LEAST, contrast
from tuinews.tui.own_themes import COLORS, own_theme, own_themes
from tuinews.tui.theme import THEMES, own_variables

PAPER = """
dark = false
[colors]
background = "#fdf6e3"
direct = "#7a3b00"
primray = "red"
error = "no colour"
"""


@pytest.fixture
def folder() -> Path:
    """The reader's folder of themes."""
    folder = Path(os.environ["TUINEWS_CONFIG"]).parent / "themes"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("name", [theme.name for theme in (*THEMES, *BUILTIN_THEMES.values())])
def test_what_is_marked_can_be_read_in_every_theme(name: str) -> None:
    theme = next(theme for theme in (*THEMES, *BUILTIN_THEMES.values()) if theme.name == name)
    if theme.ansi:
        return  # the terminal's own colours
    variables = {**own_variables(theme), **theme.variables}
    ground = Color.parse(theme.to_color_system().generate()["background"])
    for colour in ("lead", "cool", "direct", "mixed", "indirect", "note", "faint"):
        assert contrast(Color.parse(variables[colour]), ground) >= LEAST, colour


async def test_marks_that_lie_over_one_another_can_be_read_in_every_theme(reader: Open) -> None:
    kinds = ("", "direct", "mixed", "indirect", "dimmed", "link")
    overs = ([""], ["noted"], ["focus"], ["speaker"], ["hit"], ["hit-current"], ["selected"])
    async with reader() as at:
        for name in ("tuinews-dark", "tuinews-light", "tuinews-contrast", "solarized-light", "nord", "tokyo-night"):
            at.app.theme = name
            await at.settle()
            for kind, one, other in itertools.product(kinds, overs, overs):
                looks = [f"article--{look}" for look in ("caption", kind, *one, *other) if look]
                style = at.main.article_pane.look(*looks)
                assert style.color is not None and style.bgcolor is not None
                ink, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
                assert contrast(ink, ground) >= LEAST - 0.1, (name, looks)


def test_a_theme_of_the_readers_is_read_and_what_is_wrong_in_it_is_named(folder: Path) -> None:
    (folder / "paper.toml").write_text(PAPER)
    (folder / "broken.toml").write_text("dark = ")
    (folder / "night.toml").write_text('like = "nord"\n[colors]\nnote = "magenta"\n')
    themes, problems = own_themes(folder)
    night, paper = themes
    assert (paper.name, paper.dark, paper.background, paper.variables["direct"]) == (
        "paper", False, "#fdf6e3", "#7a3b00",
    )  # fmt: skip
    assert night.background == BUILTIN_THEMES["nord"].background and night.variables["note"] == "magenta"
    assert len(problems) == 3
    assert any("paper.toml: “primray” is no name of a colour" in problem for problem in problems)
    assert any("“no colour” is no colour (error)" in problem for problem in problems)
    assert own_theme(folder, "../paper") == (None, [])


def test_every_colour_of_the_manual_is_one_that_a_theme_takes(folder: Path) -> None:
    (folder / "all.toml").write_text("[colors]\n" + "\n".join(f'{name} = "#123456"' for name in COLORS))
    theme, problems = own_theme(folder, "all")
    assert theme is not None and not problems
    variables = {**theme.to_color_system().generate(), **own_variables(theme), **theme.variables}
    assert {variables[name] for name in COLORS if name != "boost"} == {"#123456"}


async def test_the_theme_of_the_settings_may_be_the_readers_own_and_a_missing_one_is_named(
    reader: Open, library: Library, folder: Path
) -> None:
    (folder / "paper.toml").write_text(PAPER)
    for name, background in (("paper", "#fdf6e3"), ("nowhere", THEMES[0].background)):
        other = open_library(library.path, settings=Settings(theme=name))
        async with reader(of=other) as at:
            assert at.app.current_theme.background == background
            told = " ".join(at.app.problems)
            assert "“primray” is no name of a colour" in told if name == "paper" else "nowhere" in told
        other.close()


async def test_a_theme_is_shown_while_it_is_chosen_and_kept_when_it_is(reader: Open, folder: Path) -> None:
    (folder / "paper.toml").write_text("dark = false")
    async with reader() as at:
        at.main.action_do("program.theme")
        await at.settle()
        await at.press("j")
        assert at.app.theme == "tuinews-light"
        await at.press("escape")
        assert at.app.theme == "tuinews-dark"
        at.main.action_do("program.theme")
        await at.settle()
        await at.press("j", "j", "j", "j", "enter")
        assert at.app.theme == "paper"
    assert read_settings()[0].theme == "paper"


async def test_in_ascii_the_screens_are_drawn_of_ascii_signs(reader: Open, library: Library) -> None:
    own = open_library(library.path, settings=Settings(name="mira", ascii=True, commands={"turn": ["cat"]}))
    screens = {
        "list": (), "help": ("?",), "article": ("enter", "."), "note": ("a",), "tags": ("t",), "links": ("u",),
        "send": ("|",), "correct": ("c",), "search": ("/", "x"), "palette": (":",), "voices": ("V",), "tree": ("b",),
    }  # fmt: skip
    async with reader(of=own, size=(80, 24)) as at:
        await at.press("g", "n", "j", "enter", "h")
        for name, keys in screens.items():
            await at.press(*keys)
            signs = {char for char in at.seen() if not char.isascii() and not char.isalnum()}
            assert signs <= set("「」"), f"{name}: {signs}"
            if name not in ("list", "article"):
                await at.press("escape")
    own.close()
