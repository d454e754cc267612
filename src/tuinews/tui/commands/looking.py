"""Looking: tree, article alone, statements as a list, browser, links, copy, why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuinews.core import clock
from tuinews.core.clock import Times
from tuinews.core.links import is_web
from tuinews.core.sanitize import visible_line
from tuinews.library.exporting import citation_of
from tuinews.tui.commands.arranging import remember
from tuinews.tui.commands.picturing import next_picture
from tuinews.tui.page import day_and_time
from tuinews.tui.rows import fit
from tuinews.tui.screens import opening
from tuinews.tui.screens.choice import Choice, ChoiceScreen
from tuinews.tui.screens.hints import HintScreen
from tuinews.tui.sources import as_said, path_to_origin, speaker_of

if TYPE_CHECKING:
    from tuinews.core.models import RevisionView
    from tuinews.library.changes import ChangesView
    from tuinews.tui.screens.main import MainScreen

_MOST_LINKS = 500


def toggle_tree(screen: MainScreen) -> None:
    """Show or hide the feed tree."""
    if screen.narrow:
        screen.go_to_pane("list" if screen.state.pane == "tree" else "tree")
    elif screen.query_one("#tree-frame").display:
        screen.remove_class("show-tree").add_class("hide-tree")
        screen.frames.use_widths()
        if screen.state.pane == "tree":
            screen.go_to_pane("list")
    else:
        screen.go_to_pane("tree")


def toggle_alone(screen: MainScreen) -> None:
    """The article alone, or all panes again."""
    alone = not screen.has_class("alone")
    if alone and screen.state.view is None:
        return
    screen.go_to_pane("article")
    screen.set_class(alone, "alone")
    opening.enter_article(screen)


def toggle_statements(screen: MainScreen) -> None:
    """List the statements of this place or search, or its articles again."""
    screen.state.statements = not screen.state.statements
    screen.go_to_pane("list")
    screen.reload(keep=False)


def toggle_order(screen: MainScreen) -> None:
    """Oldest first, or newest first again."""
    screen.state.oldest_first = not screen.state.oldest_first
    screen.reload(keep=False)


def next_times(screen: MainScreen) -> None:
    """Tell the list's times as ages, as dates, as dates in UTC, and so on."""
    told: dict[Times, Times] = {"age": "local", "local": "utc", "utc": "age"}
    screen.state.arrangement.times = told[screen.state.times_told]
    words = {"age": "how long ago", "local": "in your time zone", "utc": "in UTC"}
    screen.say(f"Times: {words[screen.state.arrangement.times]}")
    remember(screen)
    screen.reload()


def show_changes(screen: MainScreen) -> None:
    """What changed in the article since it was seen, or since the revision before."""
    article_id = screen.article_id()
    if article_id is not None:
        _show_changes(screen, article_id, None, None)


def _show_changes(screen: MainScreen, article_id: int, old: int | None, new: int | None) -> None:
    """What changed between two revisions; another one of them may be chosen."""
    library = screen.library

    def answered(answer: tuple[ChangesView, list[RevisionView]]) -> None:
        from tuinews.tui.screens.changes import ChangesScreen

        changes, revisions = answer

        def left(which: str | None) -> None:
            if which is not None:
                _choose_revision(screen, changes, revisions, which)

        screen.app.push_screen(ChangesScreen(changes, screen.host.glyphs, len(revisions)), left)

    screen.desk.ask(lambda: (library.changes(article_id, old, new), library.revisions(article_id)), answered)


def _choose_revision(screen: MainScreen, changes: ChangesView, revisions: list[RevisionView], which: str) -> None:
    """Choose the older or the newer revision of two that are compared."""
    old, new = changes.old.number, changes.new.number
    choices = [
        Choice(
            str(one.number), f"Revision {one.number}, {day_and_time(clock.local(one.fetched))}",
            f"{one.origin}, {one.size:,} characters: {visible_line(one.title)}",
        )
        for one in revisions
        if one.number != (new if which == "old" else old)
    ]  # fmt: skip

    def chosen(number: str | None) -> None:
        wanted = int(number) if number is not None else old if which == "old" else new
        pair = (wanted, new) if which == "old" else (old, wanted)
        _show_changes(screen, changes.article_id, *pair)

    screen.app.push_screen(ChoiceScreen(f"Which {'older' if which == 'old' else 'newer'} one?", choices), chosen)


def fetch_full_text(screen: MainScreen) -> None:
    """Fetch the full text of the article from its page."""
    article_id = screen.article_id()
    rows = screen.library.rows([article_id]) if article_id is not None else []
    if not rows:
        return
    if not is_web(rows[0].url):
        screen.say("This article has no page on the web")
        return
    wanted = rows[0].id
    screen.say(f"Fetching {visible_line(rows[0].url)}")
    screen.desk.watch(lambda: screen.library.start_completion(wanted))


