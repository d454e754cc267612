"""Programs of the reader's, and macros."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from keyboard import Open
from shelf import store

from tuinews.core.document import Document, Range
from tuinews.core.errors import BadInput
from tuinews.library import Library, clipboard, open_library
from tuinews.library.outside import Program, Sent, programs, run
from tuinews.library.settings import Settings
from tuinews.tui.screens.output import OutputScreen


def _python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def _own(library: Library, **tables: Any) -> Library:
    return open_library(library.path, settings=Settings(name="mira", **tables))


COUNTS = "import sys; sys.stdout.buffer.write((repr(sys.argv[1:]) + chr(10)).encode() + sys.stdin.buffer.read())"


def test_each_placeholder_stays_one_argument_and_begins_no_option() -> None:
    evil = Sent("-rf; $(x)\n“two”", "--help `id` 'and' \"more\"", "https://news.example/a?b=c&d;e$(f)")
    program = Program("x", tuple(_python(COUNTS, "{title}", "u={url}", "{text}", "{nothing}", "-o{title}")))
    printed = run(program, evil, threading.Event())
    head, _, text = printed.partition("\n")
    assert text == evil.text
    assert head == repr(
        ["help `id` 'and' \"more\"", f"u={evil.url}", "rf; $(x)\n“two”", "{nothing}", f"-o{evil.title}"]
    )
    elsewhere = run(program, Sent("", "", "file:///etc/passwd"), threading.Event())
    assert "passwd" not in elsewhere


def test_a_file_holds_the_text_while_the_program_runs() -> None:
    code = "import sys; print(open(sys.argv[1], encoding='utf-8').read())"
    assert run(Program("x", tuple(_python(code, "{file}"))), Sent("Überall"), threading.Event()).strip() == "Überall"


def test_a_program_that_fails_or_is_missing_is_named() -> None:
    with pytest.raises(BadInput, match="status 3"):
        run(Program("x", tuple(_python("import sys; print('why'); sys.exit(3)"))), Sent(""), threading.Event())
    with pytest.raises(BadInput, match="no program"):
        run(Program("x", ("no-such-program-here",)), Sent(""), threading.Event())


def test_a_program_is_bounded_in_time_and_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuinews.library.outside._SECONDS", 0.3)
    with pytest.raises(BadInput, match="took longer"):
        run(Program("x", tuple(_python("import time; time.sleep(60)"))), Sent(""), threading.Event())
    monkeypatch.setattr("tuinews.library.outside._SECONDS", 60)
    monkeypatch.setattr("tuinews.library.outside._MOST", 50_000)
    endless = Program("x", tuple(_python("while True: print('yes' * 100)")))
    assert len(run(endless, Sent(""), threading.Event())) <= 50_000


def test_wrong_programs_are_told_apart() -> None:
    good, wrong = programs({"a": ["x"], "b": "x y", "c": {"run": ["x"], "show": "never"}, "d": [], "e": {"run": ["x"]}})
    assert [one.name for one in good] == ["a", "e"] and [name for name, _ in wrong] == ["b", "c", "d"]


async def test_an_article_goes_to_a_program_and_its_output_is_text_and_nothing_else(
    reader: Open, library: Library
) -> None:
    prints = "import sys; print('[b]bold[/b]', chr(27) + '[31m', sys.stdin.read()[:11])"
    own = _own(library, commands={"turn": _python(prints), "tell": {"run": _python("print('done')"), "show": "notice"}})
    async with reader(of=own) as at:
        await at.press("|")
        assert "Send to" in at.seen() and "tell" in at.seen()
        await at.press("enter")
        assert "[b]bold[/b]" in at.seen() and "The inquiry" in at.seen()
        await at.press("escape", "enter", ".", ".", "|", "enter")
        assert "Nobody told" in at.seen()
        await at.press("escape")
        at.main.action_do("send.tell")
        await at.settle()
        assert "done" in at.seen()
    own.close()


async def test_a_program_that_ends_before_its_page_is_there_is_shown(reader: Open) -> None:
    async with reader() as at:
        page = OutputScreen("missing", lambda: None)
        page.show("There is no program")
        at.app.push_screen(page)
        await at.settle()
        assert "There is no program" in at.seen()


async def test_a_link_is_opened_by_its_number_away_from_the_screen(reader: Open, library: Library) -> None:
    text = " ".join(f"link{number:02}" for number in range(1, 13))
    links = [Range(7 * n, 7 * n + 6, "link", (("href", f"https://news.example/l{n + 1}"),)) for n in range(12)]
    document = Document(text, (Range(0, len(text), "paragraph"),), tuple(links))
    store(library, 7, "Many links", "Harbour Times", document)
    opened: list[str] = []
    async with reader() as at:
        at.app.open_url = lambda url, new_tab=True: opened.append(url)  # type: ignore[method-assign]
        row = next(n for n, one in enumerate(library.rows(at.main.list_pane.ids)) if one.title == "Many links")
        at.send(*"j" * row, "enter", "u", "1", "2")
        await at.settle()
        at.send("u", "9")
        await at.settle()
        assert at.app.screen is at.main
        await asyncio.sleep(0.05)
    assert opened == ["https://news.example/l11", "https://news.example/l8"]  # the first is the article itself


async def test_letters_beside_the_links_on_the_screen_open_them_with_one_key(reader: Open, library: Library) -> None:
    text = "Read the report here and the letter there."
    links = [
        Range(text.index(word), text.index(word) + len(word), "link", (("href", f"https://news.example/{word}"),))
        for word in ("here", "there")
    ]
    store(library, 7, "Two links", "Harbour Times", Document(text, (Range(0, len(text), "paragraph"),), tuple(links)))
    opened: list[str] = []
    async with reader() as at:
        at.app.open_url = lambda url, new_tab=True: opened.append(url)  # type: ignore[method-assign]
        row = next(n for n, one in enumerate(library.rows(at.main.list_pane.ids)) if one.title == "Two links")
        await at.press(*"j" * row, "enter", "u")
        assert "Read the reportahere and the lettersthere." in at.seen()
        await at.press("s")
        assert at.app.screen is at.main
        await at.press("u", "escape")
        assert "Read the report here and the letter there." in at.seen()
        await at.press("u", "u")
        assert "Links" in at.seen() and "news.example/here" in at.seen()
        await at.press("escape")
        await asyncio.sleep(0.05)
    assert opened == ["https://news.example/there"]


def test_the_clipboard_of_the_system_gets_what_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    took = tmp_path / "took"
    for name, body in (("wl-copy", "exit 1"), ("xclip", f'cat > "{took}"; echo "$@" >> "{took}"')):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":0")
    assert clipboard.put("“$(x)” — Übung\n")
    assert took.read_text(encoding="utf-8") == "“$(x)” — Übung\n-selection clipboard\n"
    monkeypatch.setattr("tuinews.library.clipboard._SECONDS", 0.1)
    (tmp_path / "xclip").write_text("#!/bin/sh\nexec sleep 20\n", encoding="utf-8")
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    began = time.monotonic()
    clipboard.put("x")
    assert time.monotonic() - began < 15


async def test_esc_ends_a_program(reader: Open, library: Library) -> None:
    own = _own(library, commands={"slow": _python("import time; time.sleep(50)")})
    async with reader(of=own) as at:
        began = time.monotonic()
        at.send("|", "enter", "escape", "j")
        await at.settle()
        assert at.app.screen is at.main and at.main.list_pane.cursor == 1
        assert time.monotonic() - began < 40
    own.close()


async def test_a_macro_does_its_actions_in_order_by_key_and_by_name(reader: Open, library: Library) -> None:
    macros = {
        "ctrl+t": ["mark.star", "move.down"],
        "later": ["mark.read"],
        "x": ["mark.sta"],
        "j": ["mark.read"],
    }
    own = _own(library, macros=macros)
    async with reader(of=own) as at:
        told = "\n".join(at.app.problems)
        assert "“mark.sta” is no action; is it mark.star?" in told
        assert "given to both move.down and this macro" in told
        await at.press("escape", "ctrl+t", "colon")
        await at.type("Macro: mark.read")
        await at.press("enter", "enter")
        await at.settle()
    rows = library.rows(library.search().ids[:2])
    assert [(row.starred, row.read) for row in rows] == [(True, False), (False, True)]
    own.close()


async def test_what_a_program_prints_joins_the_article_or_stands_in_its_place_until_esc(
    reader: Open, library: Library
) -> None:
    prints = "import sys; print('In short:', sys.stdin.read().upper())"
    own = _own(
        library,
        commands={
            "gloss": {"run": _python(prints), "show": "join"},
            "translate": {"run": _python(prints), "show": "replace"},
            "journal": {"run": _python(prints), "show": "join", "send": "note"},
        },
    )
    async with reader(of=own) as at:
        await at.press("enter", ".", ".")
        at.main.action_do("send.gloss")
        await at.settle()
        below = at.seen()
        assert below.index("“Nobody told") < below.index("In short: NOBODY") < below.index("The company did not")
        at.main.action_do("send.journal")
        await at.settle()
        assert "There is no note to send" in at.seen()
        await at.press("a", *"ask", "ctrl+s")
        at.main.action_do("send.journal")
        await at.settle()
        assert "In short: ASK" in at.seen() and "In short: NOBODY" not in at.seen()
        await at.press("escape")
        assert "In short" not in at.seen() and at.main.state.pane == "article"
        await at.press("escape")
        at.main.action_do("send.translate")
        await at.settle()
        assert "In short: THE INQUIRY" in at.seen()
        await at.press(".")
        assert "The inquiry found" in at.seen() and "In short" not in at.seen()
    own.close()


def test_a_program_may_be_given_the_notes_and_more_time() -> None:
    sent = Sent("words", note="first\n\nsecond")
    both = Program("x", tuple(_python(COUNTS, "{note}")), send="both")
    assert run(both, sent, threading.Event()) == "['first\\n\\nsecond']\nwords\n\nfirst\n\nsecond"
    slow = Program("x", tuple(_python("import time; time.sleep(60)")), seconds=0.2)
    with pytest.raises(BadInput, match=r"took longer than 0\.2 seconds"):
        run(slow, sent, threading.Event())
    table = {"a": {"run": ["x"], "seconds": 0}, "b": {"run": ["x"], "send": "all"}, "c": {"run": ["x"], "shell": True}}
    assert [name for name, _ in programs(table)[1]] == ["a", "b", "c"]
