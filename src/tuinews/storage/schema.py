"""The tables of a library, as migrations.

Three kinds of tables, kept apart:

- *taken in*: feed_state, article, article_key, entry, membership, revision, capture. Written by refresh and
  import, and kept.
- *derived*: tally, analysis, statement, placement and the full-text tables. May be dropped and made again at any time.
- *written*: what the reader wrote (`WRITTEN` in journal.py) and its journal. No refresh writes to them; they hold
  their own anchors and public ids, never the id of a derived row.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x74_6E_65_77
"""`PRAGMA application_id` of a library file ("tnew")."""
SCHEMA_VERSION = 7
"""`PRAGMA user_version`: the number of migrations below."""

TAKEN_IN = """
CREATE TABLE feed_state (
    feed_id INTEGER PRIMARY KEY,
    title TEXT NOT NULL DEFAULT '', site_url TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT '',
    location TEXT NOT NULL DEFAULT '',          -- where a permanent redirect led (RFC 9110 §15.4.2)
    etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '',
    fetched REAL, next_fetch REAL, ttl INTEGER, changed REAL,
    failures INTEGER NOT NULL DEFAULT 0, failing_since REAL, problem TEXT NOT NULL DEFAULT '',
    gone INTEGER NOT NULL DEFAULT 0             -- the server said 410
);
CREATE TABLE article (
    id INTEGER PRIMARY KEY,                     -- in the order of arrival
    uid TEXT NOT NULL UNIQUE,                   -- the same in every library (made from what identifies the article)
    url TEXT NOT NULL, title TEXT NOT NULL, outlet TEXT NOT NULL DEFAULT '', author TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '', image TEXT NOT NULL DEFAULT '', feed_tags TEXT NOT NULL DEFAULT '[]',
    published REAL, published_offset INTEGER,   -- UTC seconds; minutes east of UTC in which it was given
    arrived REAL NOT NULL,
    sorted REAL NOT NULL,                       -- published, but never later than arrived: the order of lists
    revision_id INTEGER,                        -- the one that is shown
    truncated INTEGER NOT NULL DEFAULT 0,
    words INTEGER NOT NULL DEFAULT 0,
    quotes INTEGER NOT NULL DEFAULT 0,          -- direct quotes, derived
    statements INTEGER NOT NULL DEFAULT 0,      -- all statements that are sure enough to show, derived
    changed REAL                                -- when a later revision of the same origin came
);
CREATE INDEX article_sorted ON article(sorted DESC, id DESC);
CREATE INDEX article_changed ON article(changed) WHERE changed IS NOT NULL;
CREATE TABLE article_key (
    key TEXT PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX article_key_article ON article_key(article_id);
CREATE TABLE entry (
    feed_id INTEGER NOT NULL,           -- outlives the subscription: taking its removal back restores all
    guid TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    digest TEXT NOT NULL, seen REAL NOT NULL,
    PRIMARY KEY (feed_id, guid)
) WITHOUT ROWID;
CREATE INDEX entry_article ON entry(article_id);
CREATE TABLE membership (
    feed_id INTEGER NOT NULL,           -- outlives the subscription: taking its removal back restores all
    article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    PRIMARY KEY (feed_id, article_id)
) WITHOUT ROWID;
CREATE INDEX membership_article ON membership(article_id);
CREATE TABLE revision (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    number INTEGER NOT NULL, origin TEXT NOT NULL,   -- entry, page, file
    url TEXT NOT NULL DEFAULT '', fetched REAL NOT NULL, digest TEXT NOT NULL, text_digest TEXT NOT NULL,
    headers TEXT NOT NULL DEFAULT '{}', extractor TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL, author TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL, layout TEXT NOT NULL, inline TEXT NOT NULL,   -- the Document, never made again
    UNIQUE (article_id, number)
);
CREATE TABLE capture (
    revision_id INTEGER PRIMARY KEY REFERENCES revision(id) ON DELETE CASCADE,
    body BLOB NOT NULL, packing TEXT NOT NULL, size INTEGER NOT NULL, keep_until REAL   -- NULL: for good
);
"""

DERIVED = """
CREATE TABLE tally (
    feed_id INTEGER PRIMARY KEY,                -- 0: the whole library
    total INTEGER NOT NULL DEFAULT 0, unread INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
INSERT INTO tally VALUES (0, 0, 0);
CREATE TABLE analysis (
    article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
    revision_id INTEGER NOT NULL, engine TEXT NOT NULL, at REAL NOT NULL
);
CREATE TABLE review (                           -- where a newer engine would change what bears the reader's marks
    id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL, engine TEXT NOT NULL, at REAL NOT NULL,
    old_speaker TEXT NOT NULL, old_words TEXT NOT NULL, new_speaker TEXT NOT NULL, new_words TEXT NOT NULL,
    UNIQUE (article_id, start, end)
);
CREATE TABLE analysis_queue (article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE);
CREATE TABLE page_queue (                       -- articles whose full page is wanted
    article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
    url TEXT NOT NULL, failures INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, fragments TEXT NOT NULL,
    cue TEXT NOT NULL DEFAULT '', cue_start INTEGER, cue_end INTEGER,
    speaker TEXT, speaker_key TEXT NOT NULL DEFAULT '', type TEXT NOT NULL DEFAULT '', role TEXT NOT NULL DEFAULT '',
    mention TEXT NOT NULL DEFAULT '', mention_start INTEGER, mention_end INTEGER,
    via TEXT NOT NULL DEFAULT '[]', stance TEXT NOT NULL, confidence REAL NOT NULL, why TEXT NOT NULL DEFAULT '',
    said TEXT NOT NULL                          -- the words, fragments joined by an ellipsis
);
CREATE INDEX statement_article ON statement(article_id, start);
CREATE INDEX statement_speaker ON statement(speaker_key);
CREATE TABLE placement (
    uid TEXT PRIMARY KEY,                       -- of the note, tagging, …, whose anchor it places
    article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE, revision_id INTEGER NOT NULL,
    start INTEGER, end INTEGER,                 -- NULL: an orphan
    score REAL NOT NULL, how TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX placement_article ON placement(article_id);
CREATE TABLE indexed_language (code TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE article_terms USING fts5(title, body, content='', tokenize='ascii', prefix='2');
CREATE VIRTUAL TABLE reader_terms USING fts5(notes, tags, tokenize='ascii', prefix='2');
CREATE VIRTUAL TABLE statement_terms USING fts5(said, by, via, cue, content='', tokenize='ascii', prefix='2');
INSERT INTO article_terms (article_terms, rank) VALUES ('hashsize', 8388608);  -- bytes; fewer, larger segments
CREATE TRIGGER tally_article_in AFTER INSERT ON article BEGIN
    UPDATE tally SET total = total + 1, unread = unread + 1 WHERE feed_id = 0;
END;
CREATE TRIGGER tally_article_out BEFORE DELETE ON article BEGIN
    UPDATE tally SET total = total - 1,
        unread = unread - (SELECT count(*) = 0 FROM reading WHERE article_id = old.id AND read) WHERE feed_id = 0;
END;
CREATE TRIGGER tally_member_in AFTER INSERT ON membership BEGIN
    INSERT INTO tally
        SELECT new.feed_id, 1, count(*) = 0 FROM reading WHERE article_id = new.article_id AND read
        ON CONFLICT DO UPDATE SET total = total + 1, unread = unread + excluded.unread;
END;
CREATE TRIGGER tally_member_out BEFORE DELETE ON membership BEGIN
    UPDATE tally SET total = total - 1,
        unread = unread - (SELECT count(*) = 0 FROM reading WHERE article_id = old.article_id AND read)
        WHERE feed_id = old.feed_id;
END;
CREATE TRIGGER tally_read_in AFTER INSERT ON reading WHEN new.read BEGIN
    UPDATE tally SET unread = unread - 1
        WHERE feed_id = 0 OR feed_id IN (SELECT feed_id FROM membership WHERE article_id = new.article_id);
END;
CREATE TRIGGER tally_read_change AFTER UPDATE OF read ON reading WHEN new.read IS NOT old.read BEGIN
    UPDATE tally SET unread = unread + (CASE WHEN new.read THEN -1 ELSE 1 END)
        WHERE feed_id = 0 OR feed_id IN (SELECT feed_id FROM membership WHERE article_id = new.article_id);
END;
CREATE TRIGGER tally_deletion_in AFTER INSERT ON deletion BEGIN  -- the same step marks it read
    UPDATE tally SET total = total - 1
        WHERE feed_id = 0 OR feed_id IN (SELECT feed_id FROM membership WHERE article_id = new.article_id);
END;
CREATE TRIGGER tally_deletion_out AFTER DELETE ON deletion BEGIN
    UPDATE tally SET total = total + 1
        WHERE feed_id = 0 OR feed_id IN (SELECT feed_id FROM membership WHERE article_id = old.article_id);
END;
CREATE TRIGGER tally_read_out AFTER DELETE ON reading WHEN old.read BEGIN
    UPDATE tally SET unread = unread + 1
        WHERE feed_id = 0 OR feed_id IN (SELECT feed_id FROM membership WHERE article_id = old.article_id);
END;
"""

WRITTEN = """
CREATE TABLE subscription (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- never given again to another feed
    uid TEXT NOT NULL UNIQUE, url TEXT NOT NULL UNIQUE, name TEXT NOT NULL DEFAULT '',
    folder TEXT NOT NULL DEFAULT '', tags TEXT NOT NULL DEFAULT '[]', settings TEXT NOT NULL DEFAULT '{}',
    added REAL NOT NULL, author TEXT NOT NULL
);
CREATE TABLE reading (
    uid TEXT PRIMARY KEY, article_id INTEGER NOT NULL UNIQUE REFERENCES article(id),
    read INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0,
    hidden INTEGER NOT NULL DEFAULT 0, watched INTEGER NOT NULL DEFAULT 0, changed REAL NOT NULL
);
CREATE INDEX reading_starred ON reading(article_id) WHERE starred;
CREATE INDEX reading_hidden ON reading(article_id) WHERE hidden;
CREATE INDEX reading_watched ON reading(article_id) WHERE watched;
CREATE TABLE note (
    uid TEXT PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES article(id), about TEXT NOT NULL, anchor TEXT,
    body TEXT NOT NULL, created REAL NOT NULL, changed REAL NOT NULL, author TEXT NOT NULL
);
CREATE INDEX note_article ON note(article_id);
CREATE TABLE tagging (
    uid TEXT PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES article(id), about TEXT NOT NULL, anchor TEXT,
    tag TEXT NOT NULL, value TEXT, created REAL NOT NULL, author TEXT NOT NULL
);
CREATE INDEX tagging_article ON tagging(article_id);
CREATE INDEX tagging_tag ON tagging(tag);
CREATE TABLE verdict (
    uid TEXT PRIMARY KEY, article_id INTEGER REFERENCES article(id), anchor TEXT, claim TEXT,
    attribution TEXT, status TEXT, proof TEXT NOT NULL DEFAULT '',
    created REAL NOT NULL, changed REAL NOT NULL, author TEXT NOT NULL
);
CREATE TABLE correction (
    uid TEXT PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES article(id), anchor TEXT NOT NULL,
    kind TEXT NOT NULL, detail TEXT NOT NULL, created REAL NOT NULL, author TEXT NOT NULL
);
CREATE INDEX correction_article ON correction(article_id);
CREATE TABLE voice_rule (
    uid TEXT PRIMARY KEY, kind TEXT NOT NULL, voice TEXT NOT NULL, detail TEXT NOT NULL,
    created REAL NOT NULL, author TEXT NOT NULL
);
CREATE TABLE saved_search (
    uid TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, query TEXT NOT NULL, settings TEXT NOT NULL DEFAULT '{}',
    created REAL NOT NULL, author TEXT NOT NULL
);
CREATE TABLE rule (
    uid TEXT PRIMARY KEY, name TEXT NOT NULL, query TEXT NOT NULL, actions TEXT NOT NULL,
    settings TEXT NOT NULL DEFAULT '{}', created REAL NOT NULL, author TEXT NOT NULL
);
CREATE TABLE deletion (
    uid TEXT PRIMARY KEY, article_id INTEGER NOT NULL UNIQUE REFERENCES article(id),
    at REAL NOT NULL, author TEXT NOT NULL
);
CREATE TABLE journal (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, step TEXT NOT NULL,
    at REAL NOT NULL, who TEXT NOT NULL, label TEXT NOT NULL,
    record TEXT NOT NULL, key TEXT NOT NULL, before TEXT, after TEXT,
    undoes TEXT                                 -- the step that this one takes back
);
CREATE INDEX journal_step ON journal(step);
CREATE INDEX journal_undoes ON journal(undoes) WHERE undoes IS NOT NULL;
CREATE INDEX journal_key ON journal(key);
CREATE TABLE progress (
    article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, opened REAL, seen_revision INTEGER
);
CREATE TABLE draft (key TEXT PRIMARY KEY, body TEXT NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE tombstone (key TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

WATCHING = """
CREATE TABLE watch (                            -- derived: articles whose pages are fetched again
    article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
    since REAL NOT NULL, next REAL,             -- NULL: no more
    etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT ''
)
"""

READER_TERMS = """
CREATE VIRTUAL TABLE reader_terms USING fts5(   -- derived: a row for each author of notes and tags on an article
    notes, tags, author UNINDEXED, tokenize='ascii', prefix='2'
)
"""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a library to the present schema. Runs in one transaction per migration (sqlite-utils does that)."""
    from sqlite_utils import Database, Migrations  # deferred: 100 ms that a library of today never pays

    steps = Migrations("tuinews")

    @steps()
    def m001_floors(db: Database) -> None:
        for part in (WRITTEN, TAKEN_IN, DERIVED):
            for statement in _statements(part):
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    @steps()
    def m002_watching(db: Database) -> None:
        db.execute(WATCHING)

    @steps()
    def m003_merging(db: Database) -> None:
        db.execute("ALTER TABLE journal ADD COLUMN merged TEXT")  # the merge that a line came with, or is part of
        db.execute("CREATE INDEX journal_merged ON journal(merged) WHERE merged IS NOT NULL")

    @steps()
    def m004_chain(db: Database) -> None:
        from tuinews.storage import chain

        db.execute("ALTER TABLE revision ADD COLUMN chain TEXT NOT NULL DEFAULT ''")  # see chain.py
        chain.link_all(db.conn)

    @steps()
    def m005_when_feeds_were_asked(db: Database) -> None:
        db.execute("ALTER TABLE feed_state ADD COLUMN asked REAL")  # with or without success

    @steps()
    def m006_no_tombstones(db: Database) -> None:
        db.execute("DROP TABLE IF EXISTS tombstone")  # nothing wrote it: a deletion's own row keeps an article away

    @steps()
    def m007_reader_terms_of_each_author(db: Database) -> None:
        from tuinews.storage import terms

        db.execute("DROP TABLE reader_terms")
        db.execute(READER_TERMS)
        terms.index_all_reader_words(db.conn)

    steps.apply(Database(connection))
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _statements(script: str) -> list[str]:
    """The statements of a script. `executescript` would commit the migration's transaction."""
    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
