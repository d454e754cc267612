"""Nothing in the code stands against macOS and Windows: what only some systems have is asked for before it is used."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import tuinews

SOURCES = sorted(Path(tuinews.__file__).parent.rglob("*.py"))
ONLY_UNIX = {
    "os": {"fork", "kill", "killpg", "setsid", "uname", "nice", "getuid", "geteuid", "getloadavg", "mkfifo", "chown"},
    "signal": {"SIGKILL", "SIGHUP", "SIGWINCH", "SIGUSR1", "pthread_sigmask", "alarm"},
    "time": {"tzset"},
}
MISSING = ("fcntl", "termios", "tty", "pty", "resource", "pwd", "grp", "posix")
"""Modules that Windows does not have."""
ASKS = ("os.name", "sys.platform", "hasattr", "getattr")
"""What a function says that looks at which system it is on."""


def unguarded(path: Path) -> Iterator[str]:
    """Names that only Unix has, in functions that do not ask for the system."""
    text = path.read_text(encoding="utf-8")
    for function in ast.walk(ast.parse(text)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        source = ast.get_source_segment(text, function) or ""
        for node in ast.walk(function):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.attr in ONLY_UNIX.get(node.value.id, ())
                and not any(asked in source for asked in ASKS)
            ):
                yield f"{path.name}:{node.lineno} {node.value.id}.{node.attr}"


def test_what_only_unix_has_is_used_only_where_the_system_was_asked() -> None:
    assert [found for path in SOURCES for found in unguarded(path)] == []


def test_text_files_are_read_and_written_as_utf8() -> None:
    """On Windows another encoding is the usual one."""
    wrong = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                named = {keyword.arg for keyword in node.keywords}
                if node.func.attr in ("read_text", "write_text") and "encoding" not in named:
                    wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == []


def test_every_module_can_be_imported_without_what_only_unix_has() -> None:
    code = f"""
import builtins, importlib, pkgutil
usual = builtins.__import__
def importing(name, globals=None, *rest, **named):
    if str((globals or {{}}).get("__name__", "")).startswith("tuinews") and name in {MISSING!r}:
        raise ImportError(name)
    return usual(name, globals, *rest, **named)
builtins.__import__ = importing
import tuinews
for module in pkgutil.walk_packages(tuinews.__path__, "tuinews."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
