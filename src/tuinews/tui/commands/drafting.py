"""What is being written in the note editor is stored without the screen waiting for it, and is never lost: where the
library cannot take it (another program is writing, the disk is full) it stays in memory for the next time, and a file
gets it when the editor is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from tuinews.core.errors import BadInput, TuinewsError

if TYPE_CHECKING:
    from tuinews.library.views import Done
    from tuinews.tui.screens.main import MainScreen


def draft_of(screen: MainScreen, key: str) -> str:
    """What was being written under a key, also when it is not stored yet; empty when nothing was."""
    return screen.state.unsaved[key] if key in screen.state.unsaved else screen.library.draft(key)


def keep_draft(screen: MainScreen, key: str, body: str, *, leaves: bool = False) -> None:
    """Store a draft (an empty one is forgotten). `leaves`: the editor closes, so that no later one will come."""
    unsaved, library = screen.state.unsaved, screen.library
    unsaved[key] = body

    def store() -> None:
        if unsaved.get(key) != body:
            return  # newer words wait behind, or it became a note
        try:
            library.save_draft(key, body)
        except TuinewsError as error:
            if leaves and body.strip():
                _rescue(body, error)
            raise
        unsaved.pop(key, None)

    screen.desk.save(store)


def store_note(screen: MainScreen, key: str, body: str, note: Callable[[], Done], article_id: int) -> None:
    """Store a note that was written, whose draft is forgotten then."""
    unsaved, library = screen.state.unsaved, screen.library
    unsaved[key] = body

    def change() -> Done:
        try:
            done = note()
        except TuinewsError as error:
            _rescue(body, error)
        unsaved.pop(key, None)
        library.drop_draft(key)
        return done

    screen.desk.write(change, article_id)


def _rescue(body: str, error: TuinewsError) -> NoReturn:
    from tuinews.library.editor import write_draft

    path = write_draft(body, "note")
    raise BadInput("note", f"could not be stored: {error}", f"What you wrote is in {path}") from error
