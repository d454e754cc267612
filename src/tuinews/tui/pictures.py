"""Pictures: captions stand for them in the text, and they are shown on the screen where textual-image is installed
(`pip install 'tuinews[images]'`) and colours can be shown."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from textual.widget import Widget

from tuinews.core.document import Document
from tuinews.core.links import is_web
from tuinews.core.statement import Span
from tuinews.tui.marks import Mark

_MOST_PIXELS = 40_000_000
_SHOWN_SIZE = (1600, 1600)
"""Pixels that are kept of a picture: no terminal shows more."""


class Picture(NamedTuple):
    """A picture of an article: where its caption stands, and where it is."""

    caption: Span
    src: str


def pictures_of(document: Document) -> list[Picture]:
    """The pictures of a document that have an address, in order."""
    return [
        Picture(Span(one.start, one.end), one.get("src"))
        for one in document.layout
        if one.kind == "figure" and is_web(one.get("src"))
    ]


def caption_marks(document: Document) -> Iterator[Mark]:
    """Marks over captions, by which a click finds their picture. The key is its number."""
    for number, picture in enumerate(pictures_of(document)):
        yield Mark(*picture.caption, "picture", number)


def picture_widget() -> Callable[[Any], Widget] | None:
    """What makes a widget of a picture in this terminal; None where there is no textual-image."""
    columns, lines = _cell_size()
    if columns and lines:
        os.environ.setdefault("TEXTUAL_CELL_WIDTH", str(columns))
        os.environ.setdefault("TEXTUAL_CELL_HEIGHT", str(lines))
    try:
        with _asking_nothing():
            from textual_image import widget
    except ImportError:
        return None
    kind: Callable[[Any], Widget] = {"kitty": widget.TGPImage, "sixel": widget.SixelImage}.get(
        _protocol(), widget.HalfcellImage
    )
    return kind


def load(body: bytes) -> Any:
    """A picture (PIL.Image) of at most the size that can be shown. Raises ValueError when it is none, or too large."""
    from PIL import Image

    try:
        picture = Image.open(io.BytesIO(body))
        if picture.width * picture.height > _MOST_PIXELS:
            raise ValueError(f"it has {picture.width} × {picture.height} pixels")
        picture.thumbnail(_SHOWN_SIZE)
        return picture.convert("RGB")
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(str(error)) from error


def in_thread(work: Callable[[], None]) -> None:
    """Work that nobody waits for, not even on leaving."""
    threading.Thread(target=work, name="picture", daemon=True).start()


def _protocol() -> str:
    """The picture protocol of this terminal, as its name tells."""
    term, program = os.environ.get("TERM", ""), os.environ.get("TERM_PROGRAM", "")
    if "kitty" in term or "ghostty" in term or os.environ.get("KITTY_WINDOW_ID"):
        return "kitty"
    if program in ("WezTerm", "iTerm.app", "mintty") or term.startswith(("foot", "mlterm", "contour")):
        return "sixel"
    return "halfcell"


def _cell_size() -> tuple[int, int]:
    """The pixels of a cell as the terminal tells the system; 0 when it does not."""
    try:
        import fcntl
        import struct
        import termios

        answer = fcntl.ioctl(sys.__stdout__ or 1, termios.TIOCGWINSZ, b"\0" * 8)
        lines, columns, width, height = struct.unpack("HHHH", answer)
        return (width // columns, height // lines) if columns and lines else (0, 0)
    except (ImportError, OSError, ValueError):
        return 0, 0


@contextlib.contextmanager
def _asking_nothing() -> Iterator[None]:
    """textual-image asks the terminal what it can do as soon as it is imported, and takes the reader's keys for the
    answer, for Textual reads the terminal by then: so it is told that there is no terminal."""
    before = sys.__stdout__
    sys.__stdout__ = io.StringIO()  # type: ignore[misc,assignment]  # it is only asked whether it is a terminal
    try:
        yield
    finally:
        sys.__stdout__ = before  # type: ignore[misc]
