"""Correction notices: the paragraphs in which a publisher says that an article was changed.

Each language's forms are data: words with which such a paragraph begins, and sentences that it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuinews.core.statement import Span

_OPENINGS = (
    "Correction", "Corrections", "Corrected", "Clarification", "Editor's note", "Editors' note", "Erratum",
    "Korrektur", "Berichtigung", "Richtigstellung", "Anmerkung der Redaktion", "Hinweis der Redaktion",
    "Rectificatif", "Note de la rédaction", "Corrección", "Rectificación", "Fe de erratas", "Fe de errores",
    "Nota de la redacción", "Rettifica", "Errata corrige", "Correção", "Errata", "Correctie", "Rectificatie",
    "Sprostowanie", "Уточнение", "Исправление", "Уточнення", "Виправлення",
)  # fmt: skip
"""Followed by a colon, a dash or a bracket, perhaps with a date before it."""
_TEXTS = "article|story|report|column|post|piece|headline|page|review|essay|item|caption"
_SENTENCES = (
    rf"(?:an|the) (?:earlier|previous|original) (?:version|edition) of (?:this|the) (?:{_TEXTS})",
    rf"this (?:{_TEXTS}) (?:was|has been) (?:corrected|amended|clarified|edited)",
    rf"(?:we have|the {_TEXTS} has been) (?:corrected|amended) (?:this|to)",
    r"(?:in|bei) eine[rm] (?:früheren|ersten|vorherigen|älteren) (?:version|fassung)",
    r"(?:diese[rs]?|der|die) (?:artikel|text|beitrag|meldung|bericht) wurde (?:korrigiert|nachträglich|berichtigt)",
    r"une (?:première |précédente )?version (?:antérieure |précédente |initiale )?de (?:cet article|ce texte)",
    r"cet article a été (?:corrigé|modifié|rectifié)",
    r"una (?:versión (?:anterior|previa)|versione precedente) d[ei] (?:este|questo) (?:artículo|articolo|texto|testo)",
    r"(?:este artículo|questo articolo) (?:ha sido|è stato) (?:corregid|modificad|corrett|modificat)o",
    r"(?:uma versão anterior|in een eerdere versie|an eerdere versie) (?:deste|van dit)",
    r"в (?:ранней|первоначальной|предыдущей|попередній) (?:версии|версії)",
)
_NOTICE = re.compile(
    rf"[\s*\[(_–—-]{{0,9}}(?:(?:{'|'.join(map(re.escape, _OPENINGS))})"
    rf"(?:\s*\([^()\n]{{0,40}}\)|[^:\n]{{0,25}}\d)?\s*[:—–\])]|"
    rf"(?:[^\n]{{0,200}}\b)?(?:{'|'.join(_SENTENCES)})\b)",
    re.IGNORECASE,
)
_LOOKED_AT = 400  # characters of a paragraph: a notice says what it is at once


def notices(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text that are correction notices, in order."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Span]:
    at = 0
    for line in text.split("\n"):
        if _NOTICE.match(line[:_LOOKED_AT].replace("’", "'")):
            yield Span(at, at + len(line))
        at += len(line) + 1
