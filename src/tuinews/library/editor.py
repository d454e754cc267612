"""A text in the reader's own editor: a file that only they can read, and a program started by an argument list."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from tuinews.core.errors import BadInput


def write_draft(text: str, name: str) -> Path:
    """A new file of mode 600 with the text, in the folder for temporary files. Whoever is done with it deletes it."""
    handle, path = tempfile.mkstemp(prefix=f"tuinews-{name}-", suffix=".txt", text=True)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(path)


def open_in_editor(path: Path) -> str:
    """Let the reader edit a file in `$VISUAL` or `$EDITOR` (or vi, notepad), and wait for it; the text afterwards.

    Raises BadInput when the editor cannot be started or says that it failed, or when what it wrote is no text.
    """
    said = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "vi")
    try:
        status = subprocess.run([*shlex.split(said, posix=os.name != "nt"), str(path)], check=False).returncode
    except (OSError, ValueError) as error:
        raise BadInput(said, "cannot be started as an editor", "Set VISUAL or EDITOR to one") from error
    if status:
        raise BadInput(said, f"ended with status {status}", "Nothing of what it wrote was taken")
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(path.name, "cannot be read as text") from error
