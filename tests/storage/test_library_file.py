import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tuinews.core.errors import LibraryUnusable
from tuinews.storage.schema import APPLICATION_ID, SCHEMA_VERSION
from tuinews.storage.store import open_store


def test_a_new_library_is_made_with_its_folder(tmp_path: Path) -> None:
    store = open_store(tmp_path / "deep" / "library.db")
    settings = {
        name: store.connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "foreign_keys", "synchronous", "user_version", "application_id")
    }
    store.close()
    assert settings == {
        "journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "user_version": SCHEMA_VERSION,
        "application_id": APPLICATION_ID,
    }  # fmt: skip


def test_a_library_of_today_opens_without_sqlite_utils(tmp_path: Path) -> None:
    open_store(tmp_path / "library.db").close()
    code = (
        "import sys; from pathlib import Path; from tuinews.storage.store import open_store;"
        f"open_store(Path({str(tmp_path / 'library.db')!r})).close(); print('sqlite_utils' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_library_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    store = open_store(path)
    store.connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 7}")
    store.close()
    before = path.read_bytes()
    with pytest.raises(LibraryUnusable, match=r"newer tuinews.*Upgrade"):
        open_store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"these are words, no database " * 40, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_library_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(LibraryUnusable, match="not a library file"):
        open_store(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE cake (id)")
    connection.close()
    with pytest.raises(LibraryUnusable, match="no tuinews library"):
        open_store(path)


def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryUnusable, match="is a folder"):
        open_store(tmp_path)


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder in which this process may not write, even when it was started by root."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)  # nobody
    yield folder
    if root:
        os.seteuid(0)
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix", reason="a folder's mode keeps nobody from writing on Windows")
def test_an_unwritable_folder_is_named(locked_folder: Path) -> None:
    with pytest.raises(LibraryUnusable, match="cannot be written"):
        open_store(locked_folder / "library.db")


def test_a_library_below_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryUnusable, match="folder cannot be made"):
        open_store(tmp_path / "file" / "library.db")


def test_a_failed_change_leaves_nothing_behind(tmp_path: Path) -> None:
    store = open_store(tmp_path / "library.db")
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")
        raise ZeroDivisionError
    assert store.connection.execute("SELECT count(*) FROM meta").fetchone() == (0,)
    store.close()


def test_many_threads_write_one_after_another(tmp_path: Path) -> None:
    store = open_store(tmp_path / "library.db")

    def write(number: int) -> None:
        for i in range(20):
            with store.writing() as connection:
                count = connection.execute("SELECT count(*) FROM meta").fetchone()[0]
                connection.execute("INSERT INTO meta VALUES (?, ?)", (f"{number}-{i}", str(count)))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counts = [int(row[0]) for row in store.connection.execute("SELECT value FROM meta")]
    store.close()
    assert sorted(counts) == list(range(80))


def test_two_programs_may_make_the_same_library_at_once(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from tuinews.storage.store import open_store;"
        f"s = open_store(Path({str(tmp_path / 'library.db')!r}));"
        "print(s.connection.execute('SELECT total FROM tally').fetchone()[0])"
    )
    programs = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [program.communicate()[0] for program in programs] == ["0\n"] * 3
