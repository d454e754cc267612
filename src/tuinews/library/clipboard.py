"""The clipboard of the system, through the programs that come with it: by argument list, the text on standard input."""

from __future__ import annotations

import os
import shutil
import subprocess

_PROGRAMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
    ("", ("clip.exe",)),
)
"""The variable without which a program has nothing to talk to, and the program."""
_SECONDS = 2.0


def put(text: str) -> bool:
    """Put a text on the system's clipboard; whether some program took it. Waits two seconds at most."""
    for variable, (name, *arguments) in _PROGRAMS:
        program = shutil.which(name) if not variable or os.environ.get(variable) else None
        if program is None:
            continue
        # clip.exe reads UTF-16; the others take what the terminal speaks.
        data = text.encode("utf-16-le" if name == "clip.exe" else "utf-8", "replace")
        try:
            done = subprocess.run(
                [program, *arguments], input=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                timeout=_SECONDS, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return True
    return False
