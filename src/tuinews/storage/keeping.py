"""Keeping at most so many articles of a feed.

The rule: of a feed's articles the newest so many are kept, and of the older ones all that are unread, that bear
something of the reader's (a star, tag, note, status or correction), or that another feed has as well. The rest is put
away like what the reader deleted: no list and no search shows it, no refresh brings it back. It is a row of `deletion`
that no journal knows, so that it never stands between the reader and the undoing of their own last step; when more are
to be kept it goes again.
"""

from __future__ import annotations

import sqlite3

from tuinews.core import clock
from tuinews.storage.conditions import MARKED

OURS = "keep:"
"""What the public ids of such rows begin with."""

_BEYOND = f"""
SELECT a.id, a.uid FROM (
    SELECT a.id FROM membership m JOIN article a ON a.id = m.article_id
    WHERE m.feed_id = ?1 ORDER BY a.sorted DESC, a.id DESC LIMIT -1 OFFSET ?2
) older JOIN article a ON a.id = older.id
WHERE a.id IN (SELECT article_id FROM reading WHERE read) AND NOT {MARKED}
AND a.id NOT IN (SELECT article_id FROM correction)
AND a.id NOT IN (SELECT article_id FROM membership WHERE feed_id != ?1 AND feed_id IN (SELECT id FROM subscription))
"""


def keep_newest(connection: sqlite3.Connection, feed_id: int, most: int) -> int:
    """Put away what a feed has beyond its newest `most` articles (0: nothing), and bring back what is within them now;
    how many were put away."""
    beyond = f"article_id NOT IN (SELECT id FROM ({_BEYOND}))" if most else "?2 = 0"
    connection.execute(
        f"DELETE FROM deletion WHERE uid LIKE '{OURS}%' AND {beyond}"
        " AND article_id IN (SELECT article_id FROM membership WHERE feed_id = ?1)",
        (feed_id, most),
    )
    if not most:
        return 0
    return connection.execute(
        f"INSERT INTO deletion SELECT '{OURS}' || uid, id, ?3, '' FROM ({_BEYOND})"
        " WHERE id NOT IN (SELECT article_id FROM deletion)",
        (feed_id, most, clock.timestamp()),
    ).rowcount
