"""The feed tree: every stretch of the library that a list can show, each as a search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tuinews.core.models import FeedView
from tuinews.library.views import Place, Summary

COUNTED = 100
"""Unread articles of a saved search are counted up to here: more would cost a search for all of them at each change."""


def feed_tree(
    feeds: Sequence[FeedView], tags: Sequence[tuple[str, int]], saved: Sequence[tuple[str, str, str, int]],
    summary: Summary,
) -> list[Place]:  # fmt: skip
    """The places in the order of the tree. `saved` are (uid, name, query, unread)."""
    return [
        Place("all", "All articles", "", "all", summary.unread, summary.articles),
        Place("unread", "Unread", "is:unread", "unread", summary.unread, summary.unread),
        Place("today", "Today", "on:today", "today"),
        Place("starred", "Starred", "is:starred", "starred"),
        Place("noted", "Noted", "is:noted", "noted"),
        *_saved(saved),
        *_feeds(feeds),
        *(Place(f"tag:{tag}", f"#{tag}", f"tag:{_quoted(tag)}", "tag", 0, count) for tag, count in tags),
    ]


def _saved(saved: Sequence[tuple[str, str, str, int]]) -> Iterator[Place]:
    for uid, name, query, unread in saved:
        yield Place(f"saved:{uid}", name, query, "saved", unread)


def _feeds(feeds: Sequence[FeedView]) -> Iterator[Place]:
    """Feeds without a folder first, then the folders with theirs; hidden ones only when they fail."""
    feeds = [feed for feed in feeds if not feed.hidden or feed.problem]
    for folder in sorted({feed.folder for feed in feeds}, key=lambda name: (name != "", name.casefold())):
        inside = [feed for feed in feeds if feed.folder == folder]
        if folder:
            unread, total = sum(feed.unread for feed in inside), sum(feed.total for feed in inside)
            yield Place(f"folder:{folder}", folder, f"folder:{_quoted(folder)}", "folder", unread, total)
        for feed in inside:
            query = f"feed:{_quoted(feed.url)}"
            yield Place(
                f"feed:{feed.id}", feed.name, query, "feed", feed.unread, feed.total, int(bool(folder)), feed.problem
            )


def _quoted(value: str) -> str:
    return '"' + value.replace('"', " ") + '"'
