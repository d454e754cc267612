"""Gathering: refresh, add, import; the greeting of an empty library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.core.links import is_web, without_userinfo
from tuinews.core.sanitize import visible_line
from tuinews.library.views import Place
from tuinews.tui.commands.removing import remove_place
from tuinews.tui.screens import arriving
from tuinews.tui.screens.asking import Answer, AskScreen
from tuinews.tui.screens.choice import Choice, ChoiceScreen

if TYPE_CHECKING:
    from tuinews.core.fetched import Subscription
    from tuinews.library.tasks import Task
    from tuinews.tui.screens.main import MainScreen


def refresh(screen: MainScreen) -> None:
    """Fetch the feed of the chosen place; all of them when it is no feed."""
    place = screen.tree_pane.current if screen.state.pane == "tree" else screen.state.place
    feed_id = feed_of(place)
    if feed_id is None:
        refresh_all(screen)
    else:
        _start(screen, lambda: screen.library.start_refresh([feed_id]))


def refresh_all(screen: MainScreen) -> None:
    """Fetch all feeds."""
    _start(screen, lambda: screen.library.start_refresh())


def _start(screen: MainScreen, start: Callable[[], Task]) -> None:
    if any(task.kind == "refresh" and task.running and not task.quietly for task in screen.desk.tasks):
        screen.say("A refresh is running already")
        return
    screen.state.progress = "refreshing"
    arriving.watch_refresh(screen, start)


def feed_of(place: Place | None) -> int | None:
    """The feed that a place is."""
    if place is None or place.kind != "feed":
        return None
    return int(place.key.partition(":")[2])


def add(screen: MainScreen) -> None:
    """Ask for an address, and subscribe to what is there or store the page."""

    def answered(answer: Answer | None) -> None:
        if answer is not None:
            url, kind = whole_address(answer[0]), answer[1]
            screen.say(f"Looking at {without_userinfo(url)}")
            if kind == 1 or url != without_userinfo(url):  # what was found would not know the password
                screen.desk.watch(lambda: screen.library.start_add([url], article=kind == 1))
            else:
                screen.state.found.clear()
                screen.desk.watch(lambda: screen.library.start_discover(url))

    screen.app.push_screen(
        AskScreen(
            "Add", "The address of a feed, of a site that has one, or of an article.",
            placeholder="https://", kinds=("A feed, or a site with a feed", "One article, in full"),
            check=lambda text: "" if is_web(whole_address(text)) else "This is no web address (https://…)",
        ),
        answered,
    )  # fmt: skip


def choose_found(screen: MainScreen) -> None:
    """Subscribe to the feed that a site was found to have; of several the reader chooses."""
    found = [*screen.state.found]

    def chosen(answer: str | None) -> None:
        if answer is not None:
            wanted = [url for _, url in found] if answer == "all" else [answer]
            screen.desk.watch(lambda: screen.library.start_add(wanted))

    if len(found) == 1:
        chosen(found[0][1])
        return
    choices = [Choice(url, visible_line(name), visible_line(url) if name != url else "") for name, url in found]
    choices.append(Choice("all", f"All {len(found)} of them"))
    screen.app.push_screen(ChoiceScreen("Which feed?", choices), chosen)


def whole_address(text: str) -> str:
    """An address as typed, with https:// where no scheme was given."""
    return text if "://" in text or text.startswith("-") else f"https://{text}"


def import_files(screen: MainScreen) -> None:
    """Ask for a file to import."""

    def missing(text: str) -> str:
        return "" if Path(text).expanduser().is_file() else "There is no such file"

    def answered(answer: Answer | None) -> None:
        if answer is not None:
            path = Path(answer[0]).expanduser()
            screen.desk.watch(lambda: screen.library.start_import([path]))

    about = "A list of feeds (OPML), or an article as HTML, Markdown or plain text."
    screen.app.push_screen(AskScreen("Import", about, placeholder="~/feeds.opml", check=missing), answered)


def greet(screen: MainScreen) -> None:
    """What to do in an empty library, asked once. One that was filled from the shell, and in which nothing was read
    yet, is shown at once, and that there are other keys is said beside it."""
    if screen.greeted or len(screen.app.screen_stack) > 2:
        return
    screen.greeted = True
    summary = screen.state.summary
    from tuinews.tui.commands.settling import ask_preset_first, tell_of_presets  # at the first start only

    if summary is None or not (summary.articles or summary.feeds):
        ask_preset_first(screen, lambda: _ways_to_begin(screen))
    elif summary.unread == summary.articles:
        tell_of_presets(screen)


def _ways_to_begin(screen: MainScreen) -> None:
    def chosen(answer: str | None) -> None:
        steps = {"add": add, "starter": choose_language, "import": import_files}
        if answer in steps:
            steps[answer](screen)
        elif answer == "samples":
            screen.host.see_samples()

    choices = [
        Choice("starter", "Pick from starter feeds", "by language"),
        Choice("add", "Add a feed, a site or an article", "by its address"),
        Choice("import", "Import a list of feeds or files", "OPML, HTML, Markdown, text"),
        Choice("samples", "See the samples first", "a throw-away library with invented news"),
    ]
    help_words = screen.keyed("{program.help} shows all keys, and what the marks mean.")
    about = f"This library is empty. What would you like to read?\n\n{help_words}\n"
    screen.app.push_screen(
        ChoiceScreen("Welcome to tuinews", choices, about=about, hint=screen.keyed("Esc: later, with {feeds.add}")),
        chosen,
    )


def choose_language(screen: MainScreen) -> None:
    """Starter feeds: first the language, then the feeds."""
    starters = screen.host.starter_feeds()
    if not starters:
        screen.say(screen.keyed("There are no starter feeds in this copy: {feeds.add} adds a feed by its address"))
        return

    def chosen(language: str | None) -> None:
        if language is not None:
            choose_feeds(screen, language, starters[language])

    choices = [Choice(name, name, _names(feeds)) for name, feeds in starters.items()]
    screen.app.push_screen(ChoiceScreen("Starter feeds", choices), chosen)


def _names(feeds: tuple[Subscription, ...]) -> str:
    names = ", ".join(feed.name or feed.url for feed in feeds[:3])
    return f"{names}, …" if len(feeds) > 3 else names


def choose_feeds(screen: MainScreen, language: str, feeds: tuple[Subscription, ...]) -> None:
    """Subscribe to all starter feeds of a language, or to one of them."""

    def chosen(answer: str | None) -> None:
        if answer is None:
            return
        wanted = feeds if answer == "all" else [feed for feed in feeds if feed.url == answer]
        screen.desk.write(lambda: screen.library.subscribe(wanted))
        arriving.watch_refresh(screen, lambda: screen.library.start_refresh())

    choices = [Choice("all", f"All {len(feeds)} of them"), *(Choice(feed.url, feed.name, feed.url) for feed in feeds)]
    screen.app.push_screen(ChoiceScreen(f"Starter feeds · {language}", choices), chosen)


COMMANDS: dict[str, Callable[[MainScreen], None]] = {
    "feeds.refresh": refresh,
    "feeds.refresh-all": refresh_all,
    "feeds.add": add,
    "feeds.import": import_files,
    "feeds.remove": remove_place,
    "feeds.greet": greet,
}
