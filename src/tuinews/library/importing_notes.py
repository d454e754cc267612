"""Importing notes, highlights and reading state from elsewhere: Hypothesis, Readwise, newsboat's cache.

What was imported before is not imported again: an annotation keeps the id that it had there. What the reader changed or
deleted here since stays so, unless it was changed there later. An import that was taken back can be made again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from tuinews.core import clock
from tuinews.core.anchors import Anchor, find_anchors, make_anchor
from tuinews.core.counting import counted
from tuinews.core.errors import BadInput
from tuinews.core.fold import fold
from tuinews.core.links import is_web, same_article_key
from tuinews.core.sanitize import clean, clean_line
from tuinews.core.tags import clean_tag
from tuinews.ingest.annotations import HIGHLIGHT, Annotation
from tuinews.ingest.building import Builder
from tuinews.ingest.feeds.dates import bounded
from tuinews.ingest.html import to_document
from tuinews.library.refresh import Report
from tuinews.library.settings import Settings
from tuinews.library.views import Progress
from tuinews.storage import articles, feeds, journal, notes, pages, revisions, written
from tuinews.storage.articles import Incoming
from tuinews.storage.documents import packed
from tuinews.storage.following import pack_anchor
from tuinews.storage.journal import Step
from tuinews.storage.newsboat_cache import CachedItem, read_cache
from tuinews.storage.store import Store

_TOGETHER = 200


@dataclass
class _Count:
    notes: int = 0
    tags: int = 0
    orphans: int = 0
    articles: int = 0
    known: int = 0


def import_annotations(
    store: Store, settings: Settings, found: Iterable[Annotation | str], name: str, report: Report
) -> None:
    """Put annotations on the articles that they are of, as one step. An article that is not here comes in with the
    words that were marked, and wants its page; words that are not found in it become orphans."""
    by_article: dict[tuple[str, str], list[Annotation]] = {}
    for one in found:
        if isinstance(one, str):
            report(Progress("problem", name=name, message=f"{name}: {one}"))
        else:
            by_article.setdefault((same_article_key(one.url) if one.url else "", one.title), []).append(one)
    count = _Count()
    with written.step(store, settings.name, f"Imported notes from {Path(name).name}") as step:
        for annotations in by_article.values():
            article_id = _article(step, annotations, count)
            shown = revisions.shown_text(step.connection, article_id)
            for one in annotations:
                _annotate(step, article_id, shown, one, settings.name, count)
    written_on = counted(len(by_article), "article")
    said = f"Imported {counted(count.notes, 'note')} and {counted(count.tags, 'tag')} on {written_on}"
    more = [
        (count.articles, "came in by its words alone" if count.articles == 1 else "came in by their words alone"),
        (count.orphans, "are orphans"),
        (count.known, "were there already"),
    ]
    said += "".join(f", {number:,} {what}" for number, what in more if number)
    report(Progress("feed", 1, 1, name, said, count.notes + count.tags))


def _article(step: Step, annotations: list[Annotation], count: _Count) -> int:
    """The article on which one of them stands already; by its address, or by its title if the words are in it; one of
    the words when it is not here."""
    first = annotations[0]
    connection = step.connection
    known = next(filter(None, (notes.article_of(connection, _uid(one)) for one in annotations)), None)
    if known is not None:
        return known
    if first.url:
        known = articles.find_by_keys(connection, [same_article_key(first.url)])
    else:
        known = next(
            (
                article_id
                for article_id in articles.titled(connection, first.title)
                if any(fold(one.exact) in fold(revisions.shown_text(connection, article_id)[1]) for one in annotations)
            ),
            None,
        )
    if known is not None:
        return known
    builder = Builder()
    for words in dict.fromkeys(one.exact for one in annotations if one.exact):
        for line in words.splitlines():
            builder.text(line)
            builder.end_leaf("paragraph")
    if not any(one.exact for one in annotations):
        builder.text(first.title)
        builder.end_leaf()
    document = builder.document()
    identity = f"marked:{fold(first.title)}:{fold(first.by)}"
    stored = articles.store_article(
        connection,
        Incoming(
            content=packed(first.title, document, ""), origin="entry", fetched=clock.timestamp(),
            digest=hashlib.sha256(document.text.encode()).hexdigest(), url=first.url, canonical_url=first.url,
            identity=identity, author=first.by, published=first.created, truncated=True, extractor="annotations",
        ),
    )  # fmt: skip
    if first.url:
        pages.want(connection, [(stored.article_id, first.url)])
    count.articles += stored.new
    return stored.article_id


def _annotate(step: Step, article_id: int, shown: tuple[int, str], one: Annotation, reader: str, count: _Count) -> None:
    anchor = _anchor(shown, one)
    author = one.author or reader
    uid, now = _uid(one), clock.timestamp()
    created, changed = (moment.timestamp() if moment else now for moment in (one.created, one.changed or one.created))
    about = written.ABOUT_ARTICLE if anchor is None else written.ABOUT_WORDS
    common = {"article_id": article_id, "about": about, "anchor": pack_anchor(anchor), "created": created,
              "author": author}  # fmt: skip
    tags = [tag for tag in map(_tag, one.tags) if tag] or ([] if one.body else [HIGHLIGHT])
    rows = [("tagging", {**common, "uid": f"{uid}:{tag}", "tag": tag.partition("=")[0],
                         "value": tag.partition("=")[2] or None}) for tag in dict.fromkeys(tags)]  # fmt: skip
    if one.body:
        rows.append(("note", {**common, "uid": uid, "body": one.body, "changed": changed}))
    for record, row in rows:
        if _is_news(step, record, str(row["uid"]), changed if one.changed or one.created else 0.0):
            step.put(record, row)
            count.notes += record == "note"
            count.tags += record == "tagging"
            count.orphans += anchor is not None and not _stands(shown[1], anchor)
        else:
            count.known += 1


def _uid(one: Annotation) -> str:
    return f"{one.id.partition(':')[0]}:{hashlib.sha256(one.id.encode()).hexdigest()[:16]}"


def _is_news(step: Step, record: str, uid: str, changed: float) -> bool:
    """Whether it never was here; or is, and was changed there after it was changed here."""
    before = journal.read_record(step.connection, record, uid)
    if before is None:
        return not journal.history(step.connection, uid) or journal.was_taken_back(step.connection, record, uid)
    return record == "note" and changed > float(before["changed"])


def _anchor(shown: tuple[int, str], one: Annotation) -> Anchor | None:
    """An anchor on our text, where the words are in it; else one of the words as they were."""
    if not one.exact:
        return None
    number, text = shown
    at = min(one.start or 0, max(0, len(text) - 1))
    theirs = Anchor(one.exact, one.prefix, one.suffix, at, at + len(one.exact), number)
    exact = " ".join(one.exact.split())
    for words in dict.fromkeys((one.exact, "\n".join(line.strip() for line in one.exact.splitlines()), exact)):
        [place] = find_anchors(text, [Anchor(words, one.prefix, one.suffix, at, at + len(words), number)])
        if place is not None:
            return make_anchor(text, place.start, place.end, number)
    return theirs


def _stands(text: str, anchor: Anchor) -> bool:
    return text[anchor.start : anchor.end] == anchor.exact


def _tag(said: str) -> str:
    try:
        return clean_tag(said)
    except BadInput:
        return ""


# -- newsboat ----------------------------------------------------------------------------------------------------


def import_cache(store: Store, settings: Settings, path: Path, report: Report) -> None:
    """Articles, what was read, and flags (as tags `flag/a`) of newsboat's cache, which is only read. Its feeds are
    in its `urls` file; articles of feeds that are subscribed to join them."""
    subscribed = {feed.url: feed.id for feed in feeds.feed_views(store.connection)}
    count: Counter[str] = Counter()
    whole = journal.new_uid()
    for together in _in_steps(read_cache(path)):
        with written.step(store, settings.name, f"Imported {path.name} of newsboat", part_of=whole) as step:
            for item in together:
                count.update(_take_in(step, item, subscribed))
        report(Progress("page", count["all"], 0, str(path)))
    said = f"Imported {counted(count['new'], 'article')}"
    said += "".join(f", {count[what]:,} {words}" for what, words in _TOLD.items() if count[what])
    report(Progress("feed", 1, 1, str(path), said, count["new"]))


_TOLD = {"there": "were there already", "read": "marked read", "flags": "flags as tags", "empty": "left out as empty"}


def _in_steps(items: Iterable[CachedItem]) -> Iterator[list[CachedItem]]:
    items = iter(items)
    while together := list(islice(items, _TOGETHER)):
        yield together


def _take_in(step: Step, item: CachedItem, subscribed: Mapping[str, int]) -> Iterator[str]:
    yield "all"
    incoming = _incoming(item)
    if incoming is None:
        yield "empty"
        return
    stored = articles.store_article(step.connection, incoming)
    yield "new" if stored.new else "there"
    feed_id = subscribed.get(item.feed_url)
    if feed_id is not None and item.guid:
        feeds.remember_entry(step.connection, feed_id, clean_line(item.guid), "", stored.article_id, clock.timestamp())
    article_uid = articles.uid(step.connection, stored.article_id)
    if not item.unread and (stored.new or journal.was_taken_back(step.connection, "reading", article_uid)):
        written.set_reading(step, [stored.article_id], read=True)
        yield "read"
    for flag in sorted(filter(str.isalnum, set(item.flags))):
        uid = f"newsboat:{article_uid}:{flag}"
        if _is_news(step, "tagging", uid, 0.0):
            step.put(
                "tagging",
                {"uid": uid, "article_id": stored.article_id, "about": written.ABOUT_ARTICLE, "anchor": None,
                 "tag": f"flag/{flag}", "value": None, "created": clock.timestamp(), "author": step.who},
            )  # fmt: skip
            yield "flags"


def _incoming(item: CachedItem) -> Incoming | None:
    url = item.url.strip() if is_web(item.url.strip()) else ""
    if item.mime.startswith("text/plain"):
        builder = Builder()
        for line in clean(item.content).splitlines():
            builder.text(line)
            builder.end_leaf()
        document = builder.document()
    else:
        document = to_document(item.content, url)
    title = clean_line(item.title)[:300]
    if not document.text and title:
        builder = Builder()
        builder.text(title)
        builder.end_leaf()
        document = builder.document()
    if not document.text:
        return None
    moment = datetime.fromtimestamp(item.published, UTC) if 0 < item.published < 4e9 else None
    return Incoming(
        content=packed(title, document, ""), origin="entry", fetched=clock.timestamp(),
        digest=hashlib.sha256(item.content.encode("utf-8", "replace")).hexdigest(), url=url, canonical_url="",
        identity=f"entry:{item.feed_url}#{item.guid}", outlet=clean_line(item.feed_title)[:200],
        author=clean_line(item.author)[:200], published=bounded(moment, clock.now()), extractor="newsboat",
    )  # fmt: skip
