"""Which articles changed since the reader saw them."""

CHANGED_SINCE_SEEN = (
    "(a.changed IS NOT NULL AND coalesce(a.changed > max("
    "coalesce((SELECT opened FROM progress WHERE article_id = a.id), (SELECT max(created) FROM note"
    " WHERE article_id = a.id)), coalesce((SELECT max(created) FROM note WHERE article_id = a.id), 0)), 0))"
)
"""SQL on an article `a`: it changed since the reader last opened it or wrote a note on it. One that was neither
opened nor noted is new to the reader, however often it changed."""
