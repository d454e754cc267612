"""Running rules: on what has just come, and on everything on demand, with a preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tuinews.core.counting import counted
from tuinews.core.errors import NotFound
from tuinews.core.query import parse_query
from tuinews.library.settings import Settings
from tuinews.storage import rules, search, written
from tuinews.storage.rules import Rule
from tuinews.storage.store import Store


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a rule did, or (in a preview) would do: the articles that it matches."""

    rule: Rule
    articles: tuple[int, ...]


def run_rules(
    store: Store, settings: Settings, *, names: Sequence[str] = (), after: int = 0, preview: bool = False
) -> list[Ruled]:
    """Run the rules (all, or the named ones) on the articles that came after one (by its id). Each is one undoable
    step. Rules run one after the other, so that one may ask for what another did; a preview cannot tell that.
    Raises NotFound."""
    done = []
    known = rules.rules(store.connection)
    for name in names:
        if name not in {rule.name for rule in known}:
            raise NotFound(name, "is no rule", "`tuinews rules` lists them")
    for rule in known:
        if names and rule.name not in names:
            continue
        trees = [parse_query(rule.query).tree]
        ids = tuple(search.article_ids(store.connection, trees, "oldest", None, settings.confidence, after))
        if ids and not preview:
            with written.step(store, settings.name, f"Rule “{rule.name}” on {counted(len(ids), 'article')}") as step:
                rules.apply(step, rule.actions, ids)
        done.append(Ruled(rule, ids))
    return done


def run_on_new(store: Store, settings: Settings) -> None:
    """Run the rules on what came since they last ran so. Called when its statements are known."""
    if not rules.rules(store.connection):
        return
    seen, newest = rules.last_seen(store.connection), rules.newest(store.connection)
    if newest > seen:
        run_rules(store, settings, after=seen)
        with store.writing() as connection:
            rules.set_seen(connection, newest)
