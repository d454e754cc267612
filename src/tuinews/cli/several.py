"""Commands for several people and their libraries: merge, history, agreement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tuinews.cli.printing import day, iso, say, say_json, table, warn
from tuinews.core.counting import counted
from tuinews.core.errors import BadUsage, NotFound
from tuinews.core.quoting import quoted

if TYPE_CHECKING:
    from collections import Counter

    from tuinews.cli.program import Lazy
    from tuinews.library.agreement import Agreement

_NAMES = {
    "subscription": "subscription", "reading": "reading mark", "note": "note", "tagging": "tag", "verdict": "verdict",
    "correction": "correction", "voice_rule": "voice rule", "saved_search": "saved search", "rule": "rule",
    "deletion": "deletion",
}  # fmt: skip
_MARKS = ("read", "starred", "hidden", "watched")
_TELLING = ("body", "tag", "value", "status", "attribution", "proof", "kind", "voice", "detail", "query", "name", "url")


@click.command()
@click.argument("other", type=click.Path(path_type=Path, dir_okay=False), metavar="OTHER.db")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def merge(lazy: Lazy, other: Path, as_json: bool) -> None:
    """Join what the reader of another library wrote: notes, tags, marks, verdicts, corrections, voices, searches,
    rules, subscriptions. OTHER.db is only read.

    Articles are matched by public id, address or bytes; missing ones come in with their revisions. Where both changed
    the same, the later change stands and both stay in the history. It is one step (`tuinews undo` takes it back; the
    articles stay), and merging again changes nothing.
    """
    done = lazy.open().merge(other)
    if as_json:
        say_json(
            {"added": done.added, "changed": done.changed, "dropped": done.dropped, "conflicts": done.conflicts,
             "articles": done.articles, "revisions": done.revisions, "authors": done.authors,
             "left_out": done.unsound}
        )  # fmt: skip
        return
    parts = [f"{verb} {_counted(rows)}" for verb, rows in
             (("added", done.added), ("changed", done.changed), ("dropped", done.dropped)) if rows]  # fmt: skip
    if done.articles or done.revisions:
        parts.append(f"brought in {counted(done.articles, 'article')} and {counted(done.revisions, 'revision')}")
    say(f"Merged {other.name}: {'; '.join(parts) or 'nothing new'}")
    if done.conflicts:
        say(f"{done.conflicts} were changed on both sides: the later change stands (`tuinews history` shows both)")
    for title in done.unsound:
        warn(f"left out {quoted(title)} and what was written on it: its text is damaged")


def _counted(rows: Counter[str]) -> str:
    return ", ".join(counted(count, _NAMES[record]) for record, count in rows.items())


@click.command(context_settings={"ignore_unknown_options": True})  # older ids may begin with a hyphen
@click.argument("uid", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def history(lazy: Lazy, uid: str, as_json: bool) -> None:
    """Every change of a note, tag or other thing that was written, by its public id (`tuinews notes` shows it); or of
    all that was written on an article, by its number."""
    library = lazy.open()
    changes = library.history(uid)
    if not changes and uid.isdigit():
        changes = library.article_history(library.find_article(uid))
    elif not changes:
        raise NotFound(uid, "is nothing that was written in this library", "`tuinews notes` shows the ids")
    if as_json:
        say_json([{"at": iso(c.at), "who": c.who, "step": c.label, "before": c.before, "after": c.after}
                  for c in changes])  # fmt: skip
        return
    table([day(c.at), c.who, c.label, _told(c.before, c.after)] for c in changes)


def _told(before: dict[str, Any] | None, after: dict[str, Any] | None) -> str:
    """What was changed, in words."""
    if after is None:
        return "gone"
    old = before or {}
    new = [f"{name}: {after[name]}" for name in _TELLING if after.get(name) and after[name] != old.get(name)]
    new += [name if after[name] else f"not {name}" for name in _MARKS if after.get(name, 0) != old.get(name, 0)]
    return " ".join(" · ".join(new).split()) or "moved"


@click.command()
@click.argument("tags", nargs=-1, metavar="[TAG]…")
@click.option("--by", multiple=True, metavar="AUTHOR", help="Only what these authors coded (several times).")
@click.option("--given", is_flag=True, help="Only codes that were given count, not that none was.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def agreement(lazy: Lazy, tags: tuple[str, ...], by: tuple[str, ...], given: bool, as_json: bool) -> None:
    """How far authors agree on tags: Krippendorff's α (nominal) for each, and where they do not.

    A unit is an article or a statement that bears a tag of anybody; an author who tagged anything in an article is
    taken to have looked at all of it ("none" where they put no such tag). The values of a tag, or the tags below it,
    are its categories. Without TAG: all that two authors use.

    \b
    tuinews merge anna.db; tuinews agreement concept agree
    """
    if len(set(by)) == 1:
        raise BadUsage("agreement", "takes two authors", "Name another with --by, or none for all")
    found = lazy.open().agreement(tags, by=by, given=given)
    if as_json:
        say_json([
            {"tag": one.tag, "alpha": one.alpha, "units": one.units, "authors": one.authors, "disagreements": [
                {"article": d.article_id, "title": d.title, "start": d.span.start if d.span else None,
                 "end": d.span.end if d.span else None, "words": d.words, "codes": d.said}
                for d in one.disagreements]}
            for one in found
        ])  # fmt: skip
        return
    if not found:
        say("No tag is used by two authors")
    for one in found:
        if not one.units or not one.put_by:
            say(_missing(one))
            continue
        value = "—" if one.alpha is None else f"{one.alpha:.3f}"
        say(f"#{one.tag}  α {value}  {counted(one.units, 'unit')} of {', '.join(one.authors)}"
            f"  {len(one.disagreements)} differ")  # fmt: skip
        table(
            ["", str(d.article_id), "  ".join(f"{author}: {code}" for author, code in d.said.items()),
             " ".join(d.words.split()) or d.title]
            for d in one.disagreements
        )  # fmt: skip


def _missing(one: Agreement) -> str:
    """Why nothing can be said of the agreement on a tag, and what would help."""
    if not one.put_by:
        return f"#{one.tag} is on nothing"
    if len(one.put_by) == 1:
        return (
            f"#{one.tag} was put by {one.put_by[0]} alone, where nobody else coded anything: agreement takes two"
            " (`tuinews merge OTHER.db` brings in what somebody else coded)"
        )
    return f"#{one.tag} was put by {' and '.join(one.put_by)}, but nothing was coded by two of them"


COMMANDS = (merge, history, agreement)
