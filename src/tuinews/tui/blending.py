"""The styles of the parts of a line, from the style sheets.

They are component classes of the app, not of the panes: Textual works out those of a widget anew whenever a class
of the widget or of anything above it changes, which for a hundred of them is most of the time to the first paint.
"""

from __future__ import annotations

from rich.style import Style
from textual.color import Color
from textual.widget import Widget

from tuinews.tui.contrast import readable

_CLEAR = Color(0, 0, 0, 0)
_BLACK, _WHITE = Color.parse("ansi_black"), Color.parse("ansi_bright_white")
_DEFAULT = -1
"""The number of the terminal's own ink and ground."""
_DARK = (0, 1, 4, 5, 8)
"""The numbers of black, red, blue, magenta and grey: white stands out on them, and black on the others."""


def mixed_style(widget: Widget, names: tuple[str, ...]) -> Style:
    """The style of component classes (or `$` and a colour of the theme) over a widget's own, each over those before it.
    Textual blends the colours of
    widgets; those of a line's parts we blend ourselves."""
    _, _, ground, ink = widget.colors
    attributes = Style()
    for name in names:
        if name.startswith("$"):  # a colour of the theme, by its name
            ink = Color.parse(widget.app.get_css_variables()[name[1:]])
            continue
        styles = widget.app.get_component_styles(name)
        ground += styles.background if styles.has_rule("background") else _CLEAR
        ink = styles.color if styles.has_rule("color") else ink
        if styles.has_rule("text_style"):
            attributes += styles.text_style
    if ground.ansi is not None and ground.ansi != _DEFAULT:  # of 16 colours none can be mixed
        ink = _WHITE if ground.ansi in _DARK else _BLACK
    shown = ground + ink
    if shown.ansi is None and ground.ansi is None:  # whatever lies over whatever, in whichever theme
        shown = readable(shown, ground)
    return Style(color=shown.rich_color, bgcolor=ground.rich_color) + attributes
