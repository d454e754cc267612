"""Pictures: from caption to caption, and opening one on the screen or in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.core.sanitize import visible
from tuinews.tui.screens import opening

if TYPE_CHECKING:
    from tuinews.tui.screens.main import MainScreen


def next_picture(screen: MainScreen) -> None:
    """To the caption of the next picture."""
    pane = screen.article_pane
    if not pane.pictures:
        screen.say("No pictures in this article")
        return
    if screen.state.pane != "article":
        screen.go_to_pane("article")
        opening.enter_article(screen)
    pane.go_to_picture(pane.current_picture + 1)
    screen.show_footer()


def open_picture(screen: MainScreen) -> None:
    """Open the picture that the reader is at: here, where the terminal can show it, or else in the browser."""
    view, pane = screen.state.view, screen.article_pane
    if view is None or pane.current_picture < 0:
        return
    picture = pane.pictures[pane.current_picture]
    from tuinews.library.pictures import fetch_picture
    from tuinews.tui.pictures import picture_widget
    from tuinews.tui.screens.picture import PictureScreen

    make = None if screen.app.no_color or screen.app.has_class("-ascii") else picture_widget()
    if make is None:
        screen.host.open_web(picture.src)
        return
    caption = visible(view.document.text[slice(*picture.caption)])

    def left(src: str | None) -> None:
        if src is not None:
            screen.host.open_web(src)

    screen.app.push_screen(PictureScreen(picture.src, caption, fetch_picture, make), left)


def clicked(screen: MainScreen, number: int) -> None:
    """A click goes to a caption; another opens its picture."""
    if screen.article_pane.current_picture == number:
        open_picture(screen)
    else:
        screen.article_pane.go_to_picture(number)
        screen.show_footer()
