"""The reader's own editor: `$VISUAL` or `$EDITOR`, started by its arguments and never through a shell."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from textual.app import App, SuspendNotSupported

from tuinews.core.errors import BadInput
from tuinews.core.sanitize import clean


def edit(app: App[int], body: str) -> str:
    """Show a text in the reader's editor while the screen is put aside; what it is then. Raises BadInput when there is
    no editor, or when it fails; the text is as it was then."""
    words = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        arguments = shlex.split(words, posix=os.name != "nt")
    except ValueError as error:
        raise BadInput(f"$EDITOR “{words}”", f"cannot be read ({error})") from error
    if not arguments:
        raise BadInput("$EDITOR", "is not set", "Set it to the editor of your choice, such as nano or vim")
    with tempfile.TemporaryDirectory(prefix="tuinews-") as folder:
        path = Path(folder) / "note.md"
        path.write_text(body, encoding="utf-8")
        path.chmod(0o600)
        try:
            with app.suspend():
                status = subprocess.run([*arguments, str(path)], check=False).returncode
        except SuspendNotSupported as error:
            raise BadInput("$EDITOR", "cannot be shown in this terminal") from error
        except OSError as error:
            raise BadInput(f"$EDITOR “{arguments[0]}”", f"cannot be started ({error.strerror})") from error
        if status:
            raise BadInput(f"$EDITOR “{arguments[0]}”", f"ended with status {status}", "The note is as it was")
        return clean(path.read_text(encoding="utf-8", errors="replace")).rstrip("\n")