def toggle_unsure(screen: MainScreen) -> None:
    """Show statements below the reader's confidence, dimmed, or hide them again."""
    screen.state.unsure = not screen.state.unsure
    if screen.state.view is not None:
        opening.show_article(screen, opening.fetch(screen, screen.state.view.id))
    least = f"{screen.library.settings.confidence:.0%}"
    screen.say(f"Less sure than {least}: {'shown, dimmed' if screen.state.unsure else 'hidden'}")


def toggle_unread_only(screen: MainScreen) -> None:
    """Hide what is read, or show it again. A search always shows both."""
    if screen.state.text.strip():
        screen.say("A search shows read and unread; is:unread narrows it")
        return
    screen.state.unread_only = not screen.state.unread_only
    screen.reload()


def open_in_browser(screen: MainScreen) -> None:
    """Open the article in the web browser."""
    row = screen.list_pane.current
    url = screen.state.view.row.url if screen.state.view is not None else getattr(row, "url", "")
    screen.host.open_web(url)


def open_and_mark_read(screen: MainScreen) -> None:
    """Open the article in the web browser, and mark it read."""
    article_id, library = screen.article_id(), screen.library
    if article_id is not None:
        open_in_browser(screen)
        screen.desk.write(lambda: library.mark_read([article_id]), article_id, told=False)


def show_links(screen: MainScreen) -> None:
    """Show a letter beside each link of the article on the screen, which opens it; where there is none, list all."""
    view, pane = screen.state.view, screen.article_pane
    links = pane.links_in_view(view.document) if view is not None and screen.state.pane == "article" else {}
    if not links:
        list_links(screen)
        return

    def pressed(key: str | None) -> None:
        pane.show_hints({})
        screen.say("")
        if key in links:
            screen.host.open_web(links[key][0])
        elif key is not None:
            list_links(screen, key if key.isdigit() else "")

    pane.show_hints(links)
    screen.say("A letter opens its link · u or a number: all links · Esc leaves")
    screen.app.push_screen(HintScreen(links), pressed)


def list_links(screen: MainScreen, typed: str = "") -> None:
    """List the links of the article; the chosen one opens in the browser. `typed`: the beginning of its number."""
    view = screen.state.view
    if view is None:
        return
    links: dict[str, str] = {}
    for item in view.document.inline:
        if item.kind == "link" and item.get("href") and len(links) < _MOST_LINKS:
            links.setdefault(item.get("href"), view.document.text[item.start : item.end])
    choices = [Choice(href, visible_line(words), visible_line(href)) for href, words in links.items()]
    if view.row.url:
        choices.insert(0, Choice(view.row.url, "This article", visible_line(view.row.url)))
    if not choices:
        screen.say("No links in this article")
        return

    def chosen(href: str | None) -> None:
        if href is not None:
            screen.host.open_web(href)

    asked = ChoiceScreen("Links", choices, hint="or its number, in the browser · Esc leaves", numbered=True)
    if typed:
        asked.type_ahead(typed)
    screen.app.push_screen(asked, chosen)


def copy(screen: MainScreen) -> None:
    """Copy the selected words, the statement or the article, with where they come from and how that can be proved."""
    view, article = screen.state.view, screen.article_pane
    if view is None:
        return
    words, statement = "", None
    if article.selection is not None:
        words = view.document.text[article.selection.start : article.selection.end]
    elif article.current is not None and screen.state.pane != "list":
        statement = article.current.id

    def put(citation: str) -> None:
        screen.host.copy(citation)
        screen.say(f"Copied {fit(citation.splitlines()[0], 60, screen.host.glyphs)}")

    screen.desk.ask(lambda: citation_of(screen.library, view.id, statement, words), put)


def show_why(screen: MainScreen) -> None:
    """Why the statement is marked: the rule in words, how sure, the way the words took."""
    view, one = screen.state.view, screen.article_pane.current
    if view is None or one is None:
        screen.say(screen.keyed("Go to a statement first: {move.next-statement} and {move.previous-statement} walk"))
        return
    statement = one.statement
    path = path_to_origin(view.row.outlet, view.document.text, one, screen.host.glyphs.arrow)
    facts = [
        Choice("", f"{statement.kind}, {statement.stance}, {statement.confidence:.0%} sure"),
        Choice("", statement.why or "no rule was noted"),
        *([Choice("", visible_line(path))] if path else []),
    ]
    about = f"{as_said(speaker_of(view.document.text, one)[0], one)}\n"
    screen.app.push_screen(ChoiceScreen("Why", facts, about=about))


COMMANDS: dict[str, Callable[[MainScreen], None]] = {
    "look.tree": toggle_tree,
    "look.alone": toggle_alone,
    "look.statements": toggle_statements,
    "look.changes": show_changes,
    "look.full-text": fetch_full_text,
    "look.unsure": toggle_unsure,
    "look.order": toggle_order,
    "look.times": next_times,
    "look.unread-only": toggle_unread_only,
    "look.browser": open_in_browser,
    "look.browser-read": open_and_mark_read,
    "look.links": show_links,
    "look.copy": copy,
    "look.picture": next_picture,
    "look.why": show_why,
}
