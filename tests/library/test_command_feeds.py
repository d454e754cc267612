"""Feeds that a program gives or changes: off until they are confirmed, then run within bounds."""

from __future__ import annotations

import os
import shlex
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from tuinews.core.errors import BadInput, FetchFailed
from tuinews.ingest.programs import ProgramLimits, run_program
from tuinews.library import Library, open_library
from tuinews.library.command_feeds import commands, confirm
from tuinews.library.exporting import export_text
from tuinews.library.feed_settings import fares, health
from tuinews.library.jobs import import_job, refresh_job
from tuinews.library.views import Progress

if TYPE_CHECKING:
    from conftest import Web

pytestmark = pytest.mark.skipif(os.name == "nt", reason="newsboat is not there, and its lines name its programs")
RSS = (
    "<rss version='2.0'><channel><title>Made here</title><item><title>One</title><guid>1</guid></item></channel></rss>"
)


def urls(library: Library, tmp_path: Path, *lines: str) -> list[Progress]:
    (tmp_path / "urls").write_text("".join(f"{line}\n" for line in lines))
    events: list[Progress] = []
    import_job(library.store, library.settings, events.append, [str(tmp_path / "urls")])
    return events


def refreshed(library: Library, *feeds: int) -> list[str]:
    """Refresh; what went wrong."""
    events: list[Progress] = []
    refresh_job(library.store, library.settings, events.append, list(feeds) or None)
    return [event.message for event in events if event.kind == "problem"]


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str], str]:
    """Makes a program of a text in Python; its command line."""

    def make(text: str) -> str:
        path = tmp_path / "pro gram.py"
        path.write_text(text)
        return f"{shlex.quote(sys.executable)} {shlex.quote(str(path))}"

    return make


def test_a_program_runs_only_after_it_was_confirmed(
    library: Library, tmp_path: Path, script: Callable[..., str]
) -> None:
    ran = tmp_path / "ran"
    line = script(f"import sys; open({str(ran)!r}, 'w').write(repr(sys.argv[1:])); print({RSS!r})")
    command = f"exec:{line} 'a b' '$HOME;touch x'"
    urls(library, tmp_path, f'"{command}" sea "~Mine"')
    assert refreshed(library) == []
    assert "not confirmed" in refreshed(library, 1)[0]
    assert not ran.exists()
    assert fares(library.store, 1) == "Failing since " + fares(library.store, 1).split("since ")[1]
    assert commands(library.store)[0].arguments[-2:] == ("a b", "$HOME;touch x")

    confirm(library.store, library.settings, 1, allowed=True)
    assert refreshed(library) == []
    assert ran.read_text() == "['a b', '$HOME;touch x']"
    assert [row.title for row in library.rows(library.search().ids)] == ["One"]
    assert library.feeds()[0].tags == ("sea",)
    confirm(library.store, library.settings, 1, allowed=False)
    ran.unlink()
    assert (refreshed(library), ran.exists()) == ([], False)


def test_a_filter_changes_what_was_fetched(
    library: Library, web: Web, tmp_path: Path, script: Callable[..., str]
) -> None:
    url = web.feed("/feed", web.entry("ferry", "<p>Long enough to be read as it is.</p>" * 20))
    line = script("import sys; sys.stdout.write(sys.stdin.read().replace('>ferry<', '>boat<'))")
    urls(library, tmp_path, f'"filter:{line}:{url}"')
    confirm(library.store, library.settings, 1, allowed=True)
    assert refreshed(library) == []
    assert [row.title for row in library.rows(library.search().ids)] == ["boat"]
    web.asked.clear()
    assert (refreshed(library), web.asked) == ([], ["/feed"])


def test_a_confirmation_travels_with_no_archive(library: Library, tmp_path: Path, script: Callable[..., str]) -> None:
    urls(library, tmp_path, f'"exec:{script("print(1)")}"')
    confirm(library.store, library.settings, 1, allowed=True)
    lines = export_text(library, "", "archive")
    assert "confirmed" not in lines
    assert "exec:" not in export_text(library, "", "opml")
    (tmp_path / "all.jsonl").write_text(lines)
    other = open_library(tmp_path / "other.db", settings=library.settings)
    import_job(other.store, other.settings, lambda event: None, [str(tmp_path / "all.jsonl")])
    assert [one.allowed for one in commands(other.store)] == [False]
    assert not health(other.store)[0].allowed
    other.close()


