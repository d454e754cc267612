"""What the reader decided about statements and claims.

Two separate things: the *attribution* of a statement (did they say it?) and the *status* of what it claims (is it so?).
A verdict stands on words by its own anchor, or on a claim: a tag, whose statements it covers, and those of the tags
below it. Of several that cover a statement the one that was changed last counts, for each of the two by itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tuinews.core import clock
from tuinews.core.anchors import Anchor
from tuinews.core.statement import Span, same_words
from tuinews.storage.following import IS_SHOWN, pack_anchor
from tuinews.storage.journal import Step, new_uid, read_record

DEFAULTS = {"attribution": "unchecked", "status": "open"}
"""What holds where nothing was decided."""
SAME_WORDS = "2 * (min(p.end, s.end) - max(p.start, s.start)) > max(p.end - p.start, s.end - s.start)"
"""SQL on a placement `p` and a statement `s`: both share more than half (`core.statement.same_words`)."""

BEARS_CLAIM = "(t.tag = v.claim COLLATE NOCASE OR lower(substr(t.tag, 1, length(v.claim) + 1)) = lower(v.claim) || '/')"
"""SQL on a tagging `t` and a verdict `v`: the tag is the claim's, or below it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict on the words at `span` (None while they are not found), or on a `claim`. Empty: nothing decided."""

    span: Span | None
    claim: str
    attribution: str
    status: str
    proof: str

    def covers(self, here: Span, tags: Iterable[str]) -> bool:
        """Whether it speaks of a statement at `here` that bears these tags (`name` or `name=value`)."""
        if self.span is not None and same_words(self.span, here):
            return True
        claim = self.claim.casefold()
        names = (tag.partition("=")[0].casefold() for tag in tags)
        return bool(claim) and any(name == claim or name.startswith(f"{claim}/") for name in names)


@dataclass(frozen=True, slots=True)
class Decided:
    """What holds for one statement: the latest words on each."""

    attribution: str = DEFAULTS["attribution"]
    status: str = DEFAULTS["status"]
    proof: str = ""


def decided(verdicts: Iterable[Verdict], here: Span, tags: Iterable[str]) -> Decided:
    """What holds for a statement at `here` with these tags, by verdicts that are given oldest first."""
    attribution, status, proof = DEFAULTS["attribution"], DEFAULTS["status"], ""
    tags = tuple(tags)
    for verdict in verdicts:
        if verdict.covers(here, tags):
            attribution = verdict.attribution or attribution
            status = verdict.status or status
            proof = verdict.proof or proof
    return Decided(attribution, status, proof)


def verdicts(connection: sqlite3.Connection, article_id: int) -> list[Verdict]:
    """The verdicts on the words of an article, and on claims anywhere, oldest first."""
    rows = connection.execute(
        "SELECT p.start, p.end, coalesce(v.claim, ''), coalesce(v.attribution, ''), coalesce(v.status, ''), v.proof"
        " FROM verdict v LEFT JOIN placement p ON p.uid = v.uid"
        " WHERE (v.article_id = ? OR v.claim IS NOT NULL) AND shown(v.author) ORDER BY v.changed, v.rowid",
        (article_id,),
    )
    return [Verdict(None if start is None else Span(start, end), *rest) for start, end, *rest in rows]


def claims(connection: sqlite3.Connection) -> list[tuple[str, str, str, str, float, int]]:
    """(claim, status, proof, author, when, how many words and statements bear the tag) of the claims with a verdict,
    by name."""
    return connection.execute(
        "SELECT v.claim, coalesce(v.status, 'open'), v.proof, v.author, v.changed, (SELECT count(*) FROM tagging t"
        f" WHERE t.anchor IS NOT NULL AND {BEARS_CLAIM} AND shown(t.author))"
        " FROM verdict v WHERE v.claim IS NOT NULL AND shown(v.author) ORDER BY v.claim COLLATE NOCASE, v.changed"
    ).fetchall()


def judge_words(
    step: Step, article_id: int, anchor: Anchor, attribution: str | None, status: str | None, proof: str
) -> None:
    """Decide about words of an article; None and an empty proof leave what the same author decided before."""
    row = step.connection.execute(
        "SELECT v.uid FROM verdict v JOIN placement p ON p.uid = v.uid, (SELECT ?2 AS start, ?3 AS end) s"
        f" WHERE v.article_id = ?1 AND v.author = ?5 AND {SAME_WORDS} AND {IS_SHOWN}",
        (article_id, anchor.start, anchor.end, anchor.revision, step.who),
    ).fetchone()
    new = {"article_id": article_id, "anchor": pack_anchor(anchor), "claim": None}
    _judge(step, row, new, {"attribution": attribution, "status": status}, proof)


def judge_claim(step: Step, claim: str, status: str | None, proof: str) -> None:
    """Decide about a claim: a tag, written without `#`."""
    row = step.connection.execute(
        "SELECT uid FROM verdict WHERE claim = ? COLLATE NOCASE AND author = ?", (claim, step.who)
    ).fetchone()
    _judge(step, row, {"article_id": None, "anchor": None, "claim": claim}, {"status": status}, proof)


def _judge(
    step: Step, row: tuple[str] | None, new: Mapping[str, object], said: Mapping[str, str | None], proof: str
) -> None:
    now = clock.timestamp()
    before = read_record(step.connection, "verdict", row[0]) if row is not None else None
    after = before or {"uid": new_uid(), "created": now, "author": step.who, "proof": "", **new}
    told = {name: value for name, value in said.items() if value is not None}
    step.put("verdict", {**after, **told, "proof": proof or after["proof"], "changed": now})
