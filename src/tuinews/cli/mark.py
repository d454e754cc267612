"""Commands that write what the reader thinks: tag, note, star, read, undo."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING

import click

from tuinews.cli.printing import say, warn
from tuinews.core.errors import BadUsage, NotFound
from tuinews.core.quoting import places_of, quoted
from tuinews.core.statement import Span
from tuinews.library.views import Target

if TYPE_CHECKING:
    from tuinews.cli.program import Lazy
    from tuinews.library import Library
    from tuinews.library.views import ArticleView

_QUOTE_HELP = "On these words of the article (its statement, when they are in one)."


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("article", metavar="ID")
@click.argument("tags", nargs=-1, metavar="TAG…")
@click.option("--on", "quote", metavar="WORDS", help=_QUOTE_HELP)
@click.option("--matching", metavar="QUERY", help="On every article that this search finds; no ID then.")
@click.option("--statements", is_flag=True, help="With --matching: on every statement that it finds.")
@click.option("--voice", metavar="NAME", help="On a voice; no ID then. `tag:` finds what it says.")
@click.pass_obj
def tag(
    lazy: Lazy, article: str, tags: tuple[str, ...], quote: str | None, matching: str | None, statements: bool,
    voice: str | None,
) -> None:  # fmt: skip
    """Put tags on an article, or on words of it; `-TAG` takes one off. A codebook.toml beside the library may say
    which tags and values there are.

    \b
    tuinews tag 12 energy war/kursk concept=aid
    tuinews tag 12 --on "every safety drill was skipped" claim/ferry-drills
    tuinews tag 12 -- -energy
    tuinews tag --matching 'ferry after:yesterday' harbour
    tuinews tag --matching 'by:reyes said:drill' --statements claim/ferry-drills
    tuinews tag --voice "Ilan Reyes" expert
    """
    library = lazy.open()
    for problem in library.codebook_problems:
        warn(f"tuinews: {problem}")
    if matching is not None or voice is not None:
        tags = (article, *tags)
    elif not tags:
        raise BadUsage("tag", "needs a tag", "See `tuinews tag --help`")
    add = [name for name in tags if not name.startswith("-")]
    remove = [name[1:] for name in tags if name.startswith("-")]
    if voice is not None:
        say(library.tag_voice(voice, add, remove).message)
        return
    if matching is not None and statements:
        rows = library.statement_rows(library.search_statements(matching).ids)
        targets = [Target.said(row) for row in rows]
    elif matching is not None:
        targets = [Target(article_id) for article_id in library.search(matching).ids]
    else:
        targets = [target_of(library, article, quote)]
    say(library.tag(targets, add, remove).message)


@click.command()
@click.argument("article", metavar="ID")
@click.argument("body", required=False)
@click.option("--on", "quote", metavar="WORDS", help=_QUOTE_HELP)
@click.pass_obj
def note(lazy: Lazy, article: str, body: str | None, quote: str | None) -> None:
    """Write a note on an article, or on words of it. Without BODY it is read from standard input.

    \b
    tuinews note 12 "compare with the May report"
    tuinews note 12 --on "every safety drill was skipped" < note.md
    """
    library = lazy.open()
    target = target_of(library, article, quote)
    say(library.add_note(target, body if body is not None else sys.stdin.read()).message)


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ID…")
@click.option("--off", is_flag=True, help="Take the star off.")
@click.pass_obj
def star(lazy: Lazy, articles: tuple[str, ...], off: bool) -> None:
    """Star articles."""
    library = lazy.open()
    say(library.star([library.find_article(name) for name in articles], not off).message)


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ID…")
@click.option("--off", is_flag=True, help="Mark them unread.")
@click.pass_obj
def read(lazy: Lazy, articles: tuple[str, ...], off: bool) -> None:
    """Mark articles read."""
    library = lazy.open()
    say(library.mark_read([library.find_article(name) for name in articles], not off).message)


@click.command()
@click.pass_obj
def undo(lazy: Lazy) -> None:
    """Take back the last change of tags, notes, stars, reading marks or subscriptions."""
    done = lazy.open().undo()
    if done is None:
        raise NotFound("undo", "nothing is left to take back")
    say(done.message)


def target_of(library: Library, article: str, quote: str | None) -> Target:
    """What ID and --on name. Raises NotFound, BadUsage."""
    article_id = library.find_article(article)
    if quote is None:
        return Target(article_id)
    view = library.analyse_article(article_id)
    words = words_in(view, quote)
    return library.target_at(view, words.start, words.end)


def words_in(view: ArticleView, quote: str) -> Span:
    """Where words stand in an article, as they were copied from a terminal; of several places the first. Raises
    BadUsage."""
    found = list(islice(places_of(view.document.text, quote), 2))
    if not found:
        said = quoted(" ".join(quote.split()))
        raise BadUsage(f"article {view.id}", f"does not hold the words {said}", "Copy them from `tuinews show`")
    if len(found) > 1:
        warn(f"{quoted(quote)} stands there several times; the first is meant. More words name another")
    return Span(*found[0])


COMMANDS = (tag, note, star, read, undo)