def test_no_program_comes_from_an_opml_file(library: Library, tmp_path: Path) -> None:
    outlines = "".join(
        f'<outline text="x" xmlUrl="{url}"/>' for url in ("exec:rm -rf x", "filter:sh:https://a.example/")
    )
    (tmp_path / "x.opml").write_text(
        f'<opml><body>{outlines}<outline text="y" xmlUrl="https://b.example/f"/></body></opml>'
    )
    import_job(library.store, library.settings, lambda event: None, [str(tmp_path / "x.opml")])
    assert [feed.url for feed in library.feeds()] == ["https://b.example/f"]
    assert commands(library.store) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("import time; time.sleep(60)", "was not done within 1 seconds"),
        ("while True: print('x' * 65536)", "writes more than 1 MB"),
        ("x = b'x' * 3_000_000_000", "ended with status 1"),
        ("import sys; sys.exit('\\x1b]0;no\\x07 way\\nand more')", "ended with status 1 ("),
        ("import os; os.close(0); os.close(1); os.close(2); os.abort()", "ended with status -6"),
    ],
)
async def test_a_program_is_bounded(script: Callable[..., str], text: str, sentence: str) -> None:
    begun = time.monotonic()
    with pytest.raises(FetchFailed) as caught:
        await run_program(shlex.split(script(text)), b"x" * 3_000_000, ProgramLimits(1.0, 1_000_000))
    line = str(caught.value)
    assert sentence in line
    assert line.isprintable()
    assert time.monotonic() - begun < 20


async def test_what_a_program_started_ends_with_it(script: Callable[..., str], tmp_path: Path) -> None:
    text = "import subprocess, sys, time; print(subprocess.Popen(['sleep', '77.5']).pid, flush=True); time.sleep(60)"
    with pytest.raises(FetchFailed):
        await run_program(shlex.split(script(text)), b"", ProgramLimits(1.0))
    assert not [one for one in psutil.process_iter(["cmdline"]) if "77.5" in (one.info["cmdline"] or [])]


async def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(FetchFailed, match=r"no-such-program: ended with status 1 \(cannot be started"):
        await run_program(["no-such-program"])


def test_a_password_in_an_address_is_kept_apart(library: Library, web: Web, tmp_path: Path) -> None:
    from tuinews.core.fetched import Subscription
    from tuinews.library.feed_settings import FeedChange, change_feed, shown_settings
    from tuinews.library.jobs import add_job

    url = web.feed("/feed", web.entry("ferry", "<p>Long enough to be read as it is, all of it.</p>"))
    library.subscribe([Subscription(url.replace("//", "//mira:s3cret%40@") + "?2")])
    add_job(library.store, library.settings, lambda event: None, [url.replace("//", "//mira:s3cret%40@")])
    assert [feed.url for feed in library.feeds()] == [url, f"{url}?2"] or len(library.feeds()) == 2
    for number in (1, 2):
        where = Path(shown_settings(library.store, number)["credentials"])
        assert (where.read_text(), where.stat().st_mode & 0o777) == ("mira:s3cret@\n", 0o600)
    assert "s3cret" not in export_text(library, "", "archive")
    change_feed(library.store, library.settings, 1, FeedChange(login="ilan:other"))
    assert Path(shown_settings(library.store, 1)["credentials"]).read_text() == "ilan:other\n"
    with pytest.raises(BadInput, match="user:password"):
        change_feed(library.store, library.settings, 1, FeedChange(login="nobody"))
    change_feed(library.store, library.settings, 1, FeedChange(login=""))
    assert "credentials" not in shown_settings(library.store, 1)


def test_a_password_goes_into_the_keyring_where_there_is_one(library: Library, web: Web) -> None:
    keyring = pytest.importorskip("keyring", reason="the extra keyring is not installed")
    from keyring.backend import KeyringBackend

    from tuinews.core.fetched import Subscription
    from tuinews.library.credentials import login_of
    from tuinews.library.feed_settings import shown_settings

    kept: dict[tuple[str, str], str] = {}

    class Ring(KeyringBackend):  # type: ignore[misc, unused-ignore]
        def set_password(self, service: str, username: str, password: str) -> None:
            kept[service, username] = password

        def get_password(self, service: str, username: str) -> str | None:
            return kept.get((service, username))

        def delete_password(self, service: str, username: str) -> None:
            del kept[service, username]

    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    try:
        library.subscribe([Subscription(f"{web.base.replace('//', '//mira:s3cret@')}/feed")])
        assert shown_settings(library.store, 1)["credentials"] == "keyring"
        (service, uid), login = kept.popitem()
        assert (service, login) == ("tuinews", "mira:s3cret")
        with pytest.raises(BadInput, match="not in the system's keyring"):
            login_of(uid, "keyring")
        kept[service, uid] = login
        assert login_of(uid, "keyring") == ("mira", "s3cret")
    finally:
        keyring.set_keyring(before)
